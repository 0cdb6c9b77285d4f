"""Judges a finished slate through the rules' checks alone: no solver, no program."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.judge import costs, fit_of, verdicts
from models.last import CHANGES, changed
from models.rule import Ask, Finding, Rule
from models.rules import RULES
from models.slate import Slate


@dataclass(frozen=True)
class Audit:
    """What was found: (rule, finding) in the scheme's order, and the value of every tier."""

    findings: list[tuple[Rule, Finding]]
    tiers: dict[str, int]

    @property
    def broken(self) -> list[tuple[Rule, Finding]]:
        """Musts that do not hold, standing breaches left out."""
        return [(r, f) for r, f in self.findings if f.strength == "must" and f.shortfall and not f.standing]


def audit(slate: Slate) -> Audit:
    """Every rule in force judged on ``slate``, and the tiers recomputed from it."""
    findings = []
    law = slate.case.law
    made = slate.appointments
    _, refused, pending = verdicts(slate.case, made)
    missed = costs(slate.case, made)
    for rule in RULES:
        strength = law.strength(rule.id)
        if strength == "off":
            continue
        found = list(rule.check(slate, Ask(rule.id, law, slate.case))) if rule.check else []
        if rule.id in refused:
            no = refused[rule.id] | pending[rule.id]
            found += [
                Finding(post, need=1, got=int(not bad), of=1, shortfall=int(bad), strength="must")
                for post, bad in zip(made["post_id"], no.tolist(), strict=True)
                if bad or strength == "must"
            ]
        if rule.id in missed:
            managed = made["managed"].to_numpy(bool)
            found += [
                Finding(post, need=1, got=int(not cost), of=1, shortfall=cost)
                for post, cost in zip(made["post_id"][managed], missed[rule.id][managed].tolist(), strict=True)
            ]
        if rule.id == "retirement":
            found += _kept_too_long(slate)
        findings += [(rule, replace(finding, strength=finding.strength or strength)) for finding in found]
    return Audit(findings, _tiers(slate, findings))


def _kept_too_long(slate: Slate) -> list[Finding]:
    """Who stays in a post past the month of retirement, or the day it falls vacant."""
    posts = slate.case.posts
    kept = np.flatnonzero((slate.holder >= 0) & (slate.holder == posts["holder"]) & (posts["stayer"] < 0))
    return [Finding(str(posts["post_id"].iat[at]), 0, 1, shortfall=1) for at in kept.tolist()]


def _tiers(slate: Slate, findings: list[tuple[Rule, Finding]]) -> dict[str, int]:
    made, counted = slate.appointments, slate.counted_empty
    managed = made[made["managed"].to_numpy(bool)]
    weight = {2: 2, 3: 1}

    def missing(strength: str) -> int:
        return sum(finding.shortfall for _, finding in findings if finding.strength == strength)

    values = {
        "urgent": int((counted["priority"] == 1).sum()),
        "strive": missing("strive"),
        "vacancies": int(counted["priority"].map(weight).fillna(0).sum()),
        "prefer": missing("prefer"),
        "fit": int((100 - fit_of(slate.case, managed).sum(axis=1)).sum()),
        "moves": int(made["mover"].sum()),
        "order": int(made["place_in_order"].sum()),
    }
    if CHANGES in slate.case.law.tiers:
        values[CHANGES] = changed(slate)
    return {tier: values[tier] for tier in slate.case.law.tiers}
