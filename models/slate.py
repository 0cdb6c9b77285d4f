"""A finished slate: who holds which seat after the round, and the tables the checks read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from models.calendar import Ints
from models.case import FROM_GROUP, Case
from models.judge import verdicts
from models.rule import ADMITTED, Ask
from models.share import Kind, shortfall

if TYPE_CHECKING:
    from models.share import Share


@dataclass(frozen=True)
class Slate:
    """``holder``: for each post (row of ``case.posts``) a cadre (row of ``case.cadres``) or -1."""

    case: Case
    holder: Ints

    @classmethod
    def of_pairs(cls, case: Case, pairs: pd.DataFrame) -> Slate:
        """The slate that makes exactly these pairs: who is not leaving and not among them stays; in each group
        newcomers take the open seats in the order of post id and cadre id. Whoever had one of them in the last slate
        keeps it, and the others take first those whose last holder is gone."""
        holder = case.posts["stayer"].to_numpy(dtype=np.int64, copy=True)
        holder[np.isin(holder, pairs["cadre"])] = -1  # whoever is appointed leaves the post held until now
        for group, cadres in pairs.sort_values(["group", "cadre"]).groupby("group")["cadre"]:
            free = [seat for seat in case.seats_of_group[int(str(group))] if holder[seat] < 0]
            come = set(cadres)
            kept = {seat: case.last[seat] for seat in free if case.last[seat] in come}
            others = sorted(come - set(kept.values()))
            left = sorted((seat for seat in free if seat not in kept), key=lambda seat: (case.last[seat] < 0, seat))
            for seat, cadre in (*kept.items(), *zip(left, others, strict=False)):
                holder[seat] = cadre
        return cls(case, holder)

    def cadre_id(self, cadre: Any) -> str:
        """The id of a row of ``cadres``."""
        return str(self.case.cadres["cadre_id"].iat[int(cadre)])

    def unit_id(self, unit: Any) -> str:
        """The id of a row of ``units``."""
        return str(self.case.units["unit_id"].iat[int(unit)])

    @cached_property
    def holding(self) -> pd.DataFrame:
        """Managed seats that are filled: ``post``, ``cadre``, ``woman`` and the group's columns."""
        posts = self.case.posts
        filled = np.flatnonzero((self.holder >= 0) & posts["managed"].to_numpy(bool))
        table = self._seats_at(filled)
        table["cadre"] = self.holder[filled]
        table["woman"] = self.case.cadres["woman"].to_numpy()[table["cadre"]]
        return table

    @cached_property
    def appointments(self) -> pd.DataFrame:
        """Seats whose holder is not the incumbent, described as pairs, with ``post`` and ``post_id``."""
        posts, case = self.case.posts, self.case
        new = np.flatnonzero((self.holder >= 0) & (self.holder != posts["holder"].to_numpy()))
        cadre, group = self.holder[new], posts["group"].to_numpy()[new]
        spoken = {
            (c, t): r for c, t, r in zip(case.pairs["cadre"], case.pairs["title"], case.pairs["row"], strict=True)
        }
        title = posts["title"].to_numpy()[new]
        rows = [spoken.get(key, -1) for key in zip(cadre.tolist(), title.tolist(), strict=True)]
        made = case.describe(cadre, group, np.array(rows, dtype=np.int64))
        made.insert(0, "post", new)
        made.insert(1, "post_id", posts["post_id"].to_numpy()[new])
        return made

    @cached_property
    def seats(self) -> pd.DataFrame:
        """All posts with their group's columns, ``has_candidate``, ``fillable``, and whether the seat, left empty,
        ``tells`` in the tiers ``urgent`` and ``vacancies``."""
        case = self.case
        state, _, _ = verdicts(case, case.pairs)
        has = np.zeros(len(case.groups), dtype=bool)
        has[case.pairs["group"][state == ADMITTED]] = True
        table = self._seats_at(np.arange(len(case.posts)))
        group = case.posts["group"].to_numpy()
        table["has_candidate"] = has[group]
        table["fillable"] = (case.counted_groups & has)[group]
        table["tells"] = case.counted_groups[group] & ((table["reserved_for"] == "") | table["has_candidate"])
        return table

    @cached_property
    def empty(self) -> pd.DataFrame:
        """The managed seats nobody holds after the round."""
        empty = (self.holder < 0) & self.seats["managed"].to_numpy(bool)
        return self.seats.iloc[np.flatnonzero(empty)]

    @cached_property
    def counted_empty(self) -> pd.DataFrame:
        """Those of them that count in the tiers ``urgent`` and ``vacancies``."""
        return self.empty[self.empty["tells"]]

    def _seats_at(self, posts: Ints) -> pd.DataFrame:
        group = self.case.posts["group"].to_numpy()[posts]
        table = pd.DataFrame({"post": posts, "group": group})
        for column in FROM_GROUP:
            table[column] = self.case.groups[column].to_numpy()[group]
        return table

    def tally(self, place: Any, places: int) -> Ints:
        """How many rows carry each place number; -1 counts nowhere."""
        place = np.asarray(place, dtype=np.int64)
        return np.bincount(place[place >= 0], minlength=places)

    def count(self, table: pd.DataFrame, which: Callable[[pd.DataFrame], Any], by: str) -> Ints:
        """How many rows of ``table`` answer ``which``, by unit or place."""
        places = len(self.case.units if by == "unit" else self.case.provinces)
        return self.tally(np.where(which(table), table[by], -1), places)

    @cached_property
    def held(self) -> list[dict[Kind, list[int]]]:
        """By province, the seats (rows of posts) held for women and for the young: as many as give the
        least shortfalls, and no more; reserved seats before general ones; priority 3 before 2; by id."""
        result, law = [], self.case.law
        asked: tuple[str, ...] = ("must", *law.tiers, "warning", "off")
        rank = {kind: asked.index(law.strength(f"{kind}_share")) for kind in KINDS}
        for place in range(len(self.case.provinces)):
            shares: Shares = {}
            for kind in sorted(KINDS, key=lambda kind: rank[kind]):  # a seat goes to the share that comes first
                off = law.strength(f"{kind}_share") == "off"
                shares[kind] = (0, 0, 0) if off else self._share(kind, place)
            result.append(_hold(self.empty[self.empty["place"] == place], shares, rank, self.case))
        return result

    def missing(self, place: int, kinds: Sequence[Kind]) -> Iterator[tuple[int, ...]]:
        """Persons short of the share of each of ``kinds`` in a province, for every way to hold seats for them that is
        worth looking at."""
        shares: Shares = {kind: self._share(kind, place) if kind in kinds else (0, 0, 0) for kind in KINDS}
        general, reserved = _may_be_held(self.empty[self.empty["place"] == place], self.case)
        caps, count = self.case.law.holding, len(general)
        most = [cap if cap >= 0 else len(self.case.posts) for cap in (caps.women_max, caps.young_max)]
        for added, kept in _ways(reserved, shares):
            room = [cap - len(seats) for cap, seats in zip(most, kept, strict=True)]
            if min(room) < 0:
                continue
            short = {
                kind: shortfall(percent, everything + new, got + len(seats))
                for (kind, (percent, everything, got)), new, seats in zip(shares.items(), added, kept, strict=True)
            }
            for women in range(count + 1):
                take = {"women": min(women, room[0]), "young": min(count - women, room[1])}
                yield tuple(max(0, short[kind] - take[kind]) for kind in kinds)

    def _share(self, kind: Kind, place: int) -> tuple[int, int, int]:
        """(percent, all, got) of a kind's share in a province, no seat held."""
        from models.rules import BY_ID  # the shares' own tallies; the rules import share, never slate

        share: Share = BY_ID[f"{kind}_share"].check.__self__  # type: ignore[union-attr]
        ask = Ask(share.rule, self.case.law, self.case)
        return (ask["percent"], *share.tally(self, ask, place))


