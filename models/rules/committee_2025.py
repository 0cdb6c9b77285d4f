"""committee_2025 – women and the young among the holders of provincial committee posts by the 2025 congress."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.calendar import Bools, month_number
from models.rule import Ask, Finding, Rule
from models.share import shortfall

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.slate import Slate


def _people(ask: Ask) -> tuple[Bools, dict[str, Bools]]:
    """By cadre: who is not retired by that day, and who of them is a woman or under 40 then."""
    cadres, then = ask.case.cadres, month_number(ask["day"])
    stays = (cadres["retires"] >= then).to_numpy(bool)
    young = (then - cadres["born"] < ask.law.scheme.limits["young_months"].value).to_numpy(bool)
    return stays, {"women": stays & cadres["woman"].to_numpy(bool), "young": stays & young}


def _seats(seats: pd.DataFrame) -> pd.Series:
    return seats["managed"] & seats["committee_seat"]


def pose(draft: Draft, ask: Ask) -> None:
    """``100·got − percent·all ≥ 0`` for each kind in each province, a missing person being worth 100."""
    provinces, groups = ask.case.provinces, draft.groups
    stays, kinds = _people(ask)
    place = np.where(_seats(groups), groups["place"], -1)
    empty = draft.empties(np.where(groups["fillable"], place, -1), provinces)
    everything = draft.named(draft.holders(place, provinces, who=stays) + empty)
    for kind, who in kinds.items():
        got = draft.named(draft.holders(place, provinces, who=who))
        draft.at_least(RULE, got * 100 + everything * -ask[kind], 0, step=100)


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """Two lines a province: women, then the young; who stays in a seat counts as who comes."""
    stays, kinds = _people(ask)
    held, empty = slate.holding, slate.empty
    held, empty = held[_seats(held)], empty[_seats(empty) & empty["fillable"]]
    for place, name in enumerate(slate.case.provinces):
        here = held["cadre"][held["place"] == place].to_numpy()
        everything = int(stays[here].sum() + (empty["place"] == place).sum())
        for kind, who in kinds.items():
            got, need = int(who[here].sum()), -(-ask[kind] * everything // 100)
            missing = shortfall(ask[kind], everything, got)
            yield Finding(name, need=need, got=got, of=everything, shortfall=missing)


RULE = Rule(
    "committee_2025",
    "II.4",
    vi="Đến năm 2025, bảo đảm tỷ lệ nữ và cán bộ trẻ trong các chức danh tham gia Tỉnh ủy",
    en="By 2025 women and the young reach their shares of the provincial committee's posts",
    pose=pose,
    check=check,
)
