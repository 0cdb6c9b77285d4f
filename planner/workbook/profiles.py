"""A page for each nominee: particulars, points and price, with the two reserves side by side."""

from __future__ import annotations

from typing import Any

from planner.workbook import appointing, person
from planner.workbook.explain_sheet import price
from planner.workbook.pages import LONG, SHORT, scaled
from planner.workbook.sheets import HEADING, NOTED, opened
from planner.workbook.style import HEADS, Book, Column, Link
from planner.workbook.view import View

LABEL, PERSON = 26, 28
PARTICULARS = ("name", "cadre", "born", "home", "party", "training", "theory", "now", "planned", "evaluation",
               "discipline", "political", "left")  # fmt: skip
JUDGED = ("ahead", "missed", "price")
AROUND = 6  # the line back to the list, the post, how much there is to choose, the headings; the total; a line between
Row = dict[str, Any]


def places(view: View) -> dict[str, int]:
    """The first row (0-based) of each post's page, in the order of the list of nominees."""
    posts = [post for _, posts in view.by_unit(list(view.made)) for post in posts]
    each = AROUND + len(PARTICULARS) + len(view.law.fit) + len(JUDGED)
    return {post: NOTED + at * each for at, post in enumerate(posts)}


def list_rows(view: View) -> dict[str, int]:
    """The row (0-based) of each post in the list of nominees, under headings of two lines and their numbers."""
    rows: dict[str, int] = {}
    at = NOTED + HEADS
    for _, posts in view.by_unit(list(view.made)):
        rows |= {post: at + number for number, post in enumerate(posts, 1)}
        at += 1 + len(posts)
    return rows


def profiles(book: Book, view: View) -> None:
    """One page for each nominee; without explanations there are no reserves, and the nominee stands alone."""
    alone = not view.reserves
    columns = [Column("", LABEL, "bold"), *([Column("", 3 * PERSON)] if alone else [Column("", PERSON)] * 3)]
    note = view.word("profiles.note_alone" if alone else "profiles.note")
    sheet, _ = opened(book, view, "profiles", columns, note, words="profiles", portrait=True)
    first, listed, heights = places(view), list_rows(view), [HEADING]
    for at, (post, row) in enumerate(first.items()):
        people = [view.made[post]["cadre"], *([] if alone else _reserves(view, post))]
        back = Link(view.word("profiles.back"), view.say("slate"), listed[post])
        sheet.write_url(row, 0, back.to, book.format(underline=1, italic=True), back.text)
        heights.append(_page(book, view, sheet, row, columns, post, people) + HEADING * (at == 0))
    sheet.set_h_pagebreaks(list(first.values())[1:])  # which a sheet fitted to pages would not keep
    scaled(sheet, columns, SHORT, max(heights), LONG)


def _reserves(view: View, post: str) -> list[str]:
    """The first and the second reserve; "" where there is none."""
    ranked = {row["rank"]: str(row["cadre"]) for row in view.reserves.get(post, ())}
    return [ranked.get(1, ""), ranked.get(2, "")]


def _page(book: Book, view: View, sheet: Any, row: int, columns: list[Column], post: str, people: list[str]) -> float:
    """Write one page from ``row``; returns its height in points."""
    last = len(columns) - 1
    title = view.titled.get(post, {})
    sheet.write_string(row, last, post, book.format(align="right", italic=True))
    unit = view.units[view.posts[post]["unit_id"]]
    place = f"{view.posts[post]['title']} – {unit['name']}"
    room = [Column("", sum(column.width for column in columns), "bold")]
    sheet.merge_range(row + 1, 0, row + 1, last, place, book.formats["group"])
    choice = view.say(f"choice.{title['choice']}") if title else view.word("profiles.not_explained")
    sheet.merge_range(row + 2, 0, row + 2, last, choice, book.formats["text"])
    sheet.set_row(row + 1, book.height(room, [place]) + 6)
    sheet.set_row(row + 2, book.height(room, [choice]))
    heads = [view.word(f"profiles.{name}") for name in ("nominee", "reserve_1", "reserve_2")[:last]]
    total = 60.0 + book.height(room, [place]) + book.height(room, [choice])
    lines = [["", *heads], *_lines(view, post, people)]
    for at, line in enumerate(lines, row + 3):
        head = at == row + 3
        named = line[0] == view.word("profiles.line.name")
        forms = ["head"] * len(columns) if head else ["bold", *("bold" if named else "text" for _ in people)]
        height = book.height([Column("", c.width, form) for c, form in zip(columns, forms, strict=True)], line)
        sheet.set_row(at, height)
        total += height
        book.cells(sheet, at, forms, line)
    _bars(view, sheet, row + 3 + 1 + len(PARTICULARS) + 1, last)
    return total


