"""rotation_plan – a rotation says what the cadre will do afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, _: Ask) -> Verdict:
    """Subject and destination stand in the pool row; without the arrangement afterwards it waits."""
    return verdict(False, pairs["rotation"] & (pairs["return_plan"] == ""))


RULE = Rule(
    "rotation_plan",
    "II.5",
    vi="Luân chuyển phải có kế hoạch: đối tượng, nơi đến và phương án bố trí sau luân chuyển",
    en="A rotation names its subject, its destination and the arrangement afterwards",
    admits=admits,
    reads=("pool.return_plan",),
)
