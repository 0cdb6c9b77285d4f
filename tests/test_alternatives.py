"""`planner alternatives` against every slate: each next one is as far as can be, and none is left where it says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from choices import TIERS, Slates, ask, round_with_choice
from product import SMALL, check, propose
from round_file import write

ALL = ("urgent=1", "vacancies=4", "strive=9", "prefer=9", "fit=300", "moves=3")
LOSSES = ((), ("fit=20",), ("15",), ("vacancies=2", "fit=40", "strive=1"), ALL)


def _meets_every_slate(seed: int, folder: Path) -> None:
    source, taken = folder / "round.xlsx", folder / "last.json"
    tables, slates = round_with_choice(seed, least=0 if seed % 4 == 0 else 12)
    write(tables, source)
    loss = LOSSES[seed % len(LOSSES)]
    options = [f"--loss={one}" for one in loss]
    code, paper, said = ask("alternatives", source, "-k", "4", *options)
    if not slates.all:
        assert code == 1, said
        return
    assert code == 0, said
    allowed = dict(one.split("=") if "=" in one else ("fit", one) for one in loss)
    best = min(slates.tiers)
    most = [value + int(allowed.get(tier, 0)) for tier, value in zip(TIERS, best, strict=True)][:6]
    within = [at for at, tiers in enumerate(slates.tiers) if all(a <= b for a, b in zip(tiers, most, strict=False))]
    found = [slates.number(row) for row in paper["slates"]]
    assert found[0] == slates.number(propose(source, folder / "best.json").slate)
    for place, (row, at) in enumerate(zip(paper["slates"], found, strict=True)):
        before = found[:place]
        assert at in within
        assert tuple(tier["value"] for tier in row["tiers"]) == slates.tiers[at]
        assert row["apart"] == [slates.apart(one, at) for one in before]
        assert len(row["changes"]) == slates.apart(found[0], at)
        assert slates.after(found[0], row["changes"]) == at
        if before:
            keys = {one: _far(slates, before, one) for one in within}
            far = max(keys.values())
            assert row["nearest"] == far[0] == keys[at][0] > 0
            assert keys[at] == far, "of those as far from the nearest, the farthest from all together"
            assert slates.tiers[at] == min(slates.tiers[one] for one in within if keys[one] == far)
    if len(found) < 4:
        assert paper["status"] == "fewer"
        assert {one for one in within if _far(slates, found, one)[0]} == set()
    else:
        assert paper["status"] == "complete"
    last = ask("alternatives", source, "-k", "4", *options, "--take", str(len(found)), str(taken))
    assert last[0] == check(taken, source).code == 0


def _far(slates: Slates, before: list[int], one: int) -> tuple[int, int]:
    distances = [slates.apart(other, one) for other in before]
    return min(distances), sum(distances)


@pytest.mark.parametrize("seed", range(9))
def test_each_next_slate_is_as_far_as_can_be(seed: int, tmp_path: Path) -> None:
    _meets_every_slate(seed, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 500))
def test_each_next_slate_is_as_far_as_can_be_on_400_rounds(seed: int, tmp_path: Path) -> None:
    _meets_every_slate(seed, tmp_path)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_workbook_shows_who_holds_what(lang: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    source, book = tmp_path / "round.xlsx", tmp_path / "a.xlsx"
    write(round_with_choice(1, least=100)[0], source)
    code, paper, _ = ask(
        "alternatives", source, "-k", "3", "--loss=fit=90", "--loss=strive=2", "-o", str(book), lang=lang
    )
    assert code == 0
    sheets = load_workbook(book)
    assert sheets.sheetnames[:2] == {"vi": ["Phương án khác", "Chỗ khác nhau"],
                                     "en": ["Alternatives", "Where they differ"]}[lang]  # fmt: skip
    told = {row[0].value: [cell.value for cell in row[2:]] for row in sheets.worksheets[1].iter_rows()}
    assert paper["posts"]
    for row in paper["posts"]:
        assert len(told[row["post"]]) == len(paper["slates"])
        assert [len(set(told[row["post"]]))] == [len(set(row["holders"]))]


def test_what_cannot_be_asked_is_told() -> None:
    for options, word in ((["--loss=fitt=3"], "fit"), (["--loss=fit=x"], "fit=20"), (["-k", "1"], "--help")):
        code, _, said = ask("alternatives", SMALL, *options)
        assert code == 2, said
        assert word in said
