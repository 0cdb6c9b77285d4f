"""The best slates of a small round by looking at every one: the judge of the solver.

Nothing of the product is imported. A slate is an assignment post → cadre, stays included; seats that differ in
nothing are one group, whose newcomers take the open seats in order, so that each slate is looked at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import oracle_slate as rules
from oracle import tiers, world_of
from oracle_data import Tables, World
from oracle_pairs import desks, leaving, pairs

Holders = dict[str, str]
Group = tuple[Any, ...]


def best(tables: Tables | World) -> tuple[tuple[int, ...], list[Holders]] | None:
    """The least tier values and every slate that has them; None if no slate meets all musts."""
    world = world_of(tables)
    least: tuple[int, ...] | None = None
    slates: list[Holders] = []
    for holders in assignments(world):
        if least is not None and _urgent(world, holders) > least[0]:
            continue
        if rules.breaches(world, holders):
            continue
        value = tiers(world, holders)
        if least is None or value < least:
            least, slates = value, [holders]
        elif value == least:
            slates.append(holders)
    return None if least is None else (least, slates)


def _urgent(world: World, holders: Holders) -> int:
    empty = rules.empty_posts(world, holders)
    return sum(world.posts[p]["priority"] == 1 and rules.counts_empty(world, p) for p in empty)


def targets(world: World) -> dict[str, list[Group]]:
    """Cadre → the groups of seats an admitted pair may put the cadre into."""
    found: dict[str, list[Group]] = {}
    for pair in pairs(world).values():
        if pair.state != "admitted":
            continue
        groups = {
            world.group[p]
            for p, row in world.posts.items()
            if world.title[p] == pair.title
            and (row["listed"] or not row["managed"])
            and not row["frozen"]
            and row["mode"] == "process"
        }
        found.setdefault(pair.cadre, []).extend(sorted(groups, key=repr))
    return {cadre: groups for cadre, groups in sorted(found.items()) if groups}


def assignments(world: World) -> Iterator[Holders]:
    """Every assignment by admitted pairs in which no seat has two holders; musts are not looked at."""
    options = targets(world)
    members: dict[Group, list[str]] = {}
    for post in sorted(world.posts):
        members.setdefault(world.group[post], []).append(post)
    gone = leaving(world)
    sitting = {p: c for c, p in world.seat_of.items() if p not in gone} | desks(world)
    # Seats of a group nobody can take: their holder stays in any slate.
    fixed = Counter(world.group[p] for p, c in sitting.items() if c not in options)
    cadres = list(options)

    def choose(number: int, taken: Counter[Group], placed: dict[str, Group]) -> Iterator[dict[str, Group]]:
        if number == len(cadres):
            yield placed
            return
        cadre = cadres[number]
        yield from choose(number + 1, taken, placed)
        for group in options[cadre]:
            if taken[group] + fixed[group] < len(members[group]):
                taken[group] += 1
                yield from choose(number + 1, taken, placed | {cadre: group})
                taken[group] -= 1

    for placed in choose(0, Counter(), {}):
        holders = {p: c for p, c in sitting.items() if c not in placed}
        new: dict[Group, list[str]] = {}
        for cadre, group in placed.items():
            new.setdefault(group, []).append(cadre)
        fits = True
        for group, people in new.items():
            open_seats = [p for p in members[group] if p not in holders]
            if len(people) > len(open_seats):
                fits = False
                break
            holders |= zip(open_seats, people, strict=False)
        if fits:
            yield holders


def valid(world: World) -> list[Holders]:
    """Every slate that meets all musts."""
    return [holders for holders in assignments(world) if not rules.breaches(world, holders)]


def laid(world: World, holders: Holders) -> list[tuple[str, str]]:
    """Who holds which group of seats: the same for slates that only lay seats alike otherwise."""
    return sorted((repr(world.group[post]), cadre) for post, cadre in holders.items())


def best_after(world: World, last: Holders, decided: Decided) -> tuple[tuple[int, ...], list[Holders]] | None:
    """The least (changes, tiers …) of the slates that follow what was decided on the ``last`` one, and every slate
    that has them, seats alike in any order; None if no slate does. Seats decided on must be groups of their own."""
    least: tuple[int, ...] | None = None
    slates: list[Holders] = []
    for holders in assignments(world):
        if not decided.followed(world, holders) or rules.breaches(world, holders):
            continue
        value = (changes(world, last, holders, decided.own), *tiers(world, holders))
        if least is None or value < least:
            least, slates = value, [holders]
        elif value == least:
            slates.append(holders)
    return None if least is None else (least, slates)


@dataclass(frozen=True)
class Decided:
    """``kept``: post → who must hold it; ``shut``: posts to which nobody is appointed; ``filled``: posts that must not
    stay empty; ``own``: posts whose change was asked for."""

    kept: Holders
    shut: set[str]
    filled: set[str]
    own: set[str]

    def followed(self, world: World, holders: Holders) -> bool:
        """Whether a slate is what was decided."""
        new = rules.newcomers(world, holders)
        kept = all(holders.get(post) == cadre for post, cadre in self.kept.items())
        return kept and not self.shut & new.keys() and self.filled <= holders.keys()


def changes(world: World, last: Holders, holders: Holders, own: set[str]) -> int:
    """How many posts have another holder, those in ``own`` left out, seats alike laid out so that it is fewest."""
    groups: dict[Group, list[str]] = {}
    for post in sorted(world.posts):
        groups.setdefault(world.group[post], []).append(post)
    return sum(_fewest(posts, last, holders) for posts in groups.values() if not set(posts) & own)


def _fewest(posts: list[str], last: Holders, holders: Holders) -> int:
    """By trying every order of who sits there and of the empty chairs."""
    now = [holders.get(post, "") for post in posts]
    return min(sum(last.get(p, "") != c for p, c in zip(posts, order, strict=True)) for order in permutations(now))
