"""An independent judge of slates, written from the scheme's page and the interfaces alone.

It imports neither `planner` nor `models`: it guards against a wrong definition that the product's solver and
audit might share. `judge(tables, slate)` lists disagreements with a slate's JSON (empty = agrees);
`tiers(tables, holders)` values a plain assignment post → cadre.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import oracle_slate as rules
import oracle_teams as teams
from oracle_data import Tables, World, load
from oracle_pairs import leaving, pair_of

TIERS = rules.TIERS
STRIVEN = ("age_levels", "exchange", "committee_2025", "after_rotation", "two_terms", "secondment_per_district")
Document = Mapping[str, Any]


def world_of(tables: Tables | World) -> World:
    """The typed round; a `World` passes through, so that repeated judging types the tables once."""
    return tables if isinstance(tables, World) else load(tables)


def tiers(tables: Tables | World, holders: Mapping[str, str]) -> tuple[int, ...]:
    """(urgent, strive, vacancies, prefer, fit, moves, order) of an assignment, stays included."""
    return rules.tiers(world_of(tables), holders)


def judge(tables: Tables | World, slate: Document, sha256: str | None = None) -> list[str]:
    """All disagreements between the oracle and a slate, one line each."""
    world = world_of(tables)
    found = list(_heading(world, slate, sha256))
    unknown = [
        f"unknown {key} {row[key]!r}"
        for part in ("appointments", "stays", "leaves", "vacant", "candidates")
        for row in slate[part]
        for key, table in (("post", world.posts), ("cadre", world.cadres))
        if key in row and row[key] not in table
    ]
    if unknown:
        return found + unknown
    found += _candidates(world, slate)
    if slate["status"] not in ("optimal", "feasible"):
        return found
    seats = [row["post"] for row in [*slate["appointments"], *slate["stays"]]]
    found += [f"one_seat: two on {p}" for p in sorted({p for p in seats if seats.count(p) > 1})]
    holders = {row["post"]: row["cadre"] for row in [*slate["stays"], *slate["appointments"]]}
    found += rules.breaches(world, holders)
    found += _appointments(world, slate)
    found += _stays_and_leaves(world, slate)
    found += _vacant(world, slate, holders)
    found += _tiers(world, slate, holders)
    found += _shares(world, slate, holders)
    found += _teams(world, slate, holders)
    return found


def _differs(what: str, says: object, ours: object) -> Iterator[str]:
    if says != ours:
        yield f"{what}: slate {says!r}, oracle {ours!r}"


def _heading(world: World, slate: Document, sha256: str | None) -> Iterator[str]:
    date = f"{world.day // 10000:04}-{world.day // 100 % 100:02}-{world.day % 100:02}"
    yield from _differs("round.id", slate["round"]["id"], world.round_id)
    yield from _differs("round.date", slate["round"]["date"], date)
    if sha256 is not None:
        yield from _differs("round.sha256", slate["round"]["sha256"], sha256)


def _candidates(world: World, slate: Document) -> Iterator[str]:
    rows = {(r["cadre"], r["post"]): r for r in slate["candidates"]}
    wanted = {(r["cadre_id"], r["post_id"]) for r in world.pool}
    if len(rows) != len(slate["candidates"]):
        yield "candidates: a row stands twice"
    yield from _differs("candidates", sorted(rows.keys() - wanted), [])
    yield from _differs("candidates missing", sorted(wanted - rows.keys()), [])
    for (cadre, post), row in rows.items():
        pair = pair_of(world, cadre, post)
        if pair is None:
            continue
        name = f"candidate {cadre} {post}"
        yield from _differs(f"{name} state", row["state"], pair.state)
        yield from _differs(f"{name} refused_by", sorted(row["refused_by"]), sorted(pair.refused))
        yield from _differs(f"{name} pending_by", sorted(row["pending_by"]), sorted(pair.pending))
        yield from _differs(f"{name} fit", row["fit"], pair.fit)
        yield from _differs(f"{name} fit_parts", dict(row["fit_parts"]), pair.parts)


def _appointments(world: World, slate: Document) -> Iterator[str]:
    appointed = {r["post"]: r["cadre"] for r in slate["appointments"]}
    for row in slate["appointments"]:
        pair = pair_of(world, row["cadre"], row["post"])
        if pair is None:
            continue  # told as a breach of `planned`
        name = f"appointment {row['cadre']} {row['post']}"
        yield from _differs(f"{name} kind", row["kind"], pair.kind)
        yield from _differs(f"{name} counted", row["counted"], pair.counted)
        yield from _differs(f"{name} from_post", row["from_post"], pair.from_post)
        yield from _differs(f"{name} rotation", row["rotation"], pair.rotation)
        yield from _differs(f"{name} fit", row["fit"], pair.fit)
        yield from _differs(f"{name} fit_parts", dict(row["fit_parts"]), pair.parts)
    stays = rules.staying(world, appointed)
    for group in {world.group[p] for p in appointed}:
        seats = sorted(p for p, g in world.group.items() if g == group and p not in stays)
        new = sorted(appointed[p] for p in seats if p in appointed)
        ours = dict(zip(seats, new, strict=False))
        yield from _differs("seats of one title", {p: appointed[p] for p in seats if p in appointed}, ours)


def _stays_and_leaves(world: World, slate: Document) -> Iterator[str]:
    appointed = {r["post"]: r["cadre"] for r in slate["appointments"]}
    stays = {(r["post"], r["cadre"]) for r in slate["stays"]}
    ours = set(rules.staying(world, appointed).items())
    ours |= {  # who sits outside the managed posts may be told as staying there, or not
        (p, c) for p, c in stays if not world.posts[p]["managed"] and world.posts[p]["incumbent"] == c
    }
    yield from _differs("stays too many", sorted(stays - ours), [])
    yield from _differs("stays missing", sorted(ours - stays), [])
    leaves = {(r["post"], r["cadre"], r["why"]) for r in slate["leaves"]}
    out = {(p, world.posts[p]["incumbent"], why) for p, why in leaving(world).items()}
    yield from _differs("leaves", sorted(leaves), sorted(out))


def _vacant(world: World, slate: Document, holders: Mapping[str, str]) -> Iterator[str]:
    empty = rules.empty_posts(world, holders)
    rows = {r["post"]: r for r in slate["vacant"]}
    left = {  # an unlisted post somebody leaves may be told as vacant, or not
        p for p in rows if world.posts[p]["managed"] and not world.posts[p]["listed"] and p not in holders
    }
    yield from _differs("vacant", sorted(rows.keys() - left), empty)
    yield from _differs("unlisted and held", sorted(p for p in left if rows[p]["held_for"]), [])
    for post in empty:
        if post not in rows:
            continue
        row, says = world.posts[post], rows[post]
        held = says["held_for"]
        if row["frozen"] or row["mode"] != "process":
            why, held_ok = "frozen" if row["frozen"] else "exam", held is None
        elif row["reserved_for"]:
            why, held_ok = (
                "reserved",
                held
                in (
                    None,
                    *{"women_or_young": ("women", "young")}.get(row["reserved_for"], (row["reserved_for"],)),
                ),
            )
        elif not rules.has_candidate(world, post):
            why, held_ok = "no_candidate", held is None
        else:
            why = f"held_{held}" if held else "left_empty"
            held_ok = held in (None, "women", "young") and not (held and row["priority"] == 1)
        yield from _differs(f"vacant {post} why", says["why"], why)
        if not held_ok:
            yield f"vacant {post} held_for {held!r}"
    for province in world.provinces:
        yield from _held(world, province, holders, rows)


def _claimed(world: World, province: str, rows: Mapping[str, Any]) -> rules.Split:
    """The split the slate claims, its cost left out."""
    count = {(kind, able): 0 for kind in ("women", "young") for able in (True, False)}
    for post, row in rows.items():
        if row["held_for"] and world.province(post) == province:
            count[row["held_for"], rules.has_candidate(world, post)] += 1
    return rules.Split(
        (count["women", True], count["women", False]),
        (count["young", True], count["young", False]),
        (0, 0, 0, 0),
    )


def _held(world: World, province: str, holders: Mapping[str, str], rows: Mapping[str, Any]) -> Iterator[str]:
    best = rules.best_splits(world, province, holders)
    claim = _claimed(world, province, rows)
    ours = [(s.women, s.young) for s in best]
    if (claim.women, claim.young) not in ours:
        yield f"held in {province!r}: slate {claim.women} {claim.young}, oracle one of {ours}"
        return
    general = sorted(
        (-world.posts[p]["priority"], p)
        for p in rows
        if world.province(p) == province
        and not world.posts[p]["reserved_for"]
        and world.posts[p]["priority"] != 1
        and rules.fillable(world, p)
    )
    held = [rows[p]["held_for"] for _, p in general]
    used = sorted(h for h in held if h)  # women get theirs first, and "women" < "young"
    yield from _differs(f"general seats held in {province!r}", len(used), best[0].cost[3])
    yield from _differs(f"order of held seats in {province!r}", held, used + [None] * (len(held) - len(used)))


def _tiers(world: World, slate: Document, holders: Mapping[str, str]) -> Iterator[str]:
    yield from _differs("tiers", [t["id"] for t in slate["tiers"]], list(TIERS))
    ours = dict(zip(TIERS, rules.tiers(world, holders), strict=True))
    for tier in slate["tiers"]:
        yield from _differs(f"tier {tier['id']}", tier["value"], ours.get(tier["id"]))
        if slate["status"] == "optimal" and (tier["bound"] != tier["value"] or not tier["proven"]):
            yield f"tier {tier['id']}: called optimal, not proven"


def _shares(world: World, slate: Document, holders: Mapping[str, str]) -> Iterator[str]:
    """The figures of the share rules, of deputy_count's lower end, and every must with a breach on a team."""
    vacant = {r["post"]: r for r in slate["vacant"]}
    for province in world.provinces:
        claim = _claimed(world, province, vacant)
        for rule, share in rules.shares(world, province, holders, claim).items():
            rows = [r for r in slate["rules"] if r["id"] == rule and r["where"] == province]
            yield from _differs(f"rows of {rule} {province!r}", len(rows), 1)
            for row in rows:
                says = rules.Share(row["of"], row["got"], row["held"], row["shortfall"])
                yield from _differs(f"{rule} {province!r}", says, share)
    for unit in world.units:
        lack = rules.deputy_lack(world, unit, holders)
        rows = [r for r in slate["rules"] if (r["id"], r["where"], r["strength"]) == ("deputy_count", unit, "strive")]
        if rules.deputies(world, unit):
            yield from _differs(f"deputy_count {unit}", sum(r["shortfall"] for r in rows), lack)
    ours = sorted(
        (i, "" if i == "deputy_total" else w, standing) for i, w, standing in rules.team_findings(world, holders)
    )
    says_broken = sorted(  # a province has three totals: which of them, each slate may tell in its own way
        (r["id"], "" if r["id"] == "deputy_total" else r["where"], r["standing"])
        for r in slate["rules"]
        if r["id"] in ("deputy_count", "deputy_total", "women_led_unit") and r["strength"] == "must" and r["shortfall"]
    )
    yield from _differs("musts on teams", says_broken, ours)


