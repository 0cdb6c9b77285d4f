"""Many slates in one go: rounds × scenarios × draws."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.commands import FILE, command
from planner.errors import PlannerError
from planner.inputs import read_all, scenario_files, scenarios
from planner.messages import say
from planner.output import is_stdout, ready_for, write, write_json

if TYPE_CHECKING:
    from planner.sweep.command import Told

COUNT = click.IntRange(min=0)


@command
@click.argument("round_paths", metavar="ROUND...", type=FILE, nargs=-1, required=True)
@click.option("--scenario", "sweep_scenarios", type=FILE, multiple=True)
@click.option("--draws", type=COUNT, default=0)
@click.option("--declines", type=COUNT, default=3)
@click.option("--retirements", type=COUNT, default=2)
@click.option("--seed", "draw_seed", type=COUNT, default=0)
@click.option("-o", "--output", type=FILE)
@click.option("--json", "json_path", type=FILE)
@click.option("--runs", "runs_folder", type=click.Path(path_type=Path))
@click.option("--scheduler", default="")
@click.option("--workers", "processes", type=click.IntRange(min=1), default=None)
@click.option("--time-limit", "run_seconds", type=click.FloatRange(min=0), default=0)
@click.pass_obj
def sweep(
    lang: str,
    round_paths: tuple[Path, ...],
    sweep_scenarios: tuple[Path, ...],
    draws: int,
    declines: int,
    retirements: int,
    draw_seed: int,
    output: Path | None,
    json_path: Path | None,
    runs_folder: Path | None,
    scheduler: str,
    processes: int | None,
    run_seconds: float,
) -> None:
    ready_for(output, json_path)
    paths = scenario_files(sweep_scenarios)
    if len(round_paths) + len(paths) + draws == 1:
        raise PlannerError("sweep.nothing")
    rounds = read_all(round_paths, lang)
    found = scenarios(((round_, path) for round_ in rounds for path in paths), lang)[: len(paths)]

    from planner.sweep.command import Means, swept
    from planner.sweep.document import Asked
    from planner.sweep.plan import Draws
    from planner.sweep.store import Store, beside

    named = [(None, ""), *((one, path.as_posix()) for one, path in zip(found, paths, strict=True))]
    lots = Draws(draws, declines, retirements, draw_seed) if draws else Draws()
    asked = Asked(list(zip(rounds, round_paths, strict=True)), named, lots)
    store = Store(runs_folder or beside(output, json_path))
    with _told(lang) as told:
        done = swept(asked, Means(scheduler, processes or 0, run_seconds), store, lang, told)
    if json_path:
        write_json(json_path, done.paper, lang)
    if output:
        from planner.sweep.workbook import workbook_bytes

        write(output, workbook_bytes(done.paper, rounds, lang), lang)
    if not is_stdout(json_path) and not is_stdout(output):
        from rich.console import Console

        from planner.sweep.table import render

        Console().print(render(done.paper, rounds, lang))
    if done.error:
        raise done.error
    if done.interrupted:
        click.echo(say("sweep.interrupted", lang, kept=store.told(lang)), err=True)
        sys.exit(130)


@contextmanager
def _told(lang: str) -> Iterator[Told | None]:
    from planner.progress import shown

    with shown(lang) as watch:
        yield (lambda done, whole: watch.says(say("sweep.told", lang, done=done, whole=whole))) if watch else None
