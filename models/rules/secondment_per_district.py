"""secondment_per_district – each district receives one or two seconded cadres, those already there included."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.rule import Ask, Finding, Rule

if TYPE_CHECKING:
    from models.build import Draft
    from models.calendar import Ints
    from models.case import Case
    from models.slate import Slate


def _districts(case: Case) -> Ints:
    """Of each post the district (row of ``units``) whose division it belongs to, -1 for all others."""
    units, posts = case.units, case.posts
    home = {
        (place, locality): at
        for at, (place, locality, bloc) in enumerate(zip(units["place"], units["locality"], units["bloc"], strict=True))
        if bloc == "district" and locality
    }
    inside = posts["bloc"] == "district_division"
    keys = zip(posts["place"], posts["locality"], inside, strict=True)
    return np.array([home.get((place, locality), -1) if yes else -1 for place, locality, yes in keys], dtype=np.int64)


def pose(draft: Draft, ask: Ask) -> None:
    """Holders of each district's division posts between the two bounds; who is sent never adds to an excess."""
    case = ask.case
    names, asked = case.units["unit_id"].tolist(), (case.units["bloc"] == "district").to_numpy(bool)
    of_group = _districts(case)[case.groups["first"]]
    there = draft.holders(of_group, names).only(asked)
    sent = draft.appointments(of_group[draft.pairs["group"]], names).only(asked)
    draft.at_most(RULE, there, ask["most"], unless_none=sent)
    draft.at_least(RULE, there, ask["least"], strength=ask.other)


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """Two lines a district: the upper bound and the lower one."""
    case, district = slate.case, _districts(slate.case)
    there = slate.tally(district[slate.holder >= 0], len(case.units))
    sent = slate.tally(district[slate.appointments["post"]], len(case.units))
    for unit in np.flatnonzero(case.units["bloc"] == "district"):
        name, got = slate.unit_id(unit), int(there[unit])
        over = max(0, got - ask["most"])
        yield Finding(name, ask["most"], got, of=got, shortfall=over, standing=over > 0 and not sent[unit])
        yield Finding(name, ask["least"], got, got, 0, max(0, ask["least"] - got), strength=ask.other)


RULE = Rule(
    "secondment_per_district",
    "III.5",
    vi="Mỗi huyện, thị xã, thành phố tiếp nhận từ 1 đến 2 cán bộ của tỉnh, kể cả người đang ở đó",
    en="Each district receives one or two seconded cadres, those already there included",
    pose=pose,
    check=check,
)
