"""Why no slate meets every must: a smallest set of demands that cannot stand together, each step a solve."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from models.program import FAR, Program, Row
from models.question import Demand, Question, demand


@dataclass(frozen=True)
class Conflict:
    """``demands`` cannot all be met; ``minimal``: without any one of them the others can, shown by a solve each.

    Empty where no conflict was found in time.
    """

    demands: list[Demand]
    minimal: bool


class Rows:
    """A CP-SAT model of a program's columns, to which rows are added for good or under conditions."""

    def __init__(self, program: Program) -> None:
        self.model = cp_model.CpModel()
        bounds = zip(program.lower, program.upper, strict=True)
        self.columns = [self.model.new_int_var(low, high, "") for low, high in bounds]

    def add(self, row: Row, given: Iterable[Any] = (), plus: Any = 0) -> None:
        """``low ≤ Σ + plus ≤ high``; only where all of ``given`` are true."""
        sums = cp_model.LinearExpr.weighted_sum([self.columns[c] for c in row.col], row.coef.tolist()) + plus
        high = int(row.high) if row.high < FAR else cp_model.INT32_MAX
        kept = self.model.add_linear_constraint(sums, int(row.low), high)
        if conditions := list(given):
            kept.only_enforce_if(conditions)

    def solve(self, seconds: float) -> tuple[Any, cp_model.CpSolver]:
        """(status, solver); the same model gives the same answer."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1  # assumptions need one worker; it also makes the answer reproducible
        solver.parameters.catch_sigint_signal = False
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
        return solver.solve(self.model), solver


def conflict(question: Question, first: Collection[Demand] = (), seconds: float = 30) -> Conflict:
    """A minimal conflict among the demands of ``question``; those in ``first`` are the first tried to do without."""
    until = time.monotonic() + seconds
    found, minimal = _suspects(question, until), True
    if not found:
        return Conflict([], minimal=False)
    found.sort(key=lambda name: (name not in first, name))
    for name in list(found):
        rest = [other for other in found if other != name]
        together = stand(question, rest, until)
        if together is False:
            found = rest
        minimal &= together is not None
    return Conflict(sorted(found), minimal)


def stand(question: Question, demands: Collection[Demand], until: float) -> bool | None:
    """Whether these demands can be met together, by a solve; None where time ran out."""
    kept, rows = set(demands), Rows(question.program)
    for row in question.program.rows:
        name = demand(row)
        if name is None or name in kept:
            rows.add(row)
    for column, pin in question.hangs.items():
        if pin not in kept:
            rows.model.add(rows.columns[column] == 0)
    status, _ = rows.solve(until - time.monotonic())
    return {cp_model.INFEASIBLE: False, cp_model.OPTIMAL: True, cp_model.FEASIBLE: True}.get(status)


def _suspects(question: Question, until: float) -> list[Demand]:
    """Demands shown not to stand together, most of those that have no part in it left out; empty if none are."""
    rows, literal = Rows(question.program), dict[Demand, Any]()
    for row in question.program.rows:
        name = demand(row)
        if name is not None and name not in literal:
            literal[name] = rows.model.new_bool_var("")
        rows.add(row, [literal[name]] if name is not None else [])
    for column, pin in question.hangs.items():
        rows.model.add(rows.columns[column] == 0).only_enforce_if(~literal[pin])
    rows.model.add_assumptions([literal[name] for name in sorted(literal)])
    status, solver = rows.solve(until - time.monotonic())
    if status != cp_model.INFEASIBLE:
        return []
    core = set(solver.sufficient_assumptions_for_infeasibility())
    found = [name for name in sorted(literal) if literal[name].index in core]
    # A core is only a hint: it may be wrong.
    return found if stand(question, found, until) is False else sorted(literal)
