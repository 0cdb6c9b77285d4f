"""The sheet of reasons: its note, who is next but proposed elsewhere, the loss asked for, and the time shared."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path
from typing import Any

import pytest
import reading
from click.testing import CliRunner
from openpyxl import load_workbook
from random_rounds import random_round
from round_file import write

from planner import run
from planner.cli import main
from planner.effort import Effort
from planner.workbook.read import read_round
from planner.workbook.slate import slate_bytes

Row = dict[str, Any]


def two_seats() -> reading.Sheets:
    """C3 is proposed for the director's seat of one office, and next in line for the deputy's he leaves by it."""
    sheets = reading.plain()
    sheets["units"][1][3] = sheets["units"][2][3] = ""
    sheets["cadres"][3][4], sheets["cadres"][3][9:13] = "medicine", ["yes", "01/01/2021", "TU", "good"]
    sheets["posts"][3][5:7] = ["", 1]
    sheets["cadres"][2][6] = ""  # the one who sat there sits nowhere now
    sheets["pool"].append(["C3", "P2", "01/02/2020", "", 50])
    return sheets


def proposed(sheets: reading.Sheets, folder: Path, *options: str, lang: str = "en") -> tuple[Row, str]:
    """The document, and all that the sheet of reasons says."""
    source, out, book = reading.write(sheets, folder / "r.xlsx"), folder / "s.json", folder / "s.xlsx"
    arguments = ["--lang", lang, "propose", str(source), "--json", str(out), "-o", str(book), *options]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert CliRunner().invoke(main, ["check", str(book)]).exit_code == 0
    return json.loads(out.read_text("utf-8")), _text(book, lang)


def _text(book: Path, lang: str) -> str:
    sheet = load_workbook(book)[{"en": "Reasons", "vi": "Giải trình"}[lang]]
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_who_is_next_but_proposed_elsewhere_is_marked(lang: str, tmp_path: Path) -> None:
    paper, said = proposed(two_seats(), tmp_path, lang=lang)
    assert {row["post"]: row["cadre"] for row in paper["appointments"]} == {"P2": "C4", "P3": "C3"}
    assert paper["reserves"] == [{"post": "P4", "cadre": "C3", "rank": 1, "proposed_for": "P3"}]
    told = {"en": "Proposed in this slate for Giám đốc, Sở Tài chính.", "vi": "đang đề xuất giữ chức vụ Giám đốc"}
    assert said.count(told[lang]) == 1


def test_a_reserve_who_is_free_is_not_marked(tmp_path: Path) -> None:
    sheets = two_seats()
    sheets["posts"][3][5], sheets["cadres"][2][6] = "C2", 5  # nothing is open there
    paper, said = proposed(sheets, tmp_path)
    assert [(row["cadre"], row["proposed_for"]) for row in paper["reserves"]] == [("C3", None)]
    assert "Proposed in this slate for" not in said


def test_the_loss_asked_for_is_recorded_and_told(tmp_path: Path) -> None:
    """C3 in P2 costs nothing above fit, and some points of it."""
    sheets = two_seats()
    sheets["posts"][3][5], sheets["cadres"][2][6] = "C2", 5
    sheets["cadres"][4][2:4] = ["Nam", "08/09/1975"]  # else a woman, or one under 40, is missed in a higher tier
    sheets["posts"][2][6] = 2
    row = sheets["cadres"][3]
    row[6], sheets["posts"][4][5] = "", ""  # and so is a leader moved, after fit
    found: dict[int, Row] = {}
    for loss in (0, 5, 100):
        found[loss], said = proposed(sheets, tmp_path, *([] if loss == 5 else ["--loss", str(loss)]))
        assert found[loss]["loss"] == loss
        assert f"by no more than {loss} points of fit" in said
    (title,) = (one for one in found[0]["explanations"] if one["posts"] == ["P2"])
    (other,) = (one for one in title["candidates"] if one["verdict"] in ("equal", "costs"))
    before = {tier["id"]: tier["value"] for tier in found[0]["tiers"]}
    changed = [tier for tier, value in other["tiers"].items() if value != before[tier]]
    assert changed[0] == "fit"
    lost = other["tiers"]["fit"] - before["fit"]
    for loss, paper in [(lost - 1, None), (lost, None), *found.items()]:
        shown = paper or proposed(sheets, tmp_path, "--loss", str(loss))[0]
        (title,) = (one for one in shown["explanations"] if one["posts"] == ["P2"])
        assert title["near"] == ([other["cadre"]] if lost <= loss else [])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_titles_not_reached_in_time_are_counted(lang: str, tmp_path: Path) -> None:
    paper, said = proposed(two_seats(), tmp_path, lang=lang)
    words = {"vi": "chưa kết luận được vì chưa kịp tính", "en": "not everybody having been reached in time"}
    assert words[lang] not in said
    paper["explanations"][0]["choice"] = "unknown"
    round_, _ = read_round(tmp_path / "r.xlsx")
    assert round_ is not None
    (tmp_path / "cut.xlsx").write_bytes(slate_bytes(paper, round_, lang))
    assert words[lang] in _text(tmp_path / "cut.xlsx", lang)


def test_conclusions_awaited_leave_half_of_the_time_to_the_prices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits takes all the time that is given; every price is still reached."""
    given: list[float] = []

    def slow(*arguments: Any) -> dict[int, dict[str, int]]:
        given.append(arguments[-1])
        clock.append(arguments[-1])
        return {}

    clock: list[float] = []
    real = time.monotonic
    monkeypatch.setattr("models.clearing.gains", slow)
    monkeypatch.setattr("planner.run.time.monotonic", lambda: real() + sum(clock))
    write(random_round(random.Random(4), 3), tmp_path / "r.xlsx")
    round_, _ = read_round(tmp_path / "r.xlsx")
    assert round_ is not None
    found = run.propose(round_, None, Effort(time_limit=600), "en")
    assert found.paper["status"] == "optimal"
    assert 0 < given[0] <= 300
    assert found.paper["explanations"]
    assert all(row["choice"] != "unknown" for row in found.paper["explanations"])
