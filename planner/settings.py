"""A scenario's settings taken apart: one by one, put together again, and each in words beside the scheme's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from models.override import lay
from models.rules import BY_ID
from models.scenario import LISTS, Overrides, Raw, merged
from models.scheme import Law, Param
from models.tables import Round
from planner.messages import has, say
from planner.rulebook import sentence

WHOLE = ("tiers", "max_moves", "counts_lateral", "fit")  # weights total 100, so none of them changes alone


@dataclass(frozen=True)
class Setting:
    """One thing a scenario sets. ``raw``: it alone, as ``scenario_settings`` says it.

    ``key``: ``tiers``, ``max_moves``, ``counts_lateral``, ``fit``; ``rules.RULE.PARAM``; ``holding.women_max``;
    ``pin.CADRE.POST``, ``ban.CADRE[.POST]``, ``leave.CADRE``.
    """

    key: str
    raw: Raw

    @property
    def value(self) -> Any:
        """What is set: a number, a code, a list; of the weights a table; of a pin, ban or leave its rows."""
        node: Any = self.raw
        for name in self.key.split("."):
            node = node[name]
            if isinstance(node, list):
                return node
        return node


def apart(settings: Raw) -> list[Setting]:
    """Every setting by itself, in the order of the settings."""
    found: list[Setting] = []
    for name, value in settings.items():
        if name in LISTS:
            rows: dict[str, list[Any]] = {}
            for row in value:
                rows.setdefault(".".join(filter(None, (name, row["cadre"], row.get("post")))), []).append(row)
            found += [Setting(key, {name: of}) for key, of in rows.items()]
        elif name in WHOLE:
            found.append(Setting(name, {name: value}))
        elif name == "rules":
            found += [
                Setting(f"rules.{rule}.{part}", {"rules": {rule: {part: one}}})
                for rule, parts in value.items()
                for part, one in parts.items()
            ]
        else:
            found += [Setting(f"{name}.{part}", {name: {part: one}}) for part, one in value.items()]
    return found


def together(parts: Iterable[Setting]) -> Raw:
    """The settings of a scenario that has just these."""
    settings: Raw = {}
    for part in parts:
        settings = merged(settings, part.raw)
    return settings


def effective(settings: Raw, law: Law) -> list[Setting]:
    """The settings that differ from the scheme; pins, bans and leaves always do."""
    return [part for part in apart(settings) if differs(part, law)]


def differs(part: Setting, law: Law) -> bool:
    """Whether a setting the law bears changes anything in it."""
    if part.key.split(".")[0] in LISTS:
        return True
    laid = lay(law, Overrides.model_validate(part.raw))
    return replace(laid, settings=law.settings).digest != law.digest


class Words:
    """Settings in ``lang``, in the terms of ``law``; with ``round_`` people and posts by their names too."""

    def __init__(self, law: Law, lang: str, round_: Round | None = None) -> None:
        self.law, self.lang = law, lang
        self.names: dict[str, str] = {}
        if round_ is not None:
            units = dict(zip(round_.units["unit_id"], round_.units["name"], strict=True))
            self.names = dict(zip(round_.cadres["cadre_id"], round_.cadres["name"], strict=True))
            for post, title, unit in zip(*(round_.posts[c] for c in ("post_id", "title", "unit_id")), strict=True):
                self.names[post] = f"{title}, {units[unit]}"

    def row(self, part: Setting) -> dict[str, Any]:
        """The setting as the documents tell it: ``key``, ``value``, the ``scheme``'s own value, and ``text``."""
        return {"key": part.key, "value": part.value, "scheme": self.scheme(part.key), "text": self.text(part)}

    def scheme(self, key: str) -> Any:
        """What the scheme itself says where a setting says something else; None where it says nothing."""
        head, *rest = key.split(".")
        law = self.law
        if head == "rules":
            version = law.rules[rest[0]]
            return version.strength if rest[1] == "strength" else version.params[rest[1]].plain
        if head == "holding":
            return getattr(law.holding, rest[0])
        plain = {"tiers": list(law.tiers), "counts_lateral": law.counts_lateral, "fit": law.fit, "max_moves": -1}
        return plain.get(key)

    def text(self, part: Setting) -> str:
        """The setting in a sentence, with what the scheme says."""
        head, *rest = part.key.split(".")
        if head in LISTS:
            return "; ".join(self._act(head, row) for row in part.value)
        if head == "rules":
            return self._rule(rest[0], rest[1], part.value)
        if head == "tiers":
            now, before = (self._order(order) for order in (part.value, self.law.tiers))
        elif head == "fit":
            changed = {name: points for name, points in part.value.items() if points != self.law.fit.get(name)}
            shown = ((name, points, self.law.fit[name]) for name, points in (changed or part.value).items())
            return self._say("fit", parts="; ".join(self._say("weight", part=self.part(n), now=a, before=b)
                                                    for n, a, b in shown))  # fmt: skip
        else:
            now, before = (self._plain(value) for value in (part.value, self.scheme(part.key)))
        return self._say(rest[0] if rest else head, now=now, before=before)

    def param(self, rule: str, name: str, value: Any) -> str:
        """A rule's number, code or list in words."""
        param: Param = self.law.rules[rule].params[name]
        value = tuple(value) if isinstance(value, list) else value
        return sentence(self.law.scheme, BY_ID[rule], name, param.model_copy(update={"value": value}), self.lang)

    def strength(self, strength: str) -> str:
        """How binding a rule is."""
        return self._say("off") if strength == "off" else say(f"slate.strength.{strength}", self.lang)

    def part(self, part: str) -> str:
        """A part of fit."""
        return say(f"slate.fit.{part}", self.lang)

    def named(self, code: str) -> str:
        """A cadre or post by code, with the name where it is known."""
        return f"{self.names[code]} ({code})" if code in self.names else code

    def _rule(self, rule: str, name: str, value: Any) -> str:
        card, was = BY_ID[rule], self.scheme(f"rules.{rule}.{name}")
        clause = "" if card.clause == "–" else f"{card.clause}: "
        text: str = getattr(card, self.lang)
        if name == "strength":
            now, before = self.strength(value), self.strength(was)
            return clause + self._say("strength", rule=text, now=now, before=before)
        spoken = isinstance(was, int) and not has(f"rules.choices.{rule}.{name}.{was}", self.lang)
        shown = was if spoken and not self.law.rules[rule].params[name].unit.startswith("YYYY") else None
        before = str(shown) if shown is not None else self.param(rule, name, was)
        return clause + self._say("param", now=self.param(rule, name, value), before=before)

    def _act(self, kind: str, row: Raw) -> str:
        day = "/".join(reversed(str(row["on"]).split("-"))) if row.get("on") else ""
        fields = {"cadre": self.named(row["cadre"]), "post": self.named(row.get("post") or ""), "day": day}
        key = "ban_all" if kind == "ban" and not row.get("post") else kind
        return self._say(key, reason=row.get("reason", ""), document=row.get("document", ""), **fields)

    def _order(self, tiers: Iterable[str]) -> str:
        return " → ".join(say(f"slate.tier_short.{tier}", self.lang) for tier in tiers)

    def _plain(self, value: Any) -> str:
        if isinstance(value, bool):
            return self._say("yes" if value else "no")
        return self._say("no_limit") if value == -1 else str(value)

    def _say(self, key: str, **fields: object) -> str:
        return say(f"settings.{key}", self.lang, **fields)
