"""What a committee weighs against each other: tiers, counts of people and seats, and how far a share falls short.

An axis is a number every slate has. To the program it is one more objective (``pose``), made small where less is better
and its opposite where more is; of a finished slate it is counted without the solver (``counted``).

The shortfall of ``women_share`` or ``young_share`` is the least that seats left empty can make it where they are held
for that share; where both are axes each seat is held for one of them, and a slate has several pairs of shortfalls. So
an axis never depends on which share the rest of the slate would rather hold a seat for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from models.audit import Audit
from models.build import EMPTY, Draft
from models.calendar import Ints
from models.program import FAR, Objective, Totals
from models.rule import Ask
from models.rules import women_share, young_share
from models.scheme import Law
from models.share import Kind, Quota, Share
from models.slate import Slate
from models.targets import QUOTAS

HELD: dict[str, Share] = {share.rule: share for share in (women_share.SHARE, young_share.SHARE)}
PEOPLE = {"women": women_share.SHARE, "young": young_share.SHARE}


@dataclass(frozen=True)
class Axis:
    """``id``: a tier, a count or a share rule; ``better``: more of it, or less."""

    id: str
    better: Literal["more", "less"] = "less"

    @property
    def sign(self) -> int:
        """What its value is multiplied with to be made small."""
        return -1 if self.better == "more" else 1


AXES = {
    axis.id: axis
    for axis in (
        *(Axis(tier) for tier in ("urgent", "strive", "vacancies", "prefer", "fit", "moves")),
        *(Axis("women", "more"), Axis("young", "more"), Axis("filled", "more"), Axis("empty")),
        *(Axis(rule) for rule in dict.fromkeys(quota.rule for quota in QUOTAS)),
    )
}


def in_force(axis: Axis, law: Law) -> bool:
    """Whether the axis means anything on the day: a share rule has its numbers only while it stands in the scheme."""
    return axis.id in law.rules or all(quota.rule != axis.id for quota in QUOTAS)


# --- of the program -----------------------------------------------------------------------------------
def pose(draft: Draft, axes: Sequence[Axis]) -> None:
    """Puts the axes before the tiers of the draft's finished program, in this order; a tier among them moves up."""
    program = draft.program
    holding = draft.holding() if any(axis.id in HELD for axis in axes) else {}
    first = {axis.id: program.tiers.get(axis.id) or _objective(draft, axis, holding) for axis in axes}
    program.tiers = first | {tier: found for tier, found in program.tiers.items() if tier not in first}


def _objective(draft: Draft, axis: Axis, holding: dict[Kind, tuple[Totals, Totals]]) -> Objective:
    if axis.id in PEOPLE:
        share = PEOPLE[axis.id]
        such = np.flatnonzero(share.such(draft.pairs, Ask(share.rule, draft.case.law, draft.case)))
        return such, np.full(len(such), axis.sign, dtype=np.int64), 0
    if axis.id in ("filled", "empty"):
        seats = draft.counted
        total = draft.empties(np.where(seats, 0, -1), [""])
        full = int(draft.groups["seats"].to_numpy()[seats].sum()) if axis.id == "filled" else 0
        return total.col, total.coef, int(total.const[0]) - full
    cols = [_short(draft, quota, holding) for quota in QUOTAS if quota.rule == axis.id]
    every = np.concatenate([EMPTY, *cols])
    return every, np.ones(len(every), dtype=np.int64), 0


def _short(draft: Draft, quota: Quota, holding: dict[Kind, tuple[Totals, Totals]]) -> Ints:
    """A column a province: persons missing, ``100·(got + held + short) ≥ percent·all``."""
    ask = Ask(quota.rule, draft.case.law, draft.case)
    got, everything = quota.totals(draft, ask)
    if quota.rule in HELD:
        kind = HELD[quota.rule].holds
        assert kind is not None
        got, everything = got + holding[kind][0], everything + holding[kind][1]
    over = draft.named(got) * 100 + draft.named(everything) * -quota.percent(ask)
    met, cols = draft.program.short(over, 0, 100)
    draft.program.require("axis", met, 0, FAR)
    return cols


# --- of a finished slate --------------------------------------------------------------------------------
def counted(slate: Slate, judged: Audit, axes: Sequence[Axis]) -> set[tuple[int, ...]]:
    """The values the slate has on the axes, counted without the solver: more than one where seats may be held for one
    share or the other."""
    shares = [axis.id for axis in axes if axis.id in HELD]
    others = {axis.id: _value(slate, judged, axis) for axis in axes if axis.id not in HELD}
    found = [others | dict(zip(shares, missing, strict=True)) for missing in _missing(slate, shares)]
    return {tuple(values[axis.id] for axis in axes) for values in found}


def _value(slate: Slate, judged: Audit, axis: Axis) -> int:
    if axis.id in judged.tiers:
        return judged.tiers[axis.id]
    if axis.id in PEOPLE:
        share = PEOPLE[axis.id]
        return int(np.sum(share.such(slate.appointments, Ask(share.rule, slate.case.law, slate.case))))
    if axis.id in ("filled", "empty"):
        empty = len(slate.counted_empty)
        return empty if axis.id == "empty" else int(slate.seats["tells"].sum()) - empty
    ask, places = Ask(axis.id, slate.case.law, slate.case), range(len(slate.case.provinces))
    findings = [quota.finding(slate, ask, place) for quota in QUOTAS if quota.rule == axis.id for place in places]
    return sum(finding.shortfall for finding in findings)


def _missing(slate: Slate, rules: Sequence[str]) -> set[tuple[int, ...]]:
    """The shortfalls of these rules (women's, the young's) over all provinces, however the empty seats are held; those
    left out that are worse in every one."""
    kinds = [kind for rule in rules if (kind := HELD[rule].holds)]
    found: set[tuple[int, ...]] = {(0,) * len(rules)}
    for place in range(len(slate.case.provinces) if rules else 0):
        found = {tuple(np.add(a, b).tolist()) for a, b in product(found, set(slate.missing(place, kinds)))}
    return {one for one in found if not any(other != one and all(np.less_equal(other, one)) for other in found)}
