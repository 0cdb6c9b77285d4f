"""The front of trade-offs: every slate that no other betters on one axis without losing on another, each proven.

With the axes a, b, c … the best slate under bounds on b, c … is the one least in a, then in b, c …, then in the tiers
in their order, the last tie settled. The bound on the last axis starts open and is lowered below what was found;
under each bound the others are swept in the same way (for two axes this is the ε-constraint method).

*No point is dominated.* Let p be found under some bounds, and q at least as good on every axis. Then q keeps these
bounds, so p, the first in (a, b, c …) under them, is not behind q: q equals p on every axis.

*No point is missing*, by induction over the axes that are bounded. With none there is one point, the least a; of
those as good the least in the axes after it. Now let the sweep under a bound e on the last axis have found the whole
front F(e) of the other axes, each point least in the last one, and let m be the greatest value of the last axis in
F(e). Under any bound between m and e the points of F(e) are still there and nothing new is, so it is the same front:
the next bound to look at is m − 1. A point p of the front, with the value v on the last axis, is in F(v): whatever
has at most v there and betters p on the other axes would better p on all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from models.axes import Axis, pose
from models.build import Draft
from models.calendar import Ints
from models.price import best
from models.solve import Group, Options, Search, groups_of, settle

Cost = tuple[int, ...]  # of a slate on each axis, less is better


@dataclass(frozen=True)
class Point:
    """A point of the front: its ``values``, axis by axis as people count them, and the pairs (columns) of its slate."""

    values: Cost
    made: Ints


@dataclass
class Front:
    """The points in the order of the last axis, its best value last; ``complete``: no point is missing. If not: none is
    missing whose value on the last axis is worse than ``beyond`` (None: nothing is known)."""

    points: list[Point] = field(default_factory=list)
    complete: bool = False
    beyond: int | None = None
    interrupted: bool = False


class _Late(Exception):
    """Time ran out, or Ctrl-C was heard."""


class Frontier:
    """Asks one CP-SAT model for the points of the front of two axes or more. ``keep``: tiers (no axes) with what they
    may be at most in every point; ``seconds``: for all points, 0 = no limit."""

    def __init__(
        self, draft: Draft, axes: Sequence[Axis], keep: Mapping[str, int] | None = None, seconds: float = 0
    ) -> None:
        pose(draft, axes)
        self.keep = dict(keep or {})
        self.axes, self.program = axes, draft.program
        self.search = Search(draft.program, Options(seconds))
        # The axes alone: as with ``strive``, what joins them in one objective makes them hard to prove.
        self.groups: list[Group] = [[(axis.id, 1)] for axis in axes]
        self.groups += groups_of(draft.program, *(axis.id for axis in axes))
        self._asked: list[tuple[dict[str, int], tuple[Cost, Ints] | None]] = []
        self._found: dict[Cost, Ints] = {}
        self._beyond: int | None = None

    def front(self, told: Callable[[int], None] | None = None) -> Front:
        """Every point, or those proven before time ran out. ``told`` hears after each how many there are."""
        self._told = told
        try:
            self._sweep(len(self.axes) - 1, {})
            complete = True
        except _Late:
            complete = False
        except KeyboardInterrupt:  # what is proven stands
            complete, self.search.interrupted = False, True
        last = len(self.axes) - 1
        order = sorted(self._found, key=lambda cost: (-cost[last], [-value for value in cost[1:last]]))
        points = [Point(self._counted(cost), self._found[cost]) for cost in order]
        beyond = None if complete or self._beyond is None else self._beyond * self.axes[last].sign
        return Front(points, complete, beyond, self.search.interrupted)

    # --- inside ---------------------------------------------------------------------------------
    def _sweep(self, depth: int, bounds: dict[str, int]) -> list[Cost]:
        """The front of the first axis and the ``depth`` after it, under bounds on those after them."""
        if depth == 0:
            found = self._least(bounds)
            return [found] if found else []
        axis, under, costs = self.axes[depth].id, dict(bounds), list[Cost]()
        while here := self._sweep(depth - 1, under):
            costs += here
            under[axis] = max(cost[depth] for cost in here) - 1
            if depth == len(self.axes) - 1:
                self._beyond = under[axis]
        return costs

    def _least(self, bounds: dict[str, int]) -> Cost | None:
        """The best slate under these bounds. What was found under wider ones and keeps these is the answer to both."""
        for wider, answer in self._asked:
            if all(bounds.get(axis, bound + 1) <= bound for axis, bound in wider.items()) and (
                answer is None or all(self._cost(answer[0], axis) <= bound for axis, bound in bounds.items())
            ):
                return answer[0] if answer else None
        answer = self._solved(bounds)
        self._asked.append((bounds.copy(), answer))
        if answer is None:
            return None
        cost, made = answer
        if cost not in self._found and self._told:
            self._told(len(self._found) + 1)
        self._found[cost] = made
        return cost

    def _solved(self, bounds: dict[str, int]) -> tuple[Cost, Ints] | None:
        search = self.search
        search.let_go(forget=False)  # a hint: the next point is mostly a few names away
        for tier, most in (self.keep | bounds).items():
            search.hold(tier, most)
        values = best(search, self.groups)
        if values == {}:
            return None
        if values is None or not settle(search) or search.x is None:
            raise _Late
        return tuple(values[axis.id] for axis in self.axes), search.made

    def _cost(self, cost: Cost, axis: str) -> int:
        return cost[[one.id for one in self.axes].index(axis)]

    def _counted(self, cost: Cost) -> Cost:
        return tuple(value * axis.sign for value, axis in zip(cost, self.axes, strict=True))
