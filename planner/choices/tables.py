"""The front, the alternatives and the weights on a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from models.price import ORDER
from planner.choices import Best, Row, Words, alternatives, front, weights

NAMES = 60  # lines of names that are still read on a terminal; more stand in the files


def show_front(console: Console, best: Best, paper: Row) -> None:
    """The points in a table, then what each step gains and costs, and whose names it changes."""
    words = best.words
    _title(console, words, "front", [front.status(best, paper), *front.kept(best, paper)])
    table = _table([("number", "right"), *((f"axis.{axis['id']}", "right") for axis in paper["axes"]),
                    ("posts_changed", "right")], words)  # fmt: skip
    for point in paper["points"]:
        marked = f"{point['number']}*" if point["number"] == paper["best"]["point"] else f"{point['number']} "
        table.add_row(marked, *(str(value) for value in point["values"].values()), str(len(point["changes"])))
    console.print(table)
    said = "; ".join(f"{words.say(f'axis.{axis}')} {value}" for axis, value in paper["best"]["values"].items())
    console.print(Text(words.say("best_is" if paper["best"]["point"] else "best_is_not", values=said)))
    console.print()
    whole = sum(len(point["changes"]) for point in paper["points"]) <= NAMES
    for point in paper["points"]:
        console.print(Text(f"{point['number']}. {point['text']}", style="bold" if whole else ""))
        _changes(console, words, point["changes"] if whole else [])
    if not whole:
        console.print(Text(words.say("names_in_files")))


def show_alternatives(console: Console, best: Best, paper: Row) -> None:
    """How far apart the slates are, their tiers, and who holds the posts where they differ."""
    words = best.words
    _title(console, words, "apart", alternatives.status(best, paper))
    before = best.judged.tiers
    table = _table([("number", "right"), ("nearest", "right"), ("from_each", "left"), ("lost", "left")], words)
    for row in paper["slates"]:
        by = {tier["id"]: tier["value"] - before[tier["id"]] for tier in row["tiers"]}
        lost = [f"{words.code('tier_short', tier)} {more:+}" for tier, more in by.items()
                if more and tier != ORDER]  # fmt: skip
        nearest = "–" if row["nearest"] is None else str(row["nearest"])
        table.add_row(str(row["number"]), nearest, ", ".join(map(str, row["apart"])), "; ".join(lost) or "–")
    console.print(table)
    if paper["posts"]:
        console.print(Text(words.say("apart_posts", count=len(paper["posts"])), style="bold"))
    for row in paper["posts"][:NAMES]:
        console.print(Padding(Text(f"– {words.post(row['post'])}: {who_holds(words, row['holders'])}"), (0, 0, 0, 2)))
    if len(paper["posts"]) > NAMES:
        console.print(Text(words.say("names_in_files")))


def who_holds(words: Words, holders: list[str]) -> str:
    """Each holder with the numbers of the slates."""
    found: dict[str, list[str]] = {}
    for number, cadre in enumerate(holders, 1):
        found.setdefault(cadre, []).append(str(number))
    return "; ".join(f"{name(words, cadre)} ({', '.join(numbers)})" for cadre, numbers in found.items())


def show_weights(console: Console, best: Best, paper: Row) -> None:
    """Each weight with its room, then whose names change beyond it."""
    words = best.words
    _title(console, words, "weights", [weights.status(best, paper)])
    table = _table([("part", "left"), ("weight", "right"), ("room", "right"), ("sensible", "right")], words)
    for row in paper["weights"]:
        low, high = paper["sensible"]["box"][row["part"]]
        table.add_row(words.code("fit", row["part"]), str(row["weight"]), room(words, row), f"{low}–{high}")
    console.print(table)
    for row in paper["weights"]:
        for side in ("below", "above"):
            if row[side]:
                part, count = words.code("fit", row["part"]), len(row[side]["changes"])
                console.print(Text(words.say("beyond", part=part, weight=row[side]["weight"], count=count)))
                _changes(console, words, row[side]["changes"])


def room(words: Words, row: Row) -> str:
    """The weights that change no name, as a range."""
    return f"{row['low']}–{row['high']}" if row["proven"] else words.say("not_reached")


def name(words: Words, cadre: str) -> str:
    """A person's name; of nobody, that the post stays empty."""
    return words.person(cadre) if cadre else words.say("nobody_holds")


def moved(words: Words, row: Row) -> str:
    """A post with who holds it before and after."""
    return f"{words.post(row['post'])}: {name(words, row['before'])} → {name(words, row['after'])}"


def _title(console: Console, words: Words, key: str, lines: Iterable[str]) -> None:
    console.print(Text(words.say(f"title.{key}"), style="bold"))
    for line in lines:
        console.print(Text(line))


def _table(columns: list[tuple[str, str]], words: Words) -> Table:
    table = Table(box=None, padding=(0, 1))
    for key, side in columns:
        table.add_column(words.say(key if key.startswith("axis.") else f"col.{key}"), justify=side)  # type: ignore[arg-type]
    return table


def _changes(console: Console, words: Words, rows: list[Row]) -> None:
    for row in rows:
        console.print(Padding(Text(f"– {moved(words, row)}"), (0, 0, 0, 3)))
