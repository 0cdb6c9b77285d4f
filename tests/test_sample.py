"""The sample province: the scheme's own figures, counted; something for every rule; and its tight sister."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from product import SAMPLE

from models.audit import audit
from models.build import build
from models.case import Case
from models.slate import Slate
from models.solve import Options, solve
from planner.cli import main
from planner.profile import profile
from planner.run import case_of
from planner.workbook.read import read_round


def figures(round_: object) -> dict[str, object]:
    return {figure.id: figure.value for figure in profile(round_)}  # type: ignore[arg-type]


def test_the_figures_are_the_schemes_own() -> None:
    round_, _ = read_round(SAMPLE)
    assert round_ is not None
    found = profile(round_)
    assert not [figure for figure in found if not figure.agrees]
    blocs = [6, 3, 6, 4, 10, 9, 2, 8, 8, 2]  # last section of the rules: 58 units by bloc
    assert [figure.value for figure in found if figure.id.startswith("units_")] == blocs


@pytest.mark.parametrize(
    ("column", "value", "moved"),
    [
        ("gender", "female", "women"),
        ("birth_date", 19900101, "young"),
        ("degree_field", "law", "law"),
        ("degree_mode", "formal", "formal"),
    ],
)
def test_changing_one_cadre_changes_the_figure(column: str, value: object, moved: str) -> None:
    round_, _ = read_round(SAMPLE)
    assert round_ is not None
    before = figures(round_)
    cadres = round_.cadres
    seated = cadres["cadre_id"].isin(round_.posts["incumbent"]) & (cadres[column] != value)
    count = 4 if before[moved] in ("70%", "18%") else 1  # a percentage needs more than one to move
    rows = cadres.index[seated & ((cadres["birth_date"] < 19800101) if column == "birth_date" else True)][:count]
    cadres.loc[rows, column] = value
    assert figures(round_)[moved] != before[moved]


def test_something_for_every_rule() -> None:
    done = CliRunner().invoke(main, ["propose", str(SAMPLE), "--no-explain", "--json", "-"])
    paper = json.loads(done.stdout)
    refused = {rule for row in paper["candidates"] for rule in row["refused_by"]}
    pending = {rule for row in paper["candidates"] for rule in row["pending_by"]}
    assert refused >= {
        "theory", "specialist_field", "non_local", "reserved_seat", "appointment_age", "discipline_wait",
        "evaluation", "intervention", "political_standard", "planned", "formal_training", "rotation_age",
        "rotation_length",
    }  # fmt: skip
    assert pending >= {"open_question", "political_standard", "rotation_plan", "evaluation"}
    assert {row["why"] for row in paper["vacant"]} >= {"exam", "frozen", "reserved", "no_candidate"}
    assert {row["why"] for row in paper["leaves"]} == {"retirement", "vacates_on"}
    assert {row["kind"] for row in paper["appointments"]} >= {"enter", "promote", "lateral", "second"}
    round_, _ = read_round(SAMPLE)
    assert round_ is not None
    assert len(round_.kin) >= 2
    assert set(round_.interventions["action"]) == {"pin", "ban", "except"}
    elsewhere = (round_.pool["source"] == "elsewhere").mean()
    assert elsewhere >= 0.03


@pytest.mark.parametrize("held", [-1, 0])
def test_the_tight_province_cannot_meet_its_shares(held: int, tmp_path: Path) -> None:
    path = tmp_path / "tight.xlsx"
    assert CliRunner().invoke(main, ["sample", "--tight", "-o", str(path)]).exit_code == 0
    round_, _ = read_round(path)
    assert round_ is not None
    case = case_of(round_)
    holding = case.law.holding.model_copy(update={"women_max": held, "young_max": held})
    case = Case.of(round_, dataclasses.replace(case.law, holding=holding))
    draft = build(case)
    outcome = solve(draft.program, Options())
    assert outcome.status == "optimal"
    judged = audit(Slate.of_pairs(case, draft.pairs.iloc[outcome.made]))
    short = {rule.id for rule, finding in judged.findings if finding.shortfall and finding.strength == "strive"}
    assert {"heads_two_terms", "deputies_three_terms"} <= short
    assert len(short & {"women_share", "young_share"}) >= (2 if held == 0 else 1)


def test_several_provinces_in_one_workbook(tmp_path: Path) -> None:
    path = tmp_path / "three.xlsx"
    assert CliRunner().invoke(main, ["sample", "--provinces", "3", "-o", str(path)]).exit_code == 0
    round_, faults = read_round(path)
    assert round_ is not None, [fault.text("en") for fault in faults][:3]
    assert sorted(set(round_.units["province"])) == ["P01", "P02", "P03"]
    across = round_.pool["cadre_id"].str[:3] != round_.pool["post_id"].str[:3]
    assert 0.03 <= across.mean() <= 0.06
