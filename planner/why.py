"""Why this person is, or is not, in this post: verdicts as rows for programs and as sentences for people."""

from __future__ import annotations

import os
from functools import cached_property
from typing import Any

import numpy as np

from models.calendar import Ints
from models.case import Case
from models.judge import described
from models.verdict import Answer, Explainer, considered
from planner.conflict import Words
from planner.errors import PlannerError
from planner.messages import say
from planner.remedy import cells, remedy
from planner.workbook.view import View

Row = dict[str, Any]


def rows(explainer: Explainer, cadre: str, post: str, view: View, *, private: bool = False) -> list[Row]:
    """The verdicts on a cadre for a post, on all for a post, or on a cadre for all posts, the best first.

    ``private``: whoever was not asked about is shown without name or code.
    Raises ``PlannerError`` for an unknown cadre or post.
    """
    case = explainer.case
    who, where = number(case.cadres["cadre_id"], cadre, "cadre"), number(case.posts["post_id"], post, "post")
    answers = explainer.answers(considered(case, who, where), os.cpu_count() or 1, whole=True)
    answers.sort(key=lambda answer: (answer.rank, answer.cadre, answer.post))
    return [_Teller(explainer, view, answer, private=private, cadre=cadre).row() for answer in answers]


def number(ids: Any, wanted: str, kind: str) -> int | None:
    """The row of an id; None where none was asked for."""
    if not wanted:
        return None
    at = np.flatnonzero(ids == wanted)
    if not len(at):
        raise PlannerError(f"why.no_such_{kind}", value=wanted)
    return int(at[0])


def moved(case: Case, before: Ints, after: Ints) -> list[Row]:
    """The posts another holds in one slate than in another: ``post``, ``before``, ``after`` (ids, empty for nobody)."""
    ids = [*case.cadres["cadre_id"].tolist(), ""]
    return [
        {"post": str(case.posts["post_id"].iat[at]), "before": ids[before[at]], "after": ids[after[at]]}
        for at in np.flatnonzero(before != after).tolist()
    ]


