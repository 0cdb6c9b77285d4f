"""Small invented rounds in which every rule of the scheme bites now and then; valid input, no faults.

`random_round(rng, size)` draws the tables (sheet → rows, canonical names), `rounds()` is the same as a
hypothesis strategy.
"""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from oracle_data import SHEETS, Row, sectors
from round_file import Tables

DAYS = (dt.date(2021, 6, 1), dt.date(2021, 6, 1), dt.date(2022, 10, 15), dt.date(2023, 7, 11), dt.date(2025, 11, 20))
BODIES = ("party_advisory", "front", "gov_economic", "gov_culture_social", "gov_internal")
OTHERS = ("party_service", "council", "gov_service")
LIMITS = (0, 1, 59, 60, 119, 120, 179, 180)  # months left worth hitting exactly
_WORDS = "An Bình Chi Dũng Em Giang Hà Khoa Lan Minh Nga Oanh Phúc Quân Sơn Tâm Uyên Vinh Xuân Yến"


def rounds() -> st.SearchStrategy[Tables]:
    """Rounds for hypothesis; shrinks towards one unit and seed 0."""
    return st.builds(lambda seed, size: random_round(random.Random(seed), size), st.integers(0, 10**6), SIZES)


SIZES = st.integers(1, 4)
# The same examples each time, however long one takes.
REPEATABLE = settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


def random_round(rng: random.Random, size: int = 2) -> Tables:
    """One round of `size` units (1–4) with 2–8 posts, 3–10 cadres and about 4–14 pool rows."""
    return _Draw(rng, size).tables


