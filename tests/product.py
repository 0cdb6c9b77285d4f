"""The product as the tests of this folder see it: its command line and the files to feed it, nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from planner.cli import main

SAMPLE = Path(__file__).parents[1] / "data" / "sample-province.xlsx"
SMALL = Path(__file__).with_name("data") / "small"
SHIPPED = Path(__file__).parents[1] / "scenarios"
ACT = 'reason = "Chỉ đạo"\ndocument = "1-TB/TU"\n'  # what an order in a scenario must give


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, what it printed, the slate it wrote (empty if none)."""

    code: int
    said: str
    slate: dict[str, Any]


def run(*arguments: object, lang: str | None = "en") -> tuple[int, str]:
    """Exit code of a command and all it said; ``lang`` None: in the language it chooses itself."""
    spoken = [] if lang is None else ["--lang", lang]
    done = CliRunner().invoke(main, [*spoken, *map(str, arguments)])
    _no_traceback(done.exception)
    return done.exit_code, done.output


def propose(source: Path, out: Path, *, workers: int = 1, seed: int = 0) -> Ended:
    """`planner propose --json -`: the slate of a round, kept in `out`, without the explanations."""
    out.unlink(missing_ok=True)
    options = ["--workers", str(workers), "--seed", str(seed), "--no-explain", "--json", "-"]
    done = CliRunner().invoke(main, ["--lang", "en", "propose", str(source), *options])
    _no_traceback(done.exception)
    if done.stdout.lstrip().startswith("{"):
        out.write_text(done.stdout, "utf-8")
    slate = json.loads(out.read_text("utf-8")) if out.exists() else {}
    return Ended(done.exit_code, done.output, slate)


def check(slate: Path, source: Path) -> Ended:
    """`planner check`: what the audit says of a slate file."""
    return Ended(*run("check", slate, "--round", source), {})


def held(slate: dict[str, Any]) -> dict[str, str]:
    """Post → cadre of a slate, those who stay included."""
    return {row["post"]: row["cadre"] for part in ("stays", "appointments") for row in slate[part]}


def _no_traceback(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, SystemExit):
        raise error
