"""Slates different but as good, as a document, and the sentences on them.

``planner alternatives --json`` is the head of a slate's document (``status``: ``complete``; ``fewer`` where no more
exist, proven; ``partial`` where time ran out) with ``asked`` (how many slates were asked for), ``loss`` (``id``,
``most``: what each tier may be at most; a tier not named is free), ``slates``, the best one first: ``number`` (from
1), ``nearest`` (the least difference from the slates before it, the greatest there is, proven; of the first null),
``apart`` (the difference from each of the slates before), ``tiers``, ``changes`` from the best slate as in ``planner
why``, ``appointments``, ``vacant``; and ``posts``, where they differ: ``post`` and ``holders``, one a slate, seats
alike laid so that as few differ from the best slate as can be. Differences are counted in posts whose holder differs
(``models.apart``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.apart import Apart, Next, differences
from models.audit import Audit
from models.price import ORDER
from models.slate import Slate
from planner.choices import Best, Row, amounts, changes, people, tiers

FIT = "fit"


@dataclass(frozen=True)
class Found:
    """The document, its slates, and how the search ended."""

    paper: Row
    slates: list[tuple[Slate, Audit]]
    interrupted: bool


def alternatives(
    best: Best, count: int, loss: Sequence[str], seconds: float, told: Callable[[int], None] | None = None
) -> Found:
    """``count`` slates, the best among them; ``loss``: ``tier=N``, or N points of fit. Raises ``PlannerError``."""
    allowed = amounts(loss, best.judged.tiers, bare=FIT)
    most = {tier: value + allowed.get(tier, 0) for tier, value in best.judged.tiers.items()
            if tier != ORDER or tier in allowed}  # fmt: skip
    apart, slates, nearest = Apart(best.found.draft, most), [(best.slate, best.judged)], [0]
    status = "complete"
    while len(slates) < count:
        apart.tell_from(slates[-1][0])
        found: Next | None = apart.next(best.left(seconds))
        if found is None or found.made is None:
            status = "partial" if found is None else "fewer"
            break
        slates.append(best.accepted(found.made))
        nearest.append(found.nearest)
        if told:
            told(len(slates))
    paper = best.head(status) | {
        "asked": count,
        "loss": [{"id": tier, "most": value} for tier, value in most.items()],
        "slates": [_row(slates, at, nearest[at]) for at in range(len(slates))],
        "posts": _posts([slate for slate, _ in slates]),
    }
    return Found(paper, slates, apart.interrupted)


def _row(slates: list[tuple[Slate, Audit]], at: int, nearest: int) -> Row:
    (slate, judged), case = slates[at], slates[0][0].case
    apart = [len(differences(case, other.holder, slate.holder)) for other, _ in slates[:at]]
    row = {"number": at + 1, "nearest": nearest if at else None, "apart": apart, "tiers": tiers(judged)}
    return row | {"changes": changes(slates[0][0], slate)} | people(slate)


def _posts(slates: list[Slate]) -> list[Row]:
    """The posts where the slates differ, with the holder in each."""
    case, best = slates[0].case, slates[0].holder
    laid = []
    for slate in slates:
        holder = best.copy()
        for post, _, who in differences(case, best, slate.holder):
            holder[post] = who
        laid.append(holder.tolist())
    ids, posts = [*case.cadres["cadre_id"].tolist(), ""], case.posts["post_id"].tolist()
    return [
        {"post": posts[at], "holders": [ids[who] for who in who_holds]}
        for at, who_holds in enumerate(zip(*laid, strict=True))
        if len(set(who_holds)) > 1
    ]


def status(best: Best, paper: Row) -> list[str]:
    """What was found and what exactly is proven, a sentence each."""
    words, found = best.words, paper["slates"]
    said = [
        words.say(f"apart_status.{paper['status']}", count=len(found), asked=paper["asked"], loss=_loss(best, paper))
    ]
    if len(found) > 1:
        least = min(row["nearest"] for row in found[1:])
        said.append(words.say("apart_status.proven", least=least))
    return said


def _loss(best: Best, paper: Row) -> str:
    words, before = best.words, best.judged.tiers
    lost = [f"{words.code('tier_short', row['id'])} +{more}" for row in paper["loss"]
            if (more := row["most"] - before[row["id"]])]  # fmt: skip
    return words.say("loss.some", tiers="; ".join(lost)) if lost else words.say("loss.none")
