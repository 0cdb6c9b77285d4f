"""What the oracle says of a whole slate: who leaves, what stays empty, shares, held seats, tiers and musts.

A slate is a plain assignment `holders`: managed post → cadre after the round, stays included.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import oracle_teams as teams
from oracle_data import BODIES, BODY_DEPUTIES, DEPARTMENTS, DEPUTIES, HEADS, World
from oracle_pairs import Pair, leaving, months_left, pair_of, pairs, young

TIERS = ("urgent", "strive", "vacancies", "prefer", "fit", "moves", "order")
PERCENT = 15
TERMS_PERCENT = 65


@dataclass(frozen=True)
class Share:
    """One share rule in one province: persons counted, persons of the kind, seats held, persons missing."""

    all: int
    got: int
    held: int
    shortfall: int


@dataclass(frozen=True)
class Split:
    """How many empty seats are held for women and for the young; (fillable, not fillable) each."""

    women: tuple[int, int]
    young: tuple[int, int]
    cost: tuple[int, int, int, int]  # shortfall of both, seats held, shortfall of women, general seats used


@dataclass(frozen=True)
class Stock:
    """Seats that may be held, by (reserved kind or "", fillable)."""

    women: tuple[int, int]
    young: tuple[int, int]
    either: tuple[int, int]
    general: int


def newcomers(world: World, holders: Mapping[str, str]) -> dict[str, str]:
    """Post → cadre for the holders who did not sit there before."""
    return {p: c for p, c in holders.items() if world.posts[p]["incumbent"] != c}


def staying(world: World, appointed: Mapping[str, str]) -> dict[str, str]:
    """Managed post → incumbent who keeps it: not leaving, and not appointed elsewhere."""
    taken = set(appointed.values())
    return {p: c for c, p in world.seat_of.items() if p not in leaving(world) and c not in taken}


def empty_posts(world: World, holders: Mapping[str, str]) -> list[str]:
    """Managed, listed posts nobody holds after the round, by post_id."""
    if "listed" not in world.memo:
        world.memo["listed"] = sorted(p for p, r in world.posts.items() if r["managed"] and r["listed"])
    return [p for p in world.memo["listed"] if p not in holders]


def has_candidate(world: World, post: str) -> bool:
    """Whether the post's title has an admitted pair."""
    if "wanted" not in world.memo:
        world.memo["wanted"] = {pair.title for pair in pairs(world).values() if pair.state == "admitted"}
    return world.title[post] in world.memo["wanted"]


def fillable(world: World, post: str) -> bool:
    """Whether an empty post could have been filled."""
    row = world.posts[post]
    takes = row["managed"] and row["listed"] and not row["frozen"] and row["mode"] == "process"
    return bool(takes) and has_candidate(world, post)


def counts_empty(world: World, post: str) -> bool:
    """Whether an empty post counts in the tiers `urgent` and `vacancies`."""
    row = world.posts[post]
    if row["frozen"] or row["mode"] != "process":
        return False
    return not row["reserved_for"] or has_candidate(world, post)


