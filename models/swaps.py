"""The swaps that improve a slate most: one change of it, looked for among all there are.

A swap puts one person, whom every standard admits, into one post (an open seat, or in the place of somebody newly
appointed); lets a sitting leader stay; has two people exchange their posts; or leaves a newly filled seat empty. Who is
displaced goes back to the seat held now, if there is one; where another has it, the swap is none.

Where every must holds, the solver chooses among the swaps, tier by tier, and proves that none is better. Where some do
not, only a swap that lessens their shortfall is an improvement, whatever the tiers: of those that touch the broken
places each is audited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from models.audit import Audit, audit
from models.build import Draft, build
from models.calendar import Ints
from models.changes_tier import Change
from models.program import Program, Totals
from models.slate import Slate
from models.solve import Options, solve

Kind = Literal["put", "stay", "exchange", "empty"]
Told = Callable[[int, int], None]
CHOICE = "swap"  # the last tier of the choice: of swaps equally good the first


@dataclass(frozen=True)
class Swap:
    """One swap: the posts that change hands, and the slate it makes."""

    kind: Kind
    changes: tuple[Change, ...]
    holder: Ints


@dataclass(frozen=True)
class Better:
    """A swap with what the audit says of its slate: the shortfall of the broken musts, and the tiers."""

    swap: Swap
    broken: int
    tiers: dict[str, int]


@dataclass(frozen=True)
class Found:
    """The best swaps, the best first; ``looked``: among how many; ``every``: all there are, not only those that touch
    what is broken."""

    swaps: list[Better]
    looked: int
    every: bool


def shortfall(judged: Audit) -> int:
    """What is missing from the broken musts, in their own units."""
    return sum(finding.shortfall for _, finding in judged.broken)


def best_swaps(slate: Slate, judged: Audit, most: int = 3, told: Told | None = None) -> Found:
    """At most so many swaps that improve the slate. ``told`` hears, of audits, how many are done of how many."""
    draft = build(slate.case)
    swaps = list(possible(draft, slate))
    looked = _touching(slate, judged, swaps) if judged.broken else swaps
    found = None if judged.broken else _chosen(draft, slate, swaps, judged, most)
    if found is None:
        found = _audited(slate, judged, looked, most, told)
    return Found(found, len(looked), every=len(looked) == len(swaps))


# --- what swaps there are -------------------------------------------------------------------------
def possible(draft: Draft, slate: Slate) -> Iterator[Swap]:
    """Every swap, each slate it makes once, in the order of posts and cadres."""
    seen: set[tuple[Change, ...]] = set()
    for kind, holder in _moves(draft, slate):
        at = np.flatnonzero(holder != slate.holder)
        changes = tuple(Change(int(post), int(slate.holder[post]), int(holder[post])) for post in at)
        if changes and changes not in seen:
            seen.add(changes)
            yield Swap(kind, changes, holder)


def _moves(draft: Draft, slate: Slate) -> Iterator[tuple[Kind, Ints]]:
    case, holder, pairs = slate.case, slate.holder, draft.pairs
    admitted = sorted(set(zip(pairs["group"].tolist(), pairs["cadre"].tolist(), strict=True)))
    group, stayer = case.posts["group"].tolist(), case.posts["stayer"].tolist()
    home = {cadre: post for post, cadre in enumerate(stayer) if cadre >= 0}
    sits: dict[int, list[int]] = {}
    for post, cadre in enumerate(holder.tolist()):
        if cadre >= 0:
            sits.setdefault(cadre, []).append(post)

    def settled(after: Ints, vacated: list[int], displaced: int) -> Ints | None:
        """With the incumbents back who have lost their seat to nobody; None where the displaced one finds his taken."""
        for post in vacated:
            if after[post] < 0 and stayer[post] >= 0 and stayer[post] not in after:
                after[post] = stayer[post]
        if displaced in home and displaced not in after:
            if after[home[displaced]] >= 0:
                return None
            after[home[displaced]] = displaced
        return after

    def put(cadre: int, post: int) -> Ints | None:
        after, left = holder.copy(), sits.get(cadre, [])
        after[left] = -1
        displaced, after[post] = int(after[post]), cadre
        return settled(after, left, displaced)

    for at, cadre in admitted:
        if at in {group[post] for post in sits.get(cadre, [])}:
            continue
        empty = [post for post in case.seats_of_group[at] if holder[post] < 0][:1]
        new = [post for post in case.seats_of_group[at] if holder[post] >= 0 and holder[post] != stayer[post]]
        for post in sorted(empty + new):
            if (after := put(cadre, post)) is not None:
                yield "put", after
    for cadre, post in sorted(home.items()):
        if holder[post] != cadre and (after := put(cadre, post)) is not None:
            yield "stay", after
    for post in np.flatnonzero((holder >= 0) & (holder != np.array(stayer))).tolist():
        after = holder.copy()
        displaced, after[post] = int(after[post]), -1
        if (back := settled(after, [post], displaced)) is not None:
            yield "empty", back
    may = {*admitted} | {(group[post], cadre) for cadre, post in home.items()}
    for at, cadre in admitted:
        for here in sits.get(cadre, []):
            for post in case.seats_of_group[at]:
                other = int(holder[post])
                if other >= 0 and other != cadre and group[here] != at and (group[here], other) in may:
                    after = holder.copy()
                    after[here], after[post] = other, cadre
                    yield "exchange", after


# --- chosen by the solver -------------------------------------------------------------------------
class _Columns:
    """Which pairs (columns of the program) a slate makes."""

    def __init__(self, draft: Draft) -> None:
        posts, pairs = draft.case.posts, draft.pairs
        self.group, self.sits = posts["group"].to_numpy(np.int64), posts["holder"].to_numpy(np.int64)
        keys = zip(pairs["cadre"].tolist(), pairs["group"].tolist(), strict=True)
        self.col = {key: at for at, key in enumerate(keys)}

    def of(self, holder: Ints) -> frozenset[int] | None:
        """None where it appoints somebody by a pair the program does not have."""
        new = np.flatnonzero((holder >= 0) & (holder != self.sits))
        keys = list(zip(holder[new].tolist(), self.group[new].tolist(), strict=True))
        return frozenset(self.col[key] for key in keys) if all(key in self.col for key in keys) else None


def _chosen(draft: Draft, slate: Slate, swaps: list[Swap], judged: Audit, most: int) -> list[Better] | None:
    """The best, one after another, as long as they are better than the slate itself; None where the program does not
    have the slate."""
    columns = _Columns(draft)
    made = columns.of(slate.holder)
    if made is None:
        return None
    steps: dict[frozenset[int], Swap] = {}
    for swap in swaps:
        step = columns.of(swap.holder)
        if step is not None and step != made:
            steps.setdefault(step, swap)
    if not steps:
        return []
    program, choice = _choice(draft.program, made, list(steps))
    column = dict(zip(steps, choice, strict=True))
    found: list[Better] = []
    while len(found) < most:
        outcome = solve(program, Options(unique=False))
        if outcome.interrupted:
            raise KeyboardInterrupt
        if outcome.status != "optimal":
            break
        after = frozenset(outcome.made.tolist())
        better = _audit(slate, steps[after])
        if better.broken or better.tiers != {t.id: t.value for t in outcome.tiers if t.id != CHOICE}:
            raise ArithmeticError("the audit does not find what the solver proved")
        if list(better.tiers.values()) >= list(judged.tiers.values()):
            break
        found.append(better)
        program.upper[column[after]] = 0
    return found


def _choice(plain: Program, made: frozenset[int], steps: list[frozenset[int]]) -> tuple[Program, list[int]]:
    """The program whose slates are those of exactly one of the steps, and the column of each."""
    program = plain.copy()
    choice = [program.column(0, 1) for _ in steps]
    moved = sorted({col for after in steps for col in after ^ made})
    for col in set(range(plain.pairs)) - set(moved):
        program.lower[col] = program.upper[col] = int(col in made)
    number, row, cols, coefs = {col: at for at, col in enumerate(moved)}, [], [], []
    for chosen, after in zip(choice, steps, strict=True):
        for col in after ^ made:
            row.append(number[col])
            cols.append(chosen)
            coefs.append(-1 if col in after else 1)
    names = [CHOICE] * len(moved)
    switch = Totals.of(names, range(len(moved)), moved, 1) + Totals.of(names, row, cols, coefs)
    program.require(CHOICE, switch.plus(-np.array([int(col in made) for col in moved], dtype=np.int64)), 0, 0)
    program.require(CHOICE, Totals.of([CHOICE], [0] * len(choice), choice, 1), 1, 1)
    rank = (np.array(choice, dtype=np.int64), np.arange(len(choice), dtype=np.int64), 0)
    program.tiers = plain.tiers | {CHOICE: rank}
    return program, choice


def _audit(slate: Slate, swap: Swap) -> Better:
    judged = audit(Slate(slate.case, swap.holder))
    return Better(swap, shortfall(judged), judged.tiers)


# --- audited one by one ---------------------------------------------------------------------------
def _audited(slate: Slate, judged: Audit, swaps: list[Swap], most: int, told: Told | None) -> list[Better]:
    """Those that lessen the shortfall of the musts or, where all hold, the tiers; the best first."""
    before = shortfall(judged), list(judged.tiers.values())
    found = []
    for done, swap in enumerate(swaps, 1):
        better = _audit(slate, swap)
        mends = better.broken < before[0] if before[0] else (better.broken, list(better.tiers.values())) < before
        found += [better] if mends else []
        if told:
            told(done, len(swaps))
    return sorted(found, key=lambda one: (one.broken, list(one.tiers.values())))[:most]


def _touching(slate: Slate, judged: Audit, swaps: list[Swap]) -> list[Swap]:
    """The swaps that move somebody, or change a post, that a broken must names; a must that names no one place (a
    share, a total) is touched by every swap."""
    posts, people, anywhere = _named(slate, judged)

    def touches(swap: Swap) -> bool:
        moved = {cadre for change in swap.changes for cadre in (change.before, change.after)}
        return bool(posts & {change.post for change in swap.changes}) or bool(people & moved)

    return swaps if anywhere else [swap for swap in swaps if touches(swap)]


def _named(slate: Slate, judged: Audit) -> tuple[set[int], set[int], bool]:
    """(posts, cadres) the broken musts name, and whether one of them names no place; of a unit all posts there and in
    its locality, all who sit there now, and all who have kin."""
    case = slate.case
    posts = {post: at for at, post in enumerate(case.posts["post_id"])}
    cadres = {cadre: at for at, cadre in enumerate(case.cadres["cadre_id"])}
    units = {unit: at for at, unit in enumerate(case.units["unit_id"])}
    kin = {cadres[cadre] for side in ("cadre_a", "cadre_b") for cadre in case.round_.kin[side] if cadre in cadres}
    found: tuple[set[int], set[int]] = set(), set()
    for _, finding in judged.broken:
        where = finding.where
        if where in posts:
            found[0].add(posts[where])
        elif where in cadres:
            found[1].add(cadres[where])
        elif where in units:
            unit = case.units.iloc[units[where]]
            near = case.posts["unit"] == units[where]
            if unit["locality"]:
                near |= (case.posts["locality"] == unit["locality"]) & (case.posts["place"] == unit["place"])
            found[0].update(np.flatnonzero(near).tolist())
            found[1].update(case.posts["holder"].to_numpy()[near].tolist(), kin)
        else:
            return (*found, True)
    return found[0], found[1] - {-1}, False
