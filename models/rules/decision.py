"""decision – what the Standing Committee decided on the last slate. In force where it has decided (``replan``)."""

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
    """Who was refused is not proposed again for that title."""
    return verdict(ask.case.turned_down(pairs))


def pose(draft: Draft, ask: Ask) -> None:
    """Who was agreed to or chosen holds that very post; a post agreed to stay empty takes nobody, one that must not
    stay so has somebody. A postponed one is frozen."""
    case, decided = ask.case, ask.case.decided
    group = dict(zip(case.posts["post_id"], case.posts["group"].tolist(), strict=True))
    cadres = {cadre: at for at, cadre in enumerate(case.cadres["cadre_id"])}

    def place(posts: list[str]) -> np.ndarray:
        """Of each group the place of its post among these; a post decided on is a group of its own."""
        at = np.full(len(case.groups), -1, dtype=np.int64)
        at[[group[post] for post in posts]] = np.arange(len(posts))
        return at

    kept, shut, filled = decided.kept, decided.shut, decided.filled
    seats = [np.arange(len(case.groups)) == group[post] for post in kept]
    draft.at_least(RULE, draft.sits([cadres[cadre] for cadre in kept.values()], seats, list(kept)), 1)
    draft.at_most(RULE, draft.appointments(place(shut)[draft.pairs["group"]], shut), 0)
    draft.at_least(RULE, draft.holders(place(filled), filled), 1)


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """Each decision on a post, followed or not; of a refusal, each appointment says so (``admits``)."""
    decided, ids = ask.case.decided, slate.case.cadres["cadre_id"].tolist()
    holder = {
        post: ids[at] if at >= 0 else "" for post, at in zip(slate.case.posts["post_id"], slate.holder, strict=True)
    }
    new = set(slate.appointments["post_id"])
    followed = {post: holder[post] == cadre for post, cadre in decided.kept.items()}
    followed |= {post: post not in new for post in (*decided.shut, *decided.postponed)}
    followed |= {post: holder[post] != "" for post in decided.filled}
    for post, done in sorted(followed.items()):
        yield Finding(post, need=1, got=int(done), of=1, shortfall=int(not done))


RULE = Rule(
    "decision",
    "–",
    vi="Quyết định của Ban Thường vụ Tỉnh ủy đối với phương án trước được thực hiện đúng",
    en="What the Standing Committee decided on the last slate is followed",
    admits=admits,
    pose=pose,
    check=check,
    fixed=True,
)
