"""Reads a slate typed by hand: lines of a post (code, or title and unit) and a person (code or name).

The headings are found in either language, whatever the case, marks or order. What cannot be told is a fault with its
cell, never a guess; what is told is judged later, however wrong it is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from python_calamine import CalamineWorkbook

from models.calendar import Ints
from models.case import Case
from models.slate import Slate
from planner.errors import PlannerError
from planner.workbook.cells import clean, fold
from planner.workbook.faults import Fault, Faults
from planner.workbook.grid import HEADER_DEPTH, NUMBERED, SLATE_SHEET, TOTALS, load
from planner.workbook.headings import table_named
from planner.workbook.matching import People, Posts, Unclear

WORKBOOKS = (".xlsx", ".xlsm", ".ods")
HEADINGS = {
    "post_id": ("Mã vị trí", "Vị trí", "Mã chức danh", "post", "post_id", "post code"),
    "title": ("Chức vụ", "Chức danh", "Chức vụ bố trí", "Chức vụ dự kiến", "Chức danh dự kiến", "title", "position"),
    "unit": ("Đơn vị", "Tên đơn vị", "Mã đơn vị", "Cơ quan", "Cơ quan, đơn vị", "unit", "unit_id", "office"),
    "cadre_id": ("Mã cán bộ", "Mã nhân sự", "cadre", "cadre_id", "id"),
    "name": ("Họ và tên", "Họ tên", "Họ, tên", "Tên", "Nhân sự", "Cán bộ", "Người được đề xuất", "Người giữ",
             "Nhân sự dự kiến", "name", "full name", "nominee", "person"),
}  # fmt: skip
POST, PERSON = ("post_id", "title"), ("cadre_id", "name")
NOBODY = frozenset(
    ("de khuyet", "khuyet", "trong", "de trong", "khong", "khong co", "empty", "vacant", "nobody", "none")
)
DASHES = frozenset("-–—")


@dataclass(frozen=True)
class Line:
    """What stands in one row (counted from 0): its cells by heading, the column of each heading, and whether there is
    but one cell in the whole row."""

    sheet: str
    row: int
    cells: dict[str, str]
    at: dict[str, int]
    lone: bool

    def where(self, *columns: str) -> tuple[str, int, int]:
        """The first filled cell of these columns, as a fault is told of it."""
        filled = [column for column in columns if self.cells.get(column)]
        known = filled or [column for column in columns if column in self.at]
        return self.sheet, self.row, self.at[known[0]] if known else -1


def is_typed(path: Path) -> bool:
    """Whether a file is to be read as a typed list: text, or a workbook that is neither a slate nor a round."""
    if path.suffix.lower() == ".csv":
        return True
    if path.suffix.lower() not in WORKBOOKS:
        return False
    try:
        names = CalamineWorkbook.from_path(str(path)).sheet_names
    except Exception:  # whatever it is, it is no workbook
        return False
    return not any(fold(name) == fold(SLATE_SHEET) or table_named(name) == "round" for name in names)


def read_list(path: Path, case: Case, faults: Faults) -> Slate:
    """The slate the list makes: whom it names sits there and nowhere else but where it names them too; the posts it
    does not name keep their incumbents or stay empty."""
    posts, people = Posts(case), People(case)
    seats: dict[int, tuple[int, Line]] = {}
    worded: list[tuple[list[int], int, Line]] = []
    for line in _lines(path, faults):
        options, person = _read(line, posts, people, faults)
        if len(options) > 1:
            worded.append((options, person, line))
        elif options:
            _seat(case, seats, options[0], person, line, faults)
    _alike(case, seats, worded, faults)
    names, stayer = case.cadres["name"].tolist(), case.posts["stayer"].tolist()
    for seat, (person, line) in seats.items():
        if person < 0 and not _nobody(line) and stayer[seat] >= 0:
            faults.add("blank", *line.where(*reversed(PERSON)), held=names[stayer[seat]])
    return Slate(case, _holders(case, {seat: person for seat, (person, _) in seats.items()}))


def _holders(case: Case, listed: dict[int, int]) -> Ints:
    """Who holds each post (shape: posts) after the list: a post → person (-1 nobody) is laid over the incumbents."""
    holder = case.posts["stayer"].to_numpy(dtype=np.int64, copy=True)
    holder[np.isin(holder, [person for person in listed.values() if person >= 0])] = -1
    for seat, person in listed.items():
        holder[seat] = person
    return holder


# --- lines ----------------------------------------------------------------------------------------
def _lines(path: Path, faults: Faults) -> Iterator[Line]:
    """The lines of the first sheet that has the headings."""
    sheets = {path.name: _text_rows(path)} if path.suffix.lower() == ".csv" else load(path)[0]
    for name, rows in sheets.items():
        top, at = _heading(rows)
        if not (set(at) & set(POST) and set(at) & set(PERSON)):
            continue
        for number in range(top + 1, len(rows)):
            row = rows[number]
            cells = {
                column: clean(row[place]) for column, place in at.items() if place < len(row) and clean(row[place])
            }
            filled = [clean(cell) for cell in row if clean(cell)]
            numbered = all(NUMBERED.fullmatch(text) for text in filled)
            if set(cells) & {*POST, *PERSON} and fold(filled[0]) not in TOTALS and not numbered:
                yield Line(name, number, cells, at, lone=len(filled) == 1)
        return
    faults.add("no_header", path.name)


def _text_rows(path: Path) -> list[list[Any]]:
    """A CSV file's rows, parted by whatever parts its headings."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PlannerError("cli.cannot_open", path=path, reason=error.strerror or "") from None
    except UnicodeDecodeError:
        raise PlannerError("list.not_utf8", path=path) from None
    ways = [list(csv.reader(text.splitlines(), delimiter=delimiter)) for delimiter in ",;\t"]
    return max(ways, key=lambda rows: len(_heading(rows)[1]))


