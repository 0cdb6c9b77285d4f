"""Targets, their price lists and the sources to build, on a terminal of 80 columns."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planner.messages import say
from planner.workbook.view import View

Row = dict[str, Any]


def show(console: Console, rows: list[Row], sources: Row | None, view: View) -> None:
    """Every target in a line, each one missed with its waterfall and price list, then the additions to the pool."""
    console.print(Text(_say(view, "title"), style="bold"))
    for row in rows:
        console.print()
        console.print(Text(row["text"], style="bold" if row["missing"] else ""))
        if row["missing"]:
            _missed(console, row, view)
    console.print()
    if sources is None:
        console.print(Text(_say(view, "none_missing")))
        return
    console.print(Text(_say(view, "sources.title"), style="bold"))
    lines(console, sources["text"])


def lines(console: Console, text: str) -> None:
    """Lines as they stand, wrapped under their own indent."""
    for line in text.split("\n"):
        bare = line.lstrip()
        console.print(Padding(Text(bare), (0, 0, 0, len(line) - len(bare))))


def _say(view: View, key: str, **fields: object) -> str:
    return say(f"targets.{key}", view.lang, **fields)


def _missed(console: Console, row: Row, view: View) -> None:
    fall = row["waterfall"]
    if fall["planned"]["pairs"]:
        console.print(_fall(fall, view))
        worst = next((step for step in fall["steps"] if step["rule"] == fall["most"]), None)
        if worst:
            fields = {"rule": view.rule(worst["rule"]), "count": worst["refuses"], "alone": worst["alone"]}
            console.print(Padding(Text(_say(view, "most", **fields)), (0, 0, 0, 2)))
        else:
            console.print(Padding(Text(_say(view, "none_stopped")), (0, 0, 0, 2)))
    else:
        console.print(Padding(Text(_say(view, "none_planned")), (0, 0, 0, 2)))
    console.print(Padding(Text(_say(view, "prices")), (0, 0, 0, 2)))
    console.print(_prices(row["prices"], view))
    for price in row["prices"]:
        if price["verdict"] == "impossible":
            said = _say(view, "in_the_way" if price["conflict"] else "no_more", more=price["more"])
            console.print(Padding(Text(said), (0, 0, 0, 2)))
            for demand in price["conflict"]:
                console.print(Padding(Text(f"– {demand['text']}"), (0, 0, 0, 4)))
    first = row["prices"][0]["changes"] if row["prices"] else []
    if first:
        console.print(Padding(Text(_say(view, "changes", count=len(first))), (0, 0, 0, 2)))
        for change in first:
            console.print(Padding(Text(f"– {_change(change, view)}"), (0, 0, 0, 4)))


def _change(change: Row, view: View) -> str:
    before, after = (
        view.person(change[at]) if change[at] else say("why.nobody", view.lang) for at in ("before", "after")
    )
    return f"{view.post(change['post'])}: {before} → {after}"


def _fall(fall: Row, view: View) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 2))
    table.add_column(_say(view, "col.step"))
    for name in ("persons", "pairs"):
        table.add_column(_say(view, f"col.{name}"), justify="right", no_wrap=True)

    def add(label: str, count: Row) -> None:
        table.add_row(label, str(count["persons"]), str(count.get("pairs", "")))

    for part in ("planned", "open"):
        add(_say(view, f"step.{part}"), fall[part])
    for step in fall["steps"]:
        add(_say(view, "step.refused", rule=view.rule(step["rule"])), step)
    for step in fall["waiting"]:
        add(_say(view, "step.waiting", rule=view.awaits(step["rule"])), step)
    for part in ("free", "chosen"):
        add(_say(view, f"step.{part}"), fall[part])
    add(_say(view, "step.counted"), {"persons": fall["counted"]})
    return table


def _prices(prices: list[Row], view: View) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 2))
    for name, side in (("more", "right"), ("verdict", "left"), ("tiers", "left"), ("posts", "right"),
                       ("lacks", "right")):  # fmt: skip
        table.add_column(_say(view, f"col.{name}"), justify=side)  # type: ignore[arg-type]
    for row in prices:
        changed = "; ".join(
            f"{view.code('tier_short', tier['id'])} {tier['after'] - tier['before']:+}"
            for tier in row["tiers"]
            if tier["after"] != tier["before"]
        )
        known = bool(row["tiers"])
        table.add_row(
            f"+{row['more']}",
            _say(view, f"verdict.{row['verdict']}"),
            changed or (_say(view, "no_change") if known else ""),
            str(len(row["changes"])) if known else "",
            str(row["missing"]) if known else "",
        )
    return table
