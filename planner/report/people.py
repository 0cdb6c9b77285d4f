"""People and places as the page names them: a person has one colour and one sign wherever the name stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.compare.marks import COLOURS, marks
from planner.workbook.view import View

Row = dict[str, Any]


@dataclass(frozen=True)
class Who:
    """A person: ``tone``: the number of the colour, None where the name stands alike in every scenario."""

    cadre: str
    name: str
    now: str
    sign: str = ""
    tone: int | None = None


class People:
    """Everybody the page names."""

    def __init__(self, paper: Row, view: View) -> None:
        self._marks, self._view = marks(paper), view

    def __getitem__(self, cadre: str) -> Who:
        """The person of a code."""
        mark, view = self._marks.get(cadre), self._view
        looks = (mark.sign, COLOURS.index(mark.colour)) if mark else ("", None)
        return Who(cadre, view.person(cadre), view.now(cadre), *looks)

    def of(self, cadre: str | None) -> Who | None:
        """The person, None for nobody."""
        return self[cadre] if cadre else None
