"""Scenario files: what is wrong in them is told with its line; standards are never softened; the rest takes effect."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from product import ACT, SAMPLE, SHIPPED, SMALL, held

from models.rules import RULES
from models.scheme import load as load_scheme
from planner.cli import main
from planner.toml_lines import lines_of

LAW = load_scheme("de-an-01-2021").law(20210601)

Propose = Callable[..., tuple[int, str, dict[str, Any]]]


@pytest.fixture
def propose(tmp_path: Path) -> Propose:
    """Proposes a round under a scenario, given as text or path: exit code, what was said, the slate."""

    def run(scenario: str | Path = "", source: Path = SMALL, lang: str = "en") -> tuple[int, str, dict[str, Any]]:
        path, out = scenario, tmp_path / "slate.json"
        if isinstance(path, str):
            path = tmp_path / "s.toml"
            path.write_text(str(scenario), "utf-8")
        out.unlink(missing_ok=True)
        options = ["--scenario", str(path), "--no-explain", "--json", str(out)]
        done = CliRunner().invoke(main, ["--lang", lang, "propose", str(source), *options])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output, json.loads(out.read_text("utf-8")) if out.exists() else {}

    return run


def check(slate: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--lang", "en", "check", str(slate), *options])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


FAULTS = [  # code, line, a word the message must name, text
    ("unknown_key", 2, "tiers", 'name = "a"\ntires = ["urgent"]'),
    ("unknown_key", 2, "women_max", "[holding]\nwoman_max = 1"),
    ("unknown_key", 3, "cadre", '[[leave]]\non = 2021-06-01\ncader = "C1"'),
    ("missing", 1, "cadre", "[[leave]]\non = 2021-06-01"),
    ("missing", 2, "reason", '\n[[ban]]\ncadre = "C1"\ndocument = "1"'),
    ("missing", 2, "cadre", '[[pin]]\ncadre = ""\npost = "P1"\n' + ACT),
    ("wrong_type", 1, "whole number", 'max_moves = "3"'),
    ("wrong_type", 1, "true or false", 'counts_lateral = "yes"'),
    ("wrong_type", 1, "list", 'tiers = "urgent"'),
    ("wrong_type", 3, "quotation marks", 'tiers = [\n"urgent",\n3]'),
    ("wrong_type", 1, "table", "rules = 3"),
    ("wrong_type", 3, "day", '[[leave]]\ncadre = "C1"\non = "31/02/2021"'),
    ("wrong_type", 2, "whole number", "[rules.women_share]\npercent = 20.5"),
    ("wrong_type", 2, "whole number", "[rules.women_share]\npercent = true"),
    ("out_of_range", 2, "100", "[rules.women_share]\npercent = 101"),
    ("out_of_range", 1, "-1", "max_moves = -2"),
    ("out_of_range", 2, "100", "[fit]\nfield = -1"),
    ("unknown_tier", 1, "vacancies", 'tiers = ["vacancy"]'),
    ("double_tier", 1, "urgent", 'tiers = ["urgent", "urgent"]'),
    ("missing_tiers", 2, "strive, vacancies", '\ntiers = ["urgent", "prefer", "fit", "moves", "order"]'),
    ("unknown_rule", 3, "women_share", "\n\n[rules.woman_share]\npercent = 20"),
    ("unknown_rule", 1, "max_moves", "[rules.max_moves]\nmost = 20"),
    ("unknown_param", 2, "percent", "rules.women_share.strength = 'must'\nrules.women_share.per_cent = 20"),
    ("unknown_strength", 2, "strive", "[rules.women_share]\nstrength = 'striven'"),
    ("unknown_choice", 2, "bands", "[rules.age_levels]\nreading = 'band'"),
    ("warning_only", 2, "pool_caps", "[rules.pool_caps]\nstrength = 'must'"),
    ("unknown_part", 2, "field", "[fit]\nfeild = 20"),
    ("fit_total", 2, "110", "\n[fit]\nfield = 30"),
    ("unknown_cadre", 2, "C9", '[[pin]]\ncadre = "C9"\npost = "P1"\n' + ACT),
    ("unknown_post", 3, "P1", '[[ban]]\ncadre = "C1"\npost = "P11"\n' + ACT),
    ("pin_no_pool", 3, "C1", '[[pin]]\ncadre = "C1"\npost = "P7"\n' + ACT),
    ("two_pins", 7, "P4", f'[[pin]]\ncadre = "C7"\npost = "P4"\n{ACT}[[pin]]\ncadre = "C7"\npost = "P7"\n' + ACT),
    ("leave_no_post", 2, "C7", '[[leave]]\ncadre = "C7"\non = 2021-06-01'),
    ("not_toml", 2, "TOML", "max_moves = 1\nmax_moves = 2"),
    ("not_toml", 1, "TOML", "name = 'no end"),
    ("no_base", 2, "there-is-none.toml", '\nextends = "there-is-none.toml"'),
    ("cycle", 1, "s.toml", 'extends = "s.toml"'),
    ("fixed", 1, "one_seat", "[rules.one_seat]\nstrength = 'must'"),
    ("fixed", 2, "retirement", "\n[rules.retirement]\nstrength = 'must'"),
    ("softer_list", 2, "spouse", '[rules.kin]\nrelations = ["child", "parent"]'),
    ("unknown_choice", 2, "sibling", '[rules.kin]\nrelations = ["siblin"]'),
]


@pytest.mark.parametrize(("code", "line", "word", "text"), FAULTS, ids=lambda part: str(part)[:20])
def test_a_fault_is_told_with_its_line(code: str, line: int, word: str, text: str, propose: Propose) -> None:
    exit_code, said, slate = propose(text)
    told = [row for row in said.splitlines() if f"s.toml:{line} [{code}]" in row]
    assert exit_code == 2
    assert not slate
    assert told, said
    assert word in told[0]
    assert propose(text, lang="vi")[0] == 2


def test_all_faults_of_a_file_are_told_at_once(propose: Propose) -> None:
    text = f"""name = 3
