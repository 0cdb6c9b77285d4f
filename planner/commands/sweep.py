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
DECLINES, RETIREMENTS = 3, 2  # in each draw, where nothing else is asked for


@command
@click.argument("round_paths", metavar="ROUND...", type=FILE, nargs=-1, required=True)
@click.option("--scenario", "sweep_scenarios", type=FILE, multiple=True)
@click.option("--draws", type=COUNT, default=0)
@click.option("--declines", type=COUNT, default=None)
@click.option("--retirements", type=COUNT, default=None)
@click.option("--seed", "draw_seed", type=COUNT, default=None)
@click.option("-o", "--output", type=FILE)
@click.option("--json", "json_path", type=FILE)
@click.option("--runs", "runs_folder", type=FILE)
@click.option("--scheduler", default="")
@click.option("--workers", "processes", type=click.IntRange(min=1), default=None)
@click.option("--time-limit", "run_seconds", type=click.FloatRange(min=0), default=0)
@click.pass_obj
def sweep(
    lang: str,
    round_paths: tuple[Path, ...],
    sweep_scenarios: tuple[Path, ...],
    draws: int,
    declines: int | None,
    retirements: int | None,
    draw_seed: int | None,
    output: Path | None,
    json_path: Path | None,
    runs_folder: Path | None,
    scheduler: str,
    processes: int | None,
    run_seconds: float,
) -> None:
    lots = (declines, retirements, draw_seed)
    if not draws and lots != (None, None, None):
        raise PlannerError("sweep.no_draws")
    if draws and lots[:2] == (0, 0):
        raise PlannerError("sweep.nobody_drawn")
    if scheduler and processes:
        raise PlannerError("sweep.workers_elsewhere")
    ready_for(output, json_path)
    paths = list({path.resolve(): path for path in scenario_files(sweep_scenarios)}.values())
    sources = tuple({path.resolve(): path for path in round_paths}.values())
    if len(sources) == 1 and not paths and not draws:
        raise PlannerError("sweep.nothing")

    from planner.sweep.asked import Asked, Lots
    from planner.sweep.command import Means, swept
    from planner.sweep.store import Store, beside

    store = Store(runs_folder or beside(output, json_path))
    rounds = read_all(sources, lang)
    found = scenarios(((round_, path) for round_ in rounds for path in paths), lang)
    named = [(one, path.as_posix()) for one, path in zip(found, paths, strict=False) if one]
    each = (DECLINES if declines is None else declines, RETIREMENTS if retirements is None else retirements)
    drawn = Lots(draws, *each, draw_seed or 0) if draws else Lots()
    asked = Asked.of(list(zip(rounds, sources, strict=True)), named, drawn)
    with _told(lang) as told:
        done = swept(asked, Means(scheduler, processes or 0, run_seconds), store, lang, told)
    if json_path and done.any:
        write_json(json_path, done.paper, lang)
    if output and done.any:
        from planner.sweep.workbook import workbook_bytes

        write(output, workbook_bytes(done.paper, rounds, lang), lang)
    if done.any and not is_stdout(json_path) and not is_stdout(output):
        from rich.console import Console

        from planner.sweep.table import render

        Console().print(render(done.paper, rounds, lang))
    if done.error:
        raise done.error
    if done.interrupted:
        kept = say("sweep.kept" if store.folder else "sweep.not_kept", lang, folder=store.folder)
        click.echo(say("sweep.interrupted", lang, kept=kept), err=True)
        sys.exit(130)


@contextmanager
def _told(lang: str) -> Iterator[Told | None]:
    from planner.progress import shown

    with shown(lang) as watch:
        yield (lambda done, whole: watch.says(say("sweep.told", lang, done=done, whole=whole))) if watch else None
