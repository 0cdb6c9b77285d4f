"""What a clause may say: a card, and at most three questions.

* ``admits(pairs, ask)`` – which pairs of the pool it lets through: an array of ``ADMITTED``, ``PENDING`` or
  ``REFUSED``, one a row of ``pairs`` (``Case.describe``);
* ``pose(draft, ask)`` – what it asks of the slate, in totals and bounds; the builder knows hard from soft;
* ``check(slate, ask)`` – the same clause judged on a finished slate by table arithmetic: findings.

``ask`` hands the clause its numbers for the day: ``ask["months"]``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from models.scheme import Law, Strength

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.case import Case
    from models.slate import Slate

ADMITTED, PENDING, REFUSED = 0, 1, 2
Verdict = NDArray[np.int8]


def verdict(refused: Any, pending: Any = False) -> Verdict:
    """One verdict a pair: refused where ``refused``, else pending where ``pending``, else admitted."""
    refused, pending = np.broadcast_arrays(np.asarray(refused, bool), np.asarray(pending, bool))
    return np.where(refused, REFUSED, np.where(pending, PENDING, ADMITTED)).astype(np.int8)


@dataclass(frozen=True)
class Ask:
    """A rule's numbers on the day, and the case they are asked of."""

    rule: str
    law: Law
    case: Case

    def __getitem__(self, name: str) -> int:
        return self.law.number(self.rule, name)

    @property
    def date(self) -> int:
        """The round's date, YYYYMMDD."""
        return self.case.round_.settings.date


@dataclass(frozen=True)
class Finding:
    """A place where a rule was judged, met or not. ``where``: a unit, post, cadre or province id, or empty.

    ``shortfall`` counts in the rule's own unit (persons, seats); ``standing``: a breach made only of people
    who sit there now and stay, which costs nothing. ``strength`` only where it is not the rule's own.
    """

    where: str
    need: int
    got: int
    of: int = 0
    held: int = 0
    shortfall: int = 0
    standing: bool = False
    strength: Strength | None = None


@dataclass(frozen=True)
class Rule:
    """The card of a clause. ``clause`` cites the scheme (or ``–``); the words are Vietnamese and English."""

    id: str
    clause: str
    vi: str
    en: str
    admits: Callable[[pd.DataFrame, Ask], Verdict] | None = None
    pose: Callable[[Draft, Ask], None] | None = None
    check: Callable[[Slate, Ask], Iterable[Finding]] | None = None
    fixed: bool = False
