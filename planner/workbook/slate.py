"""The slate workbook: sheets the Committee reads, and inside it all that ``check`` needs (``read_slate`` reads it)."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from models.tables import Round
from planner import __version__
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
from planner.workbook.grid import SLATE_SHEET
from planner.workbook.hidden import hide_text
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
