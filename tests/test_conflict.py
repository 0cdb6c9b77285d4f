"""Where no slate meets every must: the conflict is minimal, each repair sufficient and as small as can be, none holds
another, and what nobody may waive is never offered. Judged by brute force, and by solving the changed round anew."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import reading
from click.testing import CliRunner
from random_rounds import random_round
from repairs import (
    STATUTORY,
    Judge,
    Scenario,
    Step,
    after,
    by_brute_force,
    by_solving,
    pinned,
    raised,
    smaller,
    told,
    universe,
)
from round_file import Tables, write

from models.build import posed
from models.conflict import Conflict, conflict, members
from models.question import Demand, Question, demand
from models.rules import BY_ID
from models.scheme import load
from models.solve import Options, solve
from planner.cli import main
from planner.run import case_of
from planner.workbook.read import read_round

MENU = 3


# --- rounds without a slate ---------------------------------------------------------------------------
def with_pins(rng: random.Random) -> Tables:
    """A small round in which one to three of the pool are pinned, mostly against one another."""
    tables = random_round(rng, rng.randint(1, 3))
    acts, pool = tables["interventions"], tables["pool"]
    acts[:] = [row for row in acts if row["action"] != "pin"]
    posts = [row["post_id"] for row in pool]
    crowded = [row for row in pool if posts.count(row["post_id"]) > 1]
    for _ in range(rng.randint(1, 3)):
        row = rng.choice(crowded if crowded and rng.random() < 0.5 else pool) if pool else None
        if row and row["cadre_id"] not in {act["cadre_id"] for act in pinned(tables)}:
            pin = {"action": "pin", "cadre_id": row["cadre_id"], "post_id": row["post_id"]}
            acts.append(pin | {"reason": "x", "document": f"{len(acts) + 1}-TB/TU"})
    return tables


def clashing(rng: random.Random) -> Scenario:
    """A scenario whose minimums and limits pull against each other."""
    shares = {"women_share": 70, "young_share": 70, "heads_two_terms": 100, "deputies_three_terms": 100}
    asked = rng.sample(sorted(shares), rng.randint(1, 2))
    rules: Scenario = {rule: {"strength": "must", "percent": rng.randint(20, shares[rule])} for rule in asked}
    more = rng.choice(["", "formal_training", "time_in_post", "after_rotation", "exchange"])
    rules |= {more: {"strength": "must"}} if more else {}
    found: Scenario = {"rules": rules}
    if rng.random() < 0.5:
        found["holding"] = {rng.choice(["women_max", "young_max"]): 0}
    if rng.random() < 0.4:
        found["max_moves"] = rng.randint(0, 1)
    return found


def toml(scenario: Scenario) -> str:
    """The scenario as a file."""
    lines = [f"max_moves = {scenario['max_moves']}"] if "max_moves" in scenario else []
    tables = {f"rules.{rule}": said for rule, said in scenario.get("rules", {}).items()}
    tables |= {"holding": scenario["holding"]} if "holding" in scenario else {}
    for name, said in tables.items():
        lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in said.items())]
    return "\n".join(lines)


def propose(tables: Tables, scenario: Scenario, folder: Path, lang: str = "en") -> tuple[int, str, dict[str, Any]]:
    """Exit code, what is said, and the document of ``planner propose``."""
    write(tables, folder / "round.xlsx")
    (folder / "s.toml").write_text(toml(scenario), "utf-8")
    more = ["--scenario", str(folder / "s.toml")] if scenario else []
    out = folder / "slate.json"
    out.unlink(missing_ok=True)
    arguments = ["--lang", lang, "propose", str(folder / "round.xlsx"), "--no-explain", "--json", str(out), *more]
    done = CliRunner().invoke(main, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output, json.loads(out.read_text("utf-8")) if out.exists() else {}


Found = tuple[int, Tables, Scenario, dict[str, Any]]


def without_slate(seeds: range, folder: Path, *, scenarios: bool) -> Iterator[Found]:
    """The rounds of these seeds that have no slate, with the document that says so."""
    for seed in seeds:
        rng = random.Random(seed)
        tables, scenario = with_pins(rng), clashing(rng) if scenarios else {}
        if scenarios and rng.random() < 0.5:
            tables["interventions"][:] = []
        code, _, paper = propose(tables, scenario, folder)
        if code == 1:
            yield seed, tables, scenario, paper


# --- the judges ---------------------------------------------------------------------------------------
def check_menu(tables: Tables, scenario: Scenario, paper: dict[str, Any], judge: Judge) -> None:
    """Sufficient, smallest, different, and none left out."""
    every = universe(tables, scenario, paper)
    menu = [(told(row), raised(row)) for row in paper["repairs"]]
    earlier: list[frozenset[Step]] = []
    for steps, values in menu:
        assert steps <= set(every), steps - set(every)
        assert judge(*after(tables, scenario, steps, values)), steps
        assert not any(one <= steps for one in earlier)
        if len(steps) < 4:  # beyond that the sets are too many to look at
            better = [one for one in smaller(every, len(steps), earlier) if judge(*after(tables, scenario, one))]
            assert not better, (better, steps)
        earlier.append(steps)
    assert paper["repairs_complete"]
    if len(menu) < MENU:
        left = [one for one in smaller(every, 3, earlier) if judge(*after(tables, scenario, one))]
        assert not left, left


def check_conflict(tables: Tables, scenario: Scenario, folder: Path, paper: dict[str, Any]) -> None:
    """Its demands clash, and any one less do not: by the solver of the slates, on those rows alone."""
    write(tables, folder / "again.xlsx")
    round_, _ = read_round(folder / "again.xlsx")
    assert round_ is not None
    question = posed(Question(case_of(round_, scenario)))
    rows = [(row["id"], row["where"], row["cadre"]) for row in paper["conflict"]]
    assert paper["minimal"]
    assert rows
    named = [name for row in question.program.rows if (name := demand(row))]
    whole = {Demand(name.rule, "", name.part) for name in named if name.part in ("", "lesser")}
    found = [name for name in {*named, *whole} if (name.rule, name.where, name.who) in rows]
    if len(found) == len(rows):  # else a place asks two things of one rule
        assert not stands(question, found)
        for name in found:
            assert stands(question, [other for other in found if other != name]), name


def stands(question: Question, demands: list[Demand]) -> bool:
    """Whether the rows of these demands have a solution."""
    kept = {name for of in demands for name in members(question, of)}
    program = question.program
    rows = [row for row in program.rows if demand(row) is None or demand(row) in kept]
    upper = list(program.upper)
    for column, pin in question.hangs.items():
        upper[column] = upper[column] if pin in kept else 0
    none = {"order": (program.rows[0].col[:0], program.rows[0].coef[:0], 0)}
    return solve(replace(program, rows=rows, upper=upper, tiers=none), Options(unique=False)).status == "optimal"


def check_words(tables: Tables, paper: dict[str, Any]) -> None:
    """What nobody may waive is told so and never offered; who grants is said."""
    frozen = {row["post_id"] for row in tables["posts"] if row.get("frozen") == "yes"}
    for row in paper["conflict"]:  # a seat set aside may be opened again, by the rule that keeps it closed till then
        assert row["unchangeable"] or row["id"] not in STATUTORY or row["where"] in frozen
    for repair in paper["repairs"]:
        assert repair["granted_by"] in ("planner", "standing_committee", "higher")
        offered = {step["id"] for step in repair["steps"] if step["action"] not in ("unfreeze", "turn_back")}
        assert not offered & STATUTORY


# --- random rounds ------------------------------------------------------------------------------------
def test_pins_that_clash_by_brute_force(tmp_path: Path) -> None:
    sizes = _pins(range(90), tmp_path)
    assert len(sizes) > 25
    assert {1, 2} <= set(sizes)


@pytest.mark.slow
def test_pins_that_clash_by_brute_force_on_900_rounds(tmp_path: Path) -> None:
    assert len(_pins(range(1000, 1900), tmp_path)) > 250


def _pins(seeds: range, folder: Path) -> list[int]:
    """The size of each round's smallest repair."""
    sizes = []
    for _, tables, scenario, paper in without_slate(seeds, folder, scenarios=False):
        check_menu(tables, scenario, paper, by_brute_force)
        check_conflict(tables, scenario, folder, paper)
        check_words(tables, paper)
        sizes.append(len(paper["repairs"][0]["steps"]))
    return sizes


def test_scenarios_that_clash_by_solving_anew(tmp_path: Path) -> None:
    assert _scenarios(range(40), tmp_path) > 10


@pytest.mark.slow
def test_scenarios_that_clash_by_solving_anew_on_300_rounds(tmp_path: Path) -> None:
    assert _scenarios(range(1000, 1300), tmp_path) > 80


def _scenarios(seeds: range, folder: Path) -> int:
    count = 0
    for _, tables, scenario, paper in without_slate(seeds, folder, scenarios=True):
        check_menu(tables, scenario, paper, by_solving)
        check_conflict(tables, scenario, folder, paper)
        check_words(tables, paper)
        count += 1
    return count
