"""theory – political theory at least the post's minimum; studying counts where the post says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.case import LEVEL, STUDYING
from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, _: Ask) -> Verdict:
    """The level held, or the one being studied for where ``studying_ok``, reaches ``min_theory``."""
    need = pairs["min_theory"].map(LEVEL)
    studying = pairs["theory"].map(STUDYING).fillna(0) >= need
    return verdict((pairs["theory"].map(LEVEL) < need) & ~(pairs["studying_ok"] & studying))


RULE = Rule(
    "theory",
    "–",
    vi="Đạt trình độ lý luận chính trị của chức danh",
    en="Political theory at or above the post's minimum",
    admits=admits,
    reads=("cadres.theory", "posts.min_theory"),
    protected=True,
)
