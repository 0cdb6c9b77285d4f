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
from models.case import LEVEL, STUDYING, Case
from models.judge import of_pair
from models.tables import Round

Judge = Callable[[Round], Case]  # the round under the law of its date
Value = str | int | bool
Cells = dict[str, Any]
MOST = 4  # cells changed together
TRIES = 4  # how often a day is looked for again because the law of that day asks for more
AWAY = "KHAC"  # a locality that is none of the round's
WAITS = ("discipline_wait", "rotation_length", "time_in_post", "planned")


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
        self.pair = self._pair(self.case)

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
        return Path(self.cadre, self.post, refused, pending, ways, left)

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
            blank = {"source": "in_place", "support": -1, "reason": "", "return_plan": ""}
            more = pd.DataFrame([row | blank])
            return replace(round_, pool=pd.concat([round_.pool, more], ignore_index=True))
        pool = round_.pool.copy()
        mine = (pool["cadre_id"] == self.cadre) & (pool["post_id"] == self.planned_for)
        pool.loc[mine, change.column] = change.value
        return replace(round_, pool=pool)

    def _rows(self, case: Case) -> tuple[int, int]:
        who = int(np.flatnonzero(case.cadres["cadre_id"] == self.cadre)[0])
        return who, int(np.flatnonzero(case.posts["post_id"] == self.post)[0])

    def _blocked(self, case: Case) -> tuple[list[str], list[str]]:
        return of_pair(case, *self._rows(case))

    def _pair(self, case: Case) -> Cells:
        """The pair as the rules see it."""
        who, post = self._rows(case)
        group = case.posts["group"].tolist()[post]
        mine = case.pairs[(case.pairs["cadre"] == who) & (case.pairs["group"] == group)]
        row = mine["row"].to_numpy()[:1] if len(mine) else np.array([-1])
        pair = case.describe(np.array([who]), np.array([group]), row)
        return {str(name): pair[name].iat[0] for name in pair}

    @staticmethod
    def _apart(way: Way) -> bool:
        """Whether no cell is changed twice."""
        cells = [(change.table, change.column) for change in way]
        return len(set(cells)) == len(cells)

    def _menu(self, rules: list[str]) -> tuple[list[Change], list[str]]:
        """What may be tried against these rules, and the rules nothing may be tried against."""
        menu: list[Change] = []
        left = []
        for rule in rules:
            mine = list(self._against(rule))
            menu += [change for change in mine if change not in menu]
            if not mine:
                left.append(rule)
        return menu, left

    def _against(self, rule: str) -> Iterator[Change]:
        """The changes that might satisfy one rule, the least first."""
        pair = self.pair
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
            sector = self.case.law.scheme.sectors[pair["sector"]]
            yield from (Change("cadres", "degree_field", field) for field in (*sector.exact, *sector.near))
        elif rule == "rotation_plan":
            yield Change("pool", "return_plan", "–")
        elif rule == "planned" and pair["row"] < 0:
            yield Change("pool", "post_id", self.post)
        elif rule == "non_local" and pair["locality"]:
            places = ("native_locality", "birth_locality")
            yield from (Change("cadres", place, AWAY) for place in places if not pair[place])
        elif rule == "time_in_post" and not pair["in_post_since"]:
            months = self.case.law.number(rule, "months")
            yield Change("cadres", "in_post_since", _real(int(add_months(self.case.law.date, -months))))
        elif rule in WAITS:
            yield from (Change("round", "date", day) for day in self._day(rule))

    def _day(self, rule: str) -> list[int]:
        """The first day on which ``rule`` no longer stands in the way, under the law of that day."""
        case = self.case
        for _ in range(TRIES):
            day = _free_on(rule, self._pair(case), case)
            if day <= case.law.date:
                return []
            case = self.judge(self.made((Change("round", "date", day),)))
            if rule not in self._blocked(case)[0]:
                return [day]
        return []


def _free_on(rule: str, row: Cells, case: Case) -> int:
    """The day ``rule`` would admit the pair by the law of the case."""
    number = case.law.number
    if rule == "planned":
        return int(row["planned_on"])
    if rule == "discipline_wait":
        return _real(int(add_months(row["discipline_date"], number(rule, row["discipline"]))))
    if rule == "time_in_post":
        return _real(int(add_months(row["in_post_since"], number(rule, "months"))))
    ends = [int(row["rotation_ends"])] if row["rotation_ends"] else []
    if row["rotated_since"]:
        ends.append(_real(int(add_months(row["rotated_since"], number(rule, "months")))))
    return min(ends)


def _real(day: int) -> int:
    """The day itself, or the first of the next month where the month has no such day."""
    year, month = day // 10000, day // 100 % 100
    return day if day % 100 <= monthrange(year, month)[1] else int(add_months(day // 100 * 100 + 1, 1))


def _with(table: pd.DataFrame, key: str, name: str, change: Change) -> pd.DataFrame:
    changed = table.copy()
    changed.loc[changed[key] == name, change.column] = change.value
    return changed
