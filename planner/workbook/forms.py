"""Forms 9A, 11 and 13-BTCTW counted from the slate: what stands in each cell, None where the data cannot tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.case import LEVEL
from models.tables import DEPUTIES, HEADS
from planner.workbook import appointing
from planner.workbook.view import View

Counted = list[int | None]
BODIES = {  # 9A: blocs of the province's bodies by the form's three kinds
    "party": ("party_advisory", "front"),
    "departments": ("council", "gov_economic", "gov_culture_social", "gov_internal"),
    "service": ("party_service", "gov_service"),
}
OUTSIDE_9A = ("committee", "standing", "secretary", "deputy_secretary", "council_chair", "council_vice",
              "people_chair", "people_vice", "deputies_na")  # fmt: skip
MOVES = (
    *("central_province", "province_district", "district_province", "district_district", "sector_sector"),
    *("province_commune", "district_commune", "commune_district", "commune_commune", "division_division"),
)
OUTSIDE_11 = ("central_province", "province_commune", "district_commune", "commune_district", "commune_commune")
DISTRICT = ("district", "district_division")
DIVISIONS = ("provincial_division", "district_division")


@dataclass(frozen=True)
class Form:
    """A filled form: its columns after the content and the total, and its lines, the total first in each."""

    name: str
    columns: tuple[str, ...]
    lines: dict[str, Counted]


def _years(view: View, cadre: str) -> int:
    """Completed years of age: the forms' "from 40 down" takes all who are not yet 41."""
    return view.age(cadre) // 12


def _theory(view: View, cadre: str) -> int:
    return LEVEL[view.cadres[cadre]["theory"]]


# The lines of every form in order, and who is counted; None: the data of a round do not tell, the line stays blank.
LINES: dict[str, Callable[[View, str], bool] | None] = {
    "women": View.woman,
    "ethnic": None,
    "religion": None,
    "age_40": lambda view, cadre: _years(view, cadre) <= 40,
    "age_50": lambda view, cadre: 40 < _years(view, cadre) <= 50,
    "age_over": lambda view, cadre: _years(view, cadre) > 50,
    "under_40": View.young,
    "doctor": None,
    "master": None,
    "bachelor": None,
    "professor": None,
    "theory_basic": None,
    "theory_intermediate": lambda view, cadre: _theory(view, cadre) == 1,
    "theory_advanced": lambda view, cadre: _theory(view, cadre) == 2,
    "theory_none": lambda view, cadre: _theory(view, cadre) == 0,
}


People = dict[str, list[str] | None]  # column → cadres; None: outside the data


def _lines(view: View, people: People) -> dict[str, Counted]:
    """Every line for the people of each column."""
    lines: dict[str, Counted] = {"all": [None if them is None else len(them) for them in people.values()]}
    for name, who in LINES.items():
        lines[name] = [
            None if them is None or who is None else sum(who(view, cadre) for cadre in them) for them in people.values()
        ]
    return {name: _summed(counts) for name, counts in lines.items()}


def _summed(counts: Counted) -> Counted:
    known = [count for count in counts if count is not None]
    return [sum(known) if known else None, *counts]


def form_9a(view: View) -> Form:
    """Leaders of the province's bodies after the round, heads and deputies."""
    people: People = dict.fromkeys(OUTSIDE_9A)
    for kind, blocs in BODIES.items():
        for rank, roles in (("head", HEADS), ("deputy", DEPUTIES)):
            people[f"{kind}_{rank}"] = [
                cadre
                for post, cadre in view.after.items()
                if view.posts[post]["managed"] and view.posts[post]["role"] in roles and view.bloc(post) in blocs
            ]
    return Form("9a", tuple(people), _lines(view, people))


def form_11(view: View) -> Form:
    """Rotations of the slate, by the levels they go between."""
    people: People = {name: None if name in OUTSIDE_11 else [] for name in MOVES}
    for row in view.paper["rotations"]:
        told = people[move(view, row["cadre"], row["post"])]
        if told is not None:
            told.append(row["cadre"])
    return Form("11", MOVES, _lines(view, people))


def move(view: View, cadre: str, post: str) -> str:
    """Between which levels a rotation goes: one of ``MOVES``."""
    seat = view.seat_of.get(cadre)
    unit = view.units.get(view.posts[seat]["unit_id"] if seat else view.cadres[cadre]["unit_id"], {})
    old, new = unit.get("bloc", ""), view.bloc(post)
    if old in DIVISIONS and new in DIVISIONS:
        return "division_division"
    if new in DISTRICT:
        return "district_district" if old in DISTRICT else "province_district"
    return "district_province" if old in DISTRICT else "sector_sector"


def form_13(view: View) -> Form:
    """Appointments and nominations of the slate, by who manages the post; nobody is re-appointed by a slate."""
    posts: dict[str, list[str]] = {"province": [], "district": []}
    for post in view.made:
        posts["province" if view.posts[post]["managed"] else "district"].append(post)
    people: People = {"central": None} | {by: [view.made[post]["cadre"] for post in them] for by, them in posts.items()}
    nominated = [sum(appointing.elected(view, post) for post in them) for them in posts.values()]
    appointed = [len(them) - chosen for them, chosen in zip(posts.values(), nominated, strict=True)]
    kinds = {"appointed": appointed, "reappointed": [0 for _ in posts], "nominated": nominated}
    lines = _lines(view, people)
    told = {name: _summed([None, *counts]) for name, counts in kinds.items()}
    return Form("13", tuple(people), {"all": lines["all"]} | told | lines)
