"""Posts × scenarios: who holds what in each, by unit; the part that is alike everywhere, and why the rest is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from planner.compare.table import grouped, kind
from planner.report.people import People, Who
from planner.workbook.view import View

Row = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """Who holds a post in one scenario, or in all where ``span`` > 1. ``note``: how the person comes, or why the seat
    is empty; ``unlike``: not the first scenario's."""

    who: Who | None
    note: str
    unlike: bool = False
    span: int = 1


@dataclass(frozen=True)
class Line:
    """A post: who sits there before the round, and who after it in each scenario (None: no slate)."""

    post: str
    title: str
    before: Who | None
    cells: list[Cell | None]
    differs: bool


@dataclass(frozen=True)
class Unit:
    """A unit's posts under its heading "bloc – unit"."""

    unit: str
    heading: str
    lines: list[Line]

    @property
    def differs(self) -> bool:
        """Whether any of its posts does."""
        return any(line.differs for line in self.lines)


@dataclass(frozen=True)
class Place:
    """A post by its title and unit."""

    post: str
    title: str


@dataclass(frozen=True)
class Change:
    """Whose place a person takes: ``before`` and ``after``, None = nobody."""

    place: Place
    before: Who | None
    after: Who | None


@dataclass(frozen=True)
class Cause:
    """What of a scenario puts these posts in other hands; ``proof``: how small it is known to be; no ``settings``: not
    found."""

    settings: list[str]
    proof: str
    changes: list[Change]


def units(paper: Row, view: View, people: People) -> list[Unit]:
    """All of the matrix."""
    rows = {row["post"]: row for row in paper["matrix"]}
    return [
        Unit(rows[posts[0]]["unit"], heading, [_line(rows[post], view, people) for post in posts])
        for heading, posts in view.by_unit(list(rows))
    ]


def _line(row: Row, view: View, people: People) -> Line:
    holders, kinds = row["holders"], row["kinds"]
    alike = row["same"] and None not in holders and len(set(kinds)) == 1
    cells = [_cell(holder, why, holders[0], view, people) for holder, why in zip(holders, kinds, strict=True)]
    if alike:
        cells = [cells[0] and replace(cells[0], span=len(cells))]
    return Line(row["post"], row["title"], people.of(row["incumbent"]), cells, not row["same"])


def _cell(holder: str | None, why: str | None, first: str | None, view: View, people: People) -> Cell | None:
    if holder is None or why is None:
        return None
    if not holder:
        note = view.code("why", why) if why else view.word("report.matrix.empty")
    else:
        note = view.word("report.stays") if why == "stays" else view.code("kind", why)
    return Cell(people.of(holder), note, unlike=first is not None and holder != first)


def stable(paper: Row, view: View, people: People) -> list[tuple[str, list[tuple[Place, Who]]]]:
    """Who is appointed to what in every scenario alike, by unit."""
    same = {row["post"]: row["cadre"] for row in paper["stable"] if row["appointed"]}
    return [
        (heading, [(Place(post, view.posts[post]["title"]), people[same[post]]) for post in posts])
        for heading, posts in view.by_unit(list(same))
    ]


def alone(paper: Row, view: View, people: People) -> list[tuple[int, list[tuple[Who, list[Place]]]]]:
    """By the number of the scenario, whom it alone appoints, and to what."""
    found = []
    for at in range(len(paper["scenarios"])):
        rows = view.by_name([row for row in paper["only"] if row["scenario"] == at])
        if rows:
            found.append((at, [(people[r["cadre"]], [Place(p, view.post(p)) for p in r["posts"]]) for r in rows]))
    return found


def causes(paper: Row, view: View, people: People) -> list[tuple[int, list[Cause]]]:
    """By the number of the scenario, what of it moves which names; none is left out whose cause is not known."""
    found = []
    for at, column in enumerate(paper["scenarios"]):
        if not column["differing"]:
            continue
        texts = {setting["key"]: setting["text"] for setting in column["settings"]}
        moved = {
            row["post"]: {"post": row["post"], "before": row["holders"][0], "after": row["holders"][at]}
            for row in paper["matrix"]
            if row["holders"][0] != row["holders"][at]
        }
        sought = grouped(paper, at) or {((), False, False): list(moved)}
        rows = [
            Cause(
                [texts[key] for key in keys],
                view.word(f"compare.{kind(smallest, minimal)}") if keys else "",
                changes([moved[post] for post in posts], view, people),
            )
            for (keys, smallest, minimal), posts in sought.items()
        ]
        found.append((at, rows))
    return found


def changes(rows: list[Row], view: View, people: People) -> list[Change]:
    """``post``, ``before``, ``after`` in words, in the order of the units."""
    moved = {row["post"]: row for row in rows}
    return [
        Change(Place(post, view.post(post)), people.of(moved[post]["before"]), people.of(moved[post]["after"]))
        for _, posts in view.by_unit(list(moved))
        for post in posts
    ]
