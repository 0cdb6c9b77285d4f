"""max_moves – at most so many sitting leaders change their seat. A demand of a scenario: no scheme puts it in force."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.rule import Ask, Finding, Rule

if TYPE_CHECKING:
    from models.build import Draft
    from models.slate import Slate


def pose(draft: Draft, ask: Ask) -> None:
    """The moves, as the tier of that name counts them, in all provinces together."""
    draft.at_most(RULE, draft.appointments(np.where(draft.pairs["mover"], 0, -1), [""]), ask["most"])


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """One line."""
    moves, most = int(slate.appointments["mover"].sum()), ask["most"]
    yield Finding("", need=most, got=moves, of=len(slate.appointments), shortfall=max(0, moves - most))


RULE = Rule(
    "max_moves",
    "–",
    vi="Số lãnh đạo đương nhiệm phải chuyển vị trí không vượt mức kịch bản cho phép",
    en="No more sitting leaders change their seat than the scenario allows",
    pose=pose,
    check=check,
    fixed=True,
)
