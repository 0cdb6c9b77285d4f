"""no_one_dropped – a sitting leader who does not leave keeps the seat or takes one at least as high."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.rule import Ask, Finding, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd

    from models.slate import Slate


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """A lower tier, or a post outside the managed list, only by an intervention: a pin of that very pair (or an
    exception, which the judge looks up)."""
    down = (pairs["kind"] == "lower") | ((pairs["kind"] == "second") & pairs["mover"])
    return verdict(down & ~ask.case.pinned(pairs))


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """Each sitting leader who does not leave and has no managed post; one line when there is none.

    The model needs no row for it: there, who is not appointed elsewhere stays by construction.
    """
    sitting = slate.case.posts.query("managed and stayer >= 0")["stayer"].to_numpy()
    made = slate.appointments
    sent = made["cadre"][ask.case.pinned(made) | ask.case.excepted(made, RULE.id)]
    dropped = sitting[~np.isin(sitting, [*slate.holding["cadre"], *sent])]
    lost = [Finding(slate.cadre_id(cadre), need=1, got=0, shortfall=1) for cadre in dropped]
    return lost or [Finding("", need=len(sitting), got=len(sitting), of=len(sitting))]


RULE = Rule(
    "no_one_dropped",
    "–",
    vi="Lãnh đạo đương nhiệm chưa thôi giữ chức vụ thì giữ nguyên vị trí hoặc nhận chức vụ ngang bậc trở lên",
    en="A sitting leader who is not leaving keeps the seat or takes one of the same or a higher tier",
    admits=admits,
    reads=("cadres.tier", "posts.tier"),
    check=check,
)
