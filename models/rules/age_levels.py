"""age_levels – a leadership team spans three age levels, five years apart; never fewer than now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models import levels
from models.rule import Ask, Finding, Rule

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.calendar import Ints
    from models.case import Case
    from models.slate import Slate


def _team(seats: pd.DataFrame) -> pd.Series:
    return seats["managed"] & (seats["role"] != "other")


def _count(ask: Ask, members: Ints) -> int:
    marks = levels.marks(ask.case, ask.word("reading"), ask["months"])
    return levels.count(marks[members], ask.word("reading"), ask["months"], ask["levels"])


def _bounds(ask: Ask) -> tuple[Ints, Ints]:
    """Of each unit: the levels it should have (no more than its seats, frozen ones left out), and the levels
    it has among the members who are not leaving."""
    case, posts = ask.case, ask.case.posts
    team = _team(posts)
    seats = np.bincount(posts["unit"][team & ~posts["frozen"]], minlength=len(case.units))
    now = np.zeros(len(case.units), dtype=np.int64)
    for unit, members in posts[team & (posts["stayer"] >= 0)].groupby("unit")["stayer"]:
        now[int(str(unit))] = _count(ask, members.to_numpy())
    return np.minimum(ask["levels"], seats), now


def _touched(case: Case, pairs: pd.DataFrame) -> tuple[Ints, Ints]:
    """The unit whose team each appointment is to, from outside it; and the one it takes a member from."""
    team = np.where(_team(case.groups), case.groups["unit"], -1)
    return case.joins(team, pairs), case.quits(team, pairs)


def pose(draft: Draft, ask: Ask) -> None:
    """The levels of each team after the round, between what it had and what it should have."""
    case = ask.case
    need, now = _bounds(ask)
    marks = levels.marks(case, ask.word("reading"), ask["months"])
    teams = draft.teams(np.where(_team(case.groups), case.groups["unit"], -1), marks)
    names, units = case.units["unit_id"].tolist(), list(teams)
    reached = levels.pose(
        draft.program,
        {names[unit]: people for unit, people in teams.items()},
        ask.word("reading"),
        ask["months"],
        ask["levels"],
    )
    came, gone = (draft.appointments(place, names) for place in _touched(case, draft.pairs))
    here = np.isin(np.arange(len(names)), units)
    draft.at_least(RULE, reached, need[units], unless_none=(came + gone).only(here))
    draft.at_least(RULE, reached, now[units], strength=ask.other)


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """Two lines a unit: what it should have, and what it had."""
    need, now = _bounds(ask)
    team = slate.holding[_team(slate.holding)]
    members = {int(str(unit)): held.to_numpy() for unit, held in team.groupby("unit")["cadre"]}
    came, gone = (slate.tally(place, len(need)) for place in _touched(slate.case, slate.appointments))
    touched = came + gone
    for unit in np.unique(slate.case.posts["unit"][_team(slate.case.posts)]):
        inside = members.get(int(unit), np.empty(0, np.int64))
        name, got, of = slate.unit_id(unit), _count(ask, inside), len(inside)
        short = max(0, int(need[unit]) - got)
        standing = bool(short and ask.strength == "must" and not touched[unit])
        yield Finding(name, int(need[unit]), got, of=of, shortfall=short, standing=standing)
        yield Finding(name, int(now[unit]), got, of, 0, max(0, int(now[unit]) - got), strength=ask.other)


RULE = Rule(
    "age_levels",
    "II.8",
    vi="Cơ cấu lãnh đạo bảo đảm 3 độ tuổi, giãn cách 5 năm; không để giảm số độ tuổi hiện có",
    en="A leadership team spans three age levels five years apart, and never fewer than now",
    pose=pose,
    check=check,
)
