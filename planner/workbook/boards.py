"""The boards of teams: a card for each seat of a unit after the round, newcomers and empty seats marked by signs."""

from __future__ import annotations

from typing import Any

from planner.collation import by_given_name
from planner.workbook.pages import broken, scaled
from planner.workbook.sheets import HEADING, opened
from planner.workbook.style import Book, Column
from planner.workbook.teams import Seat, Team, about, gone, teams
from planner.workbook.view import View

CARDS, WIDTH = 5, 33  # cards beside each other, and the width of each in Excel's units
GAP = 10.0  # points between two units
BORDER = {"left": 1, "right": 1, "text_wrap": True, "align": "center"}
LOOKS: dict[str, dict[str, Any]] = {  # in black and white a newcomer is framed thick, an empty seat dotted
    "stays": {},
    "new": {"left": 2, "right": 2, "bg_color": "#E7E6E6"},
    "empty": {"left": 4, "right": 4, "italic": True},
}
EDGE = {"stays": 1, "new": 2, "empty": 4}


def boards(book: Book, view: View) -> None:
    """Each unit: its seats by rank, then who leaves, other titles, women, young and age levels."""
    columns = [Column("", WIDTH)] * CARDS
    sheet, top = opened(book, view, "boards", columns, view.word("boards.note"), words="boards")
    row, blocks = top, []
    for heading, team in teams(view):
        first = row
        _across(book, sheet, row, f"{heading}    {_levels(view, team)}", "group")
        row += 1
        for at in range(0, len(team.seats), CARDS):
            _cards(book, view, sheet, row, team.seats[at : at + CARDS])
            row += 3
        for line in _lines(view, team):
            _across(book, sheet, row, line, "plain")
            row += 1
        book.row(sheet, row, GAP)
        row += 1
        blocks.append((first, sum(book.high(sheet, at) for at in range(first, row))))
    scale = scaled(sheet, columns)
    sheet.set_h_pagebreaks(broken(blocks, scale, HEADING))


def _levels(view: View, team: Team) -> str:
    levels = team.levels
    return view.word("boards.levels", before=levels.before, after=levels.after, need=levels.need) if levels else ""


def _across(book: Book, sheet: Any, row: int, text: str, form: str) -> None:
    sheet.merge_range(row, 0, row, CARDS - 1, text, book.formats[form])
    book.row(sheet, row, book.height([Column("", CARDS * WIDTH, "bold")], [text]))


def _cards(book: Book, view: View, sheet: Any, row: int, seats: list[Seat]) -> None:
    """Cards beside each other, in three rows: title, name with its sign, particulars."""
    texts = [_card(view, seat) for seat in seats]
    for line, size in enumerate((11, 12, 11)):
        form = "bold" if line < 2 else "text"
        room = [Column("", WIDTH, form)] * len(seats)
        book.row(sheet, row + line, book.height(room, [text[line] for text in texts], size))
    for at, (seat, text) in enumerate(zip(seats, texts, strict=True)):
        state = "new" if seat.new else "stays" if seat.after else "empty"
        look, edge = BORDER | LOOKS[state], EDGE[state]
        sheet.write_string(row, at, text[0], book.format(**look | {"top": edge, "font_size": 11, "italic": True}))
        sheet.write_string(row + 1, at, text[1], book.format(**look | {"bold": True}))
        sheet.write_string(row + 2, at, text[2], book.format(**look | {"bottom": edge, "font_size": 11}))


def _card(view: View, seat: Seat) -> tuple[str, str, str]:
    title = str(view.posts[seat.post]["title"])
    if not seat.after:
        why = view.empty[seat.post]["why"] if seat.post in view.empty else ""
        return title, view.word("boards.empty"), view.code("why", why) if why else ""
    name, told = view.person(seat.after), about(view, seat.after)
    if not seat.new:
        return title, name, told
    came = view.now(seat.after)
    return title, view.word("boards.new", name=name), f"{told}\n{view.word('boards.from', post=came)}"


def _lines(view: View, team: Team) -> list[str]:
    """Under the cards: who goes and where to, the other titles, and the team in figures."""
    left = sorted(team.left, key=lambda seat: by_given_name(view.person(seat.before)))
    going = [gone(view, seat.before, f"{view.person(seat.before)} ({view.posts[seat.post]['title']})") for seat in left]
    others = [_named(view, seat) for seat in sorted(team.others, key=lambda seat: _name(view, seat)) if seat.after]
    members = [seat.after for seat in team.seats if seat.after]
    figures = view.word(
        "boards.figures",
        filled=len(members),
        seats=len(team.seats),
        women=sum(map(view.woman, members)),
        young=sum(map(view.young, members)),
    )
    return [
        *([view.word("boards.gone", people="; ".join(going))] if going else []),
        *([view.word("boards.others", people="; ".join(others))] if others else []),
        figures,
    ]


def _name(view: View, seat: Seat) -> Any:
    return by_given_name(view.person(seat.after)) if seat.after else ()


def _named(view: View, seat: Seat) -> str:
    name = view.person(seat.after)
    return view.word("boards.new", name=name) if seat.new else name
