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
