"""rotation_age – enough months left for a rotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """Two terms left; one where the reason is that a local or a head of two terms has to be replaced."""
    need = np.where(pairs["reason"].isin(["non_local", "two_terms"]), ask["special"], ask["months"])
    return verdict(pairs["rotation"] & (pairs["left"] < need))


RULE = Rule(
    "rotation_age",
    "–",
    vi="Cán bộ luân chuyển còn đủ thời gian công tác",
    en="Enough months left for a rotation",
    admits=admits,
    reads=("cadres.birth_date", "pool.reason"),
)
