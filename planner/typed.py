"""A slate typed by hand, judged: what it breaks, its tiers beside the best, and the swaps that improve it most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.audit import Audit, audit
from models.case import Case
from models.slate import Slate
from models.tables import Round
from planner import document, run
from planner.workbook.faults import Fault, Faults
from planner.workbook.typed import read_list

if TYPE_CHECKING:
    from models.swaps import Better
    from planner.scenario import Scenario

Row = dict[str, Any]
SWAPS = 3  # how many are told
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Typed:
    """The list as a slate, judged by the rules' checks alone."""

    slate: Slate
    judged: Audit

    @property
    def ok(self) -> bool:
        """Whether every must holds."""
        return not self.judged.broken


def judge(path: Path, round_: Round, scenario: Scenario | None) -> tuple[Typed | None, list[Fault]]:
    """The list in ``path`` judged, or what keeps it from being read. No solver is asked."""
    faults = Faults("list.fault")
    slate = read_list(path, run.case_of(round_, scenario.settings if scenario else None), faults)
    found = faults.sorted()
    return (None, found) if found else (Typed(slate, audit(slate)), [])


def paper(typed: Typed, beside: Row | None, lang: str) -> Row:
    """The judgement for programs. ``rules``: each place where a rule does not hold; ``beside``: see there."""
    case, judged = typed.slate.case, typed.judged
    best = (beside or {}).get("best", {})
    return {
        "ok": typed.ok,
        "scenario_settings": case.law.settings,
        "appointments": document.appointments(typed.slate),
        "vacant": document.vacant(typed.slate),
        "broken": [[rule.id, finding.where] for rule, finding in judged.broken],
        "rules": [document.finding(rule, found, lang) for rule, found in judged.findings if found.shortfall],
        "tiers": [{"id": tier, "value": value, "best": best.get(tier)} for tier, value in judged.tiers.items()],
        "best_status": (beside or {}).get("status"),
        "swaps": (beside or {}).get("swaps"),
        "swaps_looked": (beside or {}).get("looked"),
        "swaps_every": (beside or {}).get("every"),
    }


def beside(typed: Typed, told: Told | None = None) -> Row:
    """What the solver adds: the ``status`` and tiers of the ``best`` slate, whether the list is that slate (``same``),
    and the ``swaps``, found among ``looked`` (``every``: all there are). Ctrl-C raises ``KeyboardInterrupt``."""
    from models.swaps import best_swaps

    case = typed.slate.case
    found = run.solved(case)
    if found.interrupted:
        raise KeyboardInterrupt
    swaps = best_swaps(typed.slate, typed.judged, SWAPS, told)
    return {
        "status": found.status,
        "best": found.judged.tiers if found.judged else {},
        "same": found.slate is not None and _people(found.slate) == _people(typed.slate),
        "swaps": [_swap(case, better) for better in swaps.swaps],
        "looked": swaps.looked,
        "every": swaps.every,
    }


def _people(slate: Slate) -> list[tuple[int, int]]:
    """Who holds a seat, and of which kind: seats alike in everything are one."""
    return sorted(zip(slate.case.posts["group"].tolist(), slate.holder.tolist(), strict=True))


def _swap(case: Case, better: Better) -> Row:
    posts, cadres = case.posts["post_id"].tolist(), [*case.cadres["cadre_id"].tolist(), ""]
    changes = [
        {"post": posts[change.post], "before": cadres[change.before], "after": cadres[change.after]}
        for change in better.swap.changes
    ]
    return {"kind": better.swap.kind, "changes": changes, "broken": better.broken, "tiers": better.tiers}
