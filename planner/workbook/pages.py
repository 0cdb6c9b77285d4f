"""Pages of a sheet broken where its parts end.

A sheet whose parts must not be cut gets the scale at which its width fits: not every program keeps the page breaks of
a sheet fitted to pages.
"""

from __future__ import annotations

from typing import Any

from planner.workbook.style import HEADS, Book, Column

LONG, SHORT = 755.0, 505.0  # points between the margins of A4, of the long side and the short one
BETWEEN, POINTS = 0.72, 5.25  # what a column takes beside its width, in Excel's units of width; points of a unit
WIDER = 1.06  # how much wider LibreOffice without Excel's fonts takes a column
ROOM = 0.95  # of a page's height, for rows another program makes higher
Block = tuple[int, float]  # the first row (0-based) of a part to be kept on one page, and its height in points


def scaled(sheet: Any, columns: list[Column], across: float = LONG, tallest: float = 0, high: float = SHORT) -> int:
    """Set, and return, the percentage at which the columns fit one page's width and ``tallest`` its height."""
    scale = int(min(_fit(columns, across) / WIDER, 100 * ROOM * high / tallest if tallest else 100))
    sheet.set_print_scale(scale)
    return scale


def _fit(columns: list[Column], across: float) -> float:
    """The percentage, at most 100, at which Excel fits the columns to a page's width."""
    return 100 * min(1, across / (sum(column.width + BETWEEN for column in columns) * POINTS))


def kept(book: Book, sheet: Any, rows: list[list[Any]], first: int) -> list[Block]:
    """The blocks of a table: a group heading stays with the row after it."""
    blocks: list[Block] = []
    heading = False
    for row, cells in enumerate(rows, first):
        height = book.high(sheet, row)
        if heading:
            at, above = blocks.pop()
            blocks.append((at, above + height))
        else:
            blocks.append((row, height))
        heading = len(cells) == 1
    return blocks


def paged(book: Book, sheet: Any, columns: list[Column], top: int, rows: list[list[Any]]) -> None:
    """Break a table of one page's width, its headings at ``top``, so that no group heading ends a page.

    Where a program should keep no breaks of a sheet fitted to pages, only that is lost.
    """
    first = top + (HEADS if any(column.under for column in columns) else 1)
    above, heads = (sum(book.high(sheet, row) for row in span) for span in (range(first), range(top, first)))
    blocks = kept(book, sheet, rows, first)
    sheet.set_h_pagebreaks(broken(blocks, int(_fit(columns, LONG)), above, heads))


def broken(blocks: list[Block], scale: int, before: float, repeated: float = 0, high: float = SHORT) -> list[int]:
    """The rows at which new pages start so that no block is cut. ``before``: the points above the first block,
    ``repeated``: those of the headings every further page starts with."""
    room = ROOM * high * 100 / scale
    breaks: list[int] = []
    filled = before
    for row, height in blocks:
        if filled + height > room and filled > (repeated if breaks else 0):
            breaks.append(row)
            filled = repeated
        filled += height
    return breaks
