"""Reads what a person wrote into the decision columns of a slate workbook, whatever else was done to the file.

Columns are found by their headings in either language, rows by their post code, sheets by having both; merged cells
speak for each of their rows. What cannot be told is a fault with its cell, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from planner.errors import PlannerError
from planner.messages import LANGUAGES, say, table_of
from planner.workbook.cells import FORMULA_ERROR, clean, fold
from planner.workbook.columns import SHEETS
from planner.workbook.faults import Faults
from planner.workbook.grid import FORMULA, NUMBERED, SLATE_SHEET, formula_errors, formulas, in_sheets
from planner.workbook.style import HEADS

COLUMNS = ("decision", "chosen_cadre", "votes_for", "votes_against", "note")
POST = "post"
LONGEST = 40  # no heading and no decision is longer: the rest of a sheet need not be looked at twice
Rows = list[list[Any]]


@dataclass(frozen=True)
class Line:
    """What stands in one row: ``cells`` by column, empty ones left out; ``row`` and ``at`` (columns) count from 0."""

    sheet: str
    row: int
    at: dict[str, int]
    cells: dict[str, Any]


def read_lines(path: Path, faults: Faults) -> list[Line]:
    """Every row with something in a decision column. Raises ``PlannerError`` for what is no workbook."""
    try:
        content = path.read_bytes()
        book = CalamineWorkbook.from_path(str(path))
        own = {SLATE_SHEET, *SHEETS}
        sheets = [one for one in book.sheets_metadata if one.name not in own]
        tables = {one.name: _spread(book.get_sheet_by_name(one.name)) for one in sheets}
        formula_errors(content, tables)
        hidden = {one.name for one in sheets if one.visible != SheetVisibleEnum.Visible}
    except Exception:  # whatever a stranger's file makes of it, it is not a slate
        raise PlannerError("cli.not_a_slate", path=path) from None
    heads = {name: head for name, rows in tables.items() if (head := _heading(rows))}
    calculated = formulas(content, heads) if in_sheets(content, FORMULA) else {}
    lines: list[Line] = []
    for name, (top, at) in heads.items():
        found = list(_lines(name, tables[name], top, at, calculated.get(name, {}), faults))
        if name in hidden and found:
            faults.add("hidden_sheet", name)
        lines += found
    for name, rows in tables.items():
        if name not in heads and name not in hidden:
            _unheaded(name, rows, faults)
    if not heads:
        faults.add("no_columns", path.name, post=_words(POST)[0], decision=_words("decision")[0])
    return lines


def _words(column: str) -> list[str]:
    return [say(f"slate.col.{column}", lang) for lang in LANGUAGES]


def labels() -> dict[str, str]:
    """Folded label → the code of the decision: the drop-down's words, what else people write, and the codes."""
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        for code, word in table_of("slate.decision", lang).items():
            others = say(f"decisions.also.{code}", lang).split("|")
            found |= dict.fromkeys([fold(word), *map(fold, others), fold(code)], code)
    return found


def _spread(sheet: CalamineSheet) -> Rows:
    """The cells; of those merged over several rows the value in each row, in the first column of the area alone."""
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or []:
        for row in range(top + 1, min(bottom, len(rows) - 1) + 1):
            if left < len(rows[row]) and left < len(rows[top]):
                rows[row][left] = rows[top][left]
    return rows


def _heading(rows: Rows) -> tuple[int, dict[str, list[int]]] | None:
    """The row of the headings and the columns under each; a heading over two rows counts in either of them."""
    words = {fold(word): column for column in (POST, *COLUMNS) for word in _words(column)}

    def known(row: list[Any]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, cell in enumerate(row):
            if column := words.get(_word(cell)):
                found.setdefault(column, []).append(at)
        return found

    for number, row in enumerate(rows):
        here = known(row)
        below = known(rows[number + 1]) if number + 1 < len(rows) else {}
        both = {column: sorted({*here.get(column, []), *below.get(column, [])}) for column in here | below}
        if (POST in here or "decision" in here) and {POST, "decision"} <= both.keys():
            return number, both
    return None


def _lines(
    name: str, rows: Rows, top: int, at: dict[str, list[int]], calculated: dict[tuple[int, int], str], faults: Faults
) -> Iterator[Line]:
    heads = {fold(word) for column in (POST, *COLUMNS) for word in _words(column)}
    body = range(top + 1, len(rows))
    place: dict[str, int] = {}
    for column, columns in at.items():
        used = [one for one in columns if any(_at(rows[number], one) for number in body)] or columns
        place[column] = used[0]
        for other in used[1:]:
            under = top if _word(_at(rows[top], other)) in heads else top + 1
            faults.add("double_column", name, under, other, column=_words(column)[0])
    for number in body:
        row, cells = rows[number], {}
        for column, one in place.items():
            value, formula = _at(row, one), calculated.get((number, one))
            if formula is not None and not clean(value):
                if column != "note":  # its value was never computed: a note is kept as it was written
                    faults.add("formula", name, number, one, column=_words(column)[0], value=formula)
                    continue
                value = formula
            if column != "note" and FORMULA_ERROR.match(clean(value)):
                faults.add("formula", name, number, one, column=_words(column)[0], value=clean(value))
            elif clean(value):
                cells[column] = value
        texts = [clean(cell) for cell in row if clean(cell)]
        if all(NUMBERED.fullmatch(text) for text in texts):
            continue
        again = {fold(cell) for column, cell in cells.items() if number == top + 1 or column in (POST, "decision")}
        if cells.keys() <= {POST} or again & heads:  # the headings over two rows, or once more further down
            continue
        yield Line(name, number, place, cells)


@lru_cache(maxsize=1 << 15)  # each row is looked at twice, and most words stand in many
def _word(cell: Any) -> str:
    return fold(cell) if isinstance(cell, str) and len(cell) <= LONGEST else ""


def _at(row: list[Any], at: int) -> Any:
    return row[at] if at < len(row) else ""


def _unheaded(name: str, rows: Rows, faults: Faults) -> None:
    """Decisions under a heading that is gone or was renamed: a column with nothing but decisions, beside post codes."""
    posts, known = {fold(word) for word in _words(POST)}, labels()
    top = next((at for at, row in enumerate(rows) if any(_word(cell) in posts for cell in row)), None)
    if top is None:
        return
    for column in range(max(map(len, rows))):
        filled = [at for at in range(top + 1, len(rows)) if _at(rows[at], column)]
        words = ((at, known.get(_word(rows[at][column]))) for at in filled)
        told = list(dropwhile(lambda one: not one[1] and one[0] < top + HEADS, words))  # what else it may be headed
        codes = [code for _, code in takewhile(lambda one: one[1], told)]
        if told and len(codes) == len(told) and set(codes) != {"refuse"}:
            faults.add("no_heading", name, told[0][0], column, decision=_words("decision")[0])
