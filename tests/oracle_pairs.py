"""What the oracle says of pairs: kinds, standards, soft costs, fit; written from the scheme's page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from oracle_data import DEPUTIES, HEADS, Row, World
from oracle_standards import (
    LEVEL,
    MINIMUM,
    NOT_PROVINCIAL,
    TOWARDS,
    deep,
    excused,
    field_of,
    standards,
    too_short_in_post,
)
from oracle_time import young

PREFER = ("steady_work", "field_fit", "formal_training", "in_place_first", "source_position", "time_in_post")
_POINTS = {"excellent": 10, "good": 8, "done": 4}
_GROUP_ROLES = ("standing_member", "council_vice_chair", "committee_vice_chair")

Title = tuple[Any, ...]


@dataclass(frozen=True)
class Pair:
    """A pool row with its sister seats, judged."""

    cadre: str
    post: str  # the post of the row that speaks for the title
    title: Title
    kind: str
    counted: bool
    rotation: bool
    from_post: str | None
    elsewhere: bool
    first_head: bool
    first_deputy: bool
    refused: frozenset[str]
    pending: frozenset[str]
    soft: dict[str, int]  # prefer rule → what breaching it costs
    parts: dict[str, int]
    place: int

    @property
    def state(self) -> str:
        """admitted, pending or refused."""
        return "refused" if self.refused else "pending" if self.pending else "admitted"

    @property
    def fit(self) -> int:
        """Sum of the parts."""
        return sum(self.parts.values())


def pairs(world: World) -> dict[tuple[str, Title], Pair]:
    """(cadre, title) → its pair; of several rows for sister seats the lowest post_id speaks."""
    if "pairs" not in world.memo:
        speaking: dict[tuple[str, Title], Row] = {}
        for row in world.pool:
            key = (row["cadre_id"], world.title[row["post_id"]])
            if key not in speaking or row["post_id"] < speaking[key]["post_id"]:
                speaking[key] = row
        late = 99999999

        def rank(row: Row) -> tuple[int, int, str, str]:
            since = world.cadres[row["cadre_id"]]["in_post_since"]
            return row["planned_on"] or late, since or late, row["cadre_id"], row["post_id"]

        ranked = sorted(speaking.values(), key=rank)
        places = {(r["cadre_id"], r["post_id"]): i for i, r in enumerate(ranked, 1)}
        judged = {key: _pair(world, row, places[(row["cadre_id"], row["post_id"])]) for key, row in speaking.items()}
        able: dict[Title, list[Pair]] = {}
        for pair in judged.values():
            if pair.state == "admitted":
                able.setdefault(pair.title, []).append(pair)
        world.memo["pairs"] = {
            key: replace(pair, soft=_soft(world, speaking[key], pair, able.get(pair.title, [])))
            for key, pair in judged.items()
        }
    found: dict[tuple[str, Title], Pair] = world.memo["pairs"]
    return found


def pair_of(world: World, cadre: str, post: str) -> Pair | None:
    """The pair a cadre would take this seat by, or None."""
    return pairs(world).get((cadre, world.title[post]))


def _pair(world: World, row: Row, place: int) -> Pair:
    """A pair as it stands alone; its soft costs need the others of the title."""
    cadre, post = row["cadre_id"], world.posts[row["post_id"]]
    kind = _kind(world, cadre, post)
    seat = world.seat_of.get(cadre)
    refused, pending = standards(world, row, kind)
    held = world.posts[seat] if seat else None
    person = world.cadres[cadre]
    head_before = max(person["held_head"], held["tier"] if held and held["role"] in HEADS else -1)
    deputy_before = max(head_before, person["held_deputy"], held["tier"] if held and held["role"] in DEPUTIES else -1)
    return Pair(
        cadre=cadre,
        post=row["post_id"],
        title=world.title[row["post_id"]],
        kind=kind,
        counted=kind in ("enter", "promote", "lower"),
        rotation=kind != "second" and bool(row["reason"]),
        from_post=seat,
        elsewhere=row["source"] == "elsewhere",
        first_head=post["role"] in HEADS and post["tier"] > head_before,
        first_deputy=post["role"] in DEPUTIES and post["tier"] > deputy_before,
        refused=frozenset(refused),
        pending=frozenset(pending),
        soft={},
        parts=_fit(world, row),
        place=place,
    )


def tier_now(world: World, cadre: str) -> int | None:
    """The tier a target is compared with; None if the cadre holds no managed post."""
    seat, person = world.seat_of.get(cadre), world.cadres[cadre]
    if seat:
        return int(world.posts[seat]["tier"])
    return int(person["tier"]) if person["position"] == "managed" and person["tier"] > 0 else None


def _kind(world: World, cadre: str, post: Row) -> str:
    if not post["managed"]:
        return "second"
    now = tier_now(world, cadre)
    if now is None:
        return "enter"
    return "promote" if post["tier"] > now else "lateral" if post["tier"] == now else "lower"


def _soft(world: World, row: Row, pair: Pair, able: list[Pair]) -> dict[str, int]:
    """What the pair costs in `prefer`, by rule; `able` are the title's pairs that every must admits."""
    if pair.kind == "second":
        return {}
    person, post = world.cadres[pair.cadre], world.posts[pair.post]
    unit = world.units[post["unit_id"]]
    higher = ("enter", "promote")
    insiders = any(p.kind in higher and in_source_group(world, p.cadre) for p in able)
    years = [person[f"eval_{year}"] for year in (1, 2, 3)]
    found = {
        "steady_work": any(grade not in ("good", "excellent") for grade in years),
        "field_fit": not deep(unit) and field_of(unit, person) == "none",
        "formal_training": person["degree_mode"] != "formal",
        "in_place_first": pair.elsewhere and any(not p.elsewhere for p in able),
        "source_position": pair.kind in higher and not in_source_group(world, pair.cadre) and insiders,
        "time_in_post": world.day < 20220818
        and pair.kind == "promote"
        and too_short_in_post(world, person["in_post_since"]),
    }
    lifted = excused(world, row)
    cost = {rule: 1 for rule, breached in found.items() if breached and rule not in lifted}
    if "formal_training" in cost and young(world, pair.cadre):
        cost["formal_training"] = 2
    return cost


