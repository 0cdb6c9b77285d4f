"""A round whose names would like to be more than names, with scenarios; the page made of them, and read."""

from __future__ import annotations

import csv
import json
import shutil
import unicodedata
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self

import pytest
from playwright.sync_api import Page
from product import ACT, SMALL, run

from models.tables import Round
from planner.compare import crew
from planner.scenario import Scenario

Row = dict[str, Any]
LONG = "Dài" * 40  # no place to break it
SCENARIOS = {
    "still": 'name = "Không chuyển <i>"\nreason = "{{ 7*7 }} </script>"\nmax_moves = 0\n',
    "ban": f'name = "Loại trừ {LONG}"\n[[ban]]\ncadre = "C7"\n{ACT}[rules.young_share]\npercent = 60\n',
    "leave": 'name = "Nghỉ"\n[[leave]]\ncadre = "C3"\non = 2021-06-01\n',
    "none": f'name = "Bế tắc"\nmax_moves = 0\n[[pin]]\ncadre = "C1"\npost = "P1"\n{ACT}',
}
HOSTILE = {  # table → column → what stands where → what is put there instead
    "cadres": ("name", {"Lê Thị Cúc": 'Lê <b onclick="alert(1)">Thị</b> & "Cúc"',
                        "Đỗ Văn Hải": "Đỗ Văn Hải</script><script>alert(2)</script>",
                        "Phạm Văn Dũng": "Phạm Văn Dũng' --> {{ 7*7 }}",
                        "Hoàng Văn Em": f"Hoàng {LONG}"}),
    "units": ("name", {"Sở Y tế": f"Sở Y tế <img src=x onerror=alert(3)> {LONG}"}),
    "posts": ("title", {"Bí thư": 'Bí thư "</td></style>'}),
}  # fmt: skip
TITLE = "Đợt </title><script>alert(4)</script>"
AXES = ("--x", "women", "--y", "vacancies")


def written(folder: Path) -> Path:
    """The round, in the folder ``round``, and the scenario files beside it."""
    shutil.copytree(SMALL, folder / "round")
    for table, (column, names) in HOSTILE.items():
        file = folder / "round" / f"{table}.csv"
        with file.open(encoding="utf-8", newline="") as text:
            rows = [row | {column: names.get(row[column], row[column])} for row in csv.DictReader(text)]
        with file.open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    with (folder / "round" / "round.csv").open("a", encoding="utf-8") as text:
        text.write(f"title,{TITLE}\n")
    for name, scenario in SCENARIOS.items():
        (folder / f"{name}.toml").write_text(scenario, "utf-8")
    return folder


def page_of(folder: Path, out: Path, *options: object, names: Iterable[str] = SCENARIOS, lang: str = "vi") -> Path:
    """The page on these scenarios."""
    files = [folder / f"{name}.toml" for name in names]
    code, said = run("report", folder / "round", *files, "-o", out, *AXES, *options, lang=lang)
    assert code == 0, said
    return out


class Here:
    """Solves as the crew does, in this process: a crew of its own for each page is slow to start."""

    @classmethod
    def instead(cls, monkeypatch: pytest.MonkeyPatch) -> None:
        """In the crew's place."""
        monkeypatch.setattr("planner.compare.command.Crew", cls)
        monkeypatch.setattr(crew, "_given", None, raising=False)

    def __init__(self, round_: Round, lang: str, processes: int, seconds: float) -> None:
        crew._given = (round_, lang, seconds, SimpleQueue())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def slate(self, scenario: Scenario | None, number: int) -> Future[Any]:
        return self._told(crew._slate((scenario.name, scenario.settings) if scenario else None, number))

    def names(self, settings: Any) -> Future[Any]:
        return self._told(crew._names(settings))

    def news(self) -> list[Any]:
        return []

    def _told(self, answer: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(answer)
        return future


@dataclass(frozen=True)
class Made:
    """The round and its scenario files, the page on more of them than fit beside each other, and what `compare` says of
    the same."""

    folder: Path
    file: Path
    compared: Row


@cache
def made_in(base: Path) -> Made:
    """Once for all tests of a process."""
    folder = base / "report"
    folder.mkdir()
    written(folder)
    many = [*SCENARIOS] * 2  # asked for again they are not solved again
    with pytest.MonkeyPatch.context() as patch:
        Here.instead(patch)
        file, out = page_of(folder, folder / "page.html", names=many), folder / "compare.json"
        files = [folder / f"{name}.toml" for name in many]
        code, said = run("compare", folder / "round", *files, "--json", out, lang="vi")
    assert code == 0, said
    return Made(folder, file, json.loads(out.read_text("utf-8")))


# --- what is read on it ------------------------------------------------------------------------------
def cells(page: Page, table: str, rows: str = "tbody tr:not(.part)") -> list[list[str]]:
    """The texts of a table, whatever is filtered."""
    found: list[list[str]] = page.eval_on_selector_all(
        f"#{table} {rows}", "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    )
    return found


def numbers(texts: list[str]) -> list[int | None]:
    """The numbers at the start of cells, without what they differ by."""
    return [None if text == "–" else int(text.split()[0].replace(".", "")) for text in texts]


CODES = """rows => rows.map(row => [row.querySelector(".code").textContent, [...row.cells].slice(1).flatMap(cell =>
  Array(cell.colSpan).fill(cell.querySelector(".who") ? cell.querySelector(".who").dataset.who : ""))])"""


def folded(text: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return plain.replace("đ", "d").replace("Đ", "d").lower()


def visible(page: Page) -> set[str]:
    """The posts shown."""
    codes: list[str] = page.eval_on_selector_all(
        "#posts tbody tr:not(.part)",
        "rows => rows.filter(row => row.checkVisibility()).map(row => row.querySelector('.code').textContent)",
    )
    return set(codes)
