"""The command line: the commands by name, and the language they speak."""

from __future__ import annotations

import gc

import click

from planner.commands import choices, data, decisions, questions, report, scenarios, seal, slate, sweep
from planner.messages import DEFAULT_LANGUAGE, LANGUAGES
from planner.spoken import Group


@click.group("main", cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option("--lang", type=click.Choice(LANGUAGES), default=DEFAULT_LANGUAGE, is_eager=True)
@click.version_option(package_name="planner")
@click.pass_context
def main(ctx: click.Context, lang: str) -> None:
    gc.set_threshold(100_000, 20, 20)  # a command makes much and drops little: looking for it took a tenth of the time
    ctx.obj = lang


for one in (
    *(data.sample, data.template, data.validate, data.profile, data.rules),
    *(slate.propose, decisions.replan, slate.check, questions.why, questions.targets, questions.diff),
    *(seal.verify, seal.export, seal.history),
    *(scenarios.compare, scenarios.scenario),
    *(choices.front, choices.alternatives, choices.weights, report.report, sweep.sweep),
):
    main.add_command(one)


if __name__ == "__main__":
    main()
