"""The sealed copy: what every cell of a slate workbook said when it was written, and the hash of it all."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from planner.workbook.faults import letters

MARK = "seal-of-this-slate".ljust(64, ".")  # stands, while a workbook is written, where its hash will
SHORT = 12  # hexadecimal digits of the hash in a footer
DAY_ZERO = dt.datetime(1899, 12, 30)  # of Excel's calendar
DIGITS = 12  # of a fraction that survive every program's saving

Value = str | int | float
Cells = dict[int, Value]  # column (0-based) → value; empty cells left out
Grid = dict[int, Cells]  # row (0-based) → its cells


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its number (0-based), what to call it, and whether it may stand elsewhere in its table."""

    number: int
    key: str
    free: bool
    cells: Cells


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``open``: column → the row of its heading: what stands below is the Committee's own, not sealed;
    ``headings``: column → its heading in the sheet's table."""

    name: str
    rows: list[Row]
    open: dict[int, int] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)

    def is_open(self, row: Row, column: int) -> bool:
        """Whether a cell is the Committee's own."""
        return column in self.open and row.number > self.open[column]


def plain(value: Any) -> Value | None:
    """A cell's value whichever program saved it: dates as Excel's numbers, fractions rounded; None where empty."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    if isinstance(value, dt.datetime):
        value = (value - DAY_ZERO) / dt.timedelta(days=1)
    elif isinstance(value, dt.date):
        value = (dt.datetime(value.year, value.month, value.day) - DAY_ZERO).days
    elif isinstance(value, dt.time):
        value = (dt.datetime.combine(DAY_ZERO, value) - DAY_ZERO) / dt.timedelta(days=1)
    elif isinstance(value, dt.timedelta):
        value = value / dt.timedelta(days=1)
    number = float(f"{float(value):.{DIGITS}g}")
    return int(number) if number.is_integer() else number


def to_text(sheets: list[Sheet]) -> str:
    """The copy as it lies in the workbook: JSON in one line, for LibreOffice breaks long lines in cells of several."""
    said = [
        {
            "sheet": sheet.name,
            "open": {letters(at): row + 1 for at, row in sheet.open.items()},
            "headings": {letters(at): text for at, text in sheet.headings.items()},
            "rows": [
                [row.number + 1, row.key, int(row.free), {letters(at): value for at, value in row.cells.items()}]
                for row in sheet.rows
            ],
        }
        for sheet in sheets
    ]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> list[Sheet]:
    """The copy read back. Raises ``ValueError`` (or its like) for a text that is none."""
    sheets = []
    for raw in json.loads(text):
        rows = [
            Row(number - 1, str(key), bool(free), {numbered(at): value for at, value in cells.items()})
            for number, key, free, cells in raw["rows"]
        ]
        opened = {numbered(at): row - 1 for at, row in raw["open"].items()}
        headings = {numbered(at): str(heading) for at, heading in raw["headings"].items()}
        sheets.append(Sheet(str(raw["sheet"]), rows, opened, headings))
    return sheets


def hash_of(text: str) -> str:
    """The SHA-256 of a text; of the copy's it is the slate's hash."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def numbered(name: str) -> int:
    """The column of these letters. Raises ``ValueError`` for what are none."""
    column = 0
    for letter in name:
        if not "A" <= letter <= "Z":
            raise ValueError(name)
        column = column * 26 + ord(letter) - 64
    return column - 1
