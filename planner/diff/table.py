"""What ``diff`` found, on a terminal of 80 columns; the JSON has all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from models.tables import Round
from planner.diff.words import Words
from planner.messages import say

Row = dict[str, Any]
Paper = dict[str, Any]
SHOWN = 40  # rows of a section on the terminal
SIDES = ("before", "after")


def render(paper: Paper, rounds: tuple[Round, Round], lang: str, *, private: bool) -> Group:
    """The document of ``diff`` for people: what changed, whom it moves, who gains."""
    return Group(*_parts(paper, Words(rounds, lang, private=private)))


def _parts(paper: Paper, words: Words) -> Iterator[RenderableType]:
    yield Text(words.say("title"), style="bold")
    for side, told in zip(SIDES, paper["rounds"], strict=True):
        yield _round(told, words.say(side), words)
    yield Text("")
    records, pairs, posts = paper["records"], paper["eligibilities"], paper["places"]["posts"]
    if not (records or pairs or posts):
        yield Text(words.say("same"))
        return
    marked = sorted((row for row in records if row["mark"]), key=lambda row: not row["watched"])
    jointly = [row for row in paper["joint"] if row["mark"]]
    watched = sum(bool(row["watched"]) for row in [*marked, *jointly])
    moved = len(posts) if paper["places"]["comparable"] else say("joint.no_slate", words.lang)
    counts = {"records": len(records), "pairs": len(pairs), "posts": moved, "marks": len(marked) + len(jointly)}
    yield Text(words.say("counts", **counts, watched=watched))
    yield from _section("records", _records(records, words), words)
    yield from _section("eligibilities", _eligibilities(pairs, words), words)
    yield from _legend(records, pairs, words)
    yield from _section("places", [], words)
    yield from _places(paper, words)
    yield Text("")
    yield Text(words.say("gains"), style="bold")
    yield Text(words.say("gains_note"), style="italic")
    if marked or not jointly:
        yield from _marks(marked, words)
    yield from _joint(jointly, {(row["table"], *row["row"]): row for row in records}, words)
    if paper["joint_left"]:
        yield Text(say("joint.left", words.lang, people=words.people(paper["joint_left"])))
    several = sum(len(row["gains"]) > 1 and not row["mark"] for row in [*records, *paper["joint"]])
    if several:
        yield Text(words.say("others", count=several))
    solves = paper["solves"]
    if solves["needed"] > solves["made"]:
        yield Text(words.say("capped", **solves))


def _round(told: Row, which: str, words: Words) -> Text:
    day = "/".join(reversed(told["round"]["date"].split("-")))
    scenario = words.say("scenario", name=told["scenario"]) if told["scenario"] else ""
    status = words.say(f"status.{told['status']}")
    return Text(words.say("round", which=which, id=told["round"]["id"], day=day, scenario=scenario, status=status))


def _section(name: str, parts: Iterable[RenderableType], words: Words) -> Iterator[RenderableType]:
    yield Text("")
    yield Text(words.say(name), style="bold")
    yield from parts


def _table(headings: Iterable[tuple[str, int]], rows: list[list[str]], words: Words) -> Iterator[RenderableType]:
    """Columns by their share of the width; no more than ``SHOWN`` rows."""
    if not rows:
        yield Text(words.say("no_change"))
        return
    table = Table(box=None, padding=(0, 1, 0, 0), expand=True)
    for heading, ratio in headings:
        table.add_column(Text(heading), ratio=ratio, overflow="fold")
    for row in rows[:SHOWN]:
        table.add_row(*map(Text, row))
    yield table
    if len(rows) > SHOWN:
        yield Text(words.say("more", count=len(rows) - SHOWN))


def _records(records: list[Row], words: Words) -> Iterator[RenderableType]:
    rows = []
    for record in records:
        place = words.place(record) + (_in(record) if record["change"] != "changed" else "")
        if record["origin"] == "scenario":
            place += f" ({words.say('of_scenario')})"
        if record["change"] != "changed":
            rows.append([place, words.say(record["change"]), "", ""])
            continue
        for at, cell in enumerate(record["cells"]):
            column = words.column(record, cell["column"]) + _in(cell)
            rows.append(["" if at else place, column, *_both(record, cell, words)])
    headings = (("where", 30), ("column", 18), ("before", 16), ("after", 16))
    yield from _table([(words.say(name), ratio) for name, ratio in headings], rows, words)


def _both(record: Row, cell: Row, words: Words) -> list[str]:
    return [words.value(record, cell["column"], cell[side]) for side in SIDES]


def _eligibilities(pairs: list[Row], words: Words) -> Iterator[RenderableType]:
    rows = []
    for row in pairs:
        who = f"{words.person(row['cadre'])}: {words.post(row['post'])}"
        rows.append([who, *(_standing(row[side], words) for side in SIDES), _because(row, words)])
    headings = (("pair", 27), ("before", 17), ("after", 17), ("because", 19))
    yield from _table([(words.say(name), ratio) for name, ratio in headings], rows, words)


def _standing(standing: Row | None, words: Words) -> str:
    if standing is None:
        return words.say("not_planned")
    rules = ", ".join(standing["refused_by"] or standing["pending_by"])
    state = words.say(f"state.{standing['state']}") + (f": {rules}" if rules else "")
    return f"{state}; {words.say('fit', fit=standing['fit'])}"


def _because(row: Row, words: Words) -> str:
    lines = [words.say("together")] if row["together"] else []
    for cause in row["causes"][:4]:
        if cause["table"] == "round":
            lines.append(words.place(cause))
            continue
        about = ", ".join(part for part in cause["row"] if part)
        what = [words.column(cause, cell["column"]) for cell in cause["cells"]]
        told = ", ".join(dict.fromkeys(what)) or words.say(cause["change"])
        lines.append(f"{words.say('table.' + cause['table'])} {about}: {told}")
    return "\n".join([*lines, *(["…"] if len(row["causes"]) > 4 else [])])


def _legend(records: list[Row], pairs: list[Row], words: Words) -> Iterator[RenderableType]:
    standings = [row[side] for row in pairs[:SHOWN] for side in SIDES if row[side]]
    rules = dict.fromkeys(row["row"][0] for row in records if row["table"] == "law" and row["row"][0][0] != "(")
    rules |= dict.fromkeys(rule for one in standings for rule in one["refused_by"] or one["pending_by"])
    if rules:
        yield Text(words.say("rule_legend"))
    for rule in rules:
        yield Padding(Text(words.legend(rule)), (0, 0, 0, 2))


def _places(paper: Paper, words: Words) -> Iterator[RenderableType]:
    places = paper["places"]
    if places["comparable"]:
        headings = ((words.say("post"), 32), *((words.say(side), 24) for side in SIDES))
        rows = [[words.post(row["post"]), *(words.person(row[side]) for side in SIDES)] for row in places["posts"]]
        yield from _table(headings, rows, words)
    else:
        yield Text(words.say("not_comparable"))
        for side, told in zip(SIDES, paper["rounds"], strict=True):
            if told.get("conflict"):
                yield Text(words.say("conflict", which=words.say(side)))
            for demand in told.get("conflict", []):
                yield Padding(Text(f"- {demand['text']}"), (0, 0, 0, 2))
    if places["tiers"]:
        yield Text("")
        tiers = Table(box=None, padding=(0, 1, 0, 0))
        tiers.add_column(words.say("tier"))
        for side in SIDES:
            tiers.add_column(words.say(side), justify="right")
        for row in places["tiers"]:
            tiers.add_row(say(f"slate.tier.{row['id']}", words.lang), *_values(row, words))
        yield tiers


def _values(row: Row, words: Words) -> Iterator[str]:
    for side, proven in zip(SIDES, row["proven"], strict=True):
        value = "–" if row[side] is None else str(row[side])
        yield value if proven or row[side] is None else words.say("unproven", value=value)


def _marks(marked: list[Row], words: Words) -> Iterator[RenderableType]:
    if not marked:
        yield Text(words.say("no_change"))
    for record in marked[:SHOWN]:
        yield from _block(words.say(f"mark.{record['mark']}"), record["watched"], _mark(record, words), words)
    if len(marked) > SHOWN:
        yield Text(words.say("more", count=len(marked) - SHOWN))


def _in(where: Row) -> str:
    """The cell of the file, in brackets; nothing where it has none."""
    return f" ({where['cell']})" if where["cell"] else ""


def _joint(rows: list[Row], records: dict[tuple[str, ...], Row], words: Words) -> Iterator[RenderableType]:
    """What several changes do together and none of them alone."""
    for row in rows[:SHOWN]:
        title = say("joint.together", words.lang, mark=words.say(f"mark.{row['mark']}"), count=len(row["records"]))
        behind = [records[one["table"], *one["row"]] for one in row["records"]]
        changes = (line for record in behind for line in _change(record, words))
        yield from _block(title, row["watched"], [*changes, *_gainers(row, words)], words)


def _block(title: str, watched: list[str], lines: Iterable[str], words: Words) -> Iterator[RenderableType]:
    """A title with the tricks the change can serve, and what there is to say of it."""
    kinds = ", ".join(words.say(f"watched.{kind}") for kind in watched)
    yield Text("")
    yield Text(f"{title} – {kinds}" if kinds else title, style="bold")
    for line in lines:
        yield Padding(Text(line), (0, 0, 0, 2))


def _change(record: Row, words: Words) -> Iterator[str]:
    """A record and the cells of it that differ."""
    if record["change"] != "changed":
        yield f"{words.place(record)} – {words.say(record['change'])}{_in(record)}"
        return
    yield words.place(record)
    for cell in record["cells"]:
        before, after = _both(record, cell, words)
        yield f"{words.column(record, cell['column'])}{_in(cell)}: {before} → {after}"


def _mark(record: Row, words: Words) -> Iterator[str]:
    yield from _change(record, words)
    if record["needs"]:
        yield words.say("needs", rows="; ".join(words.place(other) for other in record["needs"]))
    yield from _gainers(record, words)
    if record["losses"]:
        yield words.say("loser", people=words.people([row["cadre"] for row in record["losses"]]))
    if record["split"]:
        yield words.say("split")


def _gainers(record: Row, words: Words) -> Iterator[str]:
    """Who gains and by what, and how far that was judged."""
    wake = [row["cadre"] for row in record["gains"] if row["cadre"] not in record["direct"]]
    for row in record["gains"]:
        if row["cadre"] in record["direct"]:
            yield words.say("gainer", person=words.person(row["cadre"]))
            if row["eligible"]:
                yield words.say("eligible", posts=words.posts(row["eligible"]))
            if row["place"]:
                held = {side: words.post(row["place"][side]) for side in SIDES}
                yield words.say("placed" if held["before"] else "placed_new", **held)
    if wake:
        yield words.say("in_wake", people=words.people(wake))
    if record["solved"] not in ("yes", "unchanged"):
        yield words.say(f"solved.{record['solved']}")