tires = []
[rules.theory]
strength = "off"
[rules.appointment_age]
months = 12
[[pin]]
cadre = "C1"
[[ban]]
cadre = "C9"
{ACT}[fit]
field = 21
"""
    _, said, _ = propose(text)
    found = [row.split("s.toml:")[1].split("]")[0] for row in said.splitlines() if "s.toml:" in row]
    assert found == [
        *("1 [wrong_type", "2 [unknown_key", "4 [softer_strength", "6 [softer_up", "7 [missing", "7 [missing"),
        *("7 [missing", "10 [unknown_cadre", "13 [fit_total"),
    ]


def test_faults_of_a_file_without_text_or_place_are_told(propose: Propose, tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes("name = 'Phương án'".encode("utf-16"))
    assert propose(path)[0] == 2
    assert propose(tmp_path / "none.toml")[0] == 2
    path.write_bytes(b"\xef\xbb\xbfname = 'saved by Notepad'\r\nmax_moves = 0\r\n")
    assert propose(path)[2]["scenario"] == "saved by Notepad"


def test_lines_are_found_in_every_form_of_toml() -> None:
    text = 'a = """\n[x]\n"""\n"b.c".d = [ # ]\n 1,\n {e = "}", f = [2]},\n]\n[[g]]\n[[ g ]]\nh = 1.5\n[g.i]\nj = 07:32:00\n'
    lines = lines_of(text)
    assert lines["a",] == 1
    assert lines["b.c", "d"] == 4
    assert (lines["b.c", "d", 0], lines["b.c", "d", 1, "e"], lines["b.c", "d", 1, "f"]) == (5, 6, 6)
    assert (lines["g", 0], lines["g", 1], lines["g", 1, "h"]) == (8, 9, 10)
    assert lines["g", "i", "j"] == 12


# --- standards --------------------------------------------------------------------------------------
ORDER = ("off", "warning", "prefer", "strive", "must")
GUARDED = [rule for rule in RULES if rule.protected]


def test_the_protected_rules_are_those_of_the_scheme() -> None:
    assert {rule.id for rule in RULES if rule.protected} | {"retirement"} == {
        *("planned", "retirement", "appointment_age", "discipline_wait", "evaluation", "steady_work"),
        *("political_standard", "open_question", "theory", "specialist_field", "non_local", "deputy_total", "kin"),
    }


@pytest.mark.parametrize("rule", GUARDED, ids=lambda rule: rule.id)
def test_no_standard_is_weakened(rule: Any, propose: Propose) -> None:
    now = LAW.strength(rule.id)
    for strength in ORDER[: ORDER.index(now)]:
        exit_code, said, _ = propose(f"[rules.{rule.id}]\nstrength = '{strength}'", lang="vi")
        assert exit_code == 2
        assert f"s.toml:2 [softer_strength]: Không được nới quy tắc {rule.id} (" in said
        assert "II.2" in said
        assert LAW.rules[rule.id].cite in said
        assert rule.clause == "–" or f"({rule.clause};" in said
        assert ("except" in said) == rule.excusable


NUMBERS = [
    (rule.id, name, param.value + (-1 if param.tighter == "up" else 1))
    for rule in GUARDED
    for name, param in LAW.rules[rule.id].params.items()
    if isinstance(param.value, int) and (param.value or param.tighter == "down")
]


@pytest.mark.parametrize(("rule", "name", "value"), NUMBERS)
def test_no_number_of_a_standard_is_loosened(rule: str, name: str, value: int, propose: Propose) -> None:
    exit_code, said, _ = propose(f"[rules.{rule}]\n{name} = {value}")
    assert exit_code == 2
    assert "s.toml:2 [softer_" in said
    assert "II.2" in said
    assert rule in said


def test_every_number_of_a_standard_says_which_way_is_tighter() -> None:
    for versions in (load_scheme("de-an-01-2021").rules[rule.id] for rule in GUARDED):
        assert all(param.tighter for version in versions for param in version.params.values())


def test_a_standard_may_be_tightened_and_bites(propose: Propose) -> None:
    before = propose("")[2]
    _, _, after = propose("[rules.appointment_age]\nmonths = 180\n[rules.steady_work]\nstrength = 'must'")
    assert after["status"] == "optimal"
    refused = {rule for row in after["candidates"] for rule in row["refused_by"]}
    assert refused - {rule for row in before["candidates"] for rule in row["refused_by"]}
    assert held(after) != held(before)
    assert (
        propose(
            "[rules.kin]\nteam = 1\nrelations = ['spouse','parent','child','sibling','parent_in_law','sibling_in_law']"
        )[0]
        == 0
    )


# --- effects ----------------------------------------------------------------------------------------
def test_an_empty_scenario_changes_nothing(propose: Propose) -> None:
    done = CliRunner().invoke(main, ["--lang", "en", "propose", str(SMALL), "--no-explain", "--json", "-"])
    plain, (_, _, same) = json.loads(done.stdout), propose("name = ''")
    assert same == plain | {"scenario": "s"}
    assert same["scenario_settings"] == {}


def test_settings_are_resolved_and_take_effect(propose: Propose) -> None:
    text = """name = "Thử"
