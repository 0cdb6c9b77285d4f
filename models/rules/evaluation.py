"""evaluation – the last year was not rated not_done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, _: Ask) -> Verdict:
    """``not_done`` refuses; a missing last year must be supplied first."""
    return verdict(pairs["eval_1"] == "not_done", pairs["eval_1"] == "")


RULE = Rule(
    "evaluation",
    "–",
    vi="Năm liền trước không bị xếp loại không hoàn thành nhiệm vụ",
    en="Not rated 'not done' in the last year",
    admits=admits,
    reads=("cadres.eval_1",),
    protected=True,
)
