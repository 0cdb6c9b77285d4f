"""The story of ``planner check`` on a slate typed by hand: read, judge, tell; then compare, unless asked not to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner import typed
from planner.messages import say
from planner.output import is_stdout, write_json
from planner.workbook.view import View

if TYPE_CHECKING:
    from models.tables import Round
    from planner.scenario import Scenario


def check(
    path: Path, round_: Round, scenario: Scenario | None, json_path: Path | None, *, solver: bool, lang: str
) -> int:
    """The exit code: 0 every must holds, 1 some do not, 2 the list cannot be read, 130 interrupted."""
    from rich.console import Console

    from planner.typed_table import render, render_beside

    found, faults = typed.judge(path, round_, scenario)
    if found is None:
        for fault in faults:
            click.echo(fault.text(lang), err=True)
        click.echo(say("list.not_read", lang, count=len(faults)), err=True)
        return 2
    console, shown, paper = Console(), not is_stdout(json_path), typed.paper(found, None, lang)
    view = View.of_round(round_, lang, found.slate.case.law.settings)
    if shown:
        console.print(render(found, paper, view))
    beside, interrupted = None, False
    if solver:
        try:
            beside = typed.beside(found, _told(lang) if sys.stderr.isatty() else None)
        except KeyboardInterrupt:  # the judgement stands, whatever it was to be compared with
            interrupted = True
            click.echo(say("list.interrupted", lang), err=True)
    if beside:
        paper = typed.paper(found, beside, lang)
        if shown:
            console.print(render_beside(found, paper, beside, view))
    if json_path:
        write_json(json_path, paper, lang)
    return 130 if interrupted else 0 if found.ok else 1


def _told(lang: str) -> typed.Told:
    def tell(done: int, count: int) -> None:
        click.echo("\r" + say("list.progress", lang, done=done, count=count), nl=done == count, err=True)

    return tell
