"""Seals a workbook that is about to be closed: the copy inside it, and its hash wherever it is to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.messages import say
from planner.seal.copy import MARK, SHORT, Cells, Grid, Row, Sheet, hash_of, plain, to_text
from planner.workbook.embed import TABLES
from planner.workbook.hidden import hide_text
from planner.workbook.style import FONT, Book, Table

COPY = "planner_seal"
KEY_LENGTH = 60  # characters of a row's name
HIDDEN_TABLES = ("round", *TABLES)  # their headings are in the first row


def seal(book: Book, lang: str) -> str:
    """Put the copy on a hidden sheet, its hash into the footers and wherever a cell says ``MARK``; returns the hash.

    Nothing may be written to ``book`` afterwards.
    """
    strings = {index: text for text, index in book.file.str_table.string_table.items()}
    sheets, marked = [], []
    pages: list[Any] = book.file.worksheets()
    for page in pages:
        cells, forms = _cells(page, strings)
        sheets.append(_sheet(page.get_name(), cells, book.tables.get(page.get_name(), [])))
        marked += [(page, row, at, str(value), forms[row, at]) for row, at, value in _marked(cells)]
    text = to_text(sheets)
    found = hash_of(text)
    for page, row, at, said, form in marked:
        page.write_string(row, at, said.replace(MARK, found), form)
    short = say("seal.footer", lang, short=found[:SHORT])
    for page, foot in book.feet:
        page.set_footer(f'{foot}&R&"{FONT}"&9{short}')
    hide_text(book.file, COPY, text)
    return found


def _cells(page: Any, strings: dict[int, str]) -> tuple[Grid, dict[tuple[int, int], Any]]:
    """What has been written to a page, as any reader will find it, and the format of each cell.

    XlsxWriter keeps a page's cells in memory until it is closed; a test reads the finished file to see they agree.
    """
    grid: Grid = {}
    forms = {}
    for row, line in sorted(page.table.items()):
        cells: Cells = {}
        for at, cell in sorted(line.items()):
            kind = type(cell).__name__
            if kind == "Blank":
                continue
            raw = strings[cell.string] if kind == "String" else _raw(kind, cell)
            value = plain(raw)
            if value is not None:
                cells[at], forms[row, at] = value, cell.format
        if cells:
            grid[row] = cells
    return grid, forms


def _raw(kind: str, cell: Any) -> Any:
    """The value of a cell that is no text. A formula could change by itself, so none can be sealed."""
    if kind in ("Number", "Datetime"):
        return cell.number
    if kind == "Boolean":
        return cell.boolean
    if kind == "RichString":
        return cell.raw_string
    raise TypeError(f"a cell of this kind cannot be sealed: {kind}")


def _marked(grid: Grid) -> Iterator[tuple[int, int, Any]]:
    for row, cells in grid.items():
        for at, value in cells.items():
            if isinstance(value, str) and MARK in value:
                yield row, at, value


def _sheet(name: str, grid: Grid, tables: list[Table]) -> Sheet:
    """A page's sealed part: open cells left out, rows named, those of tables that can be sorted marked free."""
    if name in HIDDEN_TABLES and grid:
        tables = [Table(0, 1, max(grid) + 1)]
    opened = {at: table.first - 1 for table in tables for at in table.open}
    sealed = {
        number: {at: value for at, value in cells.items() if at not in opened or number <= opened[at]}
        for number, cells in grid.items()
    }
    headings: dict[int, str] = {}
    keys: dict[int, str] = {}
    free: set[int] = set()
    for table in tables:
        body = {number: sealed[number] for number in range(table.first, table.end) if sealed.get(number)}
        headings |= _headings([sealed.get(number, {}) for number in range(table.head, table.first)])
        named, identified = _keys(body)
        keys |= named
        free |= set(body) if identified or _is_flat(body) else set()
    rows = [
        Row(number, keys.get(number) or _text(next(iter(cells.values()))), number in free, cells)
        for number, cells in sealed.items()
        if cells
    ]
    return Sheet(name, rows, opened, headings)


def _headings(rows: list[Cells]) -> dict[int, str]:
    """The lowest heading of each column, the line that numbers them left out."""
    found: dict[int, str] = {}
    for row in rows:
        if not all(str(value).startswith("(") for value in row.values()):
            found |= {at: _text(value) for at, value in row.items()}
    return found


def _groups(body: Grid) -> set[int]:
    """The rows of a table that are headings of groups."""
    wide = {number for number, cells in body.items() if len(cells) > 1}
    return set(body) - wide if wide else set()


def _is_flat(body: Grid) -> bool:
    """Whether every row of a table stands for itself: no groups, no row that goes on from the one above."""
    first = min((min(cells) for cells in body.values()), default=0)
    return not _groups(body) and all(first in cells for cells in body.values())


def _keys(body: Grid) -> tuple[dict[int, str], bool]:
    """A name for each row of a table, from as few of its columns as tell the rows apart; and whether one column does
    so in every row, as codes of posts do: then the rows may be sorted."""
    groups = _groups(body)
    rows = {number: cells for number, cells in body.items() if number not in groups}
    columns = sorted({at for cells in rows.values() for at, value in cells.items() if isinstance(value, str)})
    apart = 1
    chosen: list[int] = []
    for at in columns:
        values = {tuple(cells.get(column) for column in (*chosen, at)) for cells in rows.values()}
        if len(values) > apart:
            chosen, apart = [*chosen, at], len(values)
    alone = [at for at in columns if len({cells.get(at) for cells in rows.values() if at in cells}) == len(rows)]
    if alone:
        chosen = alone[:1]
    named = {
        number: " / ".join(_text(cells[at]) for at in chosen if at in cells)[:KEY_LENGTH]
        for number, cells in rows.items()
    }
    return named, bool(alone)


def _text(value: Any) -> str:
    return " ".join(str(value).replace(MARK, "").split())[:KEY_LENGTH]
