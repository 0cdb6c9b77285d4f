"""Why no slate meets every must: a smallest set of demands that cannot stand together, each step a solve."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ortools.sat.python import cp_model

from models.program import FAR, Program, Row
from models.question import PIN, Demand, Question, demand
from models.replan import DECISION

FEW = 3  # places of one rule told one by one
NEAR = 12  # places of one rule among which as few are looked for
MANY = 3  # conflicts told apart


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


def solved(model: cp_model.CpModel, seconds: float, *, quick: bool = False) -> tuple[Any, cp_model.CpSolver]:
    """(status, solver); the same model gives the same answer. ``quick``: look first with hardly any presolve; most
    models without an objective clash, or do not, at sight."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1  # assumptions need one worker; it also makes the answer reproducible
    solver.parameters.linearization_level = 2  # shares clash in 0.1 s instead of minutes
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    if quick:
        began = time.monotonic()
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        solver.parameters.max_presolve_iterations = 1
        solver.parameters.max_deterministic_time = 0.1
        status = solver.solve(model)
        return (status, solver) if status != cp_model.UNKNOWN else solved(model, seconds + began - time.monotonic())
    return solver.solve(model), solver


def conflict(
    program: Program,
    hangs: Mapping[int, Demand] | None = None,
    first: Collection[Demand] = (),
    seconds: float = 30,
) -> Conflict:
    """A minimal conflict among the demands of ``program``, without those in ``first`` where there is one. ``hangs``:
    columns that go with a demand (``Question``).

    Rules are tried as wholes first, and stay so where the conflict needs them at more than ``FEW`` places: a demand
    whose place is empty is the rule wherever it asks something (``members``).
    """
    return _Search(program, hangs or {}, time.monotonic() + seconds).conflict(first)


def conflicts(
    program: Program,
    hangs: Mapping[int, Demand],
    first: Collection[Demand],
    gives: Callable[[Demand], bool],
    seconds: float = 30,
) -> list[Conflict]:
    """Up to ``MANY`` minimal conflicts, each found with those demands of the ones before given up that may be
    (``gives``): so each stands for itself, and has to be mended for itself."""
    search = _Search(program, hangs, time.monotonic() + seconds)
    found: list[Conflict] = []
    while len(found) < MANY:
        found.append(search.conflict(first))
        given = [member for of in found[-1].demands for member in search.members[of] if gives(member)]
        if not given or not found[-1].minimal:
            break
        search.drop(given)
    return found if len(found) == 1 or found[-1].demands else found[:-1]


Cause = tuple[Demand, list[Demand]]  # a demand of a conflict, and what it stands for: see ``members``


def causes(question: Question, seconds: float = 30) -> list[Cause]:
    """The demands that keep a question's wish from being granted, none of them to spare; none where the pool alone
    does, or where time ran out."""
    search = _Search(question.program, question.hangs, time.monotonic() + seconds)
    return [(of, search.members[of]) for of in search.conflict().demands]


def members(program: Program, of: Demand) -> list[Demand]:
    """The demands at each place that one of a conflict stands for: itself, or all of its rule."""
    return _Search(program, {}, 0).members[of]


def _whole(of: Demand) -> Demand:
    """A demand of the slate as a whole for one at a place; pins, decisions, pairs and seats stand for themselves."""
    return of if of.rule in (PIN, DECISION) or of.part in ("pair", "closed") else Demand(of.rule, "", of.part)


