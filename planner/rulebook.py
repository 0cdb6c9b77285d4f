"""The law of a day as a table: each rule with its clause, strength, numbers, dates and sources."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.markup import escape
from rich.table import Table

from models.rule import Rule
from models.rules import RULES
from models.scheme import Param, Scheme, Version, load
from planner.messages import has, say, table_of

SCHEME = "de-an-01-2021"


def rows(day: int, lang: str, scheme: str = SCHEME) -> list[dict[str, Any]]:
    """One row a rule in force on ``day`` (YYYYMMDD), in the scheme's order."""
    book = load(scheme)
    law = book.law(day)
    return [
        {
            "id": rule.id,
            "clause": rule.clause,
            "text": rule.vi if lang == "vi" else rule.en,
            "strength": law.strength(rule.id),
            "other": law.rules[rule.id].other,
            "fixed": rule.fixed,
            "protected": rule.protected,
            "cite": law.rules[rule.id].cite,
            "verified": law.rules[rule.id].verified,
            "waiver": law.rules[rule.id].waiver.model_dump(),
            "parameters": {
                name: _parameter(param) | {"text": sentence(book, rule, name, param, lang)}
                for name, param in law.rules[rule.id].params.items()
            },
            "left_out": say(f"rules.left_out.{rule.id}", lang) if has(f"rules.left_out.{rule.id}") else "",
            "since": law.rules[rule.id].since.isoformat(),
            "until": law.rules[rule.id].until.isoformat(),
        }
        for rule in RULES
        if rule.id in law.rules
    ]


def _parameter(param: Param) -> dict[str, Any]:
    more = {"choices": list(param.choices)} if param.choices else {}
    return {"value": param.plain, "unit": param.unit, **more} | ({"cite": param.cite} if param.cite else {})


def sentence(book: Scheme, rule: Rule, name: str, param: Param, lang: str) -> str:
    """A parameter in words: codes by what they stand for, lists by the names of the scheme's table of that name."""
    value = param.value
    choice = f"rules.choices.{rule.id}.{name}.{value}"
    if isinstance(value, tuple):
        table = {code: name_of(entry, lang) for code, entry in getattr(book, name).items()}
        shown = "; ".join(table[code] for code in value)
    elif param.unit.startswith("YYYYMMDD"):
        shown = day_of(date(int(value) // 10000, int(value) // 100 % 100, int(value) % 100), lang)
    else:
        shown = say(choice, lang) if has(choice, lang) else str(value)
    return say(f"rules.params.{rule.id}.{name}", lang, value=shown)


def name_of(entry: Any, lang: str) -> str:
    """The name of an entry of the scheme's tables, as it stands inside a sentence."""
    name = str(entry[lang] if isinstance(entry, dict) else getattr(entry, lang))
    return name[:1].lower() + name[1:]


def day_of(day: date, lang: str) -> str:
    """A day as it is written in ``lang``."""
    return say("rules.dates.day", lang, d=day.day, m=day.month, y=day.year)


def period(version: Version, lang: str) -> str:
    """From when to when a version holds."""
    since, until = version.since > date.min, version.until < date.max
    key = "between" if since and until else "since" if since else "until" if until else "always"
    fields = {"since": day_of(version.since, lang), "until": day_of(version.until, lang)}
    return say(f"rules.dates.{key}", lang, **fields)


def citation(cite: str, lang: str) -> str:
    """A citation of the scheme file, which is Vietnamese, in ``lang``: the numbers of documents stay as they are."""
    if lang == "vi":
        return cite
    terms, words = table_of("citations.terms", "vi"), table_of("citations.terms", lang)
    for key, term in sorted(terms.items(), key=lambda entry: -len(entry[1])):
        cite = cite.replace(term, words[key])
    return cite


def source(version: Version, lang: str, mark: str = "") -> str:
    """What a version rests on, and how far that was verified (between ``mark`` and ``mark``); of a rule of the
    planner's own the citation says all there is to say."""
    cite = citation(version.cite, lang)
    if version.verified == "own":
        return cite
    return f"{cite} – {mark}{say(f'rules.verified.{version.verified}', lang)}{mark}"


def lesser(rule: str, version: Version, lang: str) -> str:
    """How binding the rule's lesser half is; empty where it has none."""
    if version.other is None:
        return ""
    return say(f"rules.lesser.{rule}", lang, strength=say(f"rules.strengths.{version.other}", lang))


def render(day: int, lang: str, scheme: str = SCHEME) -> Table:
    """The same rows for a terminal of 80 columns."""
    law = load(scheme).law(day)
    table = Table(title=say("rules.title", lang), box=None, padding=(0, 1, 1, 0))
    table.add_column(say("rules.clause", lang), no_wrap=True)
    table.add_column(say("rules.rule", lang))
    table.add_column(say("rules.strength", lang), no_wrap=True)
    for row in rows(day, lang, scheme):
        version = law.rules[row["id"]]
        lines = [param["text"] for param in row["parameters"].values()]
        lines += [half] if (half := lesser(row["id"], version, lang)) else []
        sources = source(version, lang)
        dated = version.since > date.min or version.until < date.max
        sources += f", {period(version, lang)}" if dated else ""
        text = f"{escape(row['text'])} [dim]({row['id']})[/dim]"
        text = "\n".join([text, *map(escape, lines), f"[dim]{escape(sources)}[/dim]"])
        table.add_row(row["clause"], text, say(f"rules.strengths.{row['strength']}", lang))
    return table
