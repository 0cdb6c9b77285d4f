"""How far the weights of fit may move before a name changes, and whether any sensible weights change one.

*A name changes* where the slate is no longer the same in every pair made: fit, the tiers after it, the published
order and the last tie all count. The tiers before fit do not depend on its weights: they are held at their best
values.

*Why not by halving.* A part of fit is rounded down to whole points (``points · weight // whole``), so the score of a
slate is no linear function of a weight, the weights under which it is best need not be an interval, and a name may
change at one weight and be back at the next. So every whole number is accounted for, many at a time:

*A box of weights at once.* Over a box (each weight between two ends) the cost of a pair lies between two numbers,
reached at the ends, since a part only grows with its weight. Let the pairs of our slate S cost the most they can in
the box, and all others the least. If S is still the slate found, down to the last tie, no weights in the box change a
name: for any slate T the cost of T less that of S is, at any weights in the box, at least what it is so; if that is
above 0, T is worse; if it is 0, T is no better in fit and S comes first in what is looked at after fit, as it did.
For a box of one point the test is exact; one that fails is cut, and the part nearer to the weights in force looked at
first. So the weight told is the nearest at which a name changes, all nearer ones are proven, and the slate there was
found there. (The exact question of a whole box, ``models.together``, takes longer; it is asked where cutting would go
on too long.)

*Rivals.* What a box that failed was lost to is a slate like any other: at which weights it betters S in fit is
counted, not solved, and no box need reach further.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Event

import numpy as np

from models.build import Draft
from models.calendar import Ints
from models.price import best
from models.solve import Options, Search, groups_of, settle
from models.together import FIT, MOST, Box, Changed, Late, Points, Weights, before_ours


@dataclass(frozen=True)
class Room:
    """The whole weights of ``part`` between ``low`` and ``high``, its own included, change no name, the others as they
    are; ``below``, ``above``: the slate at the next weight on either side, None where there is none up to 0 or 100.
    """

    part: str
    low: int
    high: int
    below: Changed | None
    above: Changed | None


class Weigher:
    """``made``: the pairs (columns) of the one best slate of ``draft``; ``best``: its tier values; ``points``: see
    ``points_of``; ``seconds``: for all answers together, 0 = no limit."""

    def __init__(self, draft: Draft, made: Ints, best: dict[str, int], points: Points, seconds: float = 0) -> None:
        self.draft, self.made, self.weights = draft, made, dict(draft.case.law.fit)
        tiers = list(draft.program.tiers)
        self._held = {tier: best[tier] for tier in tiers[: tiers.index(FIT)]}
        self._search = Search(draft.program, Options(seconds))
        self._points = points
        self._rivals: dict[bytes, Points] = {}  # pairs made → their lead over ours
        self.halt = Event()  # once it is set, no further solve is begun

    def room(self, part: str) -> Room:
        """How far one weight may move. Raises ``Late``."""
        now = self.weights[part]
        below, above = self._nearest(part, range(now - 1, -1, -1)), self._nearest(part, range(now + 1, MOST + 1))
        low, high = below.weights[part] + 1 if below else 0, above.weights[part] - 1 if above else MOST
        return Room(part, low, high, below, above)

    def anywhere(self, box: Box) -> Changed | None:
        """Weights in the box, all moving together, at which a name changes; None where there are none, proven. Raises
        ``Late``."""
        for part, ends in box.items():  # mostly one weight alone does it
            for end in ends:
                if self._rival(self._fixed() | {part: (end, end)}) is not None:
                    return self._changed(self.weights | {part: end})
        if not self._lost(box) and self._rival(box) is None:
            return None
        where = self._lost(box)
        if where:
            return self._changed(where)
        until = self._search.deadline
        left = max(0.01, until - time.monotonic()) if until else 0
        return before_ours(self.draft, self.made, self._held, self._points, box, left)

    # --- inside ---------------------------------------------------------------------------------
    def _nearest(self, part: str, line: range) -> Changed | None:
        """The first weight of ``line`` at which a name changes."""
        fixed, span = self._fixed(), len(line)
        while line:
            lost = self._first_lost(part, line)
            if lost == 0:
                return self._changed(self.weights | {part: line[0]})
            here = line[: min(span, lost)]
            if self._rival(fixed | {part: (min(here), max(here))}) is None:
                line, span = line[len(here) :], 2 * len(here)
            elif len(here) == 1:
                return self._changed(self.weights | {part: line[0]})
            else:
                span = (len(here) + 1) // 2
        return None

    def _fixed(self) -> Box:
        return {part: (now, now) for part, now in self.weights.items()}

    def _lost(self, box: Box) -> Weights | None:
        """Weights in the box at which a rival is known to better our slate in fit."""
        for lead in self._rivals.values():
            here = {part: lead[part][low : high + 1] for part, (low, high) in box.items()}
            if sum(int(gain.max()) for gain in here.values()) > 0:
                return {part: box[part][0] + int(gain.argmax()) for part, gain in here.items()}
        return None

    def _first_lost(self, part: str, line: range) -> int:
        """The place in ``line`` of the first weight of a part at which a rival is known to better our slate in fit; its
        length where there is none."""
        places = [len(line)]
        for lead in self._rivals.values():
            others = sum(int(lead[name][now]) for name, now in self.weights.items() if name != part)
            places += np.flatnonzero(lead[part][line] + others > 0)[:1].tolist()
        return min(places)

    def _lead(self, rival: Ints) -> Points:
        """By how much a slate betters ours in each part at each weight, less 100 for each appointment it makes more."""
        managed = self.draft.pairs["managed"].to_numpy(bool)
        lead = {
            part: points[:, rival].sum(axis=1) - points[:, self.made].sum(axis=1)
            for part, points in self._points.items()
        }
        first = next(iter(lead))
        return lead | {first: lead[first] - 100 * int(managed[rival].sum() - managed[self.made].sum())}

    def _changed(self, weights: Weights) -> Changed:
        """The slate at these weights, which is another one."""
        found = self._slate({part: (weight, weight) for part, weight in weights.items()}, whole=True)
        assert not np.array_equal(found, self.made)
        return Changed(weights, found)

    def _rival(self, box: Box) -> Ints | None:
        """The pairs of a slate that comes before ours where ours costs the most in the box; None if there is none."""
        found = self._slate(box, whole=False)
        if np.array_equal(found, self.made):
            return None
        if found.tobytes() not in self._rivals:
            self._rivals[found.tobytes()] = self._lead(found)
        return found

    def _slate(self, box: Box, *, whole: bool) -> Ints:
        """The pairs of the best slate where ours costs the most in the box and all others the least; not ``whole``: any
        that betters ours in fit will do."""
        search, cost = self._search, self._costs(box)
        if self.halt.is_set():
            raise Late
        search.let_go(forget=False)  # a hint
        search.reprice(FIT, cost)
        for tier, value in self._held.items():
            search.hold(tier, value)
        after = groups_of(search.program, *self._held)
        found = best(search, after[:1])
        if found and (whole or found[FIT] == int(cost[self.made].sum())):
            found = best(search, after[1:]) if after[1:] else found
            found = found if settle(search) else None
        if not found or search.x is None:
            raise Late
        return search.made

    def _costs(self, box: Box) -> Ints:
        """100 less the fit of each pair (column), 0 where fit does not count."""
        least, most = (sum(points[box[part][end]] for part, points in self._points.items()) for end in (0, 1))
        ours = np.isin(np.arange(len(self.draft.pairs)), self.made)
        managed = self.draft.pairs["managed"].to_numpy(bool)
        return np.where(managed, 100 - np.where(ours, least, most), 0).astype(np.int64)
