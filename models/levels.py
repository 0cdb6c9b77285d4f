"""Age levels of a leadership team (II.8): the table arithmetic, and the rows that count them in a program.

Reading ``gaps``, the letter of the scheme: the longest chain of members whose birth months lie a gap or more
apart. The other readings count the different bands members fall into. Never more than ``most`` are counted.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from models.calendar import Ints
from models.program import FAR, Totals

if TYPE_CHECKING:
    from models.case import Case
    from models.program import Program

# Lower ends of the bands, in months of age: <40, 40–44, 45–49, 50–54, ≥55; and the congress bands <40, 40–49, ≥50.
BANDS = {"bands": (480, 540, 600, 660), "congress": (480, 600)}
GAPS = "gaps"


def marks(case: Case, reading: str, months: int) -> Ints:
    """What places each cadre in a level: the birth month number (``gaps``), or the number of the band or term."""
    if reading == GAPS:
        return case.cadres["born"].to_numpy(np.int64)
    if reading == "terms":
        terms: Ints = np.maximum(case.cadres["left"].to_numpy(np.int64), 0) // months
        return terms
    return np.searchsorted(BANDS[reading], case.cadres["age"].to_numpy(np.int64), side="right").astype(np.int64)


def count(members: Ints, reading: str, months: int, most: int) -> int:
    """The levels among members with these marks."""
    if reading != GAPS:
        return min(most, len(np.unique(members)))
    levels, last = 0, None
    for born in np.sort(members):  # the oldest first: taking the first that is far enough is best
        if last is None or born >= last + months:
            levels, last = levels + 1, born
    return min(most, levels)


def pose(program: Program, teams: dict[str, dict[int, Totals]], reading: str, months: int, most: int) -> Totals:
    """A total for each team that can reach the number of its levels, and no more.

    ``teams``: name → mark → how many members of that mark there are after the round (one place each).

    For gaps, each level is a path of roles, the oldest first: of the people of one birth month at most so many
    have a role as sit there; each role is had once; and whoever has a role up to some month stands after
    somebody of the role before, a gap earlier. Summing over "up to" is what makes the rows tight.
    """
    row: list[int] = []
    col: list[int] = []
    sure = np.zeros(len(teams), dtype=np.int64)
    for at, (name, people) in enumerate(teams.items()):
        least = {mark: int(program.reach(sitting)[0][0]) for mark, sitting in people.items()}
        sure[at] = count(np.array([mark for mark, low in least.items() if low > 0]), reading, months, most)
        if sure[at] == most or not any(len(sitting.col) for sitting in people.values()):
            continue  # nothing the slate decides can change it
        sure[at] = 0
        if reading == GAPS:
            cols = path(program, name, people, months, most)
        else:
            cols = [program.column(0, 1) for _ in people]
            for own, sitting in zip(cols, people.values(), strict=True):
                at_most(program, name, sitting, [own])
            once = Totals.of([name], [0] * len(cols), cols, -1)
            program.require("levels", once, -most, FAR)
        row += [at] * len(cols)
        col += cols
    return Totals.of(list(teams), row, col, 1).plus(sure)


def path(program: Program, name: str, people: dict[int, Totals], months: int, most: int) -> list[int]:
    """Columns whose sum is at most the levels of one team, by gaps; ``people`` as in ``pose``."""
    born = sorted(people)
    roles = [[program.column(0, 1) for _ in born] for _ in range(most)]
    for at, month in enumerate(born):
        at_most(program, name, people[month], [role[at] for role in roles])
    before = np.searchsorted(born, np.array(born) - months, side="right")  # how many stand a gap earlier
    once = Totals.of([name] * most, np.repeat(np.arange(most), len(born)), [col for role in roles for col in role], -1)
    program.require("levels", once, -1, FAR)
    row, cols, coefs, places = [], [], [], 0
    for earlier, role in pairwise(roles):
        for at in range(len(born)):
            row += [places] * (at + 1 + int(before[at]))
            cols += role[: at + 1] + earlier[: before[at]]
            coefs += [-1] * (at + 1) + [1] * int(before[at])
            places += 1
    program.require("levels", Totals.of([name] * places, row, cols, coefs), 0, FAR)
    return [col for role in roles for col in role]


def at_most(program: Program, name: str, sitting: Totals, cols: list[int]) -> None:
    """No more of ``cols`` than people sit there."""
    program.require("levels", sitting + Totals.of([name], [0] * len(cols), cols, -1), 0, FAR)
