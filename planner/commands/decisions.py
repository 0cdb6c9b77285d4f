"""What comes back: the decisions on a slate, and the slate planned anew on them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.commands import FILE, command, searching
from planner.commands.slate import ended
from planner.effort import Effort
from planner.errors import PlannerError
from planner.inputs import existing, round_of
from planner.messages import say
from planner.output import is_stdout, ready_for


@command
@click.argument("slate_path", metavar="SLATE", type=FILE)
@click.option("--round", "round_path", type=FILE)
@click.option("-o", "--output", type=FILE)
@click.option("--json", "json_path", type=FILE)
@searching
@click.pass_obj
def replan(
    lang: str,
    slate_path: Path,
    round_path: Path | None,
    output: Path | None,
    json_path: Path | None,
    effort: Effort,
) -> None:
    from planner import replan as story
    from planner.progress import shown
    from planner.replan_table import render

    claim = story.claim_of(existing(slate_path))
    for path in filter(None, (output, json_path)):
        ready_for(path)
        if not is_stdout(path) and path.resolve() == slate_path.resolve():
            raise PlannerError("replan.same_file", path=path)
    round_ = round_of(slate_path, round_path, claim, lang)
    try:
        with shown(lang) as watch:
            found = story.replan(slate_path, claim, round_, effort, lang, watch)
    except story.Unclear as unclear:
        for fault in unclear.faults:
            click.echo(fault.text(lang), err=True)
        click.echo(say("replan.unclear", lang, count=len(unclear.faults)), err=True)
        sys.exit(2)
    ended(found, round_, lang, output, json_path, render, after=slate_path)
