"""The numbers behind the charts, each as a table: a label, then figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from planner.workbook.sheets import SHARES
from planner.workbook.teams import teams, today
from planner.workbook.view import BLOCS, View

Rows = list[list[Any]]
HALF_TERM = 30  # months: five years are a term, and 60, 120 and 180 months are borders of rules
SPANS = 8  # the last is open
YEARLY = ("women_share", "young_share")
COMMITTEE = ("women", "young")


def shares(view: View) -> Rows:
    """Label, before, after, target of the women and the young: in the year's appointments, on the committee's posts,
    among all holders of listed seats. A share of nothing is ""."""
    return [*_yearly(view), *_committee(view), *_holders(view)]


def _place(label: str, where: str) -> str:
    return f"{label} – {where}" if where else label


def _yearly(view: View) -> Rows:
    """Before: the year so far; where it has no appointments yet, the former term."""
    settings, found = view.round.settings, []
    former = (settings.history_women_percent, settings.history_young_percent)
    for rule, kind, said in zip(YEARLY, COMMITTEE, former, strict=True):
        for row in _judged(view, rule):
            counts = settings.ytd.get(row["where"], {})
            got, of = (counts.get(name, 0) for name in SHARES[rule])
            before = got / of if of else _percent(said)
            label = _place(view.word(f"charts.share.year_{kind}"), row["where"])
            found.append(
                [label, before, _part(row["got"] + row["held"], row["of"]), view.number(rule, "percent") / 100]
            )
    return found


def _committee(view: View) -> Rows:
    """The rule's own count, women then the young at each place, of today's holders and of the slate's."""
    rule = "committee_2025"
    now = today(view, rule)
    after = _judged(view, rule) if now else []
    kinds = COMMITTEE * (len(after) // len(COMMITTEE))
    return [
        [
            _place(view.word(f"charts.share.committee_{kind}"), row["where"]),
            _part(one.got, one.of),
            _part(row["got"], row["of"]),
            view.number(rule, kind) / 100,
        ]
        for kind, one, row in zip(kinds, now, after, strict=True)
    ]


def _holders(view: View) -> Rows:
    before, after = (view.holders(when) for when in ("before", "after"))
    asked: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("women", view.woman),
        ("young", view.young),
    )
    return [
        [
            view.word(f"charts.share.holders_{kind}"),
            *(_part(sum(map(who, held)), len(held)) for held in (before, after)),
            "",
        ]
        for kind, who in asked
    ]


def _judged(view: View, rule: str) -> list[dict[str, Any]]:
    return [row for row in view.paper["rules"] if row["id"] == rule and row["strength"] == view.law.strength(rule)]


def _part(got: int, of: int) -> float | str:
    return got / of if of else ""


def _percent(said: str) -> float | str:
    """A share as the round tells it: ``10,7%``."""
    text = said.replace("%", "").replace(",", ".").strip()
    return float(text) / 100 if text else ""


def blocs(view: View) -> Rows:
    """Bloc, appointments in it, of them women, of them young."""
    return [
        [
            view.code("bloc", bloc),
            len(made),
            sum(map(view.woman, made)),
            sum(map(view.young, made)),
        ]
        for bloc in BLOCS
        if (made := [row["cadre"] for post, row in view.made.items() if view.bloc(post) == bloc])
    ]


def months_left(view: View) -> Rows:
    """Span of months to retirement, holders of listed seats in it before and after the round."""
    counts = [_spans(view, view.holders(when)) for when in ("before", "after")]
    return [[_span(view, at), *(int(count[at]) for count in counts)] for at in range(SPANS)]


def _spans(view: View, cadres: Iterable[str]) -> Any:
    spans = [min(SPANS - 1, max(0, view.left(cadre)) // HALF_TERM) for cadre in cadres]
    return np.bincount(np.array(spans, dtype=np.int64), minlength=SPANS)


def _span(view: View, at: int) -> str:
    if at == SPANS - 1:
        return view.word("charts.from", months=at * HALF_TERM)
    return view.word("charts.span", first=at * HALF_TERM, last=(at + 1) * HALF_TERM - 1)


def levels(view: View) -> Rows:
    """Unit, levels before and after the round, levels it should have."""
    several = len(view.provinces) > 1
    rows = []
    for _, team in teams(view):
        if team.levels:
            province = view.units[team.unit]["province"]
            name = f"{view.unit(team.unit)} ({province})" if several else view.unit(team.unit)
            rows.append([name, team.levels.before, team.levels.after, team.levels.need])
    return rows