def shortfall(percent: int, total: int, got: int) -> int:
    """The smallest s ≥ 0 with 100·(got + s) ≥ percent·total."""
    return max(0, -((100 * got - percent * total) // 100))


def stock(world: World, province: str, empty: list[str]) -> Stock:
    """The empty seats of a province that may be held."""
    count = {(kind, able): 0 for kind in ("women", "young", "women_or_young") for able in (True, False)}
    general = 0
    for post in empty:
        row = world.posts[post]
        if world.province(post) != province or row["frozen"] or row["mode"] != "process":
            continue
        able = has_candidate(world, post)
        if row["reserved_for"]:
            count[row["reserved_for"], able] += 1
        elif able and row["priority"] != 1:
            general += 1

    def both(kind: str) -> tuple[int, int]:
        return count[kind, True], count[kind, False]

    return Stock(both("women"), both("young"), both("women_or_young"), general)


def splits(seats: Stock, women: tuple[int, int], under_40: tuple[int, int]) -> Iterator[Split]:
    """Every way to hold seats worth looking at; `women`, `under_40` are (all, got) with nothing held."""
    lack_w, lack_y = shortfall(PERCENT, *women), shortfall(PERCENT, *under_40)
    if not lack_w and not lack_y:
        yield Split((0, 0), (0, 0), (0, 0, 0, 0))
        return
    blind_w, blind_y = seats.women[1] + seats.either[1], seats.young[1] + seats.either[1]
    if not lack_w:
        blind_w = 0
    if not lack_y:
        blind_y = 0
    for wn, yn in product(range(blind_w + 1), range(blind_y + 1)):
        if wn + yn > seats.women[1] + seats.young[1] + seats.either[1]:
            continue
        most_w = min(seats.women[0] + seats.either[0] + seats.general, lack_w + wn if lack_w else 0)
        most_y = min(seats.young[0] + seats.either[0] + seats.general, lack_y + yn if lack_y else 0)
        for wf, yf in product(range(most_w + 1), range(most_y + 1)):
            own_w, own_y = min(wf, seats.women[0]), min(yf, seats.young[0])
            shared = min(seats.either[0], wf - own_w + yf - own_y)
            general = wf + yf - own_w - own_y - shared
            if general > seats.general:
                continue
            short_w = shortfall(PERCENT, women[0] + wn, women[1] + wn + wf)
            short_y = shortfall(PERCENT, under_40[0] + yn, under_40[1] + yn + yf)
            yield Split((wf, wn), (yf, yn), (short_w + short_y, wf + wn + yf + yn, short_w, general))


def bases(world: World, province: str, appointed: Mapping[str, str], empty: list[str]) -> dict[str, tuple[int, int]]:
    """Rule → (all, got) of the four share rules in a province, nothing held."""
    here: list[Pair] = []
    for post, cadre in appointed.items():
        pair = pair_of(world, cadre, post)
        if pair is not None and pair.counted and world.province(post) == province:
            here.append(pair)
    open_here = [world.posts[p]["role"] for p in empty if world.province(p) == province and fillable(world, p)]
    ytd = world.ytd[province]
    heads = [p for p in here if p.first_head]
    deputies = [p for p in here if p.first_deputy]
    total = ytd["appointments"] + len(here) + len(open_here)
    return {
        "women_share": (total, ytd["women"] + sum(world.cadres[p.cadre]["female"] for p in here)),
        "young_share": (total, ytd["young"] + sum(young(world, p.cadre) for p in here)),
        "heads_two_terms": (
            ytd["first_heads"] + len(heads) + sum(role in HEADS for role in open_here),
            ytd["first_heads_two_terms"] + sum(months_left(world, p.cadre) >= 120 for p in heads),
        ),
        "deputies_three_terms": (
            ytd["first_deputies"] + len(deputies) + sum(role in DEPUTIES for role in open_here),
            ytd["first_deputies_three_terms"] + sum(months_left(world, p.cadre) >= 180 for p in deputies),
        ),
    }


def best_splits(world: World, province: str, holders: Mapping[str, str]) -> list[Split]:
    """The equally good ways to hold seats in a province: least cost, in the order the scheme names."""
    empty = empty_posts(world, holders)
    base = bases(world, province, newcomers(world, holders), empty)
    found = list(splits(stock(world, province, empty), base["women_share"], base["young_share"]))
    least = min(s.cost for s in found)
    return [s for s in found if s.cost == least]


def shares(world: World, province: str, holders: Mapping[str, str], split: Split | None = None) -> dict[str, Share]:
    """Rule → its share in a province, under the given split (default: a best one)."""
    split = split or best_splits(world, province, holders)[0]
    base = bases(world, province, newcomers(world, holders), empty_posts(world, holders))
    found = {}
    for rule, (total, got) in base.items():
        able, blind = {"women_share": split.women, "young_share": split.young}.get(rule, (0, 0))
        percent = PERCENT if rule in ("women_share", "young_share") else TERMS_PERCENT
        held = able + blind
        found[rule] = Share(total + blind, got, held, shortfall(percent, total + blind, got + held))
    return found


def open_posts(world: World, holders: Mapping[str, str]) -> set[str]:
    """Fillable posts left empty."""
    return {p for p in empty_posts(world, holders) if fillable(world, p)}


def deputies(world: World, unit: str) -> list[str]:
    """The deputy posts of a body whose deputies are counted; none for other blocs."""
    if "deputies" not in world.memo:
        table: dict[str, list[str]] = {u: [] for u in world.units}
        for post, row in world.posts.items():
            if world.units[row["unit_id"]]["bloc"] in BODIES and row["managed"] and row["role"] in BODY_DEPUTIES:
                table[row["unit_id"]].append(post)
        world.memo["deputies"] = table
    found: list[str] = world.memo["deputies"][unit]
    return found


def deputy_lack(world: World, unit: str, holders: Mapping[str, str]) -> int:
    """Deputies missing to the least number a body should have."""
    posts = deputies(world, unit)
    seats = sum(not world.posts[p]["frozen"] for p in posts)
    return max(0, min(int(world.units[unit]["deputies_min"]), seats) - sum(p in holders for p in posts))


def tiers(world: World, holders: Mapping[str, str]) -> tuple[int, ...]:
    """The seven tier values of an assignment, in the scheme's order."""
    appointed, empty = newcomers(world, holders), empty_posts(world, holders)
    left = [world.posts[p]["priority"] for p in empty if counts_empty(world, p)]
    strive = sum(s.shortfall for p in world.provinces for s in shares(world, p, holders).values())
    strive += sum(deputy_lack(world, unit, holders) for unit in world.units)
    strive += sum(short for _, _, short in teams.striven(world, holders, open_posts(world, holders)))
    chosen = [pair_of(world, cadre, post) for post, cadre in appointed.items()]
    every = [pair for pair in chosen if pair is not None]
    known = [pair for pair in every if pair.kind != "second"]
    moved = sum(p.from_post is not None and p.from_post not in leaving(world) for p in known)
    return (
        sum(p == 1 for p in left),
        strive,
        sum({2: 2, 3: 1}.get(p, 0) for p in left),
        sum(teams.preferred(world, holders).values()),
        sum(100 - p.fit for p in known),
        moved,
        sum(p.place for p in every),
    )


def team_findings(world: World, holders: Mapping[str, str]) -> Iterator[tuple[str, str, bool]]:
    """(rule, where, standing) of each must on a team that does not hold; standing: nobody appointed into it."""
    appointed = newcomers(world, holders)
    for unit, row in world.units.items():
        posts = deputies(world, unit)
        if sum(p in holders for p in posts) > row["deputies_max"]:
            yield "deputy_count", unit, not _joined(world, appointed, posts)
    for province in world.provinces:
        for blocs, limit in _totals(world, province):
            posts = [
                p
                for u, r in world.units.items()
                if r["province"] == province and r["bloc"] in blocs
                for p in deputies(world, u)
            ]
            if sum(p in holders for p in posts) > limit:
                yield "deputy_total", province, not _joined(world, appointed, posts)
    for unit, row in world.units.items():
        if min(row["staff_total"], row["staff_women"]) < 0 or 100 * row["staff_women"] <= 30 * row["staff_total"]:
            continue
        posts = [p for p, r in world.posts.items() if r["unit_id"] == unit and r["managed"] and r["role"] != "other"]
        woman = any(world.cadres[holders[p]]["female"] for p in posts if p in holders)
        seats = (p for p in posts if not world.posts[p]["frozen"] and world.posts[p]["mode"] == "process")
        if not woman and not any(p not in holders for p in seats):
            gone = [c for c in appointed.values() if world.seat_of.get(c) in posts and world.cadres[c]["female"]]
            gone = [c for c in gone if world.seat_of[c] not in leaving(world)]
            gone = [c for c in gone if not any(holders.get(p) == c for p in posts)]
            yield "women_led_unit", unit, not gone and not _joined(world, appointed, posts)


def _joined(world: World, appointed: Mapping[str, str], posts: list[str]) -> bool:
    """Whether somebody takes one of these posts who holds none of them now."""
    return any(p in appointed and world.seat_of.get(appointed[p]) not in posts for p in posts)


def all_findings(world: World, holders: Mapping[str, str]) -> Iterator[tuple[str, str, bool]]:
    """Every must on teams, districts and kin that does not hold."""
    yield from team_findings(world, holders)
    yield from teams.musts(world, holders)


def _totals(world: World, province: str) -> list[tuple[tuple[str, ...], int]]:
    departments = sum(u["bloc"] in DEPARTMENTS and u["province"] == province for u in world.units.values())
    return [(("party_advisory",), 15), (("front",), 15), (DEPARTMENTS, 3 * departments)]


def breaches(world: World, holders: Mapping[str, str]) -> list[str]:
    """Every must an assignment breaks, standing ones left out; empty = the slate may be proposed."""
    appointed = newcomers(world, holders)
    found = [f"{rule} {where}" for rule, where, standing in all_findings(world, holders) if not standing]
    counts: dict[str, int] = {}
    for cadre in holders.values():
        counts[cadre] = counts.get(cadre, 0) + 1
    managed = {c: sum(h == c and world.posts[p]["managed"] for p, h in holders.items()) for c in counts}
    taken = list(appointed.values())
    found += [f"one_seat {cadre}" for cadre in counts if managed[cadre] > 1 or taken.count(cadre) > 1]
    for post, cadre in appointed.items():
        row, pair = world.posts[post], pair_of(world, cadre, post)
        if (row["managed"] and not row["listed"]) or row["frozen"] or row["mode"] != "process":
            found.append(f"closed {post}")
        if pair is None:
            found.append(f"planned {cadre} {post}")
        elif pair.state != "admitted":
            found.append(f"{pair.state} {cadre} {post} {sorted(pair.refused | pair.pending)}")
    stays = {p: c for p, c in holders.items() if p not in appointed}
    found += [f"retirement or vacates_on {p}" for p in stays if p in leaving(world)]
    found += [f"no_one_dropped {c}" for p, c in staying(world, appointed).items() if holders.get(p) != c]
    for i in world.interventions:
        if i["action"] == "pin":
            seats = [p for p, c in holders.items() if c == i["cadre_id"]]  # who sits there already may stay
            if not any(world.title[p] == world.title[i["post_id"]] for p in seats):
                found.append(f"pin {i['cadre_id']} {i['post_id']}")
    return found
