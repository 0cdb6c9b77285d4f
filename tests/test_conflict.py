"""Where no slate meets every must: the conflict is minimal, each repair sufficient and as small as can be, none holds
another, and what nobody may waive is never offered. Judged by brute force, and by solving the changed round anew."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import reading
from click.testing import CliRunner
from product import SAMPLE
from repairs import (
    STATUTORY,
    Judge,
    Scenario,
    Step,
    after,
    by_brute_force,
    by_solving,
    clashing,
    raised,
    requests,
    smaller,
    told,
    toml,
    universe,
    with_pins,
)
from round_file import Tables, write

from models.conflict import Conflict, conflict, members
from models.question import Demand, Question, demand
from models.repair import Step as Step_
from models.repair import overrides
from models.rules import BY_ID
from models.scheme import load
from models.solve import Options, solve
from planner.cli import main
from planner.conflict import Words
from planner.run import case_of
from planner.workbook.read import read_round

MENU = 3


# --- rounds without a slate ---------------------------------------------------------------------------
def propose(tables: Tables, scenario: Scenario, folder: Path, lang: str = "en") -> tuple[int, str, dict[str, Any]]:
    """Exit code, what is said, and the document of ``planner propose``."""
    write(tables, folder / "round.xlsx")
    (folder / "s.toml").write_text(toml(scenario), "utf-8")
    more = ["--scenario", str(folder / "s.toml")] if scenario else []
    out = folder / "slate.json"
    out.unlink(missing_ok=True)
    arguments = ["--lang", lang, "propose", str(folder / "round.xlsx"), "--no-explain", "--json", str(out), *more]
    done = CliRunner().invoke(main, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output, json.loads(out.read_text("utf-8")) if out.exists() else {}


Found = tuple[int, Tables, Scenario, dict[str, Any]]


def without_slate(seeds: range, folder: Path, *, scenarios: bool) -> Iterator[Found]:
    """The rounds of these seeds that have no slate, with the document that says so."""
    for seed in seeds:
        rng = random.Random(seed)
        tables, scenario = with_pins(rng), clashing(rng) if scenarios else {}
        if scenarios and rng.random() < 0.5:
            tables["interventions"][:] = []
        if scenarios and seed % 2:
            scenario |= requests(rng, tables)
        code, _, paper = propose(tables, scenario, folder)
        if code == 1:
            yield seed, tables, scenario, paper


# --- the judges ---------------------------------------------------------------------------------------
def check_menu(tables: Tables, scenario: Scenario, paper: dict[str, Any], judge: Judge, depth: int) -> None:
    """Sufficient, smallest, different, and none left out, as far as sets of fewer than ``depth`` steps can tell."""
    every = universe(tables, scenario, paper)
    menu = [(told(row), raised(row)) for row in paper["repairs"]]
    earlier: list[frozenset[Step]] = []
    for steps, values in menu:
        assert steps <= set(every), steps - set(every)
        assert judge(*after(tables, scenario, steps, values)), steps
        assert not any(one <= steps for one in earlier)
        less = smaller(every, min(len(steps), depth), earlier)
        better = [one for one in less if judge(*after(tables, scenario, one))]
        assert not better, (better, steps)
        earlier.append(steps)
    assert paper["repairs_complete"]
    if len(menu) < MENU:
        left = [one for one in smaller(every, depth, earlier) if judge(*after(tables, scenario, one))]
        assert not left, left


def check_conflict(tables: Tables, scenario: Scenario, folder: Path, paper: dict[str, Any]) -> None:
    """Its demands clash, and any one less do not: by the solver of the slates, on those rows alone."""
    write(tables, folder / "again.xlsx")
    round_, _ = read_round(folder / "again.xlsx")
    assert round_ is not None
    question = Question(case_of(round_, scenario)).posed()
    rows = [(row["id"], row["where"], row["cadre"]) for row in paper["conflict"]]
    assert paper["minimal"]
    assert rows
    named = [name for row in question.program.rows if (name := demand(row))]
    whole = {Demand(name.rule, "", name.part) for name in named if name.part in ("", "lesser")}
    found = [name for name in {*named, *whole} if (name.rule, name.where, name.who) in rows]
    if len(found) == len(rows):  # else a place asks two things of one rule
        assert not stands(question, found)
        for name in found:
            assert stands(question, [other for other in found if other != name]), name


def stands(question: Question, demands: list[Demand]) -> bool:
    """Whether the rows of these demands have a solution."""
    kept = {name for of in demands for name in members(question.program, of)}
    program = question.program
    rows = [row for row in program.rows if demand(row) is None or demand(row) in kept]
    upper = list(program.upper)
    for column, pin in question.hangs.items():
        upper[column] = upper[column] if pin in kept else 0
    none = {"order": (program.rows[0].col[:0], program.rows[0].coef[:0], 0)}
    return solve(replace(program, rows=rows, upper=upper, tiers=none), Options(unique=False)).status == "optimal"


def check_words(tables: Tables, paper: dict[str, Any]) -> None:
    """What nobody may waive is told so and never offered; who grants is said."""
    frozen = {row["post_id"] for row in tables["posts"] if row.get("frozen") == "yes"}
    for row in paper["conflict"]:  # a seat set aside may be opened again, by the rule that keeps it closed till then
        assert row["unchangeable"] or row["id"] not in STATUTORY or row["where"] in frozen
    for repair in paper["repairs"]:
        assert repair["granted_by"] in ("planner", "standing_committee", "higher")
        offered = {step["id"] for step in repair["steps"] if step["action"] not in ("unfreeze", "turn_back")}
        assert not offered & STATUTORY


# --- random rounds ------------------------------------------------------------------------------------
def test_pins_that_clash_by_brute_force(tmp_path: Path) -> None:
    sizes = _pins(range(24), tmp_path)
    assert len(sizes) > 12
    assert {1, 2} <= set(sizes)


@pytest.mark.soak
def test_pins_that_clash_by_brute_force_on_300_rounds(tmp_path: Path) -> None:
    assert len(_pins(range(1000, 1300), tmp_path)) > 150


def _pins(seeds: range, folder: Path) -> list[int]:
    """The size of each round's smallest repair."""
    sizes = []
    for _, tables, scenario, paper in without_slate(seeds, folder, scenarios=False):
        check_menu(tables, scenario, paper, by_brute_force, depth=3)
        check_conflict(tables, scenario, folder, paper)
        check_words(tables, paper)
        sizes.append(len(paper["repairs"][0]["steps"]))
    return sizes


