"""No name depends on the order of the input rows, the seed or the number of workers."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from oracle_data import read_tables
from product import SAMPLE, propose
from random_rounds import random_round
from round_file import Tables, write


def _names(tables: Tables, folder: Path, *, workers: int = 1, seed: int = 0) -> tuple[int, list[Any]]:
    source = folder / "round.xlsx"
    write(tables, source)
    ended = propose(source, folder / "slate.json", workers=workers, seed=seed)
    parts = ("appointments", "stays", "leaves", "vacant", "tiers")
    return ended.code, [ended.slate.get(part) for part in parts if ended.code == 0]


def _shuffled(tables: Tables, seed: int) -> Tables:
    rng = random.Random(seed)
    return {sheet: rng.sample(rows, len(rows)) for sheet, rows in tables.items()}


@pytest.mark.parametrize("number", range(8))
def test_small_rounds_have_one_slate(number: int, tmp_path: Path) -> None:
    tables = random_round(random.Random(7000 + number), number % 4 + 1)
    first = _names(tables, tmp_path)
    for seed in range(1, 6):
        assert _names(_shuffled(tables, seed), tmp_path, seed=seed) == first


def test_two_workers_name_the_same(tmp_path: Path) -> None:
    tables = random_round(random.Random(7100), 2)
    assert _names(_shuffled(tables, 1), tmp_path, workers=2, seed=3) == _names(tables, tmp_path)


@pytest.mark.slow
def test_the_sample_has_one_slate(tmp_path: Path) -> None:
    tables: Tables = read_tables(SAMPLE)
    first = _names(tables, tmp_path)
    assert first[0] == 0
    for seed in range(1, 6):
        assert _names(_shuffled(tables, seed), tmp_path, seed=seed) == first
