"""kin – close relatives do not sit together: head and deputy, one committee's secretaries, one leadership team
(by the regulation of the day), the head of a division and his deputy, or a district's leader and the head of a
listed sector there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from models.rule import Ask, Finding, Rule
from models.tables import DEPUTIES, HEADS

if TYPE_CHECKING:
    from models.build import Draft
    from models.slate import Slate


Reach = dict[int, list[int]]  # cadre (row) → the seats (rows of posts) held, or that might be


@dataclass(frozen=True)
class Clash:
    """Seats (rows of ``posts``) two kin would hold together, in the place (row of ``units``) it is told of."""

    unit: int
    one: int
    other: int
    seats: tuple[list[int], list[int]]


class _Law:
    """What the regulation of the day keeps apart, seat by seat (shapes: posts)."""

    def __init__(self, ask: Ask) -> None:
        posts, units = ask.case.posts, ask.case.units
        managed, role, bloc = posts["managed"], posts["role"], posts["bloc"]
        districts = bloc.isin(["district", "party_bloc"])
        chair = managed & (role == "deputy_secretary") & (posts["side"] == "government") & (bloc == "district")
        first = managed & (role == "secretary") & (bloc == "district")
        team = managed & (role != "other")
        secretaries = managed & role.isin(["secretary", "deputy_secretary"]) & districts
        apart = [(managed & role.isin(HEADS), managed & role.isin(DEPUTIES)), (secretaries, secretaries)]
        apart = [(team, team)] if ask["team"] else apart
        apart.append((role == "division_head", role == "division_deputy"))
        self.inside = [(one.to_numpy(bool), other.to_numpy(bool)) for one, other in apart]
        self.leads = (chair | first if ask["team"] else chair).to_numpy(bool)
        in_charge = role.isin(["head", "division_head"]) & posts["sector"].isin(ask.words("sectors"))
        self.in_charge = in_charge.to_numpy(bool)
        self.unit = posts["unit"].to_numpy()
        self.home = list(zip(posts["place"].tolist(), posts["locality"].tolist(), strict=True))
        keys = zip(units["place"], units["locality"], units["bloc"], strict=True)
        self.district = {(place, where): at for at, (place, where, kind) in enumerate(keys) if kind == "district"}

    def between(self, one: int, other: int) -> int:
        """The unit in which these two seats may not be held by kin; -1 if they may."""
        together = any((a[one] and b[other]) or (a[other] and b[one]) for a, b in self.inside)
        if together and self.unit[one] == self.unit[other]:
            return int(self.unit[one])
        apart = (self.leads[one] and self.in_charge[other]) or (self.leads[other] and self.in_charge[one])
        if apart and self.home[one] == self.home[other] and self.home[one][1]:
            return self.district.get(self.home[one], -1)
        return -1


def _kin(ask: Ask) -> list[tuple[int, int]]:
    """Each declared couple (rows of ``cadres``) of a relation the regulation covers, or of one it cannot tell."""
    rows, covered = ask.case.round_.kin, ask.words("relations")
    named = ask.law.scheme.relations
    number = {cadre: at for at, cadre in enumerate(ask.case.cadres["cadre_id"])}
    couples = {
        (min(number[a], number[b]), max(number[a], number[b]))
        for a, b, relation in zip(rows["cadre_a"], rows["cadre_b"], rows["relation"], strict=True)
        if (relation in covered or relation not in named) and a != b
    }
    return sorted(couples)


def _without_excepted(ask: Ask, reach: Reach) -> Reach:
    """``reach`` without the seats a document excepts a person for."""
    title = ask.case.posts["title"].to_numpy()
    every = pd.DataFrame([(c, p) for c, posts in reach.items() for p in posts], columns=["cadre", "post"], dtype=int)
    free = every[ask.case.excepted(every.assign(title=title[every["post"]]), RULE.id)]
    excepted = set(zip(free["cadre"], free["post"], strict=True))
    return {cadre: [post for post in posts if (cadre, post) not in excepted] for cadre, posts in reach.items()}


def _clashes(ask: Ask, reach: Reach) -> Iterator[Clash]:
    """Of each couple, the seats within ``reach`` that clash: one seat of the one against those of the other."""
    law = _Law(ask)
    reach = _without_excepted(ask, reach)
    for a, b in _kin(ask):
        for seat in reach.get(a, []):
            against: dict[int, list[int]] = {}
            for opposite in reach.get(b, []):
                unit = law.between(seat, opposite)  # the same seat stands for its sisters
                if unit >= 0:
                    against.setdefault(unit, []).append(opposite)
            for unit, opposites in against.items():
                yield Clash(unit, a, b, ([seat], opposites))


def pose(draft: Draft, ask: Ask) -> None:
    """Of each such couple at most one sits there; who both sit there already may stay."""
    case, pairs = ask.case, draft.pairs
    group = case.posts["group"].to_numpy()
    reach: Reach = {}
    for cadre, at in zip(pairs["cadre"].tolist(), pairs["group"].tolist(), strict=True):
        reach.setdefault(cadre, []).append(case.seats_of_group[at][0])
    for post, cadre in enumerate(case.posts["stayer"].tolist()):
        reach.setdefault(cadre, []).append(post)
    clashes = list(_clashes(ask, reach))
    names = [str(case.units["unit_id"].iat[clash.unit]) for clash in clashes]
    together, added = draft.sits([], [], names), draft.sits([], [], names)
    for who, side in (("one", 0), ("other", 1)):
        people = [getattr(clash, who) for clash in clashes]
        groups = [np.isin(np.arange(len(case.groups)), group[clash.seats[side]]) for clash in clashes]
        together = together + draft.sits(people, groups, names)
        added = added + draft.sits(people, groups, names, new=True)
    draft.at_most(RULE, together, 1, unless_none=added)


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """A line for each couple that sits so; a warning for each holder who has declared nothing."""
    reach: Reach = {}
    for post, cadre in enumerate(slate.holder.tolist()):
        reach.setdefault(cadre, []).append(post)
    new = set(slate.appointments["post"].tolist())
    found = [
        Finding(slate.unit_id(clash.unit), need=1, got=2, of=2, shortfall=1, standing=not new & {*one, *other})
        for clash in _clashes(ask, reach)
        for one, other in [clash.seats]
    ]
    yield from found or [Finding("", need=0, got=0, of=len(_kin(ask)))]
    silent = (slate.case.cadres["kin_declared"] != "yes").to_numpy()
    for cadre in sorted(set(slate.holding["cadre"][silent[slate.holding["cadre"]]])):
        yield Finding(slate.cadre_id(cadre), need=1, got=0, of=1, shortfall=1, strength="warning")


RULE = Rule(
    "kin",
    "–",
    vi="Không bố trí người có quan hệ gia đình cùng giữ các chức vụ mà quy định không cho phép",
    en="Close relatives do not hold posts together that the regulations keep apart",
    pose=pose,
    check=check,
    protected=True,
    single=True,
)
