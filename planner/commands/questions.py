"""What people ask of a slate or a round: why, by how much a target is missed, what a change does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from planner.commands import FILE, command
from planner.errors import PlannerError
from planner.inputs import existing, read, read_all, scenario, scenarios
from planner.messages import say
from planner.output import is_stdout, ready_for, write_json


def about_a_slate(function: Callable[..., Any]) -> Callable[..., Any]:
    """What a question is about: the round, a cadre, a post, the slate asked about, the scenario."""
    for option in (
        click.option("--scenario", "scenario_path", type=FILE),
        click.option("--slate", "slate_path", type=FILE),
        click.option("--post", default=""),
        click.option("--cadre", default=""),
        click.argument("round_path", metavar="ROUND", type=FILE),
    ):
        function = option(function)
    return function


@command
@about_a_slate
@click.option("--private", is_flag=True)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def why(
    lang: str,
    round_path: Path,
    cadre: str,
    post: str,
    slate_path: Path | None,
    scenario_path: Path | None,
    private: bool,
    json_path: Path | None,
) -> None:
    if not cadre and not post:
        raise PlannerError("why.whom")
    ready_for(json_path)
    round_ = read(round_path, lang)
    from planner import explain
    from planner.progress import busy
    from planner.why import number, rows

    number(round_.cadres["cadre_id"], cadre, "cadre")  # a slip is told at once
    number(round_.posts["post_id"], post, "post")
    asked = scenario(scenario_path, round_, lang)
    with busy(lang):
        explainer, view = explain.about(round_, asked, existing(slate_path) if slate_path else None, lang)
        found = rows(explainer, cadre, post, view, private=private)
    if not explainer.proven:
        click.echo(say("why.not_proven", lang), err=True)
    if json_path:
        write_json(json_path, found, lang)
    if not is_stdout(json_path):
        from rich.console import Console

        from planner.why_table import show

        show(Console(), found, view, by_post=bool(cadre))
        if not found:
            click.echo(say(f"why.nothing_{'cadre' if cadre else 'post'}", lang, value=cadre or post))


@command
@about_a_slate
@click.option("--only", multiple=True)
@click.option("--private", "veiled", is_flag=True)
@click.option("--time-limit", type=click.FloatRange(min=0), default=0)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def targets(
    lang: str,
    round_path: Path,
    cadre: str,
    post: str,
    slate_path: Path | None,
    scenario_path: Path | None,
    only: tuple[str, ...],
    veiled: bool,
    time_limit: float,
    json_path: Path | None,
) -> None:
    if post and not cadre:
        raise PlannerError("targets.person.post_needed")
    ready_for(json_path)
    round_ = read(round_path, lang)
    from planner import targets_command
    from planner.progress import busy

    asked = scenario(scenario_path, round_, lang)
    slate = existing(slate_path) if slate_path else None
    with busy(lang):
        if cadre:
            said = targets_command.of_person(round_, asked, cadre, post, lang)
        else:
            wanted = targets_command.Wanted(only, veiled, time_limit)
            said = targets_command.of_round(round_, asked, slate, wanted, lang)
    if json_path:
        write_json(json_path, said.value, lang)
    if not is_stdout(json_path):
        if not said.proven:
            click.echo(say("targets.not_proven", lang), err=True)
        from rich.console import Console

        said.show(Console())


@command
@click.argument("before_path", metavar="ROUND1", type=FILE)
@click.argument("after_path", metavar="ROUND2", type=FILE)
@click.option("--scenario", "scenario_path", type=FILE)
@click.option("--scenario2", "scenario2_path", type=FILE)
@click.option("--json", "json_path", type=FILE)
@click.option("--solves", type=click.IntRange(min=0), default=40)
@click.option("--private", "veiled", is_flag=True)
@click.pass_obj
def diff(
    lang: str,
    before_path: Path,
    after_path: Path,
    scenario_path: Path | None,
    scenario2_path: Path | None,
    json_path: Path | None,
    solves: int,
    veiled: bool,
) -> None:
    from planner.diff.command import compared
    from planner.diff.table import render
    from planner.progress import busy

    ready_for(json_path)
    before, after = read_all((before_path, after_path), lang)
    asked = zip((before, after), (scenario_path, scenario2_path or scenario_path), strict=True)
    first, second = scenarios(asked, lang)
    with busy(lang):
        paper = compared((before, after), (first, second), lang=lang, most=solves, private=veiled)
    if json_path:
        write_json(json_path, paper, lang)
    if not is_stdout(json_path):
        from rich.console import Console

        Console().print(render(paper, (before, after), lang, private=veiled))
