"""What a clause may say: a card, and at most three questions.

* ``admits(pairs, ask)`` – which pairs of the pool meet it: an array of ``ADMITTED``, ``PENDING``, ``REFUSED`` or
  ``ALWAYS``, one a row of ``pairs`` (``Case.describe``). Where the rule is a must a refused pair is out; where it
  is only striven for or preferred the pair may be made and costs ``weighs(pairs, ask)``, by default 1;
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

from models.calendar import Ints
from models.scheme import Law, Strength

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.case import Case
    from models.slate import Slate

ADMITTED, PENDING, REFUSED = 0, 1, 2
ALWAYS = 3  # refused whatever the rule's strength: the part of a preference that is a must
Verdict = NDArray[np.int8]


def verdict(refused: Any, pending: Any = False, always: Any = False) -> Verdict:
    """One verdict a pair, the gravest that holds: ``always`` refused, refused, pending, admitted."""
    masks = [np.asarray(mask, bool) for mask in (always, refused, pending)]
    found = np.select(np.broadcast_arrays(*masks), [ALWAYS, REFUSED, PENDING], ADMITTED)
    return np.atleast_1d(found).astype(np.int8)


@dataclass(frozen=True)
class Ask:
    """A rule's numbers on the day, and the case they are asked of."""

    rule: str
    law: Law
    case: Case
    ready: pd.DataFrame | None = None  # the pairs every standard admits, for a rule that ``compares``

    def __getitem__(self, name: str) -> int:
        return self.law.number(self.rule, name)

    def word(self, name: str) -> str:
        """A parameter of the rule that is a code."""
        return self.law.word(self.rule, name)

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter of the rule that is a list of codes."""
        return self.law.words(self.rule, name)

    @property
    def strength(self) -> Strength:
        """How binding the rule is."""
        return self.law.strength(self.rule)

    @property
    def other(self) -> Strength | None:
        """How binding the rule's lesser half is."""
        return self.law.rules[self.rule].other

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
    """The card of a clause. ``clause`` cites the scheme (or ``–``); the words are Vietnamese and English.

    ``protected``: a scenario may tighten it, never soften it (II.2); ``fixed``: it may not be touched at all.
    ``compares``: its ``admits`` asks who else is admitted (``ask.ready``), so it is judged after the others.
    ``reads``: the cells (``table.column``) its ``admits`` looks at, the telling one first.
    ``single``: it judges the slate and yet lets a single appointment be excepted by a document.
    """

    id: str
    clause: str
    vi: str
    en: str
    admits: Callable[[pd.DataFrame, Ask], Verdict] | None = None
    pose: Callable[[Draft, Ask], None] | None = None
    check: Callable[[Slate, Ask], Iterable[Finding]] | None = None
    weighs: Callable[[pd.DataFrame, Ask], Ints] | None = None
    compares: bool = False
    fixed: bool = False
    protected: bool = False
    single: bool = False
    reads: tuple[str, ...] = ()

    @property
    def excusable(self) -> bool:
        """Whether an intervention may except a single appointment from it."""
        return (self.admits is not None or self.single) and not self.fixed
