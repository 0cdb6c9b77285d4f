"""The visible sheets of the slate workbook, one function each."""

from __future__ import annotations

from typing import Any

from models.decided import DECISIONS
from planner.messages import say
from planner.seal.origin import hashes
from planner.workbook.settings import changes
from planner.workbook.style import FONT, Book, Column
from planner.workbook.view import View

SHARES = {  # share rule → what was counted before the round, and of what
    "women_share": ("women", "appointments"),
    "young_share": ("young", "appointments"),
    "heads_two_terms": ("first_heads_two_terms", "first_heads"),
    "deputies_three_terms": ("first_deputies_three_terms", "first_deputies"),
}
NOTED = 6  # the row (0-based) where the table starts on a sheet with a note
HEADING = 150.0  # points of the heading block above it, at the most
SUMMARY = (54, 15, 16, 17, 44)  # the widths of the first sheet's columns


def opened(
    book: Book,
    view: View,
    name: str,
    columns: list[Column],
    note: str = "",
    form: str = "plain",
    *,
    words: str = "slate",
    portrait: bool = False,
) -> tuple[Any, int]:
    """A sheet with the heading block and a note under it; returns it and the row where its table starts.

    The sheet's name is ``words.name``, its title ``words.title.name``.
    """
    title = view.word(f"{words}.title.{name}")
    sheet = book.sheet(view.word(f"{words}.{name}"), columns, of_page=view.say("page"), portrait=portrait)
    book.titles[sheet.get_name()] = title
    last, half = len(columns) - 1, max(0, len(columns) // 2 - 1)

    def across(row: int, first: int, end: int, text: str, form: str) -> None:
        if first < end:
            sheet.merge_range(row, first, row, end, text, book.formats[form])
        else:
            sheet.write_string(row, first, text, book.formats[form])

    for row, key in enumerate(("office_1", "office_2")):
        across(row, 0, half, view.say(key), "left")
        book.row(sheet, row, 21 if row == 0 else 18)
    across(0, half + 1, last, view.say("draft"), "mark")
    across(2, 0, last, title, "title")
    book.row(sheet, 2, 26)
    day = view.day(view.round.settings.date)
    line = view.say("of_round", title=view.round_title, date=day)
    across(3, 0, last, line, "subtitle")
    if note:
        across(4, 0, last, note, form)
        room = sum(column.width for column in columns)
        book.row(sheet, 4, book.height([Column("", room, "bold" if form == "status" else "text")], [note]) + 4)
    return sheet, NOTED if note else NOTED - 1


def summary(book: Book, view: View) -> None:
    """Status in a sentence, the figures before → after → target with a chart, and the tiers."""
    columns = [Column("", width) for width in SUMMARY]
    sheet, top = opened(book, view, "summary", columns, view.status(), "status")
    sheet.fit_to_pages(1, 1)
    heads = _heads(view, "figure", "before", "after", "target", "verdict")
    shares = _shares(view)
    end = _block(book, sheet, top, heads, [*shares, *_figures(view)])
    chart: Any = book.file.add_chart({"type": "column"})
    name = view.say("summary")
    for at, colour in ((2, "#4472C4"), (3, "#A5A5A5")):
        chart.add_series(
            {
                "name": heads[at].heading,
                "categories": [name, top + 1, 0, top + len(shares), 0],
                "values": [name, top + 1, at, top + len(shares), at],
                "fill": {"color": colour},
                "data_labels": {"value": True, "font": {"name": FONT, "size": 10}},
            }
        )
    chart.set_title({"name": view.say("sum.chart"), "name_font": {"name": FONT, "size": 12}})
    chart.set_x_axis({"num_font": {"name": FONT, "size": 9}})
    chart.set_y_axis({"min": 0, "num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 10}})
    chart.set_size({"width": 7 * sum(SUMMARY) + 10, "height": 300})
    sheet.insert_chart(end + 1, 0, chart, {"x_offset": 10, "description": view.say("sum.chart")})
    tiers = [
        [f"{n}. {view.code('tier', t['id'])}", t["value"], t["bound"], view.say("yes" if t["proven"] else "no"),
         view.code("tier_unit", t["id"])]
        for n, t in enumerate(view.paper["tiers"], 1)
    ]  # fmt: skip
    _block(book, sheet, end + 18, _heads(view, "tier", "value", "bound", "proven", "counts"), tiers)


def _heads(view: View, *names: str) -> list[Column]:
    return [Column(view.say(f"sum.{name}"), width) for name, width in zip(names, SUMMARY, strict=True)]


def _block(book: Book, sheet: Any, top: int, heads: list[Column], rows: list[list[Any]]) -> int:
    for at, column in enumerate(heads):
        sheet.write_string(top, at, column.heading, book.formats["head"])
    sheet.set_row(top, book.height([Column("", head.width, "head") for head in heads], [h.heading for h in heads]))
    percent = book.file.add_format(
        {"font_name": FONT, "font_size": 12, "border": 1, "align": "center", "valign": "top", "num_format": "0.0%"}
    )
    for number, row in enumerate(rows, top + 1):
        for at, value in enumerate(row):
            if isinstance(value, float):
                sheet.write_number(number, at, value, percent)
            elif isinstance(value, int):
                sheet.write_number(number, at, value, book.formats["number"])
            else:
                sheet.write_string(number, at, value or "", book.formats["text" if at == 0 else "center"])
        sheet.set_row(number, book.height(heads, ["" if isinstance(value, float) else value for value in row]))
    return top + 1 + len(rows)


def _shares(view: View) -> list[list[Any]]:
    """Of each share: its value before the round, after it with held seats, its target, and the verdict."""
    rows: list[list[Any]] = []
    percent = {rule: view.number(rule, "percent") for rule in SHARES}
    for line in view.paper["rules"]:
        if line["id"] not in SHARES:
            continue
        got, of = SHARES[line["id"]]
        counts = view.round.settings.ytd.get(line["where"], {})
        before = counts.get(got, 0) / counts[of] if counts.get(of) else "–"
        after = (line["got"] + line["held"]) / line["of"] if line["of"] else "–"
        if line["shortfall"]:
            verdict = view.say("sum.short", count=line["shortfall"])
        else:
            verdict = view.say("sum.met_held", count=line["held"]) if line["held"] else view.say("sum.met")
        place = f" – {line['where']}" if line["where"] else ""
        rows.append([view.code("share", line["id"]) + place, before, after, percent[line["id"]] / 100, verdict])
    return rows


def _figures(view: View) -> list[list[Any]]:
    held = [view.holders(when) for when in ("before", "after")]
    return [
        [view.say("sum.filled"), *map(len, held), len(view.listed), ""],
        [view.say("sum.women"), *(sum(map(view.woman, cadres)) for cadres in held), "", ""],
        [view.say("sum.young"), *(sum(map(view.young, cadres)) for cadres in held), "", ""],
        [view.say("sum.appointed"), "", len(view.made), "", ""],
        [view.say("sum.left_empty"), "", len(view.empty), "", ""],
    ]


def candidates(book: Book, view: View) -> None:
    """Every row of the planning pool with its verdict."""
    widths = (("post", 14, "text"), ("title", 54, "text"), ("cadre", 12, "text"), ("name", 25, "text"),
              ("state", 21, "text"), ("reasons", 58, "text"), ("fit", 7, "number"))  # fmt: skip
    columns = [Column(view.say(f"col.{name}"), width, form) for name, width, form in widths]
    columns += [Column(view.code("fit_short", part), 5, "number") for part in view.law.fit]
    sheet, top = opened(book, view, "candidates", columns, view.say("candidates_note", **view.law.fit))
    rows = []
    for row in sorted(view.by_name(view.paper["candidates"]), key=lambda row: str(row["post"])):
        why = [view.rule(rule) for rule in row["refused_by"]] + [view.awaits(rule) for rule in row["pending_by"]]
        state = "chosen" if view.proposed(row["cadre"], row["post"]) else row["state"]
        points = [row["fit_parts"].get(part, "") for part in view.law.fit]
        rows.append([row["post"], view.post(row["post"]), row["cadre"], view.person(row["cadre"]),
                     view.code("state", state), "\n".join(why), row["fit"], *points])  # fmt: skip
    end = book.table(sheet, top, columns, rows)
    sheet.autofilter(top, 0, max(top + 1, end - 1), len(columns) - 1)


def sources(book: Book, view: View) -> None:
    """What the slate was made from: enough to make it again."""
    from planner import __version__

    columns = [Column(view.say("col.what"), 40, "bold"), Column(view.say("col.value"), 98)]
    sheet, top = opened(book, view, "sources", columns)
    paper, made_of = view.paper, hashes(view.paper)
    rows = [
        [view.say("src.round"), paper["round"]["id"]],
        [view.say("src.date"), view.day(view.round.settings.date)],
        [view.say("src.sha256"), paper["round"]["sha256"]],
        [view.say("src.scheme"), f"{view.scheme.name[view.lang]} ({paper['scheme']})"],
        [say("seal.source.scheme", view.lang), made_of["scheme"]],
        [view.say("src.scenario"), paper["scenario"] or view.say("src.none")],
        [say("seal.source.scenario", view.lang), made_of["scenario"] or view.say("src.none")],
        [view.say("src.settings"), changes(view) or view.say("src.none")],
        [view.say("src.basis"), view.code("basis", view.round.settings.retirement_basis)],
        [view.say("src.horizon"), view.say("months", count=view.round.settings.horizon_months)],
        [view.say("src.version"), f"planner {__version__}"],
        *([[say("seal.source.slate", view.lang), view.seal]] if view.seal else []),
        [view.say("src.invented"), view.say("src.weights")],
    ]
    if view.redacted:
        rows.append([say("redact.source", view.lang), say("redact.what", view.lang)])
    book.table(sheet, top, columns, rows)


LIST_NAME = "quyet_dinh"


def lists(book: Book, view: View) -> None:
    """The choices of the decision column, as a named range on a hidden sheet."""
    sheet = book.file.add_worksheet(view.say("lists"))
    for row, code in enumerate(DECISIONS):
        sheet.write_string(row, 0, view.code("decision", code))
    book.file.define_name(LIST_NAME, f"='{view.say('lists')}'!$A$1:$A${len(DECISIONS)}")
    sheet.hide()
