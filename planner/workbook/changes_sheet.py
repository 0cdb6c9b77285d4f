"""The sheet of changes: what differs from the last slate post by post, what was decided, and the tiers of both."""

from __future__ import annotations

from typing import Any

from planner.messages import say
from planner.workbook.pages import paged
from planner.workbook.sheets import opened
from planner.workbook.style import Book, Column, Heads
from planner.workbook.view import View

Row = dict[str, Any]
Rows = list[list[Any]]
WIDTHS = (("place", 46, "text"), ("before", 30, "text"), ("after", 30, "text"), ("cause", 24, "text"),
          ("reason", 62, "text"))  # fmt: skip


def changes(book: Book, view: View) -> None:
    """What was decided changed first, then what followed from it; the decisions one by one; the tiers before, after."""
    columns = [Column(_say(view, f"col.{name}"), width, form) for name, width, form in WIDTHS]
    sheet, top = opened(book, view, "changes", columns, _say(view, "note"))
    found = view.paper["changes"]
    parts = {
        "by_decision": [row for row in found if row["why"] != "consequence"],
        "by_consequence": [row for row in found if row["why"] == "consequence"],
    }
    body: Rows = []
    for name, part in parts.items():
        body += [[_say(view, name, count=len(part))], *(_changed(view, row) for row in part)]
    body.append([_say(view, "decided", count=sum(bool(row["decision"]) for row in view.paper["decisions"]))])
    body.append(Heads(_say(view, f"col.{name}") for name in ("place", "whom", "decided", "votes", "broken")))
    body += [_decision(view, row) for row in view.paper["decisions"]]
    body.append([_say(view, "tiers")])
    body.append(Heads(["", *(_say(view, f"col.{name}") for name in ("before", "after")), "", ""]))
    rows = [*body, *_tiers(view)]
    book.table(sheet, top, columns, rows)
    paged(book, sheet, columns, top, rows)


def _say(view: View, key: str, **fields: object) -> str:
    return say(f"changes.{key}", view.lang, **fields)


def _place(view: View, post: str) -> str:
    return f"{view.post(post)} ({post})"


def _who(view: View, cadre: str) -> str:
    return f"{view.person(cadre)} ({cadre})" if cadre else _say(view, "empty")


def _changed(view: View, row: Row) -> list[Any]:
    cause = _say(view, f"cause.{row['why']}")
    return [_place(view, row["post"]), _who(view, row["before"]), _who(view, row["after"]), cause, row["text"]]


def _decision(view: View, row: Row) -> list[Any]:
    """Whom it speaks of, what it says, the votes, and what it broke with the note beneath."""
    code = row["decision"] or "remark"
    word = view.code("decision", code) if row["decision"] else _say(view, code)
    votes = [_say(view, name, count=row[name]) for name in ("votes_for", "votes_against") if row[name] is not None]
    broken = [_say(view, "broken", rule=rule["text"]) for rule in row["broken"]]
    said = [*broken, *([_say(view, "remarked", note=row["note"])] if row["note"] else [])]
    return [_place(view, row["post"]), _who(view, row["cadre"]), word, "\n".join(votes), "\n".join(said)]


def _tiers(view: View) -> Rows:
    """Each tier of the last slate as it told it, and of this one; the published order says nothing."""
    before = {row["id"]: row["value"] for row in view.paper["last"]["tiers"]}
    now = [(row["id"], row["value"]) for row in view.paper["tiers"] if row["id"] in before.keys() - {"order"}]
    return [[view.code("tier", tier), before[tier], value, "", view.code("tier_unit", tier)] for tier, value in now]
