"""What the file says of itself: the document properties Excel and a file manager show."""

from __future__ import annotations

from planner import __version__
from planner.workbook.style import CREATED, Book
from planner.workbook.view import View


def properties(book: Book, view: View) -> None:
    """Title, subject, that it is a proposal; and of what round, scheme and scenario, by which version."""
    paper = view.paper
    book.file.set_properties(
        {
            "title": view.word("properties.title", title=view.round_title),
            "subject": view.word("properties.subject"),
            "company": view.word("properties.company"),
            "category": view.say("title.slate"),
            "comments": f"{view.say('draft')}. {view.status()}",
            "status": view.word("properties.status"),
            "created": CREATED,
        }
    )
    said = {
        "status": view.say("draft"),
        "round": paper["round"]["id"],
        "date": view.day(view.round.settings.date),
        "sha256": paper["round"]["sha256"],
        "scheme": paper["scheme"],
        "scenario": paper["scenario"] or view.say("src.none"),
        "law": paper["law_sha256"],
        "version": f"planner {__version__}",
    }
    for name, value in said.items():
        book.file.set_custom_property(view.word(f"properties.own.{name}"), value, "text")
