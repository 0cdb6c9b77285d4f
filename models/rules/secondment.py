"""secondment – young deputy division heads and specialists of provincial bodies, to head or deputy head of a
district division for a term. (The full-time degree II.6 asks for is judged by formal_training.)"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd

BELOW_PROVINCE = ("", "district", "party_bloc", "district_division")  # "": not shown to be provincial


def admits(pairs: pd.DataFrame, ask: Ask) -> Verdict:
    """Refuses a post outside the managed list to anybody else, and any such post but these."""
    person = pairs["position"].isin(["division_deputy", "specialist"]) & ~pairs["work_bloc"].isin(BELOW_PROVINCE)
    person &= (pairs["age"] < ask["months"]) & (pairs["seat"] < 0)
    post = (pairs["bloc"] == "district_division") & pairs["role"].isin(["division_head", "division_deputy"])
    return verdict((pairs["kind"] == "second") & ~(person & post))


RULE = Rule(
    "secondment",
    "II.6",
    vi="Phó trưởng phòng, chuyên viên cơ quan tỉnh, chính quy, từ 35 tuổi trở xuống, có quy hoạch, được điều động có "
    "thời hạn giữ chức trưởng phòng, phó trưởng phòng cấp huyện",
    en="Young deputy division heads and specialists of provincial bodies go to district divisions for a term",
    admits=admits,
    reads=("cadres.position", "cadres.unit_id", "cadres.birth_date", "posts.role"),
)
