"""Where an answer goes: a file, written whole or not at all, or standard output."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from planner.files import ready_for, write_whole
from planner.messages import say

__all__ = ["is_stdout", "json_bytes", "ready_for", "write", "write_json"]


def is_stdout(path: Path | None) -> bool:
    """Whether ``-`` was asked for."""
    return str(path) == "-"


def write(path: Path, content: bytes, lang: str) -> None:
    """The bytes, and a word on standard error that they were written."""
    if is_stdout(path):
        sys.stdout.buffer.write(content)
    else:
        write_whole(path, content)
        click.echo(say("cli.written", lang, path=path), err=True)


def json_bytes(value: Any) -> bytes:
    """The same value gives the same bytes."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def write_json(path: Path, value: Any, lang: str) -> None:
    """The value as JSON."""
    write(path, json_bytes(value), lang)
