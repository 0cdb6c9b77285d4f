"""What a workbook says now: its cells, its formulas, its footers, and the sealed copy inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from planner.errors import PlannerError
from planner.seal.copy import SHORT, Grid, Sheet, from_text, hash_of, plain
from planner.seal.write import COPY
from planner.workbook.grid import FORMULA, SLATE_SHEET, formulas
from planner.workbook.hidden import hidden_text

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
HASHED = re.compile(rf"(?<![0-9a-f])[0-9a-f]{{{SHORT}}}(?![0-9a-f])")


@dataclass(frozen=True)
class Found:
    """A workbook as it is. ``copy`` is None where it cannot be read, ``seal`` then empty; ``missing``: no copy at all.

    ``formulas``: sheet → (row, column) → what stands in the cell; ``feet``: sheet → the text of its footers.
    """

    sheets: dict[str, Grid]
    copy: list[Sheet] | None
    seal: str
    missing: bool
    formulas: dict[str, dict[tuple[int, int], str]]
    feet: dict[str, str]

    def short_seals(self, sheet: str) -> list[str]:
        """The short hashes in a sheet's footers."""
        return HASHED.findall(self.feet.get(sheet, ""))


def found(path: Path) -> Found:
    """The workbook. Raises ``PlannerError`` for a file that is no slate of ours at all."""
    try:
        content = path.read_bytes()
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        names = book.sheet_names
        if not {SLATE_SHEET, COPY} & set(names):
            raise PlannerError("cli.not_a_slate", path=path)
        sheets = {name: _grid(book, name) for name in names if name != COPY}
        text, copy = "", None
        if COPY in names:
            text, copy = _copy(book)
        calculated, feet = _parts(content)
    except OSError as error:
        raise PlannerError("cli.cannot_open", path=path, reason=error.strerror or "") from None
    except PlannerError:
        raise
    except BaseException as error:  # calamine panics on some broken files
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise PlannerError("cli.not_a_slate", path=path) from None
    return Found(sheets, copy, hash_of(text) if copy is not None else "", COPY not in names, calculated, feet)


def _grid(book: CalamineWorkbook, name: str) -> Grid:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    grid: Grid = {}
    for number, row in enumerate(rows):
        cells = {at: value for at, cell in enumerate(row) if cell != "" and (value := plain(cell)) is not None}
        if cells:
            grid[number] = cells
    return grid


def _copy(book: CalamineWorkbook) -> tuple[str, list[Sheet] | None]:
    try:
        text = hidden_text(book.get_sheet_by_name(COPY).to_python())
        return text, from_text(text)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return "", None


def _parts(content: bytes) -> tuple[dict[str, dict[tuple[int, int], str]], dict[str, str]]:
    """The formulas and the footers of each sheet, from the parts of the file: no reader of values tells them."""
    feet, calculated = {}, []
    with ZipFile(BytesIO(content)) as parts:
        targets = {
            one.get("Id"): one.get("Target", "")
            for one in ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        }
        for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
            target, name = targets.get(sheet.get(LINKS), ""), sheet.get("name", "")
            page = parts.read(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")
            if FORMULA.search(page):
                calculated.append(name)
            said = re.findall(rb"<(?:\w+:)?(?:odd|even|first)Footer[^>]*>([^<]*)<", page)
            feet[name] = b"\n".join(said).decode("utf-8", "replace")
    return formulas(content, calculated) if calculated else {}, feet
