"""A finished slate of the sample province, tampered with: `check` must refuse it and name the place."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from oracle_data import World, load, read_tables
from oracle_pairs import leaving, pair_of, pairs, young
from product import SAMPLE, check, propose
from tampered import Tampering

Slate = dict[str, Any]


@dataclass(frozen=True)
class Finished:
    """The sample's slate, the round it is of, and a folder to write into."""

    slate: Slate
    world: World
    folder: Path


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    folder = tmp_path_factory.mktemp("tampering")
    ended = propose(SAMPLE, folder / "slate.json")
    assert ended.code == 0, ended.said
    return Finished(ended.slate, load(read_tables(SAMPLE)), folder)


def _judged(finished: Finished, slate: Slate) -> tuple[int, str]:
    path = finished.folder / "tampered.json"
    path.write_text(json.dumps(slate), "utf-8")
    ended = check(path, SAMPLE)
    return ended.code, ended.said
