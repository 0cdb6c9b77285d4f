"""What a sweep is asked for: rounds, scenarios, and lots to be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from models.tables import Round
from planner.compare.lab import Column
from planner.run import law_of
from planner.scenario import Scenario
from planner.settings import effective

Named = tuple[Scenario | None, str]  # a scenario, None: the plain scheme, and its file


@dataclass(frozen=True)
class Lots:
    """How often lots are drawn, and each time how many nominees decline and how many leaders ask to retire early."""

    draws: int = 0
    declines: int = 0
    retirements: int = 0
    seed: int = 0


@dataclass(frozen=True)
class Asked:
    """Rounds with their files, scenarios with theirs, the plain scheme first, and the lots."""

    rounds: list[tuple[Round, Path]]
    scenarios: list[Named]
    lots: Lots

    @classmethod
    def of(cls, rounds: list[tuple[Round, Path]], scenarios: Iterable[tuple[Scenario, str]], lots: Lots) -> Asked:
        """Scenarios that ask for the same in all rounds are one; the plain scheme bears the name of the one that
        changes nothing in it, if there is one."""
        laws = [law_of(round_) for round_, _ in rounds]

        def key(scenario: Scenario | None, file: str = "") -> tuple[str, ...]:
            settings = scenario.settings if scenario else {}
            return tuple(Column(scenario, file, effective(settings, law)).key for law in laws)

        found: dict[tuple[str, ...], Named] = {key(None): (None, "")}
        for scenario, file in scenarios:
            mark = key(scenario)
            if mark not in found or found[mark][0] is None:
                found[mark] = (scenario, file)
        return cls(rounds, list(found.values()), lots)
