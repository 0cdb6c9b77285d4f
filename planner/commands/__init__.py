"""The commands, a few lines each. Heavy imports stay inside them, so that help is instant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from planner.spoken import Command

FILE = click.Path(path_type=Path, allow_dash=True)


def command(function: Callable[..., Any]) -> Command:
    """A command named after its function, with its help in the language asked for."""
    return click.command(function.__name__, cls=Command)(function)


def searching(function: Callable[..., Any]) -> Callable[..., Any]:
    """How a slate is searched for: seconds, threads, the seed, and whether each person is explained."""
    for option in (
        click.option("--no-explain", is_flag=True),
        click.option("--seed", type=click.IntRange(min=0), default=0),
        click.option("--workers", type=click.IntRange(min=1), default=1),
        click.option("--time-limit", type=click.FloatRange(min=0), default=0),
    ):
        function = option(function)
    return function