class _Search:
    """Which demands stand together, each answer a solve until the clock says ``until``.

    ``minimal``: no answer so far was missed.
    """

    def __init__(self, program: Program, hangs: Mapping[int, Demand], until: float) -> None:
        self.program, self.hangs, self.until, self.minimal = program, hangs, until, True
        self.named = sorted({name for row in program.rows if (name := demand(row))})
        self.members: dict[Demand, list[Demand]] = {name: [name] for name in self.named}
        for name in self.named:
            if (whole := _whole(name)) != name:
                self.members.setdefault(whole, []).append(name)

    @cached_property
    def asked(self) -> _Asked:
        return _Asked(self.program, self.hangs)

    def drop(self, demands: Collection[Demand]) -> None:
        """Ask no more for these."""
        self.named = [name for name in self.named if name not in demands]
        kept = {whole: [name for name in names if name not in demands] for whole, names in self.members.items()}
        self.members = {whole: names for whole, names in kept.items() if names}

    def conflict(self, first: Collection[Demand] = ()) -> Conflict:
        """A minimal one among what is asked for; see ``conflict``."""
        wholes = sorted({_whole(name) for name in self.named})
        found = self.suspects([name for name in wholes if name not in first], []) if first else None
        found = found or self.suspects(wholes, [])
        if found is None:
            return Conflict([], minimal=False)
        found = self.fewest(found, [])
        for name in list(found):
            places = self.members[name]
            if len(places) > 1:
                others = [other for other in found if other != name]
                core = self.suspects(places, others)
                if core is not None and len(core) <= NEAR:
                    core = self.fewest(core, others)
                    found = [*others, *core] if len(core) <= FEW else found
        return Conflict(sorted(found), self.minimal)

    def fewest(self, found: list[Demand], others: list[Demand]) -> list[Demand]:
        """Of ``found``, which with ``others`` do not stand together, those without any one of which the rest do."""
        for name in list(found):
            rest = [other for other in found if other != name]
            together = self.stand([*rest, *others])
            found = rest if together is False else found
            self.minimal &= together is not None
        return found

    def stand(self, demands: Iterable[Demand]) -> bool | None:
        """Whether these demands can be met together; None where time ran out."""
        model = self.asked.model(self._members(demands))
        status, _ = solved(model, self.until - time.monotonic(), quick=True)
        return {cp_model.INFEASIBLE: False, cp_model.OPTIMAL: True, cp_model.FEASIBLE: True}.get(status)

    def suspects(self, wanted: list[Demand], others: list[Demand]) -> list[Demand] | None:
        """Those of ``wanted`` that with ``others`` suffice for a clash; None where there is none, or time ran out."""
        model = self.asked.model(self._members(others), self._members(wanted))
        holds = {name: model.new_bool_var("") for name in wanted}
        for name, hold in holds.items():
            model.add_bool_and(self.asked.literals(model, self.members[name])).only_enforce_if(hold)
        model.add_assumptions(list(holds.values()))
        status, solver = solved(model, self.until - time.monotonic(), quick=True)
        if status != cp_model.INFEASIBLE:
            return None
        core = set(solver.sufficient_assumptions_for_infeasibility())
        found = [name for name in wanted if holds[name].index in core]
        # a core is only a hint: it may be wrong
        return found if self.stand([*found, *others]) is False else wanted

    def _members(self, demands: Iterable[Demand]) -> set[Demand]:
        return {member for name in demands for member in self.members[name]}


class _Asked:
    """All rows of a program in one model made once, those of each demand under a literal of its own; every question is
    a copy of it with some of the literals settled."""

    def __init__(self, program: Program, hangs: Mapping[int, Demand]) -> None:
        rows = Rows(program)
        self._whole = rows.model
        self._literal: defaultdict[Demand, Any] = defaultdict(lambda: rows.model.new_bool_var(""))
        for row in program.rows:
            name = demand(row)
            rows.add(row, [self._literal[name]] if name else [])
        for column, pin in hangs.items():
            rows.model.add(rows.columns[column] == 0).only_enforce_if(~self._literal[pin])

    def model(self, held: Collection[Demand], left: Collection[Demand] = ()) -> cp_model.CpModel:
        """The rows of ``held`` demands hold, those ``left`` open as their literals go, and no others are asked for."""
        model = self._whole.clone()
        for name, literal in zip(self._literal, self.literals(model, self._literal), strict=True):
            if name not in left or name in held:
                model.add(literal == int(name in held))
        return model

    def literals(self, model: cp_model.CpModel, names: Iterable[Demand]) -> list[Any]:
        """Those of these demands, in a copy."""
        return [model.get_bool_var_from_proto_index(self._literal[name].index) for name in names]
