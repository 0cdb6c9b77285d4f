"""A new scenario file: every key there is, with its present value and what it means, all of it set aside by ``#``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.override import HARDER
from models.rule import Rule
from models.rules import RULES
from models.scheme import Law, Param
from planner.messages import say
from planner.rulebook import citation, sentence
from planner.settings import Words

WIDTH = 110


def template(law: Law, lang: str, *, name: str, extends: str = "") -> str:
    """The text of the file. ``law``: that of the day, under the file it ``extends`` if it does."""
    return "\n".join([*_head(lang, name, extends), *_slate(law, lang), *_rules(law, lang), *_acts(lang)]) + "\n"


def path_from(folder: Path, base: Path) -> str:
    """How a file in ``folder`` names the file it extends."""
    try:
        return Path(os.path.relpath(base, folder)).as_posix()
    except ValueError:  # another drive
        return base.resolve().as_posix()


def _head(lang: str, name: str, extends: str) -> Iterator[str]:
    yield from _remark(_say("head", lang))
    yield ""
    yield f"name = {_toml(name)}"
    yield 'reason = ""  # ' + _say("reason", lang)
    yield from _remark(_say("extends", lang))
    yield f"extends = {_toml(extends)}" if extends else '# extends = "scheme-order.toml"'


def _slate(law: Law, lang: str) -> Iterator[str]:
    words = Words(law, lang)
    yield from ("", *_remark(_say("tiers", lang)))
    for tier in law.tiers:
        yield f"#   {tier}: {say(f'slate.tier.{tier}', lang)}"
    yield f"# tiers = {_toml(list(law.tiers))}"
    most = law.number("max_moves", "most") if "max_moves" in law.rules else -1
    yield from ("", *_remark(_say("max_moves", lang)), f"# max_moves = {most}")
    yield from ("", *_remark(_say("counts_lateral", lang)), f"# counts_lateral = {_toml(law.counts_lateral)}")
    yield from ("", *_remark(_say("holding", lang)), "# [holding]")
    for kind, cap in law.holding.model_dump().items():
        yield f"# {kind} = {cap}  # {_say(kind, lang)}"
    yield from ("", *_remark(_say("fit", lang)), "# [fit]")
    for part, points in law.fit.items():
        yield f"# {part} = {points}  # {words.part(part)}"


def _rules(law: Law, lang: str) -> Iterator[str]:
    yield from ("", *_remark(_say("rules", lang, strengths=", ".join(HARDER))))
    for rule in RULES:
        if rule.id in law.rules and rule.id != "max_moves":
            yield ""
            yield from _rule(law, rule, lang)


def _rule(law: Law, rule: Rule, lang: str) -> Iterator[str]:
    version, text = law.rules[rule.id], str(getattr(rule, lang))
    clause = "" if rule.clause == "–" else f"{rule.clause}. "
    yield from _remark(f"{clause}{text} [{citation(version.cite, lang)}]")
    if rule.fixed:
        yield from _remark(_say("fixed", lang, rule=rule.id))
        return
    if rule.protected:
        yield from _remark(_say("protected", lang))
    yield f"# [rules.{rule.id}]"
    yield f"# strength = {_toml(version.strength)}  # {Words(law, lang).strength(version.strength)}"
    for name, param in version.params.items():
        yield f"# {name} = {_toml(param.plain)}  # {_meaning(law, rule, name, param, lang)}"


def _meaning(law: Law, rule: Rule, name: str, param: Param, lang: str) -> str:
    text = sentence(law.scheme, rule, name, param, lang)
    return f"{text} ({' | '.join(param.choices)})" if param.choices else text


def _acts(lang: str) -> Iterator[str]:
    for kind in ("pin", "ban", "leave"):
        yield from ("", *_remark(_say(kind, lang)), f"# [[{kind}]]", '# cadre = "CB0001"')
        if kind == "leave":
            yield "# on = 2021-06-30"
            continue
        yield '# post = "SNV-C1"'
        yield f"# reason = {_toml(_say('why', lang))}"
        yield f"# document = {_toml(_say('document', lang))}"


def _remark(text: str) -> Iterator[str]:
    """A text as remarks, broken between words."""
    for part in text.split("\n"):
        line = "#"
        for word in part.split(" "):
            if len(line) + 1 + len(word) > WIDTH:
                yield line
                line = "#"
            line += " " + word
        yield line


def _toml(value: Any) -> str:
    """A value as TOML writes it, which is how JSON does."""
    return json.dumps(value, ensure_ascii=False)


def _say(key: str, lang: str, **fields: object) -> str:
    return say(f"scenario_file.{key}", lang, **fields)
