"""rotation_length – nobody on rotation moves before its months are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.calendar import over
from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """Refused while the rotation runs: neither its own end nor the months, counted by day, have come."""
    since, ends = pairs["rotated_since"].to_numpy(), pairs["rotation_ends"].to_numpy()
    return verdict(((since > 0) | (ends > 0)) & ~over(since, ask["months"], ask.date) & ~over(ends, 0, ask.date))


RULE = Rule(
    "rotation_length",
    "–",
    vi="Cán bộ đang luân chuyển chưa đủ thời gian thì chưa điều động, bổ nhiệm nơi khác",
    en="Nobody on rotation moves before its months are over",
    admits=admits,
    reads=("cadres.rotated_since", "cadres.rotation_ends"),
)