def _teams(world: World, slate: Document, holders: Mapping[str, str]) -> Iterator[str]:
    """The rows of age levels, districts, kin, exchange, the committee and rotation; and what is preferred."""
    ours: dict[tuple[str, str], list[int]] = {}
    for rule, where, short in teams.striven(world, holders, rules.open_posts(world, holders)):
        ours.setdefault((rule, where), []).append(short)
    says: dict[tuple[str, str], list[int]] = {}
    names = {rule for rule, _ in ours}
    for row in slate["rules"]:
        if row["strength"] == "strive" and (row["id"] in names or row["id"] in STRIVEN):
            says.setdefault((row["id"], row["where"]), []).append(row["shortfall"])
    for key in sorted(ours.keys() | says.keys()):
        yield from _differs(f"striven {key}", sorted(says.get(key, [])), sorted(ours.get(key, [])))
    broken = sorted(
        (r["id"], r["where"], r["standing"])
        for r in slate["rules"]
        if r["id"] in ("age_levels", "secondment_per_district", "kin", "unit_drain")
        and r["strength"] == "must"
        and r["shortfall"]
    )
    yield from _differs("musts on teams and kin", broken, sorted(teams.musts(world, holders)))
    costs: dict[str, int] = {}
    for row in slate["rules"]:
        if row["strength"] == "prefer":
            costs[row["id"]] = costs.get(row["id"], 0) + row["shortfall"]
    yield from _differs(
        "preferred",
        {r: c for r, c in sorted(costs.items()) if c},
        dict(sorted(teams.preferred(world, holders).items())),
    )
