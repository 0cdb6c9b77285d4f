"""Why a target in persons is missed, and what one more such person costs: counted, and found by solving again.

Seats held are left out everywhere: a target is reached here by people really appointed.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from models.build import Draft
from models.calendar import Bools, Ints
from models.case import Case
from models.conflict import Cause, causes
from models.judge import verdicts
from models.price import ORDER, Pricer, Wish, on_threads
from models.program import FAR, Totals
from models.question import Question
from models.rule import Ask, Finding
from models.rules import committee_2025, deputies_three_terms, heads_two_terms, women_share, young_share
from models.share import Quota, shortfall
from models.slate import Slate

QUOTAS: tuple[Quota, ...] = (
    women_share.SHARE,
    young_share.SHARE,
    *committee_2025.PARTS,
    heads_two_terms.SHARE,
    deputies_three_terms.SHARE,
)


@dataclass(frozen=True)
class Target:
    """A quota of one province (row of ``case.provinces``)."""

    case: Case
    quota: Quota
    place: int

    @property
    def ask(self) -> Ask:
        """The rule's numbers on the day."""
        return Ask(self.quota.rule, self.case.law, self.case)

    @property
    def percent(self) -> int:
        """So many in a hundred."""
        return self.quota.percent(self.ask)

    def on(self, case: Case) -> Target:
        """The same target of another case of this round."""
        return Target(case, self.quota, self.place)

    def such(self, pairs: pd.DataFrame) -> Bools:
        """The pairs which, if made, add a person to what the target counts (shape: pairs)."""
        return np.asarray(self.quota.such(pairs, self.ask) & (pairs["place"] == self.place), dtype=bool)

    def finding(self, slate: Slate) -> Finding:
        """The rule's own line, seats held included."""
        return self.quota.finding(slate, self.ask, self.place)

    def got(self, slate: Slate) -> int:
        """Persons counted: the year's before the round, or who stays, and who is appointed."""
        return self.quota.tally(slate, self.ask, self.place)[1]

    def missing(self, slate: Slate) -> int:
        """Persons missing, no seat held."""
        return shortfall(self.percent, *self.quota.tally(slate, self.ask, self.place))

    def totals(self, draft: Draft) -> tuple[Totals, Totals]:
        """(got, all), each a total of one place."""
        here = np.arange(len(self.case.provinces)) == self.place
        got, everything = self.quota.totals(draft, self.ask)
        return got.only(here), everything.only(here)


def targets(case: Case) -> list[Target]:
    """The targets in force, in the scheme's order, province by province."""
    asked = [quota for quota in QUOTAS if case.law.strength(quota.rule) not in ("off", "warning")]
    return [Target(case, quota, place) for quota in asked for place in range(len(case.provinces))]


# --- the waterfall ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Count:
    """Persons with at least one pair left, and their pairs (a person and a title)."""

    persons: int
    pairs: int


@dataclass(frozen=True)
class Step:
    """What is ``left`` after a rule; it ``refuses`` (or keeps waiting) so many pairs, ``alone`` no other rule does."""

    rule: str
    left: Count
    refuses: int
    alone: int


@dataclass(frozen=True)
class Waterfall:
    """From the pool to the slate, for the kind of person a target counts.

    ``planned`` for anything that would count; for a title with an ``open`` seat; left after each standard that refuses
    somebody (``steps``), then after each that keeps somebody ``waiting``; ``free``: every standard admits; ``chosen``;
    ``counted`` already, in the year before the round or in a seat kept. ``most``: the rule that refuses the most pairs
    of those planned for an open seat, empty where none does.
    """

    planned: Count
    open: Count
    steps: list[Step]
    waiting: list[Step]
    free: Count
    chosen: Count
    counted: int
    most: str


def open_groups(slate: Slate) -> Bools:
    """Groups (shape: groups) that take people and have a seat nobody keeps in this slate."""
    case = slate.case
    stayer = case.posts["stayer"].to_numpy()
    left = np.zeros(len(case.groups), dtype=bool)
    left[case.posts["group"].to_numpy()[(stayer < 0) | (slate.holder != stayer)]] = True
    return left & case.counted_groups


