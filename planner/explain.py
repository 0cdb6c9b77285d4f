"""Explanations of a slate: what they are asked of, and the prices of all who were planned for its open seats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.build import build
from models.judge import costs
from models.tables import Round
from models.verdict import Answer, Explainer, considered
from planner import run
from planner.document import NEAR
from planner.errors import NotFound
from planner.workbook.view import View

if TYPE_CHECKING:
    from planner.scenario import Scenario


def about(
    round_: Round, scenario: Scenario | None, slate: Path | None, lang: str, seconds: float = 0
) -> tuple[Explainer, View]:
    """Who answers, and the words: about the slate in the file, else about the best one.

    ``seconds``: for the best one, and again for all answers; 0 = no limit.
    Raises ``NoSlate`` where there is none, ``PlannerError`` where the file is of another round or scenario, or not what
    ``planner check`` would pass.
    """
    explainer = _claimed(round_, scenario, slate, seconds) if slate else _best(round_, scenario, lang, seconds)
    return explainer, View.of_round(round_, lang, explainer.case.law.settings)


def _best(round_: Round, scenario: Scenario | None, lang: str, seconds: float) -> Explainer:
    found = run.best(run.case_of(round_, scenario.settings if scenario else {}), lang, seconds)
    if found.slate is None or found.judged is None:
        raise NotFound("cli.out_of_time")
    return Explainer(found.draft, found.slate, found.judged.tiers, seconds, proven=found.status == "optimal")


def _claimed(round_: Round, scenario: Scenario | None, slate: Path, seconds: float) -> Explainer:
    claim, _ = run.read_slate(slate)
    found = run.reopened(slate, claim, round_, scenario, wrong="why.altered")
    proven = claim["status"] == "optimal"
    return Explainer(build(found.slate.case), found.slate, found.judged.tiers, seconds, proven=proven)


Row = dict[str, Any]


def explanations(
    explainer: Explainer, loss: int, threads: int = 1, told: Callable[[int], None] | None = None
) -> list[Row]:
    """Of each title with a seat to fill: its open ``posts``, its ``candidates`` with verdict, tiers and the preferences
    they do not meet, the better first, and how much there is to choose.

    ``choice``: ``unknown`` where time ran out; ``none`` who could be appointed; ``only`` those the law and the pool
    leave; ``settled``, anybody else makes the slate worse; ``open``, somebody else is as good in every tier but the
    published order. ``near``: those whose slate is as good but for ``loss`` points of fit, and what comes after fit.
    """
    case, slate = explainer.case, explainer.slate
    titles: dict[int, list[int]] = {}
    stays = slate.holder == case.posts["holder"].to_numpy()
    takes = case.groups["takes"].to_numpy(bool)[case.posts["group"]]
    wanted = (case.posts["managed"] & case.posts["listed"]).to_numpy(bool) & takes & ~(stays & (slate.holder >= 0))
    title_of = case.posts["title"].tolist()
    for post in np.flatnonzero(wanted).tolist():
        titles.setdefault(title_of[post], []).append(post)
    asked = {title: considered(case, None, posts[0]) for title, posts in titles.items()}
    answers = iter(explainer.answers([pair for pairs in asked.values() for pair in pairs], threads, told))
    rows, missed = [], _missed(explainer)
    for title, posts in titles.items():
        mine = sorted((next(answers) for _ in asked[title]), key=lambda answer: (answer.rank, answer.cadre))
        mine = [answer for answer in mine if answer.verdict != "stays"]
        rows.append(
            _title(explainer, posts, mine, loss) | {"candidates": [_candidate(explainer, missed, one) for one in mine]}
        )
    return rows


def _title(explainer: Explainer, posts: list[int], answers: list[Answer], loss: int) -> Row:
    cadres, ids = explainer.case.cadres["cadre_id"], explainer.case.posts["post_id"]
    verdicts = {answer.verdict for answer in answers}
    possible = [answer for answer in answers if answer.verdict in NEAR]
    if "unknown" in verdicts:
        choice = "unknown"
    elif possible:
        choice = "open" if "equal" in verdicts else "settled"
    else:
        choice = "only" if "chosen" in verdicts else "none"
    near = [str(cadres.iat[answer.cadre]) for answer in possible if _within(explainer.before, answer, loss)]
    return {"posts": [str(ids.iat[post]) for post in posts], "choice": choice, "near": near}


Missed = dict[tuple[int, int], list[str]]


def _missed(explainer: Explainer) -> Missed:
    """(cadre, title) → the preferences the pair does not meet."""
    pairs = explainer.case.pairs
    found: Missed = {}
    for rule, cost in costs(explainer.case, pairs).items():
        for cadre, title in set(zip(pairs["cadre"][cost > 0], pairs["title"][cost > 0], strict=True)):
            found.setdefault((cadre, title), []).append(rule)
    return found


def _candidate(explainer: Explainer, missed: Missed, answer: Answer) -> Row:
    key = answer.cadre, explainer.case.posts["title"].tolist()[answer.post]
    name = str(explainer.case.cadres["cadre_id"].iat[answer.cadre])
    return {"cadre": name, "verdict": answer.verdict, "tiers": answer.tiers, "missed": missed.get(key, [])}


def _within(before: dict[str, int], answer: Answer, loss: int) -> bool:
    """Whether nothing above fit gets worse, and fit by no more than ``loss``."""
    for tier, value in before.items():
        if tier == "fit":
            return answer.tiers[tier] - value <= loss
        if answer.tiers[tier] != value:
            return answer.tiers[tier] < value
    return True
