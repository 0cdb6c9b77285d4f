"""One cadre at a time: a believable, clean file. What breaks a standard is planted afterwards (``cases.py``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from planner.sample.names import Names
from planner.sample.structure import Row

ROUND_DATE = date(2021, 6, 1)
YOUNG_FROM = 1981 * 12 + 6  # the month number of 07/1981: under 40 (479 months) on 1 June 2021

# Sector → exact and near fields, as in the scheme file's table of sectors; the draw may not read the law.
FIELDS_OF = {
    "health": (["medicine"], []),
    "education": (["pedagogy"], ["natural_science", "social_science"]),
    "planning": (["economics"], ["engineering"]),
    "construction": (["construction"], ["engineering", "transport"]),
    "transport": (["transport"], ["engineering", "construction"]),
    "information": (["information_technology", "communication"], ["engineering", "social_science"]),
    "finance": (["economics"], ["law"]),
    "agriculture": (["agriculture"], ["natural_science", "economics"]),
    "justice": (["law"], []),
    "industry_trade": (["economics", "engineering"], []),
    "environment": (["land_environment"], ["natural_science", "agriculture"]),
    "labour": (["social_science"], ["law", "economics"]),
    "culture": (["social_science"], ["communication", "pedagogy"]),
    "science": (["natural_science", "engineering"], ["information_technology"]),
    "interior": (["law"], ["politics", "social_science"]),
    "inspection": (["law"], ["economics"]),
    "ethnic": (["social_science"], ["law"]),
    "foreign": (["social_science"], ["law"]),
    "tourism": (["economics"], ["social_science"]),
}
DEEP = ("health", "education", "planning", "construction", "transport", "information")
SIDE = {
    "party_advisory": "party",
    "party_service": "party",
    "party_bloc": "party",
    "front": "front",
    "council": "council",
}
COLUMNS = [
    "cadre_id",
    "name",
    "gender",
    "birth_date",
    "native_locality",
    "birth_locality",
    "long_localities",
    "party_date",
    "degree_field",
    "degree_mode",
    "theory",
    "unit_id",
    "position",
    "tier",
    "in_post_since",
    "head_since",
    "held_head",
    "held_deputy",
    "rotated_since",
    "rotation_ends",
    "side",
    "eval_1",
    "eval_2",
    "eval_3",
    "discipline",
    "discipline_date",
    "political_standard",
    "political_standard_date",
    "political_standard_body",
    "open_question",
    "open_question_note",
    "kin_declared",
    "experience_months",
]


@dataclass(frozen=True)
class Mix:
    """What kind of people a province has. Months are month numbers (year·12 + month − 1).

    ``women``, ``young``: percent of the planning pool; ``born``: earliest, latest and likeliest birth month
    of the pool's others; ``promoted``: the same for those who sit now and may rise; ``urgent``: percent of
    the open seats with priority 1; ``ytd``: the year's counts before the round, by key.
    """

    women: int = 22
    young: int = 18
    born: tuple[int, int, int] = (1966 * 12, YOUNG_FROM - 1, 1975 * 12)
    promoted: tuple[int, int, int] = (1964 * 12, YOUNG_FROM - 1, 1970 * 12)
    urgent: int = 15
    ytd: tuple[tuple[str, int], ...] = ()


def month(number: int, day: int = 1) -> date:
    """The ``day`` of a month number."""
    return date(number // 12, number % 12 + 1, day)


def some_day(rng: Random, first: date, last: date) -> date:
    """A day between two days, both included."""
    return date.fromordinal(rng.randint(first.toordinal(), last.toordinal()))


def born_between(rng: Random, span: tuple[int, int, int]) -> date:
    """A birthday with a triangular spread over month numbers ``(earliest, latest, likeliest)``."""
    low, high, mode = span
    return month(min(high, int(rng.triangular(low, high + 1, mode))), rng.randint(1, 28))


def field_for(rng: Random, sector: str) -> str:
    """A degree field as people of that sector have it: mostly exact, some near, some neither."""
    common = [
        "law",
        "economics",
        "social_science",
        "agriculture",
        "engineering",
        "natural_science",
        "politics",
        "pedagogy",
    ]
    weights = [22, 28, 14, 10, 8, 6, 6, 6]
    exact, near = FIELDS_OF.get(sector, ([], []))
    chance = rng.randrange(100)
    # Deep specialities recruit their own people; elsewhere a third comes from other fields.
    if exact and chance < (70 if sector in DEEP else 45):
        return rng.choice(exact)
    if near and chance < (88 if sector in DEEP else 68):
        return rng.choice(near)
    return rng.choices(common, weights)[0]


class People:
    """Draws the cadres of one province; ids run on in the order of drawing."""

    def __init__(self, rng: Random, prefix: str, places: list[str]) -> None:
        self.rng, self.prefix, self.places = rng, prefix, places
        self.outside = f"{prefix}DP-NT"  # a district of another province
        self.names = Names(rng)
        self.rows: list[Row] = []

    def add(self, *, woman: bool, born: date, field: str, formal: bool, unit: str, home: str, **more: object) -> Row:
        """A cadre with a clean file. ``home``: the district the person works in, or empty."""
        rng = self.rng
        places = [*self.places, self.outside]
        native = home if home and rng.randrange(100) < 75 else rng.choice(places)
        birth = native if rng.randrange(100) < 88 else rng.choice(places)
        lived = [home] if home and home not in (native, birth) and rng.randrange(100) < 25 else []
        age = ROUND_DATE.year - born.year
        joined = some_day(rng, date(born.year + 21, 1, 1), date(born.year + min(30, age - 5), 12, 28))
        concluded = some_day(rng, date(2019, 1, 2), date(2021, 4, 29))
        row: Row = dict.fromkeys(COLUMNS, "")
        row |= {
            "cadre_id": f"{self.prefix}CB{len(self.rows) + 1:04}", "name": self.names.draw(woman),
            "gender": "Nữ" if woman else "Nam", "birth_date": born, "native_locality": native,
            "birth_locality": birth, "long_localities": ";".join(lived), "party_date": joined,
            "degree_field": field, "degree_mode": "formal" if formal else "in_service", "unit_id": unit,
            "theory": rng.choices(["advanced", "studying_advanced", "intermediate", "none"], [62, 22, 14, 2])[0],
            "in_post_since": some_day(rng, date(2015, 1, 5), date(2020, 12, 28)),
            **{f"eval_{year}": rng.choices(["excellent", "good", "done"], [20, 72, 8])[0] for year in (1, 2, 3)},
            "political_standard": "yes", "political_standard_date": concluded,
            "political_standard_body": "Ban Thường vụ Tỉnh ủy",
            "open_question": "no", "kin_declared": "yes" if rng.randrange(100) < 96 else "",
            "experience_months": min(rng.randint(36, 330), (age - 23) * 12),
        }  # fmt: skip
        row |= more
        self.rows.append(row)
        return row
