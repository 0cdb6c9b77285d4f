"""Age levels: three encodings and the table arithmetic agree."""

from __future__ import annotations

from collections.abc import Callable

import encodings_of_levels as encodings
import numpy as np
import pytest

from models import levels
from models.program import Program, Totals
from models.solve import Options, solve


def _most(born: list[int], sit: list[int], path: Callable[..., list[int]]) -> int:
    """The levels an encoding can reach where exactly ``sit`` of the people sit."""
    program = Program(
        len(born), [int(at in sit) for at in range(len(born))], [int(at in sit) for at in range(len(born))]
    )
    people = {
        month: Totals.of([""], [0] * born.count(month), [at for at, b in enumerate(born) if b == month], 1)
        for month in sorted(set(born))
    }
    cols = np.array(path(program, "team", people, 60, 3))
    program.tiers = {"levels": (cols, np.full(len(cols), -1), 3)}
    outcome = solve(program, Options())
    assert outcome.status == "optimal"
    return 3 - outcome.tiers[0].value


@pytest.mark.parametrize("seed", range(40))
def test_every_encoding_counts_the_longest_chain(seed: int) -> None:
    rng = np.random.default_rng(seed)
    born = encodings.random_team(rng)
    sit = [at for at in range(len(born)) if rng.random() < 0.7]
    members = [born[at] for at in sit]
    expected = encodings.count(members, 60)
    assert levels.count(np.array(members, dtype=np.int64), "gaps", 60, 3) == expected
    for path in (levels.path, encodings.nested, encodings.plain):
        assert _most(born, sit, path) == expected, path


def test_other_readings_count_bands() -> None:
    assert levels.count(np.array([0, 0, 2, 4]), "bands", 60, 3) == 3
    assert levels.count(np.array([0, 1, 2, 4]), "bands", 60, 3) == 3
    assert levels.count(np.array([1, 1]), "congress", 60, 3) == 1
    assert levels.count(np.array([], dtype=np.int64), "terms", 60, 3) == 0
