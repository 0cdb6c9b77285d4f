"""steady_work – the last three years each done well or excellently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd

WELL = ("good", "excellent")


def admits(pairs: pd.DataFrame, _: Ask) -> Verdict:
    """A missing year is not a good one."""
    return verdict(~(pairs["eval_1"].isin(WELL) & pairs["eval_2"].isin(WELL) & pairs["eval_3"].isin(WELL)))


RULE = Rule(
    "steady_work",
    "–",
    vi="Ba năm gần nhất đều hoàn thành tốt nhiệm vụ trở lên",
    en="Each of the last three years rated good or excellent",
    admits=admits,
    reads=("cadres.eval_1", "cadres.eval_2", "cadres.eval_3"),
    protected=True,
)
