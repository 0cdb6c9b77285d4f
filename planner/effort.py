"""How a slate is searched for and explained: what a command asks for, and who hears how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from models.solve import Tier


@dataclass(frozen=True)
class Effort:
    """Seconds (0 = no limit), threads, the seed; whether to explain each person, and the ``loss`` in points of fit that
    is still told as near (``planner.explain``)."""

    time_limit: float = 0
    workers: int = 1
    seed: int = 0
    explain: bool = True
    loss: int = 5


class Watcher(Protocol):
    """Who hears of better values and bounds, and after each price and each decline how many there are in all."""

    def tiers(self, found: list[Tier]) -> None: ...

    def priced(self, count: int) -> None: ...

    def drilled(self, count: int) -> None: ...