def in_source_group(world: World, cadre: str) -> bool:
    """II.3: women and the young with a full-time degree, from a district's leadership or heading a division."""
    person = world.cadres[cadre]
    if person["degree_mode"] != "formal" or not (person["female"] or young(world, cadre)):
        return False
    seat = world.posts.get(world.seat_of.get(cadre, ""))
    if seat and seat["role"] in _GROUP_ROLES and world.units[seat["unit_id"]]["bloc"] in ("district", "party_bloc"):
        return True
    unit = world.units.get(person["unit_id"])
    return person["position"] == "division_head" and unit is not None and unit["bloc"] not in NOT_PROVINCIAL


def _fit(world: World, row: Row) -> dict[str, int]:
    """The six parts of fit."""
    person, post = world.cadres[row["cadre_id"]], world.posts[row["post_id"]]
    level, need = LEVEL[person["theory"]], MINIMUM[post["min_theory"]]
    if level == 2 or level > need:
        theory = 10
    elif level == need:
        theory = 8
    else:
        theory = 4 if TOWARDS.get(person["theory"], 0) >= need else 0
    return {
        "evaluation": sum(_POINTS.get(person[f"eval_{year}"], 0) for year in (1, 2, 3)),
        "field": {"any": 20, "exact": 20, "near": 12, "none": 0}[field_of(world.units[post["unit_id"]], person)],
        "theory": theory,
        "training": 10 if person["degree_mode"] == "formal" else 0,
        "experience": min(max(person["experience_months"], 0), 180) // 12,
        "support": max(row["support"], 0) * 15 // 100,
    }
