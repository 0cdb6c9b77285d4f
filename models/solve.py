"""The program solved tier by tier, proven or honestly not, and the slate shown to be the only one.

Neighbouring tiers are one solve where weights can make the first provably dominant within 2^52. What
one tier reached is a row for the next. Among slates equal in every tier the last tie goes, post by post in
the order of their codes, to the lower cadre code; one more solve proves that no other slate is as good.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from ortools.sat.python import cp_model

from models.build import FAR, Program
from models.calendar import Ints

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
SAFE = 1 << 52
BLOCK = 40  # pairs told apart by powers of two in one solve of the last tie


@dataclass(frozen=True)
class Tier:
    """One tier's value and the best bound proven for it; ``proven`` where they meet."""

    id: str
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.value == self.bound


@dataclass
class Outcome:
    """``made``: the pairs (columns) of the slate; ``canonical``: no other slate is as good, proven."""

    status: Status
    made: Ints
    tiers: list[Tier] = field(default_factory=list)
    canonical: bool = False
    interrupted: bool = False


@dataclass(frozen=True)
class Options:
    """Seconds (0 = no limit), search threads, and the seed, which must not matter."""

    time_limit: float = 0
    workers: int = 1
    seed: int = 0


Progress = Callable[[str, int | None, int | None], None]


class _Search:
    """One CP-SAT model of a program, to which tiers are added."""

    def __init__(self, program: Program, options: Options, progress: Progress | None) -> None:
        self.program, self.options, self.progress = program, options, progress
        self.model = cp_model.CpModel()
        self.vars = [
            self.model.new_int_var(low, high, "") for low, high in zip(program.lower, program.upper, strict=True)
        ]
        for row in program.rows:
            self.add(row.col, row.coef, row.low, row.high)
        self.deadline = time.monotonic() + options.time_limit if options.time_limit else None
        self.x: Ints | None = None
        self.interrupted = False

    def add(self, col: Ints, coef: Ints, low: int, high: int) -> None:
        expression = cp_model.LinearExpr.weighted_sum([self.vars[c] for c in col], coef.tolist())
        if high >= FAR:
            self.model.add(expression >= int(low))
        else:
            self.model.add_linear_constraint(expression, int(low), int(high))

    def solve(self, label: str, col: Ints, coef: Ints) -> tuple[Any, int]:
        """Minimise; returns (CP-SAT status, proven bound) and keeps the best point in ``x``."""
        model, options = self.model, self.options
        model.clear_hints()  # type: ignore[no-untyped-call]
        if self.x is not None:
            for var, value in zip(self.vars, self.x.tolist(), strict=True):
                model.add_hint(var, value)
        model.minimize(cp_model.LinearExpr.weighted_sum([self.vars[c] for c in col], coef.tolist()))
        solver = cp_model.CpSolver()
        settings = solver.parameters
        settings.linearization_level = 2
        settings.num_workers = options.workers
        if options.workers > 1:  # two of the default portfolio proved nothing in a minute; full LP ones prove at once
            settings.subsolvers.append("max_lp")
        settings.random_seed = options.seed
        settings.catch_sigint_signal = False
        if self.deadline is not None:
            settings.max_time_in_seconds = max(0.01, self.deadline - time.monotonic())
        if self.progress:
            progress = self.progress
            solver.best_bound_callback = lambda bound: progress(label, None, round(bound))
        status = self._run(solver)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.x = np.array([solver.value(var) for var in self.vars], dtype=np.int64)
            if self.progress:
                self.progress(label, round(solver.objective_value), round(solver.best_objective_bound))
        return status, int(np.ceil(solver.best_objective_bound - 1e-6)) if status != cp_model.INFEASIBLE else 0

    def _run(self, solver: cp_model.CpSolver) -> Any:
        """Solve in a thread, so that Ctrl-C is heard here and stops the search with what it has."""
        found: list[Any] = []
        thread = threading.Thread(target=lambda: found.append(solver.solve(self.model)), daemon=True)
        thread.start()
        while thread.is_alive():
            try:
                thread.join(0.2)
            except KeyboardInterrupt:
                self.interrupted = True
                solver.stop_search()
        return found[0] if found else cp_model.UNKNOWN


