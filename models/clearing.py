"""What a slate would gain if what holds back one cadre were concluded: solved again, exactly."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace

from models.build import build
from models.case import Case
from models.solve import Options, solve

LAST = "order"  # the published tie-break is no gain


def gains(case: Case, cadres: Iterable[int], before: dict[str, int], seconds: float = 0) -> dict[int, dict[str, int]]:
    """Cadre (row) → tier → value with that cadre cleared, for each whose best slate was proven.

    ``before``: the proven values of the base slate. ``seconds``: for all together, 0 = no limit; who is not
    reached in time is left out, and so is nobody else's answer changed.
    """
    deadline = time.monotonic() + seconds if seconds else 0.0
    found = {}
    for cadre in cadres:
        left = deadline - time.monotonic() if seconds else 0.0
        if seconds and left <= 0:
            break
        program = build(replace(case, cleared=frozenset({cadre}))).program
        program.tiers.pop(LAST, None)
        outcome = solve(program, Options(left, unique=False))
        if outcome.interrupted:
            raise KeyboardInterrupt
        if outcome.status == "optimal":
            found[cadre] = {tier.id: tier.value for tier in outcome.tiers if tier.id in before}
    return found
