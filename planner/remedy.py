"""What a rule that refuses a pair rests on, cell by cell, and what would have to change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from models.calendar import add_months
from models.case import Case
from models.rules import BY_ID
from models.scheme import Law
from planner.messages import has, say
from planner.workbook.columns import SHEETS
from planner.workbook.view import View

Row = dict[str, Any]
TABLES = {"cadres": "cadre_id", "posts": "post_id", "units": "unit_id"}


def cells(view: View, rule: str, cadre: str, post: str) -> list[Row]:
    """The cells of the input a rule's verdict rests on: ``cell`` (empty where the file has no such column), the name of
    the column, and the value in words."""
    found = []
    for name in BY_ID[rule].reads:
        table, column = name.split(".")
        row = _row(view, table, cadre, post)
        if row is None:
            continue
        origin = view.round.origins.get(table)
        value = getattr(view.round, table)[column].iat[row]
        place = origin.cell(row, column) if origin else ""
        found.append({"cell": place, "column": column, "value": shown(view, table, column, value)})
    return found


def _row(view: View, table: str, cadre: str, post: str) -> int | None:
    """The row of a table that speaks of a cadre and a post."""
    frame = getattr(view.round, table)
    if table == "pool":
        alike = {seat for seat in view.posts if view.alike(seat) == view.alike(post)}
        at = np.flatnonzero((frame["cadre_id"] == cadre) & frame["post_id"].isin(alike))
    else:
        wanted = {"cadres": cadre, "posts": post, "units": view.posts[post]["unit_id"]}[table]
        at = np.flatnonzero(frame[TABLES[table]] == wanted)
    return int(at[0]) if len(at) else None


def shown(view: View, table: str, column: str, value: Any) -> str:
    """A value of the round as people write it."""
    col = next(col for col in SHEETS[table].columns if col.name == column)
    if isinstance(value, bool | np.bool_):
        return view.say("yes" if value else "no")
    if value in ("", 0, -1) and value == col.missing:
        return say("why.empty", view.lang)
    if col.kind == "date":
        return View.day(int(value))
    words = {"sector": view.sector, "degree_field": view.field, "unit_id": view.unit}
    if column in words:
        return words[column](str(value))
    return col.codes[value][0] if value in col.codes and view.lang == "vi" else str(value)


def remedy(view: View, case: Case, rule: str, pair: Row) -> str:
    """What would have to change for ``rule`` to admit the pair (a row of ``Case.describe``); nothing where no more can
    be said than the rule does."""
    key = f"why.remedy.{rule}"
    if not has(key, view.lang):
        return ""
    fields = FIELDS.get(rule)
    return say(key, view.lang, **(fields(view, case.law, pair) if fields else {}))


def _later(view: View, since: Any, months: int) -> str:
    """The day so many months after one."""
    return View.day(int(add_months(int(since), months))) if since else say("why.empty", view.lang)


def _too_few(pair: Row, need: int) -> Row:
    return {"left": int(pair["left"]), "missing": need - int(pair["left"])}


def _rotation_age(_: View, law: Law, pair: Row) -> Row:
    special = pair["reason"] in ("non_local", "two_terms")
    return _too_few(pair, law.number("rotation_age", "special" if special else "months"))


def _rotation_ends(view: View, law: Law, pair: Row) -> Row:
    if not pair["rotated_since"]:
        return {"day": View.day(int(pair["rotation_ends"]))}
    return {"day": _later(view, pair["rotated_since"], law.number("rotation_length", "months"))}


def _fields_of(view: View, law: Law, pair: Row) -> Row:
    sector = law.scheme.sectors[pair["sector"]]
    return {"fields": ", ".join(view.field(code) for code in (*sector.exact, *sector.near))}


def _banned_by(view: View, _: Law, pair: Row) -> Row:
    acts = view.round.interventions
    return {"document": "; ".join(acts["document"][(acts["action"] == "ban") & (acts["cadre_id"] == pair["cadre_id"])])}


# What fills in a remedy, for those that name a figure.
FIELDS: dict[str, Callable[[View, Law, Row], Row]] = {
    "appointment_age": lambda _, law, pair: _too_few(pair, law.number("appointment_age", "months")),
    "discipline_wait": lambda view, law, pair: {
        "day": _later(view, pair["discipline_date"], law.number("discipline_wait", pair["discipline"]))
    },
    "intervention": _banned_by,
    "reserved_seat": lambda view, _, pair: {"kind": view.code("held", pair["reserved_for"])},
    "rotation_age": _rotation_age,
    "rotation_length": _rotation_ends,
    "specialist_field": _fields_of,
    "theory": lambda view, _, pair: {"need": shown(view, "posts", "min_theory", pair["min_theory"])},
    "time_in_post": lambda view, law, pair: {
        "day": _later(view, pair["in_post_since"], law.number("time_in_post", "months"))
    },
}
