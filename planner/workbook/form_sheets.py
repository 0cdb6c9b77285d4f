"""The statistics forms of the Central Organisation Commission, one sheet each, ready to be signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.workbook import forms
from planner.workbook.forms import Form
from planner.workbook.style import Book, Column
from planner.workbook.view import View

CONTENT = 44
WIDTH = {"9a": 9.8, "11": 11, "13": 22}  # of the columns of figures
UNDER = {  # columns under a shared heading
    **dict.fromkeys(("committee", "standing", "secretary", "deputy_secretary"), "party_committee"),
    **dict.fromkeys(("council_chair", "council_vice"), "council"),
    **dict.fromkeys(("people_chair", "people_vice"), "people"),
    **dict.fromkeys(("party_head", "party_deputy"), "party"),
    **dict.fromkeys(("departments_head", "departments_deputy"), "departments"),
    **dict.fromkeys(("service_head", "service_deputy"), "service"),
    **dict.fromkeys(("central", "province", "district"), "managed"),
    **dict.fromkeys(("central_province", "province_district", "district_province"), "levels"),
    **dict.fromkeys(("district_district", "sector_sector"), "levels"),
    **dict.fromkeys(("province_commune", "district_commune", "commune_district"), "communes"),
    **dict.fromkeys(("commune_commune", "division_division"), "communes"),
}
INNER = ("women", "ethnic", "religion", "reappointed")  # lines "of them"


def form_9a(book: Book, view: View) -> None:
    """Form 9A: leaders of the province's bodies after the round."""
    members = sum(view.posts[post]["role"] == "full_time_member" for post in view.after)
    _sheet(book, view, forms.form_9a, [view.word("forms.note.9a", members=members)])


def form_11(book: Book, view: View) -> None:
    """Form 11: rotations."""
    sent = sum(row["kind"] == "second" for row in view.paper["appointments"])
    _sheet(book, view, forms.form_11, [view.word("forms.note.11", sent=sent)])


def form_13(book: Book, view: View) -> None:
    """Form 13: appointments and nominations."""
    _sheet(book, view, forms.form_13, [view.word("forms.note.13")])


def _sheet(book: Book, view: View, count: Callable[[View], Form], notes: list[str]) -> None:
    form = count(view)
    columns = [Column(view.word("forms.content"), CONTENT), Column(view.word("forms.total"), 13, "center")]
    for name in form.columns:
        under = view.word(f"forms.under.{UNDER[name]}") if name in UNDER else ""
        columns.append(Column(view.word(f"forms.column.{name}"), WIDTH[form.name], "center", under))
    sheet = book.sheet(view.word(f"forms.sheet.{form.name}"), columns, of_page=view.say("page"))
    sheet.fit_to_pages(1, 1)
    title, last = view.word(f"forms.title.{form.name}"), len(columns) - 1
    book.titles[sheet.get_name()] = title
    middle = max(1, last // 2)
    unit = view.word(f"forms.unit.{'persons' if form.name == '9a' else 'times'}")
    heads = ((view.say("office_1"), view.word(f"forms.number.{form.name}")), (view.say("office_2"), unit))
    for row, (left, right) in enumerate(heads):
        look = book.format(bold=row == 1, align="center")
        sheet.write_string(row, 0, left, look)
        sheet.merge_range(row, middle + 1, row, last, right, book.format(bold=row == 0, italic=row == 1, align="right"))
    sheet.merge_range(2, 0, 2, last, title, book.formats["title"])
    book.row(sheet, 2, 26)
    day = view.day(view.round.settings.date)
    about = view.word(f"forms.about.{form.name}", date=day, title=view.round_title)
    room = [Column("", sum(column.width for column in columns))]
    sheet.merge_range(3, 0, 3, last, about, book.formats["subtitle"])
    book.row(sheet, 3, book.height(room, [about]))
    sheet.merge_range(4, 0, 4, last, view.say("draft"), book.format(bold=True, align="center", font_color="#9C0006"))
    numbers = ["1", f"2 (=3+…+{len(columns)})", *map(str, range(3, len(columns) + 1))]
    first = book.heads(sheet, 6, columns, numbers)
    rows = [
        [_label(view, name), *("" if value is None else value for value in counts)]
        for name, counts in form.lines.items()
    ]
    end = book.rows(sheet, first, columns, rows)
    book.name(f"bieu_{form.name}", sheet, 6, 0, end - 1, last)
    for note in [*notes, view.word("forms.note.blank"), view.word("forms.note.ages"), view.word("forms.note.theory")]:
        end += 1
        sheet.merge_range(end - 1, 0, end - 1, last, note, book.format(italic=True, text_wrap=True, font_size=11))
        book.row(sheet, end - 1, book.height(room, [note], 11))
    _signed(book, view, sheet, end + 1, middle, last)


def _label(view: View, name: str) -> str:
    return ("   " if name in INNER else "") + view.word(f"forms.line.{name}")


def _signed(book: Book, view: View, sheet: Any, row: int, middle: int, last: int) -> None:
    """Place and date blank, who drew it up left, who signs right."""
    lines = (
        ("", "place", {"italic": True}),
        ("author", "chief", {"bold": True}),
        ("author_how", "chief_how", {"italic": True}),
    )
    for at, (left, right, look) in enumerate(lines, row):
        if left:
            sheet.write_string(at, 0, view.word(f"forms.{left}"), book.format(align="center", **look))
        sheet.merge_range(at, middle + 1, at, last, view.word(f"forms.{right}"), book.format(align="center", **look))
    sheet.print_area(0, 0, row + 7, last)
