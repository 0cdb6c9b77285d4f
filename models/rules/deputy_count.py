"""deputy_count – the deputies of a Party advisory body, a Front body or a department: at most
``deputies_max`` (must), at least ``deputies_min`` or all its seats (strive)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.case import Case
from models.rule import Ask, Finding, Rule
from models.tables import BODY_DEPUTIES

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.calendar import Ints
    from models.slate import Slate

BLOCS = ("party_advisory", "front", "gov_economic", "gov_culture_social", "gov_internal")


def _deputies(seats: pd.DataFrame) -> pd.Series:
    return seats["bloc"].isin(BLOCS) & seats["role"].isin(BODY_DEPUTIES) & seats["managed"]


def _bounds(case: Case) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each unit: whether it is such a body, its least and its greatest number of deputies."""
    posts = case.posts
    seats = np.bincount(posts["unit"][_deputies(posts) & ~posts["frozen"]], minlength=len(case.units))
    least = np.minimum(case.units["deputies_min"].to_numpy(), seats)
    return case.units["bloc"].isin(BLOCS).to_numpy(), least, case.units["deputies_max"].to_numpy()


def _place(case: Case) -> Ints:
    """The body (row of ``units``) whose deputies each group's seats are; -1 for all others."""
    return np.where(_deputies(case.groups), case.groups["unit"], -1)


def pose(draft: Draft, ask: Ask) -> None:
    """Holders of each body's deputy seats between the two bounds; nobody joins where they are too many already."""
    body, least, most = _bounds(ask.case)
    units = draft.case.units["unit_id"].tolist()
    place = _place(ask.case)
    holders = draft.holders(place, units)
    added = draft.appointments(ask.case.joins(place, draft.pairs), units)
    draft.at_most(RULE, holders.only(body), most[body], unless_none=added.only(body))
    draft.at_least(RULE, holders.only(body), least[body], strength=ask.other)


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """Two lines a body: the upper bound and the lower one."""
    body, least, most = _bounds(ask.case)
    filled = slate.count(slate.holding, _deputies, "unit")
    added = slate.tally(ask.case.joins(_place(ask.case), slate.appointments), len(filled))
    for unit in np.flatnonzero(body):
        name, got = slate.unit_id(unit), int(filled[unit])
        over = max(0, got - int(most[unit]))
        yield Finding(name, int(most[unit]), got, of=got, shortfall=over, standing=over > 0 and not added[unit])
        under = max(0, int(least[unit]) - got)
        yield Finding(name, int(least[unit]), got, got, 0, under, strength=ask.other)


RULE = Rule(
    "deputy_count",
    "I, II.1",
    vi="Cấp phó của ban Đảng, Mặt trận, đoàn thể, sở trong khung số lượng",
    en="Deputies of a Party advisory body, Front body or department stay within the number set",
    pose=pose,
    check=check,
)
