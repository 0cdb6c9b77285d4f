"""The round's tables inside the slate workbook, on hidden sheets, as ``read_round`` reads them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from models.tables import Round

TABLES = ("units", "posts", "cadres", "pool", "kin", "interventions")
DATES = (
    *("vacates_on", "birth_date", "party_date", "in_post_since", "head_since", "rotated_since", "rotation_ends"),
    *("discipline_date", "political_standard_date", "planned_on"),
)


def embed(book: Any, round_: Round) -> None:
    """Write the ``round`` sheet and every table to ``book`` (an XlsxWriter workbook), hidden."""
    settings = round_.settings
    rows: list[list[Any]] = [["key", "value"]]
    for key in ("round_id", "title", "scheme", "horizon_months", "retirement_basis"):
        rows.append([key, getattr(settings, key)])
    rows.append(["date", _date(settings.date)])
    several = len(set(round_.units["province"])) > 1
    for province, counts in settings.ytd.items():
        rows += [[f"{key}_ytd" + (f"@{province}" if several else ""), count] for key, count in counts.items()]
    if settings.history_appointed >= 0:
        rows.append(["history_appointed", settings.history_appointed])
    rows.append(["history_women_percent", settings.history_women_percent])
    rows.append(["history_young_percent", settings.history_young_percent])
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    _sheet(book, "round", rows, day)
    for name in TABLES:
        table: pd.DataFrame = getattr(round_, name)
        columns = [column for column in table.columns if column != "birth_known"]
        known = table["birth_known"].tolist() if "birth_known" in table else ["day"] * len(table)
        body = [
            [_cell(column, value, known[at]) for column, value in zip(columns, row, strict=True)]
            for at, row in enumerate(table[columns].itertuples(index=False))
        ]
        _sheet(book, name, [columns, *body], day)


def _cell(column: str, value: Any, known: str) -> Any:
    if column in DATES:
        if column == "birth_date" and known != "day":
            return f"{value // 10000}" if known == "year" else f"{value // 100 % 100:02}/{value // 10000}"
        return _date(int(value))
    if isinstance(value, (bool, str)) or type(value).__name__ == "bool_":
        return value if isinstance(value, str) else ("yes" if value else "no")
    return "" if value == -1 else int(value)


def _date(value: int) -> Any:
    return dt.datetime(value // 10000, value // 100 % 100, value % 100) if value else ""


def _sheet(book: Any, name: str, rows: list[list[Any]], day: Any) -> None:
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        for at, value in enumerate(row):
            if isinstance(value, dt.datetime):
                sheet.write_datetime(number, at, value, day)
            elif isinstance(value, int):
                sheet.write_number(number, at, value)
            elif value != "":
                sheet.write_string(number, at, value)
    sheet.hide()
