"""The judgement on a slate typed by hand, on a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planner.messages import say
from planner.typed import SWAPS, Typed
from planner.workbook.view import View

Row = dict[str, Any]
PLACES = 4  # places of one rule told by name


def render(typed: Typed, paper: Row, view: View) -> Group:
    """What the list breaks: of a must each place, of the others how many; and its tiers where nothing is beside."""
    return Group(*_judgement(typed, paper, view))


def render_beside(typed: Typed, paper: Row, beside: Row, view: View) -> Group:
    """The tiers beside the best, and the swaps."""
    return Group(*_tiers(paper, view, beside), *_swaps(typed, beside, view))


def _say(view: View, key: str, **fields: object) -> str:
    return say(f"list.{key}", view.lang, **fields)


def _judgement(typed: Typed, paper: Row, view: View) -> Iterator[RenderableType]:
    yield Text(_say(view, "head", made=len(paper["appointments"]), vacant=len(paper["vacant"])))
    broken = [row for row in paper["rules"] if row["strength"] == "must" and not row["standing"]]
    yield Text(_say(view, "good") if typed.ok else _say(view, "bad", count=len(broken)), style="bold")
    holder = {row["post"]: row["cadre"] for row in paper["appointments"]}
    for row in broken:
        yield _item(f"{_rule(view, row['id'])} {_place(view, row, holder)}")
    for strength in ("strive", "prefer"):
        missed: dict[str, list[Row]] = {}
        for row in paper["rules"]:
            if row["strength"] == strength:
                missed.setdefault(row["id"], []).append(row)
        if missed:
            yield Text("")
            yield Text(_say(view, strength), style="bold")
        for rule, rows in missed.items():
            yield _item(f"{_rule(view, rule)} {_several(view, rows)}")


def _item(text: str, mark: str = "–") -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_row(Text(mark), Text(text))
    return Padding(table, (0, 0, 0, 2))


def _rule(view: View, rule: str) -> str:
    return _say(view, "rule", rule=view.rule(rule), source=view.source(rule))


def _place(view: View, row: Row, holder: dict[str, str]) -> str:
    """The place a must is broken, with who was put there, and the numbers where it counts more than one."""
    where = row["where"]
    name = f"{view.where(where)}: {view.person(holder[where])}" if where in holder else view.where(where)
    counted = _say(view, "numbers", need=row["need"], got=row["got"]) if max(row["need"], row["got"]) > 1 else ""
    told = "; ".join(part for part in (name, counted) if part)
    return f"[{told}]" if told else ""


def _several(view: View, rows: list[Row]) -> str:
    names = list(dict.fromkeys(view.where(row["where"]) or _say(view, "everywhere") for row in rows))
    rest = [_say(view, "more", count=len(names) - PLACES)] if len(names) > PLACES else []
    return _say(view, "short", count=sum(row["shortfall"] for row in rows), places="; ".join([*names[:PLACES], *rest]))


def _tiers(paper: Row, view: View, beside: Row) -> Iterator[RenderableType]:
    yield Text("")
    if beside["same"]:
        yield Text(_say(view, "same"), style="bold")
    yield Text(_say(view, f"best.{beside['status']}"))
    table = Table(box=None, padding=(0, 1))
    table.add_column(view.say("sum.tier"))
    for name in ("mine", "best_value", "apart"):
        table.add_column(_say(view, name), justify="right")
    for rank, tier in enumerate(paper["tiers"], 1):
        best = "–" if tier["best"] is None else str(tier["best"])
        apart = "" if tier["best"] is None else f"{tier['value'] - tier['best']:+}".replace("+0", "0")
        table.add_row(f"{rank}. {view.code('tier', tier['id'])}", str(tier["value"]), best, apart)
    yield table


def _swaps(typed: Typed, beside: Row, view: View) -> Iterator[RenderableType]:
    yield Text("")
    if not beside["swaps"]:
        key = "none" if typed.ok else "none_mends" if beside["every"] else "none_touching"
        yield Text(_say(view, key, count=beside["looked"]))
        return
    yield Text(_say(view, "swaps" if typed.ok else "mends", count=len(beside["swaps"])), style="bold")
    for number, swap in enumerate(beside["swaps"], 1):
        names = [
            f"{view.post(change['post'])}: {_who(view, change['before'])} → {_who(view, change['after'])}"
            for change in swap["changes"]
        ]
        left = [] if typed.ok else [_say(view, "left", count=swap["broken"])]
        lines = [_say(view, f"kind.{swap['kind']}"), *names, *left, _price(typed, swap, view)]
        yield _item("\n".join(lines), f"{number}.")
    if len(beside["swaps"]) < SWAPS:
        yield Text(_say(view, "no_more", count=beside["looked"]))


def _who(view: View, cadre: str) -> str:
    return view.person(cadre) if cadre else _say(view, "empty")


def _price(typed: Typed, swap: Row, view: View) -> str:
    """The tiers that change, the deciding one first."""
    changed = [
        f"{view.code('tier_short', tier)}: {typed.judged.tiers[tier]} → {value}"
        for tier, value in swap["tiers"].items()
        if value != typed.judged.tiers[tier]
    ]
    return "; ".join(changed) + "." if changed else view.say("same_tiers") + "."
