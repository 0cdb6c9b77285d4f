"""`planner sweep` from files to files: every run is what `propose` finds, counted right, wherever and in however many
parts it was made."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from product import ACT, SMALL, held, run
from random_rounds import random_round
from round_file import write
from sweeps import LOTS, Paper, swept

from planner.workbook.read import read_round


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sweep")
    pin = f'[[pin]]\ncadre = "C7"\npost = "P4"\n{ACT}'
    texts = {"pinned": f'name = "Ghim"\n{pin}', "none": f'max_moves = 0\n[[pin]]\ncadre = "C1"\npost = "P1"\n{ACT}'}
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def drawn(folder: Path) -> Paper:
    """Draws under the scheme, a scenario with a pin, and one without a slate."""
    scenarios = [word for name in ("pinned", "none") for word in ("--scenario", folder / f"{name}.toml")]
    return swept(folder / "drawn.json", SMALL, *scenarios, *LOTS, "-o", folder / "drawn.xlsx")


def test_every_run_is_what_propose_finds(drawn: Paper, folder: Path, tmp_path: Path) -> None:
    """The people drawn, written by hand into a scenario."""
    kinds = {"declined": 0, "retired": 0}
    for row in [row for row in drawn["runs"] if row["draw"] in (0, 1, 2, 5, 9)]:
        base = ["", "pinned", "none"][row["scenario"]]
        text = f'extends = "{(folder / base).as_posix()}.toml"\n' if base else ""
        text += "".join(f'[[ban]]\ncadre = "{one["cadre"]}"\npost = "{one["post"]}"\n{ACT}' for one in row["declined"])
        text += "".join(f'[[ban]]\ncadre = "{one}"\n{ACT}[[leave]]\ncadre = "{one}"\non = 2021-06-01\n'
                        for one in row["retired"])  # fmt: skip
        (tmp_path / "by-hand.toml").write_text(text, "utf-8")
        out = tmp_path / "slate.json"
        run("propose", SMALL, "--scenario", tmp_path / "by-hand.toml", "--no-explain", "--json", out)
        slate = json.loads(out.read_text("utf-8"))
        assert [row[name] for name in ("status", "canonical", "tiers")] == [
            slate[name] for name in ("status", "canonical", "tiers")
        ]
        made = [{"post": one["post"], "cadre": one["cadre"]} for one in slate["appointments"]]
        assert row["appointments"] == made
        assert {one["post"] for one in slate["vacant"]} <= set(row.get("empty", []))
        assert not set(row.get("empty", [])) & held(slate).keys()
        lacking = Counter({one["id"]: 0 for one in slate["rules"] if one["strength"] == "strive"})
        for one in slate["rules"]:
            lacking[one["id"]] += one["shortfall"] * (one["strength"] == "strive")
        told = {one["id"]: one["shortfall"] for one in row["targets"]}
        assert told == {rule: lack for rule, lack in lacking.items() if rule in told or lack}
        assert told.keys() == {one["id"] for one in slate["rules"] if one["strength"] == "strive"}
        kinds = {name: kinds[name] + len(row[name]) for name in kinds}
    assert min(kinds.values()) > 2


def test_lots_are_drawn_as_told(drawn: Paper) -> None:
    """The first by the SHA-256 of seed, draw and code: leaders first, then nominees; nobody pinned."""
    leaders = {"C1", "C3"}  # C2's post falls vacant
    for scenario, pinned in ((0, set()), (1, {"C7"})):
        first, *draws = [row for row in drawn["runs"] if row["scenario"] == scenario]
        nominees = {one["cadre"]: one["post"] for one in first["appointments"]}

        def lot(cadre: str, draw: int) -> bytes:
            return hashlib.sha256(f"3/{draw}/{cadre}".encode()).digest()

        assert [row["draw"] for row in draws] == list(range(1, 13))
        for row in draws:
            retired = min(leaders - pinned, key=lambda cadre: lot(cadre, row["draw"]))
            declined = min(nominees.keys() - pinned - {retired}, key=lambda cadre: lot(cadre, row["draw"]))
            assert row["retired"] == [retired]
            assert row["declined"] == [{"post": nominees[declined], "cadre": declined}]
    assert [row["status"] for row in drawn["runs"] if row["scenario"] == 2] == ["infeasible"]


def recounted(paper: Paper, group: Paper, sisters: list[set[str]]) -> None:
    """The figures of a group, counted again from its runs. ``sisters``: posts that are one title."""
    first, *others = [
        row for row in paper["runs"] if row["round"] == group["round"] and group["scenario"] in (None, row["scenario"])
    ]
    runs = [row for row in others if row.get("tiers")]
    for row in group["tiers"]:
        values = sorted(tier["value"] for one in runs for tier in one["tiers"] if tier["id"] == row["id"])
        assert (row["least"], row["median"], row["most"]) == (values[0], values[(len(values) - 1) // 2], values[-1])
        assert row["first"] == next(tier["value"] for tier in first["tiers"] if tier["id"] == row["id"])
    for row in group["targets"]:
        lacks = [sum(one["shortfall"] for one in run_["targets"] if one["id"] == row["id"]) for run_ in runs]
        assert (row["met"], row["of"], row["most"]) == (lacks.count(0), len(lacks), max(lacks))
    assert [row["post"] for row in group["nominees"]] == [row["post"] for row in first["appointments"]]
    for row in group["nominees"]:
        title = next((posts for posts in sisters if row["post"] in posts), {row["post"]})
        own = {one["cadre"] for one in first["appointments"] if one["post"] in title}
        count: Counter[str] = Counter()
        others_: Counter[str] = Counter()
        for one in runs:
            out = row["cadre"] in one["retired"] or {"post": row["post"], "cadre": row["cadre"]} in one["declined"]
            there = {made["cadre"] for made in one["appointments"] if made["post"] in title}
            count["drawn" if out else "of"] += 1
            if row["cadre"] in there:
                assert not out
                count["stands"] += 1
            elif new := there - own:
                others_.update(new)
            else:
                count["empty" if title & set(one["empty"]) else "stays"] += 1
        assert {name: row[name] for name in ("stands", "of", "drawn", "empty", "stays")} == {
            name: count[name] for name in ("stands", "of", "drawn", "empty", "stays")
        }
        assert {one["cadre"]: one["runs"] for one in row["others"]} == others_
    known = {one["cadre"] for one in first["appointments"]}
    new = Counter(one["cadre"] for run_ in runs for one in run_["appointments"] if one["cadre"] not in known)
    assert {one["cadre"]: one["runs"] for one in group["newcomers"]} == new


def test_what_the_runs_say_together(drawn: Paper, folder: Path) -> None:
    assert drawn["complete"]
    assert [(group["round"], group["scenario"]) for group in drawn["groups"]] == [(0, 0), (0, 1), (0, 2)]
    for group in drawn["groups"][:2]:
        assert group["statuses"] == dict.fromkeys(group["statuses"], 0) | {"optimal": 13}
        recounted(drawn, group, [{"P2", "P3"}])
        runs = [row for row in drawn["runs"] if row["scenario"] == group["scenario"] and row["draw"]]
        assert group["distinct"] == len({json.dumps([row["declined"], row["retired"]]) for row in runs})
    assert any(row["stands"] < row["of"] for row in drawn["groups"][0]["nominees"])
    assert drawn["groups"][2] == {"round": 0, "scenario": 2, "distinct": 0} | {
        "statuses": dict.fromkeys(drawn["groups"][2]["statuses"], 0) | {"infeasible": 1}
    } | {name: [] for name in ("tiers", "targets", "nominees", "newcomers")}
    names = {sheet.title: sheet for sheet in load_workbook(folder / "drawn.xlsx").worksheets}
    assert list(names) == ["Together", "Nominees", "Newcomers", "Runs"]
    told = [line for line in names["Nominees"].iter_rows(values_only=True) if isinstance(line[2], int)]
    told_of = sorted((line[0].rsplit("(", 1)[1][:-1], *line[2:6]) for line in told)
    assert told_of == sorted(
        (row["post"], row["stands"], row["of"], 100 * row["stands"] // row["of"], row["drawn"])
        for group in drawn["groups"] for row in group["nominees"]
    )  # fmt: skip


@pytest.mark.parametrize("seed", [4, 5, 11])
def test_rounds_with_chains_and_sister_seats(seed: int, tmp_path: Path) -> None:
    """A seat of which the holder stays, for the one who was to leave it does not, is not told as empty; a rule that
    finds nobody to judge lacks nothing."""
    source = tmp_path / "round.xlsx"
    tables = random_round(random.Random(seed), 3)
    write(tables, source)
    paper = swept(tmp_path / "s.json", source, "--draws", 6, "--declines", 1, "--retirements", 1)
    alike: dict[tuple[Any, ...], set[str]] = {}
    for row in tables["posts"]:
        key = tuple(row.get(name) for name in ("unit_id", "title", "role", "tier"))
        alike.setdefault(key, set()).add(row["post_id"])
    recounted(paper, paper["groups"][0], list(alike.values()))


def test_rounds_and_scenarios_in_one_grid(folder: Path, tmp_path: Path) -> None:
    """Without draws the runs of a round are counted over its scenarios."""
    other = tmp_path / "other.xlsx"
    write(random_round(random.Random(5), 3), other)
    texts = {"still": "max_moves = 0\n", "again": "max_moves = 0\n", "same": 'name = "Mốc"\n'}
    for name, text in texts.items():
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    paper = swept(tmp_path / "grid.json", SMALL, other, SMALL, "--scenario", tmp_path, "-o", tmp_path / "grid.xlsx")
    assert [row["name"] for row in paper["scenarios"]] == ["Mốc", "again"], "what asks for the same counts once"
    assert [(row["round"], row["scenario"], row["draw"]) for row in paper["runs"]] == [
        (0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0)]  # fmt: skip
    assert [(group["round"], group["scenario"]) for group in paper["groups"]] == [(0, None), (1, None)]
    assert [sum(group["statuses"].values()) for group in paper["groups"]] == [2, 2]
    recounted(paper, paper["groups"][0], [{"P2", "P3"}])
    assert len(list((tmp_path / "grid.runs").iterdir())) == 4


def test_a_scenario_that_one_of_the_rounds_does_not_bear(tmp_path: Path) -> None:
    """The fault names the round."""
    other, scenario = tmp_path / "other.xlsx", tmp_path / "leave.toml"
    write(random_round(random.Random(5), 3), other)
    ids = [row["value"] for row in random_round(random.Random(5), 3)["round"] if row["key"] == "round_id"]
    scenario.write_text('[[leave]]\ncadre = "C3"\non = 2021-06-01\n', "utf-8")
    code, said = run("sweep", SMALL, other, "--scenario", scenario)
    assert (code, f"(Round: {ids[0]}.)" in said) == (2, True), said
    assert "(Round: small.)" not in said


# --- in parts ------------------------------------------------------------------------------------------
def test_what_is_there_is_not_run_again(drawn: Paper, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "again.json"
    runs = tmp_path / "again.runs"
    runs.mkdir()
    kept = sorted((folder / "drawn.runs").iterdir())
    for at, path in enumerate(kept):  # some are there, one is cut off
        text = path.read_bytes()
        if at % 3:
            (runs / path.name).write_bytes(text[: len(text) // 2] if at == 1 else text)
    damaged = json.loads((runs / kept[2].name).read_text("utf-8"))
    damaged["run"] = damaged["run"].replace('"optimal"', '"feasible"').replace('"infeasible"', '"unknown"')
    (runs / kept[2].name).write_text(json.dumps(damaged), "utf-8")
    (runs / kept[4].name).write_bytes(kept[5].read_bytes())  # another's
    before = {path.name: path.stat().st_mtime_ns for path in runs.iterdir()}
    scenarios = [word for name in ("pinned", "none") for word in ("--scenario", folder / f"{name}.toml")]
    assert swept(out, SMALL, *scenarios, *LOTS) == drawn
    assert out.read_bytes() == (folder / "drawn.json").read_bytes()
    after = {path.name: path.stat().st_mtime_ns for path in runs.iterdir()}
    assert after.keys() == {path.name for path in kept}
    again = {name for name in after if before.get(name) != after[name]}
    assert again == {path.name for at, path in enumerate(kept) if at % 3 == 0 or at in (1, 2, 4)}


def test_another_law_is_another_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """What decides the slate is in the key; what does not is not."""
    from planner.sweep import plan

    round_ = read_round(SMALL)[0]
    assert round_ is not None
    said = {"cadre": "C7", "post": "P4", "reason": "Chỉ đạo", "document": "1-TB/TU"}
    (one,), (other,) = (plan.undisturbed([round_], [{"ban": [said | {"reason": why}]}]) for why in ("a", "b"))
    assert one.key == other.key
    keys = {plan.key(round_, {}), plan.key(round_, {"max_moves": 0}), one.key}
    law = plan.law_of(round_)
    monkeypatch.setattr(plan, "law_of", lambda _: law.with_rule("women_share", None, {"percent": 60}))
    keys |= {plan.key(round_, {})}
    monkeypatch.setattr(plan, "__version__", "0")
    assert len(keys | {plan.key(round_, {})}) == 5


def interrupted() -> None:
    raise KeyboardInterrupt


def killed() -> None:
    """What a system does that has no memory left."""
    for child in active_children():
        child.kill()


@pytest.mark.parametrize("stop", [interrupted, killed])
def test_stopped_in_the_middle(stop: Callable[[], None], drawn: Paper, folder: Path, tmp_path: Path,
                               monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """After Ctrl-C the same command goes on; processes that die are started again."""
    from planner.sweep.store import Store

    keep, count = Store.put, iter(range(10**6))

    def put(self: Store, *given: Any) -> None:
        keep(self, *given)
        if next(count) == 3:
            stop()

    monkeypatch.setattr(Store, "put", put)
    scenarios = [word for name in ("pinned", "none") for word in ("--scenario", folder / f"{name}.toml")]
    words = ["sweep", SMALL, *scenarios, *LOTS, "--workers", 2, "--json", tmp_path / "s.json"]
    code, said = run(*words)
    if stop is interrupted:
        assert code == 130, said
        assert "run the same command again" in said
        paper = json.loads((tmp_path / "s.json").read_text("utf-8"))
        assert not paper["complete"]
        assert len(list((tmp_path / "s.runs").iterdir())) == 4
        code, said = run(*words)
    assert code == 0, said
    assert (tmp_path / "s.json").read_bytes() == (folder / "drawn.json").read_bytes()
    assert not active_children()


# --- faults --------------------------------------------------------------------------------------------
def test_what_is_asked_must_make_sense(tmp_path: Path) -> None:
    for words, why in (
        ((), "nothing to sweep"),
        (("--declines", 5), "Add --draws"),
        (("--seed", 0), "Add --draws"),
        (("--draws", 2, "--declines", 0, "--retirements", 0), "nobody is drawn"),
        (("--draws", 2, "--workers", 2, "--scheduler", "tcp://127.0.0.1:1"), "does not go with"),
        (("--draws", 2, "--runs", tmp_path / "file"), "not a folder"),
        (("--draws", 2, "--runs", "-"), "not a folder"),
        (("--draws", 2, "--runs", tmp_path / "no" / "runs"), "Cannot write"),
    ):
        (tmp_path / "file").write_text("", "utf-8")
        code, said = run("sweep", SMALL, *words)
        assert (code, why in said) == (2, True), said


def test_the_runs_have_a_folder_of_their_own() -> None:
    from planner.sweep.store import beside

    assert beside(None, Path("-")) is None
    assert beside(Path("a/b.xlsx"), Path("c.json")) == Path("a/b.runs")
    assert beside(Path("b.runs"), None) == Path("b.runs.runs")


def test_time_that_runs_out_is_told_and_not_kept(tmp_path: Path) -> None:
    """Nothing is drawn on a slate that is not proven, and the next time it is sought again."""
    words = (SMALL, *LOTS)
    paper = swept(tmp_path / "s.json", *words, "--time-limit", "0.000001")
    statuses = paper["groups"][0]["statuses"]
    proven = statuses["optimal"]
    assert statuses["infeasible"] == 0
    assert sum(statuses.values()) == (13 if proven else 1)
    kept = list((tmp_path / "s.runs").iterdir()) if (tmp_path / "s.runs").exists() else []
    assert bool(kept) == bool(proven)
    assert swept(tmp_path / "s.json", *words)["groups"][0]["statuses"]["optimal"] == 13


def test_everybody_drawn_is_nobody_tested(tmp_path: Path) -> None:
    code, said = run("sweep", SMALL, "--draws", 2, "--declines", 999, "--retirements", 999)
    assert code == 0
    assert "Nominees: 4" not in said
    assert "only 1 of them differ" in " ".join(said.split())
