"""Clauses → an integer program. The only place that knows hard from soft, and it knows no solver.

Every total a rule speaks of is affine in the pairs: a seat group's holders are its people who are not
leaving, less those appointed elsewhere, plus those appointed to it. So a ``Totals`` is a small sparse
matrix over the program's columns, and any MILP solver can be given the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np

from models.calendar import Bools, Ints
from models.case import Case
from models.judge import costs, fit_of, verdicts
from models.last import CHANGES, changes
from models.program import FAR, Part, Program, Totals
from models.rule import ADMITTED, Ask, Rule
from models.rules import RULES
from models.scheme import Strength
from models.share import Kind

EMPTY = np.empty(0, dtype=np.int64)


class Draft:
    """A case becoming a program. ``pairs``: the admitted and those ``also`` looked at; ``groups`` with ``fillable``."""

    def __init__(self, case: Case, also: Bools | None = None) -> None:
        self.case = case
        state, _, _ = verdicts(case, case.pairs)
        usable = state == ADMITTED
        self.pairs = case.pairs[usable if also is None else usable | also].reset_index(drop=True)
        has_candidate = np.zeros(len(case.groups), dtype=bool)
        has_candidate[case.pairs["group"][usable & ~case.pairs["cadre"].isin(case.imagined)]] = True
        self.groups = case.groups.assign(has_candidate=has_candidate, fillable=case.counted_groups & has_candidate)
        self.group_names: list[str] = case.posts["post_id"].to_numpy()[case.groups["first"]].tolist()
        number = len(self.pairs)
        self.program = Program(number, [0] * number, [1] * number)
        seat_group = np.append(case.posts["group"].to_numpy(), -1)
        desk = case.cadres["desk"].to_numpy()[self.pairs["cadre"]]
        self._left_groups = (np.where(self.pairs["mover"], seat_group[self.pairs["seat"]], -1), seat_group[desk])
        self._short: dict[str, list[int]] = {"strive": [], "prefer": []}
        self._closed: dict[str, Bools] = {}
        self._held: dict[Kind, tuple[Totals, Totals]] = {}

    # --- totals -------------------------------------------------------------------------------
    def appointments(self, place: Any, where: list[str]) -> Totals:
        """How many of the pairs with ``place[pair] == i`` are made, for each place ``i`` (-1: none)."""
        place = np.asarray(place, dtype=np.int64)
        cols = np.flatnonzero(place >= 0)
        return Totals.of(where, place[cols], cols, 1)

    def holders(self, place: Any, where: list[str], who: Bools | None = None) -> Totals:
        """How many sit, after the round, in the groups with ``place[group] == i``; of ``who`` (by cadre) only."""
        place = np.append(np.asarray(place, dtype=np.int64), -1)
        who = np.ones(len(self.case.cadres), bool) if who is None else who
        of_pair = who[self.pairs["cadre"]]
        coming = self.appointments(np.where(of_pair, place[self.pairs["group"]], -1), where)
        for left in self._left_groups:
            coming = coming + self.appointments(np.where(of_pair, place[left], -1), where) * -1
        posts = self.case.posts
        stays = (posts["stayer"] >= 0).to_numpy() & np.append(who, False)[posts["stayer"]]
        at = place[posts["group"]]
        const = np.bincount(at[stays & (at >= 0)], minlength=len(where)).astype(np.int64)
        return coming.plus(const)

    def sits(self, cadre: Any, groups: list[Bools], where: list[str], *, new: bool = False) -> Totals:
        """Whether ``cadre[i]`` sits, after the round, in one of the groups of ``groups[i]``, for each place ``i``;
        ``new``: whether appointed to one."""
        row, col, coef = [EMPTY], [EMPTY], [EMPTY]
        stays = np.zeros(len(where), dtype=np.int64)
        group = self.case.posts["group"].to_numpy()
        keeps = {c: [] for c in set(np.asarray(cadre).tolist())}  # type: dict[int, list[int]]
        for post, stayer in enumerate(self.case.posts["stayer"]):
            if stayer in keeps:
                keeps[stayer].append(group[post])
        for at, (person, inside) in enumerate(zip(cadre, groups, strict=True)):
            mine = np.flatnonzero(self.pairs["cadre"] == person)
            stays[at] = int(not new and inside[keeps[person]].any())
            takes = inside[self.pairs["group"].to_numpy()[mine]].astype(np.int64)
            row.append(np.full(len(mine), at))
            col.append(mine)
            coef.append(takes - stays[at])
        return Totals.of(where, *(np.concatenate(part) for part in (row, col, coef))).plus(stays)

    def teams(self, place: Any, marks: Ints) -> dict[int, dict[int, Totals]]:
        """For each place, mark (of cadres) → how many of that mark sit, after the round, in the groups with
        ``place[group] ==`` that place."""
        place = np.append(np.asarray(place, dtype=np.int64), -1)
        of_pair = marks[self.pairs["cadre"]]
        found: dict[int, dict[int, tuple[list[int], list[int], list[int]]]] = {}
        for groups, sign in ((self.pairs["group"].to_numpy(), 1), *((left, -1) for left in self._left_groups)):
            for col in np.flatnonzero(place[groups] >= 0):
                cell = found.setdefault(int(place[groups[col]]), {}).setdefault(int(of_pair[col]), ([], [], []))
                cell[0].append(int(col))
                cell[1].append(sign)
        posts = self.case.posts
        for at, stayer in zip(place[posts["group"]], posts["stayer"], strict=True):
            if at >= 0:
                people = found.setdefault(int(at), {})
                if stayer >= 0:
                    people.setdefault(int(marks[stayer]), ([], [], []))[2].append(1)
        return {
            at: {
                mark: Totals.of([""], [0] * len(cols), cols, signs).plus(len(stays))
                for mark, (cols, signs, stays) in sorted(people.items())
            }
            for at, people in sorted(found.items())
        }

    def empties(self, place: Any, where: list[str]) -> Totals:
        """How many seats of the groups with ``place[group] == i`` are empty after the round."""
        place = np.asarray(place, dtype=np.int64)
        inside = place >= 0
        seats = np.bincount(place[inside], self.groups["seats"].to_numpy()[inside], minlength=len(where))
        return (self.holders(place, where) * -1).plus(seats.astype(np.int64))

    def free(self, place: Any, where: list[str]) -> Totals:
        """How many of these seats are left to be held: the empty ones."""
        return self.empties(place, where)

    @property
    def counted(self) -> Bools:
        """Groups whose empty seats count in the tiers ``urgent`` and ``vacancies`` (shape: groups)."""
        able = (self.groups["reserved_for"] == "") | self.groups["has_candidate"]
        return np.asarray(self.case.counted_groups & able.to_numpy(bool), dtype=bool)

    def named(self, totals: Totals) -> Totals:
        """The same totals as columns of their own: sums written in place make quota clashes hard to see."""
        return self.program.named(totals)

    def held(self, kind: Kind) -> tuple[Totals, Totals]:
        """By province: seats held for ``kind``, and those of them that are not fillable."""
        self._held = self._held or self.holding()
        return self._held[kind]

    def holding(self) -> dict[Kind, tuple[Totals, Totals]]:
        """New columns for the seats held (general ones by province, reserved ones by group): of each kind what ``held``
        gives."""
        groups, provinces = self.groups, self.case.provinces
        open_ = self.case.counted_groups
        general = groups["fillable"] & (groups["priority"] != 1) & (groups["reserved_for"] == "")

        def total(found: dict[Kind, list[tuple[int, int]]]) -> dict[Kind, Totals]:
            return {
                kind: Totals.of(provinces, [row for row, _ in cols], [col for _, col in cols], 1)
                for kind, cols in found.items()
            }

        supply = self.free(np.where(general, groups["place"], -1), provinces)
        kinds: tuple[Kind, Kind] = ("women", "young")
        entries: dict[Kind, list[tuple[int, int]]] = {"women": [], "young": []}
        added: dict[Kind, list[tuple[int, int]]] = {"women": [], "young": []}
        _, most = self.program.reach(supply)
        for kind in kinds:
            entries[kind] += [
                (place, self.program.column(0, max(0, int(most[place])))) for place in range(len(provinces))
            ]
        both = total(entries)
        self.program.require("held", supply + (both["women"] + both["young"]) * -1, 0, FAR)
        for group in np.flatnonzero(open_ & (groups["reserved_for"] != "")):
            empty = self.free(np.where(np.arange(len(groups)) == group, 0, -1), [self.group_names[group]])
            use = []
            for kind in kinds:
                if groups["reserved_for"][group] in (kind, "women_or_young"):
                    col = self.program.column(0, int(groups["seats"][group]))
                    use.append(col)
                    entries[kind].append((int(groups["place"][group]), col))
                    if not groups["fillable"][group]:
                        added[kind].append((int(groups["place"][group]), col))
            taken = Totals.of(empty.where, [0] * len(use), use, -1)
            self.program.require("held", empty + taken, 0, FAR)
        held, new = total(entries), total(added)
        caps = (self.case.law.holding.women_max, self.case.law.holding.young_max)
        for kind, cap in zip(kinds, caps, strict=True):
            if cap >= 0:
                self.program.require(f"{kind}_max", held[kind] * -1, -cap, FAR)
        return {kind: (held[kind], new[kind]) for kind in kinds}

    # --- what rules may ask ---------------------------------------------------------------------
    def at_least(
        self,
        rule: Rule | str,
        totals: Totals,
        bound: Any,
        *,
        step: int = 1,
        unless_none: Totals | None = None,
        strength: Strength | None = None,
    ) -> None:
        """``totals ≥ bound`` at each place: a row if the rule is a must, else a shortfall counted in steps.

        ``unless_none``: only where one of these appointments is made (what only stays is *standing*).
        """
        name = rule if isinstance(rule, str) else rule.id
        part: Part = "lesser" if strength else ""
        strength = strength or self.case.law.strength(name)
        bound = np.broadcast_to(np.asarray(bound, dtype=np.int64), len(totals.where))
        if strength in ("off", "warning"):
            return
        if strength != "must":
            totals, cols = self.program.short(totals, bound, step)
            self._short[strength].extend(cols.tolist())
            part = "soft"
        elif unless_none is not None:
            totals = totals + self._excuse(totals, bound, unless_none)
        self.program.require(name, totals, bound, FAR, part)

    def at_most(self, rule: Rule | str, totals: Totals, bound: Any, *, unless_none: Totals | None = None) -> None:
        """``totals ≤ bound`` at each place; see ``at_least``."""
        self.at_least(rule, totals * -1, -np.asarray(bound, dtype=np.int64), unless_none=unless_none)

    def close(self, rule: Rule, groups: Bools) -> None:
        """Nobody is appointed to these groups."""
        inside = groups[self.pairs["group"]]
        if self.case.law.strength(rule.id) == "must":
            self._closed[rule.id] = inside
            for col in np.flatnonzero(inside):
                self.program.upper[col] = 0
        else:
            self.at_most(rule, self.appointments(np.where(inside, 0, -1), [""]), 0)

    def closed_by(self, pair: int) -> list[str]:
        """The rules that let nobody be appointed where this pair leads."""
        return [rule for rule, pairs in self._closed.items() if pairs[pair]]

    # --- inside -----------------------------------------------------------------------------------
    def _excuse(self, totals: Totals, bound: Ints, added: Totals) -> Totals:
        """What the bound is relaxed by where none of ``added`` is made, as a total to add."""
        new = [set(added.col[added.row == at].tolist()) for at in range(len(added.where))]
        merged: dict[tuple[int, int], int] = {}
        for row, col, coef in zip(totals.row.tolist(), totals.col.tolist(), totals.coef.tolist(), strict=True):
            merged[row, col] = merged.get((row, col), 0) + coef
        worst = totals.const.copy()
        for (row, col), coef in merged.items():
            if col not in new[row]:
                worst[row] += min(coef * self.program.lower[col], coef * self.program.upper[col])
        rows, cols, coefs = [], [], []
        for at in np.flatnonzero(worst < bound):
            untouched = self.program.column(0, 1)
            rows.append(at)
            cols.append(untouched)
            coefs.append(int(bound[at] - worst[at]))
            touched = added.only(np.arange(len(added.where)) == at)
            count = max(1, len(touched.col))
            mark = Totals.of(touched.where, [0], [untouched], count)
            self.program.require("untouched", (touched + mark) * -1, -count, FAR)
        return Totals.of(totals.where, rows, cols, coefs)

    def posed(self) -> Self:
        """With every rule in force posed: enough to ask whether there is a slate at all."""
        for rule in RULES:
            if rule.pose and self.case.law.strength(rule.id) != "off":
                rule.pose(self, Ask(rule.id, self.case.law, self.case))
        return self

    def finish(self) -> Program:
        """Write the tiers' objectives."""
        groups, pairs, law = self.groups, self.pairs, self.case.law
        counted, priority = self.counted, groups["priority"].to_numpy()

        def seats(weight: Sequence[int]) -> tuple[Ints, Ints, int]:
            cols, coefs, const = [EMPTY], [EMPTY], 0
            for level, factor in zip((1, 2, 3), weight, strict=True):
                if factor:
                    total = self.empties(np.where(counted & (priority == level), 0, -1), [""]) * factor
                    cols.append(total.col)
                    coefs.append(total.coef)
                    const += int(total.const[0])
            return np.concatenate(cols), np.concatenate(coefs), const

        def shortfalls(strength: str) -> tuple[Ints, Ints, int]:
            cols = [np.array(self._short[strength], dtype=np.int64)]
            coefs = [np.ones(len(cols[0]), np.int64)]
            for rule, cost in costs(self.case, pairs).items():
                if law.strength(rule) == strength:
                    cols.append(np.flatnonzero(cost))
                    coefs.append(cost[cost > 0])
            return np.concatenate(cols), np.concatenate(coefs), 0

        every = np.arange(len(pairs))
        misfit = np.where(pairs["managed"], 100 - fit_of(self.case, pairs).sum(axis=1), 0).astype(np.int64)
        movers = np.flatnonzero(pairs["mover"])
        tiers = {
            "urgent": seats((1, 0, 0)),
            "strive": shortfalls("strive"),
            "vacancies": seats((0, 2, 1)),
            "prefer": shortfalls("prefer"),
            "fit": (every, misfit, 0),
            "moves": (movers, np.ones(len(movers), np.int64), 0),
            "order": (every, pairs["place_in_order"].to_numpy(np.int64), 0),
        }
        if CHANGES in law.tiers:
            tiers[CHANGES] = changes(self)
        self.program.tiers = {tier: tiers[tier] for tier in law.tiers}
        return self.program


def build(case: Case) -> Draft:
    """The program of ``case`` (``Draft.program``) with every rule in force posed, and the tiers' objectives."""
    draft = Draft(case).posed()
    draft.finish()
    return draft
