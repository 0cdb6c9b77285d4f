"""retirement – nobody is appointed past the retirement month, nor kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """More months left than the horizon: the same test by which a sitting leader is leaving."""
    return verdict(pairs["left"] <= ask.case.round_.settings.horizon_months)


RULE = Rule(
    "retirement",
    "–",
    vi="Không bổ nhiệm, không để tiếp tục giữ chức vụ đối với người đã đến tháng nghỉ hưu",
    en="Nobody is appointed to or kept in a post past the retirement month",
    admits=admits,
    reads=("cadres.birth_date",),
    fixed=True,
)
