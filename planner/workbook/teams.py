"""Who sits in each unit before and after the round: what the boards of teams and the charts are drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from models.rule import Ask, Finding
from models.rules import BY_ID
from models.slate import Slate
from planner.workbook.view import View

OTHER = "other"  # the role of titles outside the leadership team
AGE_LEVELS = "age_levels"


@dataclass(frozen=True)
class Seat:
    """A managed seat: who holds it before and after the round; "" = nobody."""

    post: str
    before: str
    after: str

    @property
    def new(self) -> bool:
        """Whether somebody comes to it in this round."""
        return bool(self.after) and self.after != self.before


@dataclass(frozen=True)
class Levels:
    """The age levels of a team (II.8): before the round, after it, and those it should have."""

    before: int
    after: int
    need: int


@dataclass(frozen=True)
class Team:
    """A unit's leadership team by rank, its other managed titles, and its age levels where they are judged."""

    unit: str
    seats: list[Seat]
    others: list[Seat] = field(default_factory=list)
    levels: Levels | None = None

    @property
    def left(self) -> Iterator[Seat]:
        """The seats somebody goes from."""
        return (seat for seat in (*self.seats, *self.others) if seat.before and seat.before != seat.after)


def teams(view: View) -> list[tuple[str, Team]]:
    """Each unit with managed seats under its heading "bloc – unit", in the order of the sheets.

    An unlisted title nobody holds, before or after, is no seat to show.
    """
    levels = _levels(view)
    shown = [post for post, row in view.posts.items() if row["managed"] and (row["listed"] or _held(view, post))]
    found = []
    for heading, posts in view.by_unit(shown):
        seats = [Seat(post, str(view.posts[post]["incumbent"]), view.after.get(post, "")) for post in posts]
        lead = [seat for seat in seats if view.posts[seat.post]["role"] != OTHER]
        rest = [seat for seat in seats if view.posts[seat.post]["role"] == OTHER]
        unit = str(view.posts[posts[0]]["unit_id"])
        found.append((heading, Team(unit, lead, rest, levels.get(unit))))
    return found


def about(view: View, cadre: str) -> str:
    """What is told of a member: year of birth, sex, time to retirement."""
    row, left = view.cadres[cadre], view.span(view.left(cadre))
    sex = view.code("gender", row["gender"]).lower()
    return view.word("boards.about", year=row["birth_date"] // 10000, sex=sex, left=left)


def gone(view: View, cadre: str, named: str) -> str:
    """What becomes of whoever gives up a seat, who is called ``named``."""
    to = view.taken.get(cadre)
    if to:
        return view.word("boards.moved", name=named, post=view.post(to))
    why = next((row["why"] for row in view.paper["leaves"] if row["cadre"] == cadre), "other")
    return view.word(f"boards.leaves.{why}", name=named)


def _held(view: View, post: str) -> bool:
    return bool(view.posts[post]["incumbent"] or view.after.get(post))


def _levels(view: View) -> dict[str, Levels]:
    """unit → its levels: after the round from the document, before it by the same rule on today's holders."""
    now: dict[str, int] = {}
    for finding in today(view, AGE_LEVELS):
        now.setdefault(finding.where, finding.got)
    found: dict[str, Levels] = {}
    for row in view.paper["rules"] if now else ():  # of the two lines of a unit the first: what it should have
        if row["id"] == AGE_LEVELS:
            found.setdefault(row["where"], Levels(now[row["where"]], row["got"], row["need"]))
    return found


def today(view: View, rule: str) -> list[Finding]:
    """What a rule finds of those who hold the posts before the round; nothing where it is off or judges no slate."""
    check = BY_ID[rule].check
    if view.law.strength(rule) == "off" or check is None:
        return []
    case = view.case
    return list(check(Slate(case, case.posts["holder"].to_numpy()), Ask(rule, view.law, case)))
