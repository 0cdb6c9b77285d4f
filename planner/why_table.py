"""The verdicts on a terminal of 80 columns: a list where there are several, then each in sentences."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planner.messages import say
from planner.workbook.view import View

Row = dict[str, Any]


def show(console: Console, rows: list[Row], view: View, *, by_post: bool) -> None:
    """``by_post``: the posts of one cadre; else the cadres of one post."""
    if len(rows) > 1:
        console.print(_list(rows, view, by_post=by_post))
        console.print()
    for row in rows:
        first, *rest = row["text"].split("\n")
        console.print(Text(first))
        for line in rest:
            console.print(Padding(Text(line), (0, 0, 0, 2)))
        console.print()


def _list(rows: list[Row], view: View, *, by_post: bool) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("rank", "post" if by_post else "cadre", "verdict", "loss"):
        table.add_column(say(f"why.col.{name}", view.lang), justify="right" if name == "rank" else "left")
    for at, row in enumerate(rows, 1):
        what = view.post(row["post"]) if by_post else view.cadres.get(row["cadre"], {}).get("name", row["cadre"])
        table.add_row(str(at), what, say(f"why.verdict.{row['verdict']}", view.lang), loss(row, view), end_section=True)
    return table


def loss(row: Row, view: View) -> str:
    """The first tier that gets worse, and by how much; nothing where none does."""
    for tier in row["tiers"]:
        if tier["after"] != tier["before"]:
            return f"{view.code('tier_short', tier['id'])} {tier['after'] - tier['before']:+}"
    return ""
