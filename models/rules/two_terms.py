"""two_terms – nobody stays head of one body beyond two terms (eight years and more)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.calendar import add_months, over
from models.rule import Ask, Finding, Rule
from models.tables import HEADS

if TYPE_CHECKING:
    from models.build import Draft
    from models.calendar import Ints
    from models.slate import Slate


def _heads(ask: Ask, months: int, by: int) -> Ints:
    """Posts (rows) whose head stays unless appointed elsewhere and has stood there for ``months`` ``by`` that day."""
    posts = ask.case.posts
    since = np.append(ask.case.cadres["head_since"].to_numpy(), 0)[posts["stayer"]]
    heads = (posts["managed"] & posts["role"].isin(HEADS) & (posts["stayer"] >= 0)).to_numpy(bool)
    return np.flatnonzero(heads & over(since, months, by))


def pose(draft: Draft, ask: Ask) -> None:
    """Each such head moves on."""
    posts = ask.case.posts.iloc[_heads(ask, ask["months"], ask.date)]
    groups = np.arange(len(ask.case.groups))
    staying = draft.sits(posts["stayer"], [groups == group for group in posts["group"]], posts["post_id"].tolist())
    draft.at_most(RULE, staying, 0)


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """A line for each head who stays; a warning where a term from now on would pass the limit."""
    late = set(_heads(ask, ask["months"], ask.date).tolist())
    term_ends = add_months(ask.date, ask["term"])
    soon = set(_heads(ask, ask["months"], term_ends - 1).tolist()) - late  # before that day, not on it
    posts = slate.case.posts
    for post in _heads(ask, 0, ask.date).tolist():
        if slate.holder[post] == posts["stayer"].iat[post]:
            name, over_it = str(posts["post_id"].iat[post]), int(post in late)
            yield Finding(name, need=0, got=over_it, of=1, shortfall=over_it)
            if post in soon:
                yield Finding(name, need=0, got=0, of=1, strength="warning")


RULE = Rule(
    "two_terms",
    "–",
    vi="Người đứng đầu không giữ chức vụ quá hai nhiệm kỳ liên tiếp (từ 8 năm) tại một địa phương, cơ quan",
    en="Nobody stays head of one body beyond two terms running (eight years)",
    pose=pose,
    check=check,
)
