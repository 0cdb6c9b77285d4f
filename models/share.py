"""The share rules' common form, and the holding of seats for women and for the young (II.4).

``all`` = the year to date + the counted appointments of a kind + every fillable seat of that kind left
empty; ``shortfall`` = the least s ≥ 0 with ``100·(got + held + s) ≥ percent·all``. Held seats count for the
women's and the young's share only. All of it in each province.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np

from models.rule import Ask, Finding

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.program import Totals
    from models.slate import Slate

Kind = Literal["women", "young"]


def shortfall(percent: int, everything: int, got: int) -> int:
    """The least s ≥ 0 with ``100·(got + s) ≥ percent·everything``."""
    return max(0, -(-percent * everything // 100) - got)


class Quota(Protocol):
    """A target in persons: at least so many in a hundred of ``all`` are such as ``got``, in each province."""

    @property
    def rule(self) -> str:
        """The rule that sets it."""

    @property
    def part(self) -> str:
        """Which of the rule's targets, where it sets several."""

    def percent(self, ask: Ask) -> int:
        """So many in a hundred."""

    def such(self, pairs: pd.DataFrame, ask: Ask) -> Any:
        """The pairs which, if made, add one to ``got`` (shape: pairs)."""

    def of_kind(self, seats: pd.DataFrame) -> Any:
        """Whether each seat, if left empty, counts in ``all``."""

    def totals(self, draft: Draft, ask: Ask) -> tuple[Totals, Totals]:
        """(got, all) by province, no seat held."""

    def tally(self, slate: Slate, ask: Ask, place: int) -> tuple[int, int]:
        """(all, got) of one province on a finished slate, no seat held."""

    def finding(self, slate: Slate, ask: Ask, place: int) -> Finding:
        """The rule's own line for one province."""


@dataclass(frozen=True)
class Share:
    """At least ``percent`` of the counted appointments (``among`` a kind, to ``roles``) are such as ``got``.

    ``ytd`` names the year's two counts before this round; ``holds`` the kind of person seats are held for.
    """

    rule: str
    ytd: tuple[str, str]
    got: Callable[[pd.DataFrame, Ask], Any]
    among: str | None = None
    roles: tuple[str, ...] | None = None
    holds: Kind | None = None
    part: str = ""

    def percent(self, ask: Ask) -> int:
        """So many in a hundred."""
        return ask["percent"]

    def such(self, pairs: pd.DataFrame, ask: Ask) -> Any:
        """The pairs which, if made, add one to ``got``."""
        return self.counts(pairs) & self.got(pairs, ask)

    def counts(self, pairs: pd.DataFrame) -> pd.Series:
        """Whether each appointment is of this share's kind."""
        return pairs["counted"] & pairs[self.among] if self.among else pairs["counted"]

    def of_kind(self, seats: pd.DataFrame) -> Any:
        """Whether each seat, if left empty, counts in ``all``."""
        return seats["fillable"] & (seats["role"].isin(self.roles) if self.roles else True)

    def before(self, ask: Ask) -> list[tuple[int, int]]:
        """(all, got) of the year before this round, by province."""
        ytd = ask.case.round_.settings.ytd
        return [
            (ytd.get(name, {}).get(self.ytd[0], 0), ytd.get(name, {}).get(self.ytd[1], 0))
            for name in ask.case.provinces
        ]

    def totals(self, draft: Draft, ask: Ask) -> tuple[Totals, Totals]:
        """(got, all) by province, no seat held."""
        pairs, groups, provinces = draft.pairs, draft.groups, draft.case.provinces
        got = draft.appointments(np.where(self.such(pairs, ask), pairs["place"], -1), provinces)
        everything = draft.appointments(np.where(self.counts(pairs), pairs["place"], -1), provinces)
        everything = everything + draft.empties(np.where(self.of_kind(groups), groups["place"], -1), provinces)
        before = np.array(self.before(ask), dtype=np.int64).reshape(-1, 2)
        return got.plus(before[:, 1]), everything.plus(before[:, 0])

    def pose(self, draft: Draft, ask: Ask) -> None:
        """``100·(got + held) − percent·all ≥ 0`` in each province, a missing person being worth 100."""
        got, everything = self.totals(draft, ask)
        if self.holds:
            held, added = draft.held(self.holds)
            got, everything = got + held, everything + added
        draft.at_least(ask.rule, draft.named(got) * 100 + draft.named(everything) * -self.percent(ask), 0, step=100)

    def check(self, slate: Slate, ask: Ask) -> Iterable[Finding]:
        """One line a province."""
        return [self.finding(slate, ask, place) for place in range(len(slate.case.provinces))]

    def finding(self, slate: Slate, ask: Ask, place: int) -> Finding:
        """The line of one province, seats held included."""
        everything, got = self.tally(slate, ask, place)
        held, percent = 0, self.percent(ask)
        if self.holds:
            seats = slate.held[place][self.holds]
            held = len(seats)
            everything += int((~slate.seats["fillable"].to_numpy()[seats]).sum())
        return Finding(
            slate.case.provinces[place],
            need=-(-percent * everything // 100),
            got=got,
            of=everything,
            held=held,
            shortfall=shortfall(percent, everything, got + held),
        )

    def tally(self, slate: Slate, ask: Ask, place: int) -> tuple[int, int]:
        """(all, got) of one province on a finished slate, no seat held."""
        made = slate.appointments
        made = made[self.counts(made) & (made["place"] == place)]
        empty = slate.empty[slate.empty["place"] == place]
        before = self.before(ask)[place]
        return before[0] + len(made) + int(np.sum(self.of_kind(empty))), before[1] + int(np.sum(self.got(made, ask)))