def _heading(rows: list[list[Any]]) -> tuple[int, dict[str, int]]:
    """The row of the headings and the column of each; of two alike the first."""
    words = {fold(word): column for column, said in HEADINGS.items() for word in said}

    def known(row: list[Any]) -> dict[str, int]:
        found: dict[str, int] = {}
        for at, cell in enumerate(row):
            if isinstance(cell, str) and (column := words.get(fold(cell))):
                found.setdefault(column, at)
        return found

    depth = range(min(len(rows), HEADER_DEPTH))
    best = max(depth, key=lambda at: (len(known(rows[at])), -at), default=-1)
    return best, known(rows[best]) if best >= 0 else {}


# --- one line -------------------------------------------------------------------------------------
def _nobody(line: Line) -> bool:
    said = [line.cells.get(column, "") for column in PERSON]
    return any(fold(text) in NOBODY or (text and set(text) <= DASHES) for text in said)


def _read(line: Line, posts: Posts, people: People, faults: Faults) -> tuple[list[int], int]:
    """(the seats that may be meant, the cadre) of a line, -1 where it names nobody; no seats where it is at fault."""
    told: list[Fault] = []
    options, person = [], -1

    def fault(unclear: Unclear, *columns: str) -> None:
        sheet, row, col = line.where(*columns)
        told.append(Fault(sheet, row, col, unclear.code, unclear.fields, faults.words))

    try:
        options = posts.options(*(line.cells.get(column, "") for column in ("post_id", "title", "unit")))
    except Unclear as unclear:
        fault(unclear, *POST)
    try:
        if not _nobody(line):
            person = people.row(line.cells.get("cadre_id", ""), line.cells.get("name", ""))
    except Unclear as unclear:
        fault(unclear, *PERSON)
    if line.lone and not options and person < 0:
        return [], -1  # a heading between the lines
    if options and not told:
        try:
            return posts.of_person(options, person), person
        except Unclear as unclear:
            fault(unclear, *POST)
    faults.found += told
    return [], person


def _seat(case: Case, seats: dict[int, tuple[int, Line]], seat: int, person: int, line: Line, faults: Faults) -> None:
    if seat in seats:
        other = seats[seat][1]
        faults.add("double", *line.where(*POST), post=case.posts["post_id"].iat[seat], row=other.row + 1)
    else:
        seats[seat] = person, line


def _alike(
    case: Case, seats: dict[int, tuple[int, Line]], worded: list[tuple[list[int], int, Line]], faults: Faults
) -> None:
    """Of a title with several seats: the one held already, else the next that nobody named and nobody keeps."""
    stayer, ids = case.posts["stayer"].tolist(), case.posts["post_id"].tolist()
    names = case.cadres["name"].tolist()
    moved = {person for person, _ in seats.values()} | {person for _, person, _ in worded}
    for own in (True, False):
        for options, person, line in worded:
            mine = [seat for seat in options if person >= 0 and stayer[seat] == person]
            if own != bool(mine):
                continue
            free = [seat for seat in options if seat not in seats and (stayer[seat] < 0 or stayer[seat] in moved)]
            chosen = next((seat for seat in mine + free if seat not in seats), None)
            if chosen is None and person < 0 and not _nobody(line):
                faults.add("blank", *line.where(*reversed(PERSON)), held=names[stayer[options[0]]])
            elif chosen is None:
                faults.add("no_seat", *line.where(*POST), posts=", ".join(ids[seat] for seat in options))
            else:
                seats[chosen] = person, line
