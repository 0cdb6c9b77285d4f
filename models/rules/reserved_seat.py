"""reserved_seat – a seat reserved for a woman, a young cadre or either takes only such; else it stays empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, _: Ask) -> Verdict:
    """Refused: the seat is kept for somebody else."""
    kept = pairs["reserved_for"]
    fits = (pairs["woman"] & kept.isin(["women", "women_or_young"])) | (
        pairs["young"] & kept.isin(["young", "women_or_young"])
    )
    return verdict((kept != "") & ~fits)


RULE = Rule(
    "reserved_seat",
    "II.4",
    vi="Vị trí dành cho cán bộ nữ, cán bộ trẻ chỉ bố trí đúng đối tượng, nếu không thì để khuyết",
    en="A seat reserved for a woman or a young cadre takes only such, or stays empty",
    admits=admits,
    reads=("posts.reserved_for", "cadres.gender", "cadres.birth_date"),
)