tiers = ["order", "urgent", "strive", "vacancies", "prefer", "fit", "moves"]
counts_lateral = true
max_moves = 9
[rules.women_share]
strength = "prefer"
percent = 30
[holding]
women_max = 1
[fit]
support = 0
experience = 30
"""
    _, _, slate = propose(text)
    assert slate["scenario"] == "Thử"
    assert slate["scenario_settings"] == {
        "tiers": ["order", "urgent", "strive", "vacancies", "prefer", "fit", "moves"],
        "max_moves": 9,
        "counts_lateral": True,
        "rules": {"women_share": {"percent": 30, "strength": "prefer"}},
        "holding": {"women_max": 1},
        "fit": {"experience": 30, "support": 0},
    }
    assert [tier["id"] for tier in slate["tiers"]] == slate["scenario_settings"]["tiers"]
    assert {row["fit_parts"]["support"] for row in slate["candidates"]} == {0}
    shares = [row for row in slate["rules"] if row["id"] == "women_share"]
    assert {row["strength"] for row in shares} == {"prefer"}
    assert all(row["need"] == -(-30 * row["of"] // 100) and row["held"] <= 1 for row in shares)
    assert [row["need"] for row in slate["rules"] if row["id"] == "max_moves"] == [9]


def test_the_terminal_names_the_scenario(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('name = "Lấp chỗ"', "utf-8")
    done = CliRunner().invoke(main, ["propose", str(SMALL), "--scenario", str(path)])
    assert "Kịch bản: Lấp chỗ" in " ".join(done.stdout.split())


def test_max_moves_binds_and_is_named_where_it_clashes(propose: Propose) -> None:
    free, (_, _, still) = propose("")[2], propose("max_moves = 0")
    assert sum(row["from_post"] is not None for row in free["appointments"]) > 0
    moves = {tier["id"]: tier["value"] for tier in still["tiers"]}["moves"]
    assert moves == 0
    code, said, slate = propose(f'name = "x"\nmax_moves = 0\n[[pin]]\ncadre = "C1"\npost = "P1"\n{ACT}')
    assert (code, slate["status"], slate["scenario"]) == (1, "infeasible", "x")
    assert {row["id"] for row in slate["conflict"]} == {"max_moves", "intervention"}
    assert "than the scenario allows" in said


def test_pins_and_bans_are_followed(propose: Propose) -> None:
    _, _, slate = propose(f'[[pin]]\ncadre = "C3"\npost = "P4"\n{ACT}[[ban]]\ncadre = "C7"\n{ACT}')
    assert held(slate)["P4"] == "C3"
    assert "C7" not in held(slate).values()
    act = {"cadre": "C3", "post": "P4", "reason": "Chỉ đạo", "document": "1-TB/TU"}
    assert slate["scenario_settings"]["pin"] == [act]


def test_a_ban_of_nothing_is_a_warning(propose: Propose) -> None:
    code, said, _ = propose(f'[[ban]]\ncadre = "C1"\npost = "P7"\n{ACT}')
    assert code == 0
    assert "s.toml:3 [ban_no_pool]" in said


@pytest.mark.parametrize("day", ["2021-06-30", "'2021-06-30'", "'30/06/2021'"])
def test_a_leave_opens_the_seat(day: str, propose: Propose) -> None:
    _, _, slate = propose(f'[[leave]]\ncadre = "C3"\non = {day}')
    assert {"post": "P5", "cadre": "C3", "why": "vacates_on"} in slate["leaves"]
    assert slate["scenario_settings"]["leave"] == [{"cadre": "C3", "on": "2021-06-30"}]


def test_a_leave_beyond_the_horizon_is_a_warning(propose: Propose) -> None:
    code, said, slate = propose('[[leave]]\ncadre = "C3"\non = 2021-07-01\n[[leave]]\ncadre = "C2"\non = 2031-07-01')
    assert code == 0
    assert "s.toml:3 [late_leave]" in said
    assert [row["cadre"] for row in slate["leaves"]] == ["C2"], "a day the round itself gives is not put off"


# --- extends ----------------------------------------------------------------------------------------
def test_what_a_scenario_extends_is_overridden_key_by_key(propose: Propose, tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    base = f'name = "gốc"\nmax_moves = 3\n[rules.women_share]\npercent = 20\n[holding]\nwomen_max = 1\n[[ban]]\ncadre = "C7"\n{ACT}'
    (tmp_path / "base" / "one.toml").write_text(base, "utf-8")
    (tmp_path / "base" / "two.toml").write_text('extends = "one.toml"\n[holding]\nyoung_max = 2\n', "utf-8")
    own = f'extends = "base/two.toml"\nmax_moves = -1\n[rules.women_share]\nstrength = "must"\n[[ban]]\ncadre = "C6"\n{ACT}'
    _, _, slate = propose(own)
    settings = slate["scenario_settings"]
    assert slate["scenario"] == "gốc"
    assert settings["holding"] == {"women_max": 1, "young_max": 2}
    assert settings["rules"] == {"women_share": {"percent": 20, "strength": "must"}}
    assert settings["max_moves"] == -1
    assert not [row for row in slate["rules"] if row["id"] == "max_moves"]
    assert [row["cadre"] for row in settings["ban"]] == ["C7", "C6"]


def test_a_fault_of_an_extended_file_is_told_there(propose: Propose, tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text("\n\nmax_move = 3\nextends = 's.toml'", "utf-8")
    code, said, _ = propose('extends = "base.toml"\nmax_moves = "x"')
    assert code == 2
    for place in ("base.toml:3 [unknown_key]", "base.toml:4 [cycle]", "s.toml:2 [wrong_type]"):
        assert place in said


# --- check ------------------------------------------------------------------------------------------
FULL = f"""name = "Đủ"
max_moves = 5
counts_lateral = true
[rules.women_share]
percent = 20
[holding]
women_max = 1
[fit]
support = 10
experience = 20
[[ban]]
cadre = "C5"
{ACT}[[leave]]
cadre = "C3"
on = 2021-06-15
"""


@pytest.fixture
def full(tmp_path: Path) -> tuple[Path, Path]:
    """A slate under a scenario that sets something of everything: as JSON and as workbook."""
    scenario, paths = tmp_path / "full.toml", (tmp_path / "slate.json", tmp_path / "slate.xlsx")
    scenario.write_text(FULL, "utf-8")
    options = ["--scenario", str(scenario), "--json", str(paths[0]), "-o", str(paths[1])]
    done = CliRunner().invoke(main, ["propose", str(SMALL), *options])
    assert done.exit_code == 0, done.output
    return paths


def test_a_slate_passes_its_check_under_its_scenario(full: tuple[Path, Path]) -> None:
    assert check(full[0], "--round", str(SMALL))[0] == 0
    assert check(full[1])[0] == 0
    assert check(full[1], "--round", str(SMALL))[0] == 0


TAMPERED: list[Callable[[dict[str, Any]], Any]] = [
    lambda s: s.clear(),
    lambda s: s.update(max_moves=6),
    lambda s: s.update(max_moves=-1),
    lambda s: s.update(counts_lateral=False),
    lambda s: s.pop("counts_lateral"),
    lambda s: s["rules"]["women_share"].update(percent=15),
    lambda s: s["rules"]["women_share"].update(strength="strive"),
    lambda s: s["rules"].update(theory={"strength": "off"}),
    lambda s: s["rules"].update(theory=3),
    lambda s: s["rules"].update(women_share={"percent": [20]}),
    lambda s: s.update(rules=[]),
    lambda s: s["holding"].update(women_max=2),
    lambda s: s["fit"].update(support=11),
    lambda s: s.update(fit={"support": 5, "experience": 25}),
    lambda s: s["ban"].pop(),
    lambda s: s["ban"][0].update(cadre="C6"),
    lambda s: s["ban"][0].update(reason="khác"),
    lambda s: s["ban"][0].update(cadre="nobody"),
    lambda s: s["leave"][0].update(on="2021-06-16"),
    lambda s: s["leave"][0].update(on=20210615),
    lambda s: s.update(tiers=["urgent"]),
    lambda s: s.update(unknown=1),
    lambda s: s.update(name="x"),
]


@pytest.mark.parametrize("tamper", TAMPERED)
def test_tampered_settings_are_told(tamper: Callable[[dict[str, Any]], Any], full: tuple[Path, Path]) -> None:
    paper = json.loads(full[0].read_text("utf-8"))
    tamper(paper["scenario_settings"])
    full[0].write_text(json.dumps(paper), "utf-8")
    code, said = check(full[0], "--round", str(SMALL))
    assert code == 1, said
    assert "Differs: " in said


@pytest.mark.parametrize("settings", [None, [], "x", 3])
def test_settings_that_are_no_table_are_told(settings: Any, full: tuple[Path, Path]) -> None:
    paper = json.loads(full[0].read_text("utf-8"))
    full[0].write_text(json.dumps(paper | {"scenario_settings": settings}), "utf-8")
    code, said = check(full[0], "--round", str(SMALL))
    assert code == 1
    assert "scenario_settings" in said


# --- what is shipped --------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], dict[str, Any]]:
    """The slate of a round under a shipped scenario ("" = none), each once; it passes its check."""
    folder, kept = tmp_path_factory.mktemp("shipped"), dict[tuple[str, Path], dict[str, Any]]()

    def run(name: str, source: Path = SAMPLE) -> dict[str, Any]:
        if (name, source) not in kept:
            out = folder / f"{len(kept)}.json"
            options = ["--scenario", str(SHIPPED / f"{name}.toml")] if name else []
            done = CliRunner().invoke(main, ["propose", str(source), "--no-explain", "--json", str(out), *options])
            assert done.exit_code == 0, done.output
            assert check(out, "--round", str(source))[0] == 0
            kept[name, source] = json.loads(out.read_text("utf-8"))
        return kept[name, source]

    return run


@pytest.fixture(scope="module")
def tight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tight") / "tight.xlsx"
    assert CliRunner().invoke(main, ["sample", "--tight", "-o", str(path)]).exit_code == 0
    return path


def test_every_shipped_scenario_has_a_name_and_a_reason() -> None:
    import tomllib

    files = sorted(SHIPPED.glob("*.toml"))
    assert len(files) >= 6
    for raw in (tomllib.loads(path.read_text("utf-8")) for path in files):
        assert raw["name"]
        assert raw["reason"]


def value(slate: dict[str, Any], tier: str) -> int:
    return next(row["value"] for row in slate["tiers"] if row["id"] == tier)


def test_the_schemes_order_is_the_default(shipped: Any) -> None:
    plain, named = shipped(""), shipped("scheme-order")
    assert named == plain | {"scenario": named["scenario"]}


def test_fill_first_fills_no_fewer_seats(shipped: Any) -> None:
    assert len(held(shipped("fill-first"))) >= len(held(shipped("")))
    assert value(shipped("fill-first"), "vacancies") <= value(shipped(""), "vacancies")
    assert not [row for row in shipped("fill-first")["vacant"] if row["held_for"]]


def test_balanced_lies_between(shipped: Any, tight: Path) -> None:
    order, between, fill = (shipped(name, tight) for name in ("", "balanced", "fill-first"))
    assert value(order, "strive") < value(between, "strive") < value(fill, "strive")
    assert value(order, "vacancies") > value(between, "vacancies") > value(fill, "vacancies")
    held = {row["id"]: row["held"] for row in order["rules"] if row["id"] in ("women_share", "young_share")}
    half = {"women_max": -(-held["women_share"] // 2), "young_max": -(-held["young_share"] // 2)}
    assert between["scenario_settings"]["holding"] == half, "the numbers its reason gives"


def test_the_other_scenarios_do_what_they_say(shipped: Any) -> None:
    share = next(row for row in shipped("women-20")["rules"] if row["id"] == "women_share")
    assert share["need"] == -(-20 * share["of"] // 100)
    assert value(shipped("no-moves"), "moves") == 0
    early = shipped("early-retirement")
    leaves = {row["cadre"] for row in early["leaves"]} - {row["cadre"] for row in shipped("")["leaves"]}
    assert len(leaves) == 12
    assert not leaves & set(held(early).values())
    assert {row["cadre"] for row in early["scenario_settings"]["leave"]} == leaves