Shares = dict[Kind, tuple[int, int, int]]  # percent, all, got; the order is that in which they are looked at
KINDS: tuple[Kind, Kind] = ("women", "young")


def _hold(empty: pd.DataFrame, shares: Shares, rank: dict[Kind, int], case: Case) -> dict[Kind, list[int]]:
    """The seats held among the ``empty`` ones of a province; what is short of a lower ``rank`` is looked at first."""
    general_seats, reserved = _may_be_held(empty, case)
    caps: dict[Kind, int] = {"women": case.law.holding.women_max, "young": case.law.holding.young_max}
    best: dict[Kind, list[int]] = {"women": [], "young": []}
    least: Any = None
    for added, kept in _ways(reserved, shares):
        held: dict[Kind, list[int]] = {kind: list(seats) for kind, seats in zip(KINDS, kept, strict=True)}
        missing: dict[Kind, int] = {}
        free = list(general_seats)
        for kind, (percent, everything, got) in shares.items():
            missing[kind] = shortfall(percent, everything + added[KINDS.index(kind)], got + len(held[kind]))
            room = len(free) if caps[kind] < 0 else min(len(free), max(0, caps[kind] - len(held[kind])))
            take = min(missing[kind], room)
            held[kind] = held[kind] + free[:take]
            free, missing[kind] = free[take:], missing[kind] - take
        score = (
            [sum(missing[kind] for kind in missing if rank[kind] == place) for place in sorted(set(rank.values()))],
            len(held["women"]) + len(held["young"]),
            missing["women"],
            len(general_seats) - len(free),
            sorted(held["women"]),
            sorted(held["young"]),
        )
        if all(caps[kind] < 0 or len(held[kind]) <= caps[kind] for kind in held) and (least is None or score < least):
            best, least = held, score
    return best


