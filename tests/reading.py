"""A small good round as plain tables, and the ways to put it into files."""

from __future__ import annotations

import copy
import csv
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from planner.workbook.faults import Fault
from planner.workbook.read import read_round

Sheets = dict[str, list[list[Any]]]

GOOD: Sheets = {
    "round": [["key", "value"], ["round_id", "R1"], ["date", "01/06/2021"], ["scheme", "de-an-01-2021"]],
    "units": [
        ["unit_id", "name", "bloc", "sector", "staff_total", "staff_women", "deputies_min", "deputies_max"],
        ["SYT", "Sở Y tế", "gov_culture_social", "health", 50, 20, 2, 4],
        ["STC", "Sở Tài chính", "gov_economic", "finance", 40, 10, 2, 4],
    ],
    "posts": [
        ["post_id", "unit_id", "title", "role", "tier", "incumbent", "priority", "frozen", "vacates_on"],
        ["P1", "SYT", "Giám đốc", "head", 5, "C1", 2, "không", ""],
        ["P2", "SYT", "Phó Giám đốc", "deputy", 4, "", 1, "", ""],
        ["P3", "STC", "Giám đốc", "head", 5, "C2", 2, "", ""],
        ["P4", "STC", "Phó Giám đốc", "deputy", 4, "C3", 2, "", ""],
    ],
    "cadres": [
        ["cadre_id", "name", "gender", "birth_date", "degree_field", "theory", "tier", "discipline", "discipline_date",
         "political_standard", "political_standard_date", "political_standard_body", "eval_1", "party_date", "unit_id"],
        ["C1", "Trần Văn An", "Nam", "05/06/1970", "medicine", "advanced", 5, "", "", "", "", "", "good", "01/2000", "SYT"],
        ["C2", "Lê Thị Bình", "Nữ", "06/07/1972", "economics", "advanced", 5, "", "", "", "", "", "done", "", "STC"],
        ["C3", "Phạm Văn Cường", "Nam", "07/08/1975", "law", "advanced", 4, "", "", "", "", "", "", "", "STC"],
        ["C4", "Hoàng Thị Dung", "Nữ", "08/09/1985", "medicine", "advanced", "", "", "", "yes", "01/01/2021", "TU", "good", "", "SYT"],
    ],
    "pool": [
        ["cadre_id", "post_id", "planned_on", "source", "support"],
        ["C4", "P2", "01/02/2020", "", 80],
        ["C3", "P3", "01/02/2020", "elsewhere", 90],
    ],
    "kin": [["cadre_a", "cadre_b", "relation"], ["C3", "C4", "sibling"]],
    "interventions": [["action", "cadre_id", "post_id", "rule", "reason", "document"], ["pin", "C4", "P2", "", "x", "CV 1"]],
}  # fmt: skip


def good() -> Sheets:
    """A copy to spoil."""
    return copy.deepcopy(GOOD)


def plain() -> Sheets:
    """The small round without a pin, with nobody's kin, and with no seat kept for a woman."""
    sheets = good()
    sheets["interventions"], sheets["kin"] = sheets["interventions"][:1], sheets["kin"][:1]
    sheets["units"][1][5] = 5
    return sheets


def write(sheets: Sheets, path: Path) -> Path:
    """As a workbook at ``path``."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def write_csv(sheets: Sheets, folder: Path) -> Path:
    """As a folder of CSV files."""
    folder.mkdir(exist_ok=True)
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


def faults_of(sheets: Sheets, path: Path) -> list[Fault]:
    """What the reader says of them."""
    return read_round(write(sheets, path))[1]


def cell(sheet: str, column: str, row: int, sheets: Sheets = GOOD) -> tuple[int, int]:
    """(row, column) of a cell, both from 0; ``row`` 1 is the first under the headings."""
    return row, sheets[sheet][0].index(column)
