"""How far each scenario is, one line each, on a terminal; silent when the output is piped."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from planner.compare.table import status
from planner.messages import say
from planner.progress import live

if TYPE_CHECKING:
    from rich.live import Live

    from planner.compare.crew import Crew
    from planner.compare.lab import Column


class Lines:
    """``update`` reads what the crew tells and shows it."""

    def __init__(self, live: Live, columns: list[Column], crew: Crew, lang: str) -> None:
        self._live, self._columns, self._crew, self._lang = live, columns, crew, lang
        self._reached: dict[str, dict[str, int]] = {}
        self._start = time.monotonic()

    def update(self) -> None:
        """The lines as they stand now."""
        for number, tiers in self._crew.news():
            self._reached.setdefault(self._columns[number].key, {}).update(tiers)
        seconds = round(time.monotonic() - self._start)
        table = Table(box=None, padding=(0, 1))
        for column in self._columns:
            table.add_row(column.name(self._lang), self._state(column))
        self._live.update(Group(table, Text(say("compare.watch.caption", self._lang, seconds=seconds), style="dim")))

    def _state(self, column: Column) -> str:
        if column.paper is None:
            reached = self._reached.get(column.key)
            if not reached:
                return say("compare.watch.waiting", self._lang)
            tier = list(reached)[-1]
            return say(
                "compare.watch.tier", self._lang, tier=say(f"slate.tier.{tier}", self._lang), value=reached[tier]
            )
        ended = status(column.paper, self._lang)
        if column.explained or column.search is None:
            return ended
        found, posts = len(column.search.found), len(column.search.posts)
        return f"{ended}; " + say("compare.watch.causes", self._lang, found=found, posts=posts)


@contextmanager
def shown(columns: list[Column], crew: Crew, lang: str) -> Iterator[Lines | None]:
    """What keeps the terminal up to date; None where nobody is watching."""
    with live(transient=False) as part:
        yield Lines(part, columns, crew, lang) if part else None
