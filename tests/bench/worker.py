"""One measured process of the benchmark: ``all`` steps of planner, or one solver on the program's rows."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import encodings_of_levels as other

from models import levels, measure
from models import solve as solving
from models.audit import audit
from models.build import build
from models.program import FAR, Program
from models.slate import Slate
from models.solve import Options, solve
from planner import document
from planner.run import case_of
from planner.workbook.read import read_round
from planner.workbook.slate import slate_bytes

ENCODINGS = {"nested": other.nested, "plain": other.plain}  # of age levels, in place of the product's own


def everything(path: Path, limit: float) -> dict[str, Any]:
    seconds: dict[str, float] = {}
    start = time.perf_counter()

    def lap(step: str) -> None:
        nonlocal start
        now = time.perf_counter()
        seconds[step] = now - start
        start = now

    round_, _ = read_round(path)
    assert round_ is not None
    lap("read")
    case = case_of(round_)
    lap("case")
    draft = build(case)
    lap("build")
    last = [start]

    def told(_: object) -> None:
        last[0] = time.perf_counter()

    outcome = solve(draft.program, Options(limit), told)
    lap("solve")
    seconds["unique"] = start - last[0]  # after the last tier's last word only the proof of uniqueness is left
    seconds["solve"] -= seconds["unique"]
    slate = Slate.of_pairs(case, draft.pairs.iloc[outcome.made])
    judged = audit(slate)
    assert not judged.broken
    lap("audit")
    bounds = {tier.id: tier.bound for tier in outcome.tiers}
    paper = document.build(
        slate, judged, status="optimal", canonical=outcome.canonical, bounds=bounds, scenario="", lang="vi"
    )
    lap("document")
    slate_bytes(paper, round_, "vi")
    lap("write")
    proven = sum(tier.proven for tier in outcome.tiers)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {"seconds": seconds, "peak": peak, "proven": proven, "canonical": outcome.canonical}


def peer(name: str, path: Path, limit: float) -> dict[str, Any]:
    round_, _ = read_round(path)
    assert round_ is not None
    if name in ENCODINGS:
        levels.path = ENCODINGS[name]
    if name == "obvious":
        obviously()
    program = build(case_of(round_)).program
    start = time.perf_counter()
    if name in ("cp-sat", "obvious", *ENCODINGS):
        program_tiers, last = [], [0.0]

        def told(_: object) -> None:
            last[0] = time.perf_counter()

        program_tiers = solve(program, Options(limit), told).tiers
        return {"seconds": last[0] - start, "proven": sum(tier.proven for tier in program_tiers)}
    proven = {"highs": highs, "scip": scip}[name](program, limit)
    return {"seconds": time.perf_counter() - start, "proven": proven}


def obviously() -> None:
    """As one who knows no better would model it: seat by seat, obvious rows, tier after tier, the solver as is."""
    levels.path = other.plain
    measure.GROUP = [*measure.GROUP, "post_id"]
    solving.SAFE, solving.LINEARIZATION = 1, 1


def highs(program: Program, limit: float) -> int:
    """Tiers HiGHS proves."""
    import highspy

    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("time_limit", limit)
    count = len(program.upper)
    model.addVars(count, np.array(program.lower, float), np.array(program.upper, float))
    columns = np.arange(count, dtype=np.int32)
    model.changeColsIntegrality(count, columns, np.full(count, highspy.HighsVarType.kInteger))
    for row in program.rows:
        high = row.high if row.high < FAR else highspy.kHighsInf
        model.addRow(row.low, high, len(row.col), row.col.astype(np.int32), row.coef.astype(float))
    proven = 0
    for col, coef, _ in program.tiers.values():
        cost = np.zeros(count)
        np.add.at(cost, col, coef)
        model.changeColsCost(count, columns, cost)
        model.run()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        proven += 1
        best = round(model.getInfo().objective_function_value)
        filled = np.flatnonzero(cost)
        model.addRow(-highspy.kHighsInf, best, len(filled), filled.astype(np.int32), cost[filled])
    return proven


def scip(program: Program, limit: float) -> int:
    """Tiers SCIP proves."""
    import pyscipopt

    model = pyscipopt.Model()
    model.hideOutput()
    model.setParam("limits/time", limit)
    columns = [model.addVar(lb=low, ub=high, vtype="I") for low, high in zip(program.lower, program.upper, strict=True)]
    for row in program.rows:
        total = pyscipopt.quicksum(int(k) * columns[c] for c, k in zip(row.col, row.coef, strict=True))
        if len(row.col):
            model.addCons(total >= row.low)
            if row.high < FAR:
                model.addCons(total <= row.high)
    proven = 0
    for col, coef, _ in program.tiers.values():
        total = pyscipopt.quicksum(int(k) * columns[c] for c, k in zip(col, coef, strict=True))
        model.setObjective(total, "minimize")
        model.optimize()
        if model.getStatus() != "optimal":
            break
        proven += 1
        best = round(model.getObjVal())
        model.freeTransform()
        model.addCons(total <= best)
    return proven


if __name__ == "__main__":
    what, file, most = sys.argv[1:]
    print(json.dumps(everything(Path(file), float(most)) if what == "all" else peer(what, Path(file), float(most))))
