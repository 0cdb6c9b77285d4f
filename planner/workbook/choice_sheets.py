"""The workbooks of what else could be chosen: a front with its chart and steps, slates as good, the room of weights."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

from models.price import ORDER
from planner.choices import Best, Row, Words, alternatives, front, weights
from planner.choices.tables import moved, name, room
from planner.workbook.sheets import opened, sources
from planner.workbook.style import FONT, Book, Column

SERIES = 6  # values of a third axis told apart by colour; more would be no help to the eye
LINE = "chart_data"  # the hidden sheet the chart is drawn from


def book_bytes(best: Best, paper: Row, kind: str) -> bytes:
    """The workbook of a front, of alternatives or of weights; the same document gives the same bytes."""
    target = BytesIO()
    book, words = Book(target), best.words
    for write in {
        "front": (_points, _chart, _steps),
        "alternatives": (_slates, _posts),
        "weights": (_weights,),
    }[kind]:
        write(book, best, paper)
    sources(book, words)
    book.close()
    return target.getvalue()


def _changed(words: Words, rows: list[Row]) -> str:
    return "\n".join(moved(words, row) for row in rows)


def _tiers(best: Best, without: set[str]) -> list[str]:
    return [tier for tier in best.judged.tiers if tier != ORDER and tier not in without]


# --- the front ------------------------------------------------------------------------------------
def _points(book: Book, best: Best, paper: Row) -> None:
    """A line for each point: the axes, the other tiers, how many posts change from the point before."""
    words, axes = best.words, [axis["id"] for axis in paper["axes"]]
    rest = _tiers(best, set(axes))
    columns = [Column(words.say("col.number"), 9, "center")]
    columns += [Column(words.say(f"axis.{axis}"), 20, "number") for axis in axes]
    columns += [Column(words.code("tier_short", tier), 13, "number") for tier in rest]
    columns += [Column(words.say("col.posts_changed"), 13, "number")]
    note = " ".join([front.status(best, paper), words.say("star"), *front.kept(best, paper)])
    sheet, top = opened(book, words, "front", columns, note, words="choices")
    rows = []
    for point in paper["points"]:
        tiers = {tier["id"]: tier["value"] for tier in point["tiers"]}
        mark = "*" if point["number"] == paper["best"]["point"] else ""
        rows.append([f"{point['number']}{mark}", *point["values"].values(), *(tiers[tier] for tier in rest),
                     len(point["changes"])])  # fmt: skip
    own = {tier["id"]: tier["value"] for tier in paper["best"]["tiers"]}
    if paper["best"]["point"] is None:
        rows.append([words.say("best_row")])
        rows.append(["*", *paper["best"]["values"].values(), *(own[tier] for tier in rest), ""])
    book.table(sheet, top, columns, rows)


def _chart(book: Book, best: Best, paper: Row) -> None:
    """The points of the first two axes, joined by steps; with a third axis a colour for each of its values."""
    words, (x, y, *z) = best.words, [axis["id"] for axis in paper["axes"]]
    sheet, top = opened(
        book, words, "chart", [Column("", 26) for _ in range(5)], front.status(best, paper), words="choices"
    )
    data = book.file.add_worksheet(LINE)
    data.hide()
    spots = [(point["values"][x], point["values"][y], str(point["number"]), point["values"].get(z[0]) if z else None)
             for point in paper["points"]]  # fmt: skip
    chart: Any = book.file.add_chart({"type": "scatter", "subtype": "straight"})

    def series(at: int, path: list[tuple[int, int]], **how: Any) -> None:
        for row, spot in enumerate(path):
            for col, value in enumerate(spot):
                data.write_number(row, 2 * at + col, value)
        end = len(path) - 1
        cells = {"categories": [LINE, 0, 2 * at, end, 2 * at], "values": [LINE, 0, 2 * at + 1, end, 2 * at + 1]}
        chart.add_series(cells | how)

    kinds = sorted({spot[3] for spot in spots if spot[3] is not None})
    several = 1 < len(kinds) <= SERIES
    if not z:
        steps = [spots[0][:2]]
        for left, right in pairwise(spots):
            steps += [(left[0], right[1]), right[:2]]
        series(0, steps, name=words.say("chart_steps"), line={"color": "#7F7F7F", "width": 1.5})
    for at, kind in enumerate(kinds if several else [None], 1):
        mine = [spot for spot in spots if not several or spot[3] == kind]
        title = f"{words.say(f'axis.{z[0]}')}: {kind}" if several else words.say("chart_points")
        marks: dict[str, Any] = {"type": "circle", "size": 8}
        if not several:
            marks |= {"fill": {"color": "#9C0006"}, "border": {"color": "#9C0006"}}
        font = {"name": FONT, "size": 10}
        labels = {"value": True, "custom": [{"value": spot[2]} for spot in mine], "position": "above", "font": font}
        series(at, [spot[:2] for spot in mine], name=title, marker=marks, line={"none": True}, data_labels=labels)
    chart.set_title({"name": words.say("title.chart"), "name_font": {"name": FONT, "size": 13}})
    for axis, put in ((x, chart.set_x_axis), (y, chart.set_y_axis)):
        better = next(one["better"] for one in paper["axes"] if one["id"] == axis)
        label = f"{words.say(f'axis.{axis}')} ({words.say(f'better.{better}')})"
        put({"name": label, "name_font": {"name": FONT, "size": 11}, "num_font": {"name": FONT, "size": 10},
             "num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}}})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 10}})
    chart.set_size({"width": 920, "height": 460})
    sheet.insert_chart(top, 0, chart, {"x_offset": 10, "description": words.say("title.chart")})
    sheet.fit_to_pages(1, 1)


def _steps(book: Book, best: Best, paper: Row) -> None:
    """Of each step what it gains and costs, and whose names change."""
    words = best.words
    columns = _change_columns(words)
    sheet, top = opened(book, words, "steps", columns, words.say("steps_note"), words="choices")
    rows: list[list[Any]] = []
    for point in paper["points"]:
        rows.append([f"{point['number']}. {point['text']}"])
        rows += [_change(words, row) for row in point["changes"]] or [[words.say("no_name_changes")]]
    book.table(sheet, top, columns, rows)


def _change_columns(words: Words) -> list[Column]:
    widths = (("post", 14, "text"), ("title", 62, "text"), ("name_before", 30, "text"), ("name_after", 30, "bold"))
    return [Column(words.say(f"col.{key}"), width, form) for key, width, form in widths]


def _change(words: Words, row: Row) -> list[Any]:
    return [row["post"], words.post(row["post"]), name(words, row["before"]), name(words, row["after"])]


# --- alternatives -----------------------------------------------------------------------------------
def _slates(book: Book, best: Best, paper: Row) -> None:
    """A line for each slate: how far it is from those before it, and its tiers."""
    words, rest = best.words, _tiers(best, set())
    columns = [Column(words.say("col.number"), 9, "center"), Column(words.say("col.nearest"), 22, "number")]
    columns += [Column(words.say("col.from_each"), 26, "center")]
    columns += [Column(words.code("tier_short", tier), 15, "number") for tier in rest]
    note = " ".join([*alternatives.status(best, paper), words.say("apart_note")])
    sheet, top = opened(book, words, "apart", columns, note, words="choices")
    rows = []
    for row in paper["slates"]:
        tiers = {tier["id"]: tier["value"] for tier in row["tiers"]}
        nearest = "–" if row["nearest"] is None else row["nearest"]
        apart = ", ".join(map(str, row["apart"]))
        rows.append([str(row["number"]), nearest, apart, *(tiers[tier] for tier in rest)])
    book.table(sheet, top, columns, rows)


def _posts(book: Book, best: Best, paper: Row) -> None:
    """Posts by slates, of the posts where they differ; a name other than the best slate's stands out."""
    words, count = best.words, len(paper["slates"])
    columns = [Column(words.say("col.post"), 14), Column(words.say("col.title"), 44)]
    columns += [Column(words.say("col.slate", number=at), 22) for at in range(1, count + 1)]
    sheet, top = opened(
        book, words, "apart_posts_sheet", columns, words.say("apart_posts", count=len(paper["posts"])), words="choices"
    )
    holders = {row["post"]: row["holders"] for row in paper["posts"]}
    rows: list[list[Any]] = []
    marked: list[tuple[int, int, str]] = []
    for unit, posts in words.by_unit(list(holders)):
        rows.append([unit])
        for post in posts:
            names = [name(words, cadre) for cadre in holders[post]]
            differs = [at for at, cadre in enumerate(holders[post]) if cadre != holders[post][0]]
            marked += [(top + 1 + len(rows), 2 + at, names[at]) for at in differs]
            rows.append([post, words.posts[post]["title"], *names])
    book.table(sheet, top, columns, rows)
    for row, col, text in marked:
        sheet.write_string(row, col, text, book.formats["bad"])


