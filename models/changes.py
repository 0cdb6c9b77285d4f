"""What would make a person eligible for a post: the smallest change in the file, found by judging again.

Only what the person or those responsible can bring about is tried: a course, a degree, a rating, a conclusion, a row
of the planning pool, a plan for afterwards, a cell of the record left empty, and waiting. Never a birth date, a sex or
a native place that is known.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from models.calendar import add_months
from models.case import FROM_POOL, LEVEL, STUDYING, Case
from models.judge import described, of_pair
from models.people import ELSEWHERE
from models.tables import Round, with_rows
from models.waiting import WAITS, free_from

Judge = Callable[[Round], Case]  # the round under the law of its date
Value = str | int | bool
Cells = dict[str, Any]
MOST = 4  # cells changed together
DAYED = ("date", "in_post_since")  # changes whose value is a day
DAYS = 12  # days on which what has to change is looked at


@dataclass(frozen=True)
class Change:
    """One cell: ``table`` (``round``, ``cadres``, ``pool``), ``column``, its new ``value``; for a new row of the pool
    the column is ``post_id``, for waiting it is the round's ``date``."""

    table: str
    column: str
    value: Value


Way = tuple[Change, ...]


@dataclass(frozen=True)
class Path:
    """How a cadre gets from what the rules say now to being eligible for a post (both ids). ``ways``: every smallest
    set of changes; none where he or she is ``eligible``, or where nothing tried helps: then ``left`` names the rules
    that stand in the way."""

    cadre: str
    post: str
    refused: list[str]
    pending: list[str]
    ways: list[Way]
    left: list[str]

    @property
    def eligible(self) -> bool:
        """Whether every standard admits the pair as it is."""
        return not self.refused and not self.pending


