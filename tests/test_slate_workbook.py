"""The slate workbook: the same bytes twice, nothing left to Excel's guesses, and checked from what it holds."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import product
import pytest
import reading
from openpyxl import load_workbook
from product import SAMPLE, SMALL

from planner.messages import say
from planner.workbook.read import read_round
from planner.workbook.view import View

run = partial(product.run, lang=None)
ORDER = (
    *("cover.cover", "slate.summary", "slate.slate", "slate.vacant", "profiles.profiles", "boards.boards"),
    *("charts.charts", "slate.explain", "slate.declines", "slate.rotation", "slate.chains", "slate.pending"),
    "slate.bases",
    *("forms.sheet.9a", "forms.sheet.11", "forms.sheet.13", "slate.rules", "slate.candidates", "slate.sources"),
)
PORTRAIT = ("cover.cover", "profiles.profiles", "charts.charts")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_is_whole_repeatable_and_passes_its_own_check(lang: str, tmp_path: Path) -> None:
    source = SMALL
    for name in ("a.xlsx", "b.xlsx"):
        assert run("--lang", lang, "propose", source, "-o", tmp_path / name)[0] == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert run("check", tmp_path / "a.xlsx")[0] == 0
    assert run("check", tmp_path / "a.xlsx", "--round", source)[0] == 0
    book = load_workbook(tmp_path / "a.xlsx")
    shown = [sheet for sheet in book if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in shown] == [say(name, lang) for name in ORDER]
    assert book.active is shown[0]
    for name, sheet in zip(ORDER, shown, strict=True):
        assert sheet.page_setup.orientation == ("portrait" if name in PORTRAIT else "landscape"), name
        assert int(sheet.page_setup.paperSize) == 9
        fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert fonts == {"Times New Roman"}, name


def test_what_the_visible_sheet_shows_must_be_the_slate(tmp_path: Path) -> None:
    path = tmp_path / "slate.xlsx"
    run("propose", SAMPLE, "--no-explain", "-o", path)
    book = load_workbook(path)
    sheet = book[say("slate.slate", "vi")]
    head = next(row for row in sheet.iter_rows() if any(cell.value == say("slate.col.cadre", "vi") for cell in row))
    at = next(cell.column for cell in head if cell.value == say("slate.col.cadre", "vi"))
    cells = [
        c
        for c in (sheet.cell(row, at) for row in range(head[0].row + 1, sheet.max_row + 1))
        if str(c.value)[:2] == "CB"
    ]
    cells[0].value, cells[1].value = cells[1].value, cells[0].value
    book.save(path)
    code, said = run("check", path)
    assert code == 1
    assert str(cells[0].value) in said


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["cadres"][4][1] = "=1+1"
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
            for cell in page[page.max_row]:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    book.save(tmp_path / "round.xlsx")
    assert run("propose", tmp_path / "round.xlsx", "-o", tmp_path / "slate.xlsx")[0] == 0
    assert run("check", tmp_path / "slate.xlsx")[0] == 0
    written = [cell for sheet in load_workbook(tmp_path / "slate.xlsx") for row in sheet for cell in row if cell.value]
    assert {cell.data_type for cell in written if "=1+1" in str(cell.value)} == {"s"}
    assert not [cell.coordinate for cell in written if cell.data_type == "f"]


def test_pins_that_cannot_both_be_followed_are_named(tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["pool"].append(["C3", "P2", "01/02/2020", "", 50])
    sheets["interventions"].append(["pin", "C3", "P2", "", "x", "CV 2"])
    sheets["units"][1][5] = 5  # else the seat would be kept for a woman, and that pin alone were the conflict
    sheets["cadres"][3][4], sheets["cadres"][3][9:13] = "medicine", ["yes", "01/01/2021", "TU", "good"]
    path = reading.write(sheets, tmp_path / "round.xlsx")
    code, said = run("--lang", "en", "propose", path, "-o", tmp_path / "slate.xlsx", "--json", tmp_path / "slate.json")
    assert code == 1
    assert all(word in said for word in ("C3", "C4", "CV 1", "CV 2"))
    assert not (tmp_path / "slate.xlsx").exists()
    assert '"infeasible"' in (tmp_path / "slate.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("vi", ("Không bố trí thêm vị trí nào.", "Không còn vị trí khuyết.")),
        ("en", ("Nobody is appointed.", "No seat is left empty.")),
    ],
)
def test_nothing_to_fill_is_said_so(lang: str, told: tuple[str, ...], tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["posts"][2][5] = "C4"
    del sheets["interventions"][1:]
    code, said = run("--lang", lang, "propose", reading.write(sheets, tmp_path / "round.xlsx"))
    assert code == 0
    assert all(words in said for words in told)
    assert say("slate.sum.held_in", lang) not in " ".join(said.split())


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_where_seats_are_held_both_figures_say_what_they_count(lang: str) -> None:
    said = run("--lang", lang, "propose", SMALL, "--no-explain")[1]
    assert "0/12" in said
    assert say("slate.sum.held_in", lang) in " ".join(said.split())
    said = " ".join(run("--lang", lang, "targets", SMALL, "--only", "women_share")[1].split())
    assert ": 0/11, " in said
    assert say("targets.held", lang, count=2, got=0, all=12, short=0) in said


@pytest.mark.parametrize(
    ("lang", "months", "told"),
    [
        *(("vi", 156, "13 năm"), ("vi", 160, "13 năm 4 tháng"), ("vi", 11, "11 tháng"), ("vi", 0, "0 tháng")),
        *(("en", 156, "13 yrs"), ("en", 13, "1 yr 1 mo"), ("en", 22, "1 yr 10 mos"), ("en", 1, "1 mo")),
        *(("en", 0, "0 mos"), ("en", -3, "0 mos")),
    ],
)
def test_time_left_leaves_out_what_is_zero(lang: str, months: int, told: str) -> None:
    round_ = read_round(SMALL)[0]
    assert round_ is not None
    assert View({}, round_, lang).span(months) == told


def test_an_impossible_place_to_write_is_said_so(tmp_path: Path) -> None:
    code, said = run("propose", SAMPLE, "-o", tmp_path / "none" / "slate.xlsx")
    assert code == 2
    assert "slate.xlsx" in said
    assert not list(tmp_path.rglob("*"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"appointments": 5}',
        '{"appointments": [1]}',
        '{"tiers": [{"id": "urgent", "bound": "a"}]}',
        "[" * 9999,
    ],
)
def test_what_is_no_slate_is_said_so(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    assert run("check", tmp_path / "x.json", "--round", SAMPLE)[0] == 2


def test_no_time_is_not_called_impossible(tmp_path: Path) -> None:
    code, _ = run("propose", SAMPLE, "--time-limit", "0.000001", "--json", tmp_path / "slate.json")
    assert code in (0, 3)
    text = (tmp_path / "slate.json").read_text("utf-8")
    assert '"infeasible"' not in text
    assert code == 3 or '"optimal"' in text or '"feasible"' in text


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are sent another way there")
def test_ctrl_c_writes_the_best_so_far_marked_as_such(tmp_path: Path) -> None:
    import pty

    path, out = tmp_path / "four.xlsx", tmp_path / "slate.json"
    run("sample", "--provinces", "4", "-o", path)
    command = [sys.executable, "-m", "planner", "propose", str(path), "--json", str(out)]
    ours, theirs = pty.openpty()  # on a terminal it tells what the search has reached
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=os.environ | {"TERM": "xterm"}) as one:
        os.close(theirs)
        told = b""
        while b"Ctrl-C" not in told:  # said under the first tier's value, when the other tiers are still to be sought
            told += os.read(ours, 4096)
        one.send_signal(signal.SIGINT)
        threading.Thread(target=_drained, args=(ours,)).start()
        assert one.wait(300) == 130
    assert '"feasible"' in out.read_text("utf-8")


def _drained(terminal: int) -> None:
    """Reads what is still written to a terminal, so that nobody waits for room on it."""
    with contextlib.suppress(OSError):  # how Linux tells that the other side is closed
        while os.read(terminal, 4096):
            pass
    os.close(terminal)
