"""`planner diff` on small random rounds: who gains and who loses, by the oracle and by brute force."""

from __future__ import annotations

import copy
import datetime as dt
import random
from pathlib import Path
from typing import Any

import brute
import oracle_pairs
import oracle_slate
import pytest
from diffs import Diffs
from oracle_data import World, load
from random_rounds import random_round
from round_file import Tables, write

from planner.diff.gains import SILENT
from planner.diff.judged import Judged
from planner.run import case_of
from planner.workbook.read import read_round

Row = dict[str, Any]
Told = dict[tuple[str, str], Row]


@pytest.fixture
def diffs(tmp_path: Path) -> Diffs:
    return Diffs(tmp_path)


def mutate(tables: Tables, rng: random.Random) -> Tables:
    """Some cells changed that rules read, and the rows shuffled."""
    after = copy.deepcopy(tables)
    for row in rng.sample(after["cadres"], min(4, len(after["cadres"]))):
        column = rng.choice(("birth_date", "degree_mode", "eval_1", "political_standard", "theory", "in_post_since"))
        if column == "birth_date":
            row[column] = dt.date(rng.randint(1962, 1990), rng.randint(1, 12), 1)
        elif column == "in_post_since":
            row[column] = dt.date(2019, 1, 1)
        else:
            values = {"degree_mode": ("formal", "in_service"), "eval_1": ("good", "good", "not_done", None)}
            values |= {"political_standard": ("yes", "yes", None), "theory": ("none", "advanced", "advanced")}
            row[column] = rng.choice(values[column])
    post = rng.choice([row for row in after["posts"] if row["role"] != "other"])
    post["min_theory"] = rng.choice(("none", "none", "advanced")) if post.get("managed") != "no" else None
    row = rng.choice(after["pool"])
    row["support"] = rng.choice((0, 50, 100))
    if rng.random() < 0.3:
        after["pool"].remove(row)
    for rows in after.values():
        rng.shuffle(rows)
    return after


def oracle_says(tables: Tables) -> Told:
    world = load(tables)
    found: Told = {}
    for line in world.pool:
        pair = oracle_pairs.pair_of(world, line["cadre_id"], line["post_id"])
        assert pair is not None
        refused = sorted(pair.refused)
        waits = sorted(pair.pending)
        said = {"state": pair.state, "refused_by": refused, "pending_by": waits, "fit": pair.fit}
        found[line["cadre_id"], line["post_id"]] = said
    return found


def admitted(tables: Tables) -> set[tuple[str, str]]:
    """Who is admitted to which seat, sisters included."""
    world = load(tables)
    pairs = oracle_pairs.pairs(world)
    return {
        (who, post)
        for (who, title), pair in pairs.items()
        for post in world.posts
        if pair.state == "admitted" and world.title[post] == title
    }


def alone(before: Tables, after: Tables, record: Row) -> Tables:
    """The first round with one changed row of the second."""
    keys = {"cadres": ("cadre_id",), "posts": ("post_id",), "pool": ("cadre_id", "post_id")}[record["table"]]

    def same(row: Row) -> bool:
        return [row[key] for key in keys] == record["row"]

    sheet = record["table"]
    new = [row for row in after[sheet] if same(row)]
    return before | {sheet: [row for row in before[sheet] if not same(row)] + new}


def sorted_by(said: Row | None) -> Row | None:
    return said and said | {name: sorted(said[name]) for name in ("refused_by", "pending_by")}


@pytest.mark.parametrize("first", [0, pytest.param(12, marks=pytest.mark.soak)])
def test_the_oracle_sees_the_same_eligibilities_change_and_the_same_people_gain(diffs: Diffs, first: int) -> None:
    compared = marked = 0
    for seed in range(first, first + 12):
        rng = random.Random(seed)
        before = random_round(rng, seed % 3 + 1)
        if not before["pool"]:
            continue
        after = mutate(before, rng)
        paper = diffs.told(before, after)
        if paper is None:  # a pin may name no pool row any more
            continue
        old, new = oracle_says(before), oracle_says(after)
        truth = {
            pair: (old.get(pair), new.get(pair)) for pair in old.keys() | new.keys() if old.get(pair) != new.get(pair)
        }
        told = {(row["cadre"], row["post"]): (row["before"], row["after"]) for row in paper["eligibilities"]}
        assert {pair: tuple(map(sorted_by, both)) for pair, both in told.items()} == truth, seed
        had = admitted(before)
        for record in paper["records"]:
            if record["needs"] or record["solved"] == "together":
                continue
            gained = admitted(alone(before, after, record)) - had
            assert {(one["cadre"], post) for one in record["gains"] for post in one["eligible"]} == gained, (
                seed,
                record,
            )
            marked += bool(record["mark"])
        for side, tables in (("before", before), ("after", after)):
            best = brute.best(tables)
            values = dict(zip(oracle_slate.TIERS, best[0], strict=True)) if best else {}
            assert {row["id"]: row[side] for row in paper["places"]["tiers"] if row[side] is not None} == values, seed
        compared += 1
    assert compared >= 8
    assert marked >= 1


def laid(before: Tables, after: Tables, records: list[Row]) -> Tables:
    """The first round with several changed rows of the second."""
    for record in records:
        before = alone(before, after, record)
    return before


