"""exchange – some appointments lead from the Party or the Front to government, or back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.rule import Ask, Finding, Rule

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.slate import Slate

PARTY = ("party", "front")


def crosses(pairs: pd.DataFrame) -> pd.Series:
    """Whether an appointment changes sides; the council is neither."""
    over = pairs["side_now"].isin(PARTY) & (pairs["side"] == "government")
    back = (pairs["side_now"] == "government") & pairs["side"].isin(PARTY)
    return pairs["managed"] & (over | back)


def pose(draft: Draft, ask: Ask) -> None:
    """At least so many in each province."""
    provinces = ask.case.provinces
    place = np.where(crosses(draft.pairs), draft.pairs["place"], -1)
    draft.at_least(RULE, draft.appointments(place, provinces), ask["moves"])


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """One line a province."""
    made = slate.count(slate.appointments, crosses, "place")
    for place, name in enumerate(slate.case.provinces):
        got = int(made[place])
        yield Finding(name, need=ask["moves"], got=got, of=got, shortfall=max(0, ask["moves"] - got))


RULE = Rule(
    "exchange",
    "II.5",
    vi="Luân chuyển, điều động cán bộ giữa cơ quan đảng, Mặt trận, đoàn thể với cơ quan chính quyền và ngược lại",
    en="Some appointments lead from the Party or the Front to government, or back",
    pose=pose,
    check=check,
)
