"""planned – only pool rows, dated not after the round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """A row of the pool, its date (where given) not after the round."""
    return verdict((pairs["row"] < 0) | (pairs["planned_on"] > ask.date))


RULE = Rule(
    "planned",
    "II.2, II.3",
    vi="Chỉ bổ nhiệm người trong quy hoạch chức danh đó, được phê duyệt không sau ngày của đợt",
    en="Only those planned for the post, not later than the round's date",
    admits=admits,
    reads=("pool.planned_on",),
    protected=True,
)
