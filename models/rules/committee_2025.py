"""committee_2025 – women and the young among the holders of provincial committee posts by the 2025 congress."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from models.calendar import Bools, month_number
from models.rule import Ask, Finding, Rule
from models.share import shortfall

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.program import Totals
    from models.slate import Slate


def _people(ask: Ask) -> dict[str, Bools]:
    """By cadre: who is not retired by that day, and who of them is a woman or under 40 then."""
    cadres, then = ask.case.cadres, month_number(ask["day"])
    stays = (cadres["retires"] >= then).to_numpy(bool)
    young = (then - cadres["born"] < ask.law.scheme.limits["young_months"].value).to_numpy(bool)
    return {"all": stays, "women": stays & cadres["woman"].to_numpy(bool), "young": stays & young}


def _seats(seats: pd.DataFrame) -> pd.Series:
    return seats["managed"] & seats["committee_seat"]


@dataclass(frozen=True)
class Part:
    """The holders of one kind, who stays in a seat counting as who comes."""

    part: str
    rule: str = "committee_2025"

    def percent(self, ask: Ask) -> int:
        """So many in a hundred."""
        return ask[self.part]

    def such(self, pairs: pd.DataFrame, ask: Ask) -> Any:
        """The pairs which, if made, add one to ``got``."""
        return _seats(pairs) & _people(ask)[self.part][pairs["cadre"]]

    def of_kind(self, seats: pd.DataFrame) -> Any:
        """Whether each seat, if left empty, counts in ``all``."""
        return _seats(seats) & seats["fillable"]

    def totals(self, draft: Draft, ask: Ask) -> tuple[Totals, Totals]:
        """(got, all) by province."""
        provinces, groups, people = ask.case.provinces, draft.groups, _people(ask)
        place = np.where(_seats(groups), groups["place"], -1)
        empty = draft.empties(np.where(self.of_kind(groups), place, -1), provinces)
        got = draft.holders(place, provinces, who=people[self.part])
        return got, draft.holders(place, provinces, who=people["all"]) + empty

    def tally(self, slate: Slate, ask: Ask, place: int) -> tuple[int, int]:
        """(all, got) of one province on a finished slate."""
        held, empty, people = slate.holding, slate.empty, _people(ask)
        here = held["cadre"][_seats(held) & (held["place"] == place)].to_numpy()
        left = int((self.of_kind(empty) & (empty["place"] == place)).sum())
        return int(people["all"][here].sum()) + left, int(people[self.part][here].sum())

    def finding(self, slate: Slate, ask: Ask, place: int) -> Finding:
        """The line of one province."""
        everything, got = self.tally(slate, ask, place)
        percent = self.percent(ask)
        missing = shortfall(percent, everything, got)
        name = slate.case.provinces[place]
        return Finding(name, need=-(-percent * everything // 100), got=got, of=everything, shortfall=missing)


PARTS = (Part("women"), Part("young"))


def pose(draft: Draft, ask: Ask) -> None:
    """``100·got − percent·all ≥ 0`` for each kind in each province, a missing person being worth 100."""
    found = [part.totals(draft, ask) for part in PARTS]
    everything = draft.named(found[0][1])
    for part, (total, _) in zip(PARTS, found, strict=True):
        got = draft.named(total)
        draft.at_least(RULE, got * 100 + everything * -part.percent(ask), 0, step=100)


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """Two lines a province: women, then the young."""
    return [part.finding(slate, ask, place) for place in range(len(slate.case.provinces)) for part in PARTS]


RULE = Rule(
    "committee_2025",
    "II.4",
    vi="Đến năm 2025, bảo đảm tỷ lệ nữ và cán bộ trẻ trong các chức danh tham gia cấp ủy tỉnh",
    en="By 2025 women and the young reach their shares of the provincial committee's posts",
    pose=pose,
    check=check,
)
