"""What the search has reached so far, shown on a terminal; silent when the output is piped."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.table import Table

from planner.messages import say

if TYPE_CHECKING:
    from models.solve import Progress, Tier


@contextmanager
def shown(lang: str) -> Iterator[Progress | None]:
    """A callback for ``solve`` that keeps a small table up to date; None where nobody is watching."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    tiers: dict[str, Tier] = {}
    start = time.monotonic()
    with Live(console=console, refresh_per_second=8, transient=True) as live:

        def tell(found: list[Tier]) -> None:
            tiers.update({tier.id: tier for tier in found})
            live.update(_table(tiers, time.monotonic() - start, lang))

        yield tell


def _table(tiers: dict[str, Tier], seconds: float, lang: str) -> Table:
    table = Table(caption=say("progress.caption", lang, seconds=round(seconds)), box=None)
    table.add_column(say("progress.tier", lang))
    for column in ("value", "bound", "gap"):
        table.add_column(say(f"progress.{column}", lang), justify="right")
    for place, tier in enumerate(tiers.values(), 1):
        gap = say("progress.proven", lang) if tier.proven else str(tier.value - tier.bound)
        table.add_row(f"{place}. {say(f'slate.tier.{tier.id}', lang)}", str(tier.value), str(tier.bound), gap)
    return table
