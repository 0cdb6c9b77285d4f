"""Months, ages and retirement. A *month number* is ``year·12 + month − 1``; days never count here.

Dates are ``int`` YYYYMMDD, 0 = missing; every function takes and returns numpy integer arrays.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# NĐ 135/2020/NĐ-CP, Điều 4 and Phụ lục I, by birth month: the age rises by `step` months for each
# `birth_months` months of birth from `first_year` on, from `base` to `cap`; never below `floor` (all in months).
NEW = {
    "male": {"first_year": 1961, "base": 723, "step": 3, "birth_months": 9, "floor": 720, "cap": 744},
    "female": {"first_year": 1966, "base": 664, "step": 4, "birth_months": 8, "floor": 660, "cap": 720},
}
OLD = {"male": 720, "female": 660}  # Bộ luật Lao động 2012, Điều 187: 60 and 55


def day_number(day: date) -> int:
    """A date as YYYYMMDD."""
    return day.year * 10000 + day.month * 100 + day.day


def month_number(day: Any) -> Any:
    """The month number of YYYYMMDD dates; 0 stays below every real month."""
    return day // 10000 * 12 + day // 100 % 100 - 1


def add_months(day: Any, months: Any) -> Any:
    """The same day ``months`` later, as YYYYMMDD. A day the month has not (31 February) sorts after
    its last one, so that waiting ends on the first of the next month."""
    number = month_number(day) + months
    return number // 12 * 10000 + (number % 12 + 1) * 100 + day % 100


def over(since: Any, months: Any, today: Any) -> Any:
    """Whether ``months`` have passed from a known day ``since`` to ``today``, counted by day."""
    return (since > 0) & (add_months(since, months) <= today)


def retirement_age(born: Ints, woman: Bools, basis: str) -> Ints:
    """Age in months on whose month's last day each person retires, by birth month number."""
    if basis == "60_55":
        return np.where(woman, OLD["female"], OLD["male"])

    def by_birth_month(rule: dict[str, int]) -> Ints:
        steps = (born - rule["first_year"] * 12) // rule["birth_months"]
        age: Ints = np.clip(rule["base"] + rule["step"] * steps, rule["floor"], rule["cap"])
        # Born before the first bracket: the old age, not a step below the new one.
        return np.where(steps < 0, rule["floor"], age)

    return np.where(woman, by_birth_month(NEW["female"]), by_birth_month(NEW["male"]))
