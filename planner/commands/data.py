"""What goes in: the sample, the empty workbook, its faults and figures, the law of a day."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from planner.commands import DAY, FILE, command
from planner.inputs import existing, read
from planner.messages import say
from planner.output import is_stdout, write, write_json


@command
@click.option("-o", "--output", type=FILE, required=True)
@click.option("--provinces", type=click.IntRange(min=1), default=1)
@click.option("--seed", "province_seed", type=int, default=2021)
@click.option("--tight", is_flag=True)
@click.pass_obj
def sample(lang: str, output: Path, provinces: int, province_seed: int, tight: bool) -> None:
    from io import BytesIO

    from planner.sample import draw
    from planner.workbook.write_round import write_round

    content = BytesIO()
    write_round(content, draw(provinces=provinces, seed=province_seed, tight=tight))
    write(output, content.getvalue(), lang)


@command
@click.option("-o", "--output", type=FILE, required=True)
@click.pass_obj
def template(lang: str, output: Path) -> None:
    from io import BytesIO

    from planner.workbook.template import write_template

    content = BytesIO()
    write_template(content, lang)
    write(output, content.getvalue(), lang)


@command
@click.argument("round_path", metavar="ROUND", type=FILE)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def validate(lang: str, round_path: Path, json_path: Path | None) -> None:
    from planner.workbook.read import read_round

    round_, faults = read_round(existing(round_path))
    errors = sum(fault.severity == "error" for fault in faults)
    if json_path:
        rows = [
            {"code": f.code, "severity": f.severity, "sheet": f.sheet, "cell": f.cell, "text": f.text(lang)}
            for f in faults
        ]
        write_json(json_path, rows, lang)
    if not is_stdout(json_path):
        for fault in faults:
            click.echo(fault.text(lang))
        verdict = "cli.valid" if round_ else "cli.invalid"
        click.echo(say(verdict, lang, errors=errors, warnings=len(faults) - errors))
    sys.exit(0 if round_ else 2)


@command
@click.argument("round_path", metavar="ROUND", type=FILE)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def profile(lang: str, round_path: Path, json_path: Path | None) -> None:
    from rich.console import Console

    from planner import needs
    from planner import profile as overview
    from planner.run import case_of

    round_ = read(round_path, lang)
    figures, case = overview.profile(round_), case_of(round_)
    units, departments = needs.needs(case), needs.establishment(case)
    if json_path:
        more = [{"id": "needs", "value": units}, {"id": "establishment", "value": departments}]
        write_json(json_path, overview.as_json(figures) + more, lang)
    if not is_stdout(json_path):
        Console().print(overview.render(figures, lang), "", needs.render(units, departments, lang))


@command
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), default=DAY)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def rules(lang: str, day: Any, json_path: Path | None) -> None:
    from models.calendar import day_number
    from planner import rulebook

    on = day_number(day)
    if json_path:
        write_json(json_path, rulebook.rows(on, lang), lang)
    if not is_stdout(json_path):
        from rich.console import Console

        Console().print(rulebook.render(on, lang))
