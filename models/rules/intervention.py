"""intervention – what the Board has laid down with a document: a pinned pair is made, a banned one is not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.rule import Ask, Finding, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.slate import Slate


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """A banned pair is refused; a ban without a post bans the cadre from every post."""
    return verdict(ask.case.banned(pairs))


def pose(draft: Draft, ask: Ask) -> None:
    """Whoever is pinned holds a seat of that title after the round, newly or still."""
    case = ask.case
    title = case.groups["title"].to_numpy()
    cadres = [cadre for cadre, _ in case.pins]
    names = case.cadres["cadre_id"].to_numpy()[cadres].tolist()
    draft.at_least(RULE, draft.sits(cadres, [title == wanted for _, wanted in case.pins], names), 1)


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """Each pin, followed or not."""
    titles = slate.case.posts["title"].tolist()
    held = {(cadre, titles[post]) for post, cadre in enumerate(slate.holder.tolist())}
    for pin in ask.case.pins:
        got = int(pin in held)
        yield Finding(slate.cadre_id(pin[0]), need=1, got=got, of=1, shortfall=1 - got)


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
