"""How long a rule that only time satisfies still stands in the way: under the law of the day waited for, not today's.

A later law may ask for more than the one in force now (after a warning 12 months until 17-8-2022, 30 from the next
day), so a day is right only if the law of that very day admits the pair.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from typing import Any

from models.calendar import add_months
from models.override import borne, lay
from models.scenario import Overrides
from models.scheme import Law

WAITS = ("discipline_wait", "rotation_length", "time_in_post", "planned")
TRIES = 8  # how often the law of a later day may ask for a still later one


def law_on(law: Law, day: int) -> Law:
    """The same scheme on another day, with what that day's law bears of the scenario."""
    then = law.scheme.law(day)
    return lay(then, borne(then, Overrides.model_validate(law.settings)))


def free_from(rule: str, pair: Mapping[str, Any], law: Law) -> int:
    """The first day, YYYYMMDD, from that of ``law`` on, when ``rule``, one of ``WAITS``, no longer stands in the way of
    the pair (a row of ``Case.describe``); 0 where waiting leads to none, a day it hangs on being unknown."""
    for _ in range(TRIES):
        day = _free_on(rule, pair, law)
        if day <= law.date:
            return law.date if day else 0
        law = law_on(law, day)
        if law.strength(rule) != "must":
            return day
    return 0


def _free_on(rule: str, pair: Mapping[str, Any], law: Law) -> int:
    """The day ``rule`` would admit the pair by this law; 0 where it hangs on a day that is not known."""
    if rule == "planned":
        return int(pair["planned_on"])
    if rule == "discipline_wait":
        return _after(pair["discipline_date"], law.number(rule, pair["discipline"]))
    months = law.number(rule, "months")
    if rule == "time_in_post":
        return _after(pair["in_post_since"], months)
    ends = [int(pair["rotation_ends"]), _after(pair["rotated_since"], months)]
    return min((day for day in ends if day), default=0)


def _after(since: Any, months: int) -> int:
    return _real(int(add_months(int(since), months))) if since else 0


def _real(day: int) -> int:
    """The day itself, or the first of the next month where the month has no such day."""
    year, month = day // 10000, day // 100 % 100
    return day if day % 100 <= monthrange(year, month)[1] else int(add_months(day // 100 * 100 + 1, 1))
