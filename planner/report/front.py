"""The front of trade-offs as it is drawn: points and the steps between them, with their numbers and names."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from planner.report.matrix import Change, changes
from planner.report.numbers import whole
from planner.report.people import People
from planner.workbook.view import View

Row = dict[str, Any]
LEFT, TOP, WIDE, HIGH = 44, 34, 380, 240  # the field of the chart, in the units of its drawing
TICKS = 9  # at most so many lines across each axis
LETTERS = (17, 12)  # the room a number takes


@dataclass(frozen=True)
class Tick:
    """A line of the grid: where, and its number."""

    at: float
    text: str


@dataclass(frozen=True)
class Spot:
    """A point on the chart, and where its number stands; None where there is no room for it."""

    number: int
    x: float
    y: float
    best: bool
    said: str
    label: tuple[float, float] | None


@dataclass(frozen=True)
class Chart:
    """``path``: the steps, "" with a third axis; ``spots``: the points, their numbers on the side no slate reaches;
    ``best``: where ``propose``'s slate lies if it is none of them."""

    x_label: str
    y_label: str
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    path: str
    spots: list[Spot]
    best: tuple[float, float] | None
    anchor: str  # of the numbers
    field: tuple[int, int, int, int] = (LEFT, TOP, LEFT + WIDE, TOP + HIGH)  # left, top, right, bottom


@dataclass(frozen=True)
class Point:
    """A point: its number, its values on the axes, its other tiers, the step to it in a sentence and whom it moves."""

    number: int
    best: bool
    values: list[str]
    tiers: list[str]
    text: str
    changes: list[Change]


@dataclass(frozen=True)
class Front:
    """The whole. ``axes``, ``tiers``: the heads of the table; ``best``: ``propose``'s slate where it is no point."""

    axes: list[str]
    tiers: list[str]
    points: list[Point]
    best: Point | None
    chart: Chart


def front(paper: Row, view: View, people: People) -> Front:
    """The document of a front, drawn."""
    axes = [axis["id"] for axis in paper["axes"]]
    rest = [tier["id"] for tier in paper["best"]["tiers"] if tier["id"] not in ("order", *axes)]
    own = paper["best"]["point"]

    def point(row: Row, number: int, text: str, moved: list[Row]) -> Point:
        tiers = {tier["id"]: tier["value"] for tier in row["tiers"]}
        return Point(
            number,
            number in (own, 0),
            [whole(row["values"][axis], view.lang) for axis in axes],
            [whole(tiers[tier], view.lang) for tier in rest],
            text,
            changes(moved, view, people),
        )

    return Front(
        [_axis(axis, view) for axis in paper["axes"]],
        [view.code("tier_short", tier) for tier in rest],
        [point(row, row["number"], _step(row, paper, view), row["changes"]) for row in paper["points"]],
        None if own else point(paper["best"], 0, "", []),
        _chart(paper, view),
    )


def _step(row: Row, paper: Row, view: View) -> str:
    """What a step gains and costs; the first starts from the scheme's best slate, which a reader knows by its star."""
    if row["number"] > 1:
        return str(row["text"])
    return view.word("report.front.first", values=_said(row, paper, view), count=len(row["changes"]))


def _said(row: Row, paper: Row, view: View) -> str:
    """The values of a point, each with the name of its axis."""
    return "; ".join(f"{view.word('choices.axis.' + axis['id'])} {row['values'][axis['id']]}" for axis in paper["axes"])


def _axis(axis: Row, view: View) -> str:
    name, better = view.word(f"choices.axis.{axis['id']}"), view.word(f"choices.better.{axis['better']}")
    return f"{name} ({better})"


def _chart(paper: Row, view: View) -> Chart:
    x, y, *z = paper["axes"]
    own, points = paper["best"], paper["points"]
    drawn = [row["values"] for row in points] + ([] if own["point"] else [own["values"]])
    across, up = _ticks([row[x["id"]] for row in drawn]), _ticks([row[y["id"]] for row in drawn])

    def place(values: Row) -> tuple[float, float]:
        return (round(LEFT + WIDE * (values[x["id"]] - across[0]) / (across[-1] - across[0]), 1),
                round(TOP + HIGH * (up[-1] - values[y["id"]]) / (up[-1] - up[0]), 1))  # fmt: skip

    right, above = x["better"] == "more", y["better"] == "more"
    spots = [place(row["values"]) for row in points]
    steps = [spots[0], *(corner for old, new in pairwise(spots) for corner in ((old[0], new[1]), new))]
    said = [_said(row, paper, view) for row in points]
    return Chart(
        _axis(x, view),
        _axis(y, view),
        [Tick(place({x["id"]: value, y["id"]: up[0]})[0], whole(value, view.lang)) for value in across],
        [Tick(place({x["id"]: across[0], y["id"]: value})[1], whole(value, view.lang)) for value in up],
        "" if z else "M" + " L".join(f"{at} {of}" for at, of in steps),
        [Spot(row["number"], *at, row["number"] == own["point"], text, label)
         for row, at, text, label in zip(points, spots, said, _labels(spots, right, above), strict=True)],
        None if own["point"] else place(own["values"]),
        "start" if right else "end",
    )  # fmt: skip


def _labels(spots: list[tuple[float, float]], right: bool, above: bool) -> list[tuple[float, float] | None]:
    """Where the numbers stand that do not cover one another, the first and the last among them."""
    places = [(round(x + (6 if right else -6), 1), round(y + (-6 if above else 15), 1)) for x, y in spots]

    def clear(one: tuple[float, float], other: tuple[float, float]) -> bool:
        return abs(one[0] - other[0]) >= LETTERS[0] or abs(one[1] - other[1]) >= LETTERS[1]

    kept = [places[0], places[-1]]
    for place in places[1:-1]:
        if clear(place, kept[-1] if len(kept) > 2 else kept[0]) and clear(place, places[-1]):
            kept.append(place)
    return [place if place in kept else None for place in places]


def _ticks(values: list[int]) -> list[int]:
    """Whole numbers at even distances from below the least value to above the greatest."""
    low, high = min(values), max(values)
    step = next(size for power in range(12) for size in (10**power, 2 * 10**power, 5 * 10**power)
                if (high - low) <= size * (TICKS - 2))  # fmt: skip
    first = low // step * step - (step if low % step == 0 and low > 0 else 0)
    last = -(-high // step) * step + (step if high % step == 0 else 0)
    return list(range(first, last + 1, step))
