"""Both languages say the same things, with the same fields."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

WORDS = Path(__file__).parent.parent / "planner" / "words"


def flat(node: dict[str, Any], path: str = "") -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, value in node.items():
        if isinstance(value, dict):
            found |= flat(value, f"{path}{key}.")
        else:
            found[path + key] = set(re.findall(r"{(\w+)}", value))
    return found


@pytest.mark.parametrize("name", sorted(path.name for path in (WORDS / "vi").glob("*.toml")))
def test_each_word_stands_in_both_languages(name: str) -> None:
    vi, en = (flat(tomllib.loads((WORDS / lang / name).read_text("utf-8"))) for lang in ("vi", "en"))
    assert vi.keys() == en.keys()
    assert not {key for key in vi if not en[key] <= vi[key] | {"vi"}}, "a field only one language has"


def test_no_catalogue_of_one_language_only() -> None:
    assert {p.name for p in (WORDS / "vi").iterdir()} == {p.name for p in (WORDS / "en").iterdir()}


def test_help_in_both_languages_for_every_command() -> None:
    from click.testing import CliRunner

    from planner.cli import main

    for lang in ("vi", "en"):
        for command in ("", *main.commands):
            done = CliRunner().invoke(main, ["--lang", lang, *([command] if command else []), "--help"])
            assert done.exit_code == 0, (command, done.output)
            assert max(map(len, done.output.splitlines())) <= 80


def test_what_is_asked_of_a_person_can_stand_in_a_list() -> None:
    from models.rules import RULES

    for rule in RULES:  # the sheets join the rules not met with "; "
        assert rule.admits is None or ";" not in rule.vi + rule.en, rule.id


@pytest.mark.parametrize(("lang", "own"), [("vi", "của chương trình"), ("en", "planner's own")])
def test_a_rule_of_the_planners_own_says_so_once(lang: str, own: str) -> None:
    from models.scheme import load
    from planner.rulebook import SCHEME, source

    versions = [version for several in load(SCHEME).rules.values() for version in several]
    assert {source(v, lang).count(own) for v in versions if v.verified == "own"} == {1}
    assert all(" – " in source(v, lang) for v in versions if v.verified != "own")


CLICKS = re.compile(r"\[OPTIONS]|\bCOMMAND\b|\bARGS\b|\bTEXT\b|\bINTEGER\b|\bFLOAT\b|\bPATH\b|\bRANGE\b|\bROUND\b|%Y")


def test_help_stands_for_values_with_words_of_its_language() -> None:
    from click.testing import CliRunner

    from planner.cli import main

    for command in ("", *main.commands):
        said = CliRunner().invoke(main, [*([command] if command else []), "--help"]).output
        assert not CLICKS.search(said), (command, said)
    said = CliRunner().invoke(main, ["--lang", "en", "propose", "--help"]).output
    assert "propose [OPTIONS] ROUND" in said
    assert "--workers NUMBER" in said


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["propose"], "Thiếu ĐỢT."),
        (["sample"], "Thiếu --output."),
        (["propose", "x", "--workers", "0"], "Giá trị của --workers không hợp lệ"),
        (["propose", "x", "--workers"], "Giá trị của --workers thiếu"),
        (["front", "x", "--x=women", "--y=fit", "--take", "abc", "y"], "--take không hợp lệ: cần số nguyên"),
        (["--lang", "en", "alternatives", "x", "--take", "abc", "y"], "within its limits and a file name."),
        (["sample", "--help"], "đổi số thì ra tỉnh khác"),
        (["propose", "--help"], "phương án không phụ thuộc số này"),
    ],
)
def test_parameters_are_named_as_they_are_typed(arguments: list[str], told: str) -> None:
    from click.testing import CliRunner

    from planner.cli import main

    assert told in " ".join(CliRunner().invoke(main, arguments).output.split())
