"""What else could be chosen: trade-offs, slates as good, weights that do not matter."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.commands import FILE, command
from planner.inputs import read, scenario
from planner.output import is_stdout, ready_for, write, write_json

if TYPE_CHECKING:
    from planner.choices import Best, Row, Taken

TAKE = click.option("--take", type=(int, FILE), multiple=True)


def of_a_round(function: Callable[..., Any]) -> Callable[..., Any]:
    """The round and the scenario asked about, where the answer goes, and how long it may take."""
    for option in (
        click.option("--time-limit", type=click.FloatRange(min=0), default=0),
        click.option("--json", "json_path", type=FILE),
        click.option("-o", "--output", type=FILE),
        click.option("--scenario", "scenario_path", type=FILE),
        click.argument("round_path", metavar="ROUND", type=FILE),
    ):
        function = option(function)
    return function


def _best(lang: str, round_path: Path, scenario_path: Path | None, seconds: float, *files: Path | None) -> Best:
    """The best slate, after the files asked for were found writable."""
    ready_for(*files)
    round_ = read(round_path, lang)
    from planner.choices import best_of

    return best_of(round_, scenario(scenario_path, round_, lang), lang, seconds)


def _out(best: Best, paper: Row, output: Path | None, json_path: Path | None, kind: str) -> None:
    """The document, the workbook and what stands on the terminal of a front, of alternatives or of weights."""
    lang = best.words.lang
    if json_path:
        write_json(json_path, paper, lang)
    if output:
        from planner.workbook import choice_sheets

        write(output, choice_sheets.book_bytes(best, paper, kind), lang)
    if not is_stdout(json_path) and not is_stdout(output):
        from rich.console import Console

        from planner.choices import tables

        getattr(tables, f"show_{kind}")(Console(), best, paper)


@command
@of_a_round
@click.option("--x", required=True)
@click.option("--y", required=True)
@click.option("--z", default="")
@click.option("--keep", multiple=True)
@TAKE
@click.pass_obj
def front(
    lang: str,
    round_path: Path,
    scenario_path: Path | None,
    output: Path | None,
    json_path: Path | None,
    time_limit: float,
    x: str,
    y: str,
    z: str,
    keep: tuple[str, ...],
    take: tuple[Taken, ...],
) -> None:
    best = _best(lang, round_path, scenario_path, time_limit, output, json_path, *(path for _, path in take))
    from planner import choices
    from planner.choices.front import front as sought
    from planner.progress import counting

    with counting(lang, "choices.told.front") as told:
        found = sought(best, [x, y, *([z] if z else [])], keep, time_limit, told)
    choices.take(best, found.slates, take)
    _out(best, found.paper, output, json_path, "front")
    sys.exit(130 if found.interrupted else 0)


@command
@of_a_round
@click.option("-k", "count", type=click.IntRange(min=2), default=5)
@click.option("--loss", "losses", multiple=True)
@TAKE
@click.pass_obj
def alternatives(
    lang: str,
    round_path: Path,
    scenario_path: Path | None,
    output: Path | None,
    json_path: Path | None,
    time_limit: float,
    count: int,
    losses: tuple[str, ...],
    take: tuple[Taken, ...],
) -> None:
    best = _best(lang, round_path, scenario_path, time_limit, output, json_path, *(path for _, path in take))
    from planner import choices
    from planner.choices.alternatives import alternatives as sought
    from planner.progress import counting

    with counting(lang, "choices.told.alternatives") as told:
        found = sought(best, count, losses, time_limit, told)
    choices.take(best, found.slates, take)
    _out(best, found.paper, output, json_path, "alternatives")
    sys.exit(130 if found.interrupted else 0)


@command
@of_a_round
@click.pass_obj
def weights(
    lang: str,
    round_path: Path,
    scenario_path: Path | None,
    output: Path | None,
    json_path: Path | None,
    time_limit: float,
) -> None:
    best = _best(lang, round_path, scenario_path, time_limit, output, json_path)
    from planner.choices.weights import weights as sought
    from planner.progress import counting

    with counting(lang, "choices.told.weights") as told:
        found = sought(best, time_limit, told)
    _out(best, found.paper, output, json_path, "weights")
    sys.exit(130 if found.interrupted else 0)
