"""How a sheet for the Committee looks: Times New Roman, A4 landscape, rows high enough for their text."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

FONT = "Times New Roman"
CREATED = dt.datetime(2021, 1, 1)
HEADS = 3  # rows of headings where some stand under shared ones
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


@dataclass(frozen=True)
class Link:
    """A cell's text or number, and the sheet and row (0-based) it leads to."""

    text: str | int
    sheet: str
    row: int = 0

    def __str__(self) -> str:
        return str(self.text)

    @property
    def to(self) -> str:
        """As XlsxWriter names a place in this workbook."""
        name = self.sheet.replace("'", "''")
        return f"internal:'{name}'!A{self.row + 1}"


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
    """One column: its heading, its width in Excel's units, how its cells are set, and the heading it shares."""

    heading: str
    width: float
    form: str = "text"
    under: str = ""


@dataclass(frozen=True)
class Table:
    """Where a table stands on its sheet: the rows (0-based) of its first heading, of its first line and after its
    last, and the columns the Committee writes in."""

    head: int
    first: int
    end: int
    open: tuple[int, ...] = ()


class Book:
    """A workbook with the few formats we use. ``close`` it to have the bytes in ``target``.

    ``tables`` (by sheet) and ``feet`` (each printed sheet with its footer) are what the seal needs to know.
    """

    def __init__(self, target: Any) -> None:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.file = xlsxwriter.Workbook(target, options | {"in_memory": True})
        self.file.set_properties({"created": CREATED})
        self.file.set_calc_mode("auto")
        self.tables: dict[str, list[Table]] = {}
        self.feet: list[tuple[Any, str]] = []
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
                "count": cell | {"italic": True, "font_size": 10, "align": "center"},
                "link": cell | {"bold": True, "underline": 1, "font_color": "#1F3864", "align": "center"},
            }.items()
        }
        self.titles: dict[str, str] = {}  # of each sheet, for the list of contents
        self._high: dict[tuple[str, int], float] = {}
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **spec: Any) -> Any:
        """A format of one sheet's own, in the font of all."""
        key = tuple(sorted(spec.items()))
        if key not in self._made:
            self._made[key] = self.file.add_format({"font_name": FONT, "font_size": 12, "valign": "vcenter"} | spec)
        return self._made[key]

    def sheet(self, name: str, columns: list[Column], *, of_page: str, portrait: bool = False) -> Any:
        """A new sheet with the columns' widths, ready to print on A4, landscape unless ``portrait``, one page wide."""
        sheet = self.file.add_worksheet(name)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
        if not portrait:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        foot = f'&C&"{FONT}"&10{of_page}'
        sheet.set_footer(foot)
        self.feet.append((sheet, foot))
        return sheet

    def table(self, sheet: Any, top: int, columns: list[Column], rows: list[list[Any]]) -> int:
        """Headings at row ``top`` (0-based), repeated on every page and frozen, then ``rows``.

        A row of one item is a group heading over all columns, ``Heads`` are headings again. Returns the row after
        the last.
        """
        first = self.heads(sheet, top, columns)
        sheet.repeat_rows(top, first - 1)
        sheet.freeze_panes(first, 2)
        end = self.rows(sheet, first, columns, rows)
        self.note_table(sheet, columns, top, first, end)
        return end

    def heads(self, sheet: Any, top: int, columns: list[Column], numbers: list[str] | None = None) -> int:
        """The headings; returns the row after them.

        Where columns stand ``under`` a shared heading they are two lines, the shared ones above, and a line of
        ``numbers`` below, by default (1), (2), …
        """
        form, heads = self.formats["head"], [Column("", column.width, "head") for column in columns]
        below = [column.heading if column.under else "" for column in columns]
        alone = ["" if column.under else column.heading for column in columns]
        if not any(below):
            self.row(sheet, top, self.height(heads, alone))
            for at, text in enumerate(alone):
                self._cell(sheet, top, at, text, "head")
            return top + 1
        shared = [(key, list(run)) for key, run in groupby(enumerate(columns), key=lambda pair: pair[1].under) if key]
        widths = [Column("", sum(column.width for _, column in run), "head") for _, run in shared]
        above = self.height(widths, [key for key, _ in shared])
        self.row(sheet, top, above)
        self.row(sheet, top + 1, max(self.height(heads, below), self.height(heads, alone) - above))
        for at, column in enumerate(columns):
            if column.under:
                sheet.write_string(top + 1, at, column.heading, form)
            else:
                sheet.merge_range(top, at, top + 1, at, column.heading, form)
        for key, run in shared:
            (first, _), (last, _) = run[0], run[-1]
            if first < last:
                sheet.merge_range(top, first, top, last, key, form)
            else:
                sheet.write_string(top, first, key, form)
        for at, text in enumerate(numbers or [f"({number})" for number in range(1, len(columns) + 1)]):
            sheet.write_string(top + 2, at, text, self.formats["count"])
        return top + HEADS

    def rows(self, sheet: Any, first: int, columns: list[Column], rows: list[list[Any]]) -> int:
        """``rows`` as ``table`` takes them, under headings already written; returns the row after the last."""
        for number, row in enumerate(rows, first):
            if len(row) == 1 and len(columns) > 1:
                sheet.merge_range(number, 0, number, len(columns) - 1, row[0], self.formats["group"])
                room = [Column("", sum(column.width for column in columns), "bold")]
                self.row(sheet, number, self.height(room, row) + 3)
                continue
            these = [Column("", column.width, "head") for column in columns] if isinstance(row, Heads) else columns
            self.row(sheet, number, self.height(these, row))
            self.cells(sheet, number, [column.form for column in these], row)
        return first + len(rows)

    def row(self, sheet: Any, row: int, height: float) -> None:
        """Set a row's height in points, and keep it in mind."""
        sheet.set_row(row, height)
        self._high[sheet.get_name(), row] = height

    def high(self, sheet: Any, row: int) -> float:
        """A row's height in points."""
        return self._high.get((sheet.get_name(), row), LINE)

    def cells(self, sheet: Any, row: int, forms: list[str], values: list[Any]) -> None:
        """One row's cells from the first column, each set in its form."""
        for at, (form, value) in enumerate(zip(forms, values, strict=True)):
            self._cell(sheet, row, at, value, form)

    def name(self, name: str, sheet: Any, first: int, left: int, last: int, right: int) -> None:
        """A named range of the workbook."""
        cells = xl_range_abs(first, left, last, right)
        self.file.define_name(name, f"='{sheet.get_name()}'!{cells}")

    def note_table(self, sheet: Any, columns: list[Column], head: int, first: int, end: int) -> None:
        """Note where a table stands; the Committee writes in the columns of form ``input``."""
        opened = tuple(at for at, column in enumerate(columns) if column.form == "input")
        self.tables.setdefault(sheet.get_name(), []).append(Table(head, first, end, opened))

    def _cell(self, sheet: Any, row: int, at: int, value: Any, form: str) -> None:
        if isinstance(value, Link):
            look = self.formats["link"]
            sheet.write_url(row, at, value.to, look, str(value))
            if isinstance(value.text, int):
                sheet.write_number(row, at, value.text, look)
        elif isinstance(value, int):
            sheet.write_number(row, at, value, self.formats["number" if form == "text" else form])
        elif value:
            sheet.write_string(row, at, str(value), self.formats[form])
        else:
            sheet.write_blank(row, at, None, self.formats[form])

    @staticmethod
    def height(columns: list[Column], row: list[Any], size: float = 12) -> float:
        """Points for the tallest cell, set in letters of ``size``; Excel does not fit the rows of a file it did not
        write."""
        lines = 1
        for column, value in zip(columns, row, strict=True):
            text = f"{value:,}" if isinstance(value, int) else str(value or "")
            wider = BOLD if column.form in ("bold", "head", "group", "link") else 1.0
            lines = max(lines, lines_of(text, max(1.0, column.width) / wider * 12 / size))
        return LINE * size / 12 * lines + 2

    def close(self) -> None:
        """Write the file."""
        self.file.close()
