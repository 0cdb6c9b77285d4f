"""How a sheet for the Committee looks: Times New Roman, A4 landscape, rows high enough for their text."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import xlsxwriter

FONT = "Times New Roman"
CREATED = dt.datetime(2021, 1, 1)
LINE = 16.0  # height of one line of 12 point Times New Roman, in points
UNIT = 12 / 5.25 * 1.04  # Excel's column units to the em of 12 points, with some room
BOLD = 1.08  # how much wider bold letters run
EMS = {  # widths of Times New Roman's letters in ems; all others are of half an em
    **dict.fromkeys(" .,;:'/|ijlt", 0.28),
    **dict.fromkeys("frsI()[]-“”", 0.36),
    **dict.fromkeys("acez", 0.45),
    **dict.fromkeys("BCELPRSTZ", 0.63),
    **dict.fromkeys("ADGHKNOQUVXYĐ", 0.72),
    **dict.fromkeys("mMwW%→", 0.83),
}


class Heads(list[Any]):
    """A row of headings inside a table."""


@lru_cache(maxsize=1 << 16)
def _wide(word: str) -> float:
    """The width of a word in Excel's column units."""
    letters = unicodedata.normalize("NFD", word)
    return sum(EMS.get(letter, 0.5) for letter in letters if not unicodedata.combining(letter)) * UNIT


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a cell, broken between words as Excel breaks it."""
    space, lines = _wide(" "), 0
    for part in text.split("\n"):
        at, lines = 0.0, lines + 1
        for word in part.split(" "):
            wide = _wide(word)
            if at and at + space + wide > width:
                at, lines = 0.0, lines + 1
            broken, rest = divmod(wide, width)  # a word longer than the line
            at, lines = at + space + rest, lines + int(broken)
    return lines


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in Excel's units, and how its cells are set."""

    heading: str
    width: float
    form: str = "text"


class Book:
    """A workbook with the few formats we use. ``close`` it to have the bytes in ``target``."""

    def __init__(self, target: Any) -> None:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.file = xlsxwriter.Workbook(target, options | {"in_memory": True})
        self.file.set_properties({"created": CREATED})
        self.file.set_calc_mode("auto")
        base = {"font_name": FONT, "font_size": 12, "valign": "vcenter"}
        cell = base | {"border": 1, "text_wrap": True, "valign": "top"}
        self.formats = {
            name: self.file.add_format(spec)
            for name, spec in {
                "plain": base | {"text_wrap": True, "valign": "top"},
                "left": base | {"bold": True, "align": "center"},
                "title": base | {"bold": True, "font_size": 15, "align": "center"},
                "subtitle": base | {"italic": True, "align": "center", "text_wrap": True},
                "mark": base | {"bold": True, "font_size": 13, "align": "center", "font_color": "#9C0006", "border": 2},
                "head": cell | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DDE6F0"},
                "text": cell,
                "bold": cell | {"bold": True},
                "center": cell | {"align": "center"},
                "number": cell | {"align": "center", "num_format": "#,##0"},
                "status": base | {"bold": True, "align": "center", "text_wrap": True},
                "group": cell | {"bold": True, "valign": "vcenter", "bg_color": "#E7ECE4"},
                "bad": cell | {"bold": True, "bg_color": "#FBE3D6"},
                "bad_fill": {"bg_color": "#FBE3D6"},
                "input": cell | {"bg_color": "#FFFBE0"},
            }.items()
        }

    def sheet(self, name: str, columns: list[Column], *, of_page: str) -> Any:
        """A new sheet with the columns' widths, ready to print on A4 landscape, one page wide."""
        sheet = self.file.add_worksheet(name)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        sheet.set_footer(f'&C&"{FONT}"&10{of_page}')
        return sheet

    def table(self, sheet: Any, top: int, columns: list[Column], rows: list[list[Any]]) -> int:
        """Headings at row ``top`` (0-based), repeated on every page and frozen, then ``rows``.

        A row of one item is a group heading over all columns, ``Heads`` are headings again. Returns the row after
        the last.
        """
        sheet.repeat_rows(top)
        sheet.freeze_panes(top + 1, 2)
        for number, row in enumerate([Heads(column.heading for column in columns), *rows], top):
            if len(row) == 1 and len(columns) > 1:
                sheet.merge_range(number, 0, number, len(columns) - 1, row[0], self.formats["group"])
                room = [Column("", sum(column.width for column in columns), "bold")]
                sheet.set_row(number, self.height(room, row) + 3)
                continue
            these = [Column("", column.width, "head") for column in columns] if isinstance(row, Heads) else columns
            sheet.set_row(number, self.height(these, row))
            for at, (column, value) in enumerate(zip(these, row, strict=True)):
                self._cell(sheet, number, at, value, column.form)
        return top + 1 + len(rows)

    def _cell(self, sheet: Any, row: int, at: int, value: Any, form: str) -> None:
        if isinstance(value, int):
            sheet.write_number(row, at, value, self.formats["number" if form == "text" else form])
        elif value:
            sheet.write_string(row, at, str(value), self.formats[form])
        else:
            sheet.write_blank(row, at, None, self.formats[form])

    @staticmethod
    def height(columns: list[Column], row: list[Any]) -> float:
        """Points for the tallest cell; Excel does not fit the rows of a file it did not write."""
        lines = 1
        for column, value in zip(columns, row, strict=True):
            text = f"{value:,}" if isinstance(value, int) else str(value or "")
            wider = BOLD if column.form in ("bold", "head", "group") else 1.0
            lines = max(lines, lines_of(text, max(1.0, column.width) / wider))
        return LINE * lines + 2

    def close(self) -> None:
        """Write the file."""
        self.file.close()
