"""in_place_first – somebody from elsewhere only where nobody of the body itself is qualified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """From elsewhere, while the title has an admitted pair in place."""
    assert ask.ready is not None
    in_place = ask.ready["title"][ask.ready["source"] == "in_place"]
    return verdict((pairs["source"] == "elsewhere") & pairs["title"].isin(in_place))


RULE = Rule(
    "in_place_first",
    "II.2",
    vi="Chỉ điều động từ nơi khác đến khi tại chỗ không có người đủ tiêu chuẩn, điều kiện",
    en="From elsewhere only where nobody in place is qualified",
    admits=admits,
    reads=("pool.source",),
    compares=True,
)