# --- weights ----------------------------------------------------------------------------------------
def _weights(book: Book, best: Best, paper: Row) -> None:
    """Of each weight its room, and whose names change just beyond it."""
    words = best.words
    widths = (("part", 22, "bold"), ("weight", 11, "number"), ("room", 16, "center"), ("sensible", 16, "center"),
              ("below", 52, "text"), ("above", 52, "text"))  # fmt: skip
    columns = [Column(words.say(f"col.{key}"), width, form) for key, width, form in widths]
    note = f"{weights.status(best, paper)} {words.say('weights_note')}"
    sheet, top = opened(book, words, "weights", columns, note, words="choices")
    rows = []
    for row in paper["weights"]:
        low, high = paper["sensible"]["box"][row["part"]]
        sides = [words.say("at", weight=row[side]["weight"]) + "\n" + _changed(words, row[side]["changes"])
                 if row[side] else "" for side in ("below", "above")]  # fmt: skip
        rows.append([words.code("fit", row["part"]), row["weight"], room(words, row), f"{low}–{high}", *sides])
    changes = paper["sensible"]["changes"]
    if changes:
        rows.append([words.say("example", weights=weights.listed(words, paper["sensible"]["weights"]))])
        half = -(-len(changes) // 2)  # in two columns, which are wide enough for names
        rows.append(["", "", "", "", _changed(words, changes[:half]), _changed(words, changes[half:])])
    book.table(sheet, top, columns, rows)
