"""Other forms of a slate: the redacted twin tells nobody, the submission tells every figure, both twice the same."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import unicodedata
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import edits
import pytest
from docx import Document
from office import office
from openpyxl import load_workbook
from oracle_data import read_tables
from product import SAMPLE, SMALL, run
from round_file import write
from tampered_workbook import cell

from planner.messages import say

EXCEL = dt.datetime(1899, 12, 30)  # day 0 of its calendar


# --- the redacted twin ----------------------------------------------------------------------------
@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a round that says names where nobody would look for them, its slate and the slate's twin."""
    folder = tmp_path_factory.mktemp("export")
    tables = read_tables(SAMPLE)
    names = [row["name"] for row in tables["cadres"]]
    for row in tables["cadres"]:
        row["open_question_note"] = f"Ý kiến của {names[7]}" if row.get("open_question") else None
        row["political_standard_body"] = f"BTV, {names[3]}" if row.get("political_standard_body") else None
    for row in tables["pool"]:
        row["return_plan"] = f"Thay {names[5].upper()}" if row.get("return_plan") else None
    for row in tables["interventions"]:
        row["reason"], row["document"] = f"Theo ý kiến {names[9]}", f"CV 12 về đ/c {names[11]}"
    tables["units"][0]["name"] += f" ({names[13]})"
    tables["posts"][0]["title"] += f", thay {names[15]}"
    next(row for row in tables["round"] if row["key"] == "title")["value"] = f"Đợt của {names[17]}"
    write(tables, folder / "round.xlsx")
    assert run("propose", folder / "round.xlsx", "--no-explain", "-o", folder / "slate.xlsx")[0] == 0
    for name in ("twin.xlsx", "twin.json"):
        assert run("export", folder / "slate.xlsx", "--redact", "-o", folder / name)[0] == 0
    return folder


def said_in(content: bytes) -> str:
    """Everything the parts of a zip say, in one spelling."""
    with ZipFile(BytesIO(content)) as parts:
        text = "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return unicodedata.normalize("NFC", html.unescape(text)).casefold()


DATED = re.compile(r"\d+(?:[-/]\d+)+|<v>\d+</v>")


def tells(content: bytes, folder: Path) -> list[str]:
    """The names, birth dates and Party dates of the round that a file says anywhere."""
    text, found = said_in(content), []
    dates = set(DATED.findall(text))
    for row in read_tables(folder / "round.xlsx")["cadres"]:
        name, born, joined = row["name"], row["birth_date"], row.get("party_date")
        found += [name] if unicodedata.normalize("NFC", str(name)).casefold() in text else []
        ways = {str(born)} if "/" in str(born) else set()
        for day in (day for day in (born, joined) if isinstance(day, dt.datetime)):
            ways |= {f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%Y-%m-%d}", f"{day:%d-%m-%Y}"}
            ways |= {f"{day:%m/%Y}", f"<v>{(day - EXCEL).days}</v>"} if day == born else set()
        found += sorted(ways & dates)
    return found


def test_the_twin_says_no_name_and_no_date_anywhere(made: Path) -> None:
    assert len(tells((made / "slate.xlsx").read_bytes(), made)) > 1000
    assert tells((made / "twin.xlsx").read_bytes(), made) == []
    assert load_workbook(made / "twin.xlsx").sheetnames[-2:] == ["planner_slate", "planner_seal"]


def test_nor_do_its_other_forms(made: Path) -> None:
    assert run("export", made / "slate.xlsx", "--redact", "--docx", "-o", made / "twin.docx")[0] == 0
    assert tells((made / "twin.docx").read_bytes(), made) == []
    target = BytesIO()
    with ZipFile(target, "w") as parts:
        parts.writestr("twin.json", json.dumps(json.loads((made / "twin.json").read_text("utf-8")), ensure_ascii=False))
    assert tells(target.getvalue(), made) == []


