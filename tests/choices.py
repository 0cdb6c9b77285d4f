"""What else could be chosen, by looking at every slate: the judge of `front`, `alternatives` and `weights`."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from itertools import count, product
from pathlib import Path
from typing import Any

import brute
import oracle
import oracle_slate as rules
from click.testing import CliRunner
from oracle_data import World, load
from oracle_pairs import pair_of, young
from random_rounds import random_round
from round_file import Tables
from target_counts import missing

from planner.cli import main

Row = dict[str, Any]
Holders = dict[str, str]
TIERS = oracle.TIERS
COMMITTEE = ("women", "young")


def ask(command: str, source: Path, *options: str, lang: str = "en") -> tuple[int, Row, str]:
    """Exit code, the JSON document (empty if none) and what was said."""
    done = CliRunner().invoke(main, ["--lang", lang, command, str(source), "--json", "-", *options])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, json.loads(done.stdout) if done.stdout.startswith("{") else {}, done.output


class Slates:
    """Every slate of a round that meets all musts, with its tiers."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.all: list[Holders] = brute.valid(world)
        self.tiers = [oracle.tiers(world, holders) for holders in self.all]
        self._by_people = {self._key(rules.newcomers(world, holders)): at for at, holders in enumerate(self.all)}

    @staticmethod
    def _key(made: Holders) -> frozenset[tuple[str, str]]:
        return frozenset(made.items())

    def number(self, row: Row) -> int:
        """The slate a document tells by its appointments."""
        return self._by_people[self._key({made["post"]: made["cadre"] for made in row["appointments"]})]

    def after(self, start: int, changes: Iterable[Row]) -> int:
        """The slate that changes lead to; seats alike may be laid otherwise."""
        holders = dict(self.all[start])
        for change in changes:
            assert holders.pop(change["post"], "") == change["before"]
        for change in changes:
            if change["after"]:
                assert change["post"] not in holders
                holders[change["post"]] = change["after"]
        wanted = self.laid(holders)
        return next(at for at, slate in enumerate(self.all) if self.laid(slate) == wanted)

    def laid(self, holders: Holders) -> list[tuple[str, str]]:
        """Who holds which group of seats."""
        return brute.laid(self.world, holders)

    def apart(self, one: int, other: int) -> int:
        """Posts whose holder differs, seats alike matched as well as can be."""
        first, second = set(self.laid(self.all[one])), set(self.laid(self.all[other]))
        groups = {group for group, _ in first | second}
        lost = {g: sum(group == g for group, _ in first - second) for g in groups}
        new = {g: sum(group == g for group, _ in second - first) for g in groups}
        return sum(max(lost[g], new[g]) for g in groups)

    # --- axes -----------------------------------------------------------------------------------
    def values(self, at: int, axes: list[str]) -> set[tuple[int, ...]]:
        """The values of a slate; several where seats may be held for women or for the young."""
        held = [axis for axis in axes if axis in ("women_share", "young_share")]
        plain = {axis: self._value(at, axis) for axis in axes if axis not in held}
        return {
            tuple((plain | dict(zip(held, short, strict=True)))[axis] for axis in axes)
            for short in self._held(self.all[at], held)
        }

    def _held(self, holders: Holders, shares: list[str]) -> set[tuple[int, ...]]:
        world, found = self.world, {(0,) * len(shares)}
        empty = rules.empty_posts(world, holders)
        for province in world.provinces if shares else ():
            base = rules.bases(world, province, rules.newcomers(world, holders), empty)
            met = {"women_share": (0, 0), "young_share": (0, 0)} | {share: base[share] for share in shares}
            seats = rules.stock(world, province, empty)
            here = set()
            for split in rules.splits(seats, met["women_share"], met["young_share"]):
                short = {"women_share": split.cost[2], "young_share": split.cost[0] - split.cost[2]}
                here.add(tuple(short[share] for share in shares))
            found = {tuple(a + b for a, b in zip(one, other, strict=True)) for one, other in product(found, here)}
        return found

    def _value(self, at: int, axis: str) -> int:
        world, holders = self.world, self.all[at]
        if axis in TIERS:
            return self.tiers[at][TIERS.index(axis)]
        if axis in ("women", "young"):
            made = [pair_of(world, cadre, post) for post, cadre in rules.newcomers(world, holders).items()]
            such = {"women": lambda cadre: world.cadres[cadre]["female"], "young": lambda cadre: young(world, cadre)}
            return sum(pair is not None and pair.counted and bool(such[axis](pair.cadre)) for pair in made)
        if axis in ("filled", "empty"):
            listed = [
                p for p, r in world.posts.items() if r["managed"] and r["listed"] and rules.counts_empty(world, p)
            ]
            return sum((post in holders) == (axis == "filled") for post in listed)
        parts = COMMITTEE if axis == "committee_2025" else ("",)
        keys = [{"id": axis, "part": part, "province": place} for part in parts for place in world.provinces]
        return sum(missing(world, key, holders) for key in keys)


