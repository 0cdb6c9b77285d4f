"""Who may be proposed for what: every rule's verdict on every pair, what soft rules cost, and the pair's fit."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from models.calendar import Bools, Ints
from models.case import LEVEL, MARKS, STUDYING, Case
from models.rule import ADMITTED, ALWAYS, PENDING, REFUSED, Ask, Rule, Verdict
from models.rules import RULES

By = dict[str, Bools]  # rule → pairs
PLAIN = [rule for rule in RULES if not rule.compares]
COMPARING = [rule for rule in RULES if rule.compares]


def verdicts(case: Case, pairs: pd.DataFrame) -> tuple[Verdict, By, By]:
    """(state of each pair, who is refused by each rule, who is pending by each rule), shapes: pairs."""
    return _of_pool(case) if pairs is case.pairs else _judged(case, pairs, _musts(case, pairs, PLAIN))


def of_pair(case: Case, cadre: int, post: int) -> tuple[list[str], list[str]]:
    """The rules that refuse a cadre (row) for a post (row), and those that leave the pair pending."""
    pairs, group = case.pairs, case.posts["group"].tolist()[post]
    mine = np.flatnonzero((pairs["cadre"] == cadre) & (pairs["group"] == group)).tolist()
    if not mine:  # in no row of the pool
        pairs, mine = case.describe(np.array([cadre]), np.array([group]), np.array([-1])), [0]
    _, refused, pending = verdicts(case, pairs)
    at = mine[0]
    return [rule for rule, rows in refused.items() if rows[at]], [rule for rule, rows in pending.items() if rows[at]]


def described(case: Case, cadre: int, post: int) -> dict[str, Any]:
    """A cadre (row) for a post (row) as the rules see the pair: a row of ``Case.describe``."""
    group = case.posts["group"].tolist()[post]
    mine = case.pairs[(case.pairs["cadre"] == cadre) & (case.pairs["group"] == group)]
    row = mine["row"].to_numpy()[:1] if len(mine) else np.array([-1])
    pair = case.describe(np.array([cadre]), np.array([group]), row)
    return {str(name): pair[name].iat[0] for name in pair}


@lru_cache(maxsize=4)
def _of_pool(case: Case) -> tuple[Verdict, By, By]:
    return _judged(case, case.pairs, _plain(case))


@lru_cache(maxsize=4)
def _plain(case: Case) -> tuple[By, By]:
    """What the rules that compare nobody say of the pool's pairs."""
    return _musts(case, case.pairs, PLAIN)


def _judged(case: Case, pairs: pd.DataFrame, plain: tuple[By, By]) -> tuple[Verdict, By, By]:
    late = _musts(case, pairs, COMPARING)
    refused, pending = plain[0] | late[0], plain[1] | late[1]
    return _state(refused, pending, len(pairs)), refused, pending


def costs(case: Case, pairs: pd.DataFrame) -> dict[str, Ints]:
    """Of each rule that is only striven for or preferred, what each managed pair costs (shapes: pairs)."""
    found = {}
    for rule in RULES:
        if rule.admits is None or case.law.strength(rule.id) not in ("strive", "prefer"):
            continue
        ask = _ask(rule, case)
        missed = (_says(rule, ask, pairs) != ADMITTED) & pairs["managed"].to_numpy(bool)
        found[rule.id] = np.where(missed, rule.weighs(pairs, ask) if rule.weighs else 1, 0).astype(np.int64)
    return found


def _musts(case: Case, pairs: pd.DataFrame, rules: list[Rule]) -> tuple[By, By]:
    refused, pending = {}, {}
    waits = ~pairs["cadre"].isin(case.cleared).to_numpy()
    for rule in rules:
        strength = case.law.strength(rule.id)
        if rule.admits is None or strength == "off":
            continue
        says = _says(rule, _ask(rule, case), pairs)
        no = says >= REFUSED if strength == "must" else says == ALWAYS
        if strength == "must" or no.any():
            refused[rule.id], pending[rule.id] = no, (says == PENDING) & waits & (strength == "must")
    return refused, pending


def _says(rule: Rule, ask: Ask, pairs: pd.DataFrame) -> Verdict:
    """The rule's verdict on each pair, single cases excepted by a document."""
    assert rule.admits is not None
    says = rule.admits(pairs, ask)
    return says if rule.fixed else np.where(ask.case.excepted(pairs, rule.id), ADMITTED, says).astype(np.int8)


def _ask(rule: Rule, case: Case) -> Ask:
    return Ask(rule.id, case.law, case, _ready(case) if rule.compares else None)


def _ready(case: Case) -> pd.DataFrame:
    """The pairs of the pool that every rule which compares nobody admits, imagined ones left out."""
    refused, pending = _plain(case)
    admitted = _state(refused, pending, len(case.pairs)) == ADMITTED
    ready: pd.DataFrame = case.pairs[admitted & ~case.pairs["cadre"].isin(case.imagined)]
    return ready


def _state(refused: By, pending: By, count: int) -> Verdict:
    none = [np.zeros(count, dtype=bool)]
    no, wait = np.logical_or.reduce([*refused.values(), *none]), np.logical_or.reduce([*pending.values(), *none])
    return np.where(no, REFUSED, np.where(wait, PENDING, ADMITTED)).astype(np.int8)


def marks_of(case: Case, pairs: pd.DataFrame) -> dict[str, tuple[Ints, int]]:
    """Of each part of the fit the marks of each pair (shape: pairs), and how many there are to have; no weights yet."""
    marks = sum(pairs[f"eval_{year}"].map(MARKS).fillna(0).astype(np.int64) for year in (1, 2, 3))
    need = pairs["min_theory"].map(LEVEL)
    level = pairs["theory"].map(LEVEL)
    studying = pairs["theory"].map(STUDYING).fillna(0) >= need
    theory = np.select([(level == 2) | (level > need), level == need, studying & (need > 0)], [10, 8, 4], 0)
    field = np.where(pairs["sector"] == "", 20, np.array([0, 12, 20])[case.field_match(pairs)])
    found = {
        "evaluation": (marks, 30),
        "field": (field, 20),
        "theory": (theory, 10),
        "training": (np.where(pairs["degree_mode"] == "formal", 10, 0), 10),
        "experience": (np.clip(pairs["experience_months"], 0, 180) // 12, 15),
        "support": (np.clip(pairs["support"], 0, 100) * 15 // 100, 15),
    }
    return {name: (np.asarray(points, dtype=np.int64), whole) for name, (points, whole) in found.items()}


def fit_of(case: Case, pairs: pd.DataFrame) -> pd.DataFrame:
    """The fit of each pair in its parts, points as weighted in the scheme file (together at most 100)."""
    weight, marks = case.law.fit, marks_of(case, pairs)
    points = {name: got * weight[name] // whole for name, (got, whole) in marks.items()}
    return pd.DataFrame(points, index=pairs.index).astype(np.int64)
