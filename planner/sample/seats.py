"""Which of the 282 listed seats are open, what is special about them, and who sits in the rest.

The figures of the scheme are met by construction: counts are dealt out, never drawn until they fit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from random import Random

from planner.sample.people import FIELDS_OF, SIDE, YOUNG_FROM, Mix, People, born_between, month, some_day
from planner.sample.structure import Frame, Row

# Open seats by role: empty now, left by retirement, left by ``vacates_on``: 40 + 12 + 8 = 60.
OPEN = {
    "head": (3, 5, 2),
    "secretary": (1, 1, 1),
    "deputy": (20, 3, 3),
    "deputy_secretary": (2, 1, 1),
    "council_vice_chair": (1, 0, 1),
    "committee_vice_chair": (4, 1, 0),
    "standing_member": (8, 1, 0),
    "full_time_member": (1, 0, 0),
}
WOMEN = {"province": 27, "district": 18}  # of the 338 who sit
YOUNG_WOMEN, YOUNG_MEN = 2, 6  # under 40: 7 in the province, 1 in a district
FORMAL = 237  # of 338: prints as 70 %
# 6, 12, 18, 25, 3, 11, 8 and 8 % of 338; the scheme leaves the last 9 % open.
FIELDS = {
    "natural_science": 20, "social_science": 41, "law": 61, "economics": 85, "politics": 10, "agriculture": 37,
    "engineering": 27, "military_police": 27, "medicine": 7, "pedagogy": 7, "construction": 4, "transport": 3,
    "information_technology": 3, "land_environment": 2, "communication": 2, "other": 2,
}  # fmt: skip
# Units the draw keeps for planted cases: no woman in the team, deputies over, at and under the numbers set.
NO_WOMAN = ("SLD", "SGTVT", "STP", "HCCB", "BNC", "DAGT")
# How many deputies stay empty where it matters; elsewhere at most one a unit.
EMPTY_DEPUTIES = {"SLD": 1, "SNN": 1, "SDL": 2, "SXD": 2, "LDLD": 0, "STP": 0, "HPN": 1, "SYT": 1, "SGDDT": 1}


class Seating:
    """The seats of one province with their states. ``kept`` maps a seat's id to its incumbent's row."""

    def __init__(self, rng: Random, frame: Frame, people: People, mix: Mix) -> None:
        self.rng, self.frame, self.people, self.mix = rng, frame, people, mix
        self.bloc = {str(unit["unit_id"]): str(unit["bloc"]) for unit in frame.units}
        self.sector = {str(unit["unit_id"]): str(unit["sector"]) for unit in frame.units}
        self.locality = {str(unit["unit_id"]): str(unit["locality"]) for unit in frame.units}
        self.state: dict[str, str] = {}  # post_id → empty, retires, vacates (absent: stays)
        self.kept: dict[str, Row] = {}
        self.last_woman = ""
        self._open()
        self._sit()

    def code(self, post: Row) -> str:
        """The unit of a post without the province's prefix."""
        return str(post["unit_id"])[len(self.frame.prefix) :]

    def level(self, post: Row) -> str:
        """``district`` for districts and Party blocs, else ``province``."""
        return "district" if self.bloc[str(post["unit_id"])] in ("district", "party_bloc") else "province"

    def _open(self) -> None:
        rng = self.rng
        listed = [post for post in self.frame.posts if post["listed"] == "yes"]
        for role, counts in OPEN.items():
            seats = [post for post in listed if post["role"] == role]
            empties = self._empty_deputies(seats, counts[0]) if role == "deputy" else []
            if role == "head":  # one head of a service unit is chosen by examination
                empties = [rng.choice([post for post in seats if self.bloc[str(post["unit_id"])] == "gov_service"])]
            free = [post for post in seats if post not in empties and not self._kept_full(post)]
            rng.shuffle(free)
            if role == "deputy":  # the planted units decide their own number of empty seats
                free = [post for post in free if self.code(post) not in EMPTY_DEPUTIES]
            empties += free[: counts[0] - len(empties)]
            rest = [post for post in free if post not in empties]
            rest = self._one_a_unit(rest, {self.code(post) for post in empties}) if role == "deputy" else rest
            for state, seats_of_state in (
                ("empty", empties), ("retires", rest[: counts[1]]),
                ("vacates", rest[counts[1] : counts[1] + counts[2]]),
            ):  # fmt: skip
                self.state |= {str(post["post_id"]): state for post in seats_of_state}

    def _kept_full(self, post: Row) -> bool:
        # Tỉnh đoàn is led by the young, HPN by women; STP and LDLD are cases of teams without an open seat.
        return self.code(post) in ("TDOAN", "HPN", "STP", "LDLD")

    def _empty_deputies(self, seats: list[Row], wanted: int) -> list[Row]:
        """The empty deputy seats: the planted units first, then at most one a unit, drawn."""
        chosen = []
        for code, count in EMPTY_DEPUTIES.items():
            own = [post for post in seats if self.code(post) == code]
            chosen += own[len(own) - count :]
        others = [post for post in seats if self.code(post) not in EMPTY_DEPUTIES and not self._kept_full(post)]
        self.rng.shuffle(others)
        return chosen + self._one_a_unit(others, set())[: wanted - len(chosen)]

    def _one_a_unit(self, posts: list[Row], taken: set[str]) -> list[Row]:
        taken, one = set(taken), []
        for post in posts:
            if self.code(post) not in taken:
                taken.add(self.code(post))
                one.append(post)
        return one

    def _sit(self) -> None:
        """338 people with the scheme's women, young, full-time degrees and fields."""
        rng = self.rng
        posts = [
            post for post in self.frame.posts
            if post["managed"] == "yes" and self.state.get(str(post["post_id"])) != "empty"
        ]  # fmt: skip
        young = self._young(posts)
        women = self._women(posts, young)
        fields = self._fields(posts)
        formal = set(young)
        free = [i for i in range(len(posts)) if i not in formal]
        formal |= set(rng.sample(free, FORMAL - len(formal)))
        for at, post in enumerate(posts):
            self._seat(post, at in women, at in young, fields[at], at in formal)

    def _young(self, posts: list[Row]) -> set[int]:
        """Rows of ``posts``: three in Tỉnh đoàn, four deputies elsewhere in the province, one in a district."""
        stays = [i for i, post in enumerate(posts) if str(post["post_id"]) not in self.state]
        youth = [i for i in stays if self.code(posts[i]) == "TDOAN" and posts[i]["role"] != "other"]
        deputies = [i for i in stays if posts[i]["role"] == "deputy" and i not in youth]
        members = [i for i in stays if posts[i]["role"] == "standing_member"]
        deputies = [i for i in deputies if self.code(posts[i]) not in (*NO_WOMAN, "HPN")]
        return {*youth, *self.rng.sample(deputies, 7 - len(youth)), self.rng.choice(members)}

    def _women(self, posts: list[Row], young: set[int]) -> set[int]:
        """The whole of HPN, two of the young, two who retire; the rest drawn, none in ``NO_WOMAN``."""
        rng = self.rng
        state = [self.state.get(str(post["post_id"])) for post in posts]
        women: set[int] = {i for i, post in enumerate(posts) if self.code(post) == "HPN"}
        provincial_young = sorted(i for i in young if self.level(posts[i]) == "province")
        women |= set(rng.sample(provincial_young, YOUNG_WOMEN))
        retiring = [i for i, post in enumerate(posts) if state[i] == "retires" and self._open_to_women(post)]
        leaver = rng.choice([i for i in retiring if posts[i]["role"] == "deputy"] or retiring)
        women.add(leaver)
        self.last_woman = self.code(posts[leaver])  # she is the only woman of her team, and she retires
        for level, wanted in WOMEN.items():
            free = [
                i for i, post in enumerate(posts)
                if self.level(post) == level and state[i] != "retires" and i not in young | women
                and self._open_to_women(post) and (post["role"] not in ("head", "secretary") or rng.randrange(3) == 0)
            ]  # fmt: skip
            have = sum(self.level(posts[i]) == level for i in women)
            women |= set(rng.sample(free, wanted - have))
        return women

    def _open_to_women(self, post: Row) -> bool:
        return self.code(post) not in (*NO_WOMAN, self.last_woman)

    def _fields(self, posts: list[Row]) -> list[str]:
        """The fields dealt out from the exact numbers, to fitting units first."""
        rng, left = self.rng, Counter(FIELDS)
        fields = [""] * len(posts)
        order = list(range(len(posts)))
        rng.shuffle(order)
        order.sort(key=lambda i: self.sector[str(posts[i]["unit_id"])] == "")
        for i in order:
            exact, near = FIELDS_OF.get(self.sector[str(posts[i]["unit_id"])], ([], []))
            chance = rng.randrange(100)
            choices = [f for f in exact if left[f]] if chance < 75 else []
            choices = choices or ([f for f in near if left[f]] if chance < 90 else [])
            choices = choices or [
                f for f in left if left[f] and (f != "military_police" or not self.sector[str(posts[i]["unit_id"])])
            ]
            choices = choices or [f for f in left if left[f]]
            fields[i] = rng.choices(choices, [left[f] for f in choices])[0]
            left[fields[i]] -= 1
        return fields

    def _seat(self, post: Row, woman: bool, young: bool, field: str, formal: bool) -> None:
        rng, role, unit = self.rng, str(post["role"]), str(post["unit_id"])
        state = self.state.get(str(post["post_id"]), "")
        row = self.people.add(
            woman=woman, born=self._born(role, state, woman, young), field=field, formal=formal, unit=unit,
            home=self.locality[unit] if role != "secretary" else "", position="managed", tier=post["tier"],
        )  # fmt: skip
        row["theory"] = rng.choices(["advanced", "studying_advanced", "intermediate"], [88, 8, 4])[0]
        if role in ("head", "secretary"):
            row["theory"] = "advanced"
            row["in_post_since"] = row["head_since"] = some_day(rng, date(2014, 1, 6), date(2020, 11, 30))
            row["held_head"], row["held_deputy"] = post["tier"], 4
        elif role not in ("standing_member", "full_time_member", "other"):
            row["held_deputy"] = post["tier"]
        elif rng.randrange(8) == 0:
            row["held_deputy"] = 3
        if role == "secretary":  # as the scheme wants it, the sitting secretaries are not local
            strangers = [place for place in [*self.people.places, self.people.outside] if place != self.locality[unit]]
            row["native_locality"] = row["birth_locality"] = rng.choice(strangers)
        post["incumbent"] = row["cadre_id"]
        if state == "vacates":
            post["vacates_on"] = some_day(rng, date(2021, 7, 1), date(2021, 12, 31))
        self.kept[str(post["post_id"])] = row

    def _born(self, role: str, state: str, woman: bool, young: bool) -> date:
        rng = self.rng
        if young:
            return month(rng.randint(YOUNG_FROM + 6, 1986 * 12), rng.randint(1, 28))
        if state == "retires":  # women born 02–08/1966 and men 03–09/1961 retire 6–12/2021
            number = rng.randint(1966 * 12 + 1, 1966 * 12 + 7) if woman else rng.randint(1961 * 12 + 2, 1961 * 12 + 8)
            return month(number, rng.randint(1, 28))
        # Everybody else stays past the horizon: women born from 09/1966, men from 10/1961.
        early = (1966 * 12 + 9) if woman else (1961 * 12 + 10)
        if role in ("head", "secretary"):
            return born_between(rng, (early, 1976 * 12, 1967 * 12))
        if role == "other":
            return born_between(rng, (early, YOUNG_FROM - 1, 1970 * 12))
        low, high, likeliest = self.mix.promoted
        return born_between(rng, (max(early, low - 24), high, max(early, likeliest)))

    def divisions(self) -> None:
        """Young people of the province already sent to a district division; most of these posts are free.

        Only posts kept for secondment are listed: who sits in one counts as sent (III.5).
        """
        rng = self.rng
        sent: dict[str, int] = defaultdict(int)
        for post in self.frame.posts:
            unit = str(post["unit_id"])
            if post["managed"] == "yes" or sent[self.locality[unit]] > 1 or rng.randrange(100) >= 10:
                continue
            sent[self.locality[unit]] += 1
            row = self.people.add(
                woman=rng.randrange(100) < self.mix.women, born=born_between(rng, (1984 * 12, 1990 * 12, 1987 * 12)),
                field=rng.choice(FIELDS_OF[self.sector[unit]][0] + ["economics", "law"]), formal=True, unit=unit,
                home="", position=post["role"], tier=post["tier"], side="government",
            )  # fmt: skip
            year = rng.choice((2019, 2020))
            row |= {"rotated_since": date(year, 7, 1), "rotation_ends": date(year + 3, 7, 1)}
            post["incumbent"] = row["cadre_id"]
            self.kept[str(post["post_id"])] = row

    def side(self, unit: str) -> str:
        """The side people of a unit count for when they hold no seat."""
        return SIDE.get(self.bloc[unit], "government")
