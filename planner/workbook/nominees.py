"""The sheet of nominees as a *danh sách trích ngang*, and that of empty seats, with the Committee's columns."""

from __future__ import annotations

from collections import Counter
from typing import Any

from models.decided import DECISIONS
from planner import decisions
from planner.workbook import appointing, person, profiles
from planner.workbook.pages import paged
from planner.workbook.sheets import LIST_NAME, opened
from planner.workbook.style import HEADS, Book, Column, Link
from planner.workbook.view import View

DECIDED = (("decision", 9), ("chosen_cadre", 8.4), ("votes_for", 6.6), ("votes_against", 6.6), ("note", 8.4))
# Column, width, form and the heading it stands under. At 12 points they fill a page of A4 landscape at two thirds of
# its size: 8 points in print, what a form of the Party's statistics is read in.
LISTED = (
    ("no", 3.6, "center", ""),
    ("post", 9, "text", ""),
    ("title", 12.4, "bold", ""),
    ("nominee", 13, "bold", ""),
    ("cadre", 8, "text", ""),
    ("male", 10.2, "center", "born"),
    ("female", 10.2, "center", "born"),
    ("home", 8.6, "text", ""),
    ("party", 10.2, "center", ""),
    ("field", 10.8, "text", "training"),
    ("theory", 6.8, "center", "training"),
    ("now", 15.4, "text", ""),
    ("planned", 10.2, "text", ""),
    ("evaluation", 9, "center", ""),
    ("left", 8.6, "text", ""),
    ("form", 9.4, "text", ""),
    ("notes", 13, "text", ""),
)
CODED = ("post", "cadre")  # headings the reader looks for stand in the slate's own words


def slate(book: Book, view: View) -> None:
    """Each appointment with the nominee's particulars, and the Committee's decision beside it."""
    columns = [_listed(view, *spec) for spec in LISTED] + _decided(view)
    sheet, top = opened(book, view, "slate", columns, view.word("nominees.note"))
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.55)
    rows: list[list[Any]] = []
    to = view.word("profiles.profiles")
    links = {post: Link(at, to, row) for at, (post, row) in enumerate(profiles.places(view).items(), 1)}
    for unit, posts in view.by_unit(list(view.made)):
        rows.append([unit])
        rows += [[links[post], *_nominee(view, post), *_before(view, post)] for post in posts]
    end = book.table(sheet, top, columns, rows)
    paged(book, sheet, columns, top, rows)
    _decisions(book, view, sheet, top + HEADS, end, len(LISTED))
    book.name("phuong_an", sheet, top, 0, end - 1, len(columns) - 1)


def _listed(view: View, name: str, width: float, form: str, under: str) -> Column:
    if name in CODED:
        return Column(view.say(f"col.{name}"), width, form)
    year = view.round.settings.date // 10000
    heading = view.word(f"nominees.col.{name}", first=year - 3, last=year - 1)
    return Column(heading, width, form, view.word(f"nominees.under.{under}") if under else "")


def _decided(view: View) -> list[Column]:
    return [
        Column(view.say(f"col.{name}"), width, "input", view.word("nominees.under.decided")) for name, width in DECIDED
    ]


def _nominee(view: View, post: str) -> list[Any]:
    row = view.made[post]
    cadre = row["cadre"]
    born, woman = view.birth(view.cadres[cadre]), view.woman(cadre)
    return [
        post,
        view.posts[post]["title"],
        view.person(cadre),
        cadre,
        "" if woman else born,
        born if woman else "",
        person.home(view, cadre),
        view.day(view.cadres[cadre]["party_date"]),
        person.training(view, cadre),
        person.theory(view, cadre),
        view.now(cadre),
        person.planned(view, cadre, post),
        person.record(view, cadre),
        view.months_left(cadre),
        form(view, row),
        _notes(view, row),
    ]


def form(view: View, row: dict[str, Any]) -> str:
    """How the post is filled, and what kind of step it is."""
    way = view.word(f"nominees.form.{appointing.form(view, row)}")
    kind = view.word(f"nominees.kind.{row['kind']}") if row["kind"] != "second" else ""
    return "; ".join(filter(None, (way, kind)))


def _notes(view: View, row: dict[str, Any]) -> str:
    """What sets the person apart, and who stands in reserve."""
    marks = [view.word("nominees.young")] if view.young(row["cadre"]) else []
    marks += [] if row["counted"] else [view.say("not_counted")]
    reserves = [
        view.word("nominees.reserve", rank=one["rank"], name=view.person(one["cadre"]))
        for one in view.reserves.get(row["post"], ())
    ]
    return "\n".join([*marks, *reserves])


