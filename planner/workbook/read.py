# ruff: noqa: E501, ARG002
"""Fallback reader: canonical names only."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook

from models.tables import YTD_KEYS, Round, Settings

SPEC = {
    "units": "unit_id*:t name*:t bloc*:t province:t locality:t sector:t staff_total:i staff_women:i deputies_min:i=2 deputies_max:i=4",
    "posts": "post_id*:t unit_id*:t title*:t role*:t tier*:i managed:b=1 listed:b=1 side:t incumbent:t vacates_on:d priority:i=2 mode:t=process reserved_for:t min_theory:t=none studying_ok:b formal_required:b committee_seat:b frozen:b",
    "cadres": "cadre_id*:t name*:t gender*:g birth_date*:d native_locality:t birth_locality:t long_localities:t party_date:d degree_field:t degree_mode:t theory:t unit_id:t position:t tier:i in_post_since:d head_since:d held_head:i held_deputy:i rotated_since:d rotation_ends:d side:t eval_1:t eval_2:t eval_3:t discipline:t discipline_date:d political_standard:y political_standard_date:d political_standard_body:t open_question:b open_question_note:t kin_declared:y experience_months:i",
    "pool": "cadre_id*:t post_id*:t planned_on:d source:t=in_place support:i reason:t return_plan:t",
    "kin": "cadre_a*:t cadre_b*:t relation:t",
    "interventions": "action*:t cadre_id*:t post_id:t rule:t reason*:t document*:t",
}
YES = {"yes", "có", "x", "1", "true", "1.0"}
NO = {"no", "không", "0", "false", "0.0"}
SIDE = {
    "party_advisory": "party",
    "party_service": "party",
    "front": "front",
    "council": "council",
    "gov_economic": "government",
    "gov_culture_social": "government",
    "gov_internal": "government",
    "gov_service": "government",
    "party_bloc": "party",
    "provincial_division": "government",
    "district_division": "government",
}
ROLE_SIDE = {"council_vice_chair": "council", "committee_vice_chair": "government"}


@dataclass(frozen=True)
class Fault:
    code: str
    severity: str
    sheet: str
    cell: str
    fields: dict[str, Any] = field(default_factory=dict)

    def text(self, lang: str) -> str:
        return f"{self.sheet}!{self.cell} {self.code} {self.fields}"


def _date(value: Any) -> int:
    if value in ("", None):
        return 0
    if isinstance(value, (dt.date, dt.datetime)):
        return value.year * 10000 + value.month * 100 + value.day
    parts = [int(p) for p in str(value).strip().replace("-", "/").split("/")]
    if parts[0] > 1000 and len(parts) == 3:
        parts.reverse()
    while len(parts) < 3:
        parts.insert(0, 1)
    dt.date(parts[2], parts[1], parts[0])
    return parts[2] * 10000 + parts[1] * 100 + parts[0]


def _cell(kind: str, default: str, value: Any) -> Any:
    text = "" if value is None else str(value).strip()
    if kind == "t":
        if isinstance(value, float) and value.is_integer():
            text = str(int(value))
        return text or default
    if kind == "i":
        return int(float(text)) if text else int(default or -1)
    if kind == "d":
        return _date(value)
    low = (text or default).lower()
    if kind == "g":
        return {"nam": "male", "male": "male", "nữ": "female", "female": "female"}[low]
    if kind == "y":
        return "yes" if low in YES else "no" if low in NO else {"": ""}[low]
    if low and low not in YES | NO:
        raise ValueError(low)
    return low in YES


def read_round(path: Path) -> tuple[Round | None, list[Fault]]:
    raw: dict[str, list[list[Any]]] = {}
    if path.is_dir():
        digest = hashlib.sha256()
        for file in sorted(path.glob("*.csv")):
            digest.update(file.name.encode() + file.read_bytes())
            raw[file.stem] = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
        sha = digest.hexdigest()
    else:
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
        book = CalamineWorkbook.from_path(str(path))
        raw = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    faults: list[Fault] = []
    keys = {str(r[0]): r[1] for r in raw.get("round", []) if r and r[0] not in ("", "key")}
    tables = {}
    for sheet, spec in SPEC.items():
        rows = raw.get(sheet, [[]])
        header = [str(h).strip() for h in rows[0]]
        columns: dict[str, list[Any]] = {}
        for item in spec.split():
            name, _, kind = item.partition(":")
            kind, _, default = kind.partition("=")
            required, name = name.endswith("*"), name.rstrip("*")
            at = header.index(name) if name in header else -1
            out = []
            for number, row in enumerate(rows[1:], 2):
                value = row[at] if 0 <= at < len(row) else ""
                try:
                    if required and value in ("", None):
                        raise ValueError("empty")
                    out.append(_cell(kind, default, value))
                except (ValueError, KeyError, IndexError) as error:
                    faults.append(Fault("bad_cell", "error", sheet, f"{name}{number}", {"why": str(error)}))
                    out.append(0)
            columns[name] = out
        tables[sheet] = pd.DataFrame(columns)
        for item in spec.split():
            name, _, kind = item.partition(":")
            name, dtype = name.rstrip("*"), {"b": "bool", "i": "int64", "d": "int64"}.get(kind[0], "object")
            tables[sheet][name] = pd.Series(columns[name], dtype=dtype)
    if faults:
        return None, faults
    posts, units = tables["posts"], tables["units"]
    bloc = dict(zip(units["unit_id"], units["bloc"], strict=True))
    posts["side"] = [
        s or ROLE_SIDE.get(r) or SIDE.get(bloc[u], "party")
        for s, r, u in zip(posts["side"], posts["role"], posts["unit_id"], strict=True)
    ]
    ytd: dict[str, dict[str, int]] = {}
    provinces = sorted(set(units["province"]))
    for key, value in keys.items():
        name, _, province = key.partition("@")
        if name.endswith("_ytd") and name[:-4] in YTD_KEYS and value != "":
            ytd.setdefault(province or provinces[0], {})[name[:-4]] = int(float(value))
    settings = Settings(
        round_id=str(keys["round_id"]),
        date=_date(keys["date"]),
        scheme=str(keys["scheme"]),
        title=str(keys.get("title", "")),
        horizon_months=int(float(keys.get("horizon_months") or 0)),
        retirement_basis=str(keys.get("retirement_basis") or "nd135"),
        ytd=ytd,
    )
    return Round(settings, sha256=sha, **tables), []
