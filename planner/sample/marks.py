"""What is special about seats and units: standards, priorities, pilots, reserved and frozen seats, staff."""

from __future__ import annotations

from planner.sample.people import DEEP
from planner.sample.seats import EMPTY_DEPUTIES, Seating
from planner.sample.structure import BODIES, Row

ADVANCED = ("head", "secretary", "deputy_secretary")
STUDYING = ("deputy", "standing_deputy", "council_vice_chair", "committee_vice_chair")
NO_FIGURES = "VQG"  # the one unit whose staff figures are missing
MAX_DEPUTIES = {"LDLD": 2, "SNN": 3, "SXD": 2}  # over, at, one below the number set; elsewhere the default


class Marks:
    """Writes the special columns of posts and units and remembers where the planted seats are (post ids)."""

    def __init__(self, seating: Seating) -> None:
        self.seating, self.rng = seating, seating.rng
        self.special: dict[str, Row] = {}
        self._standards()
        self._pilots()
        self._priorities()
        self._units()

    def open_seats(self, role: str, state: str = "empty") -> list[Row]:
        """Open listed seats of a role in one state, none of the planted ones."""
        return [
            post for post in self.seating.frame.posts
            if post["role"] == role and self.seating.state.get(str(post["post_id"])) == state
            and post not in self.special.values()
        ]  # fmt: skip

    def _standards(self) -> None:
        seating = self.seating
        for post in seating.frame.posts:
            role, unit = str(post["role"]), str(post["unit_id"])
            bloc, sector = seating.bloc[unit], seating.sector[unit]
            if role in ADVANCED:
                post["min_theory"] = "advanced"
            elif role in STUDYING and bloc not in ("gov_service", "party_service"):
                post["min_theory"], post["studying_ok"] = "advanced", "yes"
            elif post["listed"] == "yes":
                post["min_theory"] = "intermediate"
            department = bloc in ("gov_economic", "gov_culture_social") and sector in DEEP
            schooled = (role == "head" and department) or (role == "deputy" and seating.code(post) in ("SGDDT", "SYT"))
            if schooled or role.startswith("division"):
                post["formal_required"] = "yes"
            leads = role == "head" and bloc not in ("gov_service", "party_service")
            if leads or role == "secretary":
                post["committee_seat"] = "yes"

    def _pilots(self) -> None:
        """One seat by examination, one by action programme, three reserved, two frozen, one nobody is planned for."""
        rng, special = self.rng, self.special
        special["exam"] = next(
            post for post in self.open_seats("head") if self.seating.bloc[str(post["unit_id"])] == "gov_service"
        )
        deputies = [post for post in self.open_seats("deputy") if self.seating.code(post) not in EMPTY_DEPUTIES]
        members = self.open_seats("standing_member")
        special["programme"], special["women"], special["frozen_deputy"] = rng.sample(deputies, 3)
        special["young"], special["frozen_member"], special["nobody"], special["hopeless"] = rng.sample(members, 4)
        special["women_or_young"] = rng.choice(self.open_seats("committee_vice_chair"))
        special["exam"]["mode"], special["programme"]["mode"] = "exam", "programme"
        for kind in ("women", "young", "women_or_young"):
            special[kind]["reserved_for"] = kind
        for kind in ("frozen_deputy", "frozen_member"):
            special[kind]["frozen"] = "yes"

    def _priorities(self) -> None:
        """Priority 1 for the given share of the open seats, heads and secretaries first; 3 for some others.

        Seats alike share a priority, so that they stay one group.
        """
        rng, seating = self.rng, self.seating
        posts = {str(post["post_id"]): post for post in seating.frame.posts}
        ordinary = [posts[key] for key in seating.state if posts[key] not in self.special.values()]
        first = [post for post in ordinary if post["role"] in ("head", "secretary")]
        rest = [post for post in ordinary if post not in first]
        rng.shuffle(first)
        rng.shuffle(rest)
        urgent = len(seating.state) * seating.mix.urgent // 100
        chosen = [*first[: urgent * 2 // 3], *rest]
        levels: dict[tuple[object, object], int] = {}
        for post in chosen[:urgent]:
            levels[post["unit_id"], post["title"]] = 1
        for post in rest:
            levels.setdefault((post["unit_id"], post["title"]), rng.choice([2, 2, 3]))
        levels |= {
            (post["unit_id"], post["title"]): 2 for post in first if (post["unit_id"], post["title"]) not in levels
        }
        for post in seating.frame.posts:
            if post["listed"] == "yes":
                post["priority"] = levels.get((post["unit_id"], post["title"]), 2)
        self.special["hopeless"]["priority"] = 3

    def _units(self) -> None:
        """Staff figures: above 30 % women where the team has one, or where a case is planted."""
        rng, seating = self.rng, self.seating
        team = {
            str(post["unit_id"]) for post in seating.frame.posts
            if post["role"] != "other" and post["managed"] == "yes"
            and seating.kept.get(str(post["post_id"]), {}).get("gender") == "Nữ"
        }  # fmt: skip
        planted = {"SLD": 44, "STP": 37, seating.last_woman: 41, "HPN": 91}
        exactly = next(
            body.code for body in BODIES if seating.frame.prefix + body.code not in team and body.code not in planted
        )
        for unit in seating.frame.units:
            code = str(unit["unit_id"])[len(seating.frame.prefix) :]
            if unit["bloc"] in ("provincial_division", "district_division") or code == NO_FIGURES:
                continue
            total = rng.randint(18, 70) if unit["bloc"] not in ("district", "gov_service") else rng.randint(90, 260)
            share = rng.randint(24, 52) if unit["unit_id"] in team else rng.randint(12, 29)
            share = planted.get(code, share)
            unit["staff_total"], unit["staff_women"] = total, total * share // 100
            if code == exactly:  # 30 % is not above 30 %
                unit["staff_total"], unit["staff_women"] = 40, 12
            if code in MAX_DEPUTIES:
                unit["deputies_max"] = MAX_DEPUTIES[code]