class _Draw:
    def __init__(self, rng: random.Random, size: int) -> None:
        self.rng = rng
        self.day = rng.choice(DAYS)
        self.basis = "60_55" if rng.random() < 0.15 else "nd135"
        self.horizon = rng.choice((0, 0, 3, 7))
        self.provinces = ["A", "B"] if size > 1 and rng.random() < 0.2 else [""]
        self.tables: Tables = {sheet: [] for sheet in SHEETS}
        for number in range(size):
            self._unit(f"U{number + 1}", first=number == 0, most=8 // size)
        self._add_unit({"unit_id": "PB", "name": "Phòng tỉnh", "bloc": "provincial_division"}, self.provinces[0])
        self._people()
        self._rotations()
        self._kin()
        self._pool()
        self._interventions()
        self._round()

    def _odds(self, chance: float) -> bool:
        return self.rng.random() < chance

    def _before(self, most: int, least: int = 0) -> dt.date:
        return self.day - dt.timedelta(days=self.rng.randint(least, most))

    def _add_unit(self, row: Row, province: str) -> None:
        self.tables["units"].append(row | {"province": province})

    # Units and posts

    def _unit(self, unit: str, first: bool, most: int) -> None:
        rng = self.rng
        bloc = rng.choice((*BODIES, *BODIES, *OTHERS, "district", "district", "party_bloc"))
        total = rng.choice((10, 20, 37))
        women = rng.choice((total * 3 // 10, total * 3 // 10 + 1, 1))
        known = not self._odds(0.2)
        row: Row = {"unit_id": unit, "name": f"Cơ quan {unit}", "bloc": bloc, "province": rng.choice(self.provinces)}
        if first:
            row["province"] = self.provinces[0]
        elif len(self.tables["units"]) == 1:
            row["province"] = self.provinces[-1]
        row |= {"locality": f"L{unit}" if bloc == "district" else None}
        row |= {"sector": rng.choice((None, *sectors())) if bloc.startswith("gov") else None}
        row |= {"staff_total": total if known else None, "staff_women": women if known else None}
        if self._odds(0.4):
            row["deputies_max"] = rng.choice((1, 2, 3))
            row["deputies_min"] = rng.randint(0, row["deputies_max"])
        self.tables["units"].append(row)
        if bloc == "district":
            roles = [("secretary", 5), ("deputy_secretary", 4), *[("committee_vice_chair", 3)] * 2]
            roles += [("council_vice_chair", 3), ("standing_member", 2)]
        elif bloc == "party_bloc":
            roles = [("secretary", 5), ("deputy_secretary", 4), ("deputy_secretary", 4), ("standing_member", 2)]
        else:
            roles = [("head", 5), ("deputy", 4), ("deputy", 4), ("deputy", 4), ("deputy", 4), ("full_time_member", 3)]
            if self._odds(0.2):
                roles[1] = ("standing_deputy", 4)
        if self._odds(0.2):
            roles = roles[1:]
        seats = roles[: rng.randint(2 if most < 4 else 4, max(2, most))]
        if self._odds(0.15):
            seats.append(("other", 2))
        drop = rng.randint(0, 1)  # the same office is worth less in a small unit
        for number, (role, tier) in enumerate(seats, 1):
            self._post(f"{unit}-{number}", unit, role, tier - drop)
        if bloc == "district" and self._odds(0.6):
            self.tables["units"].append(
                {"unit_id": f"{unit}D", "name": f"Phòng {unit}", "bloc": "district_division"}
                | {"province": row["province"], "locality": row["locality"]}
            )
            self.tables["units"][-1]["sector"] = rng.choice((None, "inspection", "finance", "culture"))
            for at, desk in enumerate(("division_head", *["division_deputy"] * 3)[: rng.randint(1, 4)], 1):
                self._post(f"{unit}D-{at}", f"{unit}D", desk, 1)
                self.tables["posts"][-1] |= {"managed": "no", "listed": "no", "reserved_for": None, "min_theory": None}

    def _post(self, post: str, unit: str, role: str, tier: int) -> None:
        rng = self.rng
        sister = next((p for p in self.tables["posts"] if (p["unit_id"], p["role"]) == (unit, role)), None)
        row: Row = {"post_id": post, "unit_id": unit, "title": f"Chức danh {role}", "role": role, "tier": tier}
        if role == "other":
            self.tables["posts"].append(row | {"listed": "no"})
            return
        row |= {"priority": rng.choice((1, 2, 2, 3, None))}
        if sister and self._odds(0.75):  # interchangeable, or all but
            row |= {
                c: sister.get(c)
                for c in ("min_theory", "studying_ok", "reserved_for", "mode", "formal_required", "side")
            }
            if self._odds(0.7):
                row["priority"] = sister["priority"]
        else:
            row["min_theory"] = rng.choice((None, "none", "intermediate", "intermediate", "advanced"))
            row["studying_ok"] = rng.choice((None, "yes", "no"))
            row["reserved_for"] = rng.choice(("women", "young", "women_or_young")) if self._odds(0.15) else None
            row["mode"] = rng.choice(("exam", "programme")) if self._odds(0.08) else None
            row["formal_required"] = "yes" if self._odds(0.1) else None
            row["side"] = "government" if role == "deputy_secretary" and self._odds(0.4) else None
        row["committee_seat"] = "yes" if self._odds(0.25) else None
        row["frozen"] = "yes" if self._odds(0.08) else None
        self.tables["posts"].append(row)

    # People

    def _people(self) -> None:
        rng = self.rng
        for post in self.tables["posts"]:
            if post["role"] == "other" or self._odds(0.4):
                cadre = self._cadre(post)
                post["incumbent"] = cadre["cadre_id"]
                if post["role"] != "other" and self._odds(0.2):
                    post["vacates_on"] = self.day + dt.timedelta(days=rng.choice((-20, 0, 29, 40, 300)))
        for _ in range(rng.randint(3, 6)):
            self._cadre(None)
        for post in self.tables["posts"]:
            if post.get("managed") == "no" and not post.get("incumbent"):
                self._cadre(None, sent=True)

    def _rotations(self) -> None:
        """Rotations under way, just over and over; heads of just eight years."""
        rng = self.rng
        for row in self.tables["cadres"]:
            if row["position"] == "managed" and self._odds(0.25):
                row["rotated_since"] = self._waited(rng.choice((35, 36))) if self._odds(0.8) else None
                row["rotation_ends"] = (
                    self.day + dt.timedelta(days=rng.choice((-1, 0, 1, 200))) if self._odds(0.5) else None
                )
        heads = {
            p["incumbent"] for p in self.tables["posts"] if p["role"] in ("head", "secretary") and p.get("incumbent")
        }
        for row in self.tables["cadres"]:
            if row["cadre_id"] in heads and self._odds(0.9):
                row["head_since"] = self._waited(rng.choice((36, 60, 95, 96, 96)))

    def _kin(self) -> None:
        """Kin mostly where they meet: in one unit, or a district and its divisions."""
        rng = self.rng
        by_unit: dict[str, list[str]] = {}
        for post in self.tables["posts"]:
            if post.get("incumbent"):
                by_unit.setdefault(post["unit_id"][:2], []).append(post["incumbent"])
        cadres = [row["cadre_id"] for row in self.tables["cadres"]]
        seen = set()
        for _ in range(rng.choice((0, 1, 2, 4))):
            near = rng.choice(list(by_unit.values()) or [cadres])
            a, b = rng.choice(near), rng.choice(cadres if len(near) < 2 or self._odds(0.6) else near)
            if a != b and (a, b) not in seen and (b, a) not in seen:
                seen.add((a, b))
                relation = rng.choice(("spouse", "sibling", "child", "sibling_in_law", None))
                self.tables["kin"].append({"cadre_a": a, "cadre_b": b, "relation": relation})

    def _cadre(self, seat: Row | None, *, sent: bool = False) -> Row:
        """Somebody who sits in ``seat``; ``sent``: of the kind that is sent to a district."""
        rng, number = self.rng, len(self.tables["cadres"]) + 1
        female = self._odds(0.35)
        words = _WORDS.split()
        given = f"{words[number % 20]} {words[number // 20]}"
        row: Row = {"cadre_id": f"C{number:02}", "name": f"Nguyễn {given}", "gender": "Nữ" if female else "Nam"}
        row["birth_date"] = self._birth(female)
        homes = [u["unit_id"] for u in self.tables["units"] if u["bloc"] == "district"]
        for place in ("native_locality", "birth_locality"):
            row[place] = None if self._odds(0.08) else f"L{rng.choice(homes)}" if homes and self._odds(0.2) else "X1"
        row["long_localities"] = f"X2; L{rng.choice(homes)}" if homes and self._odds(0.15) else None
        row["degree_field"] = rng.choice(("economics", "law", "medicine", "engineering", "agriculture", "law"))
        row["degree_mode"] = rng.choice(("formal", "in_service", None))
        row["theory"] = rng.choice(
            ("advanced",) * 5 + ("intermediate", "studying_advanced", "studying_intermediate", "none", None)
        )
        if seat is not None and seat.get("managed") != "no":
            row |= {"position": "managed", "tier": seat["tier"], "unit_id": seat["unit_id"]}
        elif seat is None and self._odds(0.25):
            row |= {"position": "managed", "tier": rng.randint(2, 5)}
        else:
            row |= {"position": rng.choice(("specialist", "division_head", "division_head", "other", None))}
        if sent:
            row |= {"eval_1": "good", "political_standard": "yes", "open_question": None}
            row |= {"position": rng.choice(("specialist", "division_deputy", "division_deputy", "division_head"))}
            row["birth_date"] = self._aged(rng.choice((360, 400, 430, 431, 431, 432)))
            row["degree_mode"] = rng.choice(("formal", "formal", "formal", "in_service"))
        if seat is None or seat.get("managed") == "no":
            units = [u["unit_id"] for u in self.tables["units"]]
            row.setdefault("unit_id", rng.choice(("PB", "PB", "PB", rng.choice(units), None)))
        row["side"] = rng.choice(("party", "front", "government", "council", None))
        row["kin_declared"] = "yes" if self._odds(0.9) else None
        row["in_post_since"] = None if self._odds(0.2) else self._before(3000, 30)
        row["held_head"] = rng.randint(1, 5) if self._odds(0.25) else None
        row["held_deputy"] = rng.randint(1, 4) if self._odds(0.25) else None
        for year in ("eval_1", "eval_2", "eval_3"):
            row[year] = rng.choice(("excellent", "good", "good", "done"))
        if self._odds(0.08):
            row["eval_1"] = rng.choice(("not_done", None))
        if self._odds(0.15):
            row["discipline"] = rng.choice(("reprimand", "warning", "dismissal"))
            row["discipline_date"] = self._waited(rng.choice((12, 24, 30, 36, 60)))
        row["political_standard"] = "yes"
        if self._odds(0.08):
            row["political_standard"] = rng.choice(("no", None))
        if row["political_standard"]:
            row |= {"political_standard_date": self._before(900, 30), "political_standard_body": "Ban Thường vụ"}
        row["open_question"] = "yes" if self._odds(0.04) else None
        row["experience_months"] = rng.choice((None, 0, 11, 12, 100, 179, 180, 300))
        self.tables["cadres"].append(row)
        return row

    def _birth(self, female: bool) -> dt.date:
        """A birth date of any working age, or one that puts the age or the months left right at a limit."""
        rng, now = self.rng, self.day.year * 12 + self.day.month - 1
        kind = rng.random()
        if kind < 0.25:
            month = now - rng.choice((479, 480, 481))
        elif kind < 0.45:  # retirement ages lie between 660 and 744 months: search the month that leaves the limit
            from oracle_pairs import retirement_age

            left = rng.choice((*LIMITS, self.horizon, self.horizon + 1))
            month = next(
                (
                    m
                    for m in range(now - 760, now)
                    if retirement_age(female, m // 12 * 10000 + (m % 12 + 1) * 100 + 1, self.basis) - (now - m) == left
                ),
                now - 500,
            )
        elif kind < 0.7 and self.tables["cadres"]:  # a level older or younger than somebody, or nearly
            other = rng.choice(self.tables["cadres"])["birth_date"]
            month = other.year * 12 + other.month - 1 + rng.choice((-61, -60, -59, 59, 60, 61))
            month = min(max(month, now - 700), now - 300)
        else:
            month = now - rng.randint(380, 640)
        return dt.date(month // 12, month % 12 + 1, rng.randint(1, 28))

    def _aged(self, months: int) -> dt.date:
        """A day of birth that makes somebody so old."""
        month = self.day.year * 12 + self.day.month - 1 - months
        return dt.date(month // 12, month % 12 + 1, self.rng.randint(1, 28))

    def _waited(self, months: int) -> dt.date:
        """The day that lies so many months back, or a day off it."""
        month = self.day.year * 12 + self.day.month - 1 - months
        return dt.date(month // 12, month % 12 + 1, self.day.day) + dt.timedelta(days=self.rng.choice((-1, 0, 1)))

    # Pool, interventions, round

    def _pool(self) -> None:
        rng, rows = self.rng, self.tables["pool"]
        if self._odds(0.25):
            self._drain(rows)
        for post in self.tables["posts"]:  # who is back from rotation may be planned for the seat held
            row = next((c for c in self.tables["cadres"] if c["cadre_id"] == post.get("incumbent")), {})
            if (row.get("rotated_since") or row.get("rotation_ends")) and len(rows) < 12 and self._odds(0.4):
                rows.append(self._pool_row(row["cadre_id"], post["post_id"]))
        tiers = {c["cadre_id"]: c.get("tier") or 0 for c in self.tables["cadres"]}
        cadres = list(tiers)
        for post in sorted(self.tables["posts"], key=lambda row: row.get("managed") != "no"):
            if post["role"] == "other":
                continue
            taken = {row["cadre_id"] for row in rows if row["post_id"] == post["post_id"]}
            want = rng.choice((0, 1, 1, 2, 3) if post.get("incumbent") else (0, 2, 2, 3, 3))
            others = [
                c
                for c in cadres
                if c not in taken and c != post.get("incumbent") and (tiers[c] <= post["tier"] or self._odds(0.2))
            ]
            chosen = set(rng.sample(others, min(want, len(others))))
            below = [p for p in self.tables["posts"] if p["tier"] == post["tier"] - 1]
            near = [p["incumbent"] for p in below if p.get("incumbent")]
            if near and post["role"] in ("head", "secretary"):
                chosen.add(rng.choice(near))  # a sitting deputy, so that chains come about
            if post.get("managed") == "no":  # mostly those who may be sent
                fit = [
                    c["cadre_id"] for c in self.tables["cadres"] if c["position"] in ("specialist", "division_deputy")
                ]
                chosen = set(rng.sample(fit, min(3, len(fit)))) - {post.get("incumbent")}
            for cadre in sorted(chosen - taken):
                if len(rows) < 14:
                    rows.append(self._pool_row(cadre, post["post_id"]))
        rng.shuffle(rows)

    def _drain(self, rows: list[Row]) -> None:
        """Three of one team are planned for posts of another unit, alone there."""
        teams: dict[str, list[Row]] = {}
        for post in self.tables["posts"]:
            if post.get("incumbent") and post["role"] != "other" and post.get("managed") != "no":
                teams.setdefault(post["unit_id"], []).append(post)
        full = [team for team in teams.values() if len(team) >= 3]
        free = [
            p
            for p in self.tables["posts"]
            if not p.get("incumbent") and p.get("managed") != "no" and p["role"] != "other"
        ]
        if full:
            team = self.rng.choice(full)
            away = [p for p in free if p["unit_id"] != team[0]["unit_id"]]
            people = {row["cadre_id"]: row for row in self.tables["cadres"]}
            for old, new in zip(team[:3], away, strict=False):
                people[old["incumbent"]] |= {"eval_1": "good", "political_standard": "yes", "theory": "advanced"}
                people[old["incumbent"]] |= {"rotated_since": None, "open_question": None, "discipline": None}
                people[old["incumbent"]]["discipline_date"] = None
                new.update({"formal_required": None, "frozen": None})
                new |= {
                    "tier": old["tier"],
                    "priority": 1,
                    "min_theory": None,
                    "reserved_for": None,
                    "mode": None,
                }
                rows.append(self._pool_row(old["incumbent"], new["post_id"]))

    def _pool_row(self, cadre: str, post: str) -> Row:
        rng = self.rng
        row: Row = {"cadre_id": cadre, "post_id": post, "support": rng.choice((None, 0, 55, 80, 80, 99, 100))}
        row["planned_on"] = None if self._odds(0.15) else self._before(900, 0)
        if self._odds(0.04):
            row["planned_on"] = self.day + dt.timedelta(days=1)
        row["source"] = rng.choice((None, "in_place", "elsewhere"))
        if self._odds(0.2):
            row |= {"reason": rng.choice(("need", "non_local", "two_terms"))}
            row["return_plan"] = "Về cơ quan cũ" if self._odds(0.85) else None
        return row

    def _interventions(self) -> None:
        rng, pool = self.rng, self.tables["pool"]
        rows = self.tables["interventions"]
        if not pool:
            return
        tiers = {c["cadre_id"]: c.get("tier") or 0 for c in self.tables["cadres"]}
        ranks = {p["post_id"]: p["tier"] for p in self.tables["posts"]}
        lower = [r for r in pool if tiers[r["cadre_id"]] > ranks[r["post_id"]]]
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
            pair = rng.choice(lower if lower and self._odds(0.6) else pool)
            action = rng.choice(("pin", "ban", "except", "except"))
            row: Row = {"action": action, "cadre_id": pair["cadre_id"], "post_id": pair["post_id"]}
            row |= {"reason": "Thường trực chỉ đạo", "document": f"{len(rows) + 1}-TB/TU"}
            if action == "except":
                row["rule"] = rng.choice(("appointment_age", "evaluation", "theory", "non_local", "discipline_wait"))
                if tiers[pair["cadre_id"]] > ranks[pair["post_id"]]:
                    row["rule"] = "no_one_dropped"
            if action != "pin" and self._odds(0.25):
                row["post_id"] = None
            clash = {"pin": "ban", "ban": "pin"}.get(action)
            if any(r["cadre_id"] == row["cadre_id"] and r["action"] in (clash, action) for r in rows):
                continue  # the same order twice, or a pin against a ban, would be a fault of the input
            rows.append(row)

    def _round(self) -> None:
        rng = self.rng
        keys: Row = {"round_id": "R1", "title": "Đợt thử", "date": self.day, "scheme": "de-an-01-2021"}
        keys |= {"horizon_months": self.horizon, "retirement_basis": self.basis}
        used = sorted({u["province"] for u in self.tables["units"]})
        for province in used:
            if self._odds(0.3):
                continue
            total = rng.randint(5, 20)
            heads, deputies = rng.randint(0, 5), rng.randint(0, 5)
            numbers = {"appointments": total, "women": rng.randint(0, 3), "young": rng.randint(0, 3)}
            numbers |= {"first_heads": heads, "first_heads_two_terms": rng.randint(0, heads)}
            numbers |= {"first_deputies": deputies, "first_deputies_three_terms": rng.randint(0, deputies)}
            total = max(total, heads + deputies)
            numbers["appointments"] = total
            keys |= {f"{name}_ytd" + (f"@{province}" if province else ""): n for name, n in numbers.items()}
        self.tables["round"] = [{"key": key, "value": value} for key, value in keys.items()]
