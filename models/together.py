"""Whether any weights of fit in a box, all moving together, put another slate before ours: one exact program.

The program is given the weights too. A part whose ends differ has a switch for each whole weight between them, one of
which is on, and a gain: by how much a slate betters ours, S, in that part at the weight chosen; at each weight that
is a linear row. The fit looked at is 100 for each appointment less the gains, and the tiers after it follow as
always, down to the last tie. S has the gain 0 at any weights. So if S is what is found, no slate is before S at any
weights in the box; and another slate that is found is before S at the weights found with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.build import Draft
from models.calendar import Ints
from models.judge import marks_of
from models.price import best
from models.program import FAR, Program, Totals
from models.solve import Options, Search, groups_of, settle

FIT = "fit"
MOST = 100  # no part weighs more
Weights = dict[str, int]
Box = dict[str, tuple[int, int]]  # part → its least and greatest weight
Points = dict[str, Ints]  # part → its points at each weight from 0 to 100 (shape: weights × pairs)


@dataclass(frozen=True)
class Changed:
    """The weights at which names change, and the pairs (columns) made there."""

    weights: Weights
    made: Ints


class Late(Exception):
    """Time ran out, or Ctrl-C was heard, before the answer was proven."""


def points_of(draft: Draft) -> Points:
    """The points of each part at each weight, 0 where fit does not count."""
    found, managed, weights = marks_of(draft.case, draft.pairs), draft.pairs["managed"].to_numpy(bool), range(MOST + 1)
    return {part: np.outer(weights, found[part][0]) // found[part][1] * managed for part in draft.case.law.fit}


def before_ours(
    draft: Draft, made: Ints, held: dict[str, int], points: Points, box: Box, seconds: float = 0
) -> Changed | None:
    """A slate before ours (``made``) at some weights in the box, and these; None where there is none, proven.

    ``held``: the values of the tiers before fit. Raises ``Late``.
    """
    base, managed = draft.program, draft.pairs["managed"].to_numpy(bool)
    program = base.copy()
    cost, gains, switches = 100 * managed, list[int](), dict[str, list[int]]()
    for part, (low, high) in box.items():
        if low == high:
            cost = cost - points[part][low]
        else:
            gain, switches[part] = _moving(draft, program, made, points[part][low : high + 1])
            gains.append(gain)
    col, _, const = base.tiers[FIT]
    coef = np.concatenate([cost, np.full(len(gains), -1)]).astype(np.int64)
    program.tiers = base.tiers | {FIT: (np.concatenate([col, np.array(gains, dtype=np.int64)]), coef, const)}
    search = Search(program, Options(seconds))
    for tier, value in held.items():
        search.hold(tier, value)
    if not best(search, groups_of(program, *held)) or not settle(search) or search.x is None:
        raise Late
    found = search.made
    if np.array_equal(found, made):
        return None
    at = {part: int(np.flatnonzero(search.x[on])[0]) for part, on in switches.items()}
    return Changed({part: low + at.get(part, 0) for part, (low, _) in box.items()}, found)


def _moving(draft: Draft, program: Program, made: Ints, points: Ints) -> tuple[int, list[int]]:
    """The gain of a part (a column), and the switch of each weight; ``points`` at each (shape: weights × pairs)."""
    kinds, of_pair = np.unique(points, axis=1, return_inverse=True)
    count = kinds.shape[1]
    counts = program.named(draft.appointments(np.ravel(of_pair), [""] * count))
    ours = points[:, made].sum(axis=1)
    each = pd.DataFrame(points.T).groupby(draft.pairs["cadre"].to_numpy()).max()  # one seat a person
    most = max(0, int((each.sum(axis=0).to_numpy(np.int64) - ours).max()))
    gain = program.column(-int(ours.max()), most)
    on = [program.column(0, 1) for _ in points]
    program.require(FIT, Totals.of([""], [0] * len(on), on, 1), 1, 1)
    for col, kind, own in zip(on, kinds, ours.tolist(), strict=True):  # Σ points·count − gain ≥ own where it is on
        row = Totals.of([""], [0] * count, counts.col, kind) + Totals.of([""], [0, 0], [gain, col], [-1, -most - own])
        program.require(FIT, row, -most, FAR)
    return gain, on
