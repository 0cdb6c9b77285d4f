"""How many posts another holds than in a slate at hand: the tier ``changed_here``, which comes before all others.

Seats alike in everything are one group of the program, and which of them somebody takes means nothing: so of a group
the greater number is counted, of those who come or of those who go. ``changed`` names these posts one by one.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from models.build import Draft
from models.calendar import Ints
from models.case import Case
from models.last import tier
from models.program import Program

CHANGES = "changed_here"


class Change(NamedTuple):
    """A post (row) with who held it and who holds it (rows of ``cadres``, -1 for nobody)."""

    post: int
    before: int
    after: int


def with_changes(draft: Draft, holder: Ints) -> Program:
    """The draft's program with the tier against ``holder`` (shape: posts) before its own; the draft stays as it is."""
    program = draft.program.copy()
    everywhere = np.ones(len(draft.groups), dtype=bool)
    program.tiers = {CHANGES: tier(draft, program, holder, everywhere), **draft.program.tiers}
    return program


def changed(case: Case, before: Ints, after: Ints, last: int = -1) -> list[Change]:
    """The posts that change hands between two slates (shapes: posts), as few as they can be. Who comes to a group takes
    the seats given up, in the order of codes, that of ``last`` after the others, then the empty ones."""
    found = []
    for seats in case.seats_of_group:
        old, new = before[seats].tolist(), after[seats].tolist()
        gone = sorted((post == last, post) for post, cadre in zip(seats, old, strict=True) if cadre not in {*new, -1})
        come = sorted(cadre for cadre in new if cadre not in {*old, -1})
        empty = iter([post for post, cadre in zip(seats, old, strict=True) if cadre < 0])
        for left, cadre in zip_longest(gone, come):
            post = left[1] if left else next(empty)
            found.append(Change(post, int(before[post]), -1 if cadre is None else cadre))
    return sorted(found)
