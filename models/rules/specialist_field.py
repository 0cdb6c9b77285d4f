"""specialist_field – units of a deep speciality take exact or near fields only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """Refused: the unit's sector is a deep one and the degree's field is neither exact nor near."""
    deep = [name for name, sector in ask.law.scheme.sectors.items() if sector.deep]
    return verdict(pairs["sector"].isin(deep) & (np.asarray(ask.case.field_match(pairs)) == 0))


RULE = Rule(
    "specialist_field",
    "II.2",
    vi="Đơn vị chuyên ngành sâu: chuyên ngành đào tạo phải đúng hoặc gần",
    en="In units of a deep speciality the degree must be of the exact or a near field",
    admits=admits,
    reads=("cadres.degree_field", "units.sector"),
    protected=True,
)
