"""field_fit – where the unit is no deep speciality, the degree's field suits the post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """Neither exact nor near for the unit's sector; a unit without a sector suits every field."""
    deep = {name for name, sector in ask.law.scheme.sectors.items() if sector.deep}
    asked = (pairs["sector"] != "") & ~pairs["sector"].isin(deep)
    return verdict(asked & (ask.case.field_match(pairs) == 0))


RULE = Rule(
    "field_fit",
    "II.2",
    vi="Chuyên môn đào tạo phù hợp với lĩnh vực của cơ quan",
    en="The degree's field suits the unit's",
    admits=admits,
    reads=("cadres.degree_field", "units.sector"),
)
