"""The rule book, ``docs/rules.md``: every clause in every version, in both languages, made from the cards.

``python -m planner.rulebook_page`` prints it; ``make docs`` writes it and ``make check`` holds it against the file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date

from models.rule import Rule
from models.rules import RULES
from models.scheme import Scheme, Version, load
from planner.messages import LANGUAGES, has, say
from planner.rulebook import SCHEME, citation, lesser, period, sentence, source


def page(scheme: str = SCHEME) -> str:
    """The whole page as Markdown. A rule no version puts in force (a scenario's own) is told as such."""
    book = load(scheme)
    lines = [f"# {_both('book.title')}", "", *(_both("book.intro", "\n\n")).split("\n"), ""]
    lines += [f"| {_both('book.id')} | {_both('rules.clause')} | {_both('rules.strength')} |", "|---|---|---|"]
    lines += [f"| [`{rule.id}`](#{rule.id}) | {rule.clause} | {_strengths(book, rule)} |" for rule in RULES]
    for rule in RULES:
        lines += ["", *_chapter(book, rule)]
    return "\n".join(lines) + "\n"


def _chapter(book: Scheme, rule: Rule) -> list[str]:
    lines = [f'## <a id="{rule.id}"></a>`{rule.id}` · {rule.clause}', ""]
    lines += [f"- **{lang}** {text}" for lang, text in (("vi", rule.vi), ("en", rule.en))]
    lines += [f"- {_both('book.fixed')}"] if rule.fixed else [f"- {_both('book.protected')}"] if rule.protected else []
    if has(f"rules.left_out.{rule.id}"):
        lines += [f"- {_both('book.left_out')}:"]
        lines += [f"  - **{lang}** {say(f'rules.left_out.{rule.id}', lang)}" for lang in LANGUAGES]
    versions = book.rules.get(rule.id, ())
    lines += ["", _both("book.scenario_only")] if not versions else []
    for version in versions:
        lines += ["", f"**{_both_of(period(version, lang) for lang in LANGUAGES)}: {_binding(version)}**", ""]
        for lang in LANGUAGES:
            said = [sentence(book, rule, name, param, lang) for name, param in version.params.items()]
            said += [half] if (half := lesser(rule.id, version, lang)) else []
            waiver = f"{say('book.waiver', lang)}: {say(f'book.waivers.{version.waiver.by}', lang)}"
            said.append(f"{waiver} ({citation(version.waiver.cite, lang)})")
            sources = [source(version, lang, "*")]
            sources += [citation(param.cite, lang) for param in version.params.values() if param.cite]
            said.append(f"{say('book.source', lang)}: {'; '.join(sources)}")
            lines.append(f"- **{lang}** {'. '.join(said)}")
    return lines


def _binding(version: Version) -> str:
    return _both(f"rules.strengths.{version.strength}")


def _strengths(book: Scheme, rule: Rule) -> str:
    """How binding the rule is; by date where that has changed."""
    versions = book.rules.get(rule.id, ())
    if len({version.strength for version in versions}) < 2:
        return _binding(versions[0]) if versions else "–"
    latest = [f"{_binding(v)}" + (f" ({v.since.isoformat()} →)" if v.since > date.min else "") for v in versions]
    return "; ".join(latest)


def _both(key: str, between: str = " / ") -> str:
    return _both_of((say(key, lang) for lang in LANGUAGES), between)


def _both_of(said: Iterable[str], between: str = " / ") -> str:
    """What both languages say, once where it is the same."""
    return between.join(dict.fromkeys(said))


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode("utf-8"))
