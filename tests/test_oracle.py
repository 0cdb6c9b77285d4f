"""The independent oracle against the product: every kind, state, share, held seat and tier value."""

from __future__ import annotations

import csv
import hashlib
import random
from collections import Counter
from pathlib import Path

import brute
import oracle
import oracle_slate as rules
import oracle_teams as teams
import pytest
from oracle_data import load, read_tables
from oracle_pairs import leaving, pairs, retirement_age
from product import SAMPLE, propose
from random_rounds import random_round
from round_file import Tables, write


def _round(seed: int) -> Tables:
    return random_round(random.Random(seed), seed % 4 + 1)


def test_the_oracle_knows_every_row_of_the_retirement_table() -> None:
    with Path(__file__).with_name("retirement.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            months = int(row["retirement_age_years"]) * 12 + int(row["retirement_age_months"])
            for end in ("birth_month_from", "birth_month_to"):
                birth = int(row[end].replace("-", "") + "15") if row[end] else 0
                if birth:
                    assert retirement_age(row["gender"] == "female", birth, "nd135") == months, row


def test_it_agrees_on_the_sample_province(tmp_path: Path) -> None:
    ended = propose(SAMPLE, tmp_path / "slate.json")
    assert ended.code == 0, ended.said
    sha256 = hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
    assert oracle.judge(read_tables(SAMPLE), ended.slate, sha256) == []


def _agrees(seed: int, folder: Path) -> list[str]:
    tables = _round(seed)
    source = folder / "round.xlsx"
    write(tables, source)
    ended = propose(source, folder / "slate.json")
    best = brute.best(tables)
    if best is None:
        return [] if ended.code == 1 and ended.slate.get("status", "infeasible") == "infeasible" else [ended.said]
    if ended.code != 0:
        return [f"exit {ended.code}, though a slate meets every must: {ended.said}"]
    return oracle.judge(tables, ended.slate)


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_it_agrees_on_random_rounds(first: int, tmp_path: Path) -> None:
    found = {seed: _agrees(seed, tmp_path) for seed in range(first, first + 10)}
    assert not {seed: lines for seed, lines in found.items() if lines}


@pytest.mark.slow
@pytest.mark.parametrize("first", [1000, *(pytest.param(at, marks=pytest.mark.soak) for at in range(1050, 1500, 50))])
def test_it_agrees_on_500_random_rounds(first: int, tmp_path: Path) -> None:
    found = {seed: _agrees(seed, tmp_path) for seed in range(first, first + 50)}
    assert not {seed: lines for seed, lines in found.items() if lines}


# What must happen, and in how many of 300 draws at least, for the random rounds to test anything.
BITES = {
    **{f"refused {rule}": 15 for rule in ("planned", "retirement", "appointment_age", "discipline_wait", "evaluation")},
    **{f"refused {rule}": 15 for rule in ("political_standard", "theory", "specialist_field", "non_local")},
    **{f"refused {rule}": 15 for rule in ("reserved_seat", "no_one_dropped", "one_seat", "intervention")},
    **{
        f"refused {rule}": 15
        for rule in ("formal_training", "rotation_age", "rotation_length", "secondment", "time_in_post")
    },
    **{
        f"soft {rule}": 30 for rule in ("steady_work", "field_fit", "formal_training", "in_place_first", "time_in_post")
    },
    "soft source_position": 3,
    "pending rotation_plan": 15,
    "kind second": 20,
    **{f"striven {rule}": 30 for rule in ("age_levels", "exchange", "committee_2025", "after_rotation", "two_terms")},
    "striven secondment_per_district": 15,
    **{f"breached {rule}": 5 for rule in ("kin", "age_levels")},
    "breached unit_drain": 2,
    "breached secondment_per_district": 3,
    "standing kin": 5,
    **{f"pending {rule}": 5 for rule in ("evaluation", "political_standard", "open_question", "non_local")},
    **{f"kind {kind}": 30 for kind in ("enter", "promote", "lateral")},
    "kind lower": 5,
    **{f"leaves {why}": 20 for why in ("retirement", "vacates_on")},
    **{f"shortfall {rule}": 50 for rule in ("women_share", "young_share", "heads_two_terms", "deputies_three_terms")},
    **{f"held {rule}": 30 for rule in ("women_share", "young_share")},
    **{f"tier {tier}": 40 for tier in ("urgent", "strive", "vacancies", "fit", "moves", "order")},
    "breached deputy_total": 1,
    **{f"breached {rule}": 5 for rule in ("deputy_count", "women_led_unit", "pin")},
    "standing women_led_unit": 5,
    "standing deputy_count": 3,
    "lower end of deputy_count": 15,
    **{f"empty {why}": 20 for why in ("frozen", "exam", "reserved", "no_candidate", "fillable")},
    "chain": 15,
    "two on one title": 10,
    "two provinces": 20,
    "infeasible": 5,
}


def _bites(tables: Tables) -> set[str]:
    world = load(tables)
    seen = {f"leaves {why}" for why in leaving(world).values()}
    for pair in pairs(world).values():
        seen |= {f"refused {rule}" for rule in pair.refused} | {f"pending {rule}" for rule in pair.pending}
        seen |= {f"kind {pair.kind}"} if pair.state == "admitted" else set()
        seen |= {f"soft {rule}" for rule in pair.soft} if pair.state == "admitted" else set()
    for holders in brute.assignments(world):
        seen |= {f"breached {line.split()[0]}" for line in rules.breaches(world, holders)}
    best = brute.best(world)
    if best is None:
        return seen | {"infeasible"}
    values, slates = best
    holders = slates[0]
    seen |= {f"tier {tier}" for tier, value in zip(rules.TIERS, values, strict=True) if value}
    new = rules.newcomers(world, holders)
    seen |= {"chain" for post in new if world.posts[post]["incumbent"] and post not in leaving(world)}
    seen |= {"two on one title" for n in Counter(world.group[p] for p in new).values() if n > 1}
    seen |= {"two provinces"} if len(world.provinces) > 1 else set()
    seen |= {f"standing {rule}" for rule, _, standing in rules.all_findings(world, holders) if standing}
    lines = teams.striven(world, holders, rules.open_posts(world, holders))
    seen |= {f"striven {rule}" for rule, _, short in lines if short}
    seen |= {"lower end of deputy_count" for unit in world.units if rules.deputy_lack(world, unit, holders)}
    for province in world.provinces:
        for rule, share in rules.shares(world, province, holders).items():
            seen |= {f"shortfall {rule}"} if share.shortfall else set()
            seen |= {f"held {rule}"} if share.held else set()
    for post in rules.empty_posts(world, holders):
        row = world.posts[post]
        if row["frozen"] or row["mode"] != "process":
            seen.add("empty frozen" if row["frozen"] else "empty exam")
        elif row["reserved_for"]:
            seen.add("empty reserved")
        else:
            seen.add("empty fillable" if rules.has_candidate(world, post) else "empty no_candidate")
    return seen


def test_every_rule_bites_in_the_random_rounds() -> None:
    seen = Counter(bite for seed in range(300) for bite in _bites(_round(seed)))
    assert not {bite: (seen[bite], least) for bite, least in BITES.items() if seen[bite] < least}
