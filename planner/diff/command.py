"""The story of ``planner diff``: two rounds, each under its scenario, and a word on how far the work is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from models.tables import Round
from planner.diff import diff
from planner.diff.records import Sheets
from planner.messages import say
from planner.run import case_of

if TYPE_CHECKING:
    from planner.scenario import Scenario

Scenarios = tuple["Scenario | None", "Scenario | None"]


def compared(
    rounds: tuple[Round, Round], scenarios: Scenarios, *, lang: str, most: int, private: bool
) -> dict[str, Any]:
    """The document of ``diff``; on a terminal the share done is told on standard error meanwhile."""
    watched = sys.stderr.isatty()

    def tell(done: int, total: int) -> None:
        click.echo("\r" + say("diff.progress", lang, percent=100 * done // total), nl=done == total, err=True)

    pairs = list(zip(rounds, scenarios, strict=True))
    before, after = (case_of(round_, asked.settings if asked else None) for round_, asked in pairs)
    first, second = (asked.name if asked else "" for asked in scenarios)
    return diff(
        before,
        after,
        scenarios=(first, second),
        files=(Sheets(rounds[0]), Sheets(rounds[1])),
        lang=lang,
        most=most,
        private=private,
        tell=tell if watched else None,
    )
