"""A sweep as one document; its form stands in ``planner.sweep``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from statistics import median_low
from typing import Any

from models.measure import titles
from models.tables import Round
from planner.document import day
from planner.messages import say
from planner.scenario import Scenario
from planner.sweep.plan import Draws, Job
from planner.sweep.work import Result

Row = dict[str, Any]
Run = tuple[Job, Result | None]
STATUSES = ("optimal", "feasible", "infeasible", "unknown", "missing")
NOTHING = Result(status="unknown")  # of a run that was not made


@dataclass(frozen=True)
class Asked:
    """What a sweep is of: rounds with their files, scenarios (None: the plain scheme) with theirs, and the lots."""

    rounds: list[tuple[Round, Path]]
    scenarios: list[tuple[Scenario | None, str]]
    lots: Draws


def build(asked: Asked, runs: Sequence[Run], lang: str) -> Row:
    """The document of runs as far as they came, in the order of round, scenario and draw."""

    def group(run: Run) -> tuple[int, int | None]:
        return run[0].round, run[0].scenario if asked.lots.draws else None

    return {
        "schema": 1,
        "lang": lang,
        "complete": all(result for _, result in runs),
        "rounds": [_round(round_, file) for round_, file in asked.rounds],
        "scenarios": [
            {
                "name": scenario.name if scenario else say("compare.plain", lang),
                "reason": scenario.reason.strip() if scenario else "",
                "file": file,
            }
            for scenario, file in asked.scenarios
        ],
        **asdict(asked.lots),
        "runs": [_run(job, result) for job, result in runs],
        "groups": [
            {"round": number, "scenario": scenario} | _together(asked.rounds[number][0], list(of))
            for (number, scenario), of in groupby(runs, group)
        ],
    }


def _round(round_: Round, file: Path) -> Row:
    settings = round_.settings
    said = {"id": settings.round_id, "title": settings.title, "date": day(settings.date), "sha256": round_.sha256}
    return said | {"file": file.as_posix()}


def _run(job: Job, result: Result | None) -> Row:
    return {
        "round": job.round,
        "scenario": job.scenario,
        "draw": job.draw,
        "declined": [{"post": post, "cadre": cadre} for post, cadre in job.declined],
        "retired": list(job.retired),
        **(result or NOTHING).model_dump(),
        "status": status(result),
    }


def status(result: Result | None) -> str:
    """How a run ended; *missing* where it was not made."""
    return result.status if result else "missing"


def _together(round_: Round, runs: list[Run]) -> Row:
    """What the runs of a group say together; the first is the undisturbed one."""
    slates = [(job, result) for job, result in runs if result and result.tiers]
    base = runs[0][1] or NOTHING
    counts = Counter(status(result) for _, result in runs)
    return {
        "statuses": {name: counts[name] for name in STATUSES},
        "tiers": _tiers(base, [result for _, result in slates]),
        "targets": _targets(base, [result for _, result in slates]),
        "nominees": _nominees(round_, base, slates),
        "newcomers": _newcomers(base, [result for _, result in slates]),
    }


def _tiers(base: Result, slates: list[Result]) -> list[Row]:
    rows = []
    for tier in dict.fromkeys(tier.id for result in [base, *slates] for tier in result.tiers):
        values = [one.value for result in slates for one in result.tiers if one.id == tier]
        first = next((one.value for one in base.tiers if one.id == tier), None)
        rows.append({"id": tier, "first": first, **_range(values)})
    return rows


def _range(values: list[int]) -> dict[str, int]:
    return {"least": min(values), "median": median_low(values), "most": max(values)}


def _targets(base: Result, slates: list[Result]) -> list[Row]:
    lacks: dict[tuple[str, str], list[int]] = {}
    for result in [base, *slates]:
        for one in result.targets:
            lacks.setdefault((one.id, one.where), [])
    for result in slates:
        for one in result.targets:
            lacks[one.id, one.where].append(one.shortfall)
    first = {(one.id, one.where): one.shortfall for one in base.targets}
    return [
        {
            "id": rule,
            "where": where,
            "met": lack.count(0),
            "of": len(lack),
            "first": first.get((rule, where)),
            **_range(lack),
        }
        for (rule, where), lack in lacks.items()
    ]


def _nominees(round_: Round, base: Result, slates: list[tuple[Job, Result]]) -> list[Row]:
    """Of each nominee of the undisturbed slate how often he or she is proposed for the same title, and who is instead.

    Seats alike count as one title: which of them a name stands beside says nothing.
    """
    title = dict(zip(round_.posts["post_id"], titles(round_.posts).tolist(), strict=True))
    own = _by_title(base, title)
    held = [(job, _by_title(result, title)) for job, result in slates]
    rows = []
    for place in base.appointments:
        at, pair = title[place.post], (place.post, place.cadre)
        drawn = sum(place.cadre in job.retired or pair in job.declined for job, _ in held)
        without = [found[at] for _, found in held if place.cadre not in found[at]]
        new = [cadres - own[at] for cadres in without]
        rows.append(
            {
                "post": place.post,
                "cadre": place.cadre,
                "stands": len(held) - len(without),
                "of": len(held) - drawn,
                "drawn": drawn,
                "others": _ranked(Counter(cadre for cadres in new for cadre in cadres)),
                "empty": sum(not cadres for cadres in new),
            }
        )
    return rows


def _by_title(result: Result, title: dict[str, int]) -> defaultdict[int, set[str]]:
    """Who is appointed to each title."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for place in result.appointments:
        found[title[place.post]].add(place.cadre)
    return found


def _newcomers(base: Result, slates: list[Result]) -> list[Row]:
    known = {place.cadre for place in base.appointments}
    return _ranked(
        Counter(place.cadre for result in slates for place in result.appointments if place.cadre not in known)
    )


def _ranked(counts: Counter[str]) -> list[Row]:
    return [{"cadre": cadre, "runs": runs} for cadre, runs in sorted(counts.items(), key=lambda row: (-row[1], row[0]))]
