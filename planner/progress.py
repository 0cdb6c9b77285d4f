"""What the search has reached so far, shown on a terminal; silent when the output is piped."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from planner.messages import say

if TYPE_CHECKING:
    from models.solve import Tier


class Watch:
    """What is shown while a slate is sought and explained."""

    def __init__(self, live: Live, lang: str) -> None:
        self._live, self._lang = live, lang
        self._tiers: dict[str, Tier] = {}
        self._start, self._done = time.monotonic(), Counter[str]()

    def tiers(self, found: list[Tier]) -> None:
        """Better values or bounds of some tiers."""
        self._tiers.update({tier.id: tier for tier in found})
        self._live.update(_table(self._tiers, time.monotonic() - self._start, self._lang))

    def says(self, text: str) -> None:
        """Whatever there is to say of how far the work has come."""
        self._live.update(Text(text))

    def priced(self, count: int) -> None:
        """One more of ``count`` prices found, by any thread."""
        self._counted("priced", count)

    def drilled(self, count: int) -> None:
        """One more of ``count`` nominees looked at, should they decline, by any thread."""
        self._counted("drilled", count)

    def _counted(self, what: str, count: int) -> None:
        self._done[what] += 1
        self._live.update(Text(say(f"progress.{what}", self._lang, done=self._done[what], count=count)))


@contextmanager
def live(*, transient: bool) -> Iterator[Live | None]:
    """A part of the terminal that is written over and over; None where nobody is watching. ``transient``: nothing of it
    stays once all is done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with Live(console=console, refresh_per_second=8, transient=transient) as part:
        yield part


@contextmanager
def shown(lang: str) -> Iterator[Watch | None]:
    """What keeps the terminal up to date; None where nobody is watching."""
    with live(transient=True) as part:
        yield Watch(part, lang) if part else None


@contextmanager
def counting(lang: str, key: str) -> Iterator[Callable[[int], None] | None]:
    """What is told how many there are by now, in the words of ``key``; None where nobody is watching."""
    with shown(lang) as watch:
        yield (lambda count: watch.says(say(key, lang, count=count))) if watch else None


@contextmanager
def busy(lang: str) -> Iterator[None]:
    """A word and a moving sign while an answer is sought that has no stages to tell of."""
    with Console(stderr=True).status(say("progress.busy", lang)):  # shows nothing where nobody is watching
        yield


def _table(tiers: dict[str, Tier], seconds: float, lang: str) -> Table:
    table = Table(caption=say("progress.caption", lang, seconds=round(seconds)), box=None)
    table.add_column(say("progress.tier", lang))
    for column in ("value", "bound", "gap"):
        table.add_column(say(f"progress.{column}", lang), justify="right")
    for place, tier in enumerate(tiers.values(), 1):
        gap = say("progress.proven", lang) if tier.proven else str(tier.value - tier.bound)
        table.add_row(f"{place}. {say(f'slate.tier.{tier.id}', lang)}", str(tier.value), str(tier.bound), gap)
    return table
