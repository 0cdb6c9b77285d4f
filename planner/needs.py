"""Needs and establishment (III.3, III.4): seats open and coming open by unit, who could fill them, deputies by body."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from rich.table import Table

from models.case import Case
from models.judge import verdicts
from models.rule import ADMITTED
from models.tables import BODY_DEPUTIES
from planner.messages import say
from planner.profile import UNIT_BLOCS

Row = dict[str, Any]
MONTHS = (12, 24, 36)
DEPARTMENTS = ("gov_economic", "gov_culture_social", "gov_internal")


def needs(case: Case) -> list[Row]:
    """A row a unit with listed seats: ``open`` now (holders who leave within the horizon included), holders who
    retire within 12, 24, 36 months (the first included in the later ones), and ``ready``: people in the pool whom
    every rule admits today to one of its seats."""
    posts, units = case.posts, case.units
    listed = posts[posts["managed"] & posts["listed"]]
    left = np.append(case.cadres["left"].to_numpy(), 10**6)[listed["holder"]]
    state, _, _ = verdicts(case, case.pairs)
    ready = case.pairs[(state == ADMITTED) & (case.pairs["managed"] & case.pairs["listed"]).to_numpy(bool)]
    table = pd.DataFrame({"unit": listed["unit"], "open": listed["stayer"] < 0})
    for months in MONTHS:
        table[f"within_{months}"] = left <= months
    sums = table.groupby("unit").sum()
    people = ready.groupby("unit")["cadre"].nunique()
    return [
        {"unit": str(units["unit_id"].iat[at]), "bloc": str(units["bloc"].iat[at]), "seats": int(count)}
        | {name: int(sums[name][at]) for name in sums.columns}
        | {"ready": int(people.get(at, 0))}
        for at, count in table.groupby("unit").size().items()
        if isinstance(at, int)
    ]


def establishment(case: Case) -> list[Row]:
    """The deputies of each department, seats and holders, and in each province their total (``unit`` empty) against
    three a department (NĐ 107/2020)."""
    posts, units = case.posts, case.units
    deputies = posts[posts["managed"] & posts["role"].isin(BODY_DEPUTIES)]
    seats = np.bincount(deputies["unit"], minlength=len(units))
    filled = np.bincount(deputies["unit"][deputies["holder"] >= 0], minlength=len(units))
    found: list[Row] = []
    for place, province in enumerate(case.provinces):
        bodies = np.flatnonzero(units["bloc"].isin(DEPARTMENTS) & (units["place"] == place)).tolist()
        rows: list[Row] = [
            {"unit": str(units["unit_id"].iat[at]), "province": province}
            | {"seats": int(seats[at]), "filled": int(filled[at])}
            for at in bodies
        ]
        most = len(bodies) * case.law.number("deputy_total", "department_average")
        total = {name: sum(row[name] for row in rows) for name in ("seats", "filled")}
        found += [*rows, {"unit": "", "province": province, **total, "most": most}]
    return found


def render(rows: list[Row], departments: list[Row], lang: str) -> Table:
    """The needs by bloc for a terminal of 80 columns; the JSON has every unit."""
    table = Table(title=say("profile.needs", lang), box=None, padding=(0, 2, 0, 0), caption_justify="left")
    totals = [row for row in departments if not row["unit"]]
    said = [
        say("profile.departments", lang, **{key: row[key] for key in ("filled", "seats", "most")}) for row in totals
    ]
    table.caption = "\n".join(
        (f"{row['province']}: " if len(totals) > 1 else "") + text for row, text in zip(totals, said, strict=True)
    )
    names = ["seats", "open", *(f"within_{months}" for months in MONTHS), "ready"]
    table.add_column(say("profile.bloc", lang))
    for name in names:
        table.add_column(say(f"profile.{name}", lang), justify="right")
    for bloc in UNIT_BLOCS:
        mine = [row for row in rows if row["bloc"] == bloc]
        table.add_row(say(f"slate.bloc.{bloc}", lang), *(str(sum(row[name] for row in mine)) for name in names))
    return table
