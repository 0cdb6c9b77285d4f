"""The figures of the scenarios side by side: in tables, with their targets, and as small charts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from planner.compare.table import letter, lines
from planner.report.numbers import difference, percent, whole
from planner.workbook.view import View

Row = dict[str, Any]
CHARTED = ("appointed", "women", "young", "vacant", "moves")  # figures that also get a chart
INNER = ("seated_women", "seated_young", "women", "young", "held_women", "held_young")  # parts of the figure above
NONE = "–"  # of a scenario without a slate
ROOM = 190  # units of a chart's width that its longest bar takes
RISE = 22  # units of height a bar takes, with what parts it from the next


@dataclass(frozen=True)
class Cell:
    """A number, and its difference from the first scenario's, "" where there is none."""

    text: str
    unlike: str = ""


@dataclass(frozen=True)
class Line:
    """A figure of all scenarios; ``note``: how it is counted; ``inner``: it is part of the one above."""

    label: str
    cells: list[Cell]
    note: str = ""
    inner: bool = False


@dataclass(frozen=True)
class Target:
    """How far a scenario meets a share: ``got`` as "17/63", ``rate``, ``need``, and the verdict in words."""

    got: str
    rate: str
    need: str
    verdict: str
    met: bool


@dataclass(frozen=True)
class Bar:
    """``at``: its top; ``wide``: its length; ``mark``: where the target stands, None where there is none."""

    letter: str
    text: str
    at: int
    wide: float
    mark: float | None = None


@dataclass(frozen=True)
class Chart:
    """Small bars, one a scenario, all on one scale."""

    label: str
    bars: list[Bar]

    @property
    def height(self) -> int:
        """In the units of the bars."""
        return RISE * len(self.bars) + 4


def tables(paper: Row, slates: list[View | None], view: View) -> list[tuple[str, list[Line]]]:
    """The parts of the table of figures under their titles; ``slates``: as in ``story``."""
    told = lines(paper["scenarios"])
    parts = {
        "people": [
            Line(view.word(f"compare.long.{name}"), _beside(values, view.lang), inner=name in INNER)
            for (name, _), values in told["figures"]
        ],
        "tiers": [
            Line(view.code("tier", tier), _beside(values, view.lang), view.code("tier_unit", tier))
            for (tier, _), values in told["tiers"]
        ],
        "short": _short(slates, view),
    }
    return [(view.word(f"report.figures.{part}"), found) for part, found in parts.items() if found]


def _short(slates: list[View | None], view: View) -> list[Line]:
    """What the tier of all that is striven for is made of: each rule that is short somewhere."""
    missing = [Counter[str]() if slate else None for slate in slates]
    for slate, counts in zip(slates, missing, strict=True):
        for row in slate.paper["rules"] if slate else []:
            if counts is not None and row["strength"] == "strive" and row["shortfall"]:
                counts[row["id"]] += row["shortfall"]
    rules = dict.fromkeys(rule for counts in missing if counts for rule in counts)
    return [
        Line(view.rule(rule), _beside([None if counts is None else counts[rule] for counts in missing], view.lang))
        for rule in rules
    ]


def targets(paper: Row, view: View) -> list[tuple[str, list[Target | None]]]:
    """Each share under its name, with the verdict of each scenario (None: no slate)."""
    return [
        (view.share(*key), [_target(row, view) if row else None for row in rows])
        for key, rows in lines(paper["scenarios"])["shares"]
    ]


def charts(paper: Row, view: View) -> list[list[Chart]]:
    """The shares in percent with the target as a mark; the counts."""
    told = lines(paper["scenarios"])
    shares, counts = list[Chart](), list[Chart]()
    for key, rows in told["shares"]:
        rates = [100 * (row["got"] + row["held"]) / row["of"] if row and row["of"] else None for row in rows]
        texts = [percent(row["got"] + row["held"], row["of"], view.lang) if row and row["of"] else NONE for row in rows]
        shares.append(_chart(view.share(*key), rates, texts, [row and row["percent"] for row in rows], 100))
    for (name, _), values in told["figures"]:
        if name in CHARTED:
            texts = [NONE if value is None else whole(value, view.lang) for value in values]
            most = max(value or 0 for value in values)
            counts.append(_chart(view.word(f"report.charted.{name}"), values, texts, [None] * len(values), most))
    return [some for some in (shares, counts) if some]


def _chart(label: str, values: list[Any], texts: list[str], marks: list[Any], most: float) -> Chart:
    scale = ROOM / most if most else 0.0
    return Chart(label, [
        Bar(letter(at), texts[at], RISE * at + 4, round((value or 0) * scale, 1),
            None if value is None or marks[at] is None else round(marks[at] * scale, 1))
        for at, value in enumerate(values)
    ])  # fmt: skip


def _beside(values: list[int | None], lang: str) -> list[Cell]:
    first = values[0]
    return [
        Cell(NONE) if value is None
        else Cell(whole(value, lang), "" if first is None or value == first else difference(value - first, lang))
        for value in values
    ]  # fmt: skip


def _target(row: Row, view: View) -> Target:
    held, lang = row["held"], view.lang
    if row["shortfall"]:
        verdict = view.say("sum.short", count=row["shortfall"])
    else:
        verdict = view.say("sum.met_held", count=held) if held else view.say("sum.met")
    got = f"{whole(row['got'], lang)}" + (f" + {held}" if held else "") + f"/{whole(row['of'], lang)}"
    rate = percent(row["got"] + held, row["of"], lang) if row["of"] else NONE
    need = view.word("report.targets.need", need=whole(row["need"], lang), percent=row["percent"])
    return Target(got, rate, need, verdict, not row["shortfall"])
