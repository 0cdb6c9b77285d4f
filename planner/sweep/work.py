"""One run of a sweep: a slate, and of it what a sweep counts. It knows nothing of where it runs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from models.scenario import Raw
from models.tables import Round

if TYPE_CHECKING:
    from models.audit import Audit


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tier(_Row):
    """As in a slate document."""

    id: str
    value: int
    bound: int
    proven: bool


class Place(_Row):
    """Who is appointed where."""

    post: str
    cadre: str


class Target(_Row):
    """What a rule to strive for lacks; ``where``: a province, else empty: all its places together."""

    id: str
    where: str
    shortfall: int


class Result(_Row):
    """What is kept of a run; nothing in it tells when, where or how fast it was made. ``empty``: seats that nobody
    holds, unlisted ones too."""

    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    canonical: bool = False
    tiers: list[Tier] = []
    appointments: list[Place] = []
    empty: list[str] = []
    targets: list[Target] = []

    @property
    def settled(self) -> bool:
        """Whether more time would change nothing."""
        return self.status == "infeasible" or (self.status == "optimal" and self.canonical)


def ran(round_: Round, settings: Raw, seconds: float) -> Result:
    """The best slate of a round under these settings. Raises ``NoSlate`` if it fails our own audit."""
    from planner.document import tiers
    from planner.run import case_of, solved

    found = solved(case_of(round_, settings), time_limit=seconds)
    slate, judged = found.slate, found.judged
    if slate is None or judged is None:
        return Result.model_validate({"status": found.status})
    made, posts = slate.appointments, slate.case.posts["post_id"].to_numpy()
    return Result.model_validate(
        {
            "status": found.status,
            "canonical": found.canonical,
            "tiers": tiers(judged, found.bounds),
            "appointments": [
                {"post": post, "cadre": cadre} for post, cadre in zip(made["post_id"], made["cadre_id"], strict=True)
            ],
            "empty": posts[slate.empty["post"]].tolist(),
            "targets": _targets(judged),
        }
    )


def _targets(judged: Audit) -> list[dict[str, str | int]]:
    """Rules to strive for as wholes; shares, whatever their strength, province by province."""
    from planner.workbook.sheets import SHARES

    lacking: Counter[tuple[str, str]] = Counter()
    for rule, finding in judged.findings:
        if rule.id in SHARES or finding.strength == "strive":
            lacking[rule.id, finding.where if rule.id in SHARES else ""] += finding.shortfall
    return [{"id": rule, "where": where, "shortfall": lack} for (rule, where), lack in lacking.items()]
