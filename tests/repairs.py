"""What may be given up where no slate meets every must, listed and applied anew by these tests: on the tables of
the workbook and on the scenario, as a planner would write it."""

from __future__ import annotations

import copy
import json
import random
import tempfile
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import brute
from oracle_data import World, load
from oracle_slate import breaches
from random_rounds import random_round
from round_file import Tables, date_of, write

from models.build import build
from models.solve import Options, solve
from planner.run import case_of
from planner.workbook.read import read_round

Step = tuple[str, str, str, str]  # action, rule, where, cadre
Scenario = dict[str, Any]

# Nobody may waive these (docs/rules.md); a pair may be excepted from the others, and these few be softened.
STATUTORY = {"one_seat", "retirement", "discipline_wait", "political_standard", "kin", "deputy_total"}
EXCUSABLE = {"planned", "appointment_age", "evaluation", "open_question", "theory", "specialist_field", "non_local"}
EXCUSABLE |= {"reserved_seat", "rotation_plan", "rotation_age", "rotation_length", "secondment", "time_in_post"}
EXCUSABLE |= {"formal_training", "no_one_dropped", "steady_work"}
SOFT = {"women_led_unit": "strive", "secondment_per_district": "strive", "unit_drain": "strive", "age_levels": "off"}
BODIES = ("party_advisory", "front", "gov_economic", "gov_culture_social", "gov_internal")
CEILING = 4


def universe(tables: Tables, scenario: Scenario, paper: dict[str, Any]) -> list[Step]:
    """Every step there is, whether it helps or not."""
    world = load(tables)
    pins = {row["cadre_id"]: row["post_id"] for row in pinned(tables)}
    found: list[Step] = [("pin", "intervention", cadre, cadre) for cadre in pins]
    for row in paper["candidates"]:
        cadre = row["cadre"]
        if cadre in pins and world.title[row["post"]] == world.title[pins[cadre]]:
            against = set(row["refused_by"]) | set(row["pending_by"])
            found += [("except", rule, pins[cadre], cadre) for rule in against & EXCUSABLE]
            found += [("ban", "intervention", pins[cadre], cadre)] if "intervention" in against else []
    for post in pins.values():
        for group in {world.group[p] for p in world.posts if world.title[p] == world.title[post]}:
            first = min(p for p in world.posts if world.group[p] == group)
            row = world.posts[first]
            found += [("unfreeze", "one_seat", first, "")] if row["frozen"] else []
            found += [("process", "exam_pilot", first, "")] if row["mode"] != "process" else []
    units = [row for row in tables["units"] if row["bloc"] in BODIES]
    found += [("raise", "deputy_count", row["unit_id"], "") for row in units if _most(row) < CEILING]
    found += [("soften", rule, "", "") for rule in SOFT if rule not in scenario.get("rules", {})]
    found += [("turn_back", rule, "", "") for rule in scenario.get("rules", {})]
    found += [("turn_back", rule, "", "") for rule in scenario.get("holding", {})]
    found += [("turn_back", name, "", "") for name in ("max_moves", "counts_lateral") if name in scenario]
    sits = {row["incumbent"]: row["post_id"] for row in tables["posts"] if row.get("incumbent")}
    found += [("leave", "leave", sits[row["cadre"]], row["cadre"]) for row in scenario.get("leave", [])]
    return sorted(set(found))


def _most(unit: dict[str, Any]) -> int:
    most = unit.get("deputies_max")
    return 4 if most is None else int(most)


def pinned(tables: Tables) -> list[dict[str, Any]]:
    """The pins of the workbook."""
    return [row for row in tables["interventions"] if row["action"] == "pin"]


def told(repair: dict[str, Any]) -> frozenset[Step]:
    """The steps of a repair as the document tells them."""
    return frozenset((row["action"], row["id"], row["where"], row["cadre"]) for row in repair["steps"])


def raised(repair: dict[str, Any]) -> dict[str, int]:
    """To what a repair raises the deputies of each unit."""
    return {row["where"]: row["value"] for row in repair["steps"] if row["action"] == "raise"}


