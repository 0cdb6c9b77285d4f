"""The story of a run: read → build → solve → audit → write."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.audit import Audit, audit
from models.case import Case
from models.override import lay, lay_on
from models.scenario import Overrides
from models.scheme import Law, load
from models.slate import Slate
from models.tables import Round
from planner import claims, decisions, document
from planner import scenario as scenarios
from planner.decisions import Minutes
from planner.errors import NoSlate, PlannerError
from planner.messages import DEFAULT_LANGUAGE
from planner.outlook import waiting

if TYPE_CHECKING:
    from models.build import Draft
    from models.calendar import Ints
    from models.solve import Progress
    from planner.effort import Effort, Watcher
    from planner.scenario import Scenario


def law_of(round_: Round) -> Law:
    """The law of the round's date, by the scheme the round names."""
    try:
        scheme = load(round_.settings.scheme)
    except KeyError as error:
        raise PlannerError(
            "cli.unknown_scheme", scheme=round_.settings.scheme, known=", ".join(error.args[1])
        ) from None
    return scheme.law(round_.settings.date)


def case_of(round_: Round, settings: dict[str, Any] | None = None) -> Case:
    """The round under its law, with a scenario's ``settings`` (checked already) laid over both."""
    asked = Overrides.model_validate(settings or {})
    return Case.of(lay_on(round_, asked), lay(law_of(round_), asked))


LARGE = 4000  # pairs, four provinces: beyond it the prices of all would take hours, and one by one they are asked for


@dataclass(frozen=True)
class Proposal:
    """The slate document, whatever its status, whether the search was interrupted, and whether the round was too large
    to be explained along with it."""

    paper: dict[str, Any]
    interrupted: bool = False
    too_large: bool = False

    @property
    def exit_code(self) -> int:
        """0 a slate, 1 none exists, 3 none found in time, 130 interrupted."""
        if self.interrupted:
            return 130
        return {"infeasible": 1, "unknown": 3}.get(self.paper["status"], 0)


@dataclass(frozen=True)
class Solved:
    """What came of a search: the program, and where there is a slate the slate, judged, with the bound of each tier."""

    draft: Draft
    status: str
    interrupted: bool
    slate: Slate | None = None
    judged: Audit | None = None
    canonical: bool = False
    bounds: dict[str, int] = field(default_factory=dict)
    made: Ints | None = None  # the pairs (columns) of the slate


def solved(
    case: Case, *, time_limit: float = 0, workers: int = 1, seed: int = 0, progress: Progress | None = None
) -> Solved:
    """The best slate of a case. Raises ``NoSlate`` if it fails our own audit."""
    from models.build import build  # here, so that `check` never imports the solver
    from models.solve import Options, solve

    draft = build(case)
    outcome = solve(draft.program, Options(time_limit, workers, seed), progress)
    if outcome.status in ("infeasible", "unknown"):
        return Solved(draft, outcome.status, outcome.interrupted)
    slate, judged = audited(draft, outcome.made)
    bounds = {tier.id: min(tier.bound, judged.tiers[tier.id]) for tier in outcome.tiers}
    proven = outcome.status == "optimal" and all(bounds[tier] == value for tier, value in judged.tiers.items())
    status = "optimal" if proven else "feasible"
    canonical = outcome.canonical and proven
    return Solved(draft, status, outcome.interrupted, slate, judged, canonical, bounds, outcome.made)


def audited(draft: Draft, made: Ints) -> tuple[Slate, Audit]:
    """The slate of these pairs (columns), judged. Raises ``NoSlate`` if it fails our own audit."""
    slate = Slate.of_pairs(draft.case, draft.pairs.iloc[made])
    judged = audit(slate)
    if judged.broken:
        rule, finding = judged.broken[0]
        raise NoSlate("cli.audit_refuses", rule=rule.id, where=finding.where)
    return slate, judged


def best(case: Case, lang: str, seconds: float = 0) -> Solved:
    """The best slate of a case to ask further questions of, or none found in time. Raises ``NoSlate``, with the
    conflict, where there is none; Ctrl-C ends it."""
    found = solved(case, time_limit=seconds)
    if found.interrupted:
        raise KeyboardInterrupt
    if found.status == "infeasible":
        from planner import conflict

        raise NoSlate("why.no_slate", conflict=conflict.sentences(conflict.explain(case, lang), lang))
    return found


def propose(
    round_: Round, scenario: Scenario | None, effort: Effort, lang: str, watch: Watcher | None = None
) -> Proposal:
    """The best slate of the round, under a scenario if there is one; explained where ``effort`` asks for it: solved
    again for those who wait, for all who were planned for the open seats, and for each nominee who might decline.

    Raises ``NoSlate`` if it fails our own audit: then nothing is written.
    """
    case = case_of(round_, scenario.settings if scenario else None)
    return planned(case, scenario.name if scenario else "", effort, lang, watch=watch)


