"""What a wish costs: pairs forced in or kept out, and the rest made as good again as it can be, exactly.

A ``Pricer`` builds one CP-SAT model and asks it as often as wanted; nothing of one answer is left for the next, so
the order of the questions does not matter. Two threads want a pricer each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Event, Lock
from typing import TypeVar

from models.calendar import Ints
from models.program import Program
from models.solve import Group, Options, Search, groups_of, settle, weighted

Wish = dict[int, int]  # pair (column) → 1 made, 0 not made; any other column → its value
ORDER = "order"  # the published tie-break: slates that differ in it alone are equally good


@dataclass(frozen=True)
class Price:
    """The tiers of the best slate under the wish, all but ``order``; empty where there is none (``blocked``) or time
    ran out. ``made``: the pairs (columns) of that slate where the last tie was settled too."""

    tiers: dict[str, int] = field(default_factory=dict)
    blocked: bool = False
    made: Ints | None = None


class Pricer:
    """``before``: the values of the slate asked about, tier by tier; ``proven``: that it is the best of ``program``."""

    def __init__(self, program: Program, before: dict[str, int], seconds: float = 0, *, proven: bool = True) -> None:
        self.program, self.before, self.proven = program, before, proven
        self.search = Search(program, Options(seconds))
        self.groups = groups_of(program, ORDER)

    def price(self, wish: Wish, least: dict[str, int] | None = None, groups: list[Group] | None = None) -> Price:
        """What it costs to have these pairs made (1) or not made (0); ``least``: tiers that no slate with the wish can
        better, ``before`` by default; ``groups``: the tiers that count, all but ``order`` by default."""
        groups = groups or self.groups
        if not self._grant(wish):
            return Price(blocked=True)
        found = self._as_good(least or self.before, groups) if self.proven else {}
        if found == {}:
            found = best(self.search, groups)
        return Price(blocked=True) if found == {} else Price(found or {})

    def slate(self, wish: Wish, price: Price) -> Price:
        """The same price with its one slate: of those equally good the published order and the codes decide."""
        self._grant(wish)
        for tier, value in price.tiers.items():
            self.search.hold(tier, value)
        last = best(self.search, [[(ORDER, 1)]])
        if not last or not settle(self.search):
            return price
        return replace(price, made=self.search.made)

    def _grant(self, wish: Wish) -> bool:
        self.search.let_go()
        for col, value in wish.items():
            self.search.fix(col, value)
        return all(self.program.lower[col] <= value <= self.program.upper[col] for col, value in wish.items())

    def _as_good(self, before: dict[str, int], groups: list[Group]) -> dict[str, int] | None:
        """Most prices are paid in the lower tiers, so first it is asked whether the first group can stay as it is. As
        ``best``; empty too where it is better, for then ``before`` was not the best."""
        first, rest = groups[0], groups[1:]
        for tier, _ in first:
            self.search.hold(tier, before[tier])
        found = best(self.search, rest)
        if found:
            assert self.search.x is not None
            found = {tier: self.program.value(tier, self.search.x) for tier, _ in first} | found
        if found == {} or (found and any(found[tier] < before[tier] for tier, _ in first)):
            for tier in self.before:
                self.search.hold(tier, None)
            return {}
        return found


def best(search: Search, groups: list[Group]) -> dict[str, int] | None:
    """The values of these tiers, one after another, each held from then on; empty where there is no slate, None where
    time ran out."""
    values: dict[str, int] = {}
    for group in groups:
        if search.late:
            return None
        proven, impossible, _ = search.solve(*weighted(search.program, group))
        if search.interrupted:
            raise KeyboardInterrupt
        if impossible:
            return {}
        if not proven or search.x is None:
            return None
        for tier, _ in group:
            values[tier] = search.program.value(tier, search.x)
            search.hold(tier, values[tier])
    return values


Item = TypeVar("Item")
Tool = TypeVar("Tool")


def on_threads(
    threads: int, tool: Callable[[], Tool], items: Iterable[Item], work: Callable[[Item, Tool, Event], None]
) -> None:
    """Does ``work`` on every item, on so many threads with a pricer (or another tool) each; items are handed out one by
    one, since some take long. Ctrl-C, which is heard in the calling thread only, sets the event: then no further item
    is begun."""
    halt, left, lock = Event(), iter(items), Lock()

    def each(_: int) -> None:
        own = tool()
        while not halt.is_set():
            with lock:
                try:
                    item = next(left)
                except StopIteration:
                    return
            work(item, own, halt)

    with ThreadPoolExecutor(threads) as workers:
        try:
            list(workers.map(each, range(threads)))
        finally:
            halt.set()