def after(
    tables: Tables, scenario: Scenario, steps: frozenset[Step], values: dict[str, int] | None = None
) -> tuple[Tables, Scenario]:
    """The workbook and the scenario with the steps written into them."""
    tables, scenario = copy.deepcopy(tables), copy.deepcopy(scenario)
    world = load(tables)
    acts, posts = tables["interventions"], tables["posts"]
    for action, rule, where, cadre in sorted(steps):
        if action in ("pin", "ban"):
            acts[:] = [row for row in acts if (row["action"], row["cadre_id"]) != (action, cadre)]
        elif action == "except":
            row = {"action": "except", "cadre_id": cadre, "post_id": where, "rule": rule}
            acts.append(row | {"reason": "x", "document": f"{len(acts)}-QĐ/TU"})
        elif action in ("unfreeze", "process"):
            for post in posts:
                if world.group[post["post_id"]] == world.group[where]:
                    post.update({"frozen": "no"} if action == "unfreeze" else {"mode": "process"})
        elif action == "raise":
            unit = next(row for row in tables["units"] if row["unit_id"] == where)
            unit["deputies_max"] = (values or {}).get(where, CEILING)
        elif action == "soften":
            scenario.setdefault("rules", {})[rule] = {"strength": SOFT[rule]}
        elif action == "leave":
            scenario["leave"] = [row for row in scenario["leave"] if row["cadre"] != cadre]
        else:
            for table in (scenario, scenario.get("rules", {}), scenario.get("holding", {})):
                table.pop(rule, None)
    return tables, scenario


Judge = Callable[[Tables, Scenario], bool]  # whether some slate meets every must


def by_brute_force(tables: Tables, scenario: Scenario) -> bool:
    """Looks at every slate; of a scenario it knows only rules that are softened."""
    assert not set(scenario) - {"rules"}
    soft = tuple(f"{rule} " for rule in scenario.get("rules", {}))
    world = load(tables)
    return any(
        _keeps_pins(world, holders) and not [bad for bad in breaches(world, holders) if not bad.startswith(soft)]
        for holders in brute.assignments(world)
    )


def _keeps_pins(world: World, holders: dict[str, str]) -> bool:
    """Told by ``breaches`` too, but at once here."""
    titles = {(cadre, world.title[post]) for post, cadre in holders.items()}
    pins = [row for row in world.interventions if row["action"] == "pin"]
    return all((row["cadre_id"], world.title[row["post_id"]]) in titles for row in pins)


def by_solving(tables: Tables, scenario: Scenario) -> bool:
    """Reads the workbook, builds and solves it as ``propose`` does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "round.xlsx"
        write(tables, path)
        round_, faults = read_round(path)
    assert round_ is not None, faults
    program = build(case_of(round_, scenario)).program
    program.tiers = {"moves": program.tiers["moves"]}
    return solve(program, Options(unique=False)).status == "optimal"


def smaller(steps: list[Step], size: int, earlier: list[frozenset[Step]]) -> Iterator[frozenset[Step]]:
    """Every set of fewer than ``size`` steps that holds none of the ``earlier`` ones."""
    for number in range(size):
        for chosen in map(frozenset, combinations(steps, number)):
            if not any(one <= chosen for one in earlier):
                yield chosen


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


def requests(rng: random.Random, tables: Tables) -> Scenario:
    """What a scenario may ask beside rules: transfers counted, and somebody, maybe pinned to the seat, to leave it."""
    found: Scenario = {"counts_lateral": True} if rng.random() < 0.4 else {}
    pinned_already = {row["cadre_id"] for row in pinned(tables)}
    sits = [row for row in tables["posts"] if row.get("incumbent") and row.get("managed") != "no"]
    sits = [row for row in sits if row["incumbent"] not in pinned_already and not row.get("vacates_on")]
    if sits and rng.random() < 0.6:
        row = rng.choice(sits)
        found["leave"] = [{"cadre": row["incumbent"], "on": str(date_of(tables))}]
        if rng.random() < 0.6:
            pair = {"cadre_id": row["incumbent"], "post_id": row["post_id"]}
            if not any(pair.items() <= one.items() for one in tables["pool"]):
                tables["pool"].append(pair)
            tables["interventions"].append(pair | {"action": "pin", "reason": "x", "document": "90-TB/TU"})
    return found


def toml(scenario: Scenario) -> str:
    """The scenario as a file."""
    lines = [f"max_moves = {scenario['max_moves']}"] if "max_moves" in scenario else []
    lines += ["counts_lateral = true"] if "counts_lateral" in scenario else []
    tables = {f"rules.{rule}": said for rule, said in scenario.get("rules", {}).items()}
    tables |= {"holding": scenario["holding"]} if "holding" in scenario else {}
    for name, said in tables.items():
        lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in said.items())]
    for row in scenario.get("leave", []):
        lines += ["[[leave]]", f'cadre = "{row["cadre"]}"', f"on = {row['on']}"]
    return "\n".join(lines)
