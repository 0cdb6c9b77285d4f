"""one_seat – a cadre holds at most one managed post after the round, a seat at most one cadre."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from models.rule import Ask, Finding, Rule, Verdict, verdict

if TYPE_CHECKING:
    from models.build import Draft
    from models.slate import Slate


def _closed(seats: pd.DataFrame) -> pd.Series:
    """Frozen, or a managed title outside the list, which is never a target."""
    return seats["frozen"] | (seats["managed"] & ~seats["listed"])


def admits(pairs: pd.DataFrame, _: Ask) -> Verdict:
    """Who sits in a title already holds it: a pool row for it is no appointment."""
    return verdict(pairs["same_title"])


def pose(draft: Draft, _: Ask) -> None:
    """At most one new post a cadre; never more holders than seats; a frozen or unlisted seat takes nobody."""
    cadres = draft.case.cadres["cadre_id"].tolist()
    groups = draft.case.groups
    draft.at_most(RULE, draft.appointments(draft.pairs["cadre"], cadres), 1)
    draft.at_least(RULE, draft.empties(np.arange(len(groups)), draft.group_names), 0)
    draft.close(RULE, _closed(groups).to_numpy(bool))


def check(slate: Slate, _: Ask) -> Iterable[Finding]:
    """Each cadre placed twice, each closed seat newly filled; one line when there is none."""
    placed = pd.concat([slate.holding["cadre"], slate.appointments["cadre"][~slate.appointments["managed"]]])
    twice = placed.groupby(placed).size()
    broken = [
        Finding(slate.cadre_id(cadre), need=1, got=int(n), shortfall=int(n) - 1) for cadre, n in twice.items() if n > 1
    ]
    frozen = slate.appointments[_closed(slate.appointments)]
    broken += [Finding(post, need=0, got=1, shortfall=1) for post in frozen["post_id"]]
    return broken or [Finding("", need=len(placed), got=len(twice), of=len(placed))]


RULE = Rule(
    "one_seat",
    "–",
    vi="Sau đợt này, mỗi cán bộ giữ không quá một chức vụ thuộc diện quản lý, mỗi vị trí không quá một người",
    en="After the round a cadre holds at most one managed post, and a seat has at most one holder",
    admits=admits,
    reads=("posts.frozen", "posts.listed"),
    pose=pose,
    check=check,
    fixed=True,
)
