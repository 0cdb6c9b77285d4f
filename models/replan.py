"""Lays the decisions of the Standing Committee over a case, as a scenario is laid over a round.

The clauses know nothing of it: a postponed post is frozen; a cadre of the Committee's own choice who is not in its
pool gets a row there, and an exception from each standard not met that somebody may waive; the rest asks the rule
``decision``, in force for the occasion. What the law leaves to nobody stays in the way, to be told as a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from models.case import FROM_POOL, Case
from models.decided import Decided, Decision
from models.judge import of_pair
from models.last import CHANGES
from models.rules import BY_ID
from models.scheme import Law, Version
from models.tables import Round, with_rows

DECISION = "decision"
CITE = "Quyết định của Ban Thường vụ Tỉnh ủy"
CARD: dict[str, object] = {"strength": "must", "cite": CITE, "verified": "own"}
CARD |= {"waiver": {"by": "standing_committee", "cite": CITE}}


def lay(case: Case, decisions: Iterable[Decision], last: Mapping[str, str] | None = None) -> Case:
    """``case``, on which nothing is decided yet, with the decisions laid over it; ``last``: post → holder, where as
    few posts as can be are to change."""
    asked = tuple(sorted(decisions))
    waived = {one.post: tuple(_waivable(case, one)) for one in asked if one.decision == "other"}
    decided = Decided(asked, last, {post: rules for post, rules in waived.items() if rules}, case)
    return Case.of(
        _written(case.round_, case, decided), law(case.law, decisions=bool(asked), last=last is not None), decided
    )


def law(base: Law, *, decisions: bool, last: bool) -> Law:
    """The law with the decisions in force, and the fewest changes before all else where there is a last slate."""
    rules = base.rules | ({DECISION: Version.model_validate(CARD)} if decisions else {})
    return replace(base, rules=rules, tiers=(CHANGES, *base.tiers) if last else base.tiers)


def broken(case: Case, decision: Decision) -> list[str]:
    """The musts the chosen cadre does not meet for the post, or of which it is not concluded whether he or she does;
    ``case``: with nothing decided. None of who sits there already."""
    post, cadre = _row(case.posts["post_id"], decision.post), _row(case.cadres["cadre_id"], decision.cadre)
    if case.posts["stayer"].tolist()[post] == cadre:
        return []
    refused, pending = of_pair(case, cadre, post)
    return [*refused, *pending]


def _row(ids: pd.Series, name: str) -> int:
    return ids.tolist().index(name)


def _waivable(case: Case, decision: Decision) -> list[str]:
    return [
        rule for rule in broken(case, decision) if BY_ID[rule].excusable and case.law.rules[rule].waiver.by != "nobody"
    ]


def _written(round_: Round, case: Case, decided: Decided) -> Round:
    """The tables with the decisions written into them."""
    posts = round_.posts.copy()
    posts.loc[posts["post_id"].isin(decided.postponed), "frozen"] = True
    title = case.title_of
    planned = {(cadre, title[post]) for cadre, post in zip(case.pool["cadre_id"], case.pool["post_id"], strict=True)}
    works = dict(zip(round_.cadres["cadre_id"], round_.cadres["unit_id"], strict=True))
    unit = dict(zip(posts["post_id"], posts["unit_id"], strict=True))
    new: list[dict[str, object]] = []
    excepted: list[dict[str, object]] = []
    for one in decided.decisions:
        if one.decision != "other" or one.post not in decided.waived:
            continue
        excepted += [exception(one.cadre, one.post, rule) for rule in decided.waived[one.post]]
        if (one.cadre, title[one.post]) not in planned:
            near = "in_place" if works[one.cadre] == unit[one.post] else "elsewhere"
            new.append(FROM_POOL | {"cadre_id": one.cadre, "post_id": one.post, "source": near})
    pool, acts = with_rows(round_.pool, new), with_rows(round_.interventions, excepted)
    return replace(round_, posts=posts, pool=pool, interventions=acts)


def exception(cadre: str, post: str, rule: str) -> dict[str, object]:
    """The intervention by which a cadre is let off a rule for a post; its document is still to come."""
    return {"action": "except", "cadre_id": cadre, "post_id": post, "rule": rule, "reason": "–", "document": "–"}
