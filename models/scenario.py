"""What a scenario may say: its overrides as they stand in a file and in a slate's ``scenario_settings``.

``parse`` gathers all that is wrong in the shape of one; whether the law and the round bear what it says is
``override``'s to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

Path = tuple[str | int, ...]  # of keys and list positions, as in the file
Raw = dict[str, Any]


def _day(value: Any) -> Any:
    """A TOML date, or text as 2021-06-30 or 30/06/2021; a moment of a day is none."""
    if isinstance(value, str):
        form = "%d/%m/%Y" if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", value) else "%Y-%m-%d"
        return datetime.strptime(value, form).date()
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError
    return value


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Day = Annotated[date, BeforeValidator(_day)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Ban(_Table):
    """A ban; without a post from every post."""

    cadre: Name
    post: str = ""
    reason: Name
    document: Name


class Pin(Ban):
    """An appointment that must be made, or a person who must stay."""

    post: Name


class Leave(_Table):
    """The post a cadre holds falls vacant on a day: a request to retire early."""

    cadre: Name
    on: Day


class Caps(_Table):
    """How many seats may be held; -1 = no cap."""

    women_max: int = Field(default=-1, ge=-1, le=10**6)
    young_max: int = Field(default=-1, ge=-1, le=10**6)


class Overrides(_Table):
    """All a scenario can change, as it stands in a file and in ``scenario_settings``."""

    tiers: list[str] = []
    max_moves: int = Field(default=-1, ge=-1, le=10**6)
    counts_lateral: bool = False
    rules: dict[str, dict[str, Any]] = {}
    holding: Caps = Caps()
    fit: dict[str, Annotated[int, Field(ge=0, le=100)]] = {}
    pin: list[Pin] = []
    ban: list[Ban] = []
    leave: list[Leave] = []

    def settings(self) -> Raw:
        """What was set, JSON-able, always in the same order."""
        said: Raw = self.model_dump(mode="json", exclude_unset=True, include=set(Overrides.model_fields))
        rules = {rule: dict(sorted(said["rules"][rule].items())) for rule in sorted(said.get("rules", {}))}
        said |= {"rules": {rule: changes for rule, changes in rules.items() if changes}}
        said |= {"fit": dict(sorted(said.get("fit", {}).items()))}
        return {name: said[name] for name in Overrides.model_fields if said.get(name) not in (None, {}, [])}


LISTS = ("pin", "ban", "leave")
Kind = TypeVar("Kind", bound=Overrides)


@dataclass(frozen=True)
class Problem:
    """Something wrong at ``path``; ``code`` names the words for it, ``fields`` fill them in."""

    path: Path
    code: str
    fields: dict[str, Any] = field(default_factory=dict)


def merged(base: Raw, over: Raw) -> Raw:
    """The settings of a scenario that extends another: tables key by key, pins, bans and leaves added."""
    result = deepcopy(base)
    for name, value in over.items():
        if name in LISTS:
            result[name] = result.get(name, []) + [row for row in value if row not in result.get(name, [])]
        elif isinstance(value, dict):
            result[name] = merged(result.get(name, {}), value)
        else:
            result[name] = value
    return result


KINDS = {"string_type": "text", "int_type": "integer", "bool_type": "truth", "list_type": "list", "value_error": "day"}


def nearest(value: str, known: Iterable[str]) -> str:
    """The known word most like ``value``."""
    return next(iter(get_close_matches(value, list(known), n=1, cutoff=0)), "–")


def parse(kind: type[Kind], raw: Any) -> tuple[Kind, list[Problem], dict[str, list[int]]]:
    """The overrides without the parts whose shape is wrong; what is wrong; of the pins, bans and leaves the
    positions they had in ``raw``."""
    if not isinstance(raw, dict):
        return kind(), [Problem((), "wrong_type", {"key": "–", "wanted": "table"})], {}
    found: list[Problem] = []
    rest = deepcopy(raw)
    kept = {name: list(range(len(raw[name]))) for name in LISTS if isinstance(raw.get(name), list)}
    try:
        return kind.model_validate(raw), [], kept
    except ValidationError as error:
        found = [_shape(kind, dict(one)) for one in error.errors()]
    for path in sorted({_part(problem.path) for problem in found}, key=str, reverse=True):
        if len(path) == 1:
            rest.pop(path[0])
        elif isinstance(path[1], str):
            rest[path[0]].pop(path[1])
    for name, rows in kept.items():
        bad = {problem.path[1] for problem in found if problem.path[0] == name and len(problem.path) > 1}
        kept[name] = [at for at in rows if at not in bad]
        if name in rest:
            rest[name] = [raw[name][at] for at in kept[name]]
    return kind.model_validate(rest), found, kept


def _part(path: Path) -> Path:
    """What is set aside when something is wrong at ``path``."""
    return path[:2] if path[0] in (*LISTS, "rules") else path[:1]


def _shape(kind: type[Overrides], error: dict[str, Any]) -> Problem:
    path, what, key = tuple(error["loc"]), error["type"], str(error["loc"][-1])
    if what == "extra_forbidden":
        return Problem(path, "unknown_key", {"key": key, "near": nearest(key, _known(kind, path[:-1]))})
    if what in ("missing", "string_too_short"):
        return Problem(path, "missing", {"key": key})
    if what in ("greater_than_equal", "less_than_equal"):
        low, high = (0, 100) if path[0] == "fit" else (-1, 10**6)
        return Problem(path, "out_of_range", {"value": error["input"], "low": low, "high": high})
    return Problem(path, "wrong_type", {"key": key, "wanted": KINDS.get(what, "table")})


def _known(kind: type[Overrides], table: Path) -> list[str]:
    rows: dict[str, type[BaseModel]] = {"pin": Pin, "ban": Ban, "leave": Leave, "holding": Caps}
    return list((rows[str(table[0])] if table else kind).model_fields)
