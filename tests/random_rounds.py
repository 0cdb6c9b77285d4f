"""Small invented rounds in which every rule of the scheme bites now and then; valid input, no faults.

`random_round(rng, size)` draws the tables (sheet → rows, canonical names), `rounds()` is the same as a
hypothesis strategy.
"""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import strategies as st
from oracle_data import SHEETS, Row, sectors
from round_file import Tables

DAYS = (dt.date(2021, 6, 1), dt.date(2021, 6, 1), dt.date(2022, 10, 15), dt.date(2025, 11, 20))
BODIES = ("party_advisory", "front", "gov_economic", "gov_culture_social", "gov_internal")
OTHERS = ("party_service", "council", "gov_service")
LIMITS = (0, 1, 59, 60, 119, 120, 179, 180)  # months left worth hitting exactly
_WORDS = "An Bình Chi Dũng Em Giang Hà Khoa Lan Minh Nga Oanh Phúc Quân Sơn Tâm Uyên Vinh Xuân Yến"


def rounds() -> st.SearchStrategy[Tables]:
    """Rounds for hypothesis; shrinks towards one unit and seed 0."""
    return st.builds(lambda seed, size: random_round(random.Random(seed), size), st.integers(0, 10**6), SIZES)


SIZES = st.integers(1, 4)


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
        self._people()
        self._pool()
        self._interventions()
        self._round()

    def _odds(self, chance: float) -> bool:
        return self.rng.random() < chance

    def _before(self, most: int, least: int = 0) -> dt.date:
        return self.day - dt.timedelta(days=self.rng.randint(least, most))

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
        if bloc == "district" and self._odds(0.3):
            self.tables["units"].append(
                {"unit_id": f"{unit}D", "name": f"Phòng {unit}", "bloc": "district_division"}
                | {"province": row["province"], "locality": row["locality"]}
            )
            self._post(f"{unit}D-1", f"{unit}D", "division_head", 1)
            self.tables["posts"][-1] |= {"managed": "no", "listed": "no"}

    def _post(self, post: str, unit: str, role: str, tier: int) -> None:
        rng = self.rng
        sister = next((p for p in self.tables["posts"] if (p["unit_id"], p["role"]) == (unit, role)), None)
        row: Row = {"post_id": post, "unit_id": unit, "title": f"Chức danh {role}", "role": role, "tier": tier}
        if role == "other":
            self.tables["posts"].append(row | {"listed": "no"})
            return
        row |= {"priority": rng.choice((1, 2, 2, 3, None))}
        if sister and self._odds(0.75):  # interchangeable, or all but
            row |= {c: sister.get(c) for c in ("min_theory", "studying_ok", "reserved_for", "mode")}
            if self._odds(0.7):
                row["priority"] = sister["priority"]
        else:
            row["min_theory"] = rng.choice((None, "none", "intermediate", "intermediate", "advanced"))
            row["studying_ok"] = rng.choice((None, "yes", "no"))
            row["reserved_for"] = rng.choice(("women", "young", "women_or_young")) if self._odds(0.15) else None
            row["mode"] = rng.choice(("exam", "programme")) if self._odds(0.08) else None
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

    def _cadre(self, seat: Row | None) -> Row:
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
            row |= {"position": rng.choice(("specialist", "division_head", "other", None))}
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
        else:
            month = now - rng.randint(380, 640)
        return dt.date(month // 12, month % 12 + 1, rng.randint(1, 28))

    def _waited(self, months: int) -> dt.date:
        """The day that lies so many months back, or a day off it."""
        month = self.day.year * 12 + self.day.month - 1 - months
        return dt.date(month // 12, month % 12 + 1, self.day.day) + dt.timedelta(days=self.rng.choice((-1, 0, 1)))

    # Pool, interventions, round

    def _pool(self) -> None:
        rng, rows = self.rng, self.tables["pool"]
        tiers = {c["cadre_id"]: c.get("tier") or 0 for c in self.tables["cadres"]}
        cadres = list(tiers)
        for post in self.tables["posts"]:
            if post["role"] == "other":
                continue
            want = rng.choice((0, 1, 1, 2, 3) if post.get("incumbent") else (0, 2, 2, 3, 3))
            others = [c for c in cadres if c != post.get("incumbent") and (tiers[c] <= post["tier"] or self._odds(0.2))]
            chosen = set(rng.sample(others, min(want, len(others))))
            below = [p for p in self.tables["posts"] if p["tier"] == post["tier"] - 1]
            near = [p["incumbent"] for p in below if p.get("incumbent")]
            if near and post["role"] in ("head", "secretary"):
                chosen.add(rng.choice(near))  # a sitting deputy, so that chains come about
            for cadre in sorted(chosen):
                if len(rows) < 14:
                    rows.append(self._pool_row(cadre, post["post_id"]))
        rng.shuffle(rows)

    def _pool_row(self, cadre: str, post: str) -> Row:
        rng = self.rng
        row: Row = {"cadre_id": cadre, "post_id": post, "support": rng.choice((None, 0, 55, 80, 80, 99, 100))}
        row["planned_on"] = None if self._odds(0.15) else self._before(900, 0)
        if self._odds(0.04):
            row["planned_on"] = self.day + dt.timedelta(days=1)
        row["source"] = rng.choice((None, "in_place", "elsewhere"))
        if self._odds(0.2):
            row |= {"reason": rng.choice(("need", "non_local", "two_terms")), "return_plan": "Về cơ quan cũ"}
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
