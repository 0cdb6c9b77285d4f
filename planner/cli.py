"""The command line: a few lines a command. Heavy imports stay inside the commands, so that help is instant."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from planner.errors import PlannerError
from planner.inputs import existing as _existing
from planner.inputs import read as _read
from planner.inputs import read_all, scenarios
from planner.inputs import scenario as _scenario
from planner.messages import DEFAULT_LANGUAGE, LANGUAGES, say
from planner.spoken import Group

FILE = click.Path(path_type=Path, allow_dash=True)


@click.group("main", cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option("--lang", type=click.Choice(LANGUAGES), default=DEFAULT_LANGUAGE, is_eager=True)
@click.version_option(package_name="planner")
@click.pass_context
def main(ctx: click.Context, lang: str) -> None:
    ctx.obj = lang


@main.command()
@click.option("-o", "--output", type=FILE, required=True)
@click.option("--provinces", type=click.IntRange(min=1), default=1)
@click.option("--seed", type=int, default=2021)
@click.option("--tight", is_flag=True)
@click.pass_obj
def sample(lang: str, output: Path, provinces: int, seed: int, tight: bool) -> None:
    from io import BytesIO

    from planner.sample import draw
    from planner.workbook.write_round import write_round

    content = BytesIO()
    write_round(content, draw(provinces=provinces, seed=seed, tight=tight))
    _write(output, content.getvalue(), lang)


@main.command()
@click.option("-o", "--output", type=FILE, required=True)
@click.pass_obj
def template(lang: str, output: Path) -> None:
    from io import BytesIO

    from planner.workbook.template import write_template

    content = BytesIO()
    write_template(content, lang)
    _write(output, content.getvalue(), lang)


@main.command()
@click.argument("round_path", metavar="ROUND", type=FILE)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def validate(lang: str, round_path: Path, json_path: Path | None) -> None:
    from planner.workbook.read import read_round

    round_, faults = read_round(_existing(round_path))
    errors = sum(fault.severity == "error" for fault in faults)
    if json_path:
        rows = [
            {"code": f.code, "severity": f.severity, "sheet": f.sheet, "cell": f.cell, "text": f.text(lang)}
            for f in faults
        ]
        _write_json(json_path, rows, lang)
    if not _is_stdout(json_path):
        for fault in faults:
            click.echo(fault.text(lang))
        verdict = "cli.valid" if round_ else "cli.invalid"
        click.echo(say(verdict, lang, errors=errors, warnings=len(faults) - errors))
    sys.exit(0 if round_ else 2)


@main.command()
@click.argument("round_path", metavar="ROUND", type=FILE)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def profile(lang: str, round_path: Path, json_path: Path | None) -> None:
    from rich.console import Console

    from planner import needs
    from planner import profile as overview
    from planner.run import case_of

    round_ = _read(round_path, lang)
    figures, case = overview.profile(round_), case_of(round_)
    units, departments = needs.needs(case), needs.establishment(case)
    if json_path:
        more = [{"id": "needs", "value": units}, {"id": "establishment", "value": departments}]
        _write_json(json_path, overview.as_json(figures) + more, lang)
    if not _is_stdout(json_path):
        Console().print(overview.render(figures, lang), "", needs.render(units, departments, lang))


@main.command()
@click.argument("round_path", metavar="ROUND", type=FILE)
@click.option("--scenario", "scenario_path", type=FILE)
@click.option("-o", "--output", type=FILE)
@click.option("--json", "json_path", type=FILE)
@click.option("--time-limit", type=click.FloatRange(min=0), default=0)
@click.option("--workers", type=click.IntRange(min=1), default=1)
@click.option("--seed", type=click.IntRange(min=0), default=0)
@click.option("--no-explain", is_flag=True)
@click.pass_obj
def propose(
    lang: str,
    round_path: Path,
    scenario_path: Path | None,
    output: Path | None,
    json_path: Path | None,
    time_limit: float,
    workers: int,
    seed: int,
    no_explain: bool,
) -> None:
    from planner.files import ready_for
    from planner.progress import shown

    for path in filter(None, (output, json_path)):
        ready_for(path)
    if sys.stderr.isatty():
        click.echo(say("cli.reading", lang, path=round_path), err=True)
    round_ = _read(round_path, lang)
    from planner import run

    scenario = _scenario(scenario_path, round_, lang) if scenario_path else None
    with shown(lang) as watch:
        found = run.propose(
            round_,
            scenario,
            lang=lang,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            explain=not no_explain,
            progress=watch.tiers if watch else None,
            told=watch.priced if watch else None,
        )
    status = found.paper["status"]
    if json_path:
        _write_json(json_path, found.paper, lang)
    if status == "infeasible":
        from planner.conflict import sentences

        click.echo(sentences(found.paper, lang), err=True)
    elif status == "unknown":
        click.echo(say("cli.interrupted" if found.interrupted else "cli.out_of_time", lang), err=True)
    else:
        if output:
            from planner.workbook.slate import slate_bytes

            _write(output, slate_bytes(found.paper, round_, lang), lang)
        if found.too_large:
            click.echo(say("cli.not_explained", lang), err=True)
        if not _is_stdout(json_path) and not _is_stdout(output):
            from rich.console import Console

            from planner.slate_table import render_summary

            Console().print(render_summary(found.paper, round_, lang))
    sys.exit(found.exit_code)


@main.command()
@click.argument("slate_path", metavar="SLATE", type=FILE)
@click.option("--round", "round_path", type=FILE)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def check(lang: str, slate_path: Path, round_path: Path | None, json_path: Path | None) -> None:
    from planner import run

    claim, seen = run.read_slate(_existing(slate_path))
    if round_path is None and slate_path.suffix.lower() != ".xlsx":
        raise PlannerError("cli.needs_round", path=slate_path)
    round_ = _read(round_path or slate_path, lang)
    if round_path is None:  # the tables inside stand for the file they were copied from
        round_ = replace(round_, sha256=claim.get("round", {}).get("sha256", ""))
    differences, judged = run.check(round_, claim, seen, lang)
    broken = judged.broken if judged else []
    bad = bool(differences or broken)
    if json_path:
        report = {"ok": not bad, "differences": differences, "broken": [[r.id, f.where] for r, f in broken]}
        _write_json(json_path, report, lang)
    if not _is_stdout(json_path):
        for rule, finding in broken:
            click.echo(f"{rule.id} [{finding.where}]: {rule.vi if lang == 'vi' else rule.en}")
        for line in differences:
            click.echo(say("cli.differs", lang, line=line))
        click.echo(say("cli.check_bad" if bad else "cli.check_good", lang))
    sys.exit(1 if bad else 0)


@main.command()
@click.argument("round_path", metavar="ROUND", type=FILE)
@click.option("--cadre", default="")
@click.option("--post", default="")
@click.option("--slate", "slate_path", type=FILE)
@click.option("--scenario", "scenario_path", type=FILE)
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
    round_ = _read(round_path, lang)
    from planner import explain
    from planner.why import rows

    scenario = _scenario(scenario_path, round_, lang) if scenario_path else None
    explainer, view, proven = explain.about(round_, scenario, _existing(slate_path) if slate_path else None, lang)
    found = rows(explainer, cadre, post, view, private=private)
    if json_path:
        _write_json(json_path, found, lang)
    if not _is_stdout(json_path):
        if not proven:
            click.echo(say("why.not_proven", lang), err=True)
        from rich.console import Console

        from planner.why_table import show

        show(Console(), found, view, by_post=bool(cadre))


@main.command()
@click.argument("round_path", metavar="ROUND", type=FILE)
@click.option("--cadre", default="")
@click.option("--post", default="")
@click.option("--slate", "slate_path", type=FILE)
@click.option("--scenario", "scenario_path", type=FILE)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def targets(
    lang: str,
    round_path: Path,
    cadre: str,
    post: str,
    slate_path: Path | None,
    scenario_path: Path | None,
    json_path: Path | None,
) -> None:
    if post and not cadre:
        raise PlannerError("targets.person.post_needed")
    from planner.files import ready_for

    if json_path:
        ready_for(json_path)
    round_ = _read(round_path, lang)
    from planner import targets_command

    scenario = _scenario(scenario_path, round_, lang) if scenario_path else None
    if cadre:
        said = targets_command.of_person(round_, scenario, cadre, post, lang)
    else:
        said = targets_command.of_round(round_, scenario, _existing(slate_path) if slate_path else None, lang)
    if json_path:
        _write_json(json_path, said.value, lang)
    if not _is_stdout(json_path):
        if not said.proven:
            click.echo(say("targets.not_proven", lang), err=True)
        from rich.console import Console

        said.show(Console())


@main.command()
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
    from planner.files import ready_for

    if json_path:
        ready_for(json_path)
    before, after = read_all((before_path, after_path), lang)
    asked = zip((before, after), (scenario_path, scenario2_path or scenario_path), strict=True)
    first, second = scenarios(asked, lang)
    paper = compared((before, after), (first, second), lang=lang, most=solves, private=veiled)
    if json_path:
        _write_json(json_path, paper, lang)
    if not _is_stdout(json_path):
        from rich.console import Console

        Console().print(render(paper, (before, after), lang, private=veiled))


@main.command()
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), default="2021-06-01")
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def rules(lang: str, day: Any, json_path: Path | None) -> None:
    from planner import rulebook

    on = day.year * 10000 + day.month * 100 + day.day
    if json_path:
        _write_json(json_path, rulebook.rows(on, lang), lang)
    if not _is_stdout(json_path):
        from rich.console import Console

        Console().print(rulebook.render(on, lang))


def _is_stdout(path: Path | None) -> bool:
    return str(path) == "-"


def _write(path: Path, content: bytes, lang: str) -> None:
    from planner.files import write_whole

    if _is_stdout(path):
        sys.stdout.buffer.write(content)
    else:
        write_whole(path, content)
        click.echo(say("cli.written", lang, path=path), err=True)


def _write_json(path: Path, value: Any, lang: str) -> None:
    """The same value gives the same bytes."""
    _write(path, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8"), lang)


if __name__ == "__main__":
    main()
