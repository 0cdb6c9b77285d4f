"""`planner targets` against brute force and the oracle: price lists, waterfalls, additions to the pool."""

from __future__ import annotations

import copy
import json
import random
from itertools import combinations
from pathlib import Path
from typing import Any

import brute
import oracle
import oracle_slate as rules
import pytest
from click.testing import CliRunner
from oracle_data import DEPUTIES, HEADS, World, load, read_tables
from oracle_pairs import Pair, leaving, pair_of, pairs
from product import SAMPLE, held, propose
from random_rounds import random_round
from round_file import Tables, write
from target_counts import ORDER, ask, counts, missing, tally

from planner.cli import main

Row = dict[str, Any]
Holders = dict[str, str]


def tiered(world: World) -> list[tuple[tuple[int, ...], Holders]]:
    """All slates that meet every must, with their tiers but the last."""
    return [(oracle.tiers(world, holders)[:6], holders) for holders in brute.valid(world)]


def rounds(first: int, count: int, size: int = 0) -> list[tuple[int, int]]:
    return [(first + at, size or at % 4 + 1) for at in range(count)]


# --- price lists and waterfalls ---------------------------------------------------------------------
@pytest.mark.parametrize(("seed", "size"), rounds(8100, 24))
def test_prices_and_waterfalls_are_what_brute_force_finds(seed: int, size: int, tmp_path: Path) -> None:
    tables = random_round(random.Random(seed), size)
    source, out = tmp_path / "round.xlsx", tmp_path / "slate.json"
    write(tables, source)
    ended = propose(source, out)
    if ended.code == 1:
        done = CliRunner().invoke(main, ["targets", str(source)])
        assert done.exit_code == 1
        return
    world = load(tables)
    slates = tiered(world)
    base = held(ended.slate)
    for row in ask(source, "--slate", str(out))["targets"]:
        assert (row["all"], row["got"]) == tally(world, row, base)
        assert row["missing"] == missing(world, row, base)
        _check_prices(world, row, base, slates)
        _check_waterfall(world, row, base)


def _check_prices(world: World, row: Row, base: Holders, slates: list[tuple[tuple[int, ...], Holders]]) -> None:
    best = min(tiers for tiers, _ in slates)
    lacks, ended = row["missing"], False
    assert bool(row["prices"]) == bool(lacks)
    for at, price in enumerate(row["prices"], 1):
        assert not ended, "nothing after the target, or after what is impossible"
        assert (price["more"], price["persons"]) == (at, row["got"] + at)
        having = [tiers for tiers, holders in slates if tally(world, row, holders)[1] >= price["persons"]]
        if not having:
            assert price["verdict"] == "impossible"
            _check_conflict(world, row, price)
            ended = True
            continue
        assert not price["conflict"]
        assert tuple(tier["after"] for tier in price["tiers"]) == min(having)
        assert price["verdict"] == ("equal" if min(having) == best else "costs")
        holders = dict(base)
        for change in price["changes"]:
            assert holders.pop(change["post"], "") == change["before"]
            if change["after"]:
                holders[change["post"]] = change["after"]
        assert tally(world, row, holders)[1] >= price["persons"]
        assert min(having) == next(tiers for tiers, slate in slates if slate == holders)
        assert price["missing"] == missing(world, row, holders)
        ended = price["missing"] == 0
    assert ended == bool(lacks)


def _check_conflict(world: World, row: Row, price: Row) -> None:
    """What makes a price impossible: the pool itself, or demands of which each slate with as many persons breaks one.
    (That a person has one seat and a seat one person is built into every slate looked at.)"""
    told = {(demand["id"], demand["where"]) for demand in price["conflict"]}
    rest = {(rule, where) for rule, where in told if rule != "one_seat"}
    having = [h for h in brute.assignments(world) if tally(world, row, h)[1] >= price["persons"]]
    broken = [{tuple(breach.split(" ")[:2]) for breach in rules.breaches(world, h)} for h in having]
    assert all(any((rule, where) in found or not where for rule, where in rest) for found in broken)
    assert all(demand["text"] for demand in price["conflict"])


