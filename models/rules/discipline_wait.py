"""discipline_wait – waiting months after a discipline before a higher post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.calendar import add_months
from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """The waiting months of that discipline, counted by day from its date, are over."""
    wait = np.select(
        [pairs["discipline"] == name for name in ("reprimand", "warning", "dismissal")],
        [ask["reprimand"], ask["warning"], ask["dismissal"]],
        0,
    )
    over = add_months(pairs["discipline_date"].to_numpy(), wait)
    return verdict(pairs["higher"] & (pairs["discipline"] != "") & (ask.date < over))


RULE = Rule(
    "discipline_wait",
    "–",
    vi="Hết thời hạn chờ sau kỷ luật mới được bổ nhiệm chức vụ cao hơn",
    en="A higher post only after the waiting months that follow a discipline",
    admits=admits,
    reads=("cadres.discipline", "cadres.discipline_date"),
    protected=True,
)
