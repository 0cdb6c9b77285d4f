"""deputy_total – deputies of the Party advisory bodies together, of the Front bodies, of the departments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.case import Case
from models.rule import Ask, Finding, Rule
from models.tables import BODY_DEPUTIES

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.calendar import Ints
    from models.slate import Slate

KINDS = ("party_advisory", "front", "departments")
KIND = {"party_advisory": 0, "front": 1, "gov_economic": 2, "gov_culture_social": 2, "gov_internal": 2}


def _place(seats: pd.DataFrame) -> np.ndarray:
    """Which of the three totals of which province a deputy seat counts in; -1 for none."""
    kind = seats["bloc"].map(KIND)
    counts = kind.notna() & seats["role"].isin(BODY_DEPUTIES) & seats["managed"]
    return np.where(counts, seats["place"] * len(KINDS) + kind.fillna(0).astype(int), -1)


def _limits(case: Case, ask: Ask) -> tuple[list[str], np.ndarray]:
    bodies = case.units[case.units["bloc"].isin([bloc for bloc, kind in KIND.items() if kind == 2])]
    departments = np.bincount(bodies["place"], minlength=len(case.provinces))
    limits = np.empty((len(case.provinces), len(KINDS)), dtype=np.int64)
    limits[:, 0], limits[:, 1] = ask["party_advisory"], ask["front"]
    limits[:, 2] = ask["department_average"] * departments
    names = [f"{kind}@{province}" if province else kind for province in case.provinces for kind in KINDS]
    return names, limits.ravel()


def _added(case: Case, pairs: pd.DataFrame) -> tuple[Ints, Ints]:
    """The total each appointment counts in: as one more deputy, and as one a document excepts."""
    excused = case.excepted(pairs, RULE.id)
    joins = case.joins(_place(case.groups), pairs)
    return np.where(excused, -1, joins), np.where(excused, joins, -1)


def pose(draft: Draft, ask: Ask) -> None:
    """Each total within its limit; where those who sit there exceed it, nobody is added."""
    names, limits = _limits(draft.case, ask)
    added, excused = (draft.appointments(place, names) for place in _added(ask.case, draft.pairs))
    holders = draft.holders(_place(draft.case.groups), names)
    draft.at_most(RULE, holders + excused * -1, limits, unless_none=added)


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """Three lines a province, in the order of ``KINDS``; ``where`` is the province. Who is excepted is not counted."""
    names, limits = _limits(slate.case, ask)
    added, excused = (slate.tally(place, len(names)) for place in _added(slate.case, slate.appointments))
    filled = slate.tally(_place(slate.holding), len(names)) - excused
    totals = zip(limits.tolist(), filled.tolist(), added.tolist(), strict=True)
    for at, (limit, got, new) in enumerate(totals):
        over = max(0, got - limit)
        yield Finding(
            slate.case.provinces[at // len(KINDS)],
            need=limit,
            got=got,
            of=got,
            shortfall=over,
            standing=over > 0 and not new,
        )


RULE = Rule(
    "deputy_total",
    "I",
    vi="Tổng số cấp phó các ban Đảng, của Mặt trận và đoàn thể, của các sở không vượt quy định",
    en="Deputies of Party advisory bodies, of Front bodies and of departments stay within their totals",
    pose=pose,
    check=check,
    protected=True,
    single=True,
)
