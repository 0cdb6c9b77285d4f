"""The commands, a few lines each. Heavy imports stay inside them, so that help is instant."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from planner.effort import Effort
from planner.spoken import Command, Group

FILE = click.Path(path_type=Path, allow_dash=True)
DAY = "2021-06-01"  # that of the scheme's own round


def command(function: Callable[..., Any]) -> Command:
    """A command named after its function, with its help in the language asked for."""
    return click.command(function.__name__, cls=Command)(function)


def searching(function: Callable[..., Any]) -> Callable[..., Any]:
    """How a slate is searched for and explained, handed on as one ``effort``."""

    @wraps(function)
    def gathered(
        *args: Any, time_limit: float, workers: int, seed: int, no_explain: bool, loss: int, **more: Any
    ) -> Any:
        return function(*args, effort=Effort(time_limit, workers, seed, not no_explain, loss), **more)

    wrapped: Callable[..., Any] = gathered
    for option in (
        click.option("--loss", type=click.IntRange(min=0), default=Effort.loss, metavar="POINTS"),
        click.option("--no-explain", is_flag=True),
        click.option("--seed", type=click.IntRange(min=0), default=Effort.seed),
        click.option("--workers", type=click.IntRange(min=1), default=Effort.workers),
        click.option("--time-limit", type=click.FloatRange(min=0), default=Effort.time_limit),
    ):
        wrapped = option(wrapped)
    return wrapped


def group(function: Callable[..., Any]) -> Group:
    """A command that has commands of its own."""
    return click.group(function.__name__, cls=Group)(function)


def subcommand(of: Group, name: str = "") -> Callable[[Callable[..., Any]], Command]:
    """A command of a group; its words stand under the group's: ``help.GROUP.NAME``."""

    def made(function: Callable[..., Any]) -> Command:
        one = click.command(name or function.__name__, cls=Command)(function)
        one.words = f"{of.name}.{one.name}"
        of.add_command(one)
        return one

    return made
