"""A sealed slate: whatever is altered in it is named by `verify`; what a person may do to it is not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from office import converted, office
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from product import SAMPLE, SMALL, run
from tampered_workbook import KINDS, heading, nominee, sheet, table

from planner.messages import say

Harmless = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sealed") / "slate.xlsx"
    assert run("propose", SMALL, "-o", path)[0] == 0
    return path


def seal_of(path: Path, folder: Path) -> str:
    run("verify", path, "--json", folder / "verdict.json")
    return str(json.loads((folder / "verdict.json").read_text("utf-8"))["seal"])


def test_without_the_hash_it_is_called_consistent_and_never_untouched(sealed: Path, tmp_path: Path) -> None:
    code, said = run("verify", sealed)
    assert (code, "CONSISTENT" in said, "UNTOUCHED" in said) == (0, True, False), said
    code, said = run("verify", sealed, "--round", SMALL, "--hash", seal_of(sealed, tmp_path))
    assert (code, "UNTOUCHED" in said) == (0, True), said


def test_another_hash_is_another_file(sealed: Path) -> None:
    code, said = run("verify", sealed, "--hash", "0" * 64)
    assert (code, "ALTERED" in said) == (1, True), said
    assert run("verify", sealed, "--hash", "0123456789ab")[0] == 2


def test_there_are_at_least_30_kinds() -> None:
    assert len(KINDS) >= 30


@pytest.mark.parametrize("kind", KINDS)
def test_tampering_is_found_and_named(kind: str, sealed: Path, tmp_path: Path) -> None:
    book = load_workbook(sealed)
    words = KINDS[kind](book)
    book.save(tmp_path / "changed.xlsx")
    code, said = run("verify", tmp_path / "changed.xlsx")
    assert code == 1, said
    assert "ALTERED" in said
    assert all(word in said for word in words), f"not all of {words} in: {said[:3000]}"


# --- what a person may do to it -------------------------------------------------------------------
def _decided(book: Workbook) -> None:
    page, _, rows = table(book, "slate")
    for column, value in (
        ("decision", say("slate.decision.refuse", "en")),
        ("votes_for", 3),
        ("votes_against", 12),
        ("note", "=1+1"),
        ("chosen_cadre", "C3"),
    ):
        page.cell(rows[0], heading(book, "slate", column).column).value = value


def _sorted(book: Workbook) -> None:
    """All lines of the slate turned round, group headings among them."""
    page, head, rows = table(book, "slate")
    for merged in list(page.merged_cells.ranges):
        if merged.min_row > head.row:
            page.unmerge_cells(str(merged))
    first, last = rows[0] - 1, rows[-1]
    lines = [[cell.value for cell in row] for row in page.iter_rows(first, last)]
    for number, line in enumerate(reversed(lines), first):
        for at, value in enumerate(line, 1):
            page.cell(number, at).value = value


def _list_sorted(book: Workbook) -> None:
    page, _, rows = table(book, "candidates")
    lines = sorted(([cell.value for cell in page[row]] for row in rows), key=lambda line: str(line[2]))
    for number, line in zip(rows, lines, strict=True):
        for at, value in enumerate(line, 1):
            page.cell(number, at).value = value


def _dressed(book: Workbook) -> None:
    for page in book:
        page.column_dimensions["A"].width = 60
        page.row_dimensions[8].hidden = True
        for row in page.iter_rows(max_row=12):
            for cell in row:
                cell.font, cell.number_format = Font(name="Arial", size=9, bold=True), "0.000"


def _blank_rows(book: Workbook) -> None:
    for name in ("slate", "explain", "rules", "candidates"):
        page, _, rows = table(book, name) if name != "rules" else (sheet(book, name), None, [9])
        page.insert_rows(rows[0])
        page.insert_rows(1)


def _own_column_beside(book: Workbook) -> None:
    for name in ("slate", "candidates"):
        page, head, rows = table(book, name)
        column = page.max_column + 2
        page.cell(head.row, column).value = "Của tôi"
        for row in rows:
            page.cell(row, column).value = f"=ROW()+{row}"


def _own_column_between(book: Workbook) -> None:
    for name in ("slate", "candidates", "explain"):
        page, head, rows = table(book, name)
        page.insert_cols(head.column + 2)
        page.cell(head.row, head.column + 2).value = "Của tôi"
        for row in rows:
            page.cell(row, head.column + 2).value = f"ý {row}"


def _own_sheet(book: Workbook) -> None:
    book.create_sheet("Ghi chép", 0).cell(1, 1).value = "riêng"


def _resaved(book: Workbook) -> None:
    """By openpyxl, as it is."""


HARMLESS = (
    *(_decided, _sorted, _list_sorted, _dressed, _blank_rows, _own_column_beside, _own_column_between, _own_sheet),
    _resaved,
)


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: change.__name__.strip("_"))
def test_what_a_person_may_do_is_not_named(change: Harmless, sealed: Path, tmp_path: Path) -> None:
    book = load_workbook(sealed)
    change(book)
    book.save(tmp_path / "changed.xlsx")
    code, said = run("verify", tmp_path / "changed.xlsx", "--hash", seal_of(sealed, tmp_path))
    assert (code, "UNTOUCHED" in said) == (0, True), said


def test_all_of_it_at_once_with_a_change_in_the_midst(sealed: Path, tmp_path: Path) -> None:
    book = load_workbook(sealed)
    for change in (_decided, _sorted, _own_column_between, _blank_rows):
        change(book)
    one = nominee(book)
    was, one.value = one.value, "Nguyễn Thị Khác"
    book.save(tmp_path / "changed.xlsx")
    run("verify", tmp_path / "changed.xlsx", "--json", tmp_path / "verdict.json")
    verdict = json.loads((tmp_path / "verdict.json").read_text("utf-8"))
    told = [(line["cell"], line["was"], line["is"]) for line in verdict["alterations"]]
    assert told == [(one.coordinate, was, "Nguyễn Thị Khác")]


def test_own_columns_and_sorted_rows_are_told(sealed: Path, tmp_path: Path) -> None:
    book = load_workbook(sealed)
    _sorted(book)
    _own_column_beside(book)
    book.save(tmp_path / "changed.xlsx")
    _, said = run("verify", tmp_path / "changed.xlsx")
    assert "another order" in said
    assert "added by the user" in said


# --- saved by LibreOffice -------------------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.skipif(not office(), reason="no LibreOffice here")
def test_libreoffice_may_save_it(sealed: Path, tmp_path: Path) -> None:
    seal = seal_of(sealed, tmp_path)
    again = converted(sealed, "xlsx", tmp_path / "again")
    by_ods = converted(converted(sealed, "ods", tmp_path / "ods"), "xlsx", tmp_path / "by_ods")
    for path in (again, by_ods):
        code, said = run("verify", path, "--hash", seal, "--round", SMALL)
        assert (code, "UNTOUCHED" in said) == (0, True), f"{path}: {said[:3000]}"


# --- without the solver ---------------------------------------------------------------------------
def test_it_needs_no_solver(sealed: Path) -> None:
    code = (
        "import sys; sys.modules['ortools'] = None\n"
        "from planner.cli import main\n"
        f"main(['--lang', 'en', 'verify', {str(sealed)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "judged again" in done.stdout


@pytest.mark.parametrize("content", [b"", b"nothing", b"PK\x03\x04"])
def test_what_is_no_slate_is_said_so(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    assert run("verify", tmp_path / "x.xlsx")[0] == 2
    assert run("verify", tmp_path / "none.xlsx")[0] == 2
    assert run("verify", SAMPLE)[0] == 2


def test_another_round_is_not_the_one_it_was_made_from(sealed: Path, tmp_path: Path) -> None:
    for file in SMALL.iterdir():
        text = file.read_text("utf-8")
        (tmp_path / file.name).write_text(text.replace("Hoàng Văn Em", "Hoàng Văn Anh"), "utf-8")
    code, said = run("verify", sealed, "--round", tmp_path)
    assert code == 1
    assert all(word in said for word in ("file of hash", "Hoàng Văn Anh", "Hoàng Văn Em"))
