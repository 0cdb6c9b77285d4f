"""What the oracle says of people and pairs: time, kinds, standards, fit; written from the scheme's page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from oracle_data import DEPUTIES, HEADS, Row, World, sectors

_LEVEL = {
    "": 0,
    "none": 0,
    "studying_intermediate": 0,
    "intermediate": 1,
    "studying_advanced": 1,
    "advanced": 2,
}
_TOWARDS = {"studying_intermediate": 1, "studying_advanced": 2}
_MINIMUM = {"none": 0, "intermediate": 1, "advanced": 2}
_POINTS = {"excellent": 10, "good": 8, "done": 4}


def retirement_age(female: bool, birth: int, basis: str) -> int:
    """Retirement age in months for a birth date YYYYMMDD (Decree 135/2020, by birth month)."""
    floor = 660 if female else 720
    if basis == "60_55":
        return floor
    month = birth // 10000 * 12 + birth // 100 % 100 - 1
    if female:
        late = month - 1966 * 12
        return floor if late < 0 else min(720, floor + 4 * (late // 8 + 1))
    late = month - 1961 * 12
    return floor if late < 0 else min(744, floor + 3 * (late // 9 + 1))


def month_of(day: int) -> int:
    """YYYYMMDD as a number of months."""
    return day // 10000 * 12 + day // 100 % 100 - 1


def passed(since: int, months: int, today: int) -> bool:
    """Whether so many months have passed since a known day, counted by day."""
    month = month_of(since) + months
    return bool(since) and month // 12 * 10000 + (month % 12 + 1) * 100 + since % 100 <= today


def age_months(world: World, cadre: str) -> int:
    """Age in whole months at the round's date, the day ignored."""
    birth = world.cadres[cadre]["birth_date"]
    return int((world.day // 10000 - birth // 10000) * 12 + world.day // 100 % 100 - birth // 100 % 100)


def months_left(world: World, cadre: str) -> int:
    """Months from the round's date to the retirement month."""
    row = world.cadres[cadre]
    return retirement_age(row["female"], row["birth_date"], world.basis) - age_months(world, cadre)


def young(world: World, cadre: str) -> bool:
    """Under 40."""
    return age_months(world, cadre) < 480


def leaving(world: World) -> dict[str, str]:
    """Managed post → why its incumbent leaves whatever the slate does; retirement outranks vacates_on."""
    if "leaving" not in world.memo:
        last = world.day // 10000 * 12 + world.day // 100 % 100 - 1 + world.horizon
        gone: dict[str, str] = {}
        for cadre, post in world.seat_of.items():
            vacates = world.posts[post]["vacates_on"]
            if months_left(world, cadre) <= world.horizon:
                gone[post] = "retirement"
            elif vacates and vacates // 10000 * 12 + vacates // 100 % 100 - 1 <= last:
                gone[post] = "vacates_on"
        world.memo["leaving"] = gone
    found: dict[str, str] = world.memo["leaving"]
    return found


def desks(world: World) -> dict[str, str]:
    """Unmanaged post → the incumbent who stays there unless appointed elsewhere."""
    last = month_of(world.day) + world.horizon
    return {
        post: row["incumbent"]
        for post, row in world.posts.items()
        if row["incumbent"]
        and not row["managed"]
        and not (row["vacates_on"] and month_of(row["vacates_on"]) <= last)
        and months_left(world, row["incumbent"]) > world.horizon
    }


@dataclass(frozen=True)
class Pair:
    """A pool row with its sister seats, judged."""

    cadre: str
    post: str  # the post of the row that speaks for the title
    title: tuple[Any, ...]
    kind: str
    counted: bool
    rotation: bool
    from_post: str | None
    first_head: bool
    first_deputy: bool
    refused: frozenset[str]
    pending: frozenset[str]
    source: str
    parts: dict[str, int]
    place: int
    soft: dict[str, int] = field(default_factory=dict)  # rule → what the pair costs by it

    @property
    def state(self) -> str:
        """admitted, pending or refused."""
        return "refused" if self.refused else "pending" if self.pending else "admitted"

    @property
    def fit(self) -> int:
        """Sum of the parts."""
        return sum(self.parts.values())


def pairs(world: World) -> dict[tuple[str, tuple[Any, ...]], Pair]:
    """(cadre, title) → its pair; of several rows for sister seats the lowest post_id speaks."""
    if "pairs" not in world.memo:
        speaking: dict[tuple[str, tuple[Any, ...]], Row] = {}
        for row in world.pool:
            key = (row["cadre_id"], world.title[row["post_id"]])
            if key not in speaking or row["post_id"] < speaking[key]["post_id"]:
                speaking[key] = row
        late = 99999999

        def rank(row: Row) -> tuple[int, int, str, str]:
            since = world.cadres[row["cadre_id"]]["in_post_since"]
            return row["planned_on"] or late, since or late, row["cadre_id"], row["post_id"]

        ranked = sorted(speaking.values(), key=rank)
        places = {(r["cadre_id"], r["post_id"]): i for i, r in enumerate(ranked, 1)}
        world.memo["pairs"] = {
            key: _pair(world, row, places[(row["cadre_id"], row["post_id"])]) for key, row in speaking.items()
        }
        for key, row in speaking.items():
            world.memo["pairs"][key].soft.update(_soft(world, row, world.memo["pairs"]))
    found: dict[tuple[str, tuple[Any, ...]], Pair] = world.memo["pairs"]
    return found


def pair_of(world: World, cadre: str, post: str) -> Pair | None:
    """The pair a cadre would take this seat by, or None."""
    return pairs(world).get((cadre, world.title[post]))


def _pair(world: World, row: Row, place: int) -> Pair:
    cadre, post = row["cadre_id"], world.posts[row["post_id"]]
    kind = _kind(world, cadre, post)
    seat = world.seat_of.get(cadre)
    refused, pending = _standards(world, row, kind)
    held = world.posts[seat] if seat else None
    person = world.cadres[cadre]
    head_before = max(person["held_head"], held["tier"] if held and held["role"] in HEADS else -1)
    deputy_before = max(head_before, person["held_deputy"], held["tier"] if held and held["role"] in DEPUTIES else -1)
    return Pair(
        cadre=cadre,
        post=row["post_id"],
        title=world.title[row["post_id"]],
        kind=kind,
        counted=kind in ("enter", "promote", "lower"),
        rotation=bool(row["reason"]) and kind != "second",
        from_post=seat,
        first_head=kind != "second" and post["role"] in HEADS and post["tier"] > head_before,
        first_deputy=kind != "second" and post["role"] in DEPUTIES and post["tier"] > deputy_before,
        refused=frozenset(refused),
        pending=frozenset(pending),
        source=row["source"],
        parts=_fit(world, row),
        place=place,
    )


def _kind(world: World, cadre: str, post: Row) -> str:
    if not post["managed"]:
        return "second"
    seat, person = world.seat_of.get(cadre), world.cadres[cadre]
    if seat:
        now = world.posts[seat]["tier"]
    elif person["position"] == "managed" and person["tier"] > 0:
        now = person["tier"]
    else:
        return "enter"
    return "promote" if post["tier"] > now else "lateral" if post["tier"] == now else "lower"


def _standards(  # noqa: PLR0915 – one statement a rule, in the order of the scheme
    world: World, row: Row, kind: str
) -> tuple[set[str], set[str]]:
    """Every rule that refuses the pair, and every one that leaves it pending, after the interventions."""
    cadre, post = row["cadre_id"], world.posts[row["post_id"]]
    person, unit = world.cadres[cadre], world.units[post["unit_id"]]
    title = world.title[row["post_id"]]
    mine = [
        i
        for i in world.interventions
        if i["cadre_id"] == cadre and (not i["post_id"] or world.title[i["post_id"]] == title)
    ]
    refused: set[str] = set()
    pending: set[str] = set()
    seat = world.seat_of.get(cadre)
    if seat and world.title[seat] == title:
        refused.add("one_seat")
    sent_down = kind == "second" and seat and seat not in leaving(world)
    if (kind == "lower" or sent_down) and not any(i["action"] == "pin" for i in mine):
        refused.add("no_one_dropped")
    if row["planned_on"] > world.day:
        refused.add("planned")
    if months_left(world, cadre) <= world.horizon:
        refused.add("retirement")
    if kind in ("enter", "promote"):
        if months_left(world, cadre) < 60:
            refused.add("appointment_age")
        if person["discipline"] and world.day < _free_on(world.day, person):
            refused.add("discipline_wait")
    if person["eval_1"] == "not_done":
        refused.add("evaluation")
    elif not person["eval_1"]:
        pending.add("evaluation")
    if person["political_standard"] == "no":
        refused.add("political_standard")
    elif not person["political_standard"]:
        pending.add("political_standard")
    if person["open_question"]:
        pending.add("open_question")
    need = _MINIMUM[post["min_theory"]]
    if _LEVEL[person["theory"]] < need and not (post["studying_ok"] and _TOWARDS.get(person["theory"], 0) >= need):
        refused.add("theory")
    if _field(unit, person) == "none" and sectors()[unit["sector"]].get("deep", False):
        refused.add("specialist_field")
    if post["role"] == "secretary" and unit["bloc"] == "district":
        lived = {person["native_locality"], person["birth_locality"], *person["long"]} - {""}
        if unit["locality"] in lived:
            refused.add("non_local")
        elif not (unit["locality"] and person["native_locality"] and person["birth_locality"]):
            pending.add("non_local")
    if post["reserved_for"] and not fits_reservation(world, cadre, post["reserved_for"]):
        refused.add("reserved_seat")
    if kind == "second" and not _may_be_sent(world, cadre, post):
        refused.add("secondment")
    if person["degree_mode"] != "formal" and (post["formal_required"] or kind == "second"):
        refused.add("formal_training")
    if kind == "promote" and world.day >= 20220818 and not passed(person["in_post_since"], 24, world.day):
        refused.add("time_in_post")
    if row["reason"] and kind != "second":
        if not row["return_plan"]:
            pending.add("rotation_plan")
        if months_left(world, cadre) < (60 if row["reason"] in ("non_local", "two_terms") else 120):
            refused.add("rotation_age")
    away, ends = person["rotated_since"], person["rotation_ends"]
    if (away or ends) and not passed(away, 36, world.day) and not 0 < ends <= world.day:
        refused.add("rotation_length")
    excused = {i["rule"] for i in mine if i["action"] == "except"}
    refused, pending = refused - excused, pending - excused
    if any(i["action"] == "ban" for i in mine):
        refused.add("intervention")
    return refused, pending


def _may_be_sent(world: World, cadre: str, post: Row) -> bool:
    """Whether II.6 speaks of this cadre and this post."""
    person, unit = world.cadres[cadre], world.units[post["unit_id"]]
    home = world.units[person["unit_id"]]["bloc"] if person["unit_id"] else "district"
    of_province = home not in ("district", "party_bloc", "district_division")
    who = person["position"] in ("division_deputy", "specialist") and of_province and cadre not in world.seat_of
    division = unit["bloc"] == "district_division" and post["role"] in ("division_head", "division_deputy")
    return bool(who and division and age_months(world, cadre) < 432)


def _soft(world: World, row: Row, all_pairs: dict[tuple[str, tuple[Any, ...]], Pair]) -> dict[str, int]:
    """What the pair costs by the rules that are only preferred."""
    cadre, post = row["cadre_id"], world.posts[row["post_id"]]
    person, unit, title = world.cadres[cadre], world.units[post["unit_id"]], world.title[row["post_id"]]
    pair = all_pairs[cadre, title]
    rivals = [p for (_, t), p in all_pairs.items() if t == title and p.state == "admitted"]
    costs: dict[str, int] = {}
    if not all(person[f"eval_{year}"] in ("good", "excellent") for year in (1, 2, 3)):
        costs["steady_work"] = 1
    if unit["sector"] and not sectors()[unit["sector"]].get("deep", False) and _field(unit, person) == "none":
        costs["field_fit"] = 1
    if person["degree_mode"] != "formal":
        costs["formal_training"] = 2 if young(world, cadre) else 1
    if row["source"] == "elsewhere" and any(p.source != "elsewhere" for p in rivals):
        costs["in_place_first"] = 1
    higher = pair.kind in ("enter", "promote")
    if higher and not _source(world, cadre):
        waiting = [p for p in rivals if _source(world, p.cadre)]
        costs |= {"source_position": 1} if waiting else {}
    if pair.kind == "promote" and world.day < 20220818 and not passed(person["in_post_since"], 24, world.day):
        costs["time_in_post"] = 1
    excused = {
        i["rule"]
        for i in world.interventions
        if i["action"] == "except"
        and i["cadre_id"] == cadre
        and (not i["post_id"] or world.title[i["post_id"]] == title)
    }
    return {rule: cost for rule, cost in costs.items() if rule not in excused and pair.kind != "second"}


def _source(world: World, cadre: str) -> bool:
    """Whether the cadre is of the group II.3 names."""
    person, seat = world.cadres[cadre], world.seat_of.get(cadre)
    if person["degree_mode"] != "formal" or not (person["female"] or young(world, cadre)):
        return False
    if seat:
        row = world.posts[seat]
        roles = ("standing_member", "council_vice_chair", "committee_vice_chair")
        if world.units[row["unit_id"]]["bloc"] in ("district", "party_bloc") and row["role"] in roles:
            return True
    home = world.units[person["unit_id"]]["bloc"] if person["unit_id"] else "district"
    return person["position"] == "division_head" and home not in ("district", "party_bloc", "district_division")


def fits_reservation(world: World, cadre: str, kind: str) -> bool:
    """Whether a cadre is of the kind a seat is reserved for."""
    woman, is_young = world.cadres[cadre]["female"], young(world, cadre)
    return bool({"women": woman, "young": is_young, "women_or_young": woman or is_young}[kind])


def _free_on(today: int, person: Row) -> int:
    """The first day on which a disciplined cadre may again take a higher post."""
    waits = {"reprimand": 12, "warning": 12, "dismissal": 24}
    if today >= 20220818:
        waits = {"reprimand": 12, "warning": 30, "dismissal": 60}
    if today >= 20251008:
        waits = {"reprimand": 24, "warning": 36, "dismissal": 60}
    since = person["discipline_date"]
    month = since // 10000 * 12 + since // 100 % 100 - 1 + waits[person["discipline"]]
    return int(month // 12 * 10000 + (month % 12 + 1) * 100 + since % 100)


def _field(unit: Row, person: Row) -> str:
    """How the degree suits the unit: any (the unit has no sector), exact, near or none."""
    if not unit["sector"]:
        return "any"
    table = sectors()[unit["sector"]]
    if person["degree_field"] in table["exact"]:
        return "exact"
    return "near" if person["degree_field"] in table["near"] else "none"


def _fit(world: World, row: Row) -> dict[str, int]:
    """The six parts of fit."""
    person, post = world.cadres[row["cadre_id"]], world.posts[row["post_id"]]
    level, need = _LEVEL[person["theory"]], _MINIMUM[post["min_theory"]]
    if level == 2 or level > need:
        theory = 10
    elif level == need:
        theory = 8
    else:
        theory = 4 if _TOWARDS.get(person["theory"], 0) >= need else 0
    return {
        "evaluation": sum(_POINTS.get(person[f"eval_{year}"], 0) for year in (1, 2, 3)),
        "field": {"any": 20, "exact": 20, "near": 12, "none": 0}[_field(world.units[post["unit_id"]], person)],
        "theory": theory,
        "training": 10 if person["degree_mode"] == "formal" else 0,
        "experience": min(max(person["experience_months"], 0), 180) // 12,
        "support": max(row["support"], 0) * 15 // 100,
    }
