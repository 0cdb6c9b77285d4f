"""The examples in the docs are what the command really prints: ``python tests/doc_examples.py`` writes them anew.

An example is a fenced block that begins with ``$ planner …``, run in the project's folder, 80 columns wide. Of a
command that ends well the notes on standard error are left out.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "explanations.md"
BLOCK = re.compile(r"```text\n\$ planner (?P<arguments>.*)\n(?P<output>(?:.*\n)*?)```\n")


def said(arguments: str) -> str:
    """What the command prints."""
    from planner.cli import main

    words = [str(ROOT / word) if word.startswith(("data/", "tests/")) else word for word in shlex.split(arguments)]
    with patch.dict(os.environ, {"COLUMNS": "80", "TERM": "dumb"}):
        done = CliRunner().invoke(main, words)
    assert done.exit_code in (0, 1), done.output
    text = done.stdout if done.exit_code == 0 else done.stderr.split("\n", 1)[1]  # the count of warnings left out
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines()) + "\n"


def current(page: str) -> str:
    """The page with every example as it is printed today."""
    return BLOCK.sub(lambda block: f"```text\n$ planner {block['arguments']}\n{said(block['arguments'])}```\n", page)


if __name__ == "__main__":
    PAGE.write_text(current(PAGE.read_text("utf-8")), "utf-8")
