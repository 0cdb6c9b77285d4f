"""political_standard – a conclusion on the political standard exists; never its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, _: Ask) -> Verdict:
    """``no`` refuses; no conclusion yet is pending."""
    return verdict(pairs["political_standard"] == "no", pairs["political_standard"] == "")


RULE = Rule(
    "political_standard",
    "–",
    vi="Có kết luận về tiêu chuẩn chính trị của cấp có thẩm quyền",
    en="The competent body has concluded on the political standard",
    admits=admits,
    reads=("cadres.political_standard",),
    protected=True,
)
