"""A finished slate, tampered with: `check` must refuse it and name the place; untouched it passes."""

from __future__ import annotations

import copy
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brute
import oracle
import pytest
from oracle_data import World, load, read_tables
from product import SAMPLE, check, propose
from random_rounds import random_round
from round_file import Tables, write
from tampered import KINDS, Tampering
from tampered_small import ELSEWHERE


@dataclass(frozen=True)
class Finished:
    """A slate, the round it is of (path and typed rows), and a folder to write into."""

    slate: dict[str, Any]
    source: Path
    world: World
    folder: Path

    def judged(self, slate: dict[str, Any]) -> tuple[int, str]:
        """Exit code and words of `check` on a changed slate."""
        path = self.folder / "tampered.json"
        path.write_text(json.dumps(slate, ensure_ascii=False), "utf-8")
        ended = check(path, self.source)
        return ended.code, ended.said


def _finished(source: Path, folder: Path) -> Finished:
    ended = propose(source, folder / "slate.json")
    assert ended.code == 0, ended.said
    return Finished(ended.slate, source, load(read_tables(source)), folder)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    return _finished(SAMPLE, tmp_path_factory.mktemp("tampering"))


def test_untouched_it_passes(finished: Finished) -> None:
    code, said = finished.judged(finished.slate)
    assert code == 0, said


def test_there_are_at_least_25_kinds() -> None:
    assert len(KINDS | ELSEWHERE) >= 25


def _is_found(kind: str, tamper: Tampering, finished: Finished) -> None:
    slate = copy.deepcopy(finished.slate)
    words = tamper(slate, finished.world)
    code, said = finished.judged(slate)
    assert code == 1, said
    assert any(word in said for word in words), f"none of {words} in: {said[:2000]}"
    assert oracle.judge(finished.world, slate, finished.slate["round"]["sha256"]) or kind in UNSEEN


@pytest.mark.parametrize("kind", KINDS)
def test_tampering_is_found_and_named(kind: str, finished: Finished) -> None:
    _is_found(kind, KINDS[kind], finished)


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_tampering_with_a_small_round_is_found_and_named(kind: str, tmp_path: Path) -> None:
    source = tmp_path / "round.xlsx"
    for seed in range(2, 400, 4):
        tables = random_round(random.Random(seed), 2)
        if brute.best(tables) is None:
            continue
        write(tables, source)
        small = _finished(source, tmp_path)
        try:
            _is_found(kind, ELSEWHERE[kind], small)
        except (LookupError, StopIteration):
            continue  # no place for it here
        return
    pytest.fail("no round offers a place for it")


# What the oracle does not look at: it judges names and figures, not the paper around them.
UNSEEN = {"claim_infeasible", "other_scheme", "drop_a_rule_row"}


def _with_orders(folder: Path) -> Tables:
    """The sample with a pin and a ban of admitted pairs."""
    tables: Tables = read_tables(SAMPLE)
    ended = propose(SAMPLE, folder / "plain.json")
    pin, ban = ended.slate["appointments"][:2]
    order = {"reason": "Thường trực chỉ đạo", "document": "1-TB/TU"}
    tables["interventions"] = [
        order | {"action": "pin", "cadre_id": pin["cadre"], "post_id": pin["post"]},
        order | {"action": "ban", "cadre_id": ban["cadre"], "post_id": ban["post"]},
    ]
    return tables


def test_orders_cannot_be_undone(tmp_path: Path) -> None:
    tables = _with_orders(tmp_path)
    source = tmp_path / "round.xlsx"
    write(tables, source)
    ordered = _finished(source, tmp_path)
    assert oracle.judge(ordered.world, ordered.slate) == []
    pin, ban = tables["interventions"]
    unpinned = copy.deepcopy(ordered.slate)
    unpinned["appointments"] = [r for r in unpinned["appointments"] if r["cadre"] != pin["cadre_id"]]
    code, said = ordered.judged(unpinned)
    assert (code, pin["post_id"] in said or pin["cadre_id"] in said) == (1, True), said
    placed = copy.deepcopy(ordered.slate)
    row = next((r for r in placed["appointments"] if r["post"] == ban["post_id"]), placed["appointments"][0])
    row |= {"post": ban["post_id"], "cadre": ban["cadre_id"]}
    code, said = ordered.judged(placed)
    assert (code, ban["post_id"] in said or ban["cadre_id"] in said) == (1, True), said