def _may_be_held(empty: pd.DataFrame, case: Case) -> tuple[list[int], pd.DataFrame]:
    """Of the ``empty`` seats the general ones that may be held, the first to be held first, and the reserved ones."""
    open_ = empty[case.counted_groups[empty["group"]]]
    general = open_[open_["fillable"] & (open_["priority"] != 1) & (open_["reserved_for"] == "")]
    seats = general.sort_values(["priority", "post"], ascending=[False, True])["post"].tolist()
    return seats, open_[open_["reserved_for"] != ""]


def _ways(kept: pd.DataFrame, shares: Shares) -> Iterator[tuple[tuple[int, int], tuple[tuple[int, ...], ...]]]:
    """The ways to hold reserved seats that differ in their numbers: how many of those held for each kind would not
    count as empty otherwise, and the seats of each kind, by id the first that give these numbers.

    Ways of equal numbers are equally good but for the ids, so one of each is carried from seat to seat: looking at
    every choice would double with each seat.
    """
    most = [_useful(*shares[kind]) for kind in KINDS]
    ways: dict[tuple[int, ...], tuple[tuple[int, ...], ...]] = {(0, 0, 0, 0): ((), ())}
    for seat in kept.sort_values("post").to_dict("records"):
        for numbers, seats in list(ways.items()):
            for at, kind in enumerate(KINDS):
                if seat["reserved_for"] in (kind, "women_or_young") and len(seats[at]) < most[at]:
                    after = list(numbers)
                    after[2 * at] += 1
                    after[2 * at + 1] += not seat["fillable"]
                    way = tuple((*of, seat["post"]) if place == at else of for place, of in enumerate(seats))
                    ways[tuple(after)] = min(ways.get(tuple(after), way), way)
    for (_, new_women, _, new_young), seats in ways.items():
        yield (new_women, new_young), seats


def _useful(percent: int, everything: int, got: int) -> int:
    """No more seats held than this ever lessen a shortfall: one that is not fillable adds to ``all`` as well."""
    missing = shortfall(percent, everything, got)
    return -(-100 * missing // (100 - percent)) + 1 if missing and percent < 100 else missing
