"""Each rule below, at and above its limit, before both judges; and no question of a rule can be emptied unseen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from truth import Bench, Truth, disagreements
from truth_pairs import PAIRS
from truth_teams import TEAMS

from models.audit import audit
from models.rule import Rule
from models.rules import RULES
from models.slate import Slate

LINES = PAIRS + TEAMS


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.rule}: {line.what}")
def test_both_judges_agree_with_the_table(line: Truth) -> None:
    assert not disagreements(line)


def test_every_rule_has_a_table() -> None:
    assert {line.rule for line in LINES} == {rule.id for rule in RULES}


QUESTIONS = [(rule, name) for rule in RULES for name in ("admits", "pose", "check") if getattr(rule, name)]


def _nothing(question: str) -> Any:
    """What a rule answers that forgets this question."""
    if question == "admits":
        return lambda pairs, ask: np.zeros(len(pairs), dtype=np.int8)
    return lambda asked, ask: []


@pytest.mark.parametrize(("rule", "question"), QUESTIONS, ids=lambda part: getattr(part, "id", part))
def test_no_question_of_a_rule_can_be_emptied_unseen(rule: Rule, question: str) -> None:
    kept = getattr(rule, question)
    object.__setattr__(rule, question, _nothing(question))
    try:
        seen = any(_is_red(line) for line in LINES if line.rule == rule.id)
    finally:
        object.__setattr__(rule, question, kept)
    assert seen


def _is_red(line: Truth) -> bool:
    try:
        return bool(disagreements(line))
    except Exception:  # a share whose check is gone is not even asked: red as well
        return True


@pytest.mark.parametrize(("since", "warned"), [((2018, 5, 31), True), ((2018, 6, 1), False), ((2013, 6, 1), False)])
def test_a_head_is_warned_before_two_terms_are_over(since: tuple[int, int, int], warned: bool) -> None:
    """A term from now on ends on 1-6-2026: 96 months from 31-5-2018 end before, from 1-6-2018 on that very day."""
    bench = Bench()
    bench.sits("A", role="head", tier=4)
    bench.of("cadres", "A")["head_since"] = dt.date(*since)
    case = bench.case()
    slate = Slate(case, case.posts["stayer"].to_numpy(copy=True))
    found = [finding for rule, finding in audit(slate).findings if rule.id == "two_terms"]
    assert any(finding.strength == "warning" for finding in found) == warned


def test_many_reserved_seats_are_no_burden() -> None:
    """Each of them could be held or not: 2^60 choices, were they looked at one by one."""
    bench = Bench()
    bench.keys |= {"appointments_ytd": 40}
    for at in range(60):
        bench.post(f"R{at:02}", "V", reserved_for=("women", "young", "women_or_young")[at % 3])
    case = bench.case()
    slate = Slate(case, case.posts["stayer"].to_numpy(copy=True))
    # 15 % of 41, P counted, are 7; each seat held that nobody could fill is one more in "all", so 8 are needed
    assert [len(slate.held[0][kind]) for kind in ("women", "young")] == [8, 8]
