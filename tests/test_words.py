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
