"""Each unit's team before the round and after it under every scenario, seat by seat and in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.report.people import People, Who
from planner.workbook.teams import Levels, Seat, about, gone, teams
from planner.workbook.teams import Team as Drawn
from planner.workbook.view import View

Row = dict[str, Any]


@dataclass(frozen=True)
class After:
    """A seat after the round: ``kind``: stays, new, empty; ``about``: of a newcomer, or why nobody holds it; ``gone``:
    what becomes of who held it before."""

    kind: str
    who: Who | None = None
    about: str = ""
    gone: str = ""


@dataclass(frozen=True)
class SeatLine:
    """A seat: who holds it before, with particulars, and after under each scenario (None: no slate)."""

    post: str
    title: str
    before: Who | None
    about: str
    after: list[After | None]


@dataclass(frozen=True)
class Sum:
    """The team in figures; ``levels``: age levels as "2/3", "" where they are not judged."""

    filled: str
    women: int
    young: int
    levels: str = ""


@dataclass(frozen=True)
class Team:
    """A unit. ``after``: its figures under each scenario (None: no slate); ``moved``: seats that change hands."""

    unit: str
    heading: str
    seats: list[SeatLine]
    others: list[SeatLine]
    before: Sum
    after: list[Sum | None]
    moved: list[int | None]


def of_units(slates: list[View | None], view: View, people: People) -> list[Team]:
    """All units with managed seats, in the order of the sheets. Without any slate: none."""
    drawn = [{team.unit: (heading, team) for heading, team in teams(slate)} if slate else {} for slate in slates]
    headings = {unit: heading for units in drawn for unit, (heading, _) in units.items()}
    return [
        _team(heading, [units[unit][1] if unit in units else None for units in drawn], slates, view, people)
        for unit, heading in headings.items()
    ]


def _team(heading: str, drawn: list[Drawn | None], slates: list[View | None], view: View, people: People) -> Team:
    some = next(team for team in drawn if team)

    def lines(part: str) -> list[SeatLine]:
        held: list[dict[str, Seat]] = [{s.post: s for s in getattr(team, part)} if team else {} for team in drawn]
        posts = dict.fromkeys(post for seats in held for post in seats)
        return [_seat(post, [seats.get(post) for seats in held], slates, view, people) for post in posts]

    return Team(
        some.unit,
        heading,
        lines("seats"),
        lines("others"),
        _sum(view, [seat.before for seat in some.seats], some.levels, after=False),
        [_sum(view, [seat.after for seat in team.seats], team.levels) if team else None for team in drawn],
        [sum(seat.before != seat.after for seat in (*team.seats, *team.others)) if team else None for team in drawn],
    )


def _seat(post: str, held: list[Seat | None], slates: list[View | None], view: View, people: People) -> SeatLine:
    before = str(view.posts[post]["incumbent"])
    after = [_after(seat, slate, people) if seat and slate else None for seat, slate in zip(held, slates, strict=True)]
    return SeatLine(post, view.posts[post]["title"], people.of(before), about(view, before) if before else "", after)


def _after(seat: Seat, slate: View, people: People) -> After:
    left = seat.before and seat.before != seat.after
    going = gone(slate, seat.before, slate.person(seat.before)) if left else ""
    if not seat.after:
        why = slate.code("why", slate.empty[seat.post]["why"]) if seat.post in slate.empty else ""
        return After("empty", None, why, going)
    if not seat.new:
        return After("stays", people[seat.after])
    told = f"{about(slate, seat.after)}; {slate.word('boards.from', post=slate.now(seat.after))}"
    return After("new", people[seat.after], told, going)


def _sum(view: View, holders: list[str], levels: Levels | None, *, after: bool = True) -> Sum:
    members = [cadre for cadre in holders if cadre]
    return Sum(
        f"{len(members)}/{len(holders)}",
        sum(map(view.woman, members)),
        sum(map(view.young, members)),
        f"{levels.after if after else levels.before}/{levels.need}" if levels else "",
    )
