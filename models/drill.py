"""The decline drill: what becomes of the slate should one nominee, and then another, decline.

Whoever declines is appointed nowhere: he or she stays in the seat held, or leaves it if leaving it was. A pin on that
person falls, all others hold. The repair changes the fewest posts, and of such slates is the best tier by tier, the
last tie settled as in the slate itself; both are proven. Where it leaves the seat empty, the same is asked of the
slates in which somebody steps in: that there is none, or no slate at all, makes the nominee a single point of failure.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from models.build import Draft
from models.changes_tier import CHANGES, Change, changed, with_changes
from models.price import ORDER, Pricer, Wish, on_threads
from models.program import FAR, Totals
from models.rule import Ask, Finding
from models.rules import RULES
from models.share import Share
from models.slate import Slate
from models.solve import groups_of


@dataclass(frozen=True)
class Repair:
    """A slate without the nominee: the posts that change hands, and its tiers but ``order``."""

    slate: Slate
    changes: list[Change]
    tiers: dict[str, int]


@dataclass(frozen=True)
class Decline:
    """What follows if ``cadre`` declines ``post`` (rows). ``steps_in``: who takes the seat in ``repair``, -1 nobody.

    ``filled``: the repair with somebody in the seat, where ``repair`` leaves it empty and there is one; ``best``: the
    tiers of the best slate there is without the nominee, however many posts change. ``known``: time did not run out.
    """

    cadre: int
    post: int
    known: bool
    repair: Repair | None = None
    filled: Repair | None = None
    best: dict[str, int] | None = None

    @property
    def steps_in(self) -> int:
        return _steps_in(self.repair, self.post)

    @property
    def single(self) -> bool:
        """A single point of failure: nobody can step in, or a must falls and there is no slate."""
        return self.known and self.steps_in < 0 and self.filled is None


def shares(slate: Slate) -> list[tuple[str, Finding]]:
    """The lines of the yearly shares: rule and finding, by province."""
    case, law = slate.case, slate.case.law
    own = [rule for rule in RULES if rule.check and isinstance(getattr(rule.check, "__self__", None), Share)]
    return [
        (rule.id, finding)
        for rule in own
        if rule.check and law.strength(rule.id) != "off"
        for finding in rule.check(slate, Ask(rule.id, law, case))
    ]


def _steps_in(repair: Repair | None, post: int) -> int:
    return next((change.after for change in repair.changes if change.post == post), -1) if repair else -1


class Drill:
    """Asks of the slate of a draft. ``before``: its proven tier values; ``seconds``: for all together, 0 = no limit."""

    def __init__(self, draft: Draft, slate: Slate, before: dict[str, int], seconds: float = 0) -> None:
        self.draft, self.slate, self.seconds = draft, slate, seconds
        self.before = {tier: value for tier, value in before.items() if tier != ORDER}
        self.program = with_changes(draft, slate.holder)
        self._plain = groups_of(draft.program, ORDER)
        made = slate.appointments
        self._asked = list(zip(made["cadre"].tolist(), made["post"].tolist(), strict=True))
        self._missing = {group: self._short_of(group) for group in sorted(set(made["group"]))}
        self._pins = self._loosened()

    def declines(self, threads: int = 1, told: Callable[[int], None] | None = None) -> list[Decline]:
        """One for each appointment, in the order of posts; the same whatever the number of threads. ``told`` hears
        after each how many there are."""
        found: dict[tuple[int, int], Decline] = {}

        def work(item: tuple[int, int], pricer: Pricer, _: threading.Event) -> None:
            found[item] = self._decline(*item, pricer)
            if told:
                told(len(self._asked))

        on_threads(threads, self._pricer, self._asked, work)
        return [found[item] for item in self._asked]

    # --- the program ----------------------------------------------------------------------------
    def _pricer(self) -> Pricer:
        return Pricer(self.program, {CHANGES: 1} | self.before, self.seconds)  # the nominee's own post always changes

    def _short_of(self, group: int) -> int:
        """A column that is at least the number of holders the group has less than in the slate; fixed at 0, the seat
        has to be filled."""
        at = np.where(np.arange(len(self.draft.groups)) == group, 0, -1)
        there = int((self.slate.holder[self.draft.case.seats_of_group[group]] >= 0).sum())
        col, name = self.program.column(0, there), self.draft.group_names[group]
        holders = self.draft.holders(at, [name]) + Totals.of([name], [0], [col], 1)
        self.program.require(CHANGES, holders, there, FAR)
        return col

    def _loosened(self) -> dict[int, int]:
        """Cadre → a column which, at 1, takes that person's pin out of the program."""
        names, rows, found = self.draft.case.cadres["cadre_id"].tolist(), self.program.rows, {}
        for cadre in {cadre for cadre, _ in self._asked} & {cadre for cadre, _ in self.draft.case.pins}:
            found[cadre] = self.program.column(0, 1)
            for at, row in enumerate(rows):
                if row.rule == "intervention" and row.where == names[cadre]:
                    rows[at] = replace(row, col=np.append(row.col, found[cadre]), coef=np.append(row.coef, 1))
        return found

    # --- one nominee ----------------------------------------------------------------------------
    def _decline(self, cadre: int, post: int, pricer: Pricer) -> Decline:
        wish: Wish = {int(col): 0 for col in np.flatnonzero(self.draft.pairs["cadre"] == cadre)}
        wish |= {col: int(who == cadre) for who, col in self._pins.items()}
        repair, known = self._repair(wish, post, pricer)
        if repair is None:
            return Decline(cadre, post, known)
        filled = None
        if _steps_in(repair, post) < 0:
            group = int(self.draft.case.posts["group"].to_numpy()[post])
            filled, known = self._repair(wish | {self._missing[group]: 0}, post, pricer)
        best = pricer.price(wish, self.before, self._plain).tiers if repair.tiers != self.before else self.before
        return Decline(cadre, post, known and bool(best), repair, filled, best or None)

    def _repair(self, wish: Wish, post: int, pricer: Pricer) -> tuple[Repair | None, bool]:
        """The slate of fewest changes, and whether it, or that there is none, is proven."""
        price = pricer.price(wish)
        if price.blocked or not price.tiers:
            return None, price.blocked
        made = pricer.slate(wish, price).made
        if made is None:
            return None, False
        slate = Slate.of_pairs(self.draft.case, self.draft.pairs.iloc[made])
        tiers = {tier: value for tier, value in price.tiers.items() if tier != CHANGES}
        return Repair(slate, changed(self.draft.case, self.slate.holder, slate.holder, post), tiers), True
