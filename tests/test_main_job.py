"""The main job from files to files, through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from product import SAMPLE, SMALL

from planner.cli import main


@pytest.fixture
def slate(tmp_path: Path) -> Path:
    path = tmp_path / "slate.json"
    done = CliRunner().invoke(main, ["propose", str(SMALL), "--json", str(path)])
    assert done.exit_code == 0, done.output
    return path


def test_the_slate_is_proven_unique_and_passes_its_check(slate: Path) -> None:
    paper = json.loads(slate.read_text("utf-8"))
    assert paper["status"] == "optimal"
    assert paper["canonical"]
    assert all(tier["proven"] for tier in paper["tiers"])
    assert {tier["id"]: tier["value"] for tier in paper["tiers"]} | {"order": 0} == {
        "urgent": 0, "strive": 8, "vacancies": 2, "prefer": 6, "fit": 166, "moves": 1, "order": 0,
    }  # fmt: skip
    done = CliRunner().invoke(main, ["check", str(slate), "--round", str(SMALL)])
    assert done.exit_code == 0, done.output


def test_standards_are_named_where_they_refuse(slate: Path) -> None:
    rows = json.loads(slate.read_text("utf-8"))["candidates"]
    refused = {(row["post"], row["cadre"]): row["refused_by"] for row in rows if row["state"] == "refused"}
    assert refused == {("P4", "C5"): ["non_local"], ("P7", "C6"): ["evaluation"]}


@pytest.mark.parametrize(
    "tamper",
    [
        lambda paper: paper["appointments"].pop(),
        lambda paper: paper["stays"].pop(),
        lambda paper: paper["leaves"].pop(),
        lambda paper: paper["appointments"][0].update(fit=99),
        lambda paper: paper["appointments"][0].update(kind="lateral"),
        lambda paper: paper["tiers"][0].update(value=3),
        lambda paper: paper["vacant"][0].update(why="frozen"),
        lambda paper: paper["appointments"][2].update(cadre="C5"),
        lambda paper: paper["appointments"][2].update(cadre="nobody"),
        lambda paper: paper["round"].update(sha256="0"),
        lambda paper: paper["candidates"][3].update(state="admitted"),
    ],
)
def test_a_tampered_slate_is_refused(slate: Path, tamper: object) -> None:
    paper = json.loads(slate.read_text("utf-8"))
    tamper(paper)  # type: ignore[operator]
    slate.write_text(json.dumps(paper), "utf-8")
    done = CliRunner().invoke(main, ["check", str(slate), "--round", str(SMALL)])
    assert done.exit_code == 1, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_check_never_imports_the_solver() -> None:
    import subprocess
    import sys

    code = "import sys, planner.run, planner.document, models.audit; sys.exit('ortools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_help_imports_neither_tables_nor_solver() -> None:
    import subprocess
    import sys

    code = "import sys, planner.cli; sys.exit(bool({'pandas', 'ortools'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_sample_province_is_proven_and_unique(tmp_path: Path) -> None:
    path = tmp_path / "slate.json"
    done = CliRunner().invoke(main, ["propose", str(SAMPLE), "--no-explain", "--json", str(path)])
    assert done.exit_code == 0, done.output
    paper = json.loads(path.read_text("utf-8"))
    assert (paper["status"], paper["canonical"]) == ("optimal", True)
    done = CliRunner().invoke(main, ["check", str(path), "--round", str(SAMPLE)])
    assert done.exit_code == 0, done.output


@pytest.mark.slow
def test_names_depend_on_neither_seed_nor_threads(tmp_path: Path) -> None:
    slates = set()
    for seed, workers in [(0, 1), (1, 1), (2, 2), (3, 2), (4, 1)]:
        path = tmp_path / f"{seed}.json"
        options = ["--seed", str(seed), "--workers", str(workers), "--json", str(path)]
        assert CliRunner().invoke(main, ["propose", str(SAMPLE), "--no-explain", *options]).exit_code == 0
        slates.add(path.read_text("utf-8"))
    assert len(slates) == 1


def test_the_sample_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert CliRunner().invoke(main, ["sample", "-o", str(tmp_path / name)]).exit_code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
