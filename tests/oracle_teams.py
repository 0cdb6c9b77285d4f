"""What the oracle says of teams, districts, kin and rotation on a whole slate; written from the scheme's page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

from oracle_data import DEPUTIES, HEADS, World
from oracle_pairs import age_months, leaving, month_of, pair_of, passed, retirement_age

Holders = Mapping[str, str]
Line = tuple[str, str, int]  # rule, where, shortfall
DISTRICTS = ("district", "party_bloc")
SECTORS_205 = {"interior", "inspection"}
SECTORS_114 = SECTORS_205 | {"finance", "banking", "tax", "customs", "industry_trade", "planning", "environment"}
SECTORS_114 |= {"military", "police", "court", "procuracy"}


def arrivals(world: World, holders: Holders) -> dict[str, str]:
    """Post → cadre for the holders who did not sit there before."""
    return {p: c for p, c in holders.items() if world.posts[p]["incumbent"] != c}


def team(world: World, unit: str) -> list[str]:
    """The team posts of a unit."""
    return [p for p, r in world.posts.items() if r["unit_id"] == unit and r["managed"] and r["role"] != "other"]


def chain(months: list[int]) -> int:
    """The most members any two of whom, taken in order of birth, lie 60 months or more apart; three are enough."""
    for size in (3, 2, 1):
        for some in combinations(sorted(months), size):
            if all(b - a >= 60 for a, b in pairwise(some)):
                return size
    return 0


def levels(world: World, cadres: list[str]) -> int:
    """Age levels among these people."""
    return chain([month_of(world.cadres[c]["birth_date"]) for c in cadres])


def age_rows(world: World, holders: Holders) -> dict[str, tuple[int, int, int]]:
    """Unit → (levels it should have, had among those not leaving, has)."""
    rows = {}
    for unit in world.units:
        posts = team(world, unit)
        if posts:
            seats = sum(not world.posts[p]["frozen"] for p in posts)
            stay = [
                world.posts[p]["incumbent"] for p in posts if world.posts[p]["incumbent"] and p not in leaving(world)
            ]
            now = levels(world, [holders[p] for p in posts if p in holders])
            rows[unit] = (min(3, seats), levels(world, stay), now)
    return rows


def exchanged(world: World, province: str, holders: Holders) -> int:
    """Appointments that change sides."""
    count = 0
    for post, cadre in arrivals(world, holders).items():
        row = world.posts[post]
        if not row["managed"] or world.province(post) != province:
            continue
        seat = world.seat_of.get(cadre)
        sides = {world.posts[seat]["side"] if seat else world.cadres[cadre]["side"], row["side"]}
        count += "government" in sides and bool(sides & {"party", "front"})
    return count


def committee(world: World, province: str, holders: Holders, open_: set[str]) -> list[tuple[int, int, int]]:
    """(all, got, percent) for women and the young in 2025; none where the target has passed.

    ``open_``: the fillable posts left empty.
    """
    if world.day > 20251231:
        return []
    seats = [
        p for p, r in world.posts.items() if r["managed"] and r["committee_seat"] and world.province(p) == province
    ]
    people = []
    for post in seats:
        if post in holders:
            row = world.cadres[holders[post]]
            last = month_of(row["birth_date"]) + retirement_age(row["female"], row["birth_date"], world.basis)
            if last >= month_of(20250901):
                people.append(row)
    total = len(people) + sum(p in open_ for p in seats)
    women = sum(r["female"] for r in people)
    young = sum(month_of(20250901) - month_of(r["birth_date"]) < 480 for r in people)
    return [(total, women, 15), (total, young, 10)]


def rotations_over(world: World) -> list[str]:
    """Cadres whose rotation is finished and who do not retire now."""
    found = []
    for cadre, row in world.cadres.items():
        done = 0 < row["rotation_ends"] <= world.day or passed(row["rotated_since"], 36, world.day)
        left = retirement_age(row["female"], row["birth_date"], world.basis) - age_months(world, cadre)
        if done and left > world.horizon:
            found.append(cadre)
    return found


def arranged(world: World, cadre: str, holders: Holders) -> bool:
    """Whether a cadre back from rotation has a post as high, or keeps the seat by a pool row for it."""
    seat, row = world.seat_of.get(cadre), world.cadres[cadre]
    now = world.posts[seat]["tier"] if seat else row["tier"] if row["position"] == "managed" else -1
    mine = [p for p, c in holders.items() if c == cadre and world.posts[p]["managed"]]
    new = [p for p in mine if p != seat]
    if new:
        return any(world.posts[p]["tier"] >= now for p in new)
    planned = bool(seat) and _may_keep(world, cadre, str(seat))
    away = any(c == cadre and not world.posts[p]["managed"] and p != seat for p, c in arrivals(world, holders).items())
    return bool(mine) and planned and not away


def _may_keep(world: World, cadre: str, seat: str) -> bool:
    """Whether the pool plans the cadre for the very title held: the row that speaks for it holds at the round's date,
    and nobody has banned the cadre from it."""
    mine = [r for r in world.pool if r["cadre_id"] == cadre and world.title[r["post_id"]] == world.title[seat]]
    speaks = min(mine, key=lambda row: str(row["post_id"]), default=None)
    bans = [i["post_id"] for i in world.interventions if i["action"] == "ban" and i["cadre_id"] == cadre]
    banned = any(not post or world.title[post] == world.title[seat] for post in bans)
    return speaks is not None and speaks["planned_on"] <= world.day and not banned


def long_heads(world: World, holders: Holders) -> dict[str, bool]:
    """Post → whether the head who stays there has stood 96 months or more."""
    found = {}
    for post, cadre in holders.items():
        row = world.posts[post]
        if row["managed"] and row["role"] in HEADS and row["incumbent"] == cadre and world.cadres[cadre]["head_since"]:
            found[post] = passed(world.cadres[cadre]["head_since"], 96, world.day)
    return found


def seconded(world: World, holders: Holders) -> dict[str, tuple[int, int]]:
    """District unit → (division posts held, of them by people sent by this slate)."""
    new = arrivals(world, holders)
    found = {}
    for unit, row in world.units.items():
        if row["bloc"] == "district":
            there = [p for p in holders if row["locality"] and _in_division(world, p, row["province"], row["locality"])]
            found[unit] = (len(there), sum(p in new for p in there))
    return found


def _in_division(world: World, post: str, province: str, locality: str) -> bool:
    unit = world.units[world.posts[post]["unit_id"]]
    return (unit["bloc"], unit["province"], unit["locality"]) == ("district_division", province, locality)


def kin_clashes(world: World, holders: Holders) -> list[tuple[str, bool]]:
    """(unit, standing) for each couple that sits where the regulation of the day keeps them apart."""
    late = world.day >= 20230711
    covered = {"", "spouse", "parent", "child", "sibling", "parent_in_law"} | ({"sibling_in_law"} if late else set())
    couples = {frozenset((k["cadre_a"], k["cadre_b"])) for k in world.kin if k["relation"] in covered}
    new = arrivals(world, holders)
    seats: dict[str, list[str]] = {}
    for post, cadre in holders.items():
        seats.setdefault(cadre, []).append(post)
    found = []
    for couple in couples:
        if len(couple) == 2:
            a, b = sorted(couple)
            for p in seats.get(a, []):
                hits = {u: [q for q in seats.get(b, []) if _apart(world, p, q, late) == u] for u in world.units}
                found += [(u, p not in new and not set(qs) & set(new)) for u, qs in hits.items() if qs]
    return sorted(found)


def _apart(world: World, one: str, other: str, late: bool) -> str:
    """The unit in which two seats may not be held by kin, or none."""
    a, b = world.posts[one], world.posts[other]
    if a["unit_id"] == b["unit_id"] and {a["role"], b["role"]} == {"division_head", "division_deputy"}:
        return str(a["unit_id"])
    if a["unit_id"] == b["unit_id"] and a["managed"] and b["managed"]:
        roles = {a["role"], b["role"]}
        if late and "other" not in roles:
            return str(a["unit_id"])
        if not late and roles & set(HEADS) and roles & set(DEPUTIES):
            return str(a["unit_id"])
        if not late and world.units[a["unit_id"]]["bloc"] in DISTRICTS and roles <= {"secretary", "deputy_secretary"}:
            return str(a["unit_id"])
    for leader, chief in ((a, b), (b, a)):
        unit, sector = world.units[leader["unit_id"]], world.units[chief["unit_id"]]
        if unit["bloc"] != "district" or not leader["managed"] or not unit["locality"]:
            continue
        chair = leader["role"] == "deputy_secretary" and leader["side"] == "government"
        leads = chair or (late and leader["role"] == "secretary")
        same = (unit["province"], unit["locality"]) == (sector["province"], sector["locality"])
        sectors = SECTORS_114 if late else SECTORS_205
        if leads and same and chief["role"] in ("head", "division_head") and sector["sector"] in sectors:
            return str(leader["unit_id"])
    return ""


def drained(world: World, holders: Holders) -> dict[str, int]:
    """Unit → members of its team who were not leaving and are taken to another unit."""
    count: dict[str, int] = {}
    for post, cadre in arrivals(world, holders).items():
        seat = world.seat_of.get(cadre)
        if not seat or seat in leaving(world) or not world.posts[post]["managed"]:
            continue
        unit = world.posts[seat]["unit_id"]
        if world.posts[seat]["role"] != "other" and unit != world.posts[post]["unit_id"]:
            count[unit] = count.get(unit, 0) + 1
    return count


def striven(world: World, holders: Holders, open_: set[str]) -> Iterator[Line]:
    """Each line of the strive rules of this page, met or not."""
    for unit, (need, _, now) in age_rows(world, holders).items():
        yield "age_levels", unit, max(0, need - now)
    for province in world.provinces:
        yield "exchange", province, max(0, 2 - exchanged(world, province, holders))
        for total, got, percent in committee(world, province, holders, open_):
            yield "committee_2025", province, max(0, -((100 * got - percent * total) // 100))
    for cadre in rotations_over(world):
        yield "after_rotation", cadre, int(not arranged(world, cadre, holders))
    for post, late in long_heads(world, holders).items():
        yield "two_terms", post, int(late)
    for unit, (there, _) in seconded(world, holders).items():
        yield "secondment_per_district", unit, int(there < 1)


def musts(world: World, holders: Holders) -> Iterator[tuple[str, str, bool]]:
    """(rule, where, standing) of each must of this page that does not hold."""
    for unit, (_, before, now) in age_rows(world, holders).items():
        if now < min(3, before):
            yield "age_levels", unit, False
    for unit, (there, sent) in seconded(world, holders).items():
        if there > 2:
            yield "secondment_per_district", unit, not sent
    for unit, standing in kin_clashes(world, holders):
        yield "kin", unit, standing
    for unit, count in drained(world, holders).items():
        if count > 2:
            yield "unit_drain", unit, False


def preferred(world: World, holders: Holders) -> dict[str, int]:
    """Soft rule → what the managed appointments cost by it."""
    found: dict[str, int] = {}
    for post, cadre in arrivals(world, holders).items():
        pair = pair_of(world, cadre, post)
        if pair and world.posts[post]["managed"]:
            for rule, cost in pair.soft.items():
                found[rule] = found.get(rule, 0) + cost
    return found
