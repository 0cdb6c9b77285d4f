"""The ledger beside a slate: one line for each propose or replan, each chained to the one before by its hash.

``NAME.ledger.jsonl`` is only ever appended to. It names nobody: hashes, figures, counts of decisions.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from models.decided import DECISIONS
from planner.errors import PlannerError
from planner.messages import say
from planner.seal.origin import digest, hashes

ENDING = ".ledger.jsonl"
FIRST = "0" * 64  # what the first line is chained to
SECONDS = 30  # to wait for another program that is writing
AGREE = "agree"
Entry = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One line: its number (from 1), its entry (None where it is no whole line of JSON), and what is wrong with it.

    ``fault``: ``torn`` (an append that was interrupted; the chain went on past it), ``torn_last``, ``edited`` (its hash
    is another), ``unchained`` (the line before it is another: deleted, moved or put in), or empty.
    """

    number: int
    entry: Entry | None
    fault: str = ""

    @property
    def broken(self) -> bool:
        """Whether the chain does not hold here."""
        return self.fault not in ("", "torn")


def append(slate: Path, paper: dict[str, Any], seal: str, after: Path | None = None) -> Path:
    """Record a slate just written: ``paper`` its document, ``seal`` its hash; ``after``: the slate it was planned anew
    from, whose ledger goes on where it lies in the same folder.

    Returns the ledger. Raises ``PlannerError`` where it cannot be written.
    """
    from filelock import FileLock, Timeout

    path = ledger_of(slate)
    if after is not None and not path.exists() and after.parent.resolve() == slate.parent.resolve():
        path = ledger_of(after)
    entry: Entry = {
        "time": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "command": "replan" if after else "propose",
        "slate": slate.name,
        **hashes(paper),
        "seal": seal,
        "status": paper["status"],
        "tiers": {tier["id"]: tier["value"] for tier in paper["tiers"]},
        "appointments": len(paper["appointments"]),
        "decisions": _decided(paper),
    }
    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=SECONDS):
            _append(path, entry)
    except Timeout:
        raise PlannerError("ledger.busy", path=path) from None
    except OSError as error:
        raise PlannerError("ledger.cannot_append", path=path, reason=error.strerror or "") from None
    return path


def _decided(paper: dict[str, Any]) -> dict[str, int]:
    """How many decisions of each code the slate was planned on that the slate before it was not."""
    former = [_said(row) for row in paper.get("last", {}).get("decisions", [])]
    new = [row["decision"] for row in paper["decisions"] if _said(row) not in former]
    return {code: new.count(code) for code in DECISIONS}


def _said(decision: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(decision[name] for name in ("post", "decision", "cadre"))


def record(slate: Path, paper: dict[str, Any], seal: str, lang: str, after: Path | None = None) -> None:
    """``append``, and where that fails a word on standard error: the slate itself is written."""
    try:
        append(slate, paper, seal, after)
    except PlannerError as error:
        click.echo(say(error.key, lang, **error.fields), err=True)


def _append(path: Path, entry: Entry) -> None:
    """One write at the end of the file, on a new line even where the last one was torn off."""
    content = path.read_bytes() if path.exists() else b""
    whole = [line.entry for line in _lines(content) if line.entry is not None]
    chained = entry | {"prev": whole[-1].get("hash", FIRST) if whole else FIRST}
    line = (json.dumps(chained | {"hash": hash_of(chained)}, ensure_ascii=False) + "\n").encode("utf-8")
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    try:
        os.write(handle, (b"" if content.endswith(b"\n") or not content else b"\n") + line)
        os.fsync(handle)
    finally:
        os.close(handle)


def hash_of(entry: Entry) -> str:
    """The hash of a line: of all it says but the hash itself."""
    return digest({key: value for key, value in entry.items() if key != "hash"})


def read(path: Path) -> list[Line]:
    """The lines of a ledger, each judged. Raises ``PlannerError`` for a file that cannot be read."""
    try:
        return _lines(path.read_bytes())
    except OSError as error:
        raise PlannerError("cli.cannot_open", path=path, reason=error.strerror or "") from None


def _lines(content: bytes) -> list[Line]:
    parts = content.split(b"\n")
    ended = parts[-1] == b""
    parts = parts[:-1] if ended else parts
    lines, before = [], FIRST
    for number, part in enumerate(parts, 1):
        entry = _entry(part)
        if entry is None:
            lines.append(Line(number, None, "torn_last" if number == len(parts) else "torn"))
            continue
        fault = ""
        if entry.get("hash") != hash_of(entry):
            fault = "edited"
        elif entry.get("prev") != before:
            fault = "unchained"
        lines.append(Line(number, entry, fault))
        before = str(entry.get("hash"))
    return lines


def _entry(part: bytes) -> Entry | None:
    try:
        entry = json.loads(part.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def ledger_of(slate: Path, seal: str = "") -> Path:
    """The ledger of a slate: the one of its name, else one in its folder that tells of its hash (or its name)."""
    own = slate.with_name(slate.stem + ENDING)
    if own.exists():
        return own
    for path in sorted(slate.parent.glob(f"*{ENDING}")):
        for line in read(path):
            if line.entry and (line.entry.get("seal") == seal if seal else line.entry.get("slate") == slate.name):
                return path
    return own


def changed(entry: Entry) -> int:
    """How many proposals the Committee changed, by the decisions a line tells of."""
    decisions = entry.get("decisions")
    return sum(count for code, count in decisions.items() if code != AGREE) if isinstance(decisions, dict) else 0
