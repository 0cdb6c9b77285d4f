"""The last slate, where there is one: what differs from it, as a tier before all others.

A post counts whose holder is another, or none, unless its own decision asked for that (``Decided.own``). Among seats
alike who remains keeps the seat, and newcomers take first those whose last holder is gone (``Slate.of_pairs``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.calendar import Bools, Ints
from models.program import FAR, Objective, Program, Totals

if TYPE_CHECKING:
    from models.build import Draft
    from models.slate import Slate

CHANGES = "changes"


def differs(slate: Slate) -> list[int]:
    """The posts (rows) whose holder is not that of the last slate."""
    return np.flatnonzero(slate.holder != slate.case.last).tolist()


def changed(slate: Slate) -> int:
    """The value of the tier."""
    ids, own = slate.case.posts["post_id"].tolist(), slate.case.decided.own
    return sum(ids[post] not in own for post in differs(slate))


def changes(draft: Draft) -> Objective:
    """The tier of a case that keeps to its last slate."""
    counted = np.ones(len(draft.groups), dtype=bool)
    own = draft.case.posts["post_id"].isin(draft.case.decided.own).to_numpy()
    counted[draft.case.posts["group"].to_numpy()[own]] = False  # a post decided on is a group of its own
    return tier(draft, draft.program, draft.case.last, counted)


def tier(draft: Draft, program: Program, holder: Ints, counted: Bools) -> Objective:
    """Posts of the ``counted`` groups (shape: groups) that change hands against ``holder`` (shape: posts), as
    (columns, coefficients, constant) of ``program``, which gets the rows this takes.

    Of seats alike, as many change as people are gone or as people are new, whichever are more.
    """
    gone, new = turnover(draft, holder)
    seats = draft.groups["seats"].to_numpy()
    here = np.bincount(draft.case.posts["group"].to_numpy(np.int64)[holder >= 0], minlength=len(seats))
    parts = [gone.only(counted & (here == seats)), new.only(counted & (here == 0))]
    if (both := counted & (here < seats) & (here > 0)).any():
        cols = [program.column(0, int(most)) for most in seats[both].tolist()]
        parts.append(Totals.of([""] * len(cols), np.arange(len(cols)), cols, 1))
        for least in (gone.only(both), new.only(both)):
            program.require("total", least * -1 + parts[-1], 0, FAR)
    return (
        np.concatenate([part.col for part in parts]),
        np.concatenate([part.coef for part in parts]),
        sum(int(part.const.sum()) for part in parts),
    )


def turnover(draft: Draft, holder: Ints) -> tuple[Totals, Totals]:
    """By group: how many of those who hold it in ``holder`` (shape: posts) are gone, and how many others are there."""
    names, number = draft.group_names, len(draft.groups)
    sat = np.flatnonzero(holder >= 0)
    group = draft.case.posts["group"].to_numpy(np.int64)[sat]
    each = draft.sits(holder[sat], [np.arange(number) == at for at in group], [""] * len(sat))
    stay = np.bincount(group, each.const, minlength=number).astype(np.int64)
    kept = Totals(names, group[each.row], each.col, each.coef, stay)
    gone = (kept * -1).plus(np.bincount(group, minlength=number))
    return gone, draft.holders(np.arange(number), names) + kept * -1
