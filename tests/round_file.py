"""Writes the tables of a round into a workbook with canonical names, without any code of the product."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from oracle_data import Row

Tables = dict[str, list[Row]]

COLUMNS = {
    "round": "key value",
    "units": "unit_id name bloc province locality sector staff_total staff_women deputies_min deputies_max",
    "posts": (
        "post_id unit_id title role tier managed listed side incumbent vacates_on priority mode reserved_for "
        "min_theory studying_ok formal_required committee_seat frozen"
    ),
    "cadres": (
        "cadre_id name gender birth_date native_locality birth_locality long_localities party_date degree_field "
        "degree_mode theory unit_id position tier in_post_since head_since held_head held_deputy rotated_since "
        "rotation_ends side eval_1 eval_2 eval_3 discipline discipline_date political_standard "
        "political_standard_date political_standard_body open_question open_question_note kin_declared "
        "experience_months"
    ),
    "pool": "cadre_id post_id planned_on source support reason return_plan",
    "kin": "cadre_a cadre_b relation",
    "interventions": "action cadre_id post_id rule reason document",
}


def date_of(tables: Tables) -> Any:
    """The round's date, as it stands in its cell."""
    return next(row["value"] for row in tables["round"] if row["key"] == "date")


def write(tables: Tables, path: Path) -> None:
    """The tables as a workbook with canonical headers in row 1."""
    from openpyxl import Workbook

    book = Workbook()
    del book[book.sheetnames[0]]
    for sheet, columns in COLUMNS.items():
        lines = book.create_sheet(sheet)
        lines.append(columns.split())
        for row in tables[sheet]:
            lines.append([row.get(c) for c in columns.split()])
    book.save(path)