def _groups(program: Program) -> list[list[tuple[str, int]]]:
    """Tiers in groups of neighbours with weights under which each strictly dominates those after it."""
    groups: list[list[tuple[str, int]]] = []
    upper = np.array(program.upper, dtype=np.int64)
    room = 1
    for tier in reversed(program.tiers):
        col, coef, _ = program.tiers[tier]
        reach = int(np.abs(coef) @ upper[col]) + 1
        if groups and room * reach <= SAFE:
            groups[0].insert(0, (tier, room))
            room *= reach
        else:
            groups.insert(0, [(tier, 1)])
            room = reach
    return groups


def solve(program: Program, options: Options, progress: Progress | None = None) -> Outcome:
    """The best slate of ``program``. Never calls an answer optimal that is not proven in every tier."""
    search = _Search(program, options, progress)
    tiers: list[Tier] = []
    complete = True
    for group in _groups(program):
        if not complete:
            tiers += [Tier(tier, program.value(tier, search.x), 0) for tier, _ in group]  # type: ignore[arg-type]
            continue
        col = np.concatenate([program.tiers[tier][0] for tier, _ in group])
        coef = np.concatenate([program.tiers[tier][1] * weight for tier, weight in group])
        status, bound = search.solve(" + ".join(tier for tier, _ in group), col, coef)
        if status == cp_model.INFEASIBLE and not tiers:
            return Outcome("infeasible", np.empty(0, np.int64))
        if search.x is None:
            return Outcome("unknown", np.empty(0, np.int64), interrupted=search.interrupted)
        values = {tier: program.value(tier, search.x) for tier, _ in group}
        complete = status == cp_model.OPTIMAL and not search.interrupted
        for at, (tier, weight) in enumerate(group):
            const = program.tiers[tier][2]
            least = 0
            if at == 0 and weight:
                below = sum(
                    w * int(np.abs(program.tiers[t][1]) @ np.array(program.upper)[program.tiers[t][0]])
                    for t, w in group[1:]
                )
                least = max(0, -(-(bound - below) // weight) + const)
            tiers.append(Tier(tier, values[tier], values[tier] if complete else min(least, values[tier])))
            search.add(program.tiers[tier][0], program.tiers[tier][1], -FAR, values[tier] - const)
    canonical = complete and _canonical(search)
    assert search.x is not None
    return Outcome(
        "optimal" if complete else "feasible",
        np.flatnonzero(search.x[: program.pairs] == 1),
        tiers,
        canonical,
        search.interrupted,
    )


def _canonical(search: _Search) -> bool:
    """Settle the last tie and prove the slate the only one as good; False if time ran out first.

    Columns of pairs stand in the order of post and cadre codes. First the pairs that differ in any equal
    slate are found, then they are decided from the first on.
    """
    pairs = search.program.pairs
    assert search.x is not None
    start, loose = search.x.copy(), np.zeros(pairs, dtype=bool)
    while True:
        rest = np.flatnonzero(~loose)
        if not len(rest):
            break
        sign = np.where(start[rest] == 1, 1, -1)
        status, _ = search.solve("unique", rest, sign)  # as many differences as possible
        if status != cp_model.OPTIMAL or search.interrupted:
            search.x = start
            return False
        differs = search.x[rest] != start[rest]
        if not differs.any():
            break
        loose[rest[differs]] = True
    free = np.flatnonzero(loose)
    for at in range(0, len(free), BLOCK):
        block = free[at : at + BLOCK]
        status, _ = search.solve("unique", block, -(1 << np.arange(len(block) - 1, -1, -1, dtype=np.int64)))
        if status != cp_model.OPTIMAL or search.interrupted:
            search.x = start
            return False
        for col in block:
            search.add(np.array([col]), np.array([1]), int(search.x[col]), int(search.x[col]))
    return True