def planned(
    case: Case, name: str, effort: Effort, lang: str, *, minutes: Minutes | None = None, watch: Watcher | None = None
) -> Proposal:
    """The best slate of a case as a document; ``name``: of its scenario; ``minutes``: the decisions laid over it."""
    began, limit = time.monotonic(), effort.time_limit

    def left() -> float:
        return max(0.1, limit - (time.monotonic() - began)) if limit else 0

    tiers = watch.tiers if watch else None
    found = solved(case, time_limit=limit, workers=effort.workers, seed=effort.seed, progress=tiers)
    if found.slate is None or found.judged is None:
        from planner.conflict import explain as why

        reasons = why(case, lang, left()) if found.status == "infeasible" else {}
        paper = document.without_slate(case, found.status, reasons, lang, scenario=name, minutes=minutes)
        return Proposal(paper, found.interrupted)
    slate, judged, status = found.slate, found.judged, found.status
    brought: dict[str, dict[str, int]] = {}
    explained: list[dict[str, Any]] = []
    declined: list[dict[str, Any]] = []
    interrupted = found.interrupted
    large = len(found.draft.pairs) > LARGE
    if effort.explain and status == "optimal" and not interrupted and not large:
        try:
            brought, explained = _explained(found.draft, slate, judged, left() * 2 / 3, effort.loss, watch)
            declined = _declined(found.draft, slate, judged, left(), watch)
        except KeyboardInterrupt:  # the slate stands, whatever of its explanation was not reached
            interrupted = True
    paper = document.build(
        slate,
        judged,
        gains=brought,
        explained=explained,
        declined=declined,
        loss=effort.loss,
        status=status,
        canonical=found.canonical,
        bounds=found.bounds,
        scenario=name,
        lang=lang,
        minutes=minutes,
    )
    return Proposal(paper, interrupted, too_large=effort.explain and large)


def _explained(
    draft: Draft, slate: Slate, judged: Audit, seconds: float, loss: int, watch: Watcher | None
) -> tuple[dict[str, dict[str, int]], list[dict[str, Any]]]:
    """What each conclusion awaited would bring, by cadre; and the prices of all planned for the open seats. The first
    take at most half of the time, and the prices all that is left: so each, and who declines after them, has a third of
    the whole at least."""
    from models.clearing import gains
    from models.verdict import Explainer
    from planner.explain import explanations

    rows = {cadre: at for at, cadre in enumerate(slate.case.cadres["cadre_id"])}
    people = [rows[row["cadre"]] for row in waiting(slate.case)]
    began = time.monotonic()
    brought = gains(slate.case, people, judged.tiers, seconds / 2)
    left = max(0.1, seconds - (time.monotonic() - began)) if seconds else 0
    explainer = Explainer(draft, slate, judged.tiers, left)
    explained = explanations(explainer, threads=os.cpu_count() or 1, loss=loss, told=watch.priced if watch else None)
    return {slate.cadre_id(at): values for at, values in brought.items()}, explained


def _declined(draft: Draft, slate: Slate, judged: Audit, seconds: float, watch: Watcher | None) -> list[dict[str, Any]]:
    """Of each nominee what follows should he or she decline."""
    from models.drill import Drill
    from planner.declines import declines

    return declines(
        Drill(draft, slate, judged.tiers, seconds), threads=os.cpu_count() or 1, told=watch.drilled if watch else None
    )


Seen = dict[str, str]  # post → cadre ("" = left empty), as the visible sheets of a slate workbook show them


def read_slate(path: Path) -> tuple[dict[str, Any], Seen | None]:
    """A finished slate's document, and what its visible sheets show where it is a workbook."""
    if path.suffix.lower() == ".xlsx":
        from planner.workbook.read_slate import read_slate_document

        claim, seen = read_slate_document(path)
    else:
        try:
            claim, seen = json.loads(path.read_text("utf-8")), None
        except (OSError, ValueError, RecursionError):
            claim, seen = {}, None
    if not claims.is_slate(claim):
        raise PlannerError("cli.not_a_slate", path=path)
    return claim, seen


@dataclass(frozen=True)
class Reopened:
    """A slate taken up again: the case with nothing decided, the decisions the slate was planned on, and the slate
    under them, judged."""

    base: Case
    minutes: Minutes
    slate: Slate
    judged: Audit


def reopened(
    path: Path, claim: dict[str, Any], round_: Round, scenario: Scenario | None = None, *, wrong: str
) -> Reopened:
    """The slate of a document, if it is still what was written. Raises ``PlannerError``: for one of another round, or
    not made under ``scenario`` where one is given, or (``wrong``: the message) not what it was."""
    if claim["round"].get("sha256") != round_.sha256:
        raise PlannerError("why.other_round", path=path)
    asked, doubts = scenarios.doubts(claim.get("scenario_settings"), law_of(round_), round_)
    base = case_of(round_, None if doubts else asked.settings())
    if scenario and scenario.settings != base.law.settings:
        raise PlannerError("why.other_scenario", path=path, scenario=scenario.name)
    minutes, lost = decisions.of_document(claim, base)
    slate, faults = claims.placed(minutes.laid(base), claim)
    judged = audit(slate)
    if doubts or lost or faults or claims.altered(slate, claim, judged):
        raise PlannerError(wrong, path=path)
    return Reopened(base, minutes, slate, judged)


def check(
    round_: Round, claim: dict[str, Any], seen: Seen | None = None, lang: str = DEFAULT_LANGUAGE
) -> tuple[list[str], Audit | None]:
    """The differences between a claimed slate and the truth, and the audit of its holders.

    The law is the one its ``scenario_settings`` make; where they make none, that is all there is to say.
    """
    asked, doubts = scenarios.doubts(claim.get("scenario_settings"), law_of(round_), round_)
    if doubts:
        place = [".".join(map(str, ("scenario_settings", *doubt.path))) for doubt in doubts]
        return [f"{at}: {scenarios.sentence(doubt, lang)}" for at, doubt in zip(place, doubts, strict=True)], None
    case = case_of(round_, asked.settings())
    minutes, lost = decisions.of_document(claim, case)
    if lost:
        return lost, None
    slate, differences = claims.check(minutes.laid(case), claim, minutes if minutes.last else None)
    if slate is None:
        return differences, None
    return differences + (claims.visible(slate, seen) if seen is not None else []), audit(slate)
