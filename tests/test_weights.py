"""`planner weights` against every slate at every whole weight."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from choices import WHOLE, Slates, Weighed, ask, line, round_with_choice
from product import SMALL, propose
from round_file import write

import models.weights
from models.solve import settle
from planner.run import case_of, solved
from planner.workbook.read import read_round


def _meets_every_weight(seed: int, folder: Path) -> str:
    """Checks the answer; returns whether all sensible weights are said to be the same."""
    source = folder / "round.xlsx"
    tables, slates = round_with_choice(seed, least=0 if seed % 4 == 0 else 12)
    write(tables, source)
    code, paper, said = ask("weights", source)
    if not slates.all:
        assert code == 1, said
        return ""
    assert (code, paper["status"]) == (0, "complete"), said
    weighed, ours = Weighed(slates), slates.number(propose(source, folder / "best.json").slate)
    for row in paper["weights"]:
        part = row["part"]
        assert row["weight"] == WHOLE[part]
        for weight, weights in line(part):
            best = weighed.best(weights)
            inside = row["low"] <= weight <= row["high"]
            if inside:
                assert ours in best, (part, weight)
            for side, edge in (("below", row["low"] - 1), ("above", row["high"] + 1)):
                if weight == edge:
                    assert row[side]["weight"] == weight
                    other = slates.after(ours, row[side]["changes"])
                    assert other in best
                    assert other != ours
                    assert ours not in best or len(best) > 1, "else nothing changed there"
        assert (row["below"] is None) == (row["low"] == 0)
        assert (row["above"] is None) == (row["high"] == 100)
    return _meets_sensible(weighed, slates, ours, paper["sensible"])


def _meets_sensible(weighed: Weighed, slates: Slates, ours: int, said: dict) -> str:  # type: ignore[type-arg]
    box = {part: (-(-weight // 2), min(100, 2 * weight)) for part, weight in WHOLE.items()}
    assert {part: tuple(ends) for part, ends in said["box"].items()} == box
    most = {at: weighed.most(at, ours, box) for at in weighed.numbers if at != ours}
    if said["same"]:
        assert all(gain < 0 or (gain == 0 and weighed.after[at] >= weighed.after[ours]) for at, gain in most.items())
        return "same"
    assert all(box[part][0] <= weight <= box[part][1] for part, weight in said["weights"].items())
    other = slates.after(ours, said["changes"])
    assert other != ours
    assert other in weighed.best(said["weights"])
    return "differs"


def test_every_whole_weight_is_accounted_for(tmp_path: Path) -> None:
    told = [_meets_every_weight(seed, tmp_path) for seed in (1, 7, 8, 14, 18, 23, 25)]
    assert {"same", "differs"} <= set(told), "both answers have to come up"


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 400))
def test_every_whole_weight_is_accounted_for_on_300_rounds(seed: int, tmp_path: Path) -> None:
    _meets_every_weight(seed, tmp_path)


def test_a_scenario_with_other_weights_and_order(tmp_path: Path) -> None:
    """Fit before preferences, and a weight of 0: solved from the start, the names change just beyond the ends."""
    source, path = tmp_path / "round.xlsx", tmp_path / "s.toml"
    write(round_with_choice(23)[0], source)
    path.write_text(
        'tiers = ["urgent", "strive", "vacancies", "fit", "prefer", "moves", "order"]\n'
        "[fit]\nsupport = 0\nexperience = 30\n",
        "utf-8",
    )
    code, paper, said = ask("weights", source, "--scenario", str(path))
    assert code == 0, said
    round_, _ = read_round(source)
    assert round_
    case, changed = case_of(round_, paper["scenario_settings"]), 0

    def made(weights: dict[str, int]) -> list[int]:
        found = solved(replace(case, law=replace(case.law, fit=case.law.fit | weights))).slate
        assert found
        return found.holder.tolist()

    start = made({})
    for row in paper["weights"]:
        for weight in {0, 100, row["low"], row["high"], row["low"] - 1, row["high"] + 1} & set(range(101)):
            if row["low"] <= weight <= row["high"]:
                assert made({row["part"]: weight}) == start, (row, weight)
            elif weight in (row["low"] - 1, row["high"] + 1):
                assert made({row["part"]: weight}) != start, (row, weight)
                changed += 1
    assert changed, "no weight that changes a name: the test looks at nothing"


def test_time_running_out_leaves_what_is_proven(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls = count()
    monkeypatch.setattr(models.weights, "settle", lambda search: next(calls) < 6 and settle(search))
    code, paper, said = ask("weights", SMALL, lang="vi")
    assert (code, paper["status"]) == (0, "partial"), said
    assert not all(row["proven"] for row in paper["weights"]) or paper["sensible"]["same"] is None
    assert all((row["low"] is None) == (not row["proven"]) for row in paper["weights"])
    assert "Traceback" not in said


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_workbook_tells_the_room(lang: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = tmp_path / "w.xlsx"
    code, paper, _ = ask("weights", SMALL, "-o", str(book), lang=lang)
    assert code == 0
    sheets = load_workbook(book)
    assert sheets.sheetnames[0] == {"vi": "Trọng số", "en": "Weights"}[lang]
    told = {cell.value for row in sheets.worksheets[0].iter_rows() for cell in row}
    assert {f"{row['low']}–{row['high']}" for row in paper["weights"]} <= told
