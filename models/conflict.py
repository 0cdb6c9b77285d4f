"""Why no slate meets every must: a smallest set of demands that cannot stand together."""

from __future__ import annotations

from ortools.sat.python import cp_model

from models.program import FAR, Program

# Rows that only define sums or hold seats: nobody's demand.
DEFINITIONS = ("total", "held", "untouched", "levels")

Demand = tuple[str, str]


def conflict(program: Program, seconds: float = 60) -> list[Demand]:
    """Demands (rule, where) that cannot all be met, though without any one of them the others can.

    Should the time run out, the set still conflicts but may hold more than it must. Empty where no conflict
    was found in time.
    """
    model = cp_model.CpModel()
    columns = [model.new_int_var(low, high, "") for low, high in zip(program.lower, program.upper, strict=True)]
    demands: dict[Demand, cp_model.IntVar] = {}
    for row in program.rows:
        sums = cp_model.LinearExpr.weighted_sum([columns[c] for c in row.col], row.coef.tolist())
        kept = model.add_linear_constraint(sums, int(row.low), int(row.high) if row.high < FAR else cp_model.INT32_MAX)
        if row.rule not in DEFINITIONS:
            name = (row.rule, row.where)
            if name not in demands:
                demands[name] = model.new_bool_var("")
            kept.only_enforce_if(demands[name])

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1  # assumptions need one worker; it also makes the answer reproducible
    left = seconds

    def clash(asked: list[Demand]) -> list[Demand] | None:
        """Those of ``asked`` that suffice for a clash; None where there is none (or no time to find out)."""
        nonlocal left
        model.clear_assumptions()
        model.add_assumptions([demands[name] for name in asked])
        solver.parameters.max_time_in_seconds = max(0.01, left)
        status = solver.solve(model)
        left -= solver.wall_time
        if status != cp_model.INFEASIBLE:
            return None
        core = set(solver.sufficient_assumptions_for_infeasibility())
        return [name for name in asked if demands[name].index in core]

    found = clash(sorted(demands))
    if found is None:
        return []
    needed: list[Demand] = []
    while found:
        tried, found = found[0], found[1:]
        smaller = clash(needed + found)
        if smaller is None:
            needed.append(tried)
        else:
            found = [name for name in found if name in smaller]
    return needed