def test_the_twin_is_the_same_slate(made: Path) -> None:
    """Every figure of the summary, and the holder of each post by code."""
    pages = [load_workbook(made / name)["Summary"] for name in ("slate.xlsx", "twin.xlsx")]
    one, other = ([[cell.value for cell in row] for row in page.iter_rows(min_row=6)] for page in pages)
    assert one == other
    for name in ("twin.xlsx", "twin.json"):
        code, said = run("check", made / name, "--round", made / "round.xlsx")
        assert code == 0, said
        assert run("check", made / name)[0] == 2


def test_the_twin_is_sealed_too(made: Path, tmp_path: Path) -> None:
    code, said = run("verify", made / "twin.xlsx")
    assert (code, "add --round" in said) == (0, True), said
    code, said = run("verify", made / "twin.xlsx", "--round", made / "round.xlsx")
    assert (code, "judged again" in said) == (0, True), said
    book = load_workbook(made / "twin.xlsx")
    book["Summary"]["A8"].value = "khác"
    book.save(tmp_path / "twin.xlsx")
    assert run("verify", tmp_path / "twin.xlsx")[0] == 1


def test_a_slate_changed_by_hand_is_no_twin(made: Path, tmp_path: Path) -> None:
    paper = json.loads((made / "twin.json").read_text("utf-8"))
    row = next(row for row in paper["bases"] if row["nd135"]["left"])
    row["nd135"]["left"] += 12
    (tmp_path / "twin.json").write_text(json.dumps(paper), "utf-8")
    assert run("check", tmp_path / "twin.json", "--round", made / "round.xlsx")[0] == 1


def test_the_committees_notes_are_not_in_the_twin(tmp_path: Path) -> None:
    first, second, twin = (tmp_path / f"{name}.xlsx" for name in ("first", "second", "twin"))
    run("propose", SMALL, "--no-explain", "-o", first)
    for slate, after in ((first, second), (second, tmp_path / "third.xlsx")):
        book = load_workbook(slate)
        cell(book, "slate", "decision", 0).value = say("slate.decision.postpone", "en")
        cell(book, "slate", "note", 0).value = "Thăm dò ý kiến đồng chí Em"
        book.save(slate)
        assert run("replan", slate, "--no-explain", "-o", after)[0] == 0
    assert "thăm dò" in said_in((tmp_path / "third.xlsx").read_bytes())
    assert run("export", tmp_path / "third.xlsx", "--redact", "-o", twin)[0] == 0
    assert "thăm dò" not in said_in(twin.read_bytes())
    code, said = run("check", twin, "--round", SMALL)
    assert code == 0, said


def test_a_choice_by_exception_has_its_twin(tmp_path: Path) -> None:
    """The round itself has no single case: the only one is the Committee's, laid over a table without rows."""
    first, decided, second, twin = (tmp_path / f"{name}.xlsx" for name in ("first", "decided", "second", "twin"))
    run("propose", SMALL, "--no-explain", "-o", first, lang="vi")
    edits.write(first, {"P7": {"decision": "người khác", "chosen_cadre": "C6"}}, decided)
    assert run("replan", decided, "--no-explain", "-o", second)[0] == 0
    code, said = run("export", second, "--redact", "-o", twin)
    assert code == 0, said
    assert "võ văn giang" not in said_in(twin.read_bytes())


def test_codes_that_are_citizens_numbers_are_refused(tmp_path: Path) -> None:
    for file in SMALL.iterdir():
        text = re.sub(r"\bC(\d)\b", r"04408300123\1", file.read_text("utf-8"))
        (tmp_path / file.name).write_text(text, "utf-8")
    assert run("propose", tmp_path, "--no-explain", "-o", tmp_path / "slate.xlsx")[0] == 0
    code, said = run("export", tmp_path / "slate.xlsx", "--redact", "-o", tmp_path / "twin.xlsx")
    assert (code, "citizens' numbers" in said) == (2, True), said
    assert not (tmp_path / "twin.xlsx").exists()


