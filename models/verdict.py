"""Why a cadre is, or is not, in a post: one verdict a pair, every price found by solving again.

``chosen`` and ``stays`` as the slate has it; ``ineligible`` and ``pending`` by the rules' own verdicts; else the pair
is forced in and everything made best again: ``equal`` (in every tier but the published order), ``costs``, or
``blocked`` (no slate has it and meets every must: the smallest conflict is named); ``unknown`` where time ran out.
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
from models.conflict import against
from models.judge import of_pair
from models.price import ORDER, Pricer, Wish, on_threads
from models.slate import Slate

RANK = ("chosen", "stays", "equal", "costs", "unknown", "blocked", "pending", "ineligible")  # for a post's list


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
    conflict: list[tuple[str, str]] = field(default_factory=list)

    @property
    def rank(self) -> tuple[int, list[int]]:
        """For the list of a post: the better verdict first, the smaller price first."""
        return RANK.index(self.verdict), list(self.tiers.values())


class Explainer:
    """Answers about the slate of a draft. ``before``: its tier values; ``seconds``: for all answers together, 0 = no
    limit."""

    def __init__(self, draft: Draft, slate: Slate, before: dict[str, int], seconds: float = 0) -> None:
        self.case, self.draft, self.slate, self.seconds = draft.case, draft, slate, seconds
        self.before = {tier: value for tier, value in before.items() if tier != ORDER}
        self._pricer: Pricer | None = None
        posts, cadres = self.case.posts, self.case.cadres
        self._title, self._sits = (posts[name].tolist() for name in ("title", "holder"))
        self._seat, self._leaving = cadres["seat"].tolist(), cadres["leaving"].tolist()

    @property
    def pricer(self) -> Pricer:
        """Built when first asked."""
        self._pricer = self._pricer or self._new_pricer()
        return self._pricer

    def _new_pricer(self) -> Pricer:
        return Pricer(self.draft.program, self.before, self.seconds)

    def answer(self, cadre: int, post: int) -> Answer:
        """The verdict on a cadre (row) for a post (row), with the slate it would make, and with what a conclusion would
        bring."""
        known = self._known(cadre, post)
        if known.verdict == "pending":
            gained = gains(self.case, [cadre], self.before, self.seconds).get(cadre, {})
            return replace(known, tiers=gained)
        wishes = self._wishes(known)
        return self._priced(known, wishes, self.pricer, whole=True) if wishes else known

    def answers(
        self, asked: Iterable[tuple[int, int]], threads: int = 1, told: Callable[[int], None] | None = None
    ) -> list[Answer]:
        """Verdicts with prices, without the slates they would make; on so many threads, the same whatever their
        number. ``told`` hears after each price how many there are in all."""
        known = [self._known(cadre, post) for cadre, post in asked]
        wanted = [(at, wishes) for at, one in enumerate(known) if (wishes := self._wishes(one))]

        def work(item: tuple[int, list[Wish]], pricer: Pricer, _: threading.Event) -> None:
            at, wishes = item
            known[at] = self._priced(known[at], wishes, pricer, whole=False)
            if told:
                told(len(wanted))

        on_threads(threads, self._new_pricer, wanted, work)
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
            return replace(known, verdict="blocked", conflict=self._conflict(wishes[0]) if whole else [])
        ways = [way for way in zip(prices, wishes, strict=True) if not way[0].blocked]
        if not all(price.tiers for price, _ in ways):
            return known
        price, wish = min(ways, key=lambda way: list(way[0].tiers.values()))
        verdict = "equal" if price.tiers == self.before else "costs"
        if not whole:
            return replace(known, verdict=verdict, tiers=price.tiers)
        made = pricer.slate(wish, price).made
        holder = None if made is None else Slate.of_pairs(self.case, self.draft.pairs.iloc[made]).holder
        return replace(known, verdict=verdict, tiers=price.tiers, holder=holder)

    def _conflict(self, wish: Wish) -> list[tuple[str, str]]:
        """The demands that keep the wish from being granted, none of them to spare."""
        program = self.draft.program
        shut = [col for col, value in wish.items() if program.upper[col] < value]
        if shut:
            return [(rule, "") for rule in self.draft.closed_by(shut[0])]
        return [(demand.rule, demand.where) for demand in against(program, wish).demands]


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
