"""Planted cases: on and beside every limit of the scheme, so that each rule bites somewhere in the sample.

A case changes the file of one clean candidate for an ordinary open seat; nobody carries two of them, and
nothing the scheme's figures count (sex, field, degree, who is under 40 of the 338) is touched.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from planner.sample.people import DEEP, FIELDS_OF, month
from planner.sample.pool import Pool, Title
from planner.sample.structure import Row

# Last birth month number with under 60, 120, 180 months left on 1 June 2021 (months left fall with age).
BORN_59 = {"Nam": 1964 * 12 + 10, "Nữ": 1969 * 12 + 4}
BORN_119 = {"Nam": 1969 * 12 + 4, "Nữ": 1972 * 12 + 8}
BORN_179 = {"Nam": 1974 * 12 + 4, "Nữ": 1976 * 12 + 4}
BORN_480 = 1981 * 12 + 5  # exactly 480 months old: no longer under 40
BORN_432 = 1985 * 12 + 5  # exactly 36: no longer "35 at most"
HEADS = ("head", "secretary")
FIRST_DEPUTIES = ("deputy", "standing_deputy", "deputy_secretary", "council_vice_chair", "committee_vice_chair")
LEVEL = {"none": 0, "studying_intermediate": 0, "intermediate": 1, "studying_advanced": 1, "advanced": 2}

Candidate = tuple[Row, Row, Title]  # pool row, cadre, title


def born(row: Row) -> int:
    """The month number of a birthday."""
    day = row["birth_date"]
    assert isinstance(day, date)
    return day.year * 12 + day.month - 1


NO_CONCLUSION: Row = {"political_standard": "", "political_standard_date": "", "political_standard_body": ""}


class Cases:
    """Plants the cases of one province; ``kin`` and ``interventions`` are the sheets of that name."""

    def __init__(self, pool: Pool) -> None:
        self.pool, self.seating, self.rng = pool, pool.seating, pool.rng
        self.cadre, self.special = pool.cadre, pool.marks.special
        self.kin: list[Row] = []
        self.interventions: list[Row] = []
        self.used: set[str] = set()
        self.clean: dict[int, list[Candidate]] = {}
        self._sweep()
        for plant in (self._hopeless, self._interventions, self._ages, self._disciplines, self._conclusions,
                      self._planning, self._secretaries, self._standing, self._kin):  # fmt: skip
            plant()

    # -- choosing ---------------------------------------------------------------------------------------

    def _sweep(self) -> None:
        """The clean candidates of each ordinary open title."""
        for at, title in enumerate(self.pool.titles):
            ordinary = title.open and not any(post in self.special.values() for post in title.seats)
            if ordinary and title.role in (*HEADS, *FIRST_DEPUTIES, "standing_member", "full_time_member"):
                self.clean[at] = [
                    (row, self.cadre[str(row["cadre_id"])], title) for row in title.rows if self._is_clean(row, title)
                ]

    def _is_clean(self, row: Row, title: Title) -> bool:
        cadre, post = self.cadre[str(row["cadre_id"])], title.seats[0]
        need, have = LEVEL[str(post.get("min_theory", "none"))], str(cadre["theory"])
        studying = post.get("studying_ok") == "yes" and have.startswith("studying") and LEVEL[have] + 1 >= need
        sector = self.seating.sector[title.unit]
        exact, near = FIELDS_OF.get(sector, ([], []))
        known = (cadre["native_locality"], cadre["birth_locality"], *str(cadre["long_localities"]).split(";"))
        local = title.role == "secretary" and self.seating.locality[title.unit] in known
        return (
            (LEVEL[have] >= need or studying)
            and (sector not in DEEP or cadre["degree_field"] in exact + near)
            and born(cadre) > BORN_59[str(cadre["gender"])]
            and (post.get("formal_required") != "yes" or cadre["degree_mode"] == "formal")
            and not (local and title.unit)
        )

    def pick(self, fits: Callable[[Candidate], bool] = lambda _: True) -> Candidate:
        """A clean candidate without a case, from the title that has the most of them for its open seats.

        Raises ``LookupError`` where nobody fits.
        """
        for at in sorted(self.clean, key=lambda at: (-len(self.clean[at]) / self.pool.titles[at].open, at)):
            for candidate in self.clean[at]:
                if str(candidate[1]["cadre_id"]) not in self.used and fits(candidate):
                    self._use(candidate[1])
                    return candidate
        raise LookupError("nobody left for a planted case")

    def _use(self, cadre: Row) -> None:
        """No second case for this cadre, and no longer clean anywhere."""
        self.used.add(str(cadre["cadre_id"]))
        for at in self.clean:
            self.clean[at] = [candidate for candidate in self.clean[at] if candidate[1] is not cadre]

    def _new(self, candidate: Candidate) -> bool:
        return str(candidate[1]["cadre_id"]) not in self.pool.seat_of

    # -- planting ---------------------------------------------------------------------------------------

    def _hopeless(self) -> None:
        """One seat whose whole pool is refused; the young seat has nobody under 40 in its pool."""
        for name, changes in (("hopeless", {"theory": "none"}), ("young", {"birth_date": month(1977 * 12 + 3, 9)})):
            title = next(title for title in self.pool.titles if self.special[name] in title.seats)
            for row in title.rows:
                cadre = self.cadre[str(row["cadre_id"])]
                self._use(cadre)
                if name == "hopeless" or born(cadre) > BORN_480:
                    cadre |= changes

    def _interventions(self) -> None:
        """A pin, a ban and an exception, each with its document."""

        def act(action: str, row: Row, number: int, reason: str, rule: str = "") -> None:
            self.interventions.append(
                {"action": action, "cadre_id": row["cadre_id"], "post_id": row["post_id"], "rule": rule,
                 "reason": reason, "document": f"Công văn số {number}-CV/BTCTU ngày {number - 400}-5-2021"}
            )  # fmt: skip

        pinned = self.pick(lambda c: c[2].role == "standing_member" and self._new(c))[0]
        act("pin", pinned, 412, "Đã có chủ trương của Ban Thường vụ Tỉnh ủy")
        banned = self.pick(lambda c: c[2].role == "deputy" and self._new(c))[0]
        act("ban", banned, 415, "Đang được chuẩn bị cho nhiệm vụ khác")
        row, cadre, _ = self.pick(lambda c: c[2].role == "deputy" and self._new(c) and c[1]["gender"] == "Nam")
        cadre["birth_date"] = month(BORN_59["Nam"], 17)
        act("except", row, 418, "Trường hợp đặc biệt, thiếu 01 tháng tuổi bổ nhiệm", "appointment_age")

    def _ages(self) -> None:
        """On both sides of 60, 120, 180 and 480 months."""
        for gender in ("Nam", "Nữ"):
            limits = (BORN_59, ("deputy", "standing_member")), (BORN_179, FIRST_DEPUTIES)
            for last, roles in limits:
                for more in (0, 1):
                    cadre = self.pick(
                        lambda c, gender=gender, roles=roles: (  # type: ignore[misc]
                            c[1]["gender"] == gender and c[2].role in roles and self._new(c)
                        )
                    )[1]
                    cadre["birth_date"] = month(last[gender] + more, self.rng.randint(2, 27))
        for more in (0, 1):  # the few candidates for heads are mostly men who sit now
            cadre = self.pick(lambda c: c[1]["gender"] == "Nam" and c[2].role in HEADS and born(c[1]) < BORN_480)[1]
            cadre["birth_date"] = month(BORN_119["Nam"] + more, self.rng.randint(2, 27))
            cadre = self.pick(lambda c: c[2].role in FIRST_DEPUTIES and self._new(c))[1]
            cadre["birth_date"] = month(BORN_480 + more, self.rng.randint(2, 27))
        # A birthday known by the month, and one by the year only.
        for text in ("05/1976", "1977"):
            cadre = self.pick(
                lambda c: c[2].role in FIRST_DEPUTIES and self._new(c) and 1975 * 12 < born(c[1]) < 1979 * 12
            )[1]
            cadre["birth_date"] = text

    def _disciplines(self) -> None:
        """The last day of waiting, and the first day after it, for each kind (12, 12 and 24 months in 2021)."""
        for kind, year in (("reprimand", 2020), ("warning", 2020), ("dismissal", 2019)):
            for day in (2, 1):
                cadre = self.pick(self._new)[1]
                cadre |= {"discipline": kind, "discipline_date": date(year, 6, day)}

    def _conclusions(self) -> None:
        """What must be concluded first, and what was concluded against the candidate."""
        changes: list[Row] = [
            {"eval_1": "not_done"}, {"eval_1": "not_done", "eval_2": "done"}, {"eval_1": ""},
            {"political_standard": "no"},
            NO_CONCLUSION, NO_CONCLUSION, NO_CONCLUSION,
            {"political_standard_date": "", "political_standard_body": ""},
            {"open_question": "yes", "open_question_note": "Còn ý kiến khác nhau về kê khai tài sản"},
            {"open_question": "yes", "open_question_note": "Chờ kết luận xác minh bằng cấp"},
            {"open_question": "yes", "open_question_note": "Cơ quan thanh tra đang làm rõ trách nhiệm"},
            {"theory": "none"}, {"theory": "studying_intermediate"}, {"theory": ""},
            {"in_post_since": date(2019, 6, 1)}, {"in_post_since": date(2019, 6, 2)}, {"in_post_since": ""},
        ]  # fmt: skip
        for change in changes:
            self.pick(self._new)[1].update(change)
        # Waiting for a conclusion stops nothing for a transfer either; a discipline does not stop a transfer.
        moved = self.pick(lambda c: not self._new(c) and self._tier(c[1]) == c[2].tier)[1]
        moved |= {"discipline": "reprimand", "discipline_date": date(2020, 11, 20)}
        # Two come from managed posts outside this workbook; one of them was a head before.
        for tier, more in ((4, {"held_deputy": 4}), (4, {"held_deputy": 4, "held_head": 6})):
            _, cadre, _ = self.pick(lambda c: c[2].role == "deputy" and self._new(c) and c[2].tier == 4)
            cadre |= {"position": "managed", "tier": tier, **more}

    def _tier(self, cadre: Row) -> int:
        seat = self.pool.post.get(self.pool.seat_of.get(str(cadre["cadre_id"]), ""))
        return int(str(seat["tier"])) if seat and seat["managed"] == "yes" else 0

    def _planning(self) -> None:
        """Rows without a day, of the round's day and after it; rotations without an arrangement afterwards; caps of
        HD 15 broken; a row twice for sisters."""
        for day in ("", "", date(2021, 6, 1), date(2021, 6, 15)):
            self.pick()[0]["planned_on"] = day
        for _ in range(2):
            self.pick(lambda c: bool(c[0].get("reason")))[0]["return_plan"] = ""
        title = max(
            (t for t in self.pool.titles if len(t.seats) == 1 and t.role == "deputy_secretary"), key=lambda t: t.open
        )
        while len(title.rows) <= 4:
            self.pool.plan(self.pool.newcomer(title), title)
        busy = str(self.pick(lambda c: self._new(c) and c[2].role == "deputy")[1]["cadre_id"])
        for other in [
            t for t in self.pool.titles if t.role == "deputy" and t.tier == 4 and len(t.rows) < 4 * len(t.seats)
        ][:5]:
            if self.pool._tiers[busy, 4] <= 3:
                self.pool.plan(busy, other, force=True)
        row, _, title = self.pick(lambda c: len(c[2].seats) > 1 and self._new(c))
        sister = next(post for post in title.seats if post["post_id"] != row["post_id"])
        self.pool.rows.append(row | {"post_id": sister["post_id"]})

    def _secretaries(self) -> None:
        """For each district secretary's seat somebody local; one whose native place is not known."""
        for title in [t for t in self.pool.titles if t.role == "secretary" and self.seating.locality[t.unit]]:
            local = [self.cadre[str(row["cadre_id"])] for row in title.rows]
            if not any(self.seating.locality[title.unit] == cadre["native_locality"] for cadre in local):
                here = [row for row in local if row["unit_id"] == title.unit] or local
                self._use(here[0])
                here[0]["native_locality"] = here[0]["birth_locality"] = self.seating.locality[title.unit]
        long = self.pick(lambda c: c[2].role == "secretary" and self.seating.locality[c[2].unit] != "")
        long[1]["long_localities"] = self.seating.locality[long[2].unit]
        self._missing_place()

    def _missing_place(self) -> None:
        open_seats = [t for t in self.pool.titles if t.role == "secretary" and t.open and self.seating.locality[t.unit]]
        for title in open_seats:
            for row in title.rows:
                cadre = self.cadre[str(row["cadre_id"])]
                if str(cadre["cadre_id"]) not in self.used:
                    self._use(cadre)
                    cadre["native_locality"] = ""
                    return

    def _standing(self) -> None:
        """Among those who sit now: rotations under way and finished, and a head of more than 96 months."""
        sitting = {
            seat: cadre
            for seat, cadre in sorted(self.seating.kept.items())
            if str(cadre["cadre_id"]) not in self.used and born(cadre) > 1970 * 12  # years of work left for them
        }
        deputies = [cadre for seat, cadre in sitting.items() if "-C" in seat]
        for cadre, since, ends in (
            (deputies[0], date(2019, 7, 1), date(2022, 7, 1)),
            (deputies[1], date(2018, 6, 2), ""),  # a day short of 36 months
            (deputies[2], date(2018, 6, 1), ""),
            (deputies[3], date(2018, 3, 1), date(2021, 3, 1)),
        ):
            cadre |= {"rotated_since": since, "rotation_ends": ends}
        keep = {str(post["post_id"]) for post in self.pool.post.values() if not post.get("vacates_on")}
        heads = [c for seat, c in sitting.items() if seat in keep and c["head_since"] and c["position"] == "managed"]
        heads[0]["head_since"], heads[1]["head_since"] = date(2013, 6, 1), date(2013, 6, 2)  # 96 months, and a day less

    def _kin(self) -> None:
        """A leader whose kin is planned for the same unit, two candidates who are kin, and who declared."""
        pairs = []
        for at, relation in ((0, "spouse"), (1, "sibling")):
            row, cadre, title = self.pick(lambda c: self._new(c) and c[2].role == "deputy")
            others = [
                self.cadre[str(other["cadre_id"])] for other in title.rows if other["cadre_id"] != row["cadre_id"]
            ]
            seated = [
                self.seating.kept[seat] for seat in sorted(self.seating.kept) if seat.startswith(f"{title.unit}-")
            ]
            pairs.append((cadre, (seated or others)[0] if at == 0 else others[0], relation))
        for a, b, relation in pairs:
            self.kin.append({"cadre_a": a["cadre_id"], "cadre_b": b["cadre_id"], "relation": relation})
            a["kin_declared"] = b["kin_declared"] = "yes"
