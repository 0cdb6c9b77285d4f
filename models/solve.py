"""The program solved tier by tier, proven or honestly not, and the slate shown to be the only one.

Neighbouring tiers are one solve where weights can make the first provably dominant within 2^36, and ``strive`` ends
such a group. What one tier reached is a row for the next. Among slates equal in every tier the last tie goes, post
by post in the order of their codes, to the lower cadre code; one more solve proves that no other slate is as good.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from ortools.sat.python import cp_model

from models.calendar import Ints
from models.program import FAR, Program

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
SAFE = 1 << 36  # beyond it the bounds of the linear relaxation stall: ten provinces took minutes, not seconds
CLOSES = "strive"  # its group: joined by what follows it took minutes to prove, alone a tenth of a second
LINEARIZATION = (
    2  # all linear constraints in the relaxation; with the solver's own 1 the tight sample takes 20 times as long
)
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
    """Seconds (0 = no limit), search threads, the seed, which must not matter, and whether to settle the last tie."""

    time_limit: float = 0
    workers: int = 1
    seed: int = 0
    unique: bool = True


Progress = Callable[[list[Tier]], None]  # the tiers under way, each time a value or a bound gets better
Group = list[tuple[str, int]]  # neighbouring tiers with their weights in one objective


class Search:
    """One CP-SAT model of a program; what a tier reached is held in it, columns are fixed in it, and both let go."""

    def __init__(self, program: Program, options: Options, progress: Progress | None = None) -> None:
        self.program, self.options, self.progress = program, options, progress
        self.model = cp_model.CpModel()
        self.vars = [
            self.model.new_int_var(low, high, "") for low, high in zip(program.lower, program.upper, strict=True)
        ]
        for row in program.rows:
            self._add(row.col, row.coef, row.low, row.high)
        # Objectives, each with a bound that can be moved: a model is built once, whatever is asked of it.
        self._caps = {tier: self._add(col, coef, -FAR, FAR - 1) for tier, (col, coef, _) in program.tiers.items()}
        self._fixed: list[int] = []
        self.deadline = time.monotonic() + options.time_limit if options.time_limit else None
        self.x: Ints | None = None
        self.interrupted = False

    def _add(self, col: Ints, coef: Ints, low: int, high: int) -> cp_model.Constraint:
        expression = cp_model.LinearExpr.weighted_sum([self.vars[c] for c in col], coef.tolist())
        if high >= FAR:
            return self.model.add(expression >= int(low))
        return self.model.add_linear_constraint(expression, int(low), int(high))

    @property
    def late(self) -> bool:
        """Whether the time is over."""
        return self.deadline is not None and time.monotonic() > self.deadline

    def hold(self, tier: str, value: int | None) -> None:
        """From now on ``tier`` is at most ``value``; None lets it go."""
        bound = FAR - 1 if value is None else value - self.program.tiers[tier][2]
        self._caps[tier].proto.linear.domain[1] = bound

    def reprice(self, tier: str, coef: Ints) -> None:
        """From now on the columns of ``tier`` have these coefficients."""
        col, _, const = self.program.tiers[tier]
        self.program = replace(self.program, tiers=self.program.tiers | {tier: (col, coef, const)})
        row = self._caps[tier].proto.linear
        for kept, new in ((row.vars, [self.vars[at].index for at in col]), (row.coeffs, coef.tolist())):
            kept.clear()
            kept.extend(new)

    def fix(self, col: int, value: int) -> None:
        """From now on a column has this value."""
        domain = self.vars[col].proto.domain
        domain[0], domain[1] = value, value
        self._fixed.append(col)

    @property
    def made(self) -> Ints:
        """The pairs (columns) of the point found."""
        assert self.x is not None
        return np.flatnonzero(self.x[: self.program.pairs] == 1)

    def let_go(self, *, forget: bool = True) -> None:
        """Hold no tier, fix no column and forget the point found, or keep it as a hint: the program as it was built."""
        for tier in self._caps:
            self.hold(tier, None)
        for col in self._fixed:
            domain = self.vars[col].proto.domain
            domain[0], domain[1] = self.program.lower[col], self.program.upper[col]
        self._fixed, self.x = [], None if forget else self.x

    def solve(self, col: Ints, coef: Ints, watch: _Watch | None = None) -> tuple[bool, bool, int]:
        """Minimise; returns (proven best, proven impossible, bound) and keeps the best point in ``x``."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        if self.x is not None:
            for var, value in zip(self.vars, self.x.tolist(), strict=True):
                self.model.add_hint(var, value)
        self.model.minimize(cp_model.LinearExpr.weighted_sum([self.vars[c] for c in col], coef.tolist()))
        solver = cp_model.CpSolver()
        settings, options = solver.parameters, self.options
        settings.linearization_level = LINEARIZATION
        settings.num_workers = options.workers
        if options.workers > 1:  # two of the default portfolio prove nothing in a minute; a full LP one does at once
            settings.subsolvers.append("max_lp")
        settings.random_seed = options.seed
        settings.catch_sigint_signal = False
        if self.deadline is not None:
            settings.max_time_in_seconds = max(0.01, self.deadline - time.monotonic())
        if watch:
            solver.best_bound_callback = watch.on_bound
        status = self._run(solver, watch)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.x = np.array([solver.value(var) for var in self.vars], dtype=np.int64)
        proven = status == cp_model.OPTIMAL and not self.interrupted
        impossible = status == cp_model.INFEASIBLE
        return proven, impossible, 0 if impossible else int(np.ceil(solver.best_objective_bound - 1e-6))

    def _run(self, solver: cp_model.CpSolver, watch: _Watch | None) -> Any:
        """Solve in a thread, so that Ctrl-C is heard here and stops the search with what it has."""
        found: list[Any] = []
        ended = threading.Event()  # not Thread.join: interrupted, it takes a living thread for a dead one

        def search() -> None:
            try:
                found.append(solver.solve(self.model, watch))
            finally:
                ended.set()

        threading.Thread(target=search, daemon=True).start()
        waiting = True
        while waiting:
            try:
                waiting = not ended.wait(0.2)
            except KeyboardInterrupt:
                self.interrupted = True
                solver.stop_search()
        return found[0] if found else cp_model.UNKNOWN

    def reached(self, group: Group, x: Ints, bound: int, *, proven: bool) -> list[Tier]:
        """The tiers of ``group`` at the point ``x``, given the bound proven for their weighted sum."""
        program = self.program
        tiers = []
        for at, (tier, weight) in enumerate(group):
            value = program.value(tier, x)
            least = 0
            if at == 0:  # what the sum proves for its first tier; of those after it nothing is known yet
                room = sum(w * program.size(t) for t, w in group[1:])
                least = max(0, -(-(bound - room) // weight) + program.tiers[tier][2])
            tiers.append(Tier(tier, value, value if proven else min(least, value)))
        return tiers


class _Watch(cp_model.CpSolverSolutionCallback):
    """Tells ``progress`` of every better value and bound of a group of tiers."""

    def __init__(self, search: Search, group: Group) -> None:
        super().__init__()
        self.search, self.group = search, group
        self.bound, self.x = 0, search.x

    def on_solution_callback(self) -> None:
        self.x = np.array([self.value(var) for var in self.search.vars], dtype=np.int64)
        self._tell()

    def on_bound(self, bound: float) -> None:
        self.bound = int(np.ceil(bound - 1e-6))
        self._tell()

    def _tell(self) -> None:
        if self.x is not None and self.search.progress:
            self.search.progress(self.search.reached(self.group, self.x, self.bound, proven=False))


def groups_of(program: Program, *without: str) -> list[Group]:
    """Tiers, but for some, in groups of neighbours with weights under which each strictly dominates those after it."""
    groups: list[Group] = []
    room = 1
    for tier in reversed([tier for tier in program.tiers if tier not in without]):
        size = program.size(tier) + 1
        if groups and room * size <= SAFE and tier != CLOSES:
            groups[0].insert(0, (tier, room))
            room *= size
        else:
            groups.insert(0, [(tier, 1)])
            room = size
    return groups


def weighted(program: Program, group: Group) -> tuple[Ints, Ints]:
    """(columns, coefficients) of a group's objective."""
    col = np.concatenate([program.tiers[tier][0] for tier, _ in group])
    return col, np.concatenate([program.tiers[tier][1] * weight for tier, weight in group])


def solve(program: Program, options: Options, progress: Progress | None = None) -> Outcome:
    """The best slate of ``program``. Never calls an answer optimal that is not proven in every tier."""
    search = Search(program, options, progress)
    tiers: list[Tier] = []
    complete = True
    for group in groups_of(program):
        if not complete:  # time ran out in an earlier tier: only the values of what was found can be told
            assert search.x is not None
            tiers += [Tier(tier, program.value(tier, search.x), 0) for tier, _ in group]
            continue
        watch = _Watch(search, group) if progress else None
        complete, impossible, bound = search.solve(*weighted(program, group), watch)
        if impossible and not tiers:
            return Outcome("infeasible", np.empty(0, np.int64))
        if search.x is None:
            return Outcome("unknown", np.empty(0, np.int64), interrupted=search.interrupted)
        found = search.reached(group, search.x, bound, proven=complete)
        tiers += found
        if progress:
            progress(found)
        for tier in found:
            search.hold(tier.id, tier.value)
    canonical = complete and options.unique and settle(search)
    return Outcome("optimal" if complete else "feasible", search.made, tiers, canonical, search.interrupted)


def settle(search: Search) -> bool:
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
        proven, _, _ = search.solve(rest, sign)  # as many differences as possible
        if not proven:
            search.x = start
            return False
        differs = search.x[rest] != start[rest]
        if not differs.any():
            break
        loose[rest[differs]] = True
    free = np.flatnonzero(loose)
    for at in range(0, len(free), BLOCK):
        block = free[at : at + BLOCK]
        proven, _, _ = search.solve(block, -(1 << np.arange(len(block) - 1, -1, -1, dtype=np.int64)))
        if not proven:
            search.x = start
            return False
        for col in block:
            search.fix(int(col), int(search.x[col]))
    return True
