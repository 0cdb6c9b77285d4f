"""From a file to grids of raw cells: a workbook or a folder of CSV, its sheets and headings found."""

from __future__ import annotations

import csv
import hashlib
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from planner.errors import PlannerError
from planner.workbook.cells import clean, fold
from planner.workbook.columns import BIRTH_BY_SEX, IDENTITY, SHEETS, Sheet
from planner.workbook.faults import Faults
from planner.workbook.headings import table_named

HEADER_DEPTH = 15  # title rows above the headings are looked through this far
TOTALS = frozenset(("tong cong", "tong so", "tong", "cong", "cong chung"))
EXAMPLE_MARK = "vd:"  # the template's worked example begins so
BESIDE = frozenset(("doc truoc", "danh sach chon", "read first", "choices"))  # the template's own sheets
SLATE_SHEET = "planner_slate"  # in a slate workbook only the hidden tables are read
NUMBERED = re.compile(r"\(\d+\)")  # a cell of the row of (1) (2) … under the headings
ERROR = re.compile(rb't="e"')  # a cell that holds one, in the part of its sheet
FORMULA = re.compile(rb"<(?!xm:)(?:\w+:)?f[ >/]")  # and a formula; those of conditional formats are named xm:f


@dataclass
class Grid:
    """A sheet's data: ``rows`` with their numbers in the file, and the column of each known heading."""

    name: str
    at: dict[str, int]
    rows: list[list[Any]]
    numbers: list[int]


def load(path: Path) -> tuple[dict[str, list[list[Any]]], str]:
    """(sheet → rows of raw cells, SHA-256). Raises ``PlannerError`` for a file that cannot be opened."""
    try:
        if path.is_dir():
            return _folder(path)
        content = path.read_bytes()
        if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise PlannerError("cli.old_or_locked", path=path)
        book = CalamineWorkbook.from_path(str(path))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
        formula_errors(content, sheets)
        return sheets, hashlib.sha256(content).hexdigest()
    except OSError as error:
        raise PlannerError("cli.cannot_open", path=path, reason=error.strerror or "") from None
    except PlannerError:
        raise
    except (CalamineError, UnicodeDecodeError, csv.Error, ValueError, BaseException) as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise PlannerError("cli.not_a_workbook", path=path) from None  # calamine panics on some broken files


