"""time_in_post – at least 24 months in the present or an equivalent post before a promotion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.calendar import over
from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """A promotion before those months are over, counted by day; an unknown beginning does not show them."""
    stood = over(pairs["in_post_since"].to_numpy(), ask["months"], ask.date)
    return verdict((pairs["kind"] == "promote") & ~stood)


RULE = Rule(
    "time_in_post",
    "–",
    vi="Đã giữ chức vụ hiện tại hoặc tương đương đủ thời gian trước khi bổ nhiệm chức vụ cao hơn",
    en="Long enough in the present or an equivalent post before a promotion",
    admits=admits,
    reads=("cadres.in_post_since",),
)
