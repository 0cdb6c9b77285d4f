"""A scenario file: read, checked against the law and the round in one pass, resolved."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from models.override import WARNINGS, fit_total, lay, misfits, refusals
from models.scenario import Overrides, Problem, merged, parse
from models.scenario import Path as Place
from models.scheme import Law
from models.tables import Round
from planner.messages import say
from planner.rulebook import citation
from planner.toml_lines import lines_of


class _File(Overrides):
    """A scenario as it stands in its file."""

    name: str = ""
    reason: str = ""
    extends: str = ""


@dataclass(frozen=True)
class Scenario:
    """``settings``: every override, resolved (what ``scenario_settings`` prints); ``law``: the law under them."""

    name: str
    reason: str
    law: Law
    settings: dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """Something wrong in ``file``; ``line`` counts from 1, 0 = the file as a whole."""

    file: str
    line: int
    problem: Problem

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Errors stop the run; warnings do not."""
        return "warning" if self.problem.code in WARNINGS else "error"

    def text(self, lang: str) -> str:
        """The fault in a sentence, with its place and what to do."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{say(f'faults.{self.severity}', lang)} {place} [{self.problem.code}]: {sentence(self.problem, lang)}"


def sentence(problem: Problem, lang: str) -> str:
    """What is wrong, without its place."""
    fields = dict(problem.fields)
    if "wanted" in fields:
        fields["wanted"] = say(f"scenario.kinds.{fields['wanted']}", lang)
    if "source" in fields:
        fields["source"] = citation(fields["source"], lang)
    text = say(f"scenario.{problem.code}", lang, **fields)
    return text + (" " + say("scenario.single", lang, rule=fields["rule"]) if fields.get("single") else "")


@dataclass(frozen=True)
class Reading:
    """A scenario as its files say it, refused settings among them. ``layers``: (file, what it says itself), the file it
    all rests on first."""

    name: str
    reason: str
    settings: dict[str, Any]
    layers: list[tuple[Path, dict[str, Any]]]
    faults: list[Fault]

    @property
    def sound(self) -> bool:
        """Whether it is a scenario: without an error."""
        return not any(fault.severity == "error" for fault in self.faults)


def read(path: Path, law: Law, round_: Round | None = None) -> Reading:
    """What a file and those it extends say, and all that is wrong in them.

    With ``round_`` the persons and posts it names are looked up too.
    """
    reader = _Reader(law, round_)
    settings = reader.read(path, [])
    return Reading(reader.name or path.stem, reader.reason, settings, reader.layers, reader.faults)


def load(path: Path, law: Law, round_: Round | None = None) -> tuple[Scenario | None, list[Fault]]:
    """The scenario of a file and its faults (see ``read``); none where one is an error."""
    found = read(path, law, round_)
    if not found.sound:
        return None, found.faults
    under = lay(law, Overrides.model_validate(found.settings))
    return Scenario(found.name, found.reason, under, found.settings), found.faults


def doubts(settings: Any, law: Law, round_: Round) -> tuple[Overrides, list[Problem]]:
    """The overrides of a slate's ``scenario_settings``, and all that keeps them from being a scenario."""
    asked, found, _ = parse(Overrides, settings)
    found += [*refusals(law, asked), *_total(law, asked), *misfits(round_, asked)]
    return asked, [problem for problem in found if problem.code not in WARNINGS]


def _total(law: Law, asked: Overrides) -> Iterator[Problem]:
    total = fit_total(law, asked)
    if asked.fit and total != 100:
        yield Problem(("fit",), "fit_total", {"total": total})


@dataclass
class _Reader:
    law: Law
    round_: Round | None
    faults: list[Fault] = field(default_factory=list)
    name: str = ""
    reason: str = ""
    layers: list[tuple[Path, dict[str, Any]]] = field(default_factory=list)

    def read(self, path: Path, below: list[Path]) -> dict[str, Any]:
        """The settings of a file over those of the file it extends. ``below``: the files that led here."""
        try:
            text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
            raw = tomllib.loads(text)
        except OSError as error:
            return self._lost(path, 0, "cannot_open", why=error.strerror or str(error))
        except UnicodeDecodeError:
            return self._lost(path, 0, "not_utf8")
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"line (\d+)", str(error))
            return self._lost(path, int(at[1]) if at else text.count("\n") + 1, "not_toml", why=str(error))
        lines = lines_of(text)
        file, problems, kept = parse(_File, raw)

        own = list(refusals(self.law, file))
        if self.round_ is not None:
            own += misfits(self.round_, file)
        for problem in own:  # in the positions the file has, those of a wrong shape left in
            part, *inside = problem.path
            where = (part, kept[str(part)][int(inside[0])], *inside[1:]) if part in kept else problem.path
            problems.append(Problem(where, problem.code, problem.fields))
        base: dict[str, Any] = {}
        if file.extends:
            base = self._base(path, file.extends, lines.get(("extends",), 0), [*below, path.resolve()])
        self.name, self.reason = file.name or self.name, file.reason or self.reason
        self.layers.append((path, file.settings()))
        settings = merged(base, file.settings())
        if file.fit and not any(problem.path[:1] == ("fit",) for problem in problems):
            problems += _total(self.law, Overrides.model_validate({"fit": settings["fit"]}))
        found = [Fault(str(path), _line(lines, problem.path), problem) for problem in problems]
        self.faults += sorted(found, key=lambda fault: fault.line)
        return settings

    def _base(self, path: Path, extends: str, line: int, below: list[Path]) -> dict[str, Any]:
        base = path.parent / extends
        if base.resolve() in below:
            self.faults.append(Fault(str(path), line, Problem(("extends",), "cycle", {"value": extends})))
            return {}
        if not base.is_file():
            near = [entry.name for entry in sorted(base.parent.glob("*.toml")) if entry.resolve() != below[-1]]
            fields = {"value": extends, "near": ", ".join(near) or "–"}
            self.faults.append(Fault(str(path), line, Problem(("extends",), "no_base", fields)))
            return {}
        return self.read(base, below)

    def _lost(self, path: Path, line: int, code: str, **fields: Any) -> dict[str, Any]:
        self.faults.append(Fault(str(path), line, Problem((), code, fields)))
        return {}


def _line(lines: dict[Place, int], path: Place) -> int:
    """The line of a path, or of the nearest thing around it that stands in the file."""
    return next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), 0)
