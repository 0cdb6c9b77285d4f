"""`planner sweep --scheduler`: the same as on this machine, whatever becomes of the workers, and nobody's name."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cluster
import pytest
from product import ACT, SAMPLE, SHIPPED, SMALL, run
from random_rounds import random_round
from round_file import write
from sweeps import LOTS, swept

from planner.workbook.read import read_round

GENERAL = [SHIPPED / f"{name}.toml" for name in ("scheme-order", "fill-first", "balanced", "women-20", "no-moves")]


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


def test_a_cluster_makes_the_same_draws(dask: cluster.Cluster, tmp_path: Path) -> None:
    pin = tmp_path / "pin.toml"
    pin.write_text(f'[[pin]]\ncadre = "C7"\npost = "P4"\n{ACT}', "utf-8")
    words = (SMALL, "--scenario", pin, *LOTS)
    there = swept(tmp_path / "there.json", *words, "--scheduler", dask.address)
    assert there == swept(tmp_path / "here.json", *words)


def test_no_name_leaves_the_machine() -> None:
    """A cluster is sent codes for names, and nothing that people wrote; the slate is the same."""
    import pickle

    from planner.redact import nameless
    from planner.sweep.plan import undisturbed
    from planner.sweep.work import ran

    for source in (SMALL, SAMPLE):
        round_ = read_round(source)[0]
        assert round_ is not None
        sent = nameless(round_)
        told = pickle.dumps(sent)
        assert not [name for name in round_.cadres["name"] if name.encode() in told]
        if source is SMALL:
            name = round_.cadres["name"].iat[6]
            said = {"ban": [{"cadre": "C7", "post": "P4", "reason": f"Về {name}", "document": f"Đơn của {name}"}]}
            bare = undisturbed([round_], [said])[0].settings
            assert name.encode() not in pickle.dumps(bare)
            assert ran(sent, bare, 0) == ran(round_, said, 0) != ran(round_, {}, 0) == ran(sent, {}, 0)


def test_a_cluster_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.sweep.cluster.PATIENCE", 1)
    words = ["sweep", SMALL, *LOTS, "--json", tmp_path / "s.json", "--scheduler"]
    (tmp_path / "s.json").write_text("kept", "utf-8")
    for address in ("tcp://127.0.0.1:1", "nowhere at all"):
        code, said = run(*words, address)
        assert (code, "No connection to a Dask scheduler" in said) == (2, True), said
    with cluster.cluster(tmp_path, workers=0) as lone:
        code, said = run(*words, lone.address)
    assert (code, "has no worker." in said) == (2, True), said
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    code, said = run(*words, "tcp://127.0.0.1:1")
    assert (code, "Dask is not installed" in said) == (2, True), said
    assert (tmp_path / "s.json").read_text("utf-8") == "kept", "nothing is written where nothing was run"


@pytest.mark.parametrize("gone", ["scheduler", "worker"])
def test_a_cluster_that_goes_away(gone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.sweep.store import Store

    keep = Store.put
    with cluster.cluster(tmp_path, workers=1) as dask:
        process = dask.scheduler if gone == "scheduler" else dask.workers[0]

        def put(self: Store, *given: Any) -> None:
            keep(self, *given)
            process.kill()

        monkeypatch.setattr(Store, "put", put)
        monkeypatch.setattr("planner.sweep.cluster.PATIENCE", 5)
        code, said = run("sweep", SMALL, *LOTS, "--json", tmp_path / "s.json", "--scheduler", dask.address)
    assert (code, ("is lost" if gone == "scheduler" else "has no worker") in said) == (2, True), said
    assert "Traceback" not in said
    paper = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert not paper["complete"]
    assert len(list((tmp_path / "s.runs").iterdir())) >= 1


def test_a_cluster_of_another_kind(dask: cluster.Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.sweep.cluster.__version__", "0.0")
    code, said = run("sweep", SMALL, *LOTS, "--json", tmp_path / "s.json", "--scheduler", dask.address)
    assert (code, "this one has 0.0" in said) == (2, True), said


def test_a_cluster_without_planner(tmp_path: Path) -> None:
    with cluster.cluster(tmp_path, workers=1, bare=True) as dask:
        code, said = run("sweep", SMALL, *LOTS, "--json", tmp_path / "s.json", "--scheduler", dask.address)
    assert (code, "import of planner" in said) == (2, True), said


def test_codes_that_tell_who_is_who_stay_here(tmp_path: Path) -> None:
    tables = random_round(random.Random(5), 2)
    code_of = {row["cadre_id"]: f"0440{at:08}" for at, row in enumerate(tables["cadres"])}
    for rows in tables.values():
        for row in rows:
            row |= {name: code_of[value] for name, value in row.items() if value in code_of}
    write(tables, tmp_path / "round.xlsx")
    code, said = run("sweep", tmp_path / "round.xlsx", *LOTS, "--scheduler", "tcp://127.0.0.1:1")
    assert (code, "citizens' numbers" in said) == (2, True), said
