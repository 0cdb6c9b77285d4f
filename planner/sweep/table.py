"""A sweep on a terminal of 80 columns: how the runs ended, targets, tiers and the nominees who stand least firmly."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from models.tables import Round
from planner.sweep.words import Words, percent, shakiest

Row = dict[str, Any]
FEW = 12  # nominees told on a terminal; all stand in the files


def render(paper: Row, rounds: list[Round], lang: str) -> Group:
    """All of it, group after group."""
    parts: list[RenderableType] = []
    for words in Words.of_groups(paper, rounds, lang):
        group = words.group
        parts += [Text(words.title(), style="bold"), Text(words.how())]
        if group["tiers"]:
            parts += [Text(""), _targets(group, words), Text(""), _tiers(group, words), Text("")]
            parts += _nominees(group, words)
        parts.append(Text(""))
    return Group(*parts[:-1])


def _table(words: Words, *names: str) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for at, name in enumerate(names):
        table.add_column(words.say(f"col.{name}"), justify="right" if at else "left", vertical="bottom")
    return table


def _targets(group: Row, words: Words) -> Table:
    table = _table(words, "target", "first_lacks", "met", "most_lacks")
    for row in group["targets"]:
        first = "–" if row["first"] is None else str(row["first"])
        met, most = (f"{row['met']}/{row['of']}", str(row["most"])) if row["of"] else ("–", "–")
        table.add_row(words.target(row), first, met, most)
    return table


def _tiers(group: Row, words: Words) -> Table:
    table = _table(words, "tier", "first", "least", "median", "most")
    for row in group["tiers"]:
        if row["id"] != "order":
            values = (row[name] for name in ("first", "least", "median", "most"))
            table.add_row(words.tier(row["id"]), *("–" if value is None else str(value) for value in values))
    return table


def _nominees(group: Row, words: Words) -> list[RenderableType]:
    rows = [row for row in shakiest(group) if row["stands"] < row["of"]]
    tested = [row for row in group["nominees"] if row["of"]]
    if not tested:
        return []
    said = words.say("firm", firm=len(tested) - len(rows), count=len(group["nominees"]))
    said += f" {words.say('untested', count=untested)}" if (untested := len(group["nominees"]) - len(tested)) else ""
    said += f" {words.say('others')}" if rows else ""
    parts: list[RenderableType] = [Text(said, style="bold")]
    for row in rows[:FEW]:
        who = {"post": words.view.post(row["post"]), "name": words.view.person(row["cadre"])}
        share = f"{percent(row['stands'], row['of'])}%"
        line = words.say("stands", **who, stands=row["stands"], of=row["of"], percent=share)
        instead = words.instead(row)
        line += f" {words.say('instead', others=instead)}" if instead else ""
        parts.append(Padding(Text(f"– {line}"), (0, 0, 0, 2)))
    if len(rows) > FEW:
        parts.append(Text(words.say("rest", count=len(rows) - FEW)))
    return parts
