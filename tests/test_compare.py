"""`planner compare` from files to files: figures and names as `propose` has them, faults, no slate, Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from product import ACT, SAMPLE, SHIPPED, SMALL, held, run

SCENARIOS = {
    "plain": 'name = "Mốc"\nreason = "Giữ nguyên"\n[rules.women_share]\npercent = 15\n',
    "still": 'name = "Không chuyển"\nmax_moves = 0\n',
    "ban": f'[[ban]]\ncadre = "C7"\n{ACT}[rules.young_share]\npercent = 60\n',
    "leave": '[[leave]]\ncadre = "C3"\non = 2021-06-01\n',
    "none": f'max_moves = 0\n[[pin]]\ncadre = "C1"\npost = "P1"\n{ACT}',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scenario files."""
    folder = tmp_path_factory.mktemp("scenarios")
    for name, text in SCENARIOS.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def done(folder: Path) -> tuple[dict[str, Any], Path, str]:
    """The comparison of all of them: document, workbook, what was said."""
    book, out = folder / "all.xlsx", folder / "all.json"
    files = [folder / f"{name}.toml" for name in ("still", "ban", "leave", "plain", "none")]
    code, said = run("compare", SMALL, *files, "-o", book, "--json", out, "--workers", 2)
    assert code == 0, said
    return json.loads(out.read_text("utf-8")), book, said


def slate(scenario: Path, folder: Path) -> dict[str, Any]:
    """What `propose` finds."""
    out = folder / "one.json"
    run("propose", SMALL, "--scenario", scenario, "--no-explain", "--json", out)
    paper: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return paper


