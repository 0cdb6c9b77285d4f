"""The share rules' common form, and the holding of seats for women and for the young (II.4).

``all`` = the year to date + the counted appointments of a kind + every fillable seat of that kind left
empty; ``shortfall`` = the least s ≥ 0 with ``100·(got + held + s) ≥ percent·all``. Held seats count for the
women's and the young's share only. All of it in each province.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from models.rule import Ask, Finding

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.slate import Slate

Kind = Literal["women", "young"]


def shortfall(percent: int, everything: int, got: int) -> int:
    """The least s ≥ 0 with ``100·(got + s) ≥ percent·everything``."""
    return max(0, -(-percent * everything // 100) - got)


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

    def pose(self, draft: Draft, ask: Ask) -> None:
        """``100·(got + held) − percent·all ≥ 0`` in each province, a missing person being worth 100."""
        pairs, groups, rule = draft.pairs, draft.groups, ask.rule
        counted = np.where(self.counts(pairs), pairs["place"], -1)
        got = draft.appointments(np.where(self.got(pairs, ask), counted, -1), draft.case.provinces)
        everything = draft.appointments(counted, draft.case.provinces) + draft.empties(
            np.where(self.of_kind(groups), groups["place"], -1), draft.case.provinces
        )
        before = np.array(self.before(ask), dtype=np.int64).reshape(-1, 2)
        everything, got = everything.plus(before[:, 0]), got.plus(before[:, 1])
        if self.holds:
            held, added = draft.held(self.holds)
            got, everything = got + held, everything + added
        percent = ask["percent"]
        draft.at_least(rule, draft.named(got) * 100 + draft.named(everything) * -percent, 0, step=100)

    def check(self, slate: Slate, ask: Ask) -> Iterable[Finding]:
        """One line a province."""
        for place, name in enumerate(slate.case.provinces):
            everything, got = self.tally(slate, ask, place)
            held = 0
            if self.holds:
                seats = slate.held[place][self.holds]
                held = len(seats)
                everything += int((~slate.seats["fillable"].to_numpy()[seats]).sum())
            yield Finding(
                name,
                need=-(-ask["percent"] * everything // 100),
                got=got,
                of=everything,
                held=held,
                shortfall=shortfall(ask["percent"], everything, got + held),
            )

    def tally(self, slate: Slate, ask: Ask, place: int) -> tuple[int, int]:
        """(all, got) of one province on a finished slate, no seat held."""
        made = slate.appointments
        made = made[self.counts(made) & (made["place"] == place)]
        empty = slate.empty[slate.empty["place"] == place]
        before = self.before(ask)[place]
        return before[0] + len(made) + int(np.sum(self.of_kind(empty))), before[1] + int(np.sum(self.got(made, ask)))