class _Teller:
    """One answer in words."""

    def __init__(self, explainer: Explainer, view: View, answer: Answer, *, private: bool, cadre: str) -> None:
        self.explainer, self.view, self.answer, self.private = explainer, view, answer, private
        self.case: Case = explainer.case
        self.asked = cadre
        self.cadre = str(self.case.cadres["cadre_id"].iat[answer.cadre])
        self.post = str(self.case.posts["post_id"].iat[answer.post])

    def row(self) -> Row:
        """As ``why --json`` has it."""
        answer = self.answer
        return {
            "cadre": self._code(self.cadre),
            "post": self.post,
            "verdict": answer.verdict,
            "proven": self.explainer.proven,
            "refused_by": answer.refused,
            "pending_by": answer.pending,
            "cells": [{"rule": rule} | cell for rule in answer.refused for cell in self._cells(rule)],
            "tiers": [
                {"id": tier, "before": self.explainer.before[tier], "after": value}
                for tier, value in answer.tiers.items()
            ],
            "changes": self._changes(),
            "conflict": self._conflict,
            "text": self._text(),
        }

    @property
    def _sat(self) -> bool:
        """Whether the cadre sits in that very title now."""
        seat = self.view.seat_of.get(self.cadre)
        return bool(seat and self.view.alike(seat) == self.view.alike(self.post))

    # --- names ----------------------------------------------------------------------------------
    def _hidden(self, cadre: str) -> bool:
        return self.private and cadre != self.asked and cadre in self.view.cadres

    def _code(self, cadre: str) -> str:
        return "***" if self._hidden(cadre) else cadre

    def _name(self, cadre: str) -> str:
        if not cadre:
            return self._say("nobody")
        return self._say("somebody") if self._hidden(cadre) else self.view.person(cadre)

    def _say(self, key: str, **fields: object) -> str:
        return say(f"why.{key}", self.view.lang, **fields)

    # --- parts ----------------------------------------------------------------------------------
    def _cells(self, rule: str) -> list[Row]:
        return [] if self._hidden(self.cadre) else cells(self.view, rule, self.cadre, self.post)

    def _changes(self) -> list[Row]:
        """Posts another would hold; ``after`` of the slate with the pair in it."""
        if self.answer.holder is None:
            return []
        rows = moved(self.case, self.explainer.slate.holder, self.answer.holder)
        return [row | {name: self._code(row[name]) for name in ("before", "after")} for row in rows]

    @cached_property
    def _conflict(self) -> list[Row]:
        """What is in the way, as ``planner propose`` tells it."""
        if not self.answer.conflict:
            return []
        words = Words(self.case, self.view.lang, self._coded)
        rows = [words.row(*cause) for cause in self.answer.conflict]
        return [row | {name: self._code(row[name]) for name in ("where", "cadre")} for row in rows]

    def _coded(self, cadre: str) -> str:
        """A cadre by name and code."""
        name = self._name(cadre)
        return name if self._hidden(cadre) else say("conflict.coded", self.view.lang, name=name, code=cadre)

    # --- sentences ------------------------------------------------------------------------------
    def _text(self) -> str:
        who = {"name": self._name(self.cadre), "post": self.view.post(self.post)}
        answer = self.answer
        if answer.verdict == "ineligible" and not answer.refused:
            return self._say("text.leaves", **who)
        key = (
            f"{answer.verdict}_stay"
            if self._sat and answer.verdict in ("costs", "equal", "better", "blocked")
            else answer.verdict
        )
        lines = [self._say(f"text.{key}", **who)]
        lines += [f"– {self._refusal(rule)}" for rule in answer.refused]
        lines += [f"– {self.view.awaits(rule)}." for rule in answer.pending if not answer.refused]
        if answer.verdict == "pending" and answer.tiers:
            lines.append(self._gain())
        if answer.verdict in ("costs", "better"):
            lines.append(self._say("price", tiers=self._tiers()))
        changes = self._changed() if answer.verdict in ("costs", "equal", "better") else []
        lines += [self._say("changes", count=len(changes)), *changes] if changes else []
        lines += [f"– {row['text']}." for row in self._conflict]
        if answer.verdict == "blocked" and not answer.conflict:
            lines.append(say("conflict.unknown", self.view.lang))
        return "\n".join(lines)

    def _gain(self) -> str:
        """What a favourable conclusion changes, and why a tier may get worse by it."""
        before = self.explainer.before
        steps = [value - before[tier] for tier, value in self.answer.tiers.items() if value != before[tier]]
        if not steps:
            return self._say("no_gain")
        said = self._say("gain", tiers=self._tiers())
        if steps[0] > 0:  # nothing was bought with it: the rules that compare bind more, or more seats are counted
            return f"{said} {self._say('gain_worse')}"
        return f"{said} {self._say('gain_later')}" if max(steps) > 0 else said

    def _refusal(self, rule: str) -> str:
        """A rule that refuses, its source, the cells it rests on, and what would have to change."""
        parts = [self._say("refused", rule=self.view.rule(rule), source=self.view.source(rule))]
        for cell in self._cells(rule):
            if cell["cell"]:
                parts.append(self._say("cell", cell=cell["cell"], column=cell["heading"], value=cell["value"]))
        if not self._hidden(self.cadre):
            pair = described(self.case, self.answer.cadre, self.answer.post)
            parts.append(remedy(self.view, self.case, rule, pair))
        return " ".join(part for part in parts if part)

    def _tiers(self) -> str:
        """The tiers that change, in order; the first decides."""
        return "; ".join(
            f"{self.view.code('tier', tier)}: {self.explainer.before[tier]} → {value}"
            for tier, value in self.answer.tiers.items()
            if value != self.explainer.before[tier]
        )

    def _changed(self) -> list[str]:
        if self.answer.holder is None:
            return []
        return [
            f"– {self.view.post(row['post'])}: {self._name(row['before'])} → {self._name(row['after'])}"
            for row in moved(self.case, self.explainer.slate.holder, self.answer.holder)
        ]
