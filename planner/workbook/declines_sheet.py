"""The sheet of the decline drill: for each nominee who steps in, what moves, which shares hold, and who has nobody."""

from __future__ import annotations

from collections import Counter
from typing import Any

from planner.messages import say
from planner.workbook.explain_sheet import price, sentences
from planner.workbook.sheets import opened
from planner.workbook.style import Book, Column
from planner.workbook.view import View

Row = dict[str, Any]
WIDTHS = (("post", 13, "text"), ("title", 32, "bold"), ("nominee", 22, "text"), ("steps_in", 22, "bold"),
          ("changes", 9, "number"), ("chain", 50, "text"), ("tiers", 36, "text"), ("shares", 34, "text"),
          ("remark", 34, "text"))  # fmt: skip


def declines(book: Book, view: View) -> None:
    """Nothing is written where no drill was made."""
    drilled = {row["post"]: row for row in view.paper.get("declines", [])}
    if not drilled:
        return
    columns = [Column(_say(view, f"col.{name}"), width, form) for name, width, form in WIDTHS]
    counts = Counter(_kind(row) for row in drilled.values())
    note = _say(
        view, "note", count=len(drilled), **{kind: counts[kind] for kind in ("one", "more", "instead", "single")}
    )
    sheet, top = opened(book, view, "declines", columns, note)
    body: list[list[Any]] = []
    marked = []
    for unit, posts in view.by_unit(list(drilled)):
        body.append([unit])
        for post in posts:
            row = drilled[post]
            marked += [top + 1 + len(body)] if row["single"] else []
            body.append(
                [
                    post,
                    view.posts[post]["title"],
                    view.person(row["cadre"]),
                    *_repair(view, row, row, _remark(view, row)),
                ]
            )
            if row["instead"]:
                body.append(["", "", "", *_repair(view, row["instead"], row, _say(view, "instead"))])
    book.table(sheet, top, columns, body)
    for at in marked:  # over the cells' own forms, and only seen: nothing of the sheet's values
        sheet.conditional_format(at, 0, at, len(columns) - 1, {"type": "no_errors", "format": book.formats["bad_fill"]})


def _say(view: View, key: str, **fields: object) -> str:
    return say(f"declines.{key}", view.lang, **fields)


def _kind(row: Row) -> str:
    """For the note: one post changes, or more; somebody only at the price of more changes; nobody at all."""
    if row["single"] or row["outcome"] == "unknown":
        return "single" if row["single"] else "unknown"
    if row["instead"]:
        return "instead"
    return "one" if row["changes"] == 1 else "more"


def _repair(view: View, repair: Row, row: Row, remark: str) -> list[Any]:
    """The cells of one repair, after those that name the nominee."""
    if not repair["chain"]:
        return ["–", "", "", "", "", remark]
    who = view.person(repair["steps_in"]) if repair["steps_in"] else _say(view, "empty")
    chain = [_link(view, link, row["post"]) for link in repair["chain"]]
    return [who, repair["changes"], "\n".join(chain), price(view, repair), _shares(view, repair["shares"]), remark]


def _link(view: View, link: Row, declined: str) -> str:
    """A post that changes hands; the declined one stands beside."""
    names = [view.person(cadre) if cadre else _say(view, "empty") for cadre in (link["before"], link["after"])]
    hands = " → ".join(names)
    return hands if link["post"] == declined else f"{view.post(link['post'])}: {hands}"


def _shares(view: View, shares: list[Row]) -> str:
    """Those that still hold, those lost, those missed as before."""
    parts: dict[str, list[str]] = {"kept": [], "lost": [], "missed": []}
    for share in shares:
        name = _say(view, f"share.{share['id']}") + (f" {share['where']}" if share["where"] else "")
        if share["met"]:
            parts["kept"].append(name)
        else:
            parts["lost" if share["before"] else "missed"].append(
                _say(view, "short", name=name, count=share["shortfall"])
            )
    return "\n".join(_say(view, part, shares="; ".join(names)) for part, names in parts.items() if names)


def _remark(view: View, row: Row) -> str:
    """What to know of the repair as a whole."""
    if row["outcome"] == "unknown":
        return _say(view, "unknown")
    if row["outcome"] == "no_slate":
        return _say(view, "no_slate")
    lines = [_say(view, "nobody") if row["single"] else ""]
    lines += [_say(view, "see_below") if row["instead"] else ""]
    lines += [_say(view, "best", tiers=price(view, {"tiers": row["best"]}).replace("\n", "; ")) if row["best"] else ""]
    return sentences(lines)