def waterfall(slate: Slate, target: Target) -> Waterfall:
    """Counted from the pool and the rules' verdicts alone."""
    pairs = slate.case.pairs
    _, refused, pending = verdicts(slate.case, pairs)
    such = target.such(pairs)
    planned = such & open_groups(slate)[pairs["group"]]
    left = planned.copy()
    steps: list[Step] = []
    waiting: list[Step] = []
    for by, found in ((refused, steps), (pending, waiting)):
        stopped = np.sum([rows.astype(np.int64) for rows in by.values()], axis=0)
        before = left.copy()
        for rule, rows in by.items():
            among = before if by is pending else planned
            if (among & rows).any():
                left = left & ~rows
                refuses = _count(pairs, among & rows).pairs
                alone = _count(pairs, among & rows & (stopped == 1)).pairs
                found.append(Step(rule, _count(pairs, left), refuses, alone))
    made = slate.appointments
    chosen = _count(made, target.such(made))
    worst = max(steps, key=lambda step: step.refuses, default=None)
    return Waterfall(
        _count(pairs, such),
        _count(pairs, planned),
        steps,
        waiting,
        _count(pairs, left),
        chosen,
        target.got(slate) - chosen.persons,
        worst.rule if worst else "",
    )


def _count(pairs: pd.DataFrame, mask: Bools) -> Count:
    titles = set(zip(pairs["cadre"][mask], pairs["title"][mask], strict=True))
    return Count(len({cadre for cadre, _ in titles}), len(titles))


# --- the price list ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class More:
    """The best slate with at least ``persons`` of the kind. ``verdict``: ``equal`` in every tier but the published
    order, ``costs``, ``impossible``, or ``unknown`` where time ran out. ``holder``: who would hold each post;
    ``missing``: how many persons the target would then lack; ``conflict``: the demands that make it impossible, none to
    spare, empty where the pool has no more such persons whom the standards admit."""

    persons: int
    verdict: str
    tiers: dict[str, int] = field(default_factory=dict)
    holder: Ints | None = None
    missing: int = 0
    conflict: list[Cause] = field(default_factory=list)


class PriceList:
    """Prices of more persons of a kind than ``slate`` has, for each target ``asked``. ``before``: its tiers' values.

    To the program a column is added for each target, "so many at least", which binds nothing until it is fixed.
    """

    def __init__(
        self, draft: Draft, slate: Slate, before: dict[str, int], asked: list[Target], seconds: float = 0
    ) -> None:
        self.draft, self.slate = draft, slate
        self.before = {tier: value for tier, value in before.items() if tier != ORDER}
        self.asked, self.seconds = asked, seconds
        self.columns = [self._column(target) for target in self.asked]

    def _column(self, target: Target) -> int:
        program = self.draft.program
        got, _ = target.totals(self.draft)
        _, most = program.reach(got)
        wanted = program.column(0, max(0, int(most[0])))
        program.require("target", got + Totals.of(got.where, [0], [wanted], -1), 0, FAR)
        return wanted

    def _question(self, target: Target, persons: int) -> Question:
        """The case with so many persons wished for."""
        question = Question(self.slate.case).posed()
        got, _ = target.totals(question)
        question.program.require("wish", got, persons, FAR)
        return question

    def lists(self, threads: int = 1) -> list[list[More]]:
        """Of each target in ``asked``; on so many threads, the same whatever their number."""
        wanted = [at for at, target in enumerate(self.asked) if target.missing(self.slate)]
        found: list[list[More]] = [[] for _ in self.asked]

        def work(at: int, pricer: Pricer, halt: threading.Event) -> None:
            found[at] = self._of(at, pricer, halt)

        on_threads(threads, lambda: Pricer(self.draft.program, self.before, self.seconds), wanted, work)
        return found

    # --- inside ---------------------------------------------------------------------------------
    def _of(self, target: int, pricer: Pricer, halt: threading.Event) -> list[More]:
        """One more person, two more, up to the target or to the first number that no slate has."""
        asked, case = self.asked[target], self.slate.case
        have, found = asked.got(self.slate), list[More]()
        lacks = asked.missing(self.slate)
        while lacks and not halt.is_set():
            have += 1
            last = found[-1] if found else None
            if last and last.holder is not None and asked.got(Slate(case, last.holder)) >= have:
                found.append(replace(last, persons=have))  # the best slate with one fewer has as many
                continue
            least = last.tiers if last else self.before
            found.append(self._more(asked, {self.columns[target]: have}, least, pricer))
            if found[-1].verdict in ("impossible", "unknown"):
                break
            lacks = found[-1].missing
        return found

    def _more(self, target: Target, wish: Wish, least: dict[str, int], pricer: Pricer) -> More:
        """``least``: the tiers of the best slate with a person fewer, which no slate with more can better."""
        (persons,) = wish.values()
        price = pricer.price(wish, least)
        if price.blocked:
            return More(persons, "impossible", conflict=causes(self._question(target, persons)))
        if not price.tiers:
            return More(persons, "unknown")
        made = pricer.slate(wish, price).made
        if made is None:
            return More(persons, "unknown")
        slate = Slate.of_pairs(self.slate.case, self.draft.pairs.iloc[made])
        verdict = "equal" if price.tiers == self.before else "costs"
        return More(persons, verdict, price.tiers, slate.holder, target.missing(slate))
