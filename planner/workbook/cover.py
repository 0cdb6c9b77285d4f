"""The cover: the submission in the form of a Party document, on A4 portrait; beside it, on the screen only, a list of
contents."""

from __future__ import annotations

from typing import Any

from planner.submission import Paragraph, submission
from planner.workbook.style import Book, Column, Link
from planner.workbook.view import View

LEFT, RIGHT = (13, 13, 13), (16, 16, 16)  # columns of the two heads, in Excel's units
WIDE = sum(LEFT) + sum(RIGHT)
LAST = len(LEFT) + len(RIGHT) - 1
SIZE = 14  # points of the body; heads and signature as 36-HD/VPTW has them
SPACE = 6  # points between paragraphs
SIGNATURE = 5  # empty lines to sign and stamp in
SEAL_NAME = "ma_niem_phong"
BODY: dict[str, dict[str, Any]] = {
    "kind": {"bold": True, "font_size": 16, "align": "center"},
    "about": {"bold": True, "align": "center"},
    "rule": {"align": "center"},
    "addressee": {"align": "center"},
    "basis": {"italic": True, "align": "justify", "indent": 1},
    "lead": {"align": "justify", "indent": 1},
    "part": {"bold": True},
    "heading": {"bold": True, "italic": True, "indent": 1},
    "text": {"align": "justify", "indent": 1},
    "item": {"align": "justify", "indent": 3},
    "closing": {"align": "justify", "indent": 1},
}
INDENT = 1.8  # Excel's units a step of indentation takes, at this size


def cover(book: Book, view: View) -> None:
    """The first sheet. Number, date and signature stay blank: they are given when it is signed."""
    columns = [Column("", width) for width in (*LEFT, *RIGHT)]
    sheet = book.sheet(view.word("cover.cover"), columns, of_page=view.say("page"), portrait=True)
    sheet.set_margins(left=1.18, right=0.59, top=0.79, bottom=0.79)  # 30, 15, 20 and 20 mm
    said = submission(view, view.seal)
    found = {part.role: part.text for part in said}
    row = _head(book, sheet, found)
    for part in said:
        if part.role in BODY:
            row = _paragraph(book, sheet, row, part)
            if part.role == "about":
                row = _paragraph(book, sheet, row, Paragraph("rule", "-----"))
    row = _foot(book, sheet, row + 1, found, [part.text for part in said if part.role == "recipient"])
    text = book.format(font_size=10, text_wrap=True, border=1, align="center")
    sheet.merge_range(row + 1, 0, row + 1, LAST, found["seal"], text)
    book.row(sheet, row + 1, 34)
    book.file.define_name(SEAL_NAME, f"='{sheet.get_name()}'!$A${row + 2}")
    sheet.print_area(0, 0, row + 1, LAST)


def _head(book: Book, sheet: Any, found: dict[str, str]) -> int:
    """The two heads, number and date, and that all of it is a proposal; returns the row after."""
    left, right = (0, len(LEFT) - 1), (len(LEFT), LAST)
    middle = {"align": "center", "text_wrap": True}
    lines: list[list[tuple[tuple[int, int], str, dict[str, Any]]]] = [
        [(left, found["office"], {}), (right, found["party"], {"bold": True, "font_size": 15, "bottom": 1})],
        [(left, found["board"], {"bold": True}), (right, found["date"], {"italic": True})],
        [(left, "*", {"bold": True}), (right, "", {})],
        [(left, found["number"], {}), (right, found["draft"], {"bold": True, "font_size": 13, "border": 2})],
        [(left, "", {}), (right, "", {})],
    ]
    for row, line in enumerate(lines):
        heights = []
        for (first, last), text, look in line:
            spec: dict[str, Any] = {"font_size": SIZE} | middle | look
            sheet.merge_range(row, first, row, last, text, book.format(**spec))
            width = sum((*LEFT, *RIGHT)[first : last + 1])
            form = "bold" if look.get("bold") else "text"
            heights.append(book.height([Column("", width, form)], [text], spec["font_size"]))
        book.row(sheet, row, max(heights) + 2)
    return len(lines)


def _paragraph(book: Book, sheet: Any, row: int, part: Paragraph) -> int:
    """One paragraph over the whole width; returns the row after."""
    look: dict[str, Any] = {"font_size": SIZE, "text_wrap": True} | BODY[part.role]
    sheet.merge_range(row, 0, row, LAST, part.text, book.format(**look))
    width = WIDE - INDENT * look.get("indent", 0)
    form = "bold" if look.get("bold") else "text"
    book.row(sheet, row, book.height([Column("", width, form)], [part.text], look["font_size"]) + SPACE)
    return row + 1


def _foot(book: Book, sheet: Any, row: int, found: dict[str, str], recipients: list[str]) -> int:
    """Recipients left, signature right; returns the row after."""
    half = len(LEFT)
    sheet.merge_range(row, 0, row, half - 1, found["recipients"], book.format(font_size=SIZE, underline=1))
    signer = book.format(font_size=SIZE, bold=True, align="center")
    sheet.merge_range(row, half, row, LAST, found["signer"], signer)
    for at in range(row, row + SIGNATURE + 1):
        book.row(sheet, at, 20)
    for at, text in enumerate(recipients, row + 1):
        sheet.merge_range(at, 0, at, half - 1, text, book.format(font_size=12))
    return row + 1 + max(SIGNATURE, len(recipients))


def contents(book: Book, view: View) -> None:
    """Links to all sheets to the right of the cover, where nothing is printed. Called when all are written."""
    sheet, *others = (one for one in book.file.worksheets() if not one.hidden)
    names = [str(one.name) for one in others]
    first = LAST + 2
    sheet.set_column(LAST + 1, LAST + 1, 4)
    sheet.set_column(first, first + 1, 24)
    sheet.merge_range(0, first, 0, first + 1, view.word("cover.contents"), book.formats["group"])
    half = -(-len(names) // 2)
    for at, name in enumerate(names):
        link = Link(name, name)
        row, column = 1 + at % half, first + at // half
        sheet.write_url(row, column, link.to, book.formats["link"], name, book.titles.get(name))