@pytest.mark.parametrize("first", [100, pytest.param(200, marks=pytest.mark.soak)])
def test_the_oracle_sees_the_same_people_gain_by_several_changes_together(diffs: Diffs, first: int) -> None:
    found = 0
    for seed in range(first, first + 14):
        rng = random.Random(seed)
        before = random_round(rng, seed % 2 + 1)
        if not before["pool"]:
            continue
        row = rng.choice(before["pool"])
        post = next(one for one in before["posts"] if one["post_id"] == row["post_id"])
        person = next(one for one in before["cadres"] if one["cadre_id"] == row["cadre_id"])
        person |= {"theory": "none", "eval_1": "good"}  # short of one standard, and of the conclusion
        post["min_theory"] = "advanced" if post.get("managed") != "no" else None
        after = mutate(before, rng)
        next(one for one in after["posts"] if one["post_id"] == row["post_id"])["min_theory"] = "intermediate"
        next(one for one in after["cadres"] if one["cadre_id"] == row["cadre_id"])["theory"] = "intermediate"
        paper = diffs.told(before, after)
        if paper is None:
            continue
        records = {(one["table"], *one["row"]): one for one in paper["records"]}
        if any(one["needs"] or one["solved"] == "together" for one in records.values()):
            continue
        had = admitted(before)
        single = set().union(*(admitted(alone(before, after, one)) - had for one in records.values()))
        wanted = admitted(after) - had - single
        told = {(one["cadre"], post) for row in paper["joint"] for one in row["gains"] for post in one["eligible"]}
        assert wanted <= told, seed
        for joint in paper["joint"]:
            chosen = [records[one["table"], *one["row"]] for one in joint["records"]]
            gained = admitted(laid(before, after, chosen)) - had - single
            mine = {(one["cadre"], post) for one in joint["gains"] for post in one["eligible"]}
            assert mine == gained, seed
            for spared in chosen if mine else []:
                rest = [one for one in chosen if one is not spared]
                assert not mine <= admitted(laid(before, after, rest)), (seed, spared)
            found += bool(mine)
    assert found >= 3


def risen(world: World, before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Who holds after a post not held before, and a higher one than any held then."""

    def posts_of(holders: dict[str, str], cadre: str) -> set[str]:
        return {post for post, who in holders.items() if who == cadre}

    def rank(holders: dict[str, str], cadre: str) -> tuple[int, int]:
        rows = [world.posts[post] for post in posts_of(holders, cadre)]
        return max(((int(row["managed"]), row["tier"]) for row in rows), default=(0, -1))

    return {
        cadre
        for cadre in after.values()
        if rank(after, cadre) > rank(before, cadre) and not posts_of(after, cadre) <= posts_of(before, cadre)
    }


@pytest.mark.parametrize("first", [300, pytest.param(400, marks=pytest.mark.soak)])
def test_brute_force_sees_the_same_people_get_and_lose_a_place(diffs: Diffs, first: int) -> None:
    """Of each change alone; the slates are looked at one by one, and the published order leaves but one."""
    compared = moved = 0
    for seed in range(first, first + 8):
        rng = random.Random(seed)
        before = random_round(rng, seed % 2 + 1)
        best = brute.best(before)
        if best is None or not before["pool"]:
            continue
        after, sits = mutate(before, rng), {row.get("incumbent") for row in before["posts"]}
        for row in after["cadres"]:
            if row["cadre_id"] in set(best[1][0].values()) - sits:  # one who gets a place in the first round loses it
                row["eval_1"] = "not_done"
                break
        for one, two in ((before, after), (after, before)):
            counts = _places_by_brute_force(diffs, one, two)
            compared, moved = compared + counts[0], moved + counts[1]
    assert compared >= 20
    assert moved >= 3


def _places_by_brute_force(diffs: Diffs, before: Tables, after: Tables) -> tuple[int, int]:
    """How many changes were compared, and by how many of them somebody gets a place."""
    compared = moved = 0
    paper = diffs.told(before, after)
    old = brute.best(before) if paper else None
    if paper is None or old is None or len(old[1]) > 1:
        return 0, 0
    for record in paper["records"]:
        if record["needs"] or record["solved"] == "together":
            continue
        tables = alone(before, after, record)
        new = brute.best(tables)
        assert (record["solved"] == "no_slate") == (new is None), record
        if new is None or len(new[1]) > 1:
            continue
        world, was, now = load(tables), old[1][0], new[1][0]
        placed = {one["cadre"]: one["place"] for one in record["gains"] if one["place"]}
        assert placed.keys() == risen(world, was, now), record
        assert all(now[place["after"]] == cadre for cadre, place in placed.items())
        assert {one["cadre"] for one in record["losses"] if one["place"]} == risen(world, now, was), record
        compared += 1
        moved += bool(placed)
    return compared, moved


def test_no_rule_reads_a_silent_cell(tmp_path: Path) -> None:
    other = {"political_standard_date": dt.date(2001, 1, 1), "party_date": dt.date(1999, 1, 1), "kin_declared": None}
    for seed in (3, 4):
        tables = random_round(random.Random(seed), 2)
        silent = copy.deepcopy(tables)
        for sheet, columns in SILENT.items():
            for row in silent[sheet]:
                if sheet == "round":
                    row["value"] = "7" if row["key"] in columns else row["value"]
                else:
                    row |= {column: other.get(column, f"{row.get(column)} khác") for column in columns}
        found = []
        for number, one in enumerate((tables, silent)):
            path = tmp_path / f"{number}.xlsx"
            write(one, path)
            round_, faults = read_round(path)
            assert round_, faults
            found.append(Judged(case_of(round_)))
        assert found[0].mark == found[1].mark
        assert found[0].standings == found[1].standings
