"""Why a cadre is, or is not, in a post: one verdict a pair, every price found by solving again.

``chosen`` and ``stays`` as the slate has it; ``ineligible`` and ``pending`` by the rules' own verdicts; else the pair
is forced in and everything made best again: ``equal`` (in every tier but the published order), ``costs``, or
``blocked`` (no slate has it and meets every must: a minimal conflict is named); ``better`` where the slate asked about
is not the best there is; ``unknown`` where time ran out.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from models.build import Draft
from models.calendar import Ints
from models.case import Case
from models.clearing import gains
from models.conflict import Cause, causes
from models.judge import of_pair
from models.price import ORDER, Pricer, Wish, on_threads
from models.question import Demand, Question
from models.slate import Slate

RANK = (
    "chosen",
    "stays",
    "better",
    "equal",
    "costs",
    "unknown",
    "blocked",
    "pending",
    "ineligible",
)  # for a post's list


@dataclass(frozen=True)
class Answer:
    """One verdict. ``cadre``, ``post``: rows; ``tiers``: the values of the slate with the pair in it (of a pending one:
    with all points of the cadre concluded); ``holder``: who would hold each post, where that slate was asked for."""

    cadre: int
    post: int
    verdict: str
    refused: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    tiers: dict[str, int] = field(default_factory=dict)
    holder: Ints | None = None
    conflict: list[Cause] = field(default_factory=list)

    @property
    def rank(self) -> tuple[int, list[int]]:
        """For the list of a post: the better verdict first, the smaller price first."""
        return RANK.index(self.verdict), list(self.tiers.values())


class Explainer:
    """Answers about the slate of a draft. ``before``: its tier values; ``proven``: whether it is known to be the best;
    ``seconds``: for all answers together, 0 = no limit."""

    def __init__(
        self, draft: Draft, slate: Slate, before: dict[str, int], seconds: float = 0, *, proven: bool = True
    ) -> None:
        self.case, self.draft, self.slate, self.seconds, self.proven = draft.case, draft, slate, seconds, proven
        self.before = {tier: value for tier, value in before.items() if tier != ORDER}
        posts, cadres = self.case.posts, self.case.cadres
        self._title, self._sits = (posts[name].tolist() for name in ("title", "holder"))
        self._seat, self._leaving = cadres["seat"].tolist(), cadres["leaving"].tolist()

    def _new_pricer(self) -> Pricer:
        return Pricer(self.draft.program, self.before, self.seconds, proven=self.proven)

    def answers(
        self,
        asked: Iterable[tuple[int, int]],
        threads: int = 1,
        told: Callable[[int], None] | None = None,
        *,
        whole: bool = False,
    ) -> list[Answer]:
        """Verdicts on cadres for posts (rows), with prices; ``whole``: also the slates they would make, what is in the
        way of those that are blocked, and what a conclusion would bring. On so many threads, the same whatever their
        number. ``told`` hears after each price how many there are in all."""
        known = [self._known(cadre, post) for cadre, post in asked]
        wanted = [(at, wishes) for at, one in enumerate(known) if (wishes := self._wishes(one))]

        def work(item: tuple[int, list[Wish]], pricer: Pricer, _: threading.Event) -> None:
            at, wishes = item
            known[at] = self._priced(known[at], wishes, pricer, whole=whole)
            if told:
                told(len(wanted))

        if wanted:
            on_threads(min(threads, len(wanted)), self._new_pricer, wanted, work)
        if whole:
            waits = dict.fromkeys(one.cadre for one in known if one.verdict == "pending")
            gained = gains(self.case, waits, self.before, self.seconds)
            for at, one in enumerate(known):
                if one.verdict == "pending":
                    known[at] = replace(one, tiers=gained.get(one.cadre, {}))
        return known

    # --- inside ---------------------------------------------------------------------------------
    def _known(self, cadre: int, post: int) -> Answer:
        """What can be said without a solve; ``unknown`` for what has to be priced."""
        held = [seat for seat in np.flatnonzero(self.slate.holder == cadre) if self._title[seat] == self._title[post]]
        if held:
            return Answer(cadre, int(held[0]), "stays" if self._sits[held[0]] == cadre else "chosen")
        if self._sat(cadre, post):
            if not self._leaving[cadre]:
                return Answer(cadre, post, "unknown")
            return Answer(cadre, post, "ineligible", ["retirement"] * (self._leaving[cadre] == "retirement"))
        refused, pending = of_pair(self.case, cadre, post)
        verdict = "ineligible" if refused else "pending" if pending else "unknown"
        return Answer(cadre, post, verdict, refused, pending)

    def _sat(self, cadre: int, post: int) -> bool:
        seat = self._seat[cadre]
        return bool(seat >= 0 and self._title[seat] == self._title[post])

    def _wishes(self, known: Answer) -> list[Wish]:
        """The ways to put the cadre into a seat of that title, or the one to leave him there; none where nothing is to
        be priced."""
        if known.verdict != "unknown":
            return []
        pairs = self.draft.pairs
        if self._sat(known.cadre, known.post):
            return [{int(col): 0 for col in np.flatnonzero(pairs["cadre"] == known.cadre)}]
        there = (pairs["cadre"] == known.cadre) & (pairs["title"] == self._title[known.post])
        return [{int(col): 1} for col in np.flatnonzero(there)]

    def _priced(self, known: Answer, wishes: list[Wish], pricer: Pricer, *, whole: bool) -> Answer:
        """The best of the ways; what it costs, or what is in the way."""
        prices = [pricer.price(wish) for wish in wishes]
        if all(price.blocked for price in prices):
            return replace(known, verdict="blocked", conflict=self._conflict(known, wishes) if whole else [])
        ways = [way for way in zip(prices, wishes, strict=True) if not way[0].blocked]
        if not all(price.tiers for price, _ in ways):
            return known
        price, wish = min(ways, key=lambda way: list(way[0].tiers.values()))
        before, after = list(self.before.values()), list(price.tiers.values())
        verdict = "equal" if after == before else "costs" if after > before else "better"
        if not whole:
            return replace(known, verdict=verdict, tiers=price.tiers)
        made = pricer.slate(wish, price).made
        holder = None if made is None else Slate.of_pairs(self.case, self.draft.pairs.iloc[made]).holder
        return replace(known, verdict=verdict, tiers=price.tiers, holder=holder)

    def _conflict(self, known: Answer, wishes: list[Wish]) -> list[Cause]:
        """The demands that keep the cadre from every seat of that title, none of them to spare."""
        upper = self.draft.program.upper
        ways = [col for wish in wishes for col, value in wish.items() if upper[col] < value]
        if len(ways) == len(wishes):  # each seat takes nobody, whoever it is
            groups = [self.draft.group_names[group] for group in self.draft.pairs["group"].iloc[ways]]
            shut = [
                Demand(self.draft.closed_by(col)[0], name, "closed") for col, name in zip(ways, groups, strict=True)
            ]
            return [(of, [of]) for of in shut]
        return causes(Question(self.case, (known.cadre, self._title[known.post])).posed())


def considered(case: Case, cadre: int | None, post: int | None) -> list[tuple[int, int]]:
    """(cadre, post) rows to ask about: a pair itself; all who are planned for a post or sit there; all posts a cadre is
    planned for or sits in (of seats alike the first)."""
    if cadre is not None and post is not None:
        return [(cadre, post)]
    title, pool, posts = case.posts["title"].to_numpy(), case.pool, case.posts
    found: dict[tuple[int, int], tuple[int, int]] = {}
    sits = zip(posts["holder"].tolist(), range(len(posts)), strict=True)
    for who, where in [*sits, *zip(pool["cadre"].tolist(), pool["post"].tolist(), strict=True)]:
        if who >= 0 and (who == cadre or (post is not None and title[where] == title[post])):
            found.setdefault((who, int(title[where])), (who, where))
    return list(found.values())