def _check_waterfall(world: World, row: Row, base: Holders) -> None:
    fall, gone = row["waterfall"], leaving(world)
    stays = {p: c for c, p in world.seat_of.items() if p not in gone}

    def count(found: list[Pair]) -> Row:
        titles = {(pair.cadre, pair.title) for pair in found}
        return {"persons": len({cadre for cadre, _ in titles}), "pairs": len(titles)}

    planned, open_ = [], []
    for pair in pairs(world).values():
        seats = [p for p in world.posts if world.title[p] == pair.title and counts(world, row, pair, p)]
        if seats:
            planned.append(pair)
        takes = [
            p
            for p in seats
            if world.posts[p]["listed"] and not world.posts[p]["frozen"] and world.posts[p]["mode"] == "process"
        ]
        if any(p not in stays or base.get(p) != stays[p] for p in takes):
            open_.append(pair)
    assert (fall["planned"], fall["open"]) == (count(planned), count(open_))
    left, told = list(open_), []
    for rule in ORDER:
        stopped = [pair for pair in open_ if rule in pair.refused]
        if stopped:
            left = [pair for pair in left if rule not in pair.refused]
            alone = [pair for pair in stopped if len(pair.refused) == 1]
            told.append((rule, count(left), len(stopped), len(alone)))
    assert _steps(fall["steps"]) == told
    most = max(told, key=lambda step: step[2], default=("",))
    assert fall["most"] == most[0]
    waits = {rule for pair in left for rule in pair.pending}
    assert {step["rule"] for step in fall["waiting"]} == waits
    left = [pair for pair in left if not pair.pending]
    assert fall["free"] == count(left)
    made = [(pair_of(world, c, p), p) for p, c in rules.newcomers(world, base).items()]
    chosen = [pair for pair, post in made if pair is not None and counts(world, row, pair, post)]
    assert fall["chosen"] == count(chosen)
    assert fall["counted"] + len(chosen) == row["got"]


def _steps(steps: list[Row]) -> list[tuple[str, Row, int, int]]:
    return [(s["rule"], {"persons": s["persons"], "pairs": s["pairs"]}, s["refuses"], s["alone"]) for s in steps]


# --- building sources -------------------------------------------------------------------------------
def wider(tables: Tables, people: list[Row]) -> Tables:
    """The tables with these people and their pool rows added."""
    more = copy.deepcopy(tables)
    for one in people:
        more["cadres"].append(one["cadre"])
        more["pool"].append(one["pool"])
    return more


def least(tables: Tables, keys: list[Row], urgent: int) -> int:
    """The fewest persons missing of all targets together in any slate that leaves no more urgent seats empty."""
    world = load(tables)
    good = [holders for tiers, holders in tiered(world) if tiers[0] <= urgent]
    return min(sum(missing(world, key, holders) for key in keys) for holders in good)


def offers(source: Path) -> list[Row]:
    """Every addition the planner looked at, one a title and profile."""
    from models.sources import offered
    from models.targets import targets
    from planner.run import case_of
    from planner.sources import _additions
    from planner.workbook.read import read_round

    round_, _ = read_round(source)
    assert round_ is not None
    case = case_of(round_)
    kinds = {one.kind: one for one in reversed(offered(case, targets(case), 1))}
    return _additions(case, list(reversed(kinds.values())))


SMALL = 60  # sets of additions looked at, at most


