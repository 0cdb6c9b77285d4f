"""The scheme file: the numbers of the law, each with its unit, its dates and its citation.

``load(code)`` reads ``models/schemes/<code>.toml``; ``Scheme.law(date)`` gives the law of that day.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

Strength = Literal["must", "strive", "prefer", "warning", "off"]


class Param(BaseModel):
    """One number of a rule with its unit (months, percent, deputies …)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    value: int
    unit: str
    cite: str = ""


class Version(BaseModel):
    """A rule as it stands between two days, both included."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    since: date = date.min
    until: date = date.max
    strength: Strength
    strive: Strength | None = None
    cite: str
    params: dict[str, Param] = {}

    @model_validator(mode="before")
    @classmethod
    def _gather_params(cls, raw: dict[str, Any]) -> dict[str, Any]:
        own = {"from": "since", "to": "until", "strength": "strength", "strive": "strive", "cite": "cite"}
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


class Scheme(BaseModel):
    """A whole scheme file, checked."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    name: dict[str, str]
    counts_lateral: bool
    tiers: tuple[str, ...]
    limits: dict[str, Param]
    holding: Holding
    fit: dict[str, int]
    rules: dict[str, tuple[Version, ...]]
    later: dict[str, tuple[str, ...]]
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
        return Law(self, day, in_force, self.holding, self.counts_lateral, self.tiers, self.fit)


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
        return self.rules[rule].params[name].value

    def with_rule(self, rule: str, strength: Strength | None, params: dict[str, int]) -> Law:
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
