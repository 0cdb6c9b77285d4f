"""What one person's cells say against each other: names, dates, ages, the citizen's number."""

from __future__ import annotations

from typing import Any

import pandas as pd

from models.calendar import month_number
from models.tables import Settings
from planner.workbook.cells import clean, fold
from planner.workbook.columns import IDENTITY
from planner.workbook.grid import Grid

ADULT, OLDEST = 18 * 12, 90 * 12  # months of age a managed cadre may have


def people(grid: Grid, cadres: pd.DataFrame, settings: Settings | None, fault: Any) -> None:
    today = settings.date if settings else 0
    seen: dict[str, tuple[str, str]] = {}
    for row, known in enumerate(cadres["birth_known"]):
        if known == "year" and cadres["birth_date"].iat[row]:
            fault("year_only", "cadres", row, "birth_date")
    for row, (name, code) in enumerate(zip(cadres["name"], cadres["cadre_id"], strict=True)):
        key = " ".join(sorted(fold(name).split()))
        if key in seen and seen[key][1] != name:
            fault("alike", "cadres", row, "name", value=name, other=f"{seen[key][1]} ({seen[key][0]})")
        seen.setdefault(key, (code, name))
    for row, (kind, day) in enumerate(zip(cadres["discipline"], cadres["discipline_date"], strict=True)):
        if kind and not day:
            fault("no_discipline_date", "cadres", row, "discipline_date")
        elif day and not kind:
            fault("no_discipline_kind", "cadres", row, "discipline")
    political = ("political_standard", "political_standard_date", "political_standard_body")
    for row, (says, day, body) in enumerate(zip(*(cadres[c] for c in political), strict=True)):
        if says == "yes" and not (day and body):
            fault(
                "no_conclusion_source", "cadres", row, "political_standard_body" if day else "political_standard_date"
            )
    if today:
        for column in (
            "party_date",
            "in_post_since",
            "head_since",
            "rotated_since",
            "discipline_date",
            "political_standard_date",
        ):
            for row, day in enumerate(cadres[column]):
                if day > today:
                    fault("future_date", "cadres", row, column, column=column)
        for row, born in enumerate(cadres["birth_date"]):
            if born and not ADULT <= month_number(today) - month_number(born) <= OLDEST:
                fault("age_out_of_range", "cadres", row, "birth_date")
    _identity(grid, cadres, fault)


def _identity(grid: Grid, cadres: pd.DataFrame, fault: Any) -> None:
    """The fourth digit of a citizen's number says sex and century: a free check of both. Never handed on."""
    at = grid.at.get(IDENTITY[0])
    if at is None:
        return
    births, genders = cadres["birth_date"].tolist(), cadres["gender"].tolist()
    for row, cells in enumerate(grid.rows):
        text = clean(cells[at]) if at < len(cells) else ""
        if len(text) == 11 and text.isdigit():
            fault("identity_zero", "cadres", row, IDENTITY[0])
            text = "0" + text
        born, gender = int(births[row]), genders[row]
        if len(text) == 12 and text.isdigit() and born and gender:
            digit = (born // 10000 // 100 - 19) * 2 + (gender == "female")
            if int(text[3]) != digit or int(text[4:6]) != born // 10000 % 100:
                fault("identity_sex", "cadres", row, IDENTITY[0])
