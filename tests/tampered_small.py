"""Tamperings that need a round which offers the place for them; see `tampered`."""

from __future__ import annotations

from typing import Any

from oracle_data import World
from oracle_pairs import Pair, pairs
from oracle_slate import deputies
from tampered import Slate, Tampering


def _seat(slate: Slate, post: str, cadre: str, pair: Pair | None) -> None:
    """Puts a cadre on a post, whoever sat there or wherever the cadre sat forgotten."""
    for part in ("appointments", "stays", "vacant"):
        slate[part] = [r for r in slate[part] if r["post"] != post and r.get("cadre") != cadre]
    row: dict[str, Any] = {"post": post, "cadre": cadre, "kind": "enter", "from_post": None, "rotation": False}
    row |= {"fit": 0, "fit_parts": {}, "counted": True}
    if pair is not None:
        row |= {"kind": pair.kind, "from_post": pair.from_post, "rotation": pair.rotation}
        row |= {"fit": pair.fit, "fit_parts": pair.parts, "counted": pair.counted}
    slate["appointments"] = sorted([*slate["appointments"], row], key=lambda r: str(r["post"]))


def _refused_by(rule: str) -> Tampering:
    def tamper(slate: Slate, world: World) -> list[str]:
        """Somebody on a post of the pool row which that standard refuses."""
        for pair in pairs(world).values():
            if rule in pair.refused:
                _seat(slate, pair.post, pair.cadre, pair)
                return [rule]
        raise LookupError(rule)

    return tamper


def _appoint_the_pending(slate: Slate, world: World) -> list[str]:
    pair = next(p for p in pairs(world).values() if p.state == "pending" and p.kind != "second")
    _seat(slate, pair.post, pair.cadre, pair)
    return [pair.post, *pair.pending]


def _one_deputy_too_many(slate: Slate, world: World) -> list[str]:
    held = {r["post"]: r["cadre"] for part in ("appointments", "stays") for r in slate[part]}
    free = [c for c in world.cadres if c not in held.values()]
    for unit, row in world.units.items():
        empty = [p for p in deputies(world, unit) if p not in held]
        lack = row["deputies_max"] + 1 - (len(deputies(world, unit)) - len(empty))
        if 0 < lack <= min(len(empty), len(free)):
            for post, cadre in zip(empty[:lack], free, strict=False):
                _seat(slate, post, cadre, None)
            return ["deputy_count"]
    raise LookupError("no body has more seats than it may fill")


STANDARDS = (
    "appointment_age",
    "discipline_wait",
    "evaluation",
    "political_standard",
    "theory",
    "specialist_field",
    "non_local",
    "planned",
    "retirement",
    "reserved_seat",
    "no_one_dropped",
)
# These look for a round that offers the place: the sample need not have each.
ELSEWHERE: dict[str, Tampering] = {
    **{f"refused_by_{rule}": _refused_by(rule) for rule in STANDARDS},
    "appoint_the_pending": _appoint_the_pending,
    "one_deputy_too_many": _one_deputy_too_many,
}
