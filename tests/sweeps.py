"""Sweeps as tests ask for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from product import run

Paper = dict[str, Any]
LOTS = ("--draws", 12, "--declines", 1, "--retirements", 1, "--seed", 3)


def swept(out: Path, *arguments: object) -> Paper:
    """The document of a sweep that ended well."""
    code, said = run("sweep", *arguments, "--json", out)
    assert code == 0, said
    paper: Paper = json.loads(out.read_text("utf-8"))
    return paper
