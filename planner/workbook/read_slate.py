"""What a slate workbook says: the hidden document, and what its visible sheets show. Apart from what writes it, since a
question about a slate writes none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from planner.errors import PlannerError
from planner.messages import LANGUAGES, say
from planner.workbook.grid import NUMBERED, SLATE_SHEET
from planner.workbook.hidden import hidden_text


def read_slate_document(path: Path) -> tuple[dict[str, Any], dict[str, str] | None]:
    """The document inside a slate workbook, and post → cadre as its visible sheets show it."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        paper = _hidden(book)
        lang = paper["lang"] if paper["lang"] in LANGUAGES else ""
        names = {name: book.get_sheet_by_name(say(f"slate.{name}", lang)).to_python() for name in ("slate", "vacant")}
    except Exception:  # whatever a stranger's file makes of it, it is not a slate
        raise PlannerError("cli.not_a_slate", path=path) from None
    seen = _seen(names["slate"], say("slate.col.post", lang), say("slate.col.cadre", lang))
    empty = _seen(names["vacant"], say("slate.col.post", lang), "")
    return paper, dict([*seen, *empty])


def read_hidden(path: Path) -> dict[str, Any]:
    """The document inside a slate workbook alone, whatever became of its visible sheets."""
    try:
        return _hidden(CalamineWorkbook.from_path(str(path)))
    except Exception:
        raise PlannerError("cli.not_a_slate", path=path) from None


def _hidden(book: CalamineWorkbook) -> dict[str, Any]:
    paper: dict[str, Any] = json.loads(hidden_text(book.get_sheet_by_name(SLATE_SHEET).to_python()))
    paper.pop("planner")
    return paper


def _seen(rows: list[list[Any]], post: str, cadre: str) -> list[tuple[str, str]]:
    """(post, cadre) of each line under the headings; group headings, numbers of columns, blank lines left out."""
    for number, row in enumerate(rows):
        texts = [str(cell).strip() for cell in row]
        if post in texts:
            a, b = texts.index(post), texts.index(cadre) if cadre and cadre in texts else -1
            if cadre and b < 0:
                return []
            lines = ([str(cell).strip() for cell in line] for line in rows[number + 1 :])
            told = (line for line in lines if line[a] and not NUMBERED.fullmatch(line[a]))
            return [(line[a], line[b] if b >= 0 else "") for line in told]
    return []
