"""A round whose names would like to be more than names, with scenarios; the page made of them, and read."""

from __future__ import annotations

import csv
import shutil
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from product import ACT, SMALL, run

Row = dict[str, Any]
SCENARIOS = {
    "still": 'name = "Không chuyển <i>"\nreason = "{{ 7*7 }} </script>"\nmax_moves = 0\n',
    "ban": f'name = "Loại trừ"\n[[ban]]\ncadre = "C7"\n{ACT}[rules.young_share]\npercent = 60\n',
    "leave": 'name = "Nghỉ"\n[[leave]]\ncadre = "C3"\non = 2021-06-01\n',
    "none": f'name = "Bế tắc"\nmax_moves = 0\n[[pin]]\ncadre = "C1"\npost = "P1"\n{ACT}',
}
HOSTILE = {  # table → column → what stands where → what is put there instead
    "cadres": ("name", {"Lê Thị Cúc": 'Lê <b onclick="alert(1)">Thị</b> & "Cúc"',
                        "Đỗ Văn Hải": "Đỗ Văn Hải</script><script>alert(2)</script>",
                        "Phạm Văn Dũng": "Phạm Văn Dũng' --> {{ 7*7 }}"}),
    "units": ("name", {"Sở Y tế": "Sở Y tế <img src=x onerror=alert(3)>"}),
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