def round_with_choice(seed: int, least: int = 12) -> tuple[Tables, Slates]:
    """A round with at least so many slates, and not too many to look at."""
    for at in count(1000 * seed):
        tables = random_round(random.Random(at), at % 4 + 1)
        slates = Slates(load(tables))
        if least <= len(slates.all) <= 400:
            return tables, slates
    raise AssertionError


MORE = ("women", "young", "filled")


def front(points: set[tuple[int, ...]], axes: list[str]) -> set[tuple[int, ...]]:
    """The points no other betters on one axis without losing on another."""
    sign = [-1 if axis in MORE else 1 for axis in axes]

    def beats(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        return one != other and all(s * a <= s * b for s, a, b in zip(sign, one, other, strict=True))

    return {point for point in points if not any(beats(other, point) for other in points)}


# --- weights of fit -------------------------------------------------------------------------------------
WHOLE = {"evaluation": 30, "field": 20, "theory": 10, "training": 10, "experience": 15, "support": 15}
Weights = dict[str, int]


class Weighed:
    """The slates that are best in every tier before fit, by their points in each part of fit."""

    def __init__(self, slates: Slates) -> None:
        best, world = min(tiers[:4] for tiers in slates.tiers), slates.world
        self.numbers = [at for at, tiers in enumerate(slates.tiers) if tiers[:4] == best]
        self.after = {at: slates.tiers[at][5:] for at in self.numbers}
        self.pairs = {}
        for at in self.numbers:
            made = [pair_of(world, c, p) for p, c in rules.newcomers(world, slates.all[at]).items()]
            self.pairs[at] = [pair.parts for pair in made if pair is not None and pair.kind != "second"]

    def cost(self, at: int, weights: Weights) -> tuple[int, ...]:
        """What is missing in fit, then the tiers after it."""
        short = sum(100 - sum(parts[p] * w // WHOLE[p] for p, w in weights.items()) for parts in self.pairs[at])
        return (short, *self.after[at])

    def best(self, weights: Weights) -> set[int]:
        """The slates as good as any at these weights."""
        costs = {at: self.cost(at, weights) for at in self.numbers}
        least = min(costs.values())
        return {at for at, cost in costs.items() if cost == least}

    def most(self, at: int, ours: int, box: dict[str, tuple[int, int]]) -> int:
        """By how much a slate betters ours in fit at the weights of the box that suit it best."""
        gain = 100 * (len(self.pairs[ours]) - len(self.pairs[at]))
        for part, (low, high) in box.items():
            gain += max(self._points(at, part, w) - self._points(ours, part, w) for w in range(low, high + 1))
        return gain

    def _points(self, at: int, part: str, weight: int) -> int:
        return sum(parts[part] * weight // WHOLE[part] for parts in self.pairs[at])


def line(part: str) -> Iterator[tuple[int, Weights]]:
    """Every weight of a part, the others as they are."""
    for weight in range(101):
        yield weight, WHOLE | {part: weight}
