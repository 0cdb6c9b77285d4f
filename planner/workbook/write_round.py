"""Writes a round workbook: canonical sheets and columns, the same bytes for the same content."""

from __future__ import annotations

import datetime as dt
from typing import Any

import xlsxwriter

CREATED = dt.datetime(2021, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)  # fixed, so that equal content gives equal bytes


def write_round(target: Any, tables: dict[str, list[dict[str, object]]]) -> None:
    """Write ``tables`` (sheet → rows) to ``target``, a path or a binary file. Dates become real dates."""
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"created": CREATED})
    plain = book.add_format({"font_name": "Times New Roman", "font_size": 12})
    head = book.add_format({"font_name": "Times New Roman", "font_size": 12, "bold": True, "bottom": 1})
    date = book.add_format({"font_name": "Times New Roman", "font_size": 12, "num_format": "dd/mm/yyyy"})
    for name, rows in tables.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        columns = list(dict.fromkeys(key for row in rows for key in row))
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column, head)
            widest = max((len(str(row.get(column, ""))) for row in rows[:200]), default=0)
            sheet.set_column(at, at, min(40, max(len(column), widest) + 2), plain)
        for number, row in enumerate(rows, 1):
            for at, column in enumerate(columns):
                value = row.get(column)
                if isinstance(value, dt.date):
                    sheet.write_datetime(number, at, dt.datetime(value.year, value.month, value.day), date)
                elif isinstance(value, int) and not isinstance(value, bool):
                    sheet.write_number(number, at, value, plain)
                elif value not in ("", None):
                    sheet.write_string(number, at, str(value), plain)
    book.close()
