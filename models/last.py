"""The last slate, where there is one: what differs from it, as a tier before all others.

A post counts whose holder is another, or none, unless its own decision asked for that (``Decided.own``). Among seats
alike who remains keeps the seat, and newcomers take first those whose last holder is gone (``Slate.of_pairs``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.calendar import Ints
from models.program import FAR, Totals

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


def changes(draft: Draft) -> tuple[Ints, Ints, int]:
    """The tier as (columns, coefficients, constant).

    Of seats alike, as many change as people are gone or as people are new, whichever are more.
    """
    case, names, number = draft.case, draft.group_names, len(draft.groups)
    group, own = case.posts["group"].to_numpy(np.int64), case.posts["post_id"].isin(case.decided.own).to_numpy()
    sat = np.flatnonzero(case.last >= 0)
    each = draft.sits(case.last[sat], [np.arange(number) == at for at in group[sat]], [""] * len(sat))
    here = np.bincount(group[sat], minlength=number)
    stay = np.bincount(group[sat], each.const, minlength=number).astype(np.int64)
    kept = Totals(names, group[sat][each.row], each.col, each.coef, stay)
    gone, new = (kept * -1).plus(here), draft.holders(np.arange(number), names) + kept * -1
    counted = np.ones(number, dtype=bool)
    counted[group[own]] = False  # a post decided on is a group of its own
    full = here == draft.groups["seats"].to_numpy()
    parts = [gone.only(counted & full), new.only(counted & (here == 0))]
    if (both := counted & ~full & (here > 0)).any():
        seats = draft.groups["seats"].to_numpy()[both].tolist()
        cols = [draft.program.column(0, int(most)) for most in seats]
        parts.append(Totals.of([""] * len(cols), np.arange(len(cols)), cols, 1))
        for least in (gone.only(both), new.only(both)):
            draft.program.require("total", least * -1 + parts[-1], 0, FAR)
    return (
        np.concatenate([part.col for part in parts]),
        np.concatenate([part.coef for part in parts]),
        sum(int(part.const.sum()) for part in parts),
    )
