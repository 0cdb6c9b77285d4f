"""The law of a day as a table: each rule with its clause, strength, numbers, dates and sources."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from models.rules import RULES
from models.scheme import load
from planner.messages import say


def rows(day: int, lang: str, scheme: str = "de-an-01-2021") -> list[dict[str, Any]]:
    """One row a rule in force on ``day`` (YYYYMMDD), in the scheme's order."""
    law = load(scheme).law(day)
    return [
        {
            "id": rule.id,
            "clause": rule.clause,
            "text": rule.vi if lang == "vi" else rule.en,
            "strength": law.strength(rule.id),
            "fixed": rule.fixed,
            "cite": law.rules[rule.id].cite,
            "parameters": {k: {"value": p.value, "unit": p.unit} for k, p in law.rules[rule.id].params.items()},
            "since": law.rules[rule.id].since.isoformat(),
            "until": law.rules[rule.id].until.isoformat(),
        }
        for rule in RULES
        if rule.id in law.rules
    ]


def render(rules: list[dict[str, Any]], lang: str) -> Table:
    """The rows for a terminal of 80 columns."""
    table = Table(title=say("rules.title", lang), box=None, padding=(0, 1, 1, 0))
    table.add_column(say("rules.clause", lang), no_wrap=True)
    table.add_column(say("rules.rule", lang))
    table.add_column(say("rules.strength", lang), no_wrap=True)
    for rule in rules:
        numbers = [
            say(f"rules.params.{rule['id']}.{name}", lang, value=param["value"])
            for name, param in rule["parameters"].items()
        ]
        text = "\n".join([f"{rule['text']} [dim]({rule['id']})[/dim]", *numbers, f"[dim]{rule['cite']}[/dim]"])
        table.add_row(rule["clause"], text, say(f"rules.strengths.{rule['strength']}", lang))
    return table