def test_every_column_is_what_propose_finds(
    done: tuple[dict[str, Any], Path, str], folder: Path, tmp_path: Path
) -> None:
    paper, _, _ = done
    assert paper["complete"]
    assert [row["name"] for row in paper["scenarios"]] == ["Mốc", "Không chuyển", "ban", "leave", "none"]
    assert [row["plain"] for row in paper["scenarios"]] == [True, False, False, False, False]
    for at, column in enumerate(paper["scenarios"]):
        one = slate(Path(column["file"]), tmp_path)
        for part in ("status", "canonical", "tiers"):
            assert column[part] == one[part]
        if column["figures"] is None:
            assert column["status"] == "infeasible"
            assert column["conflict"] == one["conflict"]
            assert column["repairs"] == one["repairs"]
            assert {row["holders"][at] for row in paper["matrix"]} == {None}
            continue
        names = {row["post"]: row["holders"][at] for row in paper["matrix"]}
        assert {post: cadre for post, cadre in names.items() if cadre} == held(one)
        kinds = {row["post"]: row["kinds"][at] for row in paper["matrix"]}
        assert {row["post"]: row["kind"] for row in one["appointments"]}.items() <= kinds.items()
        assert {row["post"]: row["why"] for row in one["vacant"]}.items() <= kinds.items()
        figures = column["figures"]
        assert figures["appointed"] == len(one["appointments"])
        assert figures["vacant"] == len(one["vacant"])
        assert figures["moves"] == next(tier["value"] for tier in one["tiers"] if tier["id"] == "moves")
        assert figures["filled"] == len(held(one))
        assert figures["women"] == sum(row["cadre"] == "C3" for row in one["appointments"])
        assert figures["held_women"] == sum(row["held_for"] == "women" for row in one["vacant"])
        shares = {row["id"]: row for row in one["rules"]}
        assert all(row["got"] == shares[row["id"]]["got"] for row in column["shares"])
        assert all(row["need"] == -(-row["percent"] * row["of"] // 100) for row in column["shares"])


def test_what_is_the_same_and_what_is_not(done: tuple[dict[str, Any], Path, str]) -> None:
    paper, _, _ = done
    slates = [at for at, column in enumerate(paper["scenarios"]) if column["figures"]]
    columns = {at: {row["post"]: row["holders"][at] for row in paper["matrix"]} for at in slates}
    everywhere = {post for post in columns[0] if len({columns[at][post] for at in slates}) == 1}
    assert {row["post"] for row in paper["matrix"] if row["same"]} == everywhere
    assert {row["post"]: row["cadre"] for row in paper["stable"]} == {
        p: columns[0][p] for p in everywhere if columns[0][p]
    }
    for at in slates:
        differing = {post for post in columns[at] if columns[at][post] != columns[0][post]}
        assert paper["scenarios"][at]["differing"] == len(differing)
        told = {row["post"]: row for row in paper["causes"] if row["scenario"] == at}
        assert told.keys() == differing
        keys = {setting["key"] for setting in paper["scenarios"][at]["settings"]}
        for post, row in told.items():
            assert (row["from"], row["to"]) == (columns[0][post], columns[at][post])
            assert row["settings"]
            assert set(row["settings"]) <= keys
            assert row["smallest"]
    made = Counter(
        cadre
        for at in slates
        for cadre in {row["holders"][at] for row in paper["matrix"] if row["kinds"][at] not in ("stays", None)} - {""}
    )
    assert {row["cadre"] for row in paper["only"]} == {cadre for cadre, count in made.items() if count == 1}
    assert sum(row["differing"] or 0 for row in paper["scenarios"]) > 3, "else this proves nothing"


def test_settings_stand_beside_the_schemes_own(done: tuple[dict[str, Any], Path, str]) -> None:
    scenarios = {row["name"]: row["settings"] for row in done[0]["scenarios"]}
    assert scenarios["Mốc"] == []
    young = next(row for row in scenarios["ban"] if row["key"] == "rules.young_share.percent")
    assert (young["value"], young["scheme"]) == (60, 15)
    assert "60 %" in young["text"]
    assert "15" in young["text"]
    assert [row["key"] for row in scenarios["leave"]] == ["leave.C3"]
    assert "Lê Thị Cúc (C3)" in scenarios["leave"][0]["text"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_workbook_shows_the_document(lang: str, folder: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    out, book = tmp_path / "c.json", tmp_path / "c.xlsx"
    code, said = run("compare", SMALL, folder / "ban.toml", folder / "none.toml", "-o", book, "--json", out, lang=lang)
    assert code == 0, said
    assert max(map(len, said.splitlines())) <= 80 + len(str(tmp_path))
    paper = json.loads(out.read_text("utf-8"))
    file = load_workbook(book)
    figures, _, matrix, causes, *_ = file.worksheets
    assert len(figures._charts) == 2
    differing = [row for row in paper["matrix"] if not row["same"]]
    assert differing
    signs: dict[str, set[str]] = {}
    colours: dict[str, set[str]] = {}
    for row in differing:
        line = next(r for r in matrix.iter_rows() if r[0].value == row["post"])
        for cell, cadre in zip(line[2:], row["holders"], strict=False):
            if cadre:
                assert f"({cadre})" in cell.value
                signs.setdefault(cadre, set()).add(cell.value.split(" ")[0])
                colours.setdefault(cadre, set()).add(cell.fill.fgColor.rgb)
                assert bool(cell.font.b) == (cadre != row["holders"][0])
            else:
                assert cell.value == "–" if cadre is None else cell.value.startswith("(")
    assert all(len(sign) == 1 for sign in (*signs.values(), *colours.values())), "a person is marked alike everywhere"
    assert len({(*sign, *colours[cadre]) for cadre, sign in signs.items()}) == len(signs)
    text = "\n".join(str(cell.value) for row in causes.iter_rows() for cell in row if cell.value)
    assert all(f"({row['post']})" in text for row in paper["causes"])


def test_the_same_bytes_whatever_the_workers(folder: Path, tmp_path: Path) -> None:
    made = []
    for workers in (1, 2):
        book, out = tmp_path / f"{workers}.xlsx", tmp_path / f"{workers}.json"
        files = [folder / "leave.toml", folder / "ban.toml", folder / "still.toml"]
        assert run("compare", SMALL, *files, "-o", book, "--json", out, "--workers", workers)[0] == 0
        made.append((book.read_bytes(), out.read_bytes()))
    assert made[0] == made[1]


# --- what goes wrong ------------------------------------------------------------------------------
def test_the_faults_of_all_files_are_told_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    for name, text in {
        "a": "max_move = 1",
        "b": '[rules.theory]\nstrength = "off"\n[[leave]]\ncadre = "C9"\non = 2021-06-01',
    }.items():
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    files = [folder / "still.toml", tmp_path / "a.toml", tmp_path / "b.toml"]
    code, said = run("compare", SMALL, *files, "-o", tmp_path / "c.xlsx", "--json", tmp_path / "c.json")
    assert code == 2
    for place in ("a.toml:1 [unknown_key]", "b.toml:2 [softer_strength]", "b.toml:4 [unknown_cadre]"):
        assert place in said
    assert not list(tmp_path.glob("c.*"))


@pytest.mark.parametrize("what", [("no-such.toml",), (), ("empty",)])
def test_usage(what: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("compare", SMALL, *(tmp_path / name for name in what))[0] == 2
    assert run("compare", tmp_path / "none.xlsx", tmp_path / "no-such.toml")[0] == 2


def test_a_folder_stands_for_its_scenarios(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    for name in ("leave", "plain"):
        (tmp_path / "s" / f"{name}.toml").write_text(SCENARIOS[name], "utf-8")
    code, said = run("compare", SMALL, tmp_path / "s", "--json", "-", "--solves", 0)
    paper = json.loads(said[said.index("{") :])
    assert code == 0
    assert [row["name"] for row in paper["scenarios"]] == ["Mốc", "leave"]


def test_without_any_slate_there_is_still_a_comparison(folder: Path, tmp_path: Path) -> None:
    """Time ran out at once: honest, and no cause is claimed."""
    code, said = run("compare", SMALL, folder / "ban.toml", "--time-limit", "0.000001", "-o", tmp_path / "c.xlsx",
                     "--json", tmp_path / "c.json")  # fmt: skip
    paper = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert code == 0, said
    assert {row["status"] for row in paper["scenarios"]} <= {"unknown", "feasible", "optimal"}
    if any(not row["canonical"] for row in paper["scenarios"]):
        assert paper["causes"] == []


def interrupted() -> None:
    raise KeyboardInterrupt


def killed() -> None:
    """What a system does that has no memory left."""
    for child in active_children():
        child.kill()


@pytest.mark.parametrize(("stop", "told"), [(interrupted, "Stopped."), (killed, "A process ended by itself")])
def test_what_ended_is_written_and_no_process_is_left(
    stop: Callable[[], None], told: str, folder: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    from planner.compare.lab import Lab

    def stopped(self: Lab) -> None:
        if sum(column.paper is not None for column in self.columns) >= 1:
            stop()

    began = Lab.__init__

    def start(self: Lab, *given: Any) -> None:
        began(self, *given)
        self.watch = lambda: stopped(self)

    monkeypatch.setattr(Lab, "__init__", start)
    files = [folder / f"{name}.toml" for name in ("still", "ban", "leave")]
    code, said = run("compare", SMALL, *files, "-o", tmp_path / "c.xlsx", "--json", tmp_path / "c.json", "--workers", 1)
    assert code == 130, said
    assert told in said
    paper = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert not paper["complete"]
    statuses = [row["status"] for row in paper["scenarios"]]
    assert statuses[0] == "optimal"
    assert statuses[-1] == "unknown"
    assert (tmp_path / "c.xlsx").stat().st_size > 5000
    assert not active_children()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for the processes where Linux lists them")
@pytest.mark.parametrize("later", [0.0, 2.0])
def test_ctrl_c_at_the_terminal(later: float, tmp_path: Path) -> None:
    """The whole group of processes hears it, as on a terminal: one answer, no traceback of a child."""
    out = tmp_path / "c.json"
    words = [sys.executable, "-m", "planner", "compare", str(SAMPLE), str(SHIPPED), "--json", str(out)]
    pipes = {"stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL}
    with subprocess.Popen(words, text=True, start_new_session=True, **pipes) as process:  # type: ignore[call-overload]
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while process.poll() is None and len(children.read_text().split()) < 2:  # a tracker, and whoever solves
            time.sleep(0.02)
        time.sleep(later)
        os.killpg(process.pid, signal.SIGINT)
        try:
            _, said = process.communicate(timeout=90)
        finally:
            process.kill()
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert not json.loads(out.read_text("utf-8"))["complete"]


# --- the scenarios that ship -------------------------------------------------------------------------
@pytest.mark.soak
def test_the_shipped_scenarios_side_by_side(tmp_path: Path) -> None:
    """Every difference on the sample province has its smallest cause."""
    out = tmp_path / "c.json"
    code, said = run("compare", SAMPLE, SHIPPED, "--json", out)
    assert code == 0, said
    paper = json.loads(out.read_text("utf-8"))
    assert len(paper["scenarios"]) == 6
    assert paper["scenarios"][0]["plain"]
    assert all(row["status"] == "optimal" and row["canonical"] for row in paper["scenarios"])
    assert paper["causes"]
    assert all(row["smallest"] for row in paper["causes"])
