"""What a rule that refuses a pair rests on, cell by cell, and what would have to change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from models.case import Case
from models.rules import BY_ID
from models.waiting import WAITS, free_from
from planner.messages import has, say
from planner.workbook.headings import column as column_of
from planner.workbook.headings import heading, word
from planner.workbook.view import View

Row = dict[str, Any]
Fields = Callable[[View, Case, Row], Row | None]
TABLES = {"cadres": "cadre_id", "posts": "post_id", "units": "unit_id"}


def cells(view: View, rule: str, cadre: str, post: str) -> list[Row]:
    """The cells of the input a rule's verdict rests on: ``cell`` (empty where the file has no such column), the
    canonical name of the ``column``, its ``heading`` as people know it, and the value in words."""
    found = []
    for name in BY_ID[rule].reads:
        table, column = name.split(".")
        row = _row(view, table, cadre, post)
        if row is None:
            continue
        origin = view.round.origins.get(table)
        value = getattr(view.round, table)[column].iat[row]
        place = origin.cell(row, column) if origin else ""
        named = {"cell": place, "column": column, "heading": heading(table, column, view.lang)}
        found.append(named | {"value": shown(view, table, column, value)})
    return found


def _row(view: View, table: str, cadre: str, post: str) -> int | None:
    """The row of a table that speaks of a cadre and a post."""
    frame = getattr(view.round, table)
    if table == "pool":  # of rows for seats alike the one for the lowest post speaks (Case.pairs)
        mine = frame[(frame["cadre_id"] == cadre) & frame["post_id"].isin(view.sisters(post))]
        return int(mine["post_id"].sort_values().index[0]) if len(mine) else None
    wanted = {"cadres": cadre, "posts": post, "units": view.posts[post]["unit_id"]}[table]
    at = np.flatnonzero(frame[TABLES[table]] == wanted)
    return int(at[0]) if len(at) else None


def shown(view: View, table: str, column: str, value: Any) -> str:
    """A value of the round as people write it."""
    col = column_of(table, column)
    assert col is not None
    if isinstance(value, bool | np.bool_) or (col.kind == "yesno" and value):
        return say("why.yes" if value in (True, "yes") else "why.no", view.lang)
    if value in ("", 0, -1) and value == col.missing:
        return say("why.empty", view.lang)
    if col.kind == "date":
        return View.day(int(value))
    words = {"sector": view.sector, "degree_field": view.field, "unit_id": view.unit}
    if column in words:
        return words[column](str(value))
    return word(table, column, str(value), view.lang)


def remedy(view: View, case: Case, rule: str, pair: Row) -> str:
    """What would have to change for ``rule`` to admit the pair (a row of ``Case.describe``); nothing where no more can
    be said than the rule does."""
    fields = FIELDS.get(rule)
    filled = fields(view, case, pair) if fields else {}
    key = f"why.remedy.{rule}" if filled is not None else f"why.remedy.{rule}_unknown"
    return say(key, view.lang, **(filled or {})) if has(key, view.lang) else ""


def _over(rule: str) -> Fields:
    """The day such waiting is over, by the law of that day; None where it hangs on a day nobody entered."""

    def fields(_: View, case: Case, pair: Row) -> Row | None:
        day = free_from(rule, pair, case.law)
        return {"day": View.day(day)} if day else None

    return fields


def _too_few(pair: Row, need: int) -> Row:
    return {"left": int(pair["left"]), "missing": need - int(pair["left"])}


def _rotation_age(_: View, case: Case, pair: Row) -> Row:
    special = pair["reason"] in ("non_local", "two_terms")
    return _too_few(pair, case.law.number("rotation_age", "special" if special else "months"))


def _fields_of(view: View, case: Case, pair: Row) -> Row:
    sector = case.law.scheme.sectors[pair["sector"]]
    return {"fields": ", ".join(view.field(code) for code in (*sector.exact, *sector.near))}


def _banned_by(_: View, case: Case, pair: Row) -> Row:
    """The documents of the bans from this very title, and from all posts."""
    acts, posts = case.round_.interventions, case.posts
    alike = ["", *posts["post_id"][posts["title"] == pair["title"]]]
    bans = (acts["action"] == "ban") & (acts["cadre_id"] == pair["cadre_id"]) & acts["post_id"].isin(alike)
    return {"document": "; ".join(dict.fromkeys(acts["document"][bans]))}


# What fills in a remedy, for those that name a figure.
FIELDS: dict[str, Fields] = {
    "appointment_age": lambda _, case, pair: _too_few(pair, case.law.number("appointment_age", "months")),
    "intervention": _banned_by,
    "reserved_seat": lambda view, _, pair: {"kind": view.code("held", pair["reserved_for"])},
    "rotation_age": _rotation_age,
    "specialist_field": _fields_of,
    "theory": lambda view, _, pair: {"need": shown(view, "posts", "min_theory", pair["min_theory"])},
    **{rule: _over(rule) for rule in WAITS if rule != "planned"},
}
