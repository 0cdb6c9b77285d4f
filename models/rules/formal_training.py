"""formal_training – a full-time degree: preferred, the more so for the young; a must where the post asks for it
and for a secondment to a district."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd

    from models.calendar import Ints


def admits(pairs: pd.DataFrame, _: Ask) -> Verdict:
    """Without one: refused whatever the strength for such a post and for a secondment, else by the strength."""
    missing = pairs["degree_mode"] != "formal"
    return verdict(missing, always=missing & (pairs["formal_required"] | (pairs["kind"] == "second")))


def weighs(pairs: pd.DataFrame, ask: Ask) -> Ints:
    """More for a cadre under 40: "nhất là đối với cán bộ trẻ"."""
    return np.where(pairs["young"], ask["young_weight"], 1).astype(np.int64)


RULE = Rule(
    "formal_training",
    "II.2, II.3",
    vi="Ưu tiên người được đào tạo chính quy, nhất là cán bộ trẻ (bắt buộc ở vị trí yêu cầu, khi điều động về huyện)",
    en="A full-time degree, above all for the young (a must where the post asks for it and for a secondment)",
    admits=admits,
    reads=("cadres.degree_mode", "posts.formal_required"),
    weighs=weighs,
)