def _lines(view: View, post: str, people: list[str]) -> list[list[Any]]:
    """The lines under the headings: a label, then a cell for each person."""
    cells = [_cells(view, post, cadre, people) if cadre else {} for cadre in people]
    parts = [f"fit_{part}" for part in view.law.fit]
    labels = {name: view.word(f"profiles.line.{name}") for name in (*PARTICULARS, "fit", *JUDGED)}
    labels |= {
        f"fit_{part}": view.word("profiles.part", part=view.code("fit", part), most=most)
        for part, most in view.law.fit.items()
    }
    return [[labels[name], *(cell.get(name, "") for cell in cells)] for name in (*PARTICULARS, "fit", *parts, *JUDGED)]


def _cells(view: View, post: str, cadre: str, people: list[str]) -> dict[str, Any]:
    row = view.cadres[cadre]
    fit = view.rated(cadre, post)
    nominee = cadre == people[0]
    found = next((one for one in view.titled.get(post, {}).get("candidates", []) if one["cadre"] == cadre), None)
    form = view.word(f"nominees.form.{appointing.form(view, view.made[post])}")
    return {
        "name": view.person(cadre),
        "cadre": cadre,
        "born": f"{view.birth(row)} ({view.code('gender', row['gender'])})",
        "home": person.home(view, cadre),
        "party": view.day(row["party_date"]),
        "training": person.training(view, cadre),
        "theory": view.code("theory", row["theory"] or "none"),
        "now": view.now(cadre),
        "planned": person.planned(view, cadre, post).replace("\n", ", "),
        "evaluation": person.evaluations(view, cadre),
        "discipline": person.discipline(view, cadre),
        "political": person.political(view, cadre),
        "left": view.months_left(cadre).replace("\n", " "),
        "fit": fit["fit"] if fit else "",
        **({f"fit_{part}": points for part, points in fit["fit_parts"].items()} if fit else {}),
        "ahead": _ahead(view, post, cadre, people),
        "missed": "\n".join(f"– {view.rule(rule)}" for rule in found["missed"]) if found else "",
        "price": form if nominee else price(view, found) if found else "",
    }


def _ahead(view: View, post: str, cadre: str, people: list[str]) -> str:
    """What speaks for somebody: marks, and the parts of the fit in which nobody beside has as many points."""
    rated = {one: view.rated(one, post)["fit_parts"] for one in people if one and view.rated(one, post)}
    mine, others = rated.get(cadre, {}), [parts for one, parts in rated.items() if one != cadre]
    best = [
        view.code("fit", part)
        for part, points in mine.items()
        if others and all(points > parts.get(part, 0) for parts in others)
    ]
    marks = person.marks(view, cadre, post)
    text = "; ".join([*marks, *([view.word("profiles.best", parts=", ".join(best))] if best else [])])
    return text[:1].upper() + text[1:]


def _bars(view: View, sheet: Any, first: int, last: int) -> None:
    """A grey bar behind the points of each part, as long as they are of what the part is worth."""
    for at, most in enumerate(view.law.fit.values(), first):
        rule = {"type": "data_bar", "bar_color": "#BFBFBF", "min_type": "num", "min_value": 0,
                "max_type": "num", "max_value": most}  # fmt: skip
        sheet.conditional_format(at, 1, at, last, rule)
