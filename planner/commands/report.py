"""A page to look at."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.commands import FILE, command
from planner.inputs import with_scenarios
from planner.output import ready_for, write


@command
@click.argument("round_path", metavar="ROUND", type=FILE)
@click.argument("scenario_paths", metavar="SCENARIO...", type=FILE, nargs=-1, required=True)
@click.option("-o", "--output", "page_path", type=FILE, required=True)
@click.option("--x", default="women")
@click.option("--y", default="strive")
@click.option("--z", default="")
@click.option("--keep", multiple=True)
@click.option("--time-limit", "seconds", type=click.FloatRange(min=0), default=0)
@click.option("--workers", "processes", type=click.IntRange(min=1), default=None)
@click.option("--solves", "most", type=click.IntRange(min=0), default=64)
@click.pass_obj
def report(
    lang: str,
    round_path: Path,
    scenario_paths: tuple[Path, ...],
    page_path: Path,
    x: str,
    y: str,
    z: str,
    keep: tuple[str, ...],
    seconds: float,
    processes: int | None,
    most: int,
) -> None:
    from planner.report.document import page
    from planner.report.page import html
    from planner.report.story import Wish, told

    ready_for(page_path)
    round_, asked = with_scenarios(round_path, scenario_paths, lang)
    wish = Wish([x, y, *([z] if z else [])], keep, processes or 0, seconds, most)
    story = told(round_, asked, wish, lang)
    shown = page(story, round_, lang)
    write(page_path, html(shown, lang), lang)
    if shown.halted:
        click.echo(shown.halted, err=True)
    sys.exit(130 if story.halted else 0)
