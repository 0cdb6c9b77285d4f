"""What can be wrong with a workbook: a code with its place, said in words of either language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from planner.messages import say
from planner.workbook.headings import heading, key, sheet_title, table_named

WARNINGS = frozenset(
    (
        *("unknown_sheet", "unknown_column", "unknown_key", "total_row", "year_only", "serial_date", "unknown_word"),
        *("alike", "no_planned_on", "no_conclusion_source", "no_staff", "vacates_nobody", "ban_no_pool"),
        *("identity_sex", "identity_zero", "example_row", "many_planned", "many_posts"),
    )
)


@dataclass(frozen=True, order=True)
class Fault:
    """One fault. ``row`` and ``col`` count from 0; -1 where it is about a whole row, column or sheet. ``words``: where
    its sentence stands."""

    sheet: str
    row: int
    col: int
    code: str
    fields: dict[str, Any] = field(default_factory=dict, compare=False)
    words: str = field(default="faults.code", compare=False)

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Errors stop the run; warnings do not."""
        return "warning" if self.code in WARNINGS else "error"

    @property
    def cell(self) -> str:
        """``B7``; empty where no one cell is meant."""
        return f"{letters(self.col)}{self.row + 1}" if self.row >= 0 and self.col >= 0 else ""

    def text(self, lang: str) -> str:
        """The fault in a sentence, with its place and what to do."""
        row = f"{self.row + 1}:{self.row + 1}" if self.row >= 0 else ""
        place = f"{self.sheet}!{self.cell or row}" if self.row >= 0 else self.sheet
        level = say(f"faults.{self.severity}", lang)
        return f"{level} {place} [{self.code}]: " + say(f"{self.words}.{self.code}", lang, **self._said(lang))

    def _said(self, lang: str) -> dict[str, Any]:
        """The fields, with sheets, columns and keys named as people know them."""
        table = table_named(self.sheet)

        def named(name: str) -> str:
            return key(name, lang) if table == "round" else heading(table, name, lang)

        ways = {"column": named, "key": named, "part": named, "whole": named}
        said = {name: ways[name](value) if name in ways else value for name, value in self.fields.items()}
        if "sheet" in said:
            said["sheet"] = sheet_title(said["sheet"], lang)
        if "columns" in said:
            said["columns"] = ", ".join(map(named, said["columns"]))
        return said


def letters(col: int) -> str:
    """The letters of a column, counted from 0: A, B … Z, AA."""
    name = ""
    while col >= 0:
        col, rest = divmod(col, 26)
        name, col = chr(65 + rest) + name, col - 1
    return name


class Faults:
    """Gathers faults; ``sorted()`` puts them in the order of the sheets' rows and columns."""

    def __init__(self, words: str = "faults.code") -> None:
        self.found: list[Fault] = []
        self.words = words

    def add(self, code: str, sheet: str, row: int = -1, col: int = -1, /, **fields: Any) -> None:
        """Note a fault."""
        self.found.append(Fault(sheet, row, col, code, fields, self.words))

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.found)

    def sorted(self) -> list[Fault]:
        """All of them, errors before warnings."""
        return sorted(self.found, key=lambda fault: (fault.severity, fault.sheet, fault.row, fault.col, fault.code))
