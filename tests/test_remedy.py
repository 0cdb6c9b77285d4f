"""What a refusal rests on and what would have to change: the right day, the cell that speaks, the banning document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import reading
from click.testing import CliRunner

from planner.cli import main

Row = dict[str, Any]


def ask(command: str, sheets: reading.Sheets, folder: Path, lang: str = "en", cadre: str = "C4") -> Row:
    """What ``why`` or ``targets`` says of C4 for P2 (or of C3 for P3)."""
    source = reading.write(sheets, folder / "round.xlsx")
    options = ["--cadre", cadre, "--post", {"C4": "P2", "C3": "P3"}[cadre], "--json", "-"]
    done = CliRunner().invoke(main, ["--lang", lang, command, str(source), *options])
    assert done.exit_code == 0, done.output
    (row,) = json.loads(done.stdout)
    return dict(row)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("discipline", "since", "day"),
    [
        ("dismissal", "01/05/2021", "01/05/2026"),  # 24 months by the law of 2021, 60 by that of 2023
        ("warning", "18/07/2020", "18/07/2021"),  # over before the law of 2022
        ("warning", "18/08/2020", "18/08/2021"),
        ("reprimand", "31/05/2021", "31/05/2022"),
    ],
)
def test_the_day_told_is_that_of_the_law_then_and_the_same_everywhere(
    discipline: str, since: str, day: str, lang: str, tmp_path: Path
) -> None:
    sheets = reading.plain()
    sheets["cadres"][4][7:9] = [discipline, since]
    told = ask("why", sheets, tmp_path, lang)
    assert day in told["text"]
    assert told["text"].count("/20") == 2, "the day of the discipline and the day it ends: no other"
    (way,) = ask("targets", sheets, tmp_path, lang)["ways"]
    assert [one["value"] for one in way] == ["-".join(reversed(day.split("/")))]
    for date, verdict in ((day, True), (_day_before(day), False)):
        sheets["round"][2][1] = date
        assert ("discipline_wait" not in ask("why", sheets, tmp_path)["refused_by"]) == verdict


def _day_before(day: str) -> str:
    number = int(day[:2]) - 1
    return f"{number:02}{day[2:]}" if number else f"30/{int(day[3:5]) - 1:02}{day[5:]}"


def test_a_beginning_nobody_entered_is_asked_for(tmp_path: Path) -> None:
    sheets = reading.plain()
    sheets["round"][2][1] = "01/06/2023"
    text = ask("why", sheets, tmp_path, cadre="C3")["text"]
    assert "The day the present post was taken has not been entered." in text
    assert "(empty)." not in text


@pytest.mark.parametrize("first", ["P2B", "P2"])  # whichever stands first in the file
def test_of_two_rows_for_seats_alike_the_one_that_speaks_is_named(first: str, tmp_path: Path) -> None:
    sheets = reading.plain()
    sheets["posts"].insert(3, ["P2B", "SYT", "Phó Giám đốc", "deputy", 4, "", 1, "", ""])
    rows = {"P2B": ["C4", "P2B", "01/02/2020", "", 80], "P2": ["C4", "P2", "01/02/2022", "", 80]}
    sheets["pool"] = [sheets["pool"][0], rows.pop(first), *rows.values()]
    row = ask("why", sheets, tmp_path)
    assert row["refused_by"] == ["planned"]
    (cell,) = row["cells"]
    assert (cell["cell"], cell["value"]) == (f"pool!C{3 if first == 'P2B' else 2}", "01/02/2022")


@pytest.mark.parametrize("everywhere", [False, True])
def test_only_the_documents_that_ban_this_pair_are_named(everywhere: bool, tmp_path: Path) -> None:
    sheets = reading.plain()
    sheets["interventions"] += [["ban", "C4", "P2", "", "x", "CV 9"], ["ban", "C4", "P4", "", "x", "CV 10"]]
    if everywhere:
        sheets["interventions"].append(["ban", "C4", "", "", "x", "CV 11"])
    text = ask("why", sheets, tmp_path)["text"]
    assert ("CV 9" in text, "CV 10" in text, "CV 11" in text) == (True, False, everywhere)
