"""Reads a round: every fault in one pass, each with its cell; a ``Round`` only where there is no error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from models.tables import YTD_KEYS, Origin, Round, Settings
from planner.workbook import cells, checks
from planner.workbook.columns import BIRTH_BY_SEX, ROUND_KEYS, SHEETS, Col
from planner.workbook.faults import Fault, Faults, letters
from planner.workbook.grid import Grid, grids, load


def read_round(path: Path) -> tuple[Round | None, list[Fault]]:
    """The round in ``path`` (a workbook or a folder of CSV), and all its faults.

    Raises ``PlannerError`` for a file that is no workbook at all.
    """
    raw, sha = load(path)
    faults = Faults()
    sheets = grids(raw, faults)
    tables: dict[str, Any] = {name: _table(sheets[name], name, faults) for name in SHEETS if name != "round"}
    settings = _settings(sheets["round"], set(tables["units"]["province"]), faults)
    checks.across(sheets, tables, settings, faults)
    found = faults.sorted()
    if any(fault.severity == "error" for fault in found) or settings is None:
        return None, found
    checks.fill_sides(tables)
    origins = {name: _origin(grid) for name, grid in sheets.items() if name in tables}
    return Round(settings, sha256=sha, origins=origins, **tables), found


def _origin(grid: Grid) -> Origin:
    """Where a table's cells are; what was put together from a column for each sex has none."""
    joined = ("birth_date", "gender") if any(":" in name for name in grid.at) else ()
    shown = {name: letters(at) for name, at in grid.at.items() if name not in joined}
    return Origin(grid.name, [number + 1 for number in grid.numbers], shown)


def _table(grid: Grid, name: str, faults: Faults) -> pd.DataFrame:
    """The typed table of one sheet; a cell that cannot be read becomes a fault and its column's blank."""
    columns: dict[str, Any] = {}
    if name == "cadres" and "birth_date" not in grid.at:
        _birth_by_sex(grid, faults)
    for col in SHEETS[name].columns:
        columns[col.name] = _column(grid, col, faults)
        if col.name == "birth_date":
            birth = _raw(grid, col.name)
            memo = {(cell.__class__, cell): cells.precision(cell) for cell in birth}
            columns["birth_known"] = pd.Series([memo[cell.__class__, cell] for cell in birth], dtype=object)
    if "birth_known" in columns:
        columns["birth_known"] = columns.pop("birth_known")
    return pd.DataFrame(columns)


def _raw(grid: Grid, column: str) -> list[Any]:
    at = grid.at.get(column, -1)
    if at < 0:
        return [""] * len(grid.rows)
    return [row[at] if at < len(row) else "" for row in grid.rows]


def _column(grid: Grid, col: Col, faults: Faults) -> pd.Series:
    parse, missing = cells.parser(col), col.missing
    memo: dict[tuple[type, Any], tuple[Any, cells.Bad | None]] = {}
    values = []
    at = grid.at.get(col.name, -1)
    for row, raw in enumerate(_raw(grid, col.name)):
        if raw == "" or raw is None:
            if col.required and at >= 0:
                faults.add("empty_cell", grid.name, grid.numbers[row], at, column=col.name)
            values.append(missing)
            continue
        key = (raw.__class__, raw)
        found = memo.get(key)
        if found is None:
            found = memo[key] = _parse(parse, raw, missing)
        value, bad = found
        if bad is not None:
            faults.add(bad.code, grid.name, grid.numbers[row], at, column=col.name, **bad.fields)
        elif value == "" and col.required:
            faults.add("empty_cell", grid.name, grid.numbers[row], at, column=col.name)
        values.append(value)
    return pd.Series(values, dtype=col.dtype)


def _parse(parse: Any, raw: Any, missing: Any) -> tuple[Any, cells.Bad | None]:
    try:
        value = parse(raw) if cells.clean(raw) else missing
    except cells.Note as note:
        return note.read, note
    except cells.Bad as bad:
        return missing, bad
    return value, None


