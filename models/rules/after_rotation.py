"""after_rotation – whose rotation is finished gets a post: another one at least as high, or the same for good."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.calendar import over
from models.rule import Ask, Finding, Rule

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.calendar import Ints
    from models.slate import Slate


def finished(ask: Ask) -> Ints:
    """The cadres (rows) whose rotation is over and who do not retire now."""
    cadres = ask.case.cadres
    done = over(cadres["rotation_ends"].to_numpy(), 0, ask.date)
    done |= over(cadres["rotated_since"].to_numpy(), ask["months"], ask.date)
    return np.flatnonzero(done & (cadres["left"].to_numpy() > ask.case.round_.settings.horizon_months))


def _settled(ask: Ask) -> set[int]:
    """Who may stay for good: the pool has a row for the very title held, and nothing makes the cadre leave."""
    case = ask.case
    own = case.pairs[case.pairs["same_title"] & case.pairs["managed"]]
    own = own[(own["planned_on"] <= ask.date) & ~case.banned(own)]
    return set(own["cadre"]) & set(case.posts["stayer"])


def _as_high(pairs: pd.DataFrame) -> pd.Series:
    return pairs["managed"] & (pairs["tier"] >= pairs["tier_now"])


def pose(draft: Draft, ask: Ask) -> None:
    """Each of them is appointed, or stays where the pool plans the stay."""
    people, settled = finished(ask), _settled(ask)
    number = np.full(len(ask.case.cadres), -1, dtype=np.int64)
    number[people] = np.arange(len(people))
    names = ask.case.cadres["cadre_id"].to_numpy()[people].tolist()
    at = number[draft.pairs["cadre"]]
    placed = draft.appointments(np.where(_as_high(draft.pairs), at, -1), names)
    stays = np.isin(people, list(settled))
    leaves = draft.appointments(np.where(stays[at] & (at >= 0), at, -1), names) if len(people) else placed
    draft.at_least(RULE, (placed + leaves * -1).plus(stays.astype(np.int64)), 1)


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """One line a person."""
    made = slate.appointments
    placed, settled = set(made["cadre"][_as_high(made)]), _settled(ask)
    sitting = set(slate.holder[slate.holder == slate.case.posts["holder"]].tolist()) - set(made["cadre"])
    for cadre in finished(ask).tolist():
        got = int(cadre in placed or (cadre in settled and cadre in sitting))
        yield Finding(slate.cadre_id(cadre), need=1, got=got, of=1, shortfall=1 - got)


RULE = Rule(
    "after_rotation",
    "II.5",
    vi="Cán bộ hoàn thành nhiệm vụ, hết thời gian luân chuyển được bố trí chức vụ tương đương trở lên",
    en="Whose rotation is finished gets a post at least as high",
    pose=pose,
    check=check,
)
