"""The ledger beside a slate: every slate written is in it, and what was done to it is named by `history`."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from product import SMALL, run
from tampered_workbook import cell

from planner import ledger
from planner.errors import PlannerError
from planner.messages import say

PAPER: dict[str, Any] = {
    "round": {"date": "2021-06-01", "sha256": "a" * 64}, "scheme": "de-an-01-2021", "scenario_settings": {},
    "status": "optimal", "tiers": [{"id": "urgent", "value": 0}],
    "appointments": [{"post": "P1", "cadre": "C1"}], "decisions": [],
}  # fmt: skip


def _refused(count: int) -> list[dict[str, str]]:
    return [{"post": f"P{at}", "decision": "refuse", "cadre": "C1"} for at in range(count)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of four slates."""
    for number in range(4):
        ledger.append(tmp_path / "slate.xlsx", PAPER | {"decisions": _refused(number)}, f"{number}" * 64)
    return tmp_path / "slate.ledger.jsonl"


def test_each_slate_written_is_recorded_and_no_name_is(tmp_path: Path) -> None:
    slate = tmp_path / "slate.xlsx"
    for _ in range(2):
        assert run("propose", SMALL, "--no-explain", "-o", slate)[0] == 0
    assert run("propose", SMALL, "--no-explain", "--json", tmp_path / "slate.json")[0] == 0
    text = (tmp_path / "slate.ledger.jsonl").read_text("utf-8")
    names = {line.split(",")[1] for line in (SMALL / "cadres.csv").read_text("utf-8").splitlines()[1:]}
    assert names
    assert not [name for name in names if name in text]
    first, second = map(json.loads, text.splitlines())
    assert (first["prev"], second["prev"]) == (ledger.FIRST, first["hash"])
    assert first["seal"] == second["seal"]
    code, said = run("history", slate)
    assert (code, "is whole" in said) == (0, True), said
    assert run("verify", slate, "--hash", first["seal"])[0] == 0


def test_it_counts_what_the_committee_changed(path: Path) -> None:
    code, said = run("history", path)
    assert code == 0, said
    assert "4 slates were made; the Committee changed 6 proposals" in said


def _edited(lines: list[str]) -> list[str]:
    return [lines[0], lines[1].replace('"refuse": 1', '"refuse": 0'), *lines[2:]]


def _edited_with_its_hash(lines: list[str]) -> list[str]:
    entry = json.loads(lines[1]) | {"status": "feasible"}
    return [lines[0], json.dumps(entry | {"hash": ledger.hash_of(entry)}), *lines[2:]]


def _deleted(lines: list[str]) -> list[str]:
    return [lines[0], *lines[2:]]


def _first_deleted(lines: list[str]) -> list[str]:
    return lines[1:]


def _reordered(lines: list[str]) -> list[str]:
    return [lines[0], lines[2], lines[1], lines[3]]


def _doubled(lines: list[str]) -> list[str]:
    return [*lines[:2], lines[1], *lines[2:]]


def _cut_in_the_midst(lines: list[str]) -> list[str]:
    return [lines[0], lines[1][:80], *lines[2:]]


def _last_cut(lines: list[str]) -> list[str]:
    return [*lines[:3], lines[3][:80]]


def _not_json(lines: list[str]) -> list[str]:
    return [lines[0], "7", *lines[2:]]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (_edited, 2),
        (_edited_with_its_hash, 3),
        (_deleted, 2),
        (_first_deleted, 1),
        (_reordered, 2),
        (_doubled, 3),
        (_cut_in_the_midst, 3),
        (_last_cut, 4),
        (_not_json, 3),
    ],
)
def test_what_was_done_to_it_is_named(change: Callable[[list[str]], list[str]], line: int, path: Path) -> None:
    path.write_text("\n".join(change(path.read_text("utf-8").splitlines())) + "\n", "utf-8")
    code, said = run("history", path)
    assert code == 1, said
    assert "BROKEN" in said
    run("history", path, "--json", path.with_name("told.json"))
    told = json.loads(path.with_name("told.json").read_text("utf-8"))["lines"]
    assert next(row["line"] for row in told if row["fault"] not in ("", "torn")) == line


def test_lines_cut_off_at_the_end_are_missed_by_the_slate(tmp_path: Path) -> None:
    slate = tmp_path / "slate.xlsx"
    ledger.append(slate, PAPER, "0" * 64)
    before = slate.with_name("slate.ledger.jsonl").read_bytes()
    run("propose", SMALL, "--no-explain", "-o", slate)
    slate.with_name("slate.ledger.jsonl").write_bytes(before)
    code, said = run("history", slate)
    assert (code, "not in the ledger" in said) == (1, True), said


def test_after_an_interrupted_write_the_chain_goes_on(path: Path) -> None:
    whole = path.read_text("utf-8")
    path.write_text(whole + whole.splitlines()[0][:50], "utf-8")
    assert run("history", path)[0] == 1
    ledger.append(path.with_name("slate.xlsx"), PAPER, "9" * 64)
    code, said = run("history", path)
    assert (code, "Line 5 was torn" in said) == (0, True), said
    assert "5 slates were made" in said


def test_many_at_once_make_one_chain(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda at: ledger.append(tmp_path / "s.xlsx", PAPER, f"{at:064}"), range(40)))
    lines = ledger.read(tmp_path / "s.ledger.jsonl")
    assert len(lines) == 40
    assert not [line for line in lines if line.fault]


def test_a_replanned_slate_goes_on_in_the_ledger_of_the_one_before(tmp_path: Path) -> None:
    """What the Committee changed is counted once, though it stays decided in every slate after."""
    first, second, third = (tmp_path / f"slate-{at}.xlsx" for at in (1, 2, 3))
    run("propose", SMALL, "--no-explain", "-o", first)
    book = load_workbook(first)
    cell(book, "slate", "decision", 0).value = say("slate.decision.postpone", "en")
    cell(book, "slate", "decision", 1).value = say("slate.decision.agree", "en")
    book.save(first)
    assert run("replan", first, "--no-explain", "-o", second)[0] == 0
    assert run("replan", second, "--no-explain", "-o", third)[0] == 0
    assert [path.name for path in tmp_path.glob("*.jsonl")] == ["slate-1.ledger.jsonl"]
    for slate in (first, second, third):
        code, said = run("history", slate)
        assert (code, "3 slates were made; the Committee changed 1 proposals" in said) == (0, True), said
    code, said = run("verify", third, "--round", SMALL)
    assert code == 0, said


def test_a_ledger_that_cannot_be_written_is_told_and_the_slate_stands(tmp_path: Path) -> None:
    (tmp_path / "slate.ledger.jsonl").mkdir()
    code, said = run("propose", SMALL, "--no-explain", "-o", tmp_path / "slate.xlsx")
    assert (code, "could not be recorded" in said) == (0, True), said
    assert (tmp_path / "slate.xlsx").exists()


def test_no_ledger_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(PlannerError):
        ledger.read(tmp_path / "none.ledger.jsonl")
    (tmp_path / "x.xlsx").write_bytes(b"x")
    assert run("history", tmp_path / "x.xlsx")[0] == 2
    assert run("history", tmp_path / "none.ledger.jsonl")[0] == 2
