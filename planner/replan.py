"""The story of a replan: the slate and the decisions on it read, laid over the round, and the rest planned anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.tables import Round
from planner import claims, decisions, run
from planner.decide import decide, lines_of
from planner.decisions import Minutes, Record
from planner.errors import PlannerError
from planner.inputs import WORKBOOK
from planner.workbook.decisions import read_lines
from planner.workbook.faults import Fault, Faults
from planner.workbook.read_slate import read_hidden

if TYPE_CHECKING:
    from models.case import Case
    from planner.effort import Effort, Watcher

SHEETS = (".ods", ".xls", ".xlsm", ".csv")  # what else people save a workbook as


class Unclear(Exception):
    """Decisions that cannot be understood: all of their ``faults``."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(len(faults))
        self.faults = faults


def claim_of(path: Path) -> dict[str, Any]:
    """The document of the slate decided on. Raises ``PlannerError`` for what is none."""
    if path.suffix.lower() in SHEETS:
        raise PlannerError("replan.save_as_xlsx", path=path)
    claim = read_hidden(path) if path.suffix.lower() == WORKBOOK else run.read_slate(path)[0]
    if not claims.is_slate(claim) or not isinstance(claim.get("scenario"), str):
        raise PlannerError("cli.not_a_slate", path=path)
    if claim.get("status") not in ("optimal", "feasible"):
        raise PlannerError("replan.no_slate", path=path)
    return claim


def replan(
    path: Path,
    claim: dict[str, Any],
    round_: Round,
    effort: Effort,
    lang: str,
    watch: Watcher | None = None,
) -> run.Proposal:
    """The slate that follows the decisions written into ``path`` and changes as little else as can be.

    Raises ``Unclear`` for decisions that cannot be understood, ``PlannerError`` for a slate that is not what it was.
    """
    found = run.reopened(path, claim, round_, wrong="replan.not_sound")
    base, former = found.base, found.minutes
    minutes = Minutes(decisions.merged(former.records, written(path, claim, base, lang), base), _last(claim, former))
    return run.planned(minutes.laid(base), claim["scenario"], effort, lang, minutes=minutes, watch=watch)


def written(path: Path, claim: dict[str, Any], base: Case, lang: str) -> list[Record]:
    """The decisions newly written into the slate at ``path``, a workbook or a document.

    Raises ``Unclear`` where one cannot be understood.
    """
    faults = Faults("decisions.fault")
    sheets = path.suffix.lower() == WORKBOOK
    lines = read_lines(path, faults) if sheets else lines_of(claim.get("decisions") or [], faults)
    found = decide(lines, claim, base, lang, faults)
    if faults.found:
        raise Unclear(faults.sorted())
    return found


def _last(claim: dict[str, Any], former: Minutes) -> dict[str, Any]:
    made = [{"post": row["post"], "cadre": row["cadre"]} for row in claim["appointments"]]
    return {"appointments": made, "decisions": former.records}
