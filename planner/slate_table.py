"""A finished slate on a terminal of 80 columns: status, tiers, shares, and the seats left empty by reason."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from models.tables import Round
from planner.workbook.sheets import SHARES
from planner.workbook.view import View


def render_summary(paper: dict[str, Any], round_: Round, lang: str) -> Group:
    """What a planner wants to know first; the names stay in the files."""
    view = View(paper, round_, lang)
    tiers = Table(box=None, padding=(0, 1))
    tiers.add_column(view.say("sum.tier"))
    for name in ("value", "bound", "proven"):
        tiers.add_column(view.say(f"sum.{name}"), justify="right")
    for rank, tier in enumerate(paper["tiers"], 1):
        proven = view.say("yes" if tier["proven"] else "no")
        tiers.add_row(f"{rank}. {view.code('tier', tier['id'])}", str(tier["value"]), str(tier["bound"]), proven)
    shares = Table(box=None, padding=(0, 1))
    for name, side in (
        ("figure", "left"),
        ("got", "right"),
        ("need", "right"),
        ("held", "right"),
        ("short_by", "right"),
    ):
        shares.add_column(view.say(f"sum.{name}"), justify=side)  # type: ignore[arg-type]
    for row in paper["rules"]:
        if row["id"] in SHARES:
            place = f" – {row['where']}" if row["where"] else ""
            numbers = [str(row[name]) for name in ("need", "held", "shortfall")]
            shares.add_row(view.code("share", row["id"]) + place, f"{row['got']}/{row['of']}", *numbers)
    kinds = Counter(row["kind"] for row in paper["appointments"])
    why = Counter(row["why"] for row in paper["vacant"])
    held = any(row["held"] for row in paper["rules"] if row["id"] in SHARES)
    return Group(
        Text(view.status(), style="bold"),
        Text(""),
        tiers,
        Text(""),
        shares,
        *([Text(view.say("sum.held_in"))] if held else []),
        Text(""),
        Text(_counted(view, "made", "kinds", {view.code("kind", kind): kinds[kind] for kind in sorted(kinds)})),
        Text(_counted(view, "empty", "why", {view.code("why", reason): why[reason] for reason in sorted(why)})),
    )


def _counted(view: View, key: str, parts: str, counts: dict[str, int]) -> str:
    """How many in all and of each kind; that there are none where there are none."""
    if not counts:
        return view.say(f"sum.{key}_none")
    each = ", ".join(f"{kind} {count}" for kind, count in counts.items())
    return view.say(f"sum.{key}", count=sum(counts.values()), **{parts: each})
