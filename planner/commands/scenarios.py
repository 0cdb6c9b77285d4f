"""Scenarios: written, listed, shown, and several side by side."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.commands import DAY, FILE, command, group, subcommand
from planner.errors import PlannerError
from planner.inputs import existing, read, scenario_files, with_scenarios
from planner.messages import say
from planner.output import is_stdout, ready_for, write, write_json

if TYPE_CHECKING:
    from models.scheme import Law
    from models.tables import Round


@command
@click.argument("round_path", metavar="ROUND", type=FILE)
@click.argument("scenario_paths", metavar="SCENARIO...", type=FILE, nargs=-1, required=True)
@click.option("-o", "--output", type=FILE)
@click.option("--json", "json_path", type=FILE)
@click.option("--time-limit", "seconds", type=click.FloatRange(min=0), default=0)
@click.option("--workers", "processes", type=click.IntRange(min=1), default=None)
@click.option("--solves", "most", type=click.IntRange(min=0), default=64)
@click.pass_obj
def compare(
    lang: str,
    round_path: Path,
    scenario_paths: tuple[Path, ...],
    output: Path | None,
    json_path: Path | None,
    seconds: float,
    processes: int | None,
    most: int,
) -> None:
    from planner.compare.command import compared

    ready_for(output, json_path)
    round_, asked = with_scenarios(round_path, scenario_paths, lang)
    done = compared(round_, asked, lang=lang, processes=processes or 0, seconds=seconds, most=most)
    if json_path:
        write_json(json_path, done.paper, lang)
    if output:
        from planner.compare.workbook import workbook_bytes

        write(output, workbook_bytes(done.paper, round_, lang), lang)
    if done.halted:
        click.echo(say(f"compare.{done.halted}", lang), err=True)
    if not is_stdout(json_path) and not is_stdout(output):
        from rich.console import Console

        from planner.compare.table import render

        Console().print(render(done.paper, lang))
    sys.exit(130 if done.halted else 0)


@group
def scenario() -> None:
    pass


@subcommand(scenario)
@click.option("-o", "--output", type=FILE, required=True)
@click.option("--extends", "base_path", type=FILE)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), default=DAY)
@click.pass_obj
def new(lang: str, output: Path, base_path: Path | None, day: datetime) -> None:
    from planner import scenario_file
    from planner.scenario import load

    ready_for(output)
    if not is_stdout(output) and output.exists():
        raise PlannerError("scenario_file.exists", path=output)
    law, extends = _law(None, day, lang)[0], ""
    if base_path:
        base, faults = load(existing(base_path), law)
        for fault in faults:
            click.echo(fault.text(lang), err=True)
        if base is None:
            sys.exit(2)
        folder = Path() if is_stdout(output) else output.parent
        law, extends = base.law, scenario_file.path_from(folder, base_path)
    name = "" if is_stdout(output) else output.stem
    write(output, scenario_file.template(law, lang, name=name, extends=extends).encode("utf-8"), lang)


@subcommand(scenario, name="list")
@click.argument("folder", metavar="[FOLDER]", type=FILE, default="scenarios")
@click.option("--round", "round_path", type=FILE)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), default=DAY)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def list_(lang: str, folder: Path, round_path: Path | None, day: datetime, json_path: Path | None) -> None:
    from planner.scenario_told import show as shown
    from planner.scenario_told import told

    paths = scenario_files([folder])
    if not all(path.is_file() for path in paths):
        raise PlannerError("compare.no_scenarios", path=folder)
    law, round_ = _law(round_path, day, lang)
    rows = [told(path, law, lang, round_) for path in paths]
    if json_path:
        write_json(json_path, rows, lang)
    if not is_stdout(json_path):
        from rich.console import Console

        for row in rows:
            shown(Console(), row, lang, whole=False)
            click.echo()


@subcommand(scenario)
@click.argument("path", metavar="FILE", type=FILE)
@click.option("--round", "round_path", type=FILE)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), default=DAY)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def show(lang: str, path: Path, round_path: Path | None, day: datetime, json_path: Path | None) -> None:
    from planner.scenario_told import show as shown
    from planner.scenario_told import told

    existing(path)
    law, round_ = _law(round_path, day, lang)
    row = told(path, law, lang, round_)
    if json_path:
        write_json(json_path, row, lang)
    if not is_stdout(json_path):
        from rich.console import Console

        shown(Console(), row, lang)
    sys.exit(0 if row["sound"] else 2)


def _law(round_path: Path | None, day: datetime, lang: str) -> tuple[Law, Round | None]:
    """The law scenarios are read under: that of the round, else of the day."""
    from planner.rulebook import SCHEME
    from planner.run import law_of

    if round_path:
        round_ = read(round_path, lang)
        return law_of(round_), round_
    from models.calendar import day_number
    from models.scheme import load

    return load(SCHEME).law(day_number(day)), None
