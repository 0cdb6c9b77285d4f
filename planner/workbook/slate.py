"""The slate workbook: sheets the Committee reads, and inside it all that ``check`` needs.

``read_slate_document`` reads it back: the hidden document, and what the visible sheets show.
"""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from models.tables import Round
from planner import __version__
from planner.errors import PlannerError
from planner.messages import LANGUAGES, say
from planner.seal.write import seal
from planner.workbook import (
    boards,
    changes_sheet,
    charts,
    cover,
    declines_sheet,
    explain_sheet,
    form_sheets,
    nominees,
    plan_sheets,
    profiles,
    rules_sheet,
    sheets,
)
from planner.workbook.embed import embed
from planner.workbook.grid import NUMBERED, SLATE_SHEET
from planner.workbook.hidden import hidden_text, hide_text
from planner.workbook.properties import properties
from planner.workbook.style import Book
from planner.workbook.view import View


def slate_bytes(paper: dict[str, Any], round_: Round, lang: str) -> bytes:
    """The whole workbook; the same document gives the same bytes."""
    return sealed_slate(paper, round_, lang)[0]


def sealed_slate(paper: dict[str, Any], round_: Round, lang: str) -> tuple[bytes, str]:
    """The whole workbook and its hash."""
    target = BytesIO()
    book = Book(target)
    view = View(paper, round_, lang)
    properties(book, view)
    first = (
        cover.cover,
        sheets.summary,
        nominees.slate,
        nominees.vacant,
        *((changes_sheet.changes,) if paper.get("last") else ()),
        profiles.profiles,
        boards.boards,
        charts.charts,
    )
    plans = (plan_sheets.rotation, plan_sheets.chains, plan_sheets.pending, plan_sheets.bases)
    reasons = (explain_sheet.reasons, declines_sheet.declines)
    forms = (form_sheets.form_9a, form_sheets.form_11, form_sheets.form_13)
    basis = (rules_sheet.rules, sheets.candidates, sheets.sources)
    for write in (*first, *reasons, *plans, *forms, *basis):
        write(book, view)
    cover.contents(book, view)
    sheets.lists(book, view)
    if not view.redacted:
        embed(book.file, round_)
    text = json.dumps(paper | {"planner": __version__}, ensure_ascii=False, separators=(",", ":"))
    hide_text(book.file, SLATE_SHEET, text)
    found = seal(book, lang)
    book.close()
    return target.getvalue(), found


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
