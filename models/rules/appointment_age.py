"""appointment_age – a higher post needs one full term before retirement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """Months left at least ``months``; a move to the same tier is exempt."""
    return verdict(pairs["higher"] & (pairs["left"] < ask["months"]))


RULE = Rule(
    "appointment_age",
    "–",
    vi="Bổ nhiệm lần đầu vào chức vụ cao hơn phải còn đủ tuổi công tác trọn một nhiệm kỳ",
    en="A first appointment to a higher post needs one full term before retirement",
    admits=admits,
    reads=("cadres.birth_date",),
    protected=True,
)
