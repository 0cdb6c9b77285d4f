"""Slates as good as the best but for a stated loss, that differ from one another as much as they can, proven.

*How far apart.* Of a group of seats alike in everything what counts is who holds them, not which of them: the
difference of two slates is Σ over groups of max(who holds here only in the one, who holds here only in the other):
the number of posts whose holder differs, the holders laid on seats alike so that as few differ as can be. An empty
seat is a holder called nobody, so this is half of the symmetric difference of two lists of equal length, and a
metric.

*What is proven.* The best slate comes first. Each next one is, of all slates within the loss, one whose least
difference from those before it is greatest; of these the sum of the differences is greatest, then the tiers decide in
their order and the last tie is settled. Where the greatest least difference is 0 there is no other slate within the
loss at all. By the triangle inequality the least difference between any two of the k slates is at least half of what
any k slates within the loss could have: let these be d apart at best. Fewer than k slates leave one of the k without
any of them nearer than d / 2, so the next one is at least as far from all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.build import Draft
from models.calendar import Ints
from models.case import Case
from models.last import turnover
from models.price import best
from models.program import FAR, Totals
from models.slate import Slate
from models.solve import Options, Search, groups_of, settle

NEAREST, SUM = "nearest", "apart"  # the objectives put before the tiers


def differences(case: Case, one: Ints, other: Ints) -> list[tuple[int, int, int]]:
    """(post, cadre in ``one``, cadre in ``other``), rows and -1 for nobody, of each post whose holder differs, seats
    alike counted as above. Shapes of ``one`` and ``other``: posts."""
    found = []
    for seats in case.seats_of_group:
        before, after = one[seats].tolist(), other[seats].tolist()
        left = [(seat, who) for seat, who in zip(seats, before, strict=True) if who < 0 or who not in after]
        new = [who for who in after if who >= 0 and who not in before]
        left.sort(key=lambda row: row[1] < 0)  # somebody comes for somebody, before an empty seat is filled
        new += [-1] * (len(left) - len(new))
        found += [(seat, who, then) for (seat, who), then in zip(left, new, strict=True) if who != then]
    return sorted(found)


@dataclass(frozen=True)
class Next:
    """The next slate: its pairs (columns), and how far it is from the nearest of those before it; at 0 there is none.

    ``tiers``: its values, tier by tier."""

    nearest: int
    made: Ints | None = None
    tiers: dict[str, int] | None = None


class Apart:
    """``most``: what each tier may be at most; a tier left out is free.

    To the draft's program columns are added that bind nothing until the distances are objectives.
    """

    def __init__(self, draft: Draft, most: Mapping[str, int]) -> None:
        self.draft, self.most = draft, most
        self.interrupted = False
        self._near = draft.program.column(0, len(draft.case.posts))
        self._apart: list[int] = []  # a column for each slate to be told from

    def tell_from(self, slate: Slate) -> None:
        """From now on the next slate is to be as far from this one as from those named before."""
        program, total = self.draft.program, self._difference(slate)
        low, high = program.reach(total)
        col = program.column(max(0, int(low[0])), int(high[0]))
        program.require(SUM, total + Totals.of([""], [0], [col], -1), 0, 0)
        program.require(NEAREST, Totals.of([""], [0, 0], [col, self._near], [1, -1]), 0, FAR)
        self._apart.append(col)

    def _difference(self, slate: Slate) -> Totals:
        """Posts whose holder differs from ``slate``'s, as a total of one place."""
        gone, _ = turnover(self.draft, slate.holder)
        lost = Totals([""], np.zeros_like(gone.row), gone.col, gone.coef, gone.const.sum(keepdims=True))
        return self._more(lost, slate)

    def _more(self, lost: Totals, slate: Slate) -> Totals:
        """``lost``, and of each group how many more hold it than in ``slate``, if more do."""
        draft, program, case = self.draft, self.draft.program, self.draft.case
        groups, seats = case.posts["group"].to_numpy(), case.groups["seats"].to_numpy()
        filled = np.bincount(groups[slate.holder >= 0], minlength=len(seats))
        for at in np.flatnonzero(filled < seats).tolist():
            room, count = int(seats[at] - filled[at]), int(filled[at])
            more = program.column(0, room)
            over = draft.holders(np.where(np.arange(len(seats)) == at, 0, -1), [""]).plus(-count)
            over = over + Totals.of([""], [0], [more], -1)
            if count:  # more = max(0, over): a switch tells which of the two
                switch = program.column(0, 1)
                over = (over + Totals.of([""], [0], [switch], -count)).plus(count)
                program.require(SUM, Totals.of([""], [0, 0], [switch, more], [room, -1]), 0, FAR)
            program.require(SUM, over, 0, FAR)
            lost = lost + Totals.of([""], [0], [more], 1)
        return lost

    def next(self, seconds: float = 0) -> Next | None:
        """The next slate; None where time (0 = no limit) ran out before it was proven."""
        ones, cols = np.ones(len(self._apart), dtype=np.int64), np.array(self._apart, dtype=np.int64)
        first = {NEAREST: (np.array([self._near]), np.array([-1]), 0), SUM: (cols, -ones, 0)}
        program = replace(self.draft.program, tiers=first | self.draft.program.tiers)
        search = Search(program, Options(seconds))
        for tier, most in self.most.items():
            search.hold(tier, most)
        try:
            nearest = best(search, [[(NEAREST, 1)]]) or {}
            if nearest.get(NEAREST) == 0:
                return Next(0)
            tiers = nearest and best(search, groups_of(program, NEAREST))
            settled = bool(tiers) and settle(search)
        except KeyboardInterrupt:
            settled = False
        self.interrupted |= search.interrupted
        if not settled or not tiers or search.x is None:
            return None
        return Next(-nearest[NEAREST], search.made, {tier: tiers[tier] for tier in self.draft.program.tiers})
