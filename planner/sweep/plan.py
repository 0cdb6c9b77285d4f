"""What a sweep runs: the undisturbed slates first, then the draws made on each of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models.scenario import Raw, merged
from models.tables import Round
from planner import __version__
from planner.document import day
from planner.run import case_of, law_of
from planner.sweep.asked import Lots
from planner.sweep.work import Result

Pair = tuple[str, str]  # post, cadre
UNSAID = {"reason": "–", "document": "–"}  # nothing is decided by what an order says of itself


@dataclass(frozen=True)
class Job:
    """One run. ``round``, ``scenario``: places in the lists asked for; ``draw``: 0 is undisturbed; ``settings``: all
    that is laid over the round, without reasons and documents; ``key``: what it is known by, the same for the same
    work."""

    round: int
    scenario: int
    draw: int
    settings: Raw
    key: str
    declined: tuple[Pair, ...] = ()
    retired: tuple[str, ...] = ()


Done = tuple[Job, Result]


def undisturbed(rounds: list[Round], settings: list[Raw]) -> list[Job]:
    """Each round under each scenario's settings."""
    bare = [
        one | {name: [row | UNSAID for row in one[name]] for name in ("pin", "ban") if name in one} for one in settings
    ]
    return [
        Job(at, number, 0, one, key(round_, one)) for at, round_ in enumerate(rounds) for number, one in enumerate(bare)
    ]


def drawn(job: Job, result: Result, round_: Round, lots: Lots) -> list[Job]:
    """The draws made on an undisturbed run.

    In each the first ``retirements`` of the sitting leaders who are not leaving, and then the first ``declines`` of the
    other nominees, in the order of the SHA-256 of ``SEED/DRAW/CADRE``; all of them where there are fewer. Whoever is
    pinned is not drawn: a document says that he or she takes the post. Who declines is not appointed to that title;
    who retires leaves on the day of the round and is appointed nowhere.
    """
    case = case_of(round_, job.settings)
    cadres = case.cadres
    pinned = {str(cadres["cadre_id"].iat[cadre]) for cadre, _ in case.pins}
    sitting = cadres["cadre_id"][(cadres["seat"] >= 0) & (cadres["leaving"] == "")]
    leaders = [cadre for cadre in sitting if cadre not in pinned]
    nominees = {row.cadre: row.post for row in result.appointments if row.cadre not in pinned}
    jobs = []
    for draw in range(1, lots.draws + 1):
        lot = f"{lots.seed}/{draw}"
        retired = _first(leaders, lots.retirements, lot)
        willing = [cadre for cadre in nominees if cadre not in retired]
        declined = [(nominees[cadre], cadre) for cadre in _first(willing, lots.declines, lot)]
        settings = merged(job.settings, _laid(declined, retired, day(round_.settings.date)))
        mark = key(round_, settings)
        jobs.append(Job(job.round, job.scenario, draw, settings, mark, tuple(sorted(declined)), tuple(sorted(retired))))
    return jobs


def _first(cadres: Iterable[str], count: int, lot: str) -> list[str]:
    """The lot: no random numbers that another machine or version might draw differently."""
    return sorted(cadres, key=lambda cadre: hashlib.sha256(f"{lot}/{cadre}".encode()).digest())[:count]


def _laid(declined: list[Pair], retired: list[str], on: str) -> Raw:
    bans: list[dict[str, Any]] = [{"cadre": cadre, "post": post} | UNSAID for post, cadre in sorted(declined)]
    bans += [{"cadre": cadre} | UNSAID for cadre in sorted(retired)]
    return {"ban": bans, "leave": [{"cadre": cadre, "on": on} for cadre in sorted(retired)]}


def key(round_: Round, settings: Raw) -> str:
    """The same for the same round, law, settings and version of the program: then a proven slate is the same."""
    said = [__version__, round_.sha256, law_of(round_).digest, settings]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
