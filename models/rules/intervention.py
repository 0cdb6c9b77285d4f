"""intervention – what the Board has laid down with a document: a pinned pair is made, a banned one is not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.rule import Ask, Finding, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.slate import Slate


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """A banned pair is refused; a ban without a post bans the cadre from every post."""
    return verdict(ask.case.banned(pairs))


def pose(draft: Draft, ask: Ask) -> None:
    """Each pin is one appointment that must be made, or one person who must stay."""
    pins = ask.case.pins
    wanted = draft.appointments(
        np.array(
            [pins.new_of.get((c, t), -1) for c, t in zip(draft.pairs["cadre"], draft.pairs["title"], strict=True)]
        ),
        pins.new_names,
    )
    draft.at_least(RULE, wanted, 1)
    moving = draft.appointments(np.array([pins.stay_of.get(c, -1) for c in draft.pairs["cadre"]]), pins.stay_names)
    draft.at_most(RULE, moving, 0)


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """Each pin, followed or not."""
    pins = ask.case.pins
    titles = slate.case.posts["title"].to_numpy()
    held = {(int(c), int(titles[p])) for c, p in zip(slate.holding["cadre"], slate.holding["post"], strict=True)}
    for (cadre, title), at in pins.new_of.items():
        got = int((cadre, title) in held)
        yield Finding(pins.new_names[at], need=1, got=got, of=1, shortfall=1 - got)
    for cadre, at in pins.stay_of.items():
        got = int((cadre, int(titles[slate.case.cadres["seat"][cadre]])) in held)
        yield Finding(pins.stay_names[at], need=1, got=got, of=1, shortfall=1 - got)


RULE = Rule(
    "intervention",
    "–",
    vi="Ý kiến chỉ định, loại trừ có văn bản của cấp có thẩm quyền được thực hiện đúng",
    en="What the competent level has pinned or banned in writing is followed",
    admits=admits,
    pose=pose,
    check=check,
    fixed=True,
)
