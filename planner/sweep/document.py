"""A sweep as one document; its form stands in ``planner.sweep``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from statistics import median_low
from typing import Any

from models.measure import titles
from models.override import lay
from models.scenario import Overrides
from models.tables import Round
from planner.document import day
from planner.messages import say
from planner.run import law_of
from planner.sweep.asked import Asked
from planner.sweep.plan import Done, Job
from planner.sweep.work import Result

Row = dict[str, Any]
Run = tuple[Job, Result | None]
STATUSES = ("optimal", "feasible", "infeasible", "unknown", "missing")


def build(asked: Asked, runs: Sequence[Run], lang: str, *, complete: bool) -> Row:
    """The document of runs in the order of round, scenario and draw; ``complete``: whether these are all."""

    def group(run: Run) -> tuple[int, int | None]:
        return run[0].round, run[0].scenario if asked.lots.draws else None

    return {
        "schema": 1,
        "lang": lang,
        "complete": complete,
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
    about = {
        "round": job.round,
        "scenario": job.scenario,
        "draw": job.draw,
        "declined": [{"post": post, "cadre": cadre} for post, cadre in job.declined],
        "retired": list(job.retired),
    }
    return about | (result.model_dump() if result else {"status": "missing"})


def _together(round_: Round, runs: list[Run]) -> Row:
    """What the runs of a group say together: the first, undisturbed, and all the others beside it."""
    counts = Counter(result.status if result else "missing" for _, result in runs)
    (_, first), *_ = runs
    others = [(job, result) for job, result in runs[1:] if result and result.tiers]
    base = first if first and first.tiers else None
    return {
        "statuses": {name: counts[name] for name in STATUSES},
        "distinct": len({job.key for job, _ in runs[1:]}),
        "tiers": _tiers(base, [result for _, result in others]),
        "targets": _targets(round_, base, others),
        "nominees": _nominees(round_, base, others) if base else [],
        "newcomers": _newcomers(base, [result for _, result in others]),
    }


def _tiers(base: Result | None, others: list[Result]) -> list[Row]:
    rows = []
    for tier in dict.fromkeys(tier.id for result in ([base] if base else []) + others for tier in result.tiers):
        first, *values = [_tier(result, tier) for result in (base, *others)]
        rows.append({"id": tier, "first": first, **_range(values)})
    return rows


def _tier(result: Result | None, tier: str) -> int | None:
    return next((one.value for one in result.tiers if one.id == tier), None) if result else None


def _range(values: Iterable[int | None]) -> dict[str, int | None]:
    known = [value for value in values if value is not None]
    if not known:
        return dict.fromkeys(("least", "median", "most"))
    return {"least": min(known), "median": median_low(known), "most": max(known)}


def _targets(round_: Round, base: Result | None, others: list[Done]) -> list[Row]:
    """A rule in force that finds nothing to judge in a run lacks nothing there."""
    own = lacks(base) if base else {}
    under = {job.scenario: job.settings for job, _ in others}  # whoever is drawn, the law of a scenario is the same
    laws = {at: lay(law_of(round_), Overrides.model_validate(settings)) for at, settings in under.items()}
    found = [(laws[job.scenario], lacks(result)) for job, result in others]
    rows = []
    for rule, where in dict.fromkeys([*own, *(of for _, lacking in found for of in lacking)]):
        values = [lacking.get((rule, where), 0) for law, lacking in found if law.strength(rule) != "off"]
        first = own.get((rule, where), 0) if base else None
        counts = {"met": values.count(0), "of": len(values)}
        rows.append({"id": rule, "where": where, **counts, "first": first, **_range(values)})
    return rows


def lacks(result: Result) -> dict[tuple[str, str], int]:
    """What each target of a run lacks."""
    return {(one.id, one.where): one.shortfall for one in result.targets}


def _nominees(round_: Round, base: Result, others: list[Done]) -> list[Row]:
    """Of each nominee of the undisturbed slate how often the others propose the same person for the same title, and
    what becomes of the title where they do not.

    Seats alike count as one title: which of them a name stands beside says nothing.
    """
    title = dict(zip(round_.posts["post_id"], titles(round_.posts).tolist(), strict=True))
    own = _by_title(base, title)
    held = [(job, _by_title(result, title), {title[post] for post in result.empty}) for job, result in others]
    rows = []
    for place in base.appointments:
        at, pair = title[place.post], (place.post, place.cadre)
        drawn = sum(place.cadre in job.retired or pair in job.declined for job, _, _ in held)
        without = [(made[at] - own[at], at in empty) for _, made, empty in held if place.cadre not in made[at]]
        nobody = [empty for new, empty in without if not new]
        rows.append(
            {
                "post": place.post,
                "cadre": place.cadre,
                "stands": len(held) - len(without),
                "of": len(held) - drawn,
                "drawn": drawn,
                "others": _ranked(Counter(cadre for new, _ in without for cadre in new)),
                "empty": nobody.count(True),
                "stays": nobody.count(False),
            }
        )
    return rows


def _by_title(result: Result, title: dict[str, int]) -> defaultdict[int, set[str]]:
    """Who is appointed to each title."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for place in result.appointments:
        found[title[place.post]].add(place.cadre)
    return found


def _newcomers(base: Result | None, others: list[Result]) -> list[Row]:
    known = {place.cadre for place in base.appointments} if base else set()
    return _ranked(Counter(one.cadre for result in others for one in result.appointments if one.cadre not in known))


def _ranked(counts: Counter[str]) -> list[Row]:
    return [{"cadre": cadre, "runs": runs} for cadre, runs in sorted(counts.items(), key=lambda row: (-row[1], row[0]))]
