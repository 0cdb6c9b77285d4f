"""The scheme file: the numbers of the law, each with its unit, its dates and its citation.

``load(code)`` reads ``models/schemes/<code>.toml``; ``Scheme.law(date)`` gives the law of that day.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

Strength = Literal["must", "strive", "prefer", "warning", "off"]
Citation = Annotated[str, StringConstraints(strip_whitespace=True, min_length=4)]  # no value without a source

# How far a citation is verified: read in a page that quotes the document; read in a weak copy; computed from
# what was read; known from practice only; or the planner's own rule.
Verified = Literal["read", "weak_copy", "derived", "practice", "own"]


class Param(BaseModel):
    """One value of a rule with its unit (months, percent, deputies …): a number, a code of ``choices``, or codes.

    ``least``: no scenario may set a number below it. ``tighter``: the direction in which a scenario may move it where
    the rule is a standard.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    value: int | str | tuple[str, ...]
    unit: str
    cite: str = ""
    choices: tuple[str, ...] = ()
    least: int = 0
    tighter: Literal["up", "down"] | None = None

    @property
    def plain(self) -> Any:
        """The value as JSON and TOML have it."""
        return list(self.value) if isinstance(self.value, tuple) else self.value


# Who may let a case off a rule, the nearest first; of what the law leaves to nobody no repair is ever made.
Grantor = Literal["planner", "standing_committee", "higher", "nobody"]
GRANTORS: tuple[Grantor, ...] = ("planner", "standing_committee", "higher", "nobody")


class Waiver(BaseModel):
    """Who may let a single case off a rule, or set the rule aside for a round, and where that is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    by: Grantor
    cite: Citation


class Version(BaseModel):
    """A rule as it stands between two days, both included. ``other``: how binding its lesser half is."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    since: date = date.min
    until: date = date.max
    strength: Strength
    other: Strength | None = None
    cite: Citation
    verified: Verified
    waiver: Waiver
    params: dict[str, Param] = {}

    @model_validator(mode="before")
    @classmethod
    def _gather_params(cls, raw: dict[str, Any]) -> dict[str, Any]:
        own = {"from": "since", "to": "until"} | {
            key: key for key in ("strength", "other", "cite", "verified", "waiver")
        }
        params = {key: value for key, value in raw.items() if key not in own}
        return {own[key]: value for key, value in raw.items() if key in own} | {"params": params}


class Sector(BaseModel):
    """A sector of units: the fields of study that fit it exactly or nearly."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    vi: str
    en: str
    deep: bool = False
    exact: tuple[str, ...]
    near: tuple[str, ...]


class Holding(BaseModel):
    """How many seats may be held for women and for the young; -1 = no cap."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    women_max: int = -1
    young_max: int = -1


class Fit(BaseModel):
    """The weight of each part of fit, points of 100."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    cite: Citation
    points: dict[str, int]


class Scheme(BaseModel):
    """A whole scheme file, checked."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    name: dict[str, str]
    counts_lateral: bool
    tiers: tuple[str, ...]
    limits: dict[str, Param]
    holding: Holding
    fit: Fit
    rules: dict[str, tuple[Version, ...]]
    fields: dict[str, dict[str, str]]
    sectors: dict[str, Sector]
    relations: dict[str, dict[str, str]]

    def law(self, day: int) -> Law:
        """The law of ``day`` (YYYYMMDD). Raises ``ValueError`` where a rule has not exactly one version."""
        when = date(day // 10000, day // 100 % 100, day % 100)
        in_force = {}
        for rule, versions in self.rules.items():
            held = [version for version in versions if version.since <= when <= version.until]
            if len(held) > 1:
                raise ValueError(f"{rule}: {len(held)} versions on {when}")
            if held:
                in_force[rule] = held[0]
        return Law(self, day, in_force, self.holding, self.counts_lateral, self.tiers, self.fit.points)


@dataclass(frozen=True)
class Law:
    """The scheme on one day, with the settings of a scenario laid over it."""

    scheme: Scheme
    date: int
    rules: dict[str, Version]
    holding: Holding
    counts_lateral: bool
    tiers: tuple[str, ...]
    fit: dict[str, int]
    settings: dict[str, Any] = field(default_factory=dict)

    def strength(self, rule: str) -> Strength:
        """How binding ``rule`` is today; ``off`` where it is not in force."""
        return self.rules[rule].strength if rule in self.rules else "off"

    def number(self, rule: str, name: str) -> int:
        """The parameter ``name`` of ``rule``, in the unit the scheme file gives."""
        value = self.rules[rule].params[name].value
        assert isinstance(value, int)
        return value

    def word(self, rule: str, name: str) -> str:
        """A parameter that is a code."""
        return str(self.rules[rule].params[name].value)

    def words(self, rule: str, name: str) -> tuple[str, ...]:
        """A parameter that is a list of codes."""
        value = self.rules[rule].params[name].value
        assert isinstance(value, tuple)
        return value

    @property
    def digest(self) -> str:
        """SHA-256 of all the law says in numbers and codes: two laws of one digest judge alike."""
        rules = {
            rule: [version.strength, version.other, {name: param.value for name, param in version.params.items()}]
            for rule, version in self.rules.items()
        }
        limits = {name: param.value for name, param in self.scheme.limits.items()}
        sectors = {name: [one.deep, one.exact, one.near] for name, one in self.scheme.sectors.items()}
        said = [self.scheme.id, self.date, self.holding.model_dump(), self.counts_lateral, self.tiers, self.fit]
        text = json.dumps([*said, rules, limits, sectors, self.settings], sort_keys=True)
        return sha256(text.encode()).hexdigest()

    def with_rule(self, rule: str, strength: Strength | None, params: Mapping[str, Any]) -> Law:
        """The same law with another strength or other numbers for one rule.

        Raises ``KeyError`` for a rule not in force or a parameter it does not have.
        """
        version = self.rules[rule]
        changed = dict(version.params)
        for name, value in params.items():
            changed[name] = changed[name].model_copy(update={"value": value})
        update: dict[str, Any] = {"params": changed} | ({"strength": strength} if strength else {})
        return replace(self, rules=self.rules | {rule: version.model_copy(update=update)})


@cache
def load(code: str) -> Scheme:
    """The scheme named ``code``. Raises ``KeyError`` (with the known codes) if there is none."""
    folder = files("models") / "schemes"
    known = sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir())
    if code not in known:
        raise KeyError(code, known)
    return Scheme.model_validate(tomllib.loads((folder / f"{code}.toml").read_text("utf-8")))
