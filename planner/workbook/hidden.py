"""Long texts on hidden sheets of a workbook, in as many cells as they need."""

from __future__ import annotations

from typing import Any

CHUNK = 30_000  # a cell holds at most 32,767 characters


def hide_text(book: Any, name: str, text: str) -> None:
    """Put ``text`` on a hidden sheet of ``book`` (an XlsxWriter workbook)."""
    sheet = book.add_worksheet(name)
    for row, at in enumerate(range(0, len(text), CHUNK)):
        sheet.write_string(row, 0, "#" + text[at : at + CHUNK])  # the mark keeps blanks at a chunk's ends
    sheet.hide()


def hidden_text(rows: list[list[Any]]) -> str:
    """The text again, from the cells of its sheet. Raises ``IndexError`` for a sheet with none."""
    return "".join(str(row[0])[1:] for row in rows if row[0] != "")
