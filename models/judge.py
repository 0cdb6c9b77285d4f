"""Who may be proposed for what: every rule's verdict on every pair, and the pair's fit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from models.calendar import Bools
from models.case import LEVEL, MARKS, STUDYING, Case
from models.rule import ADMITTED, PENDING, REFUSED, Ask, Verdict
from models.rules import RULES

# Rules of a later version that must not be passed over in silence: a post of a district division is filled
# by secondment (II.6), which is not judged yet, so its pairs wait.
AWAITS_SECONDMENT = "secondment"


def verdicts(case: Case, pairs: pd.DataFrame) -> tuple[Verdict, dict[str, Bools], dict[str, Bools]]:
    """(state of each pair, who is refused by each rule, who is pending by each rule), shapes: pairs."""
    refused: dict[str, Bools] = {}
    pending: dict[str, Bools] = {}
    for rule in RULES:
        if rule.admits is None or case.law.strength(rule.id) != "must":
            continue
        says = rule.admits(pairs, Ask(rule.id, case.law, case))
        if not rule.fixed:
            says = np.where(case.excepted(pairs, rule.id), ADMITTED, says)
        refused[rule.id], pending[rule.id] = says == REFUSED, says == PENDING
    pending[AWAITS_SECONDMENT] = ~pairs["managed"].to_numpy(bool)
    no, wait = np.logical_or.reduce(list(refused.values())), np.logical_or.reduce(list(pending.values()))
    return np.where(no, REFUSED, np.where(wait, PENDING, ADMITTED)).astype(np.int8), refused, pending


def fit_of(case: Case, pairs: pd.DataFrame) -> pd.DataFrame:
    """The fit of each pair in its parts, points as weighted in the scheme file (together at most 100)."""
    weight = case.law.fit
    marks = sum(pairs[f"eval_{year}"].map(MARKS).fillna(0).astype(np.int64) for year in (1, 2, 3))
    need = pairs["min_theory"].map(LEVEL)
    level = pairs["theory"].map(LEVEL)
    studying = pairs["theory"].map(STUDYING).fillna(0) >= need
    theory = np.select([(level == 2) | (level > need), level == need, studying & (need > 0)], [10, 8, 4], 0)
    field = np.where(pairs["sector"] == "", 20, np.array([0, 12, 20])[case.field_match(pairs)])
    parts = {
        "evaluation": (marks, 30),
        "field": (field, 20),
        "theory": (theory, 10),
        "training": (np.where(pairs["degree_mode"] == "formal", 10, 0), 10),
        "experience": (np.clip(pairs["experience_months"], 0, 180) // 12, 15),
        "support": (np.clip(pairs["support"], 0, 100) * 15 // 100, 15),
    }
    return pd.DataFrame(
        {name: np.asarray(points) * weight[name] // whole for name, (points, whole) in parts.items()},
        index=pairs.index,
    ).astype(np.int64)
