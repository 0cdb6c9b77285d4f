"""What a command is given: rounds and scenarios read, their faults told on standard error before anything is done."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.errors import PlannerError
from planner.messages import say

if TYPE_CHECKING:
    from models.tables import Round
    from planner.scenario import Scenario

WORKBOOK = ".xlsx"


def existing(path: Path) -> Path:
    """The path of a file that is there. Raises ``PlannerError`` for one that is not."""
    if not path.exists():
        raise PlannerError("cli.no_file", path=path)
    return path


def read(path: Path, lang: str) -> Round:
    """The round; faults go to standard error, and errors among them end the command."""
    return read_all((path,), lang)[0]


def read_all(paths: tuple[Path, ...], lang: str) -> list[Round]:
    """Several rounds; the faults of all of them are told before errors end the command."""
    from planner.workbook.read import read_round

    rounds = []
    for path in map(existing, paths):
        round_, faults = read_round(path)
        errors = sum(fault.severity == "error" for fault in faults)
        if round_ is None:
            if len(paths) > 1:
                click.echo(f"{path}:", err=True)
            for fault in faults:
                click.echo(fault.text(lang), err=True)
            click.echo(say("cli.invalid", lang, errors=errors, warnings=len(faults) - errors), err=True)
        elif faults:
            click.echo(say("cli.warnings", lang, count=len(faults), path=path), err=True)
        rounds += [round_] if round_ else []
    if len(rounds) < len(paths):
        sys.exit(2)
    return rounds


def round_of(slate: Path, round_path: Path | None, claim: dict[str, Any], lang: str) -> Round:
    """The round a slate (``claim``: its document) is of: the one named, else the tables inside the workbook, which
    stand for the file they were copied from. Raises ``PlannerError`` where there are none."""
    if round_path is None and slate.suffix.lower() != WORKBOOK:
        raise PlannerError("cli.needs_round", path=slate)
    round_ = read(round_path or slate, lang)
    return round_ if round_path else replace(round_, sha256=claim.get("round", {}).get("sha256", ""))


def scenario_files(paths: Iterable[Path]) -> list[Path]:
    """The scenario files asked for; of a folder every one in it. Raises ``PlannerError`` for a folder without any."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not inside:
            raise PlannerError("compare.no_scenarios", path=path)
        found += inside
    return found


def scenario(path: Path | None, round_: Round, lang: str) -> Scenario | None:
    """The scenario, if one is asked for; faults go to standard error, and errors among them end the command."""
    return scenarios([(round_, path)], lang)[0]


def with_scenarios(round_path: Path, paths: tuple[Path, ...], lang: str) -> tuple[Round, list[tuple[Scenario, Path]]]:
    """A round and the scenarios of files and folders, each with its file; faults are told as they are of each alone."""
    files = scenario_files(paths)
    round_ = read(round_path, lang)
    found = [one for one in scenarios(((round_, path) for path in files), lang) if one]
    return round_, list(zip(found, files, strict=True))


def scenarios(asked: Iterable[tuple[Round, Path | None]], lang: str) -> list[Scenario | None]:
    """The scenario of each round that has one; the faults of all of them are told before errors end the command, each
    once, with the rounds in which it is one where it is none in others."""
    from planner.run import law_of
    from planner.scenario import load

    found: list[Scenario | None] = []
    told: dict[str, dict[str, None]] = {}  # each fault with the rounds it was found in
    rounds: dict[str, None] = {}
    bad = False
    for round_, path in asked:
        rounds[round_.settings.round_id] = None
        scenario, faults = load(existing(path), law_of(round_), round_) if path else (None, [])
        for fault in faults:
            told.setdefault(fault.text(lang), {})[round_.settings.round_id] = None
        bad |= path is not None and scenario is None
        found.append(scenario)
    for text, of in told.items():
        place = "" if len(of) == len(rounds) else " " + say("scenario.in_rounds", lang, rounds=", ".join(of))
        click.echo(text + place, err=True)
    if bad:
        sys.exit(2)
    return found