def test_scenarios_that_clash_by_solving_anew(tmp_path: Path) -> None:
    assert _scenarios(range(5), tmp_path) > 2


@pytest.mark.soak
def test_scenarios_that_clash_by_solving_anew_on_100_rounds(tmp_path: Path) -> None:
    assert _scenarios(range(1000, 1100), tmp_path) > 50


def _scenarios(seeds: range, folder: Path) -> int:
    count = 0
    for _, tables, scenario, paper in without_slate(seeds, folder, scenarios=True):
        check_menu(tables, scenario, paper, by_solving, depth=2)
        check_conflict(tables, scenario, folder, paper)
        check_words(tables, paper)
        count += 1
    return count


# --- by hand ------------------------------------------------------------------------------------------
def said(sheets: reading.Sheets, folder: Path, lang: str, scenario: str = "") -> tuple[str, dict[str, Any]]:
    """What the terminal shows where there is no slate, in one line, and the document; 80 columns, and never the bare
    word."""
    path, out = reading.write(sheets, folder / "round.xlsx"), folder / "slate.json"
    (folder / "s.toml").write_text(scenario, "utf-8")
    more = ["--scenario", str(folder / "s.toml")] if scenario else []
    done = CliRunner().invoke(main, ["--lang", lang, "propose", str(path), "--json", str(out), *more])
    assert done.exit_code == 1, done.output
    assert not done.stdout
    lines = [line for line in done.stderr.splitlines() if str(folder) not in line]
    assert max(map(len, lines)) <= 80
    text = " ".join(" ".join(lines).split())
    assert not [word for word in ("infeasible", "không khả thi") if word in text.lower()]
    return text, json.loads(out.read_text("utf-8"))