def in_sheets(content: bytes, mark: re.Pattern[bytes]) -> bool:
    """Whether the part of any sheet in the file has the mark: much sooner told than its cells are read."""
    with ZipFile(BytesIO(content)) as parts:
        pages = (parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/"))
        return any(mark.search(page) for page in pages)


def formula_errors(content: bytes, sheets: dict[str, list[list[Any]]]) -> None:
    """Put ``#REF!`` and its like back where calamine hands on an empty cell: an error is not "missing"."""
    if not in_sheets(content, ERROR):
        return
    from openpyxl import load_workbook  # hardly ever needed, and slow to come

    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    for name in book.sheetnames:
        for number, row in enumerate(book[name].iter_rows(), 1):
            for at, cell in enumerate(row):
                if cell.data_type == "e" and name in sheets and number <= len(sheets[name]):
                    line = sheets[name][number - 1]
                    line += [""] * (at + 1 - len(line))
                    line[at] = cell.value


def formulas(content: bytes, names: Iterable[str]) -> dict[str, dict[tuple[int, int], str]]:
    """The formulas of these sheets by (row, column), counted from 0: calamine hands on their values alone, where there
    are any. It takes long: ask of sheets in which ``FORMULA`` is found."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl would lose in saving: we save nothing
        book = load_workbook(BytesIO(content), read_only=True)
        return {
            name: {
                (number, at): str(cell.value)
                for number, row in enumerate(book[name].iter_rows())
                for at, cell in enumerate(row)
                if cell.data_type == "f"
            }
            for name in names
        }


def _folder(path: Path) -> tuple[dict[str, list[list[Any]]], str]:
    digest, sheets = hashlib.sha256(), {}
    for file in sorted(path.glob("*.csv")):
        content = file.read_bytes()
        digest.update(file.name.encode() + content)
        sheets[file.stem] = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    return sheets, digest.hexdigest()


def grids(raw: dict[str, list[list[Any]]], faults: Faults) -> dict[str, Grid]:
    """The known sheets by canonical name. Missing, unknown and double ones are faults."""
    found: dict[str, Grid] = {}
    own = SLATE_SHEET in raw
    for title, rows in raw.items():
        sheet = SHEETS.get(table_named(title))
        if sheet is None or (own and title != sheet.name):
            if not own and fold(title) not in BESIDE and any(any(clean(cell) for cell in row) for row in rows):
                faults.add("unknown_sheet", title)
        elif sheet.name in found:
            faults.add("double_sheet", title, other=found[sheet.name].name)
        else:
            found[sheet.name] = _grid(title, sheet, rows, faults)
    for sheet in SHEETS.values():
        if sheet.name not in found:
            if not sheet.optional:
                faults.add("missing_sheet", sheet.name, vi=sheet.vi)
            found[sheet.name] = Grid(sheet.name, {}, [], [])
    return found


def _grid(title: str, sheet: Sheet, rows: list[list[Any]], faults: Faults) -> Grid:
    words = {fold(word): col.name for col in sheet.columns for word in (col.name, *col.vi)}
    if sheet.name == "cadres":
        words |= {fold(sex): f"birth_date:{gender}" for sex, gender in BIRTH_BY_SEX.items()}
        words |= {fold(word): "identity_number" for word in IDENTITY}

    def known(row: list[Any]) -> dict[int, str]:
        return {at: words[fold(cell)] for at, cell in enumerate(row) if isinstance(cell, str) and fold(cell) in words}

    depth = rows[:HEADER_DEPTH]
    best = max(range(len(depth)), key=lambda at: (len(known(depth[at])), -at), default=-1)
    heads = known(rows[best]) if best >= 0 else {}
    if not heads:
        if any(col.required for col in sheet.columns) and (not sheet.optional or any(map(any, rows))):
            faults.add("no_header", title, columns=[col.name for col in sheet.columns if col.required])
        return Grid(title, {}, [], [])
    first = best + 1
    if best > 0:  # a heading over two rows, merged: what the row above says where this one is empty
        heads = {at: name for at, name in known(rows[best - 1]).items() if at not in heads} | heads
    below = rows[best + 1] if best + 1 < len(rows) else []
    sexes = known(below)
    if sexes and all(":" in sexes.get(at, "") for at, cell in enumerate(below) if clean(cell)):
        heads |= sexes  # "Ngày sinh" above "Nam", "Nữ"
        first += 1
    at: dict[str, int] = {}
    for column, name in sorted(heads.items()):
        if name in at:
            faults.add("double_column", title, best, column, column=name)
        at.setdefault(name, column)
    if any(":" in name for name in at):
        at.pop("birth_date", None)
    for column, cell in enumerate(rows[best]):
        if column not in heads and clean(cell):
            faults.add("unknown_column", title, best, column, column=clean(cell))
    _missing(title, sheet, at, best, faults)
    return _body(title, at, rows, first, faults)


def _missing(title: str, sheet: Sheet, at: dict[str, int], row: int, faults: Faults) -> None:
    split = any(":" in name for name in at)
    for col in sheet.columns:
        if col.required and col.name not in at and not (split and col.name in ("gender", "birth_date")):
            faults.add("missing_column", title, row, -1, column=col.name)


def _body(title: str, at: dict[str, int], rows: list[list[Any]], first: int, faults: Faults) -> Grid:
    """The data rows: blank ones, the row of (1)(2)… under the headings and totals are left out."""
    grid = Grid(title, at, [], [])
    for number in range(first, len(rows)):
        row = rows[number]
        if not any(cell not in ("", None) for cell in row):
            continue
        texts = [clean(cell) for cell in row[:4] if cell not in ("", None)]
        if number == first and all(NUMBERED.fullmatch(clean(cell)) for cell in row if clean(cell)):
            continue
        if texts and fold(texts[0]) in TOTALS:
            faults.add("total_row", title, number, 0, value=texts[0])
            continue
        if texts and texts[0].startswith(EXAMPLE_MARK):
            faults.add("example_row", title, number, 0)
            continue
        if not any(clean(cell) for cell in row):
            continue
        grid.rows.append(row)
        grid.numbers.append(number)
    return grid
