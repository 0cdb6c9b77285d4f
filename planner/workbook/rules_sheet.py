"""The sheet of rules: what is short and where, what is to be noted, and every rule with its source."""

from __future__ import annotations

from collections import Counter
from typing import Any

from planner.workbook.sheets import opened
from planner.workbook.style import Book, Column
from planner.workbook.view import View

STRENGTHS = ("must", "strive", "prefer", "warning")
NUMBERS = ("need", "got", "of", "held", "shortfall")
HALVES = {"committee_2025": ("women", "young")}  # rules that judge two things at each place, in this order
Found = dict[str, Any]


def rules(book: Book, view: View) -> None:
    """Each rule: where it is short, what to note, then one line a rule for all places where it holds."""
    widths = (("rule_where", 76, "text"), ("strength", 11, "center"), *((name, 9, "number") for name in NUMBERS),
              ("verdict", 34, "text"), ("basis", 46, "text"))  # fmt: skip
    columns = [Column(view.say(f"col.{name}"), width, form) for name, width, form in widths]
    sheet, top = opened(book, view, "rules", columns, view.say("rules_note"))
    lines: dict[tuple[str, str], list[Found]] = {}
    for row in view.paper["rules"]:
        lines.setdefault((row["id"], row["strength"]), []).append(row)
    ordered = [found for _, found in sorted(lines.items(), key=lambda line: STRENGTHS.index(line[0][1]))]
    body: list[list[Any]] = []
    for title, warned in (("rules_short", False), ("rules_noted", True)):
        part = [found for found in ordered if (found[0]["strength"] == "warning") == warned]
        noted = [row for found in part for row in _short(view, found)]
        body += [[view.say(title)], *noted] if noted else []
    book.table(sheet, top, columns, [*body, [view.say("rules_all")], *(_rule(view, found) for found in ordered)])


def _noted(view: View, row: Found) -> bool:
    """Whether a finding is to be told: short, or a warning that a rule of more than a warning makes."""
    return bool(row["shortfall"]) or (row["strength"] == "warning" and view.law.strength(row["id"]) != "warning")


def _short(view: View, found: list[Found]) -> list[list[Any]]:
    """A heading of the rule, and a line for each place where it is not met."""
    names = _places(view, found)
    rows = [(name, row) for name, row in zip(names, found, strict=True) if _noted(view, row)]
    if not rows:
        return []
    strength = view.code("strength", found[0]["strength"])
    clause = found[0]["clause"] if found[0]["clause"] != "–" else ""
    body: list[list[Any]] = [[view.say("rule_places", rule=found[0]["text"], strength=strength, count=len(rows))]]
    for name, row in rows:
        said = "standing" if row["standing"] else "short"
        verdict = view.warned(row["id"]) if row["strength"] == "warning" else view.say(said)
        body.append([name or view.say("everywhere"), strength, *_numbers(view, row), verdict, clause])
    return body


def _places(view: View, found: list[Found]) -> list[str]:
    """The name of each place judged; where a rule judges two things there, which of them."""
    halves, seen = HALVES.get(found[0]["id"], ()), Counter[str]()
    names = []
    for row in found:
        name = view.where(row["where"])
        if halves:
            half = view.code("held", halves[seen[row["where"]] % len(halves)])
            name = f"{half} – {name}" if name else half
        seen[row["where"]] += 1
        names.append(name)
    return names


def _numbers(view: View, row: Found) -> list[Any]:
    """The figures of a finding; none where one person or seat was judged, for the verdict says it all."""
    if row["of"] == 1:
        return [""] * len(NUMBERS)
    need = view.say("at_most", count=row["need"]) if row["shortfall"] and row["got"] > row["need"] else row["need"]
    return [need, row["got"], row["of"] or "", row["held"], row["shortfall"]]


def _rule(view: View, found: list[Found]) -> list[Any]:
    """One line for all places where a rule was judged."""
    row, short = found[0], sum(_noted(view, row) for row in found)
    fields = {"met": len(found) - short, "short": short, "of": len(found)}
    said = "met_at" if row["strength"] != "warning" else "noted_at" if short else "nothing_noted"
    numbers = _numbers(view, row) if len(found) == 1 else [""] * len(NUMBERS)
    text = f"{row['text']} – {view.where(row['where'])}" if len(found) == 1 and row["where"] else row["text"]
    return [text, view.code("strength", row["strength"]), *numbers, view.say(said, **fields), view.cite(row["id"])]
