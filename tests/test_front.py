"""`planner front` against every slate: no point missing, none dominated, each a real slate that `check` accepts."""

from __future__ import annotations

import random
from itertools import count
from pathlib import Path

import pytest
from choices import MORE, TIERS, ask, front, round_with_choice
from click.testing import CliRunner
from product import SMALL, check, propose
from round_file import write

import models.front
from models.axes import AXES
from models.solve import settle
from planner.cli import main

LAST = ("moves", "fit", "vacancies")  # often in conflict with the counts of people


def _meets_every_slate(seed: int, folder: Path) -> None:
    rng, source = random.Random(seed), folder / "round.xlsx"
    tables, slates = round_with_choice(seed, least=0 if seed % 4 == 0 else 12)
    write(tables, source)
    asked = [[rng.choice(MORE), rng.choice(LAST)], rng.sample(sorted(AXES), 2 + seed % 2)]
    for axes in asked:
        options = [f"--{name}={axis}" for name, axis in zip("xyz", axes, strict=False)]
        taken = folder / "one.json"
        code, paper, said = ask("front", source, *options, "--take", "1", str(taken))
        if not slates.all:
            assert code == 1, said
            return
        assert (code, paper["status"]) == (0, "complete"), said
        values = {at: slates.values(at, axes) for at in range(len(slates.all))}
        every = front({one for some in values.values() for one in some}, axes)
        told = [tuple(point["values"][axis] for axis in axes) for point in paper["points"]]
        assert len(told) == len(set(told))
        assert set(told) == every, (axes, said)
        start = slates.number({"appointments": propose(source, folder / "best.json").slate["appointments"]})
        for point, value in zip(paper["points"], told, strict=True):
            at = slates.number(point)
            assert value in values[at]
            having = [tiers for number, tiers in enumerate(slates.tiers) if value in values[number]]
            assert slates.tiers[at] == min(having), "the other tiers decide among slates of one point"
            assert tuple(tier["value"] for tier in point["tiers"]) == slates.tiers[at]
            assert slates.laid(slates.all[slates.after(start, point["changes"])]) == slates.laid(slates.all[at])
            start = at
        assert check(taken, source).code == 0


@pytest.mark.parametrize("seed", range(8))
def test_every_point_and_no_other(seed: int, tmp_path: Path) -> None:
    _meets_every_slate(seed, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 500))
def test_every_point_and_no_other_on_400_rounds(seed: int, tmp_path: Path) -> None:
    _meets_every_slate(seed, tmp_path)


@pytest.mark.parametrize("seed", range(50, 53))
def test_shares_that_want_the_same_seats(seed: int, tmp_path: Path) -> None:
    """Women's and the young's shortfalls as two axes: each seat is held for one of them."""
    tables, slates = round_with_choice(seed)
    source, axes = tmp_path / "round.xlsx", ["women_share", "young_share", "vacancies"]
    write(tables, source)
    code, paper, _ = ask("front", source, *(f"--{n}={axis}" for n, axis in zip("xyz", axes, strict=True)))
    assert code == 0
    every = front({one for at in range(len(slates.all)) for one in slates.values(at, axes)}, axes)
    assert {tuple(point["values"].values()) for point in paper["points"]} == every


@pytest.mark.parametrize("seed", range(60, 63))
def test_a_tier_kept_never_gets_worse(seed: int, tmp_path: Path) -> None:
    tables, slates = round_with_choice(seed)
    source, axes = tmp_path / "round.xlsx", ["women", "fit"]
    write(tables, source)
    code, paper, _ = ask("front", source, "--x=women", "--y=fit", "--keep=urgent", "--keep", "vacancies=1")
    assert code == 0
    urgent, vacancies = (TIERS.index(tier) for tier in ("urgent", "vacancies"))
    best = min(slates.tiers)
    kept = [
        at
        for at, tiers in enumerate(slates.tiers)
        if tiers[urgent] <= best[urgent] and tiers[vacancies] <= best[vacancies] + 1
    ]
    every = front({one for at in kept for one in slates.values(at, axes)}, axes)
    assert {tuple(point["values"].values()) for point in paper["points"]} == every


@pytest.mark.parametrize("enough", range(4))
def test_time_running_out_says_which_part_is_whole(
    enough: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, axes = tmp_path / "round.xlsx", ["filled", "fit"]
    tables, slates = round_with_choice(1, least=100)
    write(tables, source)
    every = front({one for at in range(len(slates.all)) for one in slates.values(at, axes)}, axes)
    assert len(every) > 3
    calls = count()
    monkeypatch.setattr(models.front, "settle", lambda search: next(calls) < enough and settle(search))
    code, paper, _ = ask("front", source, "--x=filled", "--y=fit")
    if not enough:
        assert (code, paper) == (3, {})
        return
    told = {tuple(point["values"].values()) for point in paper["points"]}
    assert (code, paper["status"], len(told), paper["swept"]) == (0, "partial", enough, "filled")
    calls = count()
    said = CliRunner().invoke(main, ["--lang", "en", "front", str(source), "--x=filled", "--y=fit"])
    assert f"none is missing with Seats filled below {paper['beyond']}," in " ".join(said.output.split())
    assert {point for point in every if point[0] < paper["beyond"]} == told


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_workbook_has_a_chart_and_the_steps(lang: str, tmp_path: Path) -> None:
    from zipfile import ZipFile

    from openpyxl import load_workbook

    book, out = tmp_path / "f.xlsx", tmp_path / "one.xlsx"
    options = ["--x=women", "--y=vacancies", "--z=fit", "-o", str(book), "--take", "1", str(out)]
    code, paper, _ = ask("front", SMALL, *options, lang=lang)
    assert code == 0
    sheets = load_workbook(book)
    seen = [sheet for sheet in sheets.worksheets if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in seen][:3] == {"vi": ["Đánh đổi", "Biểu đồ", "Từng bước"],
                                     "en": ["Trade-offs", "Chart", "Steps"]}[lang]  # fmt: skip
    assert any(name.startswith("xl/charts/chart") for name in ZipFile(book).namelist())
    cells = [[cell.value for cell in row] for row in seen[0].iter_rows()]
    points = [row[1:4] for row in cells if str(row[0]).rstrip("*").isdigit()]
    assert points == [list(point["values"].values()) for point in paper["points"]]
    names = {cell.value for row in seen[2].iter_rows() for cell in row}
    assert {change["post"] for point in paper["points"] for change in point["changes"]} <= names
    again = tmp_path / "again.xlsx"
    assert ask("front", SMALL, *options[:3], "-o", str(again), lang=lang)[0] == 0
    assert again.read_bytes() == book.read_bytes()
    assert check(out, SMALL).code == 0


def test_what_cannot_be_asked_is_told(tmp_path: Path) -> None:
    for options, word in (
        (["--x=woman", "--y=fit"], "women"),
        (["--x=fit", "--y=fit"], "differ"),
        (["--x=women", "--y=fit", "--keep=vacancy"], "vacancies"),
        (["--x=women", "--y=fit", "--keep=fit"], "Tiers"),
        (["--x=women", "--y=fit", "--keep=moves=few"], "fit=20"),
        (["--x=women", "--y=fit", "--take", "99", str(tmp_path / "x.json")], "99"),
    ):
        code, _, said = ask("front", SMALL, *options)
        assert code == 2, said
        assert word in said
    split = tmp_path / "s.toml"
    split.write_text('[rules.young_share]\nstrength = "prefer"\n', "utf-8")
    code, _, said = ask("front", SMALL, "--x=women", "--y=strive", "--scenario", str(split))
    assert (code, "two different tiers" in said) == (2, True)
