"""Explanations of a slate: what they are asked of, and the prices of all who were planned for its open seats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.audit import audit
from models.build import build
from models.tables import Round
from models.verdict import Explainer
from planner import document, run
from planner.errors import NoSlate, PlannerError
from planner.workbook.view import View

if TYPE_CHECKING:
    from planner.scenario import Scenario


def about(round_: Round, scenario: Scenario | None, slate: Path | None, lang: str) -> tuple[Explainer, View, bool]:
    """Who answers, the words, and whether the slate asked about is proven: the one in the file, else the best one.

    Raises ``NoSlate`` where there is none, ``PlannerError`` where the file is of another round.
    """
    settings = scenario.settings if scenario else {}
    if slate is None:
        case = run.case_of(round_, settings)
        found = run.solved(case)
        if found.slate is None or found.judged is None:
            raise NoSlate("why.no_slate")
        explainer = Explainer(found.draft, found.slate, found.judged.tiers)
        return explainer, _view(round_, case.law.settings, lang), found.status == "optimal"
    claim, _ = run.read_slate(slate)
    if claim["round"].get("sha256") != round_.sha256:
        raise PlannerError("why.other_round", path=slate)
    case = run.case_of(round_, settings or claim.get("scenario_settings"))
    held, faults = document.placed(case, claim)
    if faults:
        raise PlannerError("cli.not_a_slate", path=slate)
    explainer = Explainer(build(case), held, audit(held).tiers)
    return explainer, _view(round_, case.law.settings, lang), claim.get("status") == "optimal"


def _view(round_: Round, settings: dict[str, object], lang: str) -> View:
    return View({"scenario_settings": settings, "appointments": []}, round_, lang)
