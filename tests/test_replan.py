"""Decisions from a workbook to a workbook: whatever was done to the file, none is lost, guessed or overwritten."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import edits
import product
import pytest
import reading
from openpyxl import load_workbook
from product import SMALL

from planner import replan as story
from planner.messages import say
from planner.run import case_of
from planner.workbook.hidden import CHUNK
from planner.workbook.read import read_round

run = partial(product.run, lang=None)
SAID: edits.Said = {
    "P1": {"decision": "đồng ý", "votes_for": 12, "votes_against": 1, "note": "=HYPERLINK(1)"},
    "P4": {"decision": "không", "note": "Chưa rõ – xem lại"},
    "P7": {"decision": "người khác", "chosen_cadre": "C6"},
    "P3": {"decision": "hoãn"},
    "P6": {"note": "để kỳ sau"},
}
TOLD = [
    ("P1", "agree", "C1", "", 12, 1, "=HYPERLINK(1)"),
    ("P3", "postpone", "", "", None, None, ""),
    ("P4", "refuse", "C7", "", None, None, "Chưa rõ – xem lại"),
    ("P6", "", "", "", None, None, "để kỳ sau"),
    ("P7", "other", "C6", "C6", None, None, ""),
]


@dataclass(frozen=True)
class Sent:
    """A slate as workbook and document, and the workbook with the decisions of ``SAID``."""

    workbook: Path
    document: Path
    decided: Path


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    folder = tmp_path_factory.mktemp("sent")
    found = Sent(folder / "pa.xlsx", folder / "pa.json", folder / "decided.xlsx")
    assert run("propose", SMALL, "-o", found.workbook, "--json", found.document)[0] == 0
    edits.write(found.workbook, SAID, found.decided)
    return found


def read(path: Path) -> list[tuple[Any, ...]]:
    """The decisions written into a workbook. Raises ``Unclear``."""
    claim = story.claim_of(path)
    round_, faults = read_round(path)
    assert round_ is not None, faults
    rows = story.written(path, claim, case_of(round_, claim["scenario_settings"]), "vi")
    names = ("post", "decision", "cadre", "chosen_cadre", "votes_for", "votes_against", "note")
    return [tuple(row[name] for name in names) for row in rows]


def test_what_is_typed_is_what_is_read(sent: Sent) -> None:
    assert read(sent.decided) == TOLD
    assert read(sent.workbook) == []


@pytest.mark.parametrize("edit", edits.SURVIVED, ids=lambda edit: edit.__name__)
def test_an_edit_that_is_survived(edit: edits.Edit, sent: Sent, tmp_path: Path) -> None:
    edits.write(sent.workbook, SAID, tmp_path / "edited.xlsx", edit)
    assert read(tmp_path / "edited.xlsx") == TOLD


@pytest.mark.parametrize("kind", edits.REFUSED)
def test_an_edit_that_is_refused_with_its_cell(kind: str, sent: Sent, tmp_path: Path) -> None:
    code, edit = edits.REFUSED[kind]
    place = edits.write(sent.workbook, SAID, tmp_path / "edited.xlsx", edit)
    with pytest.raises(story.Unclear) as unclear:
        read(tmp_path / "edited.xlsx")
    for lang in ("vi", "en"):
        told = [fault.text(lang) for fault in unclear.value.faults if fault.code == code]
        assert told
        assert place in told[0]


def test_all_faults_are_told_at_once(sent: Sent, tmp_path: Path) -> None:
    wrong = [edits.REFUSED[kind][1] for kind in ("an unknown word", "nobody chosen", "words under the table")]
    edits.write(sent.workbook, SAID, tmp_path / "x.xlsx", lambda *book: [edit(*book) for edit in wrong])
    before = (tmp_path / "x.xlsx").read_bytes()
    code, said = run("replan", tmp_path / "x.xlsx", "-o", tmp_path / "out.xlsx")
    assert code == 2
    assert (tmp_path / "x.xlsx").read_bytes() == before
    assert not (tmp_path / "out.xlsx").exists()
    assert all(f"[{code}]" in said for code in ("unknown_decision", "no_choice", "no_post"))


def test_two_of_one_name_are_not_guessed(sent: Sent, tmp_path: Path) -> None:
    def edit(book: Any, page: edits.Page, _: edits.Page) -> None:
        book["cadres"]["B3"].value = book["cadres"]["B7"].value
        page.cell("P7", "chosen_cadre").value = book["cadres"]["B7"].value

    edits.write(sent.workbook, SAID, tmp_path / "x.xlsx", edit)
    with pytest.raises(story.Unclear) as unclear:
        read(tmp_path / "x.xlsx")
    assert [(fault.code, fault.fields["codes"]) for fault in unclear.value.faults] == [("many_cadres", "C2, C6")]


def test_merged_decisions_hold_for_each_of_their_rows(sent: Sent, tmp_path: Path) -> None:
    def edit(_: Any, page: edits.Page, __: edits.Page) -> None:
        at, rows = page.column("decision"), (page.row("P1"), page.row("P2"))
        page.loose().merge_cells(start_row=min(rows), end_row=max(rows), start_column=at, end_column=at)

    edits.write(sent.workbook, {"P1": {"decision": "hoãn"}}, tmp_path / "x.xlsx", edit)
    assert [row[:2] for row in read(tmp_path / "x.xlsx")] == [("P1", "postpone"), ("P2", "postpone")]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
@pytest.mark.parametrize("forms", [("xlsx",), ("ods", "xlsx")], ids=" ".join)
def test_saved_by_libreoffice(forms: tuple[str, ...], sent: Sent, tmp_path: Path) -> None:
    path = sent.decided
    for at, form in enumerate(forms):
        folder = tmp_path / str(at)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        path = folder / f"{path.stem}.{form}"
        if form == "ods":
            assert run("replan", path)[0] == 2  # said to be saved as xlsx, not read halfway
    told = read(path)
    assert [row[:6] for row in told] == [row[:6] for row in TOLD]
    assert told[2][6] == TOLD[2][6]
    assert _replanned(path, tmp_path / "b.json") == _replanned(sent.decided, tmp_path / "a.json")


def _replanned(path: Path, out: Path) -> Any:
    assert run("replan", path, "--no-explain", "--json", out)[0] == 0
    return [json.loads(out.read_text("utf-8"))[part] for part in ("appointments", "vacant", "tiers", "changes")]


# --- from workbook to workbook ------------------------------------------------------------------------
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_was_decided_is_kept_and_shown_again(lang: str, sent: Sent, tmp_path: Path) -> None:
    first, again = tmp_path / "pa2.xlsx", tmp_path / "pa3.xlsx"
    for out in (first, tmp_path / "twice.xlsx"):
        assert run("--lang", lang, "replan", sent.decided, "-o", out, "--json", tmp_path / "pa2.json")[0] == 0
    assert first.read_bytes() == (tmp_path / "twice.xlsx").read_bytes()
    paper = json.loads((tmp_path / "pa2.json").read_text("utf-8"))
    made = {row["post"]: row["cadre"] for row in paper["appointments"]}
    assert (made["P1"], made["P7"]) == ("C1", "C6")
    assert made.get("P4") != "C7"
    assert {row["post"]: row["why"] for row in paper["vacant"]}["P3"] == "postponed"
    own = next(row for row in paper["decisions"] if row["decision"] == "other")
    assert [rule["id"] for rule in own["broken"]] == ["evaluation"]
    assert run("check", first)[0] == 0
    _is_shown(first, lang, own["broken"][0]["text"])
    assert run("--lang", lang, "replan", first, "-o", again, "--json", tmp_path / "pa3.json")[0] == 0
    later = json.loads((tmp_path / "pa3.json").read_text("utf-8"))
    assert later["changes"] == []
    assert later["decisions"] == paper["decisions"]
    assert later["appointments"] == paper["appointments"]


def _is_shown(path: Path, lang: str, broken: str) -> None:
    book = load_workbook(path)
    page = edits.Page(book[say("slate.slate", lang)], lang)
    agree = say("slate.decision.agree", lang)
    shown = [page.cell("P1", name).value for name in edits.PARTS]
    assert shown == [agree, None, 12, 1, "=HYPERLINK(1)"]
    assert page.cell("P1", "note").data_type == "s"
    assert page.cell("P7", "decision").value == agree
    assert page.cell("P4", "decision").value is None if "P4" in page.posts() else True
    cells = [cell for row in book[say("slate.changes", lang)].iter_rows() for cell in row if cell.value is not None]
    told = "\n".join(str(cell.value) for cell in cells)
    assert broken in told
    assert all(str(row[6]) in told for row in TOLD)
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_an_own_choice_is_told_on_the_terminal_too(sent: Sent) -> None:
    said = run("--lang", "en", "replan", sent.decided, "--no-explain")[1]
    assert "Not met: C6" in said
    assert "2 by decision" in said or "by decision" in said


def test_the_input_is_never_written_to(sent: Sent, tmp_path: Path) -> None:
    path = tmp_path / "pa.xlsx"
    shutil.copy(sent.decided, path)
    before = path.read_bytes()
    for option in ("-o", "--json"):
        assert run("replan", path, option, path)[0] == 2
    assert run("replan", path, "-o", tmp_path / "x" / ".." / "pa.xlsx")[0] == 2
    assert path.read_bytes() == before


def test_a_document_with_decisions_needs_its_round(sent: Sent, tmp_path: Path) -> None:
    paper = json.loads(sent.document.read_text("utf-8"))
    paper["decisions"] = [{"post": "P4", "decision": "refuse", "note": "x"}, {"post": "P7", "decision": "reserve_1"}]
    path = tmp_path / "pa.json"
    path.write_text(json.dumps(paper), "utf-8")
    assert run("replan", path)[0] == 2
    assert run("replan", path, "--round", SMALL, "--json", tmp_path / "out.json")[0] == 0
    new = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [(row["post"], row["cadre"]) for row in new["decisions"]] == [("P4", "C7"), ("P7", "C7")]
    assert {row["post"]: row["cadre"] for row in new["appointments"]}["P7"] == "C7"
    assert run("check", tmp_path / "out.json", "--round", SMALL)[0] == 0
    paper["decisions"] = [{"post": "P4", "decision": "perhaps"}, "x"]
    path.write_text(json.dumps(paper), "utf-8")
    code, said = run("replan", path, "--round", SMALL)
    assert code == 2
    assert all(word in said for word in ("decisions[0]", "decisions[1]"))


@pytest.mark.parametrize("reserves", [None, "x", [1], [{"post": []}]], ids=str)
def test_reserves_that_are_no_rows_cannot_be_chosen(reserves: Any, sent: Sent, tmp_path: Path) -> None:
    paper = json.loads(sent.document.read_text("utf-8"))
    paper |= {"reserves": reserves, "decisions": [{"post": "P7", "decision": "reserve_1"}]}
    (tmp_path / "pa.json").write_text(json.dumps(paper), "utf-8")
    code, said = run("replan", tmp_path / "pa.json", "--round", SMALL)
    assert (code, "decisions[0]" in said) == (2, True), said


# --- one decision after another ----------------------------------------------------------------------
def _after(path: Path, said: edits.Said, folder: Path, name: str) -> tuple[Path, dict[str, Any]]:
    edits.write(path, said, folder / f"{name}-d.xlsx")
    code, told = run("replan", folder / f"{name}-d.xlsx", "--no-explain", "-o", folder / f"{name}.xlsx",
                     "--json", folder / f"{name}.json")  # fmt: skip
    assert code == 0, told
    assert run("check", folder / f"{name}.xlsx")[0] == 0
    return folder / f"{name}.xlsx", json.loads((folder / f"{name}.json").read_text("utf-8"))


def test_decisions_add_up_unless_decided_otherwise(sent: Sent, tmp_path: Path) -> None:
    path, first = _after(sent.workbook, {"P4": {"decision": "không"}, "P3": {"decision": "hoãn"}}, tmp_path, "1")
    now = {row["post"]: row["cadre"] for row in first["appointments"]}
    path, second = _after(path, {"P7": {"decision": "người khác", "chosen_cadre": "C6"}}, tmp_path, "2")
    told = [(row["post"], row["decision"], row["cadre"]) for row in second["decisions"]]
    assert told == [("P3", "postpone", ""), ("P4", "refuse", "C7"), ("P7", "other", "C6")]
    assert second["last"]["appointments"] == [{"post": post, "cadre": cadre} for post, cadre in now.items()]
    path, third = _after(path, {"P7": {"decision": "không"}, "P3": {"decision": "không"}}, tmp_path, "3")
    told = [(row["post"], row["decision"], row["cadre"]) for row in third["decisions"]]
    assert told == [("P3", "refuse", ""), ("P4", "refuse", "C7"), ("P7", "refuse", "C6")]
    made = {row["post"]: row["cadre"] for row in third["appointments"]}
    assert "P3" in made
    assert made.get("P7") != "C6"
    assert all(row["post"] != "P3" or row["why"] == "refuse" for row in third["changes"])


# --- decisions that cannot all be followed ------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ({"P1": "C6", "P7": "C6"}, {("decision", "P1"), ("decision", "P7"), ("one_seat", "C6")}),
        ({"P4": "C2"}, {("decision", "P4"), ("one_seat", "P4")}),
    ],
    ids=["one person, two posts", "a title held already"],
)
def test_a_conflict_names_the_decisions(said: dict[str, str], rules: set[Any], sent: Sent, tmp_path: Path) -> None:
    paper = json.loads(sent.document.read_text("utf-8"))
    paper["decisions"] = [{"post": post, "decision": "other", "chosen_cadre": who} for post, who in said.items()]
    (tmp_path / "pa.json").write_text(json.dumps(paper), "utf-8")
    code, told = run("--lang", "en", "replan", tmp_path / "pa.json", "--round", SMALL, "--json", tmp_path / "o.json")
    assert code == 1
    found = json.loads((tmp_path / "o.json").read_text("utf-8"))
    assert {(row["id"], row["where"]) for row in found["conflict"]} == rules
    assert found["minimal"]
    assert [row["cadre"] for row in found["decisions"]] == list(said.values())
    steps = [step for repair in found["repairs"] for step in repair["steps"]]
    assert {step["where"] for step in steps if step["action"] == "withdraw"} == set(said)
    assert "Standing Committee chooses" in told


@pytest.mark.parametrize(
    ("cells", "said", "rules"),
    [
        ({}, {"P3": "C4"}, {("decision", "P3"), ("one_seat", "P3")}),
        ({}, {"P2": "", "P5": "C4"}, {("decision", "P2"), ("decision", "P5"), ("one_seat", "C4")}),
        ({"discipline": "warning", "discipline_date": "01/03/2021"}, {"P2": "C4"},
         {("decision", "P2"), ("discipline_wait", "P2")}),
    ],
    ids=["a frozen seat", "sitting elsewhere as agreed", "what nobody may waive"],
)  # fmt: skip
def test_what_no_choice_can_overrule(
    cells: dict[str, str], said: dict[str, str], rules: set[Any], tmp_path: Path
) -> None:
    sheets = reading.plain()
    sheets["posts"][3][5:8] = ["", 2, "có"]  # P3: nobody sits there, frozen
    sheets["posts"].append(["P5", "STC", "Phó Giám đốc thường trực", "deputy", 4, "", 3, "", ""])
    for column, value in cells.items():
        sheets["cadres"][4][sheets["cadres"][0].index(column)] = value
    source = reading.write(sheets, tmp_path / "round.xlsx")
    assert run("propose", source, "--no-explain", "--json", tmp_path / "pa.json")[0] == 0
    paper = json.loads((tmp_path / "pa.json").read_text("utf-8"))
    paper["decisions"] = [
        {"post": post} | ({"decision": "other", "chosen_cadre": who} if who else {"decision": "agree"})
        for post, who in said.items()
    ]
    (tmp_path / "d.json").write_text(json.dumps(paper), "utf-8")
    assert run("replan", tmp_path / "d.json", "--round", source, "--json", tmp_path / "o.json")[0] == 1
    out = json.loads((tmp_path / "o.json").read_text("utf-8"))
    assert {(row["id"], row["where"]) for row in out["conflict"]} == rules
    assert out["minimal"]


# --- check ----------------------------------------------------------------------------------------------
TAMPERED = {
    "an agreed one replaced": lambda p: p["decisions"][0].update(cadre="C4"),
    "a refusal of who is appointed": lambda p: p["decisions"].append(
        p["decisions"][0] | {"post": p["appointments"][1]["post"], "cadre": p["appointments"][1]["cadre"],
                             "decision": "refuse"}
    ),
    "what an own choice breaks": lambda p: p["decisions"][-1].update(broken=[]),
    "an own choice left out": lambda p: p["decisions"].pop(),
    "a change left out": lambda p: p["changes"].pop(),
    "another reason": lambda p: p["changes"][0].update(why="consequence"),
    "the last slate": lambda p: p["last"]["appointments"].pop(0),
    "the tiers of the last slate": lambda p: p["last"]["tiers"][0].update(value=9),
    "no last slate": lambda p: p.pop("last"),
    "no record": lambda p: p["decisions"][0].pop("post"),
    "the number of changes": lambda p: p["tiers"][0].update(value=5, bound=5),
}  # fmt: skip


@pytest.fixture(scope="module")
def replanned(sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The document of a slate planned on decisions; it passes its check."""
    folder = tmp_path_factory.mktemp("replanned")
    edits.write(sent.workbook, SAID | {"P2": {"decision": "không"}}, folder / "d.xlsx")
    assert run("replan", folder / "d.xlsx", "--no-explain", "--json", folder / "pa2.json")[0] == 0
    assert run("check", folder / "pa2.json", "--round", SMALL)[0] == 0
    return (folder / "pa2.json").read_text("utf-8")


