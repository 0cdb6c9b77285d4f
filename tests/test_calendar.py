"""Ages, months and retirement, below, at and above each limit."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from models.calendar import add_months, month_number, retirement_age


def test_retirement_ages_agree_with_every_row_of_the_table() -> None:
    text = Path(__file__).with_name("retirement.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 972
    born = np.array([int(r["birth_month_from"][:4]) * 12 + int(r["birth_month_from"][5:]) - 1 for r in rows])
    woman = np.array([r["gender"] == "female" for r in rows])
    expected = [int(r["retirement_age_years"]) * 12 + int(r["retirement_age_months"]) for r in rows]
    assert retirement_age(born, woman, "nd135").tolist() == expected
    months = [int(r["retirement_month"][:4]) * 12 + int(r["retirement_month"][5:]) - 1 for r in rows]
    assert (born + np.array(expected)).tolist() == months


@pytest.mark.parametrize(("woman", "months"), [(False, 720), (True, 660)])
def test_earlier_births_retire_at_the_old_age(woman: bool, months: int) -> None:
    born = np.array([1955 * 12])
    assert retirement_age(born, np.array([woman]), "nd135").tolist() == [months]
    assert retirement_age(born, np.array([woman]), "60_55").tolist() == [months]


def test_months_are_counted_without_days() -> None:
    assert month_number(20210630) - month_number(20210601) == 0
    assert month_number(20210701) - month_number(20210630) == 1
    assert add_months(20200615, 12) == 20210615
    assert add_months(20200131, 1) == 20200231  # sorts after 29 February, before 1 March