def _birth_by_sex(grid: Grid, faults: Faults) -> None:
    """Birth dates in a column for each sex: the column says the sex. Rewritten as two ordinary columns."""
    split = {
        gender: grid.at[f"birth_date:{gender}"] for gender in BIRTH_BY_SEX.values() if f"birth_date:{gender}" in grid.at
    }
    if not split:
        return
    width = max(map(len, grid.rows), default=0)
    for at, number in enumerate(grid.numbers):
        cells_ = grid.rows[at] + [""] * (width - len(grid.rows[at]))
        filled = [gender for gender, column in split.items() if cells.clean(cells_[column])]
        if len(filled) != 1:
            faults.add("sex_column", grid.name, number, min(split.values()))
        grid.rows[at] = cells_ + ([cells_[split[filled[0]]], filled[0]] if filled else ["", ""])
    first = min(split.values())
    grid.at["birth_date"], grid.at["gender"] = width, width + 1
    if not grid.rows:
        grid.at["birth_date"] = grid.at["gender"] = first


def _settings(grid: Grid, provinces: set[str], faults: Faults) -> Settings | None:
    """The ``round`` sheet, typed; None where it cannot be used."""
    names = {cells.fold(word): key for key, vi in ROUND_KEYS.items() for word in (key, vi)}
    value_at = grid.at.get("value", 1)
    found: dict[str, tuple[Any, int]] = {}
    for line, number in zip(grid.rows, grid.numbers, strict=True):
        name, _, province = cells.clean(line[grid.at.get("key", 0)]).partition("@")
        key = names.get(cells.fold(name))
        full = f"{key}@{province.strip()}" if province else str(key)
        if key is None:
            faults.add("unknown_key", grid.name, number, grid.at.get("key", 0), value=name)
        elif full in found:
            faults.add("double_key", grid.name, number, grid.at.get("key", 0), key=full)
        else:
            found[full] = (line[value_at] if value_at < len(line) else "", number)

    def read(key: str, kind: str, default: Any, **limits: Any) -> Any:
        raw, number = found.get(key, ("", -1))
        if not cells.clean(raw):
            if default is None:
                faults.add("missing_key", grid.name, number, value_at if number >= 0 else -1, key=key)
            return default
        value, bad = _parse(cells.parser(Col(key, (key,), kind, **limits)), raw, default)
        if bad:
            faults.add(bad.code, grid.name, number, value_at, column=key, **bad.fields)
        return value

    ytd: dict[str, dict[str, int]] = {}
    for key in list(found):
        name, _, province = key.partition("@")
        if not name.endswith("_ytd"):
            continue
        if province and province not in provinces:
            faults.add("unknown_province", grid.name, found[key][1], grid.at.get("key", 0), value=province)
        elif not province and len(provinces) > 1:
            faults.add("which_province", grid.name, found[key][1], grid.at.get("key", 0), key=key)
        else:
            ytd.setdefault(province or min(provinces, default=""), {})[name[:-4]] = read(key, "int", 0, high=100_000)
    for province, counts in ytd.items():
        for part, whole in zip(
            YTD_KEYS[1:], ("appointments",) * 2 + ("", "first_heads", "", "first_deputies"), strict=True
        ):
            if whole and counts.get(part, 0) > counts.get(whole, 0):
                key = f"{part}_ytd@{province}" if f"{part}_ytd@{province}" in found else f"{part}_ytd"
                named = {"part": f"{part}_ytd", "whole": f"{whole}_ytd"}
                faults.add("part_above_whole", grid.name, found[key][1], value_at, **named)
    basis = read("retirement_basis", "text", "nd135")
    if basis not in ("nd135", "60_55"):
        faults.add(
            "unknown_code",
            grid.name,
            found["retirement_basis"][1],
            value_at,
            column="retirement_basis",
            value=basis,
            allowed="nd135, 60_55",
        )
    values = {
        "round_id": read("round_id", "text", None),
        "date": read("date", "date", None),
        "scheme": read("scheme", "text", None),
        "title": read("title", "text", ""),
        "horizon_months": read("horizon_months", "int", 0, high=120),
        "history_appointed": read("history_appointed", "int", -1),
        "history_women_percent": read("history_women_percent", "text", ""),
        "history_young_percent": read("history_young_percent", "text", ""),
    }
    if not all(values[key] for key in ("round_id", "date", "scheme")):
        return None
    return Settings(**values, retirement_basis=basis, ytd=ytd)
