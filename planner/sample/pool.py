"""The planning pool: who is planned for which seat, and the people beyond the 338 it needs.

Each title gets at most four rows a seat; a person has at most three titles at one tier (HD 15), but for
the few breaches planted in ``cases.py``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from planner.sample.marks import Marks
from planner.sample.people import YOUNG_FROM, Mix, born_between, field_for, month, some_day
from planner.sample.structure import BODIES, DISTRICT_DIVISIONS, DISTRICTS, PARTY_BLOCS, PROVINCIAL_DIVISIONS, Row

# Where the candidates of a role come from, in percent: who sits in the unit, who sits elsewhere, people of the
# unit's divisions, people from elsewhere. A head rises from the deputies, a deputy from the division heads.
SOURCES = {
    "head": (52, 28, 15, 5),
    "secretary": (25, 65, 0, 10),
    "deputy": (8, 13, 73, 6),
    "standing_deputy": (30, 10, 50, 10),
    "full_time_member": (0, 6, 88, 6),
    "deputy_secretary": (58, 24, 10, 8),
    "council_vice_chair": (35, 12, 43, 10),
    "committee_vice_chair": (32, 13, 43, 12),
    "standing_member": (0, 10, 82, 8),
}
PER_SEAT = 4  # persons a seat at most (HD 15)
TITLES_A_TIER = 3  # titles a person at one tier at most
SECONDED = 84  # young people of provincial bodies planned for district divisions (II.6)
RETURN_PLANS = (
    "Sau 36 tháng về nhận chức vụ tương đương trở lên tại cơ quan cũ",
    "Sau luân chuyển bố trí theo quy hoạch chức danh cấp trưởng",
    "Hết thời hạn luân chuyển, Ban Thường vụ Tỉnh ủy xem xét bố trí tại tỉnh",
)


@dataclass
class Title:
    """Interchangeable seats of a unit; ``open`` of them are open now."""

    unit: str
    role: str
    tier: int
    seats: list[Row]
    open: int
    goal: int = 0
    rows: list[Row] = field(default_factory=list)


class Pool:
    """Draws the pool rows of one province; ``rows`` is the sheet, ``titles`` what they were drawn for."""

    def __init__(self, marks: Marks) -> None:
        self.marks, self.seating = marks, marks.seating
        self.rng, self.people, self.mix = self.seating.rng, self.seating.people, self.seating.mix
        self.frame = self.seating.frame
        self.rows: list[Row] = []
        self.cadre = {str(row["cadre_id"]): row for row in self.people.rows}
        self.seat_of = {str(row["cadre_id"]): key for key, row in self.seating.kept.items()}
        self.post = {str(post["post_id"]): post for post in self.frame.posts}
        self.outsiders: dict[str, list[str]] = defaultdict(list)  # unit → cadres of its divisions
        for key, row in self.seating.kept.items():
            if self.post[key]["managed"] == "no":
                self.outsiders[str(row["unit_id"]).rsplit("-", 1)[0]].append(str(row["cadre_id"]))
        self._held: dict[str, list[Title]] = defaultdict(list)
        self._tiers: Counter[tuple[str, int]] = Counter()
        self.sitting = [
            cadre for cadre, key in self.seat_of.items()
            if self.seating.state.get(key) != "retires" and self.post[key]["managed"] == "yes"
        ]  # fmt: skip
        self.titles = self._titles()
        for title in self.titles:
            if title.role in SOURCES:
                self._fill(title)
        self._leavers()
        self._secondment()

    def _titles(self) -> list[Title]:
        grouped: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for post in self.frame.posts:
            alike = (post["unit_id"], post["title"], post.get("mode"), post.get("reserved_for"))
            grouped[alike].append(post)
        titles = []
        for seats in grouped.values():
            first, state = seats[0], self.seating.state
            free = sum(str(post["post_id"]) in state for post in seats)
            title = Title(str(first["unit_id"]), str(first["role"]), int(str(first["tier"])), seats, free)
            title.goal = self._wanted(title)
            titles.append(title)
        return titles

    def _wanted(self, title: Title) -> int:
        """Rows of a title: four a seat, a little fewer where several seats share them."""
        if self.marks.special["nobody"] in title.seats:
            return 0
        seats = len(title.seats)
        return PER_SEAT if seats == 1 and title.open else PER_SEAT * seats - self.rng.randrange(seats + 1)

    def _fill(self, title: Title) -> None:
        rng, misses = self.rng, 0
        pickers: list[Callable[[Title], str]] = [self._inside, self._elsewhere, self._own, self._foreign]
        while len(title.rows) < title.goal and misses < 40:
            picker = rng.choices(pickers, SOURCES[title.role])[0]
            cadre = picker(title)
            misses += not (cadre and self.plan(cadre, title))

    def home(self, cadre: str) -> str:
        """The main unit a cadre works in: the division's parent, or the unit itself."""
        return str(self.cadre[cadre]["unit_id"]).split("-")[0]

    def plan(self, cadre: str, title: Title, *, force: bool = False) -> Row | None:
        """A pool row, unless it is a step down, a repetition or one title too many (``force`` allows that)."""
        rng, row = self.rng, self.cadre[cadre]
        seat = self.post.get(self.seat_of.get(cadre, ""))
        if seat in title.seats or title in self._held[cadre]:
            return None
        now = int(str(seat["tier"])) if seat and seat["managed"] == "yes" else 0
        full = self._tiers[cadre, title.tier] >= TITLES_A_TIER or len(self._held[cadre]) >= 5
        if title.tier < now or (full and not force):
            return None
        in_place = self.home(cadre) == title.unit
        since = max(date(2017, 3, 1), date(_born(row).year + 29, 1, 1))
        entry: Row = {
            "cadre_id": cadre, "post_id": rng.choice(title.seats)["post_id"],
            "planned_on": some_day(rng, min(since, date(2021, 1, 4)), date(2021, 4, 28)),
            "source": "in_place" if in_place else "elsewhere",
            "support": rng.randint(52, 98) if title.open or rng.randrange(3) == 0 else "",
        }  # fmt: skip
        if not in_place and title.role not in ("head", "deputy", "full_time_member") and rng.randrange(5) < 2:
            entry["reason"] = "non_local" if title.role == "secretary" else "need"
            entry["return_plan"] = rng.choice(RETURN_PLANS)
        self._held[cadre].append(title)
        self._tiers[cadre, title.tier] += 1
        title.rows.append(entry)
        self.rows.append(entry)
        return entry

    def _may_rise(self, cadre: str) -> bool:
        """Old enough leaders are seldom planned: months left under 60 only one time in ten."""
        row = self.cadre[cadre]
        late = date(1969, 6, 1) if row["gender"] == "Nữ" else date(1964, 12, 1)
        return _born(row) >= late or self.rng.randrange(10) == 0

    def _inside(self, title: Title) -> str:
        own = [c for c in self.sitting if self.cadre[c]["unit_id"] == title.unit and self._may_rise(c)]
        return self.rng.choice(own) if own else ""

    def _elsewhere(self, title: Title) -> str:
        """A sitting leader of another unit, at most two tiers below; for a secretary nobody local."""
        for _ in range(20):
            cadre = self.rng.choice(self.sitting)
            seat = self.post[self.seat_of[cadre]]
            near = title.tier - 2 <= int(str(seat["tier"])) <= title.tier
            if near and self._may_rise(cadre) and self._suits(cadre, title):
                return cadre
        return ""

    def _suits(self, cadre: str, title: Title) -> bool:
        row = self.cadre[cadre]
        if title.role == "secretary":
            here = self.seating.locality[title.unit]
            known = (row["native_locality"], row["birth_locality"], *str(row["long_localities"]).split(";"))
            return not here or here not in known
        sector = self.seating.sector[title.unit]
        same = sector and sector == self.seating.sector[str(row["unit_id"])]
        return bool(same) or self.seating.level(title.seats[0]) == "district" or self.rng.randrange(3) == 0

    def _own(self, title: Title) -> str:
        """Somebody of the unit's divisions: now and then known already, mostly drawn new."""
        known = self.outsiders[title.unit]
        if known and self.rng.randrange(100) < 22:
            return self.rng.choice(known)
        return self.newcomer(title)

    def _foreign(self, _: Title) -> str:
        """Somebody of another unit's divisions, of the same sector where it is a deep one."""
        known = self.outsiders[self.rng.choice(sorted(self.outsiders))]
        return self.rng.choice(known) if known else ""

    def newcomer(self, title: Title, *, woman: bool | None = None, young: bool | None = None) -> str:
        """A new cadre beyond the 338, of the title's own unit."""
        rng, mix = self.rng, self.mix
        woman = rng.randrange(100) < mix.women if woman is None else woman
        young = rng.randrange(100) < mix.young if young is None else young
        local = self.seating.locality[title.unit]
        unit, position = self._desk(title.unit)
        tier = {"division_head": 2, "division_deputy": 1}.get(position, "")
        row = self.people.add(
            woman=woman, born=self._birthday(woman, young, mix), unit=unit, home=local, position=position, tier=tier,
            field=field_for(rng, self.seating.sector[title.unit]), formal=young or rng.randrange(100) < 74,
            side=self.seating.side(title.unit),
        )  # fmt: skip
        cadre = str(row["cadre_id"])
        self.cadre[cadre] = row
        self.outsiders[title.unit].append(cadre)
        return cadre

    def _birthday(self, woman: bool, young: bool, mix: Mix) -> date:
        if young:
            return month(self.rng.randint(YOUNG_FROM + 1, 1988 * 12), self.rng.randint(1, 28))
        low, high, mode = mix.born
        # Women retire earlier: those still planned were born later.
        return born_between(self.rng, (low + 48 if woman else low, high, min(high, mode + 18 if woman else mode)))

    def _desk(self, unit: str) -> tuple[str, str]:
        """The division and position of a person of ``unit``; in districts also commune secretaries."""
        rng, code = self.rng, unit[len(self.frame.prefix) :]
        position = rng.choices(["division_head", "division_deputy", "specialist"], [68, 28, 4])[0]
        if code in {district[0] for district in DISTRICTS}:
            if rng.randrange(100) < 55:
                return unit, "other"  # secretary or chair of a commune
            return f"{unit}-{rng.choice(DISTRICT_DIVISIONS)[0]}", position
        if code in {bloc[0] for bloc in PARTY_BLOCS}:
            return unit, "other"
        return f"{unit}-P{rng.randint(1, len(PROVINCIAL_DIVISIONS))}", position

    def _leavers(self) -> None:
        """Who leaves by ``vacates_on`` is planned for an open seat: that is mostly why he or she leaves."""
        state = self.seating.state
        for key in [key for key in state if state[key] == "vacates"]:
            cadre = str(self.seating.kept[key]["cadre_id"])
            tier = int(str(self.post[key]["tier"]))
            free = [
                t
                for t in self.titles
                if t.open and t.role in SOURCES and tier <= t.tier <= tier + 2 and len(t.rows) < PER_SEAT * len(t.seats)
            ]
            if free:
                self.plan(cadre, self.rng.choice(free))

    def _secondment(self) -> None:
        """Deputy heads and specialists of provincial divisions, at most 35, for posts of district divisions."""
        rng = self.rng
        divisions = [title for title in self.titles if title.role.startswith("division")]
        for _ in range(SECONDED):
            parent = rng.choice(BODIES)
            row = self.people.add(
                woman=rng.randrange(100) < 30, born=month(rng.randint(1985 * 12 + 6, 1993 * 12), rng.randint(1, 28)),
                field=field_for(rng, parent.sector), formal=True, home="",
                unit=f"{self.frame.prefix}{parent.code}-P{rng.randint(1, len(PROVINCIAL_DIVISIONS))}",
                position=rng.choice(["division_deputy", "specialist"]),
                side=self.seating.side(self.frame.prefix + parent.code),
            )  # fmt: skip
            row["tier"] = 1 if row["position"] == "division_deputy" else ""
            cadre = str(row["cadre_id"])
            self.cadre[cadre] = row
            room = [title for title in divisions if len(title.rows) < PER_SEAT * len(title.seats)]
            for title in rng.sample(room, min(3, len(room))):
                entry = self.plan(cadre, title)
                if entry:
                    entry |= {"reason": "need", "return_plan": rng.choice(RETURN_PLANS)}


def _born(row: Row) -> date:
    born = row["birth_date"]
    assert isinstance(born, date)
    return born