@pytest.mark.parametrize("kind", TAMPERED)
def test_decisions_cannot_be_altered(kind: str, replanned: str, tmp_path: Path) -> None:
    paper = json.loads(replanned)
    TAMPERED[kind](paper)  # type: ignore[no-untyped-call]
    assert paper != json.loads(replanned)
    (tmp_path / "pa2.json").write_text(json.dumps(paper), "utf-8")
    assert run("check", tmp_path / "pa2.json", "--round", SMALL)[0] == 1


def test_a_slate_that_is_not_what_it_was_is_not_replanned(sent: Sent, tmp_path: Path) -> None:
    paper = json.loads(sent.document.read_text("utf-8"))
    paper["appointments"].pop()
    (tmp_path / "pa.json").write_text(json.dumps(paper), "utf-8")
    code, said = run("--lang", "en", "replan", tmp_path / "pa.json", "--round", SMALL)
    assert code == 2
    assert "planner check" in said


@pytest.mark.parametrize("lacking", ["all", "tiers", "scenario"])
def test_a_workbook_whose_document_was_spoiled_is_not_replanned(lacking: str, sent: Sent, tmp_path: Path) -> None:
    paper = json.loads(sent.document.read_text("utf-8"))
    spoiled = {name: part for name, part in paper.items() if lacking not in ("all", name)} | {"planner": "1"}
    book = load_workbook(sent.decided)
    page = book["planner_slate"]
    page.delete_rows(1, page.max_row)
    text = json.dumps(spoiled)
    for row, at in enumerate(range(0, len(text), CHUNK), 1):
        page.cell(row, 1).value = "#" + text[at : at + CHUNK]
    book.save(tmp_path / "x.xlsx")
    for lang, told in (("vi", "không phải là một phương án"), ("en", "is not a slate")):
        code, said = run("--lang", lang, "replan", tmp_path / "x.xlsx")
        assert code == 2
        assert told in said
