"""Each rule below, at and above its limit, before both judges; and no question of a rule can be emptied unseen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from truth import Truth, disagreements
from truth_pairs import PAIRS
from truth_teams import TEAMS

from models.rule import Rule
from models.rules import RULES

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
