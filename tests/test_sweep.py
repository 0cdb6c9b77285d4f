"""`planner sweep` from files to files: every run is what `propose` finds, counted right, wherever and in however many
parts it was made."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from multiprocessing import active_children
from pathlib import Path
from threading import Thread
from typing import Any

import cluster
import pytest
from openpyxl import load_workbook
from product import ACT, SAMPLE, SHIPPED, SMALL, run
from random_rounds import random_round
from round_file import write

from planner.workbook.read import read_round

Paper = dict[str, Any]
LOTS = ("--draws", 12, "--declines", 1, "--retirements", 1, "--seed", 3)
GENERAL = [SHIPPED / f"{name}.toml" for name in ("scheme-order", "fill-first", "balanced", "women-20", "no-moves")]


def swept(out: Path, *arguments: object) -> Paper:
    """The document of a sweep that ended well."""
    code, said = run("sweep", *arguments, "--json", out)
    assert code == 0, said
    paper: Paper = json.loads(out.read_text("utf-8"))
    return paper


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
        assert row["vacant"] == [one["post"] for one in slate["vacant"]]
        lacking = {one["id"]: 0 for one in slate["rules"] if one["strength"] == "strive"}
        for one in slate["rules"]:
            lacking[one["id"]] = lacking.get(one["id"], 0) + one["shortfall"] * (one["strength"] == "strive")
        assert all(lacking[one["id"]] == one["shortfall"] for one in row["targets"])
        assert {one["id"] for one in row["targets"]} == {
            one["id"] for one in slate["rules"] if one["strength"] == "strive"
        }
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


def test_what_the_runs_say_together(drawn: Paper, folder: Path) -> None:
    assert drawn["complete"]
    assert [(group["round"], group["scenario"]) for group in drawn["groups"]] == [(0, 0), (0, 1), (0, 2)]
    moved = 0
    for group in drawn["groups"][:2]:
        runs = [row for row in drawn["runs"] if row["scenario"] == group["scenario"]]
        assert sum(group["statuses"].values()) == len(runs) == 13
        assert group["statuses"]["optimal"] == sum(row["status"] == "optimal" for row in runs)
        for row in group["tiers"]:
            values = sorted(tier["value"] for one in runs for tier in one["tiers"] if tier["id"] == row["id"])
            assert (row["least"], row["median"], row["most"]) == (values[0], values[6], values[-1])
        for row in group["targets"]:
            lacks = [one["shortfall"] for run_ in runs for one in run_["targets"] if one["id"] == row["id"]]
            assert (row["met"], row["of"], row["most"]) == (lacks.count(0), len(lacks), max(lacks))
        for row in group["nominees"]:
            post, cadre = row["post"], row["cadre"]
            sisters = {"P2", "P3"} if post in ("P2", "P3") else {post}
            free = [one for one in runs if cadre not in one["retired"]
                    and {"post": post, "cadre": cadre} not in one["declined"]]  # fmt: skip
            there = [one for one in runs if any(
                made["post"] in sisters and made["cadre"] == cadre for made in one["appointments"])]  # fmt: skip
            assert (row["of"], row["drawn"]) == (len(free), len(runs) - len(free))
            assert row["stands"] == len(there)
            if len(sisters) == 1:
                others = sum(one["runs"] for one in row["others"])
                assert row["stands"] + others + row["empty"] == len(runs)
            moved += row["stands"] < row["of"]
        known = {one["cadre"] for one in runs[0]["appointments"]}
        new = {one["cadre"] for run_ in runs for one in run_["appointments"]} - known
        assert {one["cadre"] for one in group["newcomers"]} == new
    assert moved
    assert drawn["groups"][2] | {"statuses": 0} == {"round": 0, "scenario": 2, "statuses": 0} | {
        name: [] for name in ("tiers", "targets", "nominees", "newcomers")
    }
    for sheet in load_workbook(folder / "drawn.xlsx").worksheets:
        assert not [cell for line in sheet.iter_rows(values_only=True) for cell in line if str(cell).startswith("#")]


def test_rounds_and_scenarios_in_one_grid(folder: Path, tmp_path: Path) -> None:
    """Without draws the runs of a round are counted over its scenarios."""
    other = tmp_path / "other.xlsx"
    write(random_round(random.Random(5), 3), other)
    ban = tmp_path / "tight.toml"
    ban.write_text("max_moves = 0\n", "utf-8")
    paper = swept(tmp_path / "grid.json", SMALL, other, "--scenario", ban, "-o", tmp_path / "grid.xlsx")
    assert [(row["round"], row["scenario"], row["draw"]) for row in paper["runs"]] == [
        (0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0)]  # fmt: skip
    assert [(group["round"], group["scenario"]) for group in paper["groups"]] == [(0, None), (1, None)]
    assert [sum(group["statuses"].values()) for group in paper["groups"]] == [2, 2]
    assert {path.suffix for path in tmp_path.iterdir()} >= {".json", ".runs", ".xlsx"}


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
    marked = runs / kept[2].name
    marked.write_text(json.dumps(json.loads(marked.read_text("utf-8")) | {"canonical": False}), "utf-8")
    scenarios = [word for name in ("pinned", "none") for word in ("--scenario", folder / f"{name}.toml")]
    paper = swept(out, SMALL, *scenarios, *LOTS)
    assert sum(not row["canonical"] for row in paper["runs"]) > sum(not row["canonical"] for row in drawn["runs"])
    marked.unlink()
    assert swept(out, SMALL, *scenarios, *LOTS) == drawn
    assert out.read_bytes() == (folder / "drawn.json").read_bytes()
    assert {path.name for path in runs.iterdir()} == {path.name for path in kept}


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


# --- a cluster -----------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[cluster.Cluster]:
    with cluster.cluster(tmp_path_factory.mktemp("dask")) as found:
        yield found


@pytest.mark.parametrize("rounds", [6, pytest.param(40, marks=pytest.mark.soak)])
def test_a_cluster_that_loses_a_worker(rounds: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rounds × five scenarios on two workers, one of them killed in the middle: the same bytes as on this machine."""
    sources = []
    for seed in range(1000):
        path = tmp_path / f"{seed}.xlsx"
        write(random_round(random.Random(seed), 2), path)
        sources += [path] if read_round(path)[0] else []
        if len(sources) == rounds:
            break
    scenarios = [word for path in GENERAL[1:] for word in ("--scenario", path)]
    here = tmp_path / "here.json"
    local = swept(here, *sources, *scenarios)
    assert len(local["runs"]) == 5 * rounds
    assert len({row["status"] for row in local["runs"]}) > 1, "some rounds have no slate"
    from planner.sweep.store import Store

    keep, count = Store.put, iter(range(10**6))
    with cluster.cluster(tmp_path) as dask:

        def put(self: Store, *given: Any) -> None:
            keep(self, *given)
            if next(count) == 2 * rounds:
                dask.workers[0].kill()

        monkeypatch.setattr(Store, "put", put)
        there = tmp_path / "there.json"
        swept(there, *sources, *scenarios, "--scheduler", dask.address)
        assert dask.workers[0].wait(10) != 0
        assert dask.workers[1].poll() is None
    assert there.read_bytes() == here.read_bytes()


