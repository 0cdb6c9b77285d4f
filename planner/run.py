"""The story of a run: read → build → solve → audit → write."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.audit import Audit, audit
from models.case import Case
from models.scheme import load
from models.slate import Slate
from models.tables import Round
from planner import document
from planner.errors import NoSlate, PlannerError

if TYPE_CHECKING:
    from models.solve import Progress


def case_of(round_: Round) -> Case:
    """The round under the scheme it names, as of its date."""
    try:
        scheme = load(round_.settings.scheme)
    except KeyError as error:
        raise PlannerError(
            "cli.unknown_scheme", scheme=round_.settings.scheme, known=", ".join(error.args[1])
        ) from None
    return Case.of(round_, scheme.law(round_.settings.date))


@dataclass(frozen=True)
class Proposal:
    """The slate document, whatever its status, and whether the search was interrupted."""

    paper: dict[str, Any]
    interrupted: bool = False

    @property
    def exit_code(self) -> int:
        """0 a slate, 1 none exists, 3 none found in time, 130 interrupted."""
        if self.interrupted:
            return 130
        return {"infeasible": 1, "unknown": 3}.get(self.paper["status"], 0)


def propose(
    round_: Round, *, lang: str, time_limit: float, workers: int, seed: int, progress: Progress | None = None
) -> Proposal:
    """The best slate of the round. Raises ``NoSlate`` if it fails our own audit: then nothing is written."""
    from models.build import build  # here, so that `check` never imports the solver
    from models.solve import Options, solve

    case = case_of(round_)
    draft = build(case)
    outcome = solve(draft.program, Options(time_limit, workers, seed), progress)
    if outcome.status in ("infeasible", "unknown"):
        from planner.conflict import explain

        demands = explain(case, draft, lang) if outcome.status == "infeasible" else []
        return Proposal(document.without_slate(case, outcome.status, demands, lang), outcome.interrupted)
    slate = Slate.of_pairs(case, draft.pairs.iloc[outcome.made])
    judged = audit(slate)
    if judged.broken:
        rule, finding = judged.broken[0]
        raise NoSlate("cli.audit_refuses", rule=rule.id, where=finding.where)
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
    return Proposal(paper, outcome.interrupted)


Seen = dict[str, str]  # post → cadre ("" = left empty), as the visible sheets of a slate workbook show them


def read_slate(path: Path) -> tuple[dict[str, Any], Seen | None]:
    """A finished slate's document, and what its visible sheets show where it is a workbook."""
    if path.suffix.lower() == ".xlsx":
        from planner.workbook.slate import read_slate_document

        claim, seen = read_slate_document(path)
    else:
        try:
            claim, seen = json.loads(path.read_text("utf-8")), None
        except (OSError, ValueError, RecursionError):
            claim, seen = {}, None
    if not document.is_slate(claim):
        raise PlannerError("cli.not_a_slate", path=path)
    return claim, seen


def check(round_: Round, claim: dict[str, Any], seen: Seen | None = None) -> tuple[list[str], Audit | None]:
    """The differences between a claimed slate and the truth, and the audit of its holders."""
    case = case_of(round_)
    slate, differences = document.check(case, claim)
    if slate is None:
        return differences, None
    return differences + (document.visible(slate, seen) if seen is not None else []), audit(slate)
