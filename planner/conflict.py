"""The sentences that say why no slate meets every must."""

from __future__ import annotations

from typing import Any

from models.build import Draft
from models.case import Case
from models.conflict import conflict
from models.judge import verdicts
from models.rules import BY_ID
from planner.messages import say


def explain(case: Case, draft: Draft, lang: str) -> list[dict[str, str]]:
    """Demands that cannot all be met, though any one given up frees the others: ``id``, ``where``, ``text``."""
    return [
        {"id": rule, "where": where, "text": _pin(case, where, lang) if rule == "intervention" else _rule(rule, lang)}
        for rule, where in conflict(draft.program)
    ]


def _rule(rule: str, lang: str) -> str:
    return getattr(BY_ID[rule], lang)  # type: ignore[no-any-return]


def _pin(case: Case, cadre: str, lang: str) -> str:
    """The pins of a cadre with their documents, and the standards that stand against each."""
    acts = case.round_.interventions
    pins = acts[(acts["action"] == "pin") & (acts["cadre_id"] == cadre)]
    lines = [
        say("conflict.pin", lang, post=row["post_id"], document=row["document"]) for row in pins.to_dict("records")
    ]
    pairs = case.pairs[case.pinned(case.pairs) & (case.pairs["cadre_id"] == cadre)].reset_index(drop=True)
    _, refused, pending = verdicts(case, pairs)
    against = [rule for rule in refused if refused[rule].any() or pending[rule].any()]
    if against:
        lines.append(say("conflict.against", lang, rules="; ".join(_rule(rule, lang) for rule in against)))
    return ". ".join(lines)


def sentences(rows: list[dict[str, Any]], lang: str) -> str:
    """All of it as text for the terminal."""
    if not rows:
        return say("conflict.unknown", lang)
    listed = [f"  - {row['text']}" + (f" [{row['where']}]" if row["where"] else "") for row in rows]
    return "\n".join([say("conflict.head", lang), *listed, say("conflict.remedy", lang)])