def test_a_cluster_makes_the_same_draws(dask: cluster.Cluster, drawn: Paper, folder: Path, tmp_path: Path) -> None:
    scenarios = [word for name in ("pinned", "none") for word in ("--scenario", folder / f"{name}.toml")]
    assert swept(tmp_path / "there.json", SMALL, *scenarios, *LOTS, "--scheduler", dask.address) == drawn


def test_no_name_leaves_the_machine() -> None:
    """A cluster is sent codes for names; the slate is the same."""
    import pickle

    from planner.redact import nameless
    from planner.sweep.work import ran

    for source in (SMALL, SAMPLE):
        round_ = read_round(source)[0]
        assert round_ is not None
        sent = nameless(round_)
        told = pickle.dumps(sent)
        assert not [name for name in round_.cadres["name"] if name.encode() in told]
        if source is SMALL:
            settings = {"ban": [{"cadre": "C7", "post": "P4", "reason": "–", "document": "–"}]}
            assert ran(sent, settings, 0) == ran(round_, settings, 0)
            assert ran(sent, {}, 0) == ran(round_, {}, 0)


def test_a_cluster_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.sweep.cluster.PATIENCE", 1)
    words = ["sweep", SMALL, *LOTS, "--json", tmp_path / "s.json", "--scheduler"]
    for address in ("tcp://127.0.0.1:1", "nowhere at all"):
        code, said = run(*words, address)
        assert (code, "No connection to a Dask scheduler" in said) == (2, True), said
    with cluster.cluster(tmp_path, workers=0) as lone:
        code, said = run(*words, lone.address)
    assert (code, "has no worker yet" in said) == (2, True), said
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    code, said = run(*words, "tcp://127.0.0.1:1")
    assert (code, "Dask is not installed" in said) == (2, True), said


def test_a_cluster_that_goes_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.sweep.store import Store

    keep = Store.put
    with cluster.cluster(tmp_path, workers=1) as dask:

        def put(self: Store, *given: Any) -> None:
            keep(self, *given)
            Thread(target=dask.scheduler.kill).start()

        monkeypatch.setattr(Store, "put", put)
        monkeypatch.setattr("planner.sweep.cluster.PATIENCE", 5)
        code, said = run("sweep", SMALL, *LOTS, "--json", tmp_path / "s.json", "--scheduler", dask.address)
    assert (code, "is lost" in said) == (2, True), said
    assert "Traceback" not in said
    paper = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert not paper["complete"]
    assert len(list((tmp_path / "s.runs").iterdir())) >= 1


def test_workers_of_another_version() -> None:
    from planner.errors import PlannerError
    from planner.sweep.cluster import _run

    round_ = read_round(SMALL)[0]
    assert round_ is not None
    with pytest.raises(PlannerError, match=r"sweep\.other_version"):
        _run("0.0", round_, {}, 0)


# --- faults --------------------------------------------------------------------------------------------
def test_nothing_to_sweep() -> None:
    code, said = run("sweep", SMALL)
    assert (code, "nothing to sweep" in said) == (2, True), said


def test_runs_that_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    code, said = run("sweep", SMALL, *LOTS, "--runs", tmp_path / "file")
    assert code == 2
    assert "not a folder" in said or "takes" in said


def test_time_that_runs_out_is_told(tmp_path: Path) -> None:
    paper = swept(tmp_path / "s.json", SMALL, *LOTS, "--time-limit", "0.000001")
    statuses = paper["groups"][0]["statuses"]
    assert statuses["infeasible"] == 0
    assert sum(statuses.values()) in (1, 13)