@pytest.mark.parametrize(("seed", "size"), rounds(8300, 24, 1))
def test_additions_are_sufficient_and_smallest(seed: int, size: int, tmp_path: Path) -> None:
    tables = random_round(random.Random(seed), size)
    source, out = tmp_path / "round.xlsx", tmp_path / "slate.json"
    write(tables, source)
    ended = propose(source, out)
    if ended.code == 1:
        return
    said = ask(source, "--slate", str(out))
    found = said["sources"]
    if found is None:
        assert not any(row["missing"] for row in said["targets"])
        return
    urgent = ended.slate["tiers"][0]["value"]
    keys = found["targets"]
    assert found["verified"]
    assert found["missing"] == sum(key["after"] for key in keys)
    assert least(wider(tables, found["additions"]), keys, urgent) == found["missing"], "sufficient"
    many = offers(source)
    rng = random.Random(seed)
    count = len(found["additions"])
    fewer = [list(some) for some in combinations(many, max(0, count - 1))]
    rng.shuffle(fewer)
    if count:
        for some in fewer[:SMALL]:
            assert least(wider(tables, some), keys, urgent) > found["missing"], "smallest"
    as_many = [list(some) for some in combinations(many, count + 1)] if count < 2 else []
    rng.shuffle(as_many)
    for some in as_many[: SMALL // 4]:
        assert least(wider(tables, some), keys, urgent) >= found["missing"], "the least reachable"


# --- end to end -------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def tight(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tight")
    source, out = folder / "tight.xlsx", folder / "slate.json"
    assert CliRunner().invoke(main, ["sample", "--tight", "-o", str(source)]).exit_code == 0
    assert propose(source, out).code == 0
    return source, out


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_sample_in_words(lang: str, tmp_path: Path) -> None:
    out = tmp_path / "slate.json"
    propose(SAMPLE, out)
    done = CliRunner().invoke(main, ["--lang", lang, "targets", str(SAMPLE), "--slate", str(out)])
    assert done.exit_code == 0, done.output
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert {"vi": "TẠO NGUỒN", "en": "SOURCES"}[lang] in done.stdout
    assert {"vi": "Đã kiểm chứng", "en": "Verified"}[lang] in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["vi", pytest.param("en", marks=pytest.mark.soak)])
def test_the_tight_sample_reaches_every_target_with_the_additions(
    lang: str, tight: tuple[Path, Path], tmp_path: Path
) -> None:
    source, out = tight
    report = tmp_path / "targets.json"
    options = ["targets", str(source), "--slate", str(out), "--json", str(report)]
    done = CliRunner().invoke(main, ["--lang", lang, *options])
    assert done.exit_code == 0, done.output
    assert max(map(len, done.stdout.splitlines())) <= 80
    said = json.loads(report.read_text("utf-8"))
    found = said["sources"]
    assert found["verified"]
    assert [key["after"] for key in found["targets"]] == [0] * 6
    assert len(found["additions"]) == 15
    assert {(price["verdict"]) for row in said["targets"] for price in row["prices"]} == {"costs", "impossible"}


def test_one_target_alone_without_names(tight: tuple[Path, Path], tmp_path: Path) -> None:
    source, out = tight
    options = ["targets", str(source), "--slate", str(out), "--only", "young_share", "--private"]
    report = tmp_path / "targets.json"
    done = CliRunner().invoke(main, [*options, "--json", str(report)])
    assert done.exit_code == 0, done.output
    said = json.loads(report.read_text("utf-8"))
    assert [row["id"] for row in said["targets"]] == ["young_share"]
    last = said["targets"][0]["prices"][-1]
    assert last["verdict"] == "impossible"
    assert last["conflict"]
    names = {str(row["name"]) for row in read_tables(source)["cadres"]}
    assert not [name for name in names if name in done.stdout or name in json.dumps(said, ensure_ascii=False)]


@pytest.mark.parametrize(
    "options",
    [["--post", "BDT-A1"], ["--cadre", "nobody"], ["--cadre", "CB0342", "--post", "nowhere"], ["--only", "women"]],
)
def test_a_question_about_nobody_is_told_so(options: list[str]) -> None:
    assert CliRunner().invoke(main, ["targets", str(SAMPLE), *options]).exit_code == 2


def test_the_kinds_of_the_oracle_are_those_of_the_page() -> None:
    assert set(HEADS) & set(DEPUTIES) == set()
