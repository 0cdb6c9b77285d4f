"""A sweep as a workbook: all of it together, the nominees one by one, and every run."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

from models.tables import Round
from planner.sweep.words import Words, percent, shakiest
from planner.workbook.sheets import opened
from planner.workbook.style import Book, Column
from planner.workbook.view import View

Row = dict[str, Any]
SHEETS = "sweep_sheets"  # the catalogue of their names and titles


def workbook_bytes(paper: Row, rounds: list[Round], lang: str) -> bytes:
    """The whole workbook; the same document gives the same bytes."""
    target = BytesIO()
    book = Book(target)
    groups = Words.of_groups(paper, rounds, lang)
    for write in (together, nominees, newcomers, runs):
        write(book, groups)
    book.close()
    return target.getvalue()


def _opened(book: Book, groups: list[Words], name: str, columns: list[Column]) -> tuple[Any, int]:
    words = groups[0]
    view = Rounds.of(groups) if len(words.paper["rounds"]) > 1 else words.view
    return opened(book, view, name, columns, words.say(f"note.{name}"), words=SHEETS)


class Rounds(View):
    """Several rounds in the heading of a sheet."""

    words = SHEETS

    @classmethod
    def of(cls, groups: list[Words]) -> Rounds:
        """All of those the groups are of, each with its day."""
        rounds = {words.group["round"]: words.view.round for words in groups}.values()
        told = (
            f"{one.settings.title or one.settings.round_id} ({groups[0].view.day(one.settings.date)})" for one in rounds
        )
        first = groups[0].view.round
        joined = replace(first, settings=replace(first.settings, title="; ".join(told)))
        return cls.of_round(joined, groups[0].lang)


def together(book: Book, groups: list[Words]) -> None:
    """Of each group how its runs ended, what its tiers come to and how often each target is met."""
    say = groups[0].say
    names = ("first", "least", "median", "most", "met", "of", "percent")
    columns = [Column(say("col.what"), 72), *(Column(say(f"col.{name}"), 12, "number") for name in names)]
    sheet, top = _opened(book, groups, "together", columns)
    rows: list[list[Any]] = []
    for words in groups:
        rows += [[f"{words.title()}. {words.how()}"], [say("part.tiers")]]
        for row in words.group["tiers"]:
            if row["id"] != "order":
                rows.append([words.tier(row["id"]), *_values(row, "first", "least", "median", "most"), "", "", ""])
        rows.append([say("part.targets")])
        for row in words.group["targets"]:
            share = _or_blank(percent(row["met"], row["of"]))
            rows.append([words.target(row), *_values(row, "first", "least", "median", "most", "met", "of"), share])
    book.table(sheet, top, columns, rows)
    sheet.fit_to_pages(1, 1 if len(groups) == 1 else 0)


def _values(row: Row, *names: str) -> list[Any]:
    return [_or_blank(row[name]) for name in names]


def _or_blank(value: Any) -> Any:
    return "" if value is None else value


def nominees(book: Book, groups: list[Words]) -> None:
    """Each nominee of the undisturbed slates, those who stand least often first."""
    say = groups[0].say
    widths = {"post": 46, "nominee": 30, "stands": 13, "of": 13, "percent": 9}
    widths |= ({"drawn": 13} if groups[0].paper["draws"] else {}) | {"instead": 56}
    columns = [Column(say(f"col.{name}"), width, "text" if width > 20 else "number") for name, width in widths.items()]
    sheet, top = _opened(book, groups, "nominees", columns)
    rows: list[list[Any]] = []
    for words in groups:
        ranked = shakiest(words.group)
        firm = next((at for at, row in enumerate(ranked) if row["stands"] == row["of"]), len(ranked))
        for key, part in (("shaky", ranked[:firm]), ("firm", ranked[firm:])):
            rows += [[f"{words.title()}. {say(f'part.{key}', count=len(part))}"]] if part else []
            for row in part:
                post, who = f"{words.view.post(row['post'])} ({row['post']})", words.coded(row["cadre"])
                counts = [row["stands"], row["of"], _or_blank(percent(row["stands"], row["of"]))]
                counts += [row["drawn"]] if "drawn" in widths else []
                rows.append([post, who, *counts, words.instead(row)])
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
    every = dict.fromkeys(tier["id"] for row in paper["runs"] for tier in row.get("tiers", []))
    tiers = [tier for tier in every if tier != "order"]
    columns = [Column(say("col.run"), 8, "number"), Column(say("col.who"), 70), Column(say("col.status"), 22)]
    columns += [Column(groups[0].tier(tier), 13, "number") for tier in tiers]
    sheet, top = _opened(book, groups, "runs", columns)
    rows: list[list[Any]] = []
    for words in groups:
        rows.append([words.title()])
        for row in words.runs():
            values = {tier["id"]: tier["value"] for tier in row.get("tiers", [])}
            number = row["scenario"] + 1 if words.group["scenario"] is None else row["draw"]
            ended = say(f"ended_as.{row['status']}")
            rows.append([number, words.drawn(row), ended, *(values.get(tier, "") for tier in tiers)])
    book.table(sheet, top, columns, rows)
