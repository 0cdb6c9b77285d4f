"""An integer program that knows no solver: columns, rows that remember their rule, one objective a tier.

Every total a rule speaks of is affine in the columns, so ``Totals`` is a small sparse matrix over them, and
any MILP solver can be given the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from models.calendar import Bools, Ints

FAR = 1 << 40  # no upper bound: beyond any total of a round


@dataclass(frozen=True)
class Totals:
    """Affine sums, one a place: ``const[i] + Σ coef·column`` over the entries with ``row == i``."""

    where: list[str]
    row: Ints
    col: Ints
    coef: Ints
    const: Ints

    @classmethod
    def of(cls, where: list[str], row: Any, col: Any, coef: Any) -> Totals:
        """Totals without a constant; ``coef`` one an entry, or the same for all."""
        row, col = np.asarray(row, dtype=np.int64), np.asarray(col, dtype=np.int64)
        return cls(where, row, col, _each(coef, len(row)), np.zeros(len(where), dtype=np.int64))

    def __add__(self, other: Totals) -> Totals:
        def join(name: str) -> Ints:
            return np.concatenate([getattr(self, name), getattr(other, name)])

        return Totals(self.where, join("row"), join("col"), join("coef"), self.const + other.const)

    def __mul__(self, factor: int) -> Totals:
        return Totals(self.where, self.row, self.col, self.coef * factor, self.const * factor)

    def plus(self, const: Any) -> Totals:
        """The same with ``const`` (one a place) added."""
        return Totals(self.where, self.row, self.col, self.coef, self.const + const)

    def only(self, keep: Bools) -> Totals:
        """The places in ``keep`` alone."""
        number = np.cumsum(keep) - 1
        entry = keep[self.row]
        where = [name for name, kept in zip(self.where, keep, strict=True) if kept]
        return Totals(where, number[self.row[entry]], self.col[entry], self.coef[entry], self.const[keep])


def _each(value: Any, count: int) -> Ints:
    """``count`` numbers: ``value`` has as many, or is the one for all. (numpy's own way takes five times as long.)"""
    numbers = np.zeros(count, dtype=np.int64)
    numbers += np.asarray(value, dtype=np.int64)
    return numbers


Objective = tuple[Ints, Ints, int]  # (columns, coefficients, constant), minimised
Part = Literal["", "lesser", "soft", "closed", "pair"]  # which part of a rule a row is: see ``Row``


@dataclass
class Row:
    """``low ≤ Σ coef·col ≤ high``, with the rule and place it comes from.

    ``part``: of a must its main bound (``""``) or its lesser half; a bound that has a shortfall beside it
    (``soft``); a seat that takes nobody (``closed``); what keeps one pair out, of the cadre ``who`` (``pair``).
    """

    rule: str
    where: str
    col: Ints
    coef: Ints
    low: int
    high: int
    part: Part = ""
    who: str = ""


@dataclass
class Program:
    """Columns with bounds, rows, and one objective a tier: (columns, coefficients, constant), minimised.

    The first ``pairs`` columns are the pairs (0 or 1), in the order of ``Draft.pairs``.
    """

    pairs: int
    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    tiers: dict[str, Objective] = field(default_factory=dict)

    def copy(self) -> Program:
        """The same, to which columns, rows and other tiers can be added without touching this one."""
        return replace(self, lower=list(self.lower), upper=list(self.upper), rows=list(self.rows))

    def value(self, tier: str, x: Ints) -> int:
        """The value of ``tier`` at the point ``x`` (one integer a column)."""
        col, coef, const = self.tiers[tier]
        return int(coef @ x[col]) + const

    def size(self, tier: str) -> int:
        """No two points differ by more than this in ``tier``."""
        col, coef, _ = self.tiers[tier]
        return int(np.abs(coef) @ np.array(self.upper, dtype=np.int64)[col])

    def column(self, low: int, high: int) -> int:
        """A new integer column between two bounds."""
        self.lower.append(low)
        self.upper.append(high)
        return len(self.upper) - 1

    def short(self, totals: Totals, bound: Any, step: int) -> tuple[Totals, Ints]:
        """The totals with what each may be short of ``bound`` added, in steps, and the columns of the steps."""
        low, _ = self.reach(totals)
        worst = np.maximum(0, -((low - bound) // step))
        cols = np.array([self.column(0, int(up)) for up in worst], dtype=np.int64)
        return totals + Totals.of(totals.where, np.arange(len(cols)), cols, step), cols

    def reach(self, totals: Totals) -> tuple[Ints, Ints]:
        """Least and greatest value of each total, from the columns' bounds."""
        cols = totals.col.tolist()  # not the whole program's bounds: this is asked for many small totals
        a = totals.coef * np.array([self.lower[col] for col in cols], np.int64)
        b = totals.coef * np.array([self.upper[col] for col in cols], np.int64)
        low, high = totals.const.copy(), totals.const.copy()
        np.add.at(low, totals.row, np.minimum(a, b))
        np.add.at(high, totals.row, np.maximum(a, b))
        return low, high

    def named(self, totals: Totals) -> Totals:
        """The same totals as columns of their own."""
        low, high = self.reach(totals)
        cols = np.array([self.column(int(a), int(b)) for a, b in zip(low, high, strict=True)], dtype=np.int64)
        itself = Totals.of(totals.where, np.arange(len(totals.where)), cols, 1)
        self.require("total", totals + itself * -1, 0, 0)
        return itself

    def require(self, rule: str, totals: Totals, low: Any, high: int, part: Part = "") -> None:
        """Rows ``low ≤ totals ≤ high``, one a place; those nothing can change and that hold are left out."""
        low = _each(low, len(totals.where))
        order = np.lexsort((totals.col, totals.row))
        row, col, coef = totals.row[order], totals.col[order], totals.coef[order]
        new = np.ones(len(row), dtype=bool)
        new[1:] = (row[1:] != row[:-1]) | (col[1:] != col[:-1])
        first = np.flatnonzero(new)  # of each row's columns
        sums = np.add.reduceat(coef, first) if len(first) else coef
        kept = first[sums != 0]
        row, col, coef = row[kept], col[kept], sums[sums != 0]
        ends = np.searchsorted(row, np.arange(len(totals.where) + 1)).tolist()
        facts = zip(totals.where, totals.const.tolist(), low.tolist(), ends, ends[1:], strict=False)
        for where, const, least, start, end in facts:
            if start < end or not least <= const <= high:
                top = high - const if high < FAR else FAR
                self.rows.append(Row(rule, where, col[start:end], coef[start:end], least - const, top, part))
