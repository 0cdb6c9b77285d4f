"""A sweep as a workbook: all of it together, the nominees one by one, and every run."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from models.tables import Round
from planner.sweep.words import Words, percent, shakiest
from planner.workbook.sheets import opened
from planner.workbook.style import Book, Column

Row = dict[str, Any]
SHEETS = "sweep_sheets"  # the catalogue of their names and titles


def workbook_bytes(paper: Row, rounds: list[Round], lang: str) -> bytes:
    """The whole workbook; the same document gives the same bytes."""
    target = BytesIO()
    book = Book(target)
    groups = [Words(paper, group, rounds[group["round"]], lang) for group in paper["groups"]]
    for write in (together, nominees, newcomers, runs):
        write(book, groups)
    book.close()
    return target.getvalue()


def _opened(book: Book, groups: list[Words], name: str, columns: list[Column]) -> tuple[Any, int]:
    words = groups[0]
    return opened(book, words.view, name, columns, words.say(f"note.{name}"), words=SHEETS)


def together(book: Book, groups: list[Words]) -> None:
    """Of each group how its runs ended, what its tiers come to and how often each target is met."""
    say = groups[0].say
    columns = [Column(say("col.what"), 78), *(Column(say(f"col.{name}"), 16, "number") for name in
               ("first", "least", "median", "most", "met"))]  # fmt: skip
    sheet, top = _opened(book, groups, "together", columns)
    rows: list[list[Any]] = []
    for words in groups:
        rows += [[f"{words.title()}. {words.how()}"], [say("part.tiers")]]
        for row in words.group["tiers"]:
            if row["id"] != "order":
                rows.append([words.tier(row["id"]), *_values(row, "first", "least", "median", "most"), ""])
        rows.append([say("part.targets")])
        for row in words.group["targets"]:
            met = f"{row['met']}/{row['of']} ({percent(row['met'], row['of'])})"
            rows.append([words.target(row), *_values(row, "first", "least", "median", "most"), met])
    book.table(sheet, top, columns, rows)
    sheet.fit_to_pages(1, 1 if len(groups) == 1 else 0)


def _values(row: Row, *names: str) -> list[Any]:
    return ["" if row[name] is None else row[name] for name in names]


def nominees(book: Book, groups: list[Words]) -> None:
    """Each nominee of the undisturbed slates, those who stand least often first."""
    say = groups[0].say
    widths = {"post": 46, "nominee": 30, "stands": 13, "of": 13, "percent": 11, "drawn": 13, "instead": 56}
    columns = [Column(say(f"col.{name}"), width, "text" if width > 20 else "number") for name, width in widths.items()]
    sheet, top = _opened(book, groups, "nominees", columns)
    rows: list[list[Any]] = []
    for words in groups:
        rows.append([words.title()])
        for row in shakiest(words.group):
            rows.append(
                [
                    f"{words.view.post(row['post'])} ({row['post']})",
                    words.coded(row["cadre"]),
                    row["stands"],
                    row["of"],
                    percent(row["stands"], row["of"]),
                    row["drawn"],
                    words.instead(row),
                ]
            )
    book.table(sheet, top, columns, rows)


def newcomers(book: Book, groups: list[Words]) -> None:
    """Who is appointed in some run, though not in the undisturbed slate."""
    say = groups[0].say
    columns = [Column(say("col.cadre"), 40), Column(say("col.now"), 70), Column(say("col.runs"), 16, "number")]
    sheet, top = _opened(book, groups, "newcomers", columns)
    rows: list[list[Any]] = []
    for words in groups:
        rows.append([words.title()])
        for row in words.group["newcomers"]:
            rows.append([words.coded(row["cadre"]), words.view.now(row["cadre"]), row["runs"]])
    book.table(sheet, top, columns, rows)


def runs(book: Book, groups: list[Words]) -> None:
    """Every run: who was drawn, how it ended, its tiers."""
    say, paper = groups[0].say, groups[0].paper
    tiers = list(dict.fromkeys(tier["id"] for row in paper["runs"] for tier in row["tiers"] if tier["id"] != "order"))
    columns = [Column(say("col.run"), 8, "number"), Column(say("col.who"), 70), Column(say("col.status"), 22)]
    columns += [Column(groups[0].tier(tier), 13, "number") for tier in tiers]
    sheet, top = _opened(book, groups, "runs", columns)
    rows: list[list[Any]] = []
    for words in groups:
        rows.append([words.title()])
        for row in _of(paper, words.group):
            values = {tier["id"]: tier["value"] for tier in row["tiers"]}
            number = row["scenario"] + 1 if words.group["scenario"] is None else row["draw"]
            ended = say(f"ended_as.{row['status']}")
            rows.append([number, words.drawn(row), ended, *(values.get(tier, "") for tier in tiers)])
    book.table(sheet, top, columns, rows)


def _of(paper: Row, group: Row) -> list[Row]:
    """The runs of a group."""
    return [
        row for row in paper["runs"] if row["round"] == group["round"] and group["scenario"] in (None, row["scenario"])
    ]
