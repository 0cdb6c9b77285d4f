"""unit_drain – one slate takes at most so many members of one leadership team to other units.

A rule of the planner, not of the scheme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.rule import Ask, Finding, Rule

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.slate import Slate


def _taken(pairs: pd.DataFrame) -> pd.Series:
    """Members of a team who were not leaving, taken to another unit."""
    member = pairs["mover"] & (pairs["role_now"] != "other")
    return pairs["managed"] & member & (pairs["unit"] != pairs["unit_now"])


def pose(draft: Draft, ask: Ask) -> None:
    """At most so many from each unit."""
    units = ask.case.units["unit_id"].tolist()
    place = np.where(_taken(draft.pairs), draft.pairs["unit_now"], -1)
    draft.at_most(RULE, draft.appointments(place, units), ask["most"])


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """A line for each unit somebody is taken from; one line when there is none."""
    taken = slate.count(slate.appointments, _taken, "unit_now")
    most = ask["most"]
    found = [
        Finding(slate.unit_id(unit), need=most, got=int(taken[unit]), shortfall=max(0, int(taken[unit]) - most))
        for unit in np.flatnonzero(taken)
    ]
    return found or [Finding("", need=most, got=0)]


RULE = Rule(
    "unit_drain",
    "–",
    vi="Mỗi phương án không điều động quá nhiều người của một tập thể lãnh đạo sang đơn vị khác (quy tắc riêng)",
    en="One slate does not take too many members of one leadership team to other units (the planner's own rule)",
    pose=pose,
    check=check,
)