# --- the submission -------------------------------------------------------------------------------
def test_the_submission_twice_is_the_same_bytes_and_says_the_figures(made: Path) -> None:
    for name in ("a.docx", "b.docx"):
        assert run("export", made / "slate.xlsx", "--docx", "-o", made / name)[0] == 0
    assert (made / "a.docx").read_bytes() == (made / "b.docx").read_bytes()
    paper, book = json.loads((made / "twin.json").read_text("utf-8")), Document(str(made / "a.docx"))
    text = "\n".join(paragraph.text for paragraph in book.paragraphs)
    women = next(row for row in paper["rules"] if row["id"] == "women_share")
    figures = [f"Appointments proposed: {len(paper['appointments'])}:", f"({women['got']}/{women['of']})"]
    figures += [f"Seats left empty after this round: {len(paper['vacant'])}", _seal(made / "slate.xlsx", made)]
    assert [figure for figure in figures if figure not in text] == []
    annex = book.tables[-1]
    assert sum(row.cells[0].text.isdigit() for row in annex.rows) == len(paper["appointments"])
    fonts = {run.font.name for paragraph in book.paragraphs for run in paragraph.runs}
    assert fonts <= {None, "Times New Roman"}
    first = book.sections[0]
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [round(side.mm) for side in margins if side] == [20, 20, 30, 15]


def _seal(path: Path, folder: Path) -> str:
    run("verify", path, "--json", folder / "verdict.json")
    return str(json.loads((folder / "verdict.json").read_text("utf-8"))["seal"])


def test_no_other_form_is_made_of_an_altered_slate(made: Path, tmp_path: Path) -> None:
    book = load_workbook(made / "slate.xlsx")
    book["Summary"]["A8"].value = "khác"
    book.save(tmp_path / "slate.xlsx")
    for form in ("--docx", "--redact"):
        code, said = run("export", tmp_path / "slate.xlsx", form, "-o", tmp_path / "out")
        assert (code, "altered" in said) == (1, True), said
    assert not (tmp_path / "out").exists()


def test_nor_of_one_that_was_sealed_again(tmp_path: Path) -> None:
    """Another nominee, in a workbook of which every cell is as it was sealed."""
    from planner.run import read_slate
    from planner.seal.compare import compare
    from planner.seal.read import found
    from planner.workbook.read import read_round
    from planner.workbook.slate import slate_bytes

    assert run("propose", SMALL, "--no-explain", "-o", tmp_path / "slate.xlsx")[0] == 0
    paper, _ = read_slate(tmp_path / "slate.xlsx")
    made = paper["appointments"]
    forged = paper | {"appointments": [made[0] | {"cadre": "C6"}, *made[1:]]}
    round_ = read_round(SMALL)[0]
    assert round_ is not None
    (tmp_path / "forged.xlsx").write_bytes(slate_bytes(forged, round_, "en"))
    assert not compare(found(tmp_path / "forged.xlsx"))[0]
    for form in ("--docx", "--redact"):
        code, said = run("export", tmp_path / "forged.xlsx", form, "-o", tmp_path / "out")
        assert (code, "altered" in said) == (1, True), said
    assert not (tmp_path / "out").exists()


def test_one_form_at_a_time(made: Path) -> None:
    for form in ((), ("--pdf", "--docx"), ("--pdf", "--docx", "--redact")):
        assert run("export", made / "slate.xlsx", *form, "-o", made / "out")[0] == 2


# --- PDF ------------------------------------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.skipif(not office(), reason="no LibreOffice here")
def test_pdf_twice_is_the_same_bytes(tmp_path: Path) -> None:
    assert run("propose", SMALL, "--no-explain", "-o", tmp_path / "slate.xlsx")[0] == 0
    for name in ("a.pdf", "b.pdf"):
        assert run("export", tmp_path / "slate.xlsx", "--pdf", "-o", tmp_path / name)[0] == 0
    content = (tmp_path / "a.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content == (tmp_path / "b.pdf").read_bytes()


def test_without_libreoffice_it_says_what_to_do(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("planner.office.PLACES", ())
    code, said = run("export", made / "slate.xlsx", "--pdf", "-o", made / "out.pdf")
    assert (code, "Save as > PDF" in said) == (2, True), said
    assert not (made / "out.pdf").exists()


def test_libreoffice_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.errors import PlannerError
    from planner.office import pdf

    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("planner.office.office", lambda: str(program))
    with pytest.raises(PlannerError, match="slow"):
        pdf(b"", seconds=0.2)
