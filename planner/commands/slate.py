"""What comes out: a slate, and the judgement on one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.commands import FILE, command, searching
from planner.effort import Effort
from planner.errors import PlannerError
from planner.inputs import existing, read, round_of, scenario
from planner.messages import say
from planner.output import is_stdout, ready_for, write, write_json

if TYPE_CHECKING:
    from models.tables import Round
    from planner.run import Proposal


@command
@click.argument("round_path", metavar="ROUND", type=FILE)
@click.option("--scenario", "scenario_path", type=FILE)
@click.option("-o", "--output", type=FILE)
@click.option("--json", "json_path", type=FILE)
@searching
@click.pass_obj
def propose(
    lang: str,
    round_path: Path,
    scenario_path: Path | None,
    output: Path | None,
    json_path: Path | None,
    effort: Effort,
) -> None:
    from planner.progress import shown

    ready_for(output, json_path)
    if sys.stderr.isatty():
        click.echo(say("cli.reading", lang, path=round_path), err=True)
    round_ = read(round_path, lang)
    from planner import run

    asked = scenario(scenario_path, round_, lang)
    with shown(lang) as watch:
        found = run.propose(round_, asked, effort, lang, watch)
    from planner.slate_table import render_summary

    ended(found, round_, lang, output, json_path, render_summary)


def ended(
    found: Proposal,
    round_: Round,
    lang: str,
    output: Path | None,
    json_path: Path | None,
    render: Callable[[dict[str, Any], Round, str], Any],
    after: Path | None = None,
) -> None:
    """What came of a search written, recorded and told, and the command ended with its exit code; ``after``: the slate
    it was planned anew from."""
    status = found.paper["status"]
    if json_path:
        write_json(json_path, found.paper, lang)
    if status == "infeasible":
        from planner.conflict import sentences

        click.echo(sentences(found.paper, lang), err=True)
    elif status == "unknown":
        click.echo(say("cli.interrupted" if found.interrupted else "cli.out_of_time", lang), err=True)
    else:
        if output:
            from planner.ledger import record
            from planner.workbook.slate import sealed_slate

            content, seal = sealed_slate(found.paper, round_, lang)
            write(output, content, lang)
            if not is_stdout(output):
                record(output, found.paper, seal, lang, after=after)
        if found.too_large:
            click.echo(say("cli.not_explained", lang), err=True)
        if not is_stdout(json_path) and not is_stdout(output):
            from rich.console import Console

            Console().print(render(found.paper, round_, lang))
    sys.exit(found.exit_code)


@command
@click.argument("slate_path", metavar="SLATE", type=FILE)
@click.option("--round", "round_path", type=FILE)
@click.option("--scenario", "scenario_path", type=FILE)
@click.option("--no-solver", is_flag=True)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def check(
    lang: str,
    slate_path: Path,
    round_path: Path | None,
    scenario_path: Path | None,
    no_solver: bool,
    json_path: Path | None,
) -> None:
    from planner import run
    from planner.workbook.typed import is_typed

    ready_for(json_path)
    if is_typed(existing(slate_path)):
        from planner.typed_command import check as check_list

        if round_path is None:
            raise PlannerError("cli.needs_round", path=slate_path)
        round_ = read(round_path, lang)
        asked = scenario(scenario_path, round_, lang)
        sys.exit(check_list(slate_path, round_, asked, json_path, solver=not no_solver, lang=lang))
    if scenario_path or no_solver:
        raise PlannerError("list.only_list")
    claim, seen = run.read_slate(existing(slate_path))
    if round_path is None and claim.get("redacted"):
        raise PlannerError("cli.needs_round", path=slate_path)
    round_ = round_of(slate_path, round_path, claim, lang)
    differences, judged = run.check(round_, claim, seen, lang)
    broken = judged.broken if judged else []
    bad = bool(differences or broken)
    if json_path:
        report = {"ok": not bad, "differences": differences, "broken": [[r.id, f.where] for r, f in broken]}
        write_json(json_path, report, lang)
    if not is_stdout(json_path):
        for rule, finding in broken:
            click.echo(f"{rule.id} [{finding.where}]: {rule.vi if lang == 'vi' else rule.en}")
        for line in differences:
            click.echo(say("cli.differs", lang, line=line))
        click.echo(say("cli.check_bad" if bad else "cli.check_good", lang))
    sys.exit(1 if bad else 0)