def crowded() -> reading.Sheets:
    """Two are pinned to the one seat of deputy director; nothing else speaks against either."""
    sheets = reading.good()
    sheets["pool"].append(["C3", "P2", "01/02/2020", "", 50])
    sheets["interventions"].append(["pin", "C3", "P2", "", "x", "CV 2"])
    sheets["units"][1][5] = 5  # else the seat would be kept for a woman, and that pin alone were the conflict
    sheets["kin"] = sheets["kin"][:1]
    sheets["cadres"][3][4], sheets["cadres"][3][9:13] = "medicine", ["yes", "01/01/2021", "TU", "good"]
    return sheets


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_two_pins_for_one_seat(lang: str, tmp_path: Path) -> None:
    text, paper = said(crowded(), tmp_path, lang)
    rows = [(row["id"], row["where"], row["unchangeable"]) for row in paper["conflict"]]
    assert rows == [("intervention", "C3", False), ("intervention", "C4", False), ("one_seat", "P2", True)]
    assert paper["minimal"]
    steps = [[(step["action"], step["where"]) for step in row["steps"]] for row in paper["repairs"]]
    assert steps == [[("pin", "C3")], [("pin", "C4")]]
    assert paper["repairs_complete"]
    assert {row["granted_by"] for row in paper["repairs"]} == {"standing_committee"}
    names = ("Phạm Văn Cường (C3)", "Hoàng Thị Dung (C4)", "Phó Giám đốc, Sở Y tế (P2)", "CV 1", "CV 2")
    assert all(name in text for name in names)
    proven = {"vi": "không còn cách nào khác hẳn (đã chứng minh)", "en": "there is no other repair"}
    assert proven[lang] in text
    assert {"vi": "Thẩm quyền: Ban Thường vụ Tỉnh ủy.", "en": "Granted by: the Standing Committee."}[lang] in text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_pin_against_a_standard_and_against_the_law(lang: str, tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["cadres"][4][5] = "none"
    sheets["posts"][0].append("min_theory")
    sheets["posts"][2].append("advanced")
    text, paper = said(sheets, tmp_path, lang)
    assert [(row["id"], row["cadre"]) for row in paper["conflict"]] == [("intervention", ""), ("theory", "C4")]
    steps = [(row["steps"][0]["action"], row["steps"][0]["id"], row["granted_by"]) for row in paper["repairs"]]
    assert steps == [("pin", "intervention", "standing_committee"), ("except", "theory", "higher")]
    assert {"vi": "cấp trên có thẩm quyền", "en": "the competent higher level"}[lang] in text
    sheets["cadres"][4][7:9] = ["reprimand", "01/05/2021"]  # and now the law itself
    text, paper = said(sheets, tmp_path, lang)
    assert [(row["id"], row["unchangeable"]) for row in paper["conflict"]] == [
        ("discipline_wait", True),
        ("intervention", False),
    ]
    assert [[step["action"] for step in row["steps"]] for row in paper["repairs"]] == [["pin"]]
    assert getattr(BY_ID["theory"], lang) in text
    assert text.count(getattr(BY_ID["discipline_wait"], lang)) == 1  # in its own row, not of the pin as well
    assert {"vi": "Không được thay đổi", "en": "Unchangeable"}[lang] in text


def test_a_pin_to_a_frozen_seat(tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["posts"][2][7] = "có"
    _, paper = said(sheets, tmp_path, "vi")
    assert [row["id"] for row in paper["conflict"]] == ["intervention", "one_seat"]
    assert [row["steps"][0]["action"] for row in paper["repairs"]] == ["pin", "unfreeze"]


def test_a_limit_of_deputies(tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["units"][1][6:8] = [0, 0]
    _, paper = said(sheets, tmp_path, "vi")
    assert {row["id"] for row in paper["conflict"]} == {"deputy_count", "intervention"}
    steps = [(step["action"], step.get("value")) for row in paper["repairs"] for step in row["steps"]]
    assert steps == [("pin", None), ("raise", 1)]
    assert "từ 0 lên 1" in paper["repairs"][1]["text"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_demand_of_a_scenario_is_the_planners_to_turn_back(lang: str, tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["interventions"] = sheets["interventions"][:1]
    asked = (
        '[rules.women_share]\nstrength = "must"\npercent = 100\n[rules.young_share]\nstrength = "must"\npercent = 100'
    )
    sheets["round"] += [["appointments_ytd", 4], ["women_ytd", 0], ["young_ytd", 4]]
    text, paper = said(sheets, tmp_path, lang, asked)
    assert [row["id"] for row in paper["conflict"]] == ["women_share"]
    assert [row["granted_by"] for row in paper["repairs"]] == ["planner"]
    assert {"vi": "người lập phương án", "en": "the planner"}[lang] in text
    assert "100" in text


def pinned_to_the_own_seat() -> reading.Sheets:
    sheets = reading.good()
    sheets["kin"] = sheets["kin"][:1]
    sheets["interventions"] = [sheets["interventions"][0], ["pin", "C1", "P1", "", "x", "CV 7"]]
    sheets["pool"].append(["C1", "P1", "01/02/2020", "", 50])
    return sheets


@pytest.mark.parametrize("day", ["", "01/03/2022"])  # the day the file has for it is the one that counts again
def test_a_request_to_leave_is_the_planners_to_drop(day: str, tmp_path: Path) -> None:
    sheets = pinned_to_the_own_seat()
    sheets["posts"][1][8] = day
    text, paper = said(sheets, tmp_path, "en", '[[leave]]\ncadre = "C1"\non = 2021-06-15\n')
    steps = [[(step["action"], step["where"], step["cadre"]) for step in row["steps"]] for row in paper["repairs"]]
    assert steps == [[("pin", "C1", "C1")], [("leave", "P1", "C1")]]
    assert [row["granted_by"] for row in paper["repairs"]] == ["standing_committee", "planner"]
    assert paper["repairs_complete"]
    assert "request that Trần Văn An (C1) leave" in text
    sheets["posts"][1][8] = "10/06/2021"  # gone by the file anyhow
    _, paper = said(sheets, tmp_path, "en", '[[leave]]\ncadre = "C1"\non = 2021-06-15\n')
    assert [step["action"] for row in paper["repairs"] for step in row["steps"]] == ["pin"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_transfers_that_a_scenario_counts_are_the_planners_to_leave_out(lang: str, tmp_path: Path) -> None:
    sheets = reading.plain()
    sheets["interventions"].append(["pin", "C3", "P2", "", "x", "CV 2"])
    sheets["pool"] = [sheets["pool"][0], ["C3", "P2", "01/02/2020", "", 50]]
    sheets["cadres"][3][4], sheets["cadres"][3][9:13] = "medicine", ["yes", "01/01/2021", "TU", "good"]
    must = 'counts_lateral = true\n[rules.women_share]\nstrength = "must"\npercent = 60\n[holding]\nwomen_max = 0\n'
    text, paper = said(sheets, tmp_path, lang, must)
    steps = [[(step["action"], step["id"]) for step in row["steps"]] for row in paper["repairs"]]
    assert steps == [[("turn_back", "women_share")], [("turn_back", "counts_lateral")]]
    assert {row["granted_by"] for row in paper["repairs"]} == {"planner"}
    assert "(counts_lateral)" in text


def test_a_pin_of_the_scenario_is_the_planners_to_drop(tmp_path: Path) -> None:
    sheets = crowded()
    mine = sheets["interventions"].pop()
    pin = f'[[pin]]\ncadre = "{mine[1]}"\npost = "{mine[2]}"\nreason = "x"\ndocument = "CV 2"\n'
    _, paper = said(sheets, tmp_path, "vi", pin)
    told_ = [(row["steps"][0]["where"], row["granted_by"]) for row in paper["repairs"]]
    assert told_ == [("C3", "planner"), ("C4", "standing_committee")]
    sheets["interventions"].append(mine)  # the file pins them too
    _, paper = said(sheets, tmp_path, "vi", pin)
    assert {row["granted_by"] for row in paper["repairs"]} == {"standing_committee"}


def test_age_levels_a_scenario_counts_otherwise_are_turned_back_as_a_whole(tmp_path: Path) -> None:
    asked: Scenario = {"rules": {"age_levels": {"months": 12}}}
    write(with_pins(random.Random(3)), tmp_path / "round.xlsx")
    round_, _ = read_round(tmp_path / "round.xlsx")
    assert round_ is not None
    assert overrides(case_of(round_, asked)) == [Step_("turn_back", "age_levels")]
    assert overrides(case_of(round_, {"rules": {"age_levels": {"strength": "must"}}})) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_demand_at_several_places_names_them_or_says_what_it_comes_to(lang: str, tmp_path: Path) -> None:
    def rows(path: Path) -> dict[str, str]:
        round_, _ = read_round(path)
        assert round_ is not None
        case = case_of(round_)
        found = Conflict([Demand("deputy_count", ""), Demand("one_seat", "")], minimal=True)
        return {row["id"]: row["text"] for row in Words(case, lang).rows(Question(case).posed(), found)}

    sheets = reading.good()
    sheets["units"][1][6:8], sheets["units"][2][6:8] = [0, 0], [0, 1]
    sheets["posts"].append(["P5", "STC", "Phó Giám đốc", "deputy", 4, "", 2, "", ""])
    sheets["pool"].append(["C4", "P5", "01/02/2020", "", 50])
    few = rows(reading.write(sheets, tmp_path / "round.xlsx"))
    limit = {"vi": "tối đa", "en": "at most"}[lang]
    assert f"Sở Tài chính (STC): {limit} 1; Sở Y tế (SYT): {limit} 0" in few["deputy_count"]
    assert "Phó Giám đốc, Sở Y tế (P2)" in few["one_seat"]
    many = rows(SAMPLE)
    assert {"vi": "xét chung 33 cơ quan", "en": "33 bodies together"}[lang] in many["deputy_count"]
    assert {"vi": "số người đủ điều kiện của đợt này không đủ", "en": "too few open seats"}[lang] in many["one_seat"]


def test_time_that_runs_out_is_told(tmp_path: Path) -> None:
    path = reading.write(crowded(), tmp_path / "round.xlsx")
    round_, _ = read_round(path)
    assert round_ is not None
    question = Question(case_of(round_)).posed()
    hurried = conflict(question.program, question.hangs, seconds=-1e9)
    assert not hurried.minimal or hurried == conflict(question.program, question.hangs)


def test_every_rule_says_who_may_waive_it_by_what() -> None:
    for rule, versions in load("de-an-01-2021").rules.items():
        for version in versions:
            assert (version.waiver.by == "nobody") == (rule in STATUTORY), rule
            assert version.waiver.cite


def test_what_no_scenario_may_touch_nobody_softens() -> None:
    """A must on the slate that is protected has no step, so it must be one nobody waives."""
    laws = load("de-an-01-2021").rules
    posed_ = [rule for rule in BY_ID.values() if rule.pose and rule.protected and not rule.admits]
    assert {rule.id for rule in posed_} == {"deputy_total", "kin"}
    assert all(version.waiver.by == "nobody" for rule in posed_ for version in laws[rule.id])
