"""Decisions on small random rounds against brute force: fewest changes first, then the tiers, and no decision lost."""

from __future__ import annotations

import copy
import json
import random
import tempfile
from pathlib import Path
from typing import Any

import brute
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle_data import World, load
from product import check, held, propose, run
from random_rounds import REPEATABLE, SIZES, random_round
from repairs import EXCUSABLE
from round_file import Tables, write

QUICK = settings(REPEATABLE, max_examples=12)
Row = dict[str, Any]


def replan(slate: Row, source: Path, out: Path) -> tuple[int, str, Row]:
    """`planner replan` of a JSON slate: exit code, what it said, the new slate."""
    path = out.with_name("decided.json")
    path.write_text(json.dumps(slate, ensure_ascii=False), "utf-8")
    out.unlink(missing_ok=True)
    code, said = run("replan", path, "--round", source, "--no-explain", "--json", out)
    return code, said, json.loads(out.read_text("utf-8")) if out.exists() else {}


def decisions(rng: random.Random, slate: Row, world: World) -> list[Row]:
    """One to four decisions on what the slate proposes; own choices of anybody for anything."""
    made = {row["post"]: row["cadre"] for row in slate["appointments"]}
    posts = [*made, *(row["post"] for row in slate["vacant"])]
    found = []
    for post in rng.sample(posts, min(len(posts), rng.randint(1, 4))):
        decision = rng.choice(("agree", "refuse", "refuse", "postpone", "other"))
        row: Row = {"post": post, "decision": decision}
        if decision == "other":
            planned = [one["cadre"] for one in slate["candidates"] if one["post"] == post]
            row["chosen_cadre"] = rng.choice(planned if planned and rng.random() < 0.6 else sorted(world.cadres))
        found.append(row)
    return found


def laid(tables: Tables, new: Row, last: brute.Holders) -> tuple[World, brute.Decided]:
    """The workbook as it were had the decisions been written into it, and what brute force must look out for."""
    tables = copy.deepcopy(tables)
    posts = {row["post_id"]: row for row in tables["posts"]}
    rules = {"kept": {}, "shut": set(), "filled": set(), "own": set()}  # type: dict[str, Any]
    plain = load(tables)
    for row in new["decisions"]:
        post, decision, cadre = row["post"], row["decision"], row["cadre"]
        if decision == "postpone":
            posts[post]["frozen"] = "yes"
        elif decision in ("agree", "other") and cadre:
            rules["kept"][post] = cadre
        elif decision == "refuse" and cadre:
            ban = {"action": "ban", "cadre_id": cadre, "post_id": post, "reason": "x", "document": "1"}
            tables["interventions"].append(ban)
        else:
            rules["shut" if decision == "agree" else "filled"].add(post)
        if decision == "other":
            _wave(tables, plain, post, cadre, {one["id"] for one in row["broken"]} & EXCUSABLE)
        met = {"agree": last.get(post, "") == cadre or not cadre, "other": last.get(post) == cadre}
        met |= {"refuse": bool(last.get(post)) and last[post] != cadre, "postpone": post not in last}
        rules["own"] |= set() if met[decision] else {post}
    world = load(tables)
    for row in new["decisions"]:
        world.group[row["post"]] = (*world.group[row["post"]], row["post"])
    return world, brute.Decided(**rules)


def _wave(tables: Tables, plain: World, post: str, cadre: str, rules: set[str]) -> None:
    if not rules:
        return
    for rule in rules:
        act = {"action": "except", "cadre_id": cadre, "post_id": post, "rule": rule}
        tables["interventions"].append(act | {"reason": "x", "document": "1"})
    titles = {plain.title[row["post_id"]] for row in tables["pool"] if row["cadre_id"] == cadre}
    if plain.title[post] not in titles:
        near = plain.cadres[cadre]["unit_id"] == plain.posts[post]["unit_id"]
        tables["pool"].append({"cadre_id": cadre, "post_id": post, "source": "in_place" if near else "elsewhere"})


def _meets_brute_force(tables: Tables, rng: random.Random, rounds: int = 2) -> int:
    """Decides and replans, the second time on the slate of the first; how often there was a slate."""
    told = 0
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "round.xlsx", Path(folder) / "slate.json"
        write(tables, source)
        ended = propose(source, out)
        if ended.code != 0:
            return 0
        slate = ended.slate
        for _ in range(rounds):
            last = held(slate)
            asked = decisions(rng, slate, load(tables))
            code, said, new = replan(slate | {"decisions": slate["decisions"] + asked}, source, out)
            assert code in (0, 1), said
            world, decided = laid(tables, new, last)
            best = brute.best_after(world, last, decided)
            assert (code == 0) == (best is not None), (said, asked)
            _not_lost(asked, new)
            if best is None:
                assert new["status"] == "infeasible"
                return told
            values, slates = best
            assert tuple(tier["value"] for tier in new["tiers"]) == values, asked
            assert brute.laid(world, held(new)) in [brute.laid(world, one) for one in slates]
            assert {row["post"] for row in new["changes"]} == _differ(last, held(new))
            assert sum(row["why"] == "consequence" for row in new["changes"]) == values[0]
            audit = check(out, source)
            assert audit.code == 0, audit.said
            slate, told = new, told + 1
    return told


def _not_lost(asked: list[Row], new: Row) -> None:
    told = {(row["post"], row["decision"], row["chosen_cadre"]) for row in new["decisions"]}
    kept = {(row["post"], row["cadre"]) for row in new["decisions"] if row["decision"] in ("agree", "other")}
    for row in asked:
        key = row["post"], row["decision"], row.get("chosen_cadre", "")
        assert (
            key in told
            or (row["decision"] == "other" and (row["post"], row["chosen_cadre"]) in kept)
            or (row["decision"] == "agree" and row["post"] in {post for post, _ in kept})
        ), row


def _differ(last: brute.Holders, now: brute.Holders) -> set[str]:
    return {post for post in last.keys() | now.keys() if last.get(post) != now.get(post)}


@QUICK
@given(seed=st.integers(0, 10**6), size=SIZES)
def test_fewest_changes_and_tiers_equal_brute_force(seed: int, size: int) -> None:
    rng = random.Random(seed)
    _meets_brute_force(random_round(rng, size), rng)


@pytest.mark.soak
@settings(QUICK, max_examples=120)
@given(seed=st.integers(0, 10**6), size=SIZES)
def test_fewest_changes_and_tiers_equal_brute_force_on_600_rounds(seed: int, size: int) -> None:
    rng = random.Random(seed)
    _meets_brute_force(random_round(rng, size), rng)
