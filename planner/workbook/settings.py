"""What a scenario changes in the scheme, in words."""

from __future__ import annotations

from typing import Any

from models.rules import BY_ID
from planner.rulebook import sentence
from planner.workbook.view import View


def changes(view: View) -> str:
    """What the scenario changes in the scheme, a line each."""
    lines = []
    for key, value in view.paper["scenario_settings"].items():
        for name, part in value.items() if isinstance(value, dict) else [("", value)]:
            lines += _changed(view, key, name, part)
    return "\n".join(lines)


def _changed(view: View, key: str, name: str, value: Any) -> list[str]:
    """One setting of a scenario in words: of a rule each of its numbers, of a list each of its items."""
    if key == "rules":
        return [_param(view, name, param) for param in value]
    if key == "tiers":
        order = "; ".join(f"{at}. {view.code('tier', tier)}" for at, tier in enumerate(value, 1))
        return [view.say("setting.tiers", order=order)]
    if isinstance(value, list):
        return [_act(view, key, row) for row in value]
    if key == "fit":
        return [f"{view.say('setting.fit')} – {view.code('fit', name)}: {value}"]
    return [f"{view.code('setting', name or key)}: {view.say('yes') if value is True else value}"]


def _param(view: View, rule: str, name: str) -> str:
    if name == "strength":
        return f"{view.rule(rule)}: {view.code('strength', view.law.strength(rule))}"
    return sentence(view.scheme, BY_ID[rule], name, view.law.rules[rule].params[name], view.lang)


def _act(view: View, kind: str, row: dict[str, Any]) -> str:
    """A pin, a ban or a leave of a scenario."""
    post = view.post(row["post"]) if row.get("post") else ""
    day = view.day(int(row["on"].replace("-", ""))) if row.get("on") else ""
    why = ", ".join(part for part in (row.get("reason"), row.get("document"), day) if part)
    return f"{view.code('setting', kind)}: {view.person(row['cadre'])}{f' – {post}' if post else ''} ({why})"
