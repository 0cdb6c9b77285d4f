"""What scenario files say: every setting resolved through the files they extend, in words, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from models.scenario import LISTS
from models.scheme import Law
from models.tables import Round
from planner.messages import say
from planner.scenario import Fault, Reading, read, sentence
from planner.settings import Setting, Words, apart, differs

Row = dict[str, Any]


def told(path: Path, law: Law, lang: str, round_: Round | None = None) -> Row:
    """``file``, ``name``, ``reason``; ``sound``: without errors; ``extends``: the files it rests on, the nearest first;
    ``settings``: ``key``, ``value``, the ``scheme``'s own, ``text``, ``file`` that says so, whether it ``differs`` from
    the scheme and whether it is ``refused``; ``faults``: ``file``, ``line``, ``code``, ``severity``, ``text``."""
    found, words = read(path, law, round_), Words(law, lang, round_)
    return {
        "file": path.as_posix(),
        "name": found.name,
        "reason": found.reason.strip(),
        "sound": found.sound,
        "extends": [file.as_posix() for file, _ in found.layers[-2::-1]],
        "settings": [_setting(part, found, words) for part in apart(found.settings)],
        "faults": [
            {"file": fault.file, "line": fault.line, "code": fault.problem.code, "severity": fault.severity}
            | {"text": sentence(fault.problem, lang)}
            for fault in found.faults
        ],
    }


def _setting(part: Setting, found: Reading, words: Words) -> Row:
    layers = [file for file, own in found.layers if part.key in {one.key for one in apart(own)}]
    place = {"file": layers[-1].as_posix()}
    if any(_about(fault, part) for fault in found.faults if fault.severity == "error"):
        text = f"{part.key} = {json.dumps(part.value, ensure_ascii=False)}"
        return {"key": part.key, "value": part.value, "scheme": None, "text": text} | place | {
            "differs": True, "refused": True,
        }  # fmt: skip
    return words.row(part) | place | {"differs": differs(part, words.law), "refused": False}


def _about(fault: Fault, part: Setting) -> bool:
    """Whether what is wrong is wrong with this setting."""
    key, path = tuple(part.key.split(".")), tuple(map(str, fault.problem.path))
    if key[0] in LISTS:  # in the file a row has a place, here whom it is about
        return path[:1] == key[:1] and bool({str(value) for value in fault.problem.fields.values()} & set(key[1:]))
    return bool(path) and (path[: len(key)] == key or key[: len(path)] == path)


def show(console: Console, row: Row, lang: str, *, whole: bool = True) -> None:
    """One scenario on a terminal; not ``whole``: only what it changes."""
    console.print(Text.assemble((row["name"], "bold"), f" ({row['file']})"))
    if row["reason"]:
        console.print(Padding(Text(row["reason"]), (0, 0, 0, 2)))
    if row["extends"]:
        console.print(Padding(Text(_say("extended", lang, files=" → ".join(row["extends"]))), (0, 0, 0, 2)))
    for heading, wanted in (("changes", (True, False)), ("same", (False, False)), ("refused", (True, True))):
        lines = [one for one in row["settings"] if (one["differs"], one["refused"]) == wanted]
        if heading == "changes" and not lines:
            console.print(Padding(Text(_say("nothing", lang)), (0, 0, 0, 2)))
        elif lines and (whole or heading != "same"):
            console.print(Padding(Text(_say(heading, lang), style="italic"), (0, 0, 0, 2)))
            for one in lines:
                origin = f" [{Path(one['file']).name}]" if whole and one["file"] != row["file"] else ""
                console.print(Padding(Text(f"– {one['text']}{origin}"), (0, 0, 0, 4)))
    for fault in row["faults"]:
        place = f"{fault['file']}:{fault['line']}" if fault["line"] else fault["file"]
        severity = say(f"faults.{fault['severity']}", lang)
        text = f"{severity} {place} [{fault['code']}]: {fault['text']}"
        console.print(Padding(Text(text), (0, 0, 0, 2)))


def _say(key: str, lang: str, **fields: object) -> str:
    return say(f"scenario_file.{key}", lang, **fields)
