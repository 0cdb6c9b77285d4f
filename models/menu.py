"""The smallest repairs where no slate meets every must: found by a shortfall model, proven, applied and solved again.

Each step that may be given up is a column; as few as can be are 1. Of as few, those the nearest may grant come
first. Then the next repair that does not hold an earlier one, and so on. What a scenario tightened in the standards
themselves, counts as an appointment, or asks to leave, changes who may be proposed and what is counted at all, so each
way to turn that back is a model of its own.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from models.audit import audit
from models.build import Draft
from models.case import Case
from models.conflict import Rows, solved
from models.question import Question, demand
from models.repair import Step, applied, ceiling, granted_by, most, overrides, steps_for
from models.scheme import GRANTORS
from models.slate import Slate

STEP, LEVEL, RAISE = 1_000_000, 1_000, 20  # a step less outweighs all; a nearer grantor a deputy more, that the order
MOST_TURNED = 4  # of more of these not every choice is looked at


@dataclass(frozen=True)
class Menu:
    """``repairs``, the smallest first; ``complete``: those not in it all hold one of these, or there are more than
    were asked for."""

    repairs: list[tuple[Step, ...]]
    complete: bool


class _Shortfall:
    """The program of one case whose steps are columns: the question's, or after what a scenario asks is ``turned``
    back. ``best``: the smallest repair under the cuts so far."""

    def __init__(self, question: Question, turned: tuple[Step, ...]) -> None:
        self.turned = turned
        self.question = Question(applied(question.case, turned)).posed() if turned else question
        self.case = self.question.case
        self.rows = Rows(self.question.program)
        self.given: dict[Step, Any] = {}
        self.raised: dict[Step, Any] = {}
        of = lru_cache(maxsize=None)(partial(steps_for, self.case))
        for row in self.question.program.rows:
            name = demand(row)
            steps = of(name) if name else []
            if [step.action for step in steps] == ["raise"]:
                self.rows.add(row, plus=self._raised(steps[0]))
            else:
                self.rows.add(row, [~self._given(step) for step in steps])
        for column, pin in self.question.hangs.items():
            self.rows.model.add(self.rows.columns[column] == 0).only_enforce_if(
                self._given(steps_for(self.case, pin)[0])
            )
        self.rows.model.minimize(self._cost())
        self.known = False
        self.best: tuple[Step, ...] | None = None

    def _given(self, step: Step) -> Any:
        if step not in self.given:
            self.given[step] = self.rows.model.new_bool_var("")
        return self.given[step]

    def _raised(self, step: Step) -> Any:
        """By how many the limit of a body is raised."""
        if step not in self.raised:
            room = ceiling(self.case) - most(self.case, step.where)
            self.raised[step] = self.rows.model.new_int_var(0, room, "")
            self.rows.model.add(self.raised[step] <= room * self._given(step))
        return self.raised[step]

    def _cost(self) -> Any:
        steps = sorted(self.given)
        levels = [GRANTORS.index(granted_by(self.case, [step])) for step in steps]
        weights = [STEP + LEVEL * level + at for at, level in enumerate(levels)]
        more = cp_model.LinearExpr.sum(list(self.raised.values()))
        return cp_model.LinearExpr.weighted_sum([self.given[step] for step in steps], weights) + RAISE * more

    def cut(self, turned: set[Step], plain: set[Step], *, exactly: bool = False) -> None:
        """No repair that turns back and gives up all of these; ``exactly``: only not these alone."""
        here = set(self.turned)
        if (turned != here if exactly else not turned <= here) or not plain <= self.given.keys():
            return  # no repair of this model
        others = [column for step, column in self.given.items() if step not in plain] if exactly else []
        self.rows.model.add_bool_or([*(~self.given[step] for step in sorted(plain)), *others])
        self.known = False

    def look(self, until: float) -> bool:
        """Find ``best``; False where time ran out."""
        if self.known:
            return True
        status, solver = solved(self.rows.model, until - time.monotonic())
        if status not in (cp_model.OPTIMAL, cp_model.INFEASIBLE):
            return False
        self.known, self.best = True, None
        if status == cp_model.OPTIMAL:
            given = [step for step, column in self.given.items() if solver.value(column)]
            self.best = tuple(sorted([*self.turned, *(self._told(step, solver) for step in given)]))
        return True

    def _told(self, step: Step, solver: cp_model.CpSolver) -> Step:
        if step not in self.raised:
            return step
        return replace(step, value=most(self.case, step.where) + int(solver.value(self.raised[step])))


def menu(question: Question, number: int = 3, seconds: float = 30) -> Menu:
    """Up to ``number`` smallest repairs of the question's case, none of which holds another."""
    case = question.case
    until, tightened = time.monotonic() + seconds, overrides(case)
    depth = len(tightened) if len(tightened) <= MOST_TURNED else 1
    ways = [way for size in range(depth + 1) for way in combinations(tightened, size)]
    models: dict[tuple[Step, ...], _Shortfall] = {}
    cuts: list[tuple[set[Step], set[Step], bool]] = []
    found: list[tuple[Step, ...]] = []
    while len(found) < number:
        best: tuple[Step, ...] | None = None
        for way in ways:
            if best is not None and len(best) <= len(way):
                break  # what turns back so many is no smaller
            if way not in models:
                models[way] = _Shortfall(question, way)
                for turned, plain, exactly in cuts:
                    models[way].cut(turned, plain, exactly=exactly)
            if not models[way].look(until):
                return Menu(found, complete=False)
            here = models[way].best
            best = here if best is None or (here is not None and len(here) < len(best)) else best
        if not best:  # nothing left; or nothing to repair, which is no answer to give
            return Menu(found, complete=best is None and depth == len(tightened))
        holds = stands(case, best, until)
        if holds is None:
            return Menu(found, complete=False)
        found += [best] if holds else []
        plain = {replace(step, value=0) for step in best}
        cuts.append((plain & set(tightened), plain - set(tightened), not holds))
        for model in models.values():
            model.cut(*cuts[-1][:2], exactly=cuts[-1][2])
    return Menu(found, complete=True)


def stands(case: Case, steps: tuple[Step, ...], until: float) -> bool | None:
    """Whether the round has a slate that meets every must once the steps are taken: built, solved and audited again;
    None where time ran out."""
    after = applied(case, steps)
    draft = Draft(after).posed()
    rows = Rows(draft.program)
    for row in draft.program.rows:
        rows.add(row)
    status, solver = solved(rows.model, until - time.monotonic())
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return False if status == cp_model.INFEASIBLE else None
    made = [at for at in range(draft.program.pairs) if solver.value(rows.columns[at])]
    return not audit(Slate.of_pairs(after, draft.pairs.iloc[made])).broken
