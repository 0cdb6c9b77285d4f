"""Two other ways to count age levels by gaps in a program: kept to test the product's own against, and to time it.

Signature and meaning as ``models.levels.path``, for three levels.
"""

from __future__ import annotations

import numpy as np

from models.program import FAR, Program, Totals

People = dict[int, Totals]


def nested(program: Program, name: str, people: People, months: int, most: int) -> list[int]:
    """A middle leader with an older and a younger one: summed over all who are no younger (no older)."""
    return _middle(program, name, people, months, most, summed=True)


def plain(program: Program, name: str, people: People, months: int, most: int) -> list[int]:
    """The same, a row a leader: the obvious encoding, and a hopeless one."""
    return _middle(program, name, people, months, most, summed=False)


def _middle(program: Program, name: str, people: People, months: int, most: int, *, summed: bool) -> list[int]:
    assert most == 3
    born = sorted(people)
    anybody = program.column(0, 1)
    second = [program.column(0, 1) for _ in born]  # somebody with an older one a gap before
    middle = [program.column(0, 1) for _ in born]
    _require(program, name, list(people.values()), [anybody])
    for role in (second, middle):
        program.require("levels", Totals.of([name], [0] * len(born), role, -1), -1, FAR)
    for at, month in enumerate(born):
        older = [people[b] for b in born if b <= month - months]
        younger = [people[b] for b in born if b >= month + months]
        upto, onward = (slice(at + 1), slice(at, None)) if summed else (slice(at, at + 1),) * 2
        _require(program, name, [people[month]], [second[at]])
        _require(program, name, [people[month]], [middle[at]])
        _require(program, name, older, second[upto])
        _require(program, name, older, middle[upto])
        _require(program, name, younger, middle[onward])
    return [anybody, *second, *middle]


def _require(program: Program, name: str, people: list[Totals], cols: list[int]) -> None:
    total = Totals.of([name], [0] * len(cols), cols, -1)
    for sitting in people:
        total = total + Totals([name], sitting.row, sitting.col, sitting.coef, sitting.const)
    program.require("levels", total, 0, FAR)


def count(members: list[int], months: int) -> int:
    """The longest chain, by looking at every subset's order: at most three."""
    best = 0
    for start in members:
        chain, last = 1, start
        for month in sorted(m for m in members if m > start):
            if month >= last + months:
                chain, last = chain + 1, month
        best = max(best, chain)
    return min(3, best)


def random_team(rng: np.random.Generator) -> list[int]:
    """Birth months with many gaps of just a level."""
    steps = rng.choice([0, 1, 59, 60, 61, 119, 120, 121], size=rng.integers(1, 8))
    return np.cumsum(steps).tolist()
