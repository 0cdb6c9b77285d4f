"""women_led_unit – where more than 30 % of the staff are women, the team has a woman or keeps a seat for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.rule import Ask, Finding, Rule

if TYPE_CHECKING:
    import pandas as pd

    from models.build import Draft
    from models.calendar import Ints
    from models.case import Case
    from models.slate import Slate


def _team(seats: pd.DataFrame) -> pd.Series:
    return seats["managed"] & (seats["role"] != "other")


def _asked(ask: Ask) -> np.ndarray:
    """The units it concerns; without staff figures a unit is not judged (the reader warns)."""
    units = ask.case.units
    women, staff = 100 * units["staff_women"], ask["percent"] * units["staff_total"]
    known = (units["staff_women"] >= 0) & (units["staff_total"] > 0)
    return (known & ((women > staff) | (bool(ask["at_least"]) & (women == staff)))).to_numpy()


def _touched(case: Case, pairs: pd.DataFrame) -> tuple[Ints, Ints]:
    """The unit whose team each appointment is to, from outside it; and the one it takes a woman from."""
    team = np.where(_team(case.groups), case.groups["unit"], -1)
    return case.joins(team, pairs), np.where(pairs["woman"], case.quits(team, pairs), -1)


def pose(draft: Draft, ask: Ask) -> None:
    """Women of the team and open seats of it together are at least one, if anybody joins it or a woman leaves it."""
    groups, units, asked = draft.case.groups, draft.case.units["unit_id"].tolist(), _asked(ask)
    team = np.where(_team(groups), groups["unit"], -1)
    women = draft.holders(team, units, who=draft.case.cadres["woman"].to_numpy())
    kept = draft.empties(np.where(groups["takes"], team, -1), units)
    came, gone = (draft.appointments(place, units) for place in _touched(draft.case, draft.pairs))
    draft.at_least(RULE, (women + kept).only(asked), 1, unless_none=(came + gone).only(asked))


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """One line a unit: women in the team, seats of it left open as ``held``."""
    women = slate.count(slate.holding[slate.holding["woman"]], _team, "unit")
    kept = slate.count(slate.empty[slate.empty["takes"]], _team, "unit")
    came, gone = (slate.tally(place, len(women)) for place in _touched(slate.case, slate.appointments))
    touched = came + gone
    team = slate.count(slate.holding, _team, "unit")
    for unit in np.flatnonzero(_asked(ask)):
        missing = int(women[unit] == 0 and kept[unit] == 0)
        yield Finding(
            slate.unit_id(unit),
            need=1,
            got=int(women[unit]),
            of=int(team[unit]),
            held=int(women[unit] == 0 and kept[unit] > 0),
            shortfall=missing,
            standing=bool(missing and not touched[unit]),
        )


RULE = Rule(
    "women_led_unit",
    "II.4",
    vi="Cơ quan có tỷ lệ cán bộ nữ cao (mức của Đề án) phải có nữ trong lãnh đạo, hoặc để khuyết vị trí cho cán bộ nữ",
    en="A unit with many women staff (by the scheme's share) has a woman in its leadership or keeps a seat for one",
    pose=pose,
    check=check,
)
