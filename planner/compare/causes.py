"""Why a name differs: the smallest set of a scenario's settings that gives a post the scenario's holder.

Laid on the scheme alone, the set gives it; no smaller one does. The search is told slates and knows no solver. One
setting at a time is tried first; what no single one explains is narrowed down from a set that does give the name (by
halving it, *delta debugging*: no setting of the set that is left can be left out), and where the budget allows all
the smaller sets are tried too. What was not tried is never called smallest.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from itertools import combinations
from math import comb

Holders = dict[str, str]  # post → cadre, "" where it is left empty
Subset = frozenset[int]  # of a scenario's settings, by their place in it
Wanted = Generator[list[Subset], None, bool]  # the subsets to be solved next; False where the budget is used up


@dataclass(frozen=True)
class Told:
    """What came of a solve. ``sure``: proven, a slate or that there is none; else nothing follows from it."""

    holders: Holders | None
    sure: bool = True


@dataclass(frozen=True)
class Cause:
    """``settings``: by their place; ``minimal``: none of them can be left out; ``smallest``: no smaller set does it."""

    settings: tuple[int, ...]
    smallest: bool
    minimal: bool


class Search:
    """The causes of one scenario. Run ``wanted``, ``tell`` it a slate for each subset it yields, read ``found``."""

    def __init__(self, count: int, base: Holders, goal: Holders, most: int) -> None:
        self.base, self.goal, self.count, self.left = base, goal, count, most
        self.whole: Subset = frozenset(range(count))
        self.known: dict[Subset, Told] = {frozenset(): Told(base), self.whole: Told(goal)}
        self.posts = sorted(p for p in base.keys() | goal.keys() if base.get(p, "") != goal.get(p, ""))
        self.found: dict[str, Cause] = {}
        self.tried = 0  # all subsets of at most this many settings are solved, each for sure

    def tell(self, subset: Subset, told: Told) -> None:
        """The slate under these settings."""
        self.known[subset] = told

    def wanted(self) -> Generator[list[Subset], None, None]:
        """The subsets whose slates are needed next, time and again until all is known that can be."""
        if not self.posts:
            return
        yield from self._level(1)
        left = [post for post in self.posts if post not in self.found]
        yield from self._narrowed([post for post in left if self._near(post)])
        yield from self._narrowed([post for post in left if post not in self.found])  # what is known by now helps
        while any(not cause.smallest for cause in self.found.values()):
            if not (yield from self._level(self.tried + 1)):
                return

    def _level(self, size: int) -> Wanted:
        """All subsets of a size, where the budget allows, and the causes that come to light."""
        if comb(self.count, size) > self.left + len(self.known):
            return False
        every = [frozenset(chosen) for chosen in combinations(range(self.count), size)]
        if not (yield from self._learn(every)):
            return False
        for post in self.posts:
            cause = self.found.get(post)
            if cause is None or len(cause.settings) > size:
                gives = next((subset for subset in every if self._gives(subset, post)), None)
                if gives is not None:
                    self.found[post] = Cause(tuple(sorted(gives)), smallest=self.tried >= size - 1, minimal=True)
        if not all(self.known[subset].sure for subset in every):
            return False  # nothing larger can be called smallest any more
        self.tried = size
        for post, cause in self.found.items():
            if len(cause.settings) <= size + 1 and not cause.smallest:
                self.found[post] = Cause(cause.settings, smallest=True, minimal=True)
        return True

    def _learn(self, subsets: Iterable[Subset]) -> Wanted:
        need = [subset for subset in dict.fromkeys(subsets) if subset not in self.known]
        if len(need) > self.left:
            return False
        self.left -= len(need)
        if need:
            yield need
        return True

    def _gives(self, subset: Subset, post: str) -> bool:
        told = self.known[subset]
        return told.sure and told.holders is not None and told.holders.get(post, "") == self.goal.get(post, "")

    def _narrowed(self, posts: list[str]) -> Generator[list[Subset], None, None]:
        """A minimal set for each post; the searches go side by side, so that what they all ask for is solved once."""
        searches = {post: self._narrow(post) for post in posts}
        asked = {post: subset for post, search in searches.items() if (subset := self._next(post, search))}
        while asked:
            new = [subset for subset in dict.fromkeys(asked.values()) if subset not in self.known]
            yield from self._learn(new[: self.left])  # who asked for the others makes do with what is known
            asked = {
                post: subset for post in asked if (subset := self._next(post, searches[post], asked[post])) is not None
            }

    def _next(self, post: str, search: _Narrow, answered: Subset | None = None) -> Subset | None:
        """The next subset a search asks for; None where it has ended, with its cause noted."""
        try:
            if answered is None:
                return next(search)
            told = self.known.get(answered)
            return search.send(None if told is None or not told.sure else self._gives(answered, post))
        except StopIteration as end:
            settings, minimal = end.value
            small = minimal and len(settings) <= self.tried + 1
            self.found[post] = Cause(tuple(sorted(settings)), smallest=small, minimal=minimal)
            return None

    def _narrow(self, post: str) -> _Narrow:
        yield from self._guess(post)
        giving = [sorted(subset) for subset in self.known if self._gives(subset, post)]
        kept, minimal, parts = min(giving, key=lambda one: (len(one), one)), True, 2
        while len(kept) > 1:
            chunks = [kept[len(kept) * at // parts : len(kept) * (at + 1) // parts] for at in range(parts)]
            rests = [[one for one in kept if one not in chunk] for chunk in chunks] if parts > 2 else []
            minimal = True
            for trial in [*chunks, *rests]:
                gives = yield frozenset(trial)
                minimal &= gives is not None  # not told, or not for sure
                if gives:
                    parts = 2 if trial in chunks else parts - 1
                    kept = trial
                    break
            else:
                if parts == len(kept):
                    break
                parts = min(len(kept), 2 * parts)
        return frozenset(kept), minimal or len(kept) == 1

    def _guess(self, post: str) -> Generator[Subset, bool | None, None]:
        """Likely sets: what is near the post, or it and one more setting, looked for by halving."""
        near = self._near(post)
        rest = [at for at in range(self.count) if at not in near]
        if not near or (len(near) > 1 and (yield frozenset(near))):
            return
        while len(rest) > 1:
            half = rest[: len(rest) // 2]
            rest = half if (yield frozenset(near + half)) else rest[len(half) :]
        yield frozenset(near + rest)

    def _near(self, post: str) -> list[int]:
        """The settings that alone move the post's holder, or the people it goes from and to: a likely set."""
        people = {self.base.get(post, ""), self.goal.get(post, "")} - {""}
        found = []
        for at in range(self.count):
            told = self.known.get(frozenset((at,)))
            if told is not None and told.holders is not None:
                moved = {p for p, cadre in told.holders.items() if cadre != self.base.get(p, "")}
                who = {holders.get(p, "") for p in moved for holders in (self.base, told.holders)}
                if post in moved or who & people:
                    found.append(at)
        return found


_Narrow = Generator[Subset, bool | None, tuple[Subset, bool]]
