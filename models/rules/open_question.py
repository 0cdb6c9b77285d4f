"""open_question – differing opinions or a point to verify: pending until concluded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, _: Ask) -> Verdict:
    """An open question leaves the pair pending, never refused."""
    return verdict(False, pairs["open_question"])


RULE = Rule(
    "open_question",
    "II.7",
    vi="Không còn ý kiến khác nhau hoặc vấn đề cần xác minh chưa kết luận",
    en="No differing opinion or point to verify is left open",
    admits=admits,
    reads=("cadres.open_question", "cadres.open_question_note"),
    protected=True,
)
