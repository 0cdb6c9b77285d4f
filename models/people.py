"""People who do not exist: whom the planning pool would need, as profiles, and the rows a round would have with them.

They are made to meet every standard of the post they are planned for, and named so that nobody takes them for real.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from models.calendar import add_months
from models.case import Case
from models.judge import verdicts
from models.rule import ADMITTED
from models.tables import HEADS, Round, with_rows

# Band → age in months, months of experience. Each is the oldest of the band, so that what a target counts of it, it
# counts of anybody younger there; who is under 35 is under 40 at the congress as well.
BANDS = {
    "under_35": (35 * 12 - 1, 120),
    "35_39": (40 * 12 - 1, 150),
    "40_44": (45 * 12 - 1, 180),
    "45_49": (50 * 12 - 1, 180),
}
STOOD = 36  # months in the present position
DISTRICTS = ("district", "party_bloc")
DATES = ("birth_date", "party_date", "in_post_since", "head_since", "rotated_since", "rotation_ends",
         "discipline_date", "political_standard_date")  # fmt: skip
ELSEWHERE = "KHAC"  # a locality that is none of the round's


@dataclass(frozen=True)
class Profile:
    """A sex, a band of age, and the present position: ``division_head``, or ``deputy`` (a leader one tier below)."""

    woman: bool
    band: str
    position: str

    @property
    def rank(self) -> tuple[int, int, int]:
        """The published order: women first, the younger band first, heads of division first."""
        return int(not self.woman), list(BANDS).index(self.band), int(self.position == "deputy")


@dataclass(frozen=True)
class Addition:
    """One person planned for one title: ``post`` its first seat that may come open, ``field`` of the degree."""

    cadre: str
    post: str
    profile: Profile
    field: str

    @property
    def kind(self) -> tuple[str, Profile]:
        """Title and profile: additions alike in both stand for one another."""
        return self.post, self.profile


def additions(case: Case, most: int) -> list[Addition]:
    """For each title with a seat that is or may come open, each profile, as often as there are such seats and no more
    than ``most`` times; numbered in the order of posts and profiles."""
    used = set(case.cadres["cadre_id"])
    found: list[Addition] = []
    for post, seats in _titles(case):
        row = case.posts.iloc[post]
        position = "deputy" if row["role"] in HEADS else "division_head"
        profiles = [Profile(woman, band, position) for woman in (True, False) for band in BANDS]
        for profile in sorted(profiles, key=lambda one: one.rank):
            for _ in range(min(seats, most)):
                name = f"NGUON-{len(found) + 1:04}"
                while name in used:
                    name += "-"
                found.append(Addition(name, str(row["post_id"]), profile, _field(case, str(row["sector"]))))
    return found


def _titles(case: Case) -> list[tuple[int, int]]:
    """(first seat, how many) of the seats that are open, or whose holder is admitted elsewhere, by title."""
    posts = case.posts
    state, _, _ = verdicts(case, case.pairs)
    may_go = np.isin(posts["stayer"], case.pairs["cadre"][state == ADMITTED])
    takes = case.counted_groups[posts["group"].to_numpy()]
    open_ = np.flatnonzero(takes & ((posts["stayer"] < 0) | may_go).to_numpy(bool))
    seats: dict[int, list[int]] = {}
    titles = posts["title"].tolist()
    for post in open_.tolist():
        seats.setdefault(titles[post], []).append(post)
    return [(first[0], len(first)) for first in seats.values()]


def _field(case: Case, sector: str) -> str:
    """A field that is exact for the sector; any where the unit has none."""
    return case.law.scheme.sectors[sector].exact[0] if sector else next(iter(case.law.scheme.fields))


def added(round_: Round, people: list[Addition]) -> Round:
    """The round with these people among its cadres and their rows in its pool."""
    if not people:
        return round_
    units = round_.units.set_index("unit_id")
    posts = round_.posts.set_index("post_id")
    places = sorted(set(units["locality"]) - {""})
    cadres, pool = [], []
    for one in people:
        post = posts.loc[one.post]
        home = units.loc[post["unit_id"], "locality"]
        away = next((place for place in places if place != home), ELSEWHERE)
        cadres.append(_blank(round_.cadres) | _person(round_.settings.date, one, post, away))
        row = {"cadre_id": one.cadre, "post_id": one.post, "planned_on": round_.settings.date, "source": "in_place"}
        pool.append(_blank(round_.pool) | row | {"support": 80})
    return replace(round_, cadres=with_rows(round_.cadres, cadres), pool=with_rows(round_.pool, pool))


def _person(day: int, one: Addition, post: Any, away: str) -> dict[str, Any]:
    """The cells of a person who meets every standard of ``post`` on ``day``."""
    age, experience = BANDS[one.profile.band]
    deputy = one.profile.position == "deputy"
    return {
        "cadre_id": one.cadre,
        "name": one.cadre,
        "gender": "female" if one.profile.woman else "male",
        "birth_date": _first(day, -age),
        "native_locality": away,
        "birth_locality": away,
        "degree_field": one.field,
        "degree_mode": "formal",
        "theory": "advanced",
        "unit_id": post["unit_id"],
        "position": "managed" if deputy else one.profile.position,
        "tier": int(post["tier"]) - 1 if deputy else -1,
        "in_post_since": _first(day, -STOOD),
        "held_deputy": int(post["tier"]) - 1 if deputy else -1,
        "eval_1": "good",
        "eval_2": "good",
        "eval_3": "good",
        "political_standard": "yes",
        "political_standard_date": _first(day, -6),
        "political_standard_body": "–",
        "kin_declared": "yes",
        "experience_months": experience,
    }


def _first(day: int, months: int) -> int:
    """The first of the month so many months from ``day``."""
    return int(add_months(day, months)) // 100 * 100 + 1


def _blank(table: pd.DataFrame) -> dict[str, Any]:
    """A row of a table with nothing in it."""
    kinds = {name: table[name].dtype.kind for name in table}
    return {
        str(name): 0 if name in (*DATES, "planned_on") else {"b": False, "i": -1}.get(kind, "")
        for name, kind in kinds.items()
    }
