"""The story of a run: read → build → solve → audit → write."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.audit import Audit, audit
from models.case import Case
from models.scheme import load
from models.slate import Slate
from models.tables import Round
from planner import document
from planner.errors import NoSlate, OutOfTime, PlannerError

Progress = Callable[[str, int | None, int | None], None]


def case_of(round_: Round) -> Case:
    """The round under the scheme it names, as of its date."""
    try:
        scheme = load(round_.settings.scheme)
    except KeyError as error:
        raise PlannerError(
            "cli.unknown_scheme", scheme=round_.settings.scheme, known=", ".join(error.args[1])
        ) from None
    return Case.of(round_, scheme.law(round_.settings.date))


def propose(
    round_: Round, *, lang: str, time_limit: float, workers: int, seed: int, progress: Progress | None = None
) -> tuple[dict[str, Any], bool]:
    """The slate document, and whether the search was interrupted.

    Raises ``NoSlate`` where no slate meets every must, ``OutOfTime`` where none was found in time.
    """
    from models.build import build  # here, so that `check` never imports the solver
    from models.solve import Options, solve

    case = case_of(round_)
    draft = build(case)
    outcome = solve(draft.program, Options(time_limit, workers, seed), progress)
    if outcome.status == "infeasible":
        raise NoSlate("cli.infeasible", rules=", ".join(_conflict(case)) or "?")
    if outcome.status == "unknown":
        raise OutOfTime("cli.out_of_time")
    slate = Slate.of_pairs(case, draft.pairs.iloc[outcome.made])
    judged = audit(slate)
    _must_hold(judged)
    bounds = {tier.id: min(tier.bound, judged.tiers[tier.id]) for tier in outcome.tiers}
    proven = all(bounds[tier] == value for tier, value in judged.tiers.items())
    status = "optimal" if outcome.status == "optimal" and proven else "feasible"
    paper = document.build(
        slate,
        judged,
        status=status,
        canonical=outcome.canonical and status == "optimal",
        bounds=bounds,
        scenario="",
        lang=lang,
    )
    return paper, outcome.interrupted


def _must_hold(judged: Audit) -> None:
    """A slate our own audit refuses is never written: it would be a fault of the program."""
    if judged.broken:
        rule, finding = judged.broken[0]
        raise NoSlate("cli.audit_refuses", rule=rule.id, where=finding.where)


def _conflict(case: Case) -> list[str]:
    """Rules of which at least one must give way: pins refused by a standard, else the musts on totals."""
    from models.judge import verdicts

    pinned = case.pairs[case.pinned(case.pairs)].reset_index(drop=True)
    _, refused, pending = verdicts(case, pinned)
    named = {rule for part in (refused, pending) for rule, rows in part.items() if rows.any()}
    return sorted(named | {"intervention"})


def check(round_: Round, claim: dict[str, Any]) -> tuple[list[str], Audit | None]:
    """The differences between a claimed slate and the truth, and the audit of its holders."""
    case = case_of(round_)
    slate, differences = document.check(case, claim)
    return differences, audit(slate) if slate else None


def as_json(paper: dict[str, Any]) -> str:
    """The document as text: the same document gives the same bytes."""
    return json.dumps(paper, ensure_ascii=False, indent=1) + "\n"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: to a neighbour first, then moved into place."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise PlannerError("cli.cannot_write", path=path, reason=error.strerror) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise PlannerError("cli.cannot_write", path=path, reason=error.strerror) from None
