"""What was altered in a sealed workbook, cell by cell: where it stands now, what it was and what it is."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from planner.messages import say
from planner.seal.align import Match, displaced, match, sorted_anew
from planner.seal.copy import MARK, SHORT, Cells, Grid, Row, Sheet, Value
from planner.seal.read import Found
from planner.workbook.faults import letters

AROUND = 30  # characters shown on both sides of the place where two long texts differ
LONG = 160


@dataclass(frozen=True)
class Alteration:
    """``kind``: ``changed``, ``added``, ``deleted``, ``formula``, ``moved`` (a cell or row), ``row_added``,
    ``row_deleted``, ``column_deleted``, ``heading_twice``, ``sheet_deleted``, ``sheet_renamed``, ``footer``,
    ``no_copy``, ``bad_copy``; ``cell``: its address now, or when sealed if it is gone."""

    kind: str
    sheet: str = ""
    row: str = ""
    column: str = ""
    cell: str = ""
    was: Value = ""
    now: Value = ""

    def text(self, lang: str) -> str:
        """One sentence."""
        was, now = _shown(self.was, self.now)
        place = {"sheet": self.sheet, "row": self.row, "column": self.column, "cell": self.cell}
        return say(f"verify.kind.{self.kind}", lang, **place, was=was, now=now)

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        place = {"sheet": self.sheet, "row": self.row, "column": self.column, "cell": self.cell}
        return {"kind": self.kind, **place, "was": self.was, "is": self.now}


@dataclass(frozen=True)
class Note:
    """What is told but is no alteration: rows sorted, columns or sheets of one's own, footers lost.

    ``kind``: ``sorted``, ``own_columns``, ``own_sheet``, ``no_footer``.
    """

    kind: str
    sheet: str
    columns: str = ""

    def text(self, lang: str) -> str:
        """One sentence."""
        return say(f"verify.note.{self.kind}", lang, sheet=self.sheet, columns=self.columns)


def compare(found: Found) -> tuple[list[Alteration], list[Note]]:
    """Everything in the workbook that is not as its own sealed copy has it."""
    if found.copy is None:
        return [Alteration("no_copy" if found.missing else "bad_copy")], []
    altered: list[Alteration] = []
    notes: list[Note] = []
    names = _renamed(found)
    for sheet in found.copy:
        name = names.get(sheet.name, sheet.name)
        if name not in found.sheets:
            altered.append(Alteration("sheet_deleted", sheet.name))
            continue
        if name != sheet.name:
            altered.append(Alteration("sheet_renamed", sheet.name, was=sheet.name, now=name))
        expected = _with_seal(sheet, found.seal)
        matched = match(expected, found.sheets[name])
        altered += _sheet(expected, found.sheets[name], matched, name, found.formulas.get(name, {}))
        if sorted_anew(sheet.rows, matched.rows):
            notes.append(Note("sorted", name))
        if matched.own:
            notes.append(Note("own_columns", name, ", ".join(map(letters, matched.own))))
        altered += _footer(found, name)
    known = {names.get(sheet.name, sheet.name) for sheet in found.copy}
    notes += [Note("own_sheet", name) for name in found.sheets if name not in known]
    if not any(found.short_seals(name) for name in found.sheets):
        notes.append(Note("no_footer", ""))
    return altered, notes


def _renamed(found: Found) -> dict[str, str]:
    """Sealed sheets that stand under a name the copy does not know, by what they say."""
    assert found.copy is not None
    sealed = {sheet.name for sheet in found.copy}
    strange = {name: _lines(grid.values()) for name, grid in found.sheets.items() if name not in sealed}
    names = {}
    for sheet in found.copy:
        lines = _lines(row.cells for row in sheet.rows)
        if sheet.name not in found.sheets and strange and lines:
            best = max(strange, key=lambda name: len(lines & strange[name]))
            if 2 * len(lines & strange[best]) >= len(lines):
                names[sheet.name] = best
                del strange[best]
    return names


def _lines(rows: Any) -> set[tuple[tuple[int, Value], ...]]:
    return {tuple(cells.items()) for cells in rows}


def _with_seal(sheet: Sheet, seal: str) -> Sheet:
    """The sheet as it must read, its hash where the copy has the mark."""
    rows = [
        Row(row.number, row.key, row.free, {at: _put(value, seal) for at, value in row.cells.items()})
        for row in sheet.rows
    ]
    return Sheet(sheet.name, rows, sheet.open, sheet.headings)


def _put(value: Value, seal: str) -> Value:
    return value.replace(MARK, seal) if isinstance(value, str) else value


def _sheet(
    sheet: Sheet, grid: Grid, matched: Match, name: str, formulas: Container[tuple[int, int]]
) -> Iterator[Alteration]:
    def column(at: int) -> str:
        return sheet.headings.get(at) or letters(at)

    for at in {at for row in sheet.rows for at in row.cells} - matched.columns.keys():
        yield Alteration("column_deleted", name, column=column(at), cell=letters(at))
    for place, row in enumerate(sheet.rows):
        if place not in matched.rows:
            yield Alteration("row_deleted", name, row.key, cell=f"{row.number + 1}", was=_joined(row.cells))
            continue
        number = matched.rows[place]
        cells = grid[number]
        for was_at, at in matched.columns.items():
            if sheet.is_open(row, was_at):
                continue
            was, now, address = row.cells.get(was_at), cells.get(at), f"{letters(at)}{number + 1}"
            if was is None and now is not None:
                yield Alteration("added", name, row.key, column(was_at), address, now=now)
            elif was is not None and now is None:
                yield Alteration("deleted", name, row.key, column(was_at), address, was=was)
            elif was is not None and now is not None and was != now:
                yield Alteration("changed", name, row.key, column(was_at), address, was, now)
            elif (number, at) in formulas:
                yield Alteration("formula", name, row.key, column(was_at), address, was or "")
    for place in displaced(sheet.rows, matched.rows):
        yield Alteration("moved", name, sheet.rows[place].key, cell=f"{matched.rows[place] + 1}")
    opened = {matched.columns.get(at) for at in sheet.open}
    for number in matched.added:
        said = {at: value for at, value in grid[number].items() if at in matched.columns.values() and at not in opened}
        yield Alteration("row_added", name, cell=f"{number + 1}", now=_joined(said))
    headings = {" ".join(heading.split()).casefold() for heading in sheet.headings.values()}
    for number, cells in grid.items():
        for at in matched.own:
            if isinstance(cells.get(at), str) and " ".join(str(cells[at]).split()).casefold() in headings:
                yield Alteration("heading_twice", name, cell=f"{letters(at)}{number + 1}", now=cells[at])


def _footer(found: Found, name: str) -> Iterator[Alteration]:
    for short in found.short_seals(name):
        if short != found.seal[:SHORT]:
            yield Alteration("footer", name, was=found.seal[:SHORT], now=short)


def _joined(cells: Cells) -> str:
    return " | ".join(" ".join(str(value).split()) for value in cells.values())


def _shown(was: Value, now: Value) -> tuple[str, str]:
    """Two values as a sentence shows them: texts in quotes, numbers bare, of long texts the place where they differ."""
    if isinstance(was, str) and isinstance(now, str) and max(len(was), len(now)) > LONG:
        least = min(len(was), len(now))
        first = next((at for at in range(least) if was[at] != now[at]), least)
        last = next((at for at in range(least - first) if was[-1 - at] != now[-1 - at]), least - first)
        was, now = _cut(was, first, last), _cut(now, first, last)
    return _quoted(was), _quoted(now)


def _cut(text: str, first: int, last: int) -> str:
    start, end = max(0, first - AROUND), min(len(text), len(text) - last + AROUND)
    part = text[start:end]
    part = part if len(part) <= 2 * LONG else part[:LONG] + " … " + part[-LONG:]
    return ("…" if start else "") + part + ("…" if end < len(text) else "")


def _quoted(value: Value) -> str:
    return (
        f"“{' ⏎ '.join(value.splitlines())}”"
        if isinstance(value, str)
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )
