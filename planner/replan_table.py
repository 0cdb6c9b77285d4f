"""A replanned slate on a terminal of 80 columns: what was decided, what changed, what the Committee's choices break."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Group
from rich.text import Text

from models.tables import Round
from planner.messages import say
from planner.slate_table import render_summary
from planner.workbook.view import View


def render(paper: dict[str, Any], round_: Round, lang: str) -> Group:
    """The slate's own summary, and before it the decisions and the changes; the names stay in the files."""
    view = View(paper, round_, lang)

    def tell(key: str, **fields: object) -> Text:
        return Text(say(f"replan.{key}", lang, **fields))

    decided = Counter(row["decision"] for row in paper["decisions"] if row["decision"])
    words = ", ".join(f"{view.code('decision', code)} {count}" for code, count in decided.items())
    own = [row for row in paper["changes"] if row["why"] != "consequence"]
    lines = [tell("decided" if decided else "none_decided", count=decided.total(), words=words)]
    lines.append(tell("changed", count=len(paper["changes"]), own=len(own), rest=len(paper["changes"]) - len(own)))
    for row in paper["decisions"]:
        if row["broken"]:
            rules = "; ".join(rule["text"] for rule in row["broken"])
            lines.append(tell("broken", cadre=row["cadre"], post=view.post(row["post"]), code=row["post"], rules=rules))
    before = {row["id"]: row["value"] for row in paper["last"]["tiers"]}
    judged = [row for row in paper["tiers"] if row["id"] in before.keys() - {"order"}]
    moved = [row for row in judged if row["value"] != before[row["id"]]]
    told = "; ".join(f"{view.code('tier', row['id'])} {before[row['id']]} → {row['value']}" for row in moved)
    lines.append(tell("tiers" if moved else "same_tiers", tiers=told))
    return Group(*lines, Text(""), render_summary(paper, round_, lang))
