"""Targets: what `planner targets` says of them, and what the oracle counts towards each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import oracle_slate as rules
from click.testing import CliRunner
from oracle_data import World
from oracle_pairs import Pair, month_of, months_left, retirement_age, young

from planner.cli import main

Row = dict[str, Any]
Holders = dict[str, str]
ORDER = (
    *("one_seat", "no_one_dropped", "intervention", "planned", "retirement", "appointment_age", "discipline_wait"),
    *("evaluation", "steady_work", "political_standard", "open_question", "theory", "specialist_field", "field_fit"),
    *("formal_training", "in_place_first", "source_position", "time_in_post", "reserved_seat", "non_local"),
    *("rotation_plan", "rotation_age", "rotation_length", "secondment"),
)
CONGRESS = 2025 * 12 + 8
SHARE = {"women_share": 15, "young_share": 15, "heads_two_terms": 65, "deputies_three_terms": 65}


def ask(source: Path, *options: str, lang: str = "en") -> Any:
    """The JSON document of `planner targets`, with exit code 0."""
    done = CliRunner().invoke(main, ["--lang", lang, "targets", str(source), "--json", "-", *options])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def of_committee(world: World, cadre: str, part: str) -> bool:
    """Whether a holder of a committee seat counts: not retired by the congress, a woman or under 40 then."""
    row = world.cadres[cadre]
    born = month_of(row["birth_date"])
    stays = born + retirement_age(row["female"], row["birth_date"], world.basis) >= CONGRESS
    return stays and {"women": row["female"], "young": CONGRESS - born < 480, "all": True}[part]


def counts(world: World, key: Row, pair: Pair, post: str) -> bool:
    """Whether the pair, if made in that post, adds a person to the target."""
    cadre, row = pair.cadre, world.posts[post]
    if world.province(post) != key["province"]:
        return False
    if key["id"] == "committee_2025":
        return bool(row["managed"] and row["committee_seat"]) and of_committee(world, cadre, key["part"])
    if not pair.counted:
        return False
    return {
        "women_share": bool(world.cadres[cadre]["female"]),
        "young_share": young(world, cadre),
        "heads_two_terms": pair.first_head and months_left(world, cadre) >= 120,
        "deputies_three_terms": pair.first_deputy and months_left(world, cadre) >= 180,
    }[key["id"]]


def tally(world: World, key: Row, holders: Holders) -> tuple[int, int]:
    """(all, got) of a target on a slate, no seat held."""
    empty = rules.empty_posts(world, holders)
    if key["id"] != "committee_2025":
        return rules.bases(world, key["province"], rules.newcomers(world, holders), empty)[key["id"]]
    here = [p for p, r in world.posts.items() if r["managed"] and r["committee_seat"]]
    here = [p for p in here if world.province(p) == key["province"]]
    people = [holders[p] for p in here if p in holders]
    left = sum(p in empty and rules.fillable(world, p) for p in here)
    everything = sum(of_committee(world, c, "all") for c in people) + left
    return everything, sum(of_committee(world, c, key["part"]) for c in people)


def percent(key: Row) -> int:
    return SHARE.get(key["id"], 15 if key["part"] == "women" else 10)


def missing(world: World, key: Row, holders: Holders) -> int:
    return rules.shortfall(percent(key), *tally(world, key, holders))
