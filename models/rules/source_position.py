"""source_position – a higher post goes first to the sources II.3 names: women and the young with a full-time
degree who are district standing members or vice chairs, or head a provincial division."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd

DISTRICTS = ("district", "party_bloc")
BELOW_PROVINCE = ("", *DISTRICTS, "district_division")  # "": nobody knows where, so not shown to be provincial
SOURCE_ROLES = ("standing_member", "council_vice_chair", "committee_vice_chair")


def _named(pairs: pd.DataFrame) -> pd.Series:
    """Whether each cadre is of II.3's group."""
    district = pairs["bloc_now"].isin(DISTRICTS) & pairs["role_now"].isin(SOURCE_ROLES)
    division = (pairs["position"] == "division_head") & ~pairs["work_bloc"].isin(BELOW_PROVINCE)
    return (pairs["woman"] | pairs["young"]) & (pairs["degree_mode"] == "formal") & (district | division)


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """A higher post for somebody outside the group, while one of the group is admitted for that title."""
    assert ask.ready is not None
    waiting = ask.ready["title"][_named(ask.ready)]
    return verdict(pairs["higher"] & ~_named(pairs) & pairs["title"].isin(waiting))


RULE = Rule(
    "source_position",
    "II.3",
    vi="Chức vụ cao hơn: quan tâm bố trí cán bộ nữ, cán bộ trẻ tốt nghiệp đại học chính quy, "
    "đang giữ chức vụ nêu tại mục II.3",
    en="A higher post goes first to the women and young cadres in the source positions of II.3",
    admits=admits,
    reads=("cadres.position",),
    compares=True,
)
