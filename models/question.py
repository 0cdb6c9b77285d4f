"""A case posed so that it can be asked why there is no slate: what keeps a pinned pair out is a row like any other.

A pair the Standing Committee has agreed to or chosen is pinned too, by its decision.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.build import Draft
from models.calendar import Bools, Ints
from models.case import Case
from models.judge import verdicts
from models.program import FAR, Part, Row, Totals
from models.replan import DECISION
from models.rule import ADMITTED, REFUSED, Ask, Rule
from models.rules import BY_ID

# Rows that only define sums or hold seats: nobody's demand.
DEFINITIONS = ("total", "held", "untouched", "levels", "wish")
PIN = "intervention"


class Demand(NamedTuple):
    """A must of one rule at one place: see ``Row``."""

    rule: str
    where: str
    part: Part = ""
    who: str = ""


def demand(row: Row) -> Demand | None:
    """Whose demand a row is; None where it is nobody's: a definition, or a bound with a shortfall beside it."""
    if row.rule in DEFINITIONS or row.part == "soft":
        return None
    return Demand(row.rule, row.where, row.part, row.who)


class Question(Draft):
    """A draft in which the pinned pairs a rule refuses or leaves pending are columns too, kept at 0 by a row of
    each such rule, and in which a closed seat somebody is pinned to is closed by a row.

    ``hangs``: columns admitted only because they are pinned → the pin's demand. ``wish``: a cadre who is to hold a
    title after the round, newly or still (rows); that is no demand, but what the demands are asked about.
    """

    def __init__(self, case: Case, wish: tuple[int, int] | None = None) -> None:
        state, refused, pending = verdicts(case, case.pairs)
        kept = self._kept(case)
        pinned = case.pinned(case.pairs) | (kept != "")
        also = pinned & (state != ADMITTED)
        super().__init__(case, also)
        column = np.cumsum((state == ADMITTED) | also) - 1
        for rule in refused:
            for at in np.flatnonzero(also & (refused[rule] | pending[rule])).tolist():
                cadre = str(case.pairs["cadre_id"].iat[at])
                self._keep_out(rule, kept[at] or pinned_to(case, cadre), column[[at]], "pair", cadre)
        self._pinned = pinned[(state == ADMITTED) | also]
        waived = np.array([post in case.decided.waived for post in kept], dtype=bool)
        self.hangs = self._hanging() | {int(column[at]): Demand(DECISION, kept[at]) for at in np.flatnonzero(waived)}
        self._wish = wish

    def posed(self) -> Self:
        """With every rule in force posed, and the wish."""
        super().posed()
        if self._wish is not None:
            cadre, title = self._wish
            there = self.case.groups["title"].to_numpy() == title
            self.program.require("wish", self.sits([cadre], [there], [""]), 1, FAR)
        return self

    def free(self, place: Any, where: list[str]) -> Totals:
        """Seats left to be held; none, and never fewer, where a seat has more holders than one: that it has but one may
        be among the demands given up."""
        place = np.asarray(place, dtype=np.int64)
        groups = np.flatnonzero(place >= 0)
        number = np.full(len(place), -1)
        number[groups] = np.arange(len(groups))
        empty = self.empties(number, [self.group_names[group] for group in groups])
        low, high = self.program.reach(empty)
        open_, to = low < 0, place[groups]
        none = [self.program.column(0, 1) for _ in np.flatnonzero(open_)]
        left = [self.program.column(0, max(0, int(most))) for most in high[open_]]
        tight = empty.only(open_)
        names, at = tight.where, np.arange(len(left))
        let_off = Totals.of(names, at, none, -low[open_])
        self.program.require("one_seat", tight + Totals.of(names, at, left, -1), 0, FAR)  # as long as it is demanded
        self.program.require("held", tight + let_off + Totals.of(names, at, left, -1), 0, FAR)
        shut = Totals.of(names, at, none, -np.maximum(0, high[open_])).plus(np.maximum(0, high[open_]))
        self.program.require("held", shut + Totals.of(names, at, left, -1), 0, FAR)
        rest = empty.only(~open_)
        const = np.zeros(len(where), dtype=np.int64)
        np.add.at(const, to[~open_], rest.const)
        whole = Totals(where, to[~open_][rest.row], rest.col, rest.coef, const)
        return whole + Totals.of(where, to[open_], left, 1)

    @staticmethod
    def _kept(case: Case) -> NDArray[np.object_]:
        """Of each pair the post a decision keeps it for; a post decided on is a group of its own."""
        post = np.asarray(case.groups["decided"], dtype=object)[case.pairs["group"]]
        mine = [case.decided.kept.get(at) == who for at, who in zip(post, case.pairs["cadre_id"], strict=True)]
        return np.where(np.array(mine, dtype=bool), post, "")

    def close(self, rule: Rule, groups: Bools) -> None:
        """Nobody is appointed to these groups; by a row where somebody is pinned there."""
        if self.case.law.strength(rule.id) != "must":
            super().close(rule, groups)
            return
        group = self.pairs["group"].to_numpy()
        asked = np.zeros(len(groups), dtype=bool)
        asked[group[self._pinned]] = True
        if self._wish is not None:
            cadre, title = self._wish
            there = (self.pairs["cadre"] == cadre) & (self.pairs["title"] == title)
            asked[group[there]] = True
        super().close(rule, groups & ~asked)
        for at in np.flatnonzero(groups & asked):
            self._keep_out(rule.id, self.group_names[at], np.flatnonzero(group == at), "closed")

    def _keep_out(self, rule: str, where: str, columns: Ints, part: Part, who: str = "") -> None:
        ones = np.ones(len(columns), dtype=np.int64)
        self.program.rows.append(Row(rule, where, columns.astype(np.int64), ones, 0, 0, part, who))

    def _hanging(self) -> dict[int, Demand]:
        lower = BY_ID["no_one_dropped"]
        law, case = self.case.law, self.case
        if lower.admits is None or law.strength(lower.id) != "must" or not self._pinned.any():
            return {}
        pairs = self.pairs[self._pinned]
        unpinned = replace(case, round_=replace(case.round_, interventions=case.round_.interventions.iloc[:0]))
        says = lower.admits(pairs, Ask(lower.id, law, unpinned))
        down = pairs[(says >= REFUSED) & ~case.excepted(pairs, lower.id)]
        return {int(str(at)): Demand(PIN, cadre) for at, cadre in down["cadre_id"].items()}


def pins_of(case: Case, cadre: str) -> pd.DataFrame:
    """The pins of a cadre, as the round has them."""
    acts = case.round_.interventions
    return acts[(acts["action"] == "pin") & (acts["cadre_id"] == cadre)]


def pinned_to(case: Case, cadre: str) -> str:
    """The post a pinned cadre is pinned to, as the first of the pins names it; there is but one title."""
    return str(min(pins_of(case, cadre)["post_id"]))
