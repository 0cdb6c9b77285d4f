"""Which standards refuse a pair or leave it pending; written from the scheme's page."""

from __future__ import annotations

from oracle_data import Row, World, sectors
from oracle_time import age_months, finished_rotation, month_of, months_left, months_over, young

LEVEL = {
    "": 0,
    "none": 0,
    "studying_intermediate": 0,
    "intermediate": 1,
    "studying_advanced": 1,
    "advanced": 2,
}
TOWARDS = {"studying_intermediate": 1, "studying_advanced": 2}
MINIMUM = {"none": 0, "intermediate": 1, "advanced": 2}
NOT_PROVINCIAL = ("district", "party_bloc", "district_division")


def orders(world: World, row: Row) -> list[Row]:
    """The interventions that speak of a pool row's pair."""
    title = world.title[row["post_id"]]
    return [
        i
        for i in world.interventions
        if i["cadre_id"] == row["cadre_id"] and (not i["post_id"] or world.title[i["post_id"]] == title)
    ]


def excused(world: World, row: Row) -> set[str]:
    """The rules an intervention lifts for a pair."""
    return {i["rule"] for i in orders(world, row) if i["action"] == "except"}


def standards(world: World, row: Row, kind: str) -> tuple[set[str], set[str]]:
    """Every rule that refuses the pair, and every one that leaves it pending, after the interventions."""
    mine = orders(world, row)
    refused = _by_move(world, row, kind) | _by_post(world, row) | _by_rotation(world, row, kind)
    refused |= _by_secondment(world, row) if kind == "second" else set()
    if kind == "lower" and not any(i["action"] == "pin" for i in mine):
        refused.add("no_one_dropped")
    conclusions = _conclusions(world, row)
    refused |= {rule for rule, verdict in conclusions.items() if verdict == "refused"}
    pending = {rule for rule, verdict in conclusions.items() if verdict == "pending"}
    if kind != "second" and row["reason"] and not row["return_plan"]:
        pending.add("rotation_plan")
    lifted = excused(world, row)
    refused, pending = refused - lifted, pending - lifted
    if any(i["action"] == "ban" for i in mine):
        refused.add("intervention")
    return refused, pending


def _by_move(world: World, row: Row, kind: str) -> set[str]:
    """What the move itself runs into: planning, age, waits."""
    cadre = row["cadre_id"]
    person, seat = world.cadres[cadre], world.seat_of.get(cadre)
    left = months_left(world, cadre)
    higher = kind in ("enter", "promote")
    since = person["in_post_since"]
    found = {
        "one_seat": seat is not None and world.title[seat] == world.title[row["post_id"]],
        "planned": row["planned_on"] > world.day,
        "retirement": left <= world.horizon,
        "appointment_age": higher and left < 60,
        "discipline_wait": higher and bool(person["discipline"]) and world.day < _free_on(world.day, person),
        "time_in_post": world.day >= 20220818 and kind == "promote" and too_short_in_post(world, since),
    }
    return {rule for rule, refuses in found.items() if refuses}


def too_short_in_post(world: World, since: int) -> bool:
    """Less than 24 months in the present post, or nobody knows since when."""
    return not since or months_over(world, since) < 24


def _by_post(world: World, row: Row) -> set[str]:
    """What the post asks of whoever takes it."""
    person, post = world.cadres[row["cadre_id"]], world.posts[row["post_id"]]
    unit, need = world.units[post["unit_id"]], MINIMUM[post["min_theory"]]
    studies = post["studying_ok"] and TOWARDS.get(person["theory"], 0) >= need
    reserved, formal = post["reserved_for"], person["degree_mode"] == "formal"
    found = {
        "theory": LEVEL[person["theory"]] < need and not studies,
        "specialist_field": deep(unit) and field_of(unit, person) == "none",
        "formal_training": not formal and (post["formal_required"] or not post["managed"]),
        "reserved_seat": reserved and not fits_reservation(world, row["cadre_id"], reserved),
    }
    return {rule for rule, refuses in found.items() if refuses}


def _by_rotation(world: World, row: Row, kind: str) -> set[str]:
    cadre, found = row["cadre_id"], set()
    least = 60 if row["reason"] in ("non_local", "two_terms") else 120
    if kind != "second" and row["reason"] and months_left(world, cadre) < least:
        found.add("rotation_age")
    if world.cadres[cadre]["rotated_since"] and not finished_rotation(world, cadre):
        found.add("rotation_length")
    return found


def _by_secondment(world: World, row: Row) -> set[str]:
    """Who may be sent to a division of a district: young deputies and specialists of provincial bodies."""
    cadre, post = row["cadre_id"], world.posts[row["post_id"]]
    to_division = world.units[post["unit_id"]]["bloc"] == "district_division"
    to_leader = post["role"] in ("division_head", "division_deputy")
    junior = world.cadres[cadre]["position"] in ("division_deputy", "specialist") and cadre not in world.seat_of
    fits = to_division and to_leader and junior and provincial(world, cadre) and age_months(world, cadre) < 432
    return set() if fits else {"secondment"}


def provincial(world: World, cadre: str) -> bool:
    """Whether a cadre is known to work in a unit of the province, not of a district."""
    unit = world.cadres[cadre]["unit_id"]
    return bool(unit) and world.units[unit]["bloc"] not in NOT_PROVINCIAL


def _conclusions(world: World, row: Row) -> dict[str, str]:
    """Rule → refused, pending or "" for the rules that wait for somebody's conclusion."""
    person = world.cadres[row["cadre_id"]]
    return {
        "evaluation": {"not_done": "refused", "": "pending"}.get(person["eval_1"], ""),
        "political_standard": {"no": "refused", "": "pending"}.get(person["political_standard"], ""),
        "open_question": "pending" if person["open_question"] else "",
        "non_local": _non_local(world, row),
    }


def _non_local(world: World, row: Row) -> str:
    person, post = world.cadres[row["cadre_id"]], world.posts[row["post_id"]]
    unit = world.units[post["unit_id"]]
    if post["role"] != "secretary" or unit["bloc"] != "district":
        return ""
    if unit["locality"] in {person["native_locality"], person["birth_locality"], *person["long"]} - {""}:
        return "refused"
    known = unit["locality"] and person["native_locality"] and person["birth_locality"]
    return "" if known else "pending"


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
    month = month_of(since) + waits[person["discipline"]]
    return int(month // 12 * 10000 + (month % 12 + 1) * 100 + since % 100)


def deep(unit: Row) -> bool:
    """Whether a unit is of a deep speciality."""
    return bool(unit["sector"]) and bool(sectors()[unit["sector"]].get("deep", False))


def field_of(unit: Row, person: Row) -> str:
    """How the degree suits the unit: any (the unit has no sector), exact, near or none."""
    if not unit["sector"]:
        return "any"
    table = sectors()[unit["sector"]]
    if person["degree_field"] in table["exact"]:
        return "exact"
    return "near" if person["degree_field"] in table["near"] else "none"