def vacant(book: Book, view: View) -> None:
    """Each seat left empty, why, whom it is held for, and the Committee's decision beside it."""
    shown = (("no", 4.6, "center"), ("post", 11, "text"), ("title", 40, "bold"), ("why", 34, "text"),
             ("held_for", 12, "text"), ("admitted", 8, "center"), ("pending", 8, "center"), ("refused", 8, "center"),
             ("reserves", 26, "text"))  # fmt: skip
    columns = [
        Column(
            view.word(f"nominees.col.{name}") if name in ("no", "reserves") else view.say(f"col.{name}"),
            width,
            form,
            view.word("nominees.under.pool") if name in ("admitted", "pending", "refused") else "",
        )
        for name, width, form in shown
    ]
    sheet, top = opened(book, view, "vacant", columns + _decided(view), view.say("vacant_note"))
    people = {(view.alike(row["post"]), row["cadre"]): row["state"] for row in view.paper["candidates"]}
    states = Counter((alike, state) for (alike, _), state in people.items())
    rows: list[list[Any]] = []
    numbers = iter(range(1, len(view.empty) + 1))
    for unit, posts in view.by_unit(list(view.empty)):
        rows.append([unit])
        for post in posts:
            row = view.empty[post]
            kept = row["held_for"] or view.posts[post]["reserved_for"]
            held = view.code("held", kept) if kept else ""
            count = [states[view.alike(post), state] for state in ("admitted", "pending", "refused")]
            rows.append([next(numbers), post, view.posts[post]["title"], view.code("why", row["why"]), held, *count,
                         reserves(view, post), *_before(view, post)])  # fmt: skip
    end = book.table(sheet, top, columns + _decided(view), rows)
    paged(book, sheet, columns + _decided(view), top, rows)
    _decisions(book, view, sheet, top + HEADS, end, len(columns))
    book.name("vi_tri_khuyet", sheet, top, 0, end - 1, len(columns) + len(DECIDED) - 1)


def _before(view: View, post: str) -> list[Any]:
    """The Committee's columns: what it decided on an earlier slate and this one carries out, with votes and note."""
    row = decisions.shown(view.paper["decisions"], post, view.made[post]["cadre"] if post in view.made else "")
    if row is None:
        return ["" for _ in DECIDED]
    word = "agree" if decisions.keeps(row) else row["decision"]
    said = view.code("decision", word) if word else ""
    return [said, "", *("" if row[name] is None else row[name] for name in ("votes_for", "votes_against")), row["note"]]


def reserves(view: View, post: str) -> str:
    """Those who stand in reserve for a post, a line each."""
    rows = view.reserves.get(post, ())
    return "\n".join(f"{row['rank']}. {view.person(row['cadre'])} ({row['cadre']})" for row in rows)


def _decisions(book: Book, view: View, sheet: Any, first: int, end: int, at: int) -> None:
    """The drop-down, whole numbers of votes, and a decision that shows in black and white as well."""
    last = max(first, end - 1)
    said = {code: view.code("decision", code) for code in DECISIONS}
    words = {"input_title": view.say("col.decision"), "input_message": view.word("nominees.choose"),
             "error_title": view.say("col.decision"), "error_message": view.word("nominees.one_of")}  # fmt: skip
    rule = {"validate": "list", "source": "=" + LIST_NAME, "ignore_blank": True}
    sheet.data_validation(first, at, last, at, rule | words)
    votes = {"validate": "integer", "criteria": ">=", "value": 0, "error_message": view.word("nominees.whole")}
    sheet.data_validation(first, at + 2, last, at + 3, votes)
    looks = {
        "agree": {"bold": True, "bg_color": "#E2EFDA"},
        "refuse": {"bold": True, "font_strikeout": True, "bg_color": "#F8CBAD"},
        "postpone": {"italic": True, "bg_color": "#D9D9D9"},
        "other": {"bold": True, "italic": True, "bg_color": "#FFE699"},
    }
    looks |= dict.fromkeys(("reserve_1", "reserve_2"), looks["other"])
    for code, look in looks.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{said[code]}"', "format": book.file.add_format(look)}
        sheet.conditional_format(first, at, last, at, rule)