class Changes:
    """The changes to try for one cadre and one post."""

    def __init__(self, judge: Judge, round_: Round, cadre: str, post: str) -> None:
        self.judge, self.round, self.cadre, self.post = judge, round_, cadre, post
        self.case = judge(round_)
        self.pair = described(self.case, *self._rows(self.case))

    def path(self) -> Path:
        """The smallest changes that make the pair admitted, each judged again on the whole round."""
        refused, pending = self._blocked(self.case)
        ways: list[Way] = []
        menu, left = self._menu([*refused, *pending])
        if menu and not left:
            for size in range(1, min(MOST, len(menu)) + 1):
                ways = [way for way in combinations(menu, size) if self._apart(way) and self.helps(way)]
                if ways:
                    break
            left = [] if ways else [*refused, *pending]
        return Path(self.cadre, self.post, refused, pending, _least(ways), left)

    def helps(self, way: Way) -> bool:
        """Whether the pair is admitted with these changes made."""
        refused, pending = self._blocked(self.judge(self.made(way)))
        return not refused and not pending

    def made(self, way: Way) -> Round:
        """The round with these changes made."""
        round_ = self.round
        for change in sorted(way, key=lambda one: one.column != "post_id"):  # the new row first
            round_ = self._made(round_, change)
        return round_

    @property
    def planned_for(self) -> str:
        """The post whose pool row speaks for the title."""
        row = int(self.pair["row"])
        return str(self.case.pool["post_id"].iat[row]) if row >= 0 else self.post

    # --- inside ---------------------------------------------------------------------------------
    def _made(self, round_: Round, change: Change) -> Round:
        if change.table == "round":
            return replace(round_, settings=replace(round_.settings, date=int(change.value)))
        if change.table == "cadres":
            return replace(round_, cadres=_with(round_.cadres, "cadre_id", self.cadre, change))
        if change.column == "post_id":
            row = {"cadre_id": self.cadre, "post_id": self.post, "planned_on": self.round.settings.date}
            return replace(round_, pool=with_rows(round_.pool, [FROM_POOL | {"source": "in_place"} | row]))
        pool = round_.pool.copy()
        mine = (pool["cadre_id"] == self.cadre) & (pool["post_id"] == self.planned_for)
        pool.loc[mine, change.column] = change.value
        return replace(round_, pool=pool)

    def _rows(self, case: Case) -> tuple[int, int]:
        who = int(np.flatnonzero(case.cadres["cadre_id"] == self.cadre)[0])
        return who, int(np.flatnonzero(case.posts["post_id"] == self.post)[0])

    def _blocked(self, case: Case) -> tuple[list[str], list[str]]:
        return of_pair(case, *self._rows(case))

    @staticmethod
    def _apart(way: Way) -> bool:
        """Whether no cell is changed twice."""
        cells = [(change.table, change.column) for change in way]
        return len(set(cells)) == len(cells)

    def _menu(self, rules: list[str]) -> tuple[list[Change], list[str]]:
        """What may be tried against these rules, and the rules nothing may be tried against. On a day waited for other
        rules may stand in the way, a later law being in force: what may be tried against those belongs to it too."""
        menu: list[Change] = []
        left = []
        for rule in rules:
            mine = list(self._against(rule, self.case))
            menu += [change for change in mine if change not in menu]
            if not mine:
                left.append(rule)
        at, looked = 0, 0
        while at < len(menu) and looked < DAYS:
            if menu[at].table == "round":
                looked += 1
                case = self.judge(self.made((menu[at],)))
                more = [change for rule in self._rules(case) for change in self._against(rule, case)]
                menu += [change for change in dict.fromkeys(more) if change not in menu]
            at += 1
        return menu, left

    def _rules(self, case: Case) -> list[str]:
        """The rules that refuse the pair or leave it pending."""
        refused, pending = self._blocked(case)
        return [*refused, *pending]

    def _against(self, rule: str, case: Case) -> Iterator[Change]:
        """The changes that might satisfy one rule under the law of the case, the least first."""
        pair = described(case, *self._rows(case))
        cells: dict[str, tuple[str, Value]] = {
            "evaluation": ("eval_1", "done"),
            "steady_work": ("eval_1", "good"),
            "political_standard": ("political_standard", "yes"),
            "open_question": ("open_question", False),
            "formal_training": ("degree_mode", "formal"),
        }
        if rule in cells:
            yield Change("cadres", *cells[rule])
        elif rule == "theory":
            need = LEVEL[pair["min_theory"]]
            if pair["studying_ok"]:
                yield from (Change("cadres", "theory", level) for level, to in STUDYING.items() if to == need)
            yield Change("cadres", "theory", pair["min_theory"])
        elif rule in ("specialist_field", "field_fit") and pair["sector"]:
            sector = case.law.scheme.sectors[pair["sector"]]
            yield from (Change("cadres", "degree_field", field) for field in (*sector.exact, *sector.near))
        elif rule == "rotation_plan":
            yield Change("pool", "return_plan", "–")
        elif rule == "planned" and pair["row"] < 0:
            yield Change("pool", "post_id", self.post)
        elif rule == "non_local" and pair["locality"]:
            places = ("native_locality", "birth_locality")
            yield from (Change("cadres", place, ELSEWHERE) for place in places if not pair[place])
        elif rule == "time_in_post" and not pair["in_post_since"]:
            months = case.law.number(rule, "months")
            yield Change("cadres", "in_post_since", _before(case.law.date, months))
        elif rule in WAITS:
            day = free_from(rule, pair, case.law)
            if day > case.law.date:
                yield Change("round", "date", day)


def _before(day: int, months: int) -> int:
    """The last day from which so many months are over on ``day``."""
    since = int(add_months(day, -months))
    return min(since, since // 100 * 100 + monthrange(since // 10000, since // 100 % 100)[1])


def _least(ways: list[Way]) -> list[Way]:
    """Of ways that differ in days alone the one that waits least; of those, that asks for least time served."""
    found: dict[tuple[Change | str, ...], Way] = {}
    for way in ways:
        apart_from_days = tuple(change.column if change.column in DAYED else change for change in way)
        best = found.get(apart_from_days)
        found[apart_from_days] = way if best is None else min(best, way, key=_asks)
    return list(found.values())


def _asks(way: Way) -> tuple[int, int]:
    """What a way asks in days: how late a round, how early a beginning."""
    days = {change.column: int(change.value) for change in way if change.column in DAYED}
    return days.get("date", 0), -days.get("in_post_since", 0)


def _with(table: pd.DataFrame, key: str, name: str, change: Change) -> pd.DataFrame:
    changed = table.copy()
    changed.loc[changed[key] == name, change.column] = change.value
    return changed
