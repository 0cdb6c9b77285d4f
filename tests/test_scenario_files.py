"""`planner scenario new`, `list`, `show`: what is written loads and changes nothing; what is shown is in force."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from product import SAMPLE, SHIPPED, SMALL, run

from models.override import HARDER
from models.rules import RULES
from models.scheme import load as load_scheme
from planner.cli import main
from planner.scenario import load

SCHEME = load_scheme("de-an-01-2021")
DAYS = ("2021-06-01", "2022-10-15", "2023-07-11", "2025-11-20")
SET_ASIDE = re.compile(
    r"^# (\[\w+(\.\w+)?\]|\w+ = )"
)  # a heading or a value; not a remark, and not a pin, ban or leave


def document(*arguments: object, lang: str = "en") -> tuple[int, Any]:
    """Exit code and the JSON on standard output."""
    done = CliRunner().invoke(main, ["--lang", lang, *map(str, arguments), "--json", "-"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, json.loads(done.stdout)


def law(day: str) -> Any:
    return SCHEME.law(int(day.replace("-", "")))


def in_force(text: str) -> str:
    """The file with everything but pins, bans and leaves in force."""
    head = text[: text.index("# [[pin]]")]
    return "\n".join(line[2:] if SET_ASIDE.match(line) else line for line in head.splitlines())


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("day", DAYS)
def test_a_new_file_changes_nothing_until_it_is_edited(day: str, lang: str, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    assert run("scenario", "new", "-o", path, "--date", day, lang=lang)[0] == 0
    scenario, faults = load(path, law(day))
    assert not faults
    assert scenario is not None
    assert (scenario.name, scenario.settings) == ("new", {})


@pytest.mark.parametrize("day", DAYS)
def test_a_new_file_holds_every_key_with_its_value_of_the_day(day: str, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    run("scenario", "new", "-o", path, "--date", day)
    path.write_text(in_force(path.read_text("utf-8")).replace('extends = "', '# extends = "'), "utf-8")
    scenario, faults = load(path, law(day))
    assert not faults
    assert scenario is not None
    said, now = scenario.settings, law(day)
    assert said["rules"] == {
        rule.id: {"strength": now.rules[rule.id].strength}
        | {
            name: list(param.value) if isinstance(param.value, tuple) else param.value
            for name, param in now.rules[rule.id].params.items()
        }
        for rule in sorted(RULES, key=lambda rule: rule.id)
        if rule.id in now.rules and not rule.fixed
    }
    assert said["fit"] == dict(sorted(now.fit.items()))
    assert said["tiers"] == list(now.tiers)
    assert (said["max_moves"], said["counts_lateral"]) == (-1, now.counts_lateral)
    assert said["holding"] == now.holding.model_dump()
    code, shown = document("scenario", "show", path, "--date", day)
    assert code == 0
    assert not any(row["differs"] for row in shown["settings"])


def test_pins_bans_and_leaves_of_a_new_file_have_the_right_form(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    run("scenario", "new", "-o", path)
    text = path.read_text("utf-8")
    tail = "\n".join(line.removeprefix("# ") for line in text[text.index("# [[") :].splitlines()
                     if re.match(r"^# (\[\[|\w+ = )", line))  # fmt: skip
    path.write_text(tail, "utf-8")
    scenario, faults = load(path, law(DAYS[0]))
    assert not faults
    assert scenario is not None
    assert {name: len(rows) for name, rows in scenario.settings.items()} == {"pin": 1, "ban": 1, "leave": 1}


def test_a_new_file_extends_another_and_shows_its_values(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    base, path = tmp_path / "base.toml", tmp_path / "sub" / "new.toml"
    base.write_text('name = "Gốc"\nmax_moves = 3\n[rules.women_share]\npercent = 25\n', "utf-8")
    assert run("scenario", "new", "-o", path, "--extends", base)[0] == 0
    text = path.read_text("utf-8")
    assert 'extends = "../base.toml"' in text
    assert "# percent = 25 " in text
    assert "# max_moves = 3" in text
    scenario, faults = load(path, law(DAYS[0]))
    assert not faults
    assert scenario is not None
    assert scenario.settings == {"max_moves": 3, "rules": {"women_share": {"percent": 25}}}
    _, row = document("scenario", "show", path)
    assert row["extends"] == [base.parent.as_posix() + "/sub/../base.toml"]
    assert {Path(one["file"]).name for one in row["settings"]} == {"base.toml"}


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('name = "mine"', "utf-8")
    assert run("scenario", "new", "-o", path)[0] == 2
    assert path.read_text("utf-8") == 'name = "mine"'
    base = tmp_path / "bad.toml"
    base.write_text("tires = 3", "utf-8")
    code, said = run("scenario", "new", "-o", tmp_path / "x.toml", "--extends", base)
    assert code == 2
    assert "bad.toml:1 [unknown_key]" in said
    assert not (tmp_path / "x.toml").exists()


# --- show -------------------------------------------------------------------------------------------
BASE = '[rules.women_share]\npercent = 20\n[holding]\nwomen_max = 3\n[[leave]]\ncadre = "C3"\non = 2021-06-01\n'
OVER = """name = "Của tôi"
reason = "Thử"
extends = "base.toml"
counts_lateral = false
[holding]
women_max = 1
young_max = -1
[rules.women_share]
strength = "must"
[rules.theory]
strength = "prefer"
[rules.one_seat]
strength = "off"
[fit]
support = 5
experience = 25
"""


@pytest.fixture
def shown(tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "base.toml").write_text(BASE, "utf-8")
    (tmp_path / "over.toml").write_text(OVER, "utf-8")
    code, row = document("scenario", "show", tmp_path / "over.toml", "--round", SMALL)
    assert code == 2, "two of its settings are refused"
    return dict(row)


def test_settings_are_resolved_told_by_file_and_beside_the_scheme(shown: dict[str, Any]) -> None:
    rows = {row["key"]: row for row in shown["settings"]}
    assert rows.keys() == {
        *("counts_lateral", "holding.women_max", "holding.young_max", "rules.women_share.percent", "fit", "leave.C3"),
        *("rules.women_share.strength", "rules.theory.strength", "rules.one_seat.strength"),
    }
    assert (rows["holding.women_max"]["value"], rows["holding.women_max"]["scheme"]) == (1, -1)
    assert (rows["rules.women_share.percent"]["value"], rows["rules.women_share.percent"]["scheme"]) == (20, 15)
    assert {key for key, row in rows.items() if not row["differs"]} == {"counts_lateral", "holding.young_max"}
    origin = {key: Path(row["file"]).name for key, row in rows.items()}
    assert {key for key, name in origin.items() if name == "base.toml"} == {"rules.women_share.percent", "leave.C3"}
    assert "Lê Thị Cúc (C3)" in rows["leave.C3"]["text"]
    assert "25" in rows["fit"]["text"]


def test_what_is_refused_is_told_with_its_clause(shown: dict[str, Any]) -> None:
    assert {row["key"] for row in shown["settings"] if row["refused"]} == {
        "rules.theory.strength",
        "rules.one_seat.strength",
    }
    faults = {row["code"]: row for row in shown["faults"]}
    assert faults.keys() == {"softer_strength", "fixed"}
    assert "II.2" in faults["softer_strength"]["text"]
    assert faults["softer_strength"]["line"] == OVER.splitlines().index('strength = "prefer"') + 1
    assert not shown["sound"]


def test_a_faulty_leave_is_not_shown_as_in_force(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('[[leave]]\ncadre = "C3"\non = 2021-06-01\n[[leave]]\ncadre = "C99"\non = 2021-06-01', "utf-8")
    code, row = document("scenario", "show", path, "--round", SMALL)
    assert code == 2
    assert {one["key"]: one["refused"] for one in row["settings"]} == {
        "leave.C3": False,
        "leave.C99": True,
    }
    assert run("scenario", "show", path)[0] == 0, "without the round nobody is looked up"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_setting_has_words(lang: str, tmp_path: Path) -> None:
    """Each rule at every strength, each number, each choice: told in a sentence."""
    path = tmp_path / "s.toml"
    now = law(DAYS[0])
    for strength in HARDER:
        lines = [f"[rules.{rule}]\nstrength = '{strength}'" for rule in now.rules]
        path.write_text("\n".join(lines), "utf-8")
        _, said = document("scenario", "show", path, lang=lang)
        assert all(len(row["text"]) > 10 for row in said["settings"])
    act = 'cadre = "C1"\nreason = "r"\ndocument = "d"\n'
    numbers = 'max_moves = 2\n[rules.age_levels]\nreading = "bands"\n[rules.committee_2025]\nday = 20260101\n'
    tiers = ["order", "urgent", "strive", "vacancies", "prefer", "fit", "moves"]
    path.write_text(f'tiers = {tiers}\n{numbers}[[ban]]\n{act}[[pin]]\npost = "P1"\n{act}', "utf-8")
    code, said = run("scenario", "show", path, lang=lang)
    assert code == 0, said
    assert "P1" in said
    assert max(map(len, said.splitlines())) <= 80


# --- list -------------------------------------------------------------------------------------------
def test_the_shipped_scenarios_are_listed(tmp_path: Path) -> None:
    code, listed = document("scenario", "list", SHIPPED, "--round", SAMPLE, lang="vi")
    assert code == 0
    rows = {Path(row["file"]).stem: row for row in listed}
    assert rows.keys() == {path.stem for path in SHIPPED.glob("*.toml")}
    assert all(row["sound"] and not row["faults"] and row["reason"] for row in rows.values())
    changes = {
        name: {one["key"].split(".")[0] for one in row["settings"] if one["differs"]} for name, row in rows.items()
    }
    assert changes == {
        "scheme-order": set(),
        "balanced": {"holding"},
        "fill-first": {"tiers", "holding"},
        "women-20": {"rules"},
        "no-moves": {"max_moves"},
        "early-retirement": {"leave"},
    }
    assert len(rows["early-retirement"]["settings"]) == 12


def test_a_list_tells_the_faults_of_each_file(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text("max_moves = 1", "utf-8")
    (tmp_path / "bad.toml").write_text("max_move = 1", "utf-8")
    code, said = run("scenario", "list", tmp_path)
    assert code == 0
    assert "[unknown_key]" in said
    assert "Sitting leaders moved, at most: 1 (scheme: no limit)" in said
    assert run("scenario", "list", tmp_path / "none")[0] == 2
    (tmp_path / "empty").mkdir()
    assert run("scenario", "list", tmp_path / "empty")[0] == 2


def test_help_of_the_commands_of_scenario() -> None:
    for lang in ("vi", "en"):
        for command in ("new", "list", "show"):
            code, said = run("scenario", command, "--help", lang=lang)
            assert code == 0
            assert f"planner scenario {command}" in said
            assert max(map(len, said.splitlines())) <= 80
