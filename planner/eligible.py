"""What would make a person eligible: the smallest changes in the file, as rows for programs and in words.

A row: ``cadre``, ``post``, ``state`` (``eligible``, ``possible``, ``impossible``), ``refused_by``, ``pending_by``;
``ways``: every smallest set of changes, each change with ``table``, ``column``, ``cell`` (empty where the file has
none), ``before`` in words, the new ``value`` and a ``text``; ``left``: the rules nothing can be done about, with what
is known of each; ``text``: the same in words.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from models.calendar import month_number
from models.case import Case
from models.changes import DAYED, Change, Changes, Judge, Path, Value, Way
from models.override import borne
from models.scenario import Overrides
from models.tables import Round
from models.verdict import considered
from planner.document import day
from planner.errors import PlannerError
from planner.messages import say
from planner.remedy import remedy, shown
from planner.why import number
from planner.workbook.headings import WORDS
from planner.workbook.view import View

Row = dict[str, Any]
IDS = {"cadres": "cadre_id", "pool": "cadre_id"}


def rows(judge: Judge, view: View, cadre: str, post: str) -> list[Row]:
    """What the cadre would need for a post, or for each he or she is planned for; the titles held left out.

    Raises ``PlannerError`` for an unknown cadre or post, and where there is nothing to ask about.
    """
    case = judge(view.round)
    who, where = number(case.cadres["cadre_id"], cadre, "cadre"), number(case.posts["post_id"], post, "post")
    if who is None:
        raise PlannerError("targets.person.post_needed")
    title, seat = case.posts["title"].to_numpy(), case.cadres["seat"].to_numpy()[who]
    asked = [at for _, at in considered(case, who, where) if seat < 0 or title[at] != title[seat]]
    if not asked:
        raise PlannerError(f"targets.person.{'sits' if where is not None else 'nowhere'}", name=view.person(cadre))
    posts = sorted(str(case.posts["post_id"].iat[at]) for at in asked)
    return [_Teller(view, Changes(judge, view.round, cadre, post)).row() for post in posts]


class _Teller:
    """One path in words."""

    def __init__(self, view: View, changes: Changes) -> None:
        self.view, self.changes, self.case = view, changes, changes.case
        self.path: Path = changes.path()

    def row(self) -> Row:
        """As ``targets --cadre --json`` has it."""
        path = self.path
        return {
            "cadre": path.cadre,
            "post": path.post,
            "state": self._state(),
            "refused_by": path.refused,
            "pending_by": path.pending,
            "ways": [[self._change(change) for change in way] for way in path.ways],
            "left": [{"rule": rule, "text": self._left(rule)} for rule in path.left],
            "text": "\n".join(self._lines()),
        }

    def _state(self) -> str:
        return "eligible" if self.path.eligible else "possible" if self.path.ways else "impossible"

    def _say(self, key: str, /, **fields: object) -> str:
        return say(f"targets.{key}", self.view.lang, **fields)

    # --- cells ----------------------------------------------------------------------------------
    def _change(self, change: Change) -> Row:
        cell, before = self._before(change)
        value = day(int(change.value)) if _is_day(change) else change.value
        named = {"table": change.table, "column": change.column, "cell": cell}
        return named | {"before": before, "value": value, "text": self._words(change, [change.value])}

    def _before(self, change: Change) -> tuple[str, str]:
        """The cell of the file and what it says now; nothing for a new row and for waiting."""
        if change.table == "round" or change.column == "post_id":
            return "", ""
        table = getattr(self.view.round, change.table)
        mine = table[IDS[change.table]] == self.path.cadre
        if change.table == "pool":
            mine &= table["post_id"] == self.changes.planned_for
        at = int(np.flatnonzero(mine)[0])
        origin = self.view.round.origins.get(change.table)
        cell = origin.cell(at, change.column) if origin else ""
        return cell, shown(self.view, change.table, change.column, table[change.column].iat[at])

    # --- sentences ------------------------------------------------------------------------------
    def _lines(self) -> list[str]:
        who = {"name": self.view.person(self.path.cadre), "post": self.view.post(self.path.post)}
        lines = [self._say(f"person.{self._state()}", **who)]
        lines += [self._say("person.way", changes=said) for said in self._ways()]
        return lines + [f"– {self._left(rule)}" for rule in self.path.left]

    def _left(self, rule: str) -> str:
        """A rule nothing can be done about."""
        known = remedy(self.view, self.case, rule, self.changes.pair)
        return f"{self.view.rule(rule)}. {known}".strip()

    def _ways(self) -> list[str]:
        """The ways, those that change the same cells in one line where every mixture of their values is a way."""
        alike: dict[tuple[tuple[str, str], ...], list[Way]] = {}
        for way in self.path.ways:
            alike.setdefault(tuple((change.table, change.column) for change in way), []).append(way)
        lines = []
        for ways in alike.values():
            values = [list(dict.fromkeys(way[at].value for way in ways)) for at in range(len(ways[0]))]
            mixed = int(np.prod([len(each) for each in values])) == len(ways)
            for way in ways[:1] if mixed else ways:
                said = [self._whole(change, values[at] if mixed else [change.value]) for at, change in enumerate(way)]
                lines.append(self._say("person.and").join(said))
        return lines

    def _whole(self, change: Change, values: list[Value]) -> str:
        """A change with the cell it is in."""
        cell, before = self._before(change)
        said = self._words(change, values)
        return said + (self._say("person.cell", cell=cell, value=before) if cell else "")

    def _words(self, change: Change, values: list[Value]) -> str:
        """A change in words, to any of these values."""
        fields: Row = {"value": self._say("person.or").join(self._value(change, value) for value in values)}
        if change.table == "round":
            date = self.view.round.settings.date
            fields["months"] = max(int(month_number(int(value)) - month_number(date)) for value in values)
        return self._say(f"change.{change.column}", **fields)

    def _value(self, change: Change, value: Value) -> str:
        if _is_day(change):
            return View.day(int(value))
        if change.column == "degree_field":
            return self.view.field(str(value)).lower()
        return self.view.code(WORDS.get(change.column, ""), str(value))


def _is_day(change: Change) -> bool:
    return change.column in DAYED


def judged_by(settings: dict[str, Any]) -> Judge:
    """Who judges a round, whatever its date, under what the law of that date bears of a scenario's settings."""
    from planner.run import case_of, law_of

    def judge(round_: Round) -> Case:
        asked = borne(law_of(round_), Overrides.model_validate(settings))
        return case_of(round_, asked.settings())

    return judge
