"""How a sheet for the Committee looks: Times New Roman, A4 landscape, rows high enough for their text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import xlsxwriter

FONT = "Times New Roman"
CREATED = dt.datetime(2021, 1, 1)
LINE = 16.5  # height of one line of 12 point Times New Roman, in points
WIDE = 1.0  # average width of a 12 point letter in Excel's column units, with room for broken lines


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
                "status": base | {"bold": True, "font_size": 13, "align": "center", "text_wrap": True},
                "group": cell | {"bold": True, "bg_color": "#F2F2F2"},
                "bad": cell | {"bold": True, "bg_color": "#FBE3D6"},
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
        sheet.hide_gridlines(2)
        sheet.set_footer(f'&C&"{FONT}"&10{of_page}')
        return sheet

    def table(self, sheet: Any, top: int, columns: list[Column], rows: list[list[Any]]) -> int:
        """Headings at row ``top`` (0-based), repeated on every page and frozen, then ``rows``.

        A row of one item is a group heading over all columns. Returns the row after the last.
        """
        for at, column in enumerate(columns):
            sheet.write_string(top, at, column.heading, self.formats["head"])
        sheet.set_row(top, self.height(columns, [c.heading for c in columns]))
        sheet.repeat_rows(top)
        sheet.freeze_panes(top + 1, 2)
        for number, row in enumerate(rows, top + 1):
            if len(row) == 1 and len(columns) > 1:
                sheet.merge_range(number, 0, number, len(columns) - 1, row[0], self.formats["group"])
                sheet.set_row(number, LINE * 1.2)
                continue
            sheet.set_row(number, self.height(columns, row))
            for at, (column, value) in enumerate(zip(columns, row, strict=True)):
                form = self.formats[column.form]
                if isinstance(value, int):
                    sheet.write_number(number, at, value, form)
                elif value:
                    sheet.write_string(number, at, str(value), form)
                else:
                    sheet.write_blank(number, at, None, form)
        return top + 1 + len(rows)

    @staticmethod
    def height(columns: list[Column], row: list[Any]) -> float:
        """Points for the tallest cell; Excel does not fit the rows of a file it did not write."""
        lines = 1
        for column, value in zip(columns, row, strict=True):
            room = max(1.0, column.width)
            needed = sum(max(1, -(-int(len(part) * WIDE) // int(room))) for part in str(value or "").split("\n"))
            lines = max(lines, needed)
        return LINE * lines + 2

    def close(self) -> None:
        """Write the file."""
        self.file.close()
