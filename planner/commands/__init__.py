"""The commands, a few lines each. Heavy imports stay inside them, so that help is instant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from planner.spoken import Command, Group

FILE = click.Path(path_type=Path, allow_dash=True)


def command(function: Callable[..., Any]) -> Command:
    """A command named after its function, with its help in the language asked for."""
    return click.command(function.__name__, cls=Command)(function)


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
