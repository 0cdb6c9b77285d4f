"""The round as the test oracle sees it: plain rows with typed cells, read without any code of the product.

A *table* is a list of rows, a row a dict from the canonical column name to a cell (text, number, date,
None). `World` holds the same rows typed: missing text is "", a missing number -1, dates are YYYYMMDD (0 = none).
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Tables = Mapping[str, Sequence[Mapping[str, Any]]]

SHEETS = ("round", "units", "posts", "cadres", "pool", "kin", "interventions")
HEADS = ("head", "secretary")
DEPUTIES = ("deputy", "standing_deputy", "deputy_secretary", "council_vice_chair", "committee_vice_chair")
BODY_DEPUTIES = ("deputy", "standing_deputy")
DEPARTMENTS = ("gov_economic", "gov_culture_social", "gov_internal")
BODIES = ("party_advisory", "front", *DEPARTMENTS)

_YTD = (
    "appointments",
    "women",
    "young",
    "first_heads",
    "first_heads_two_terms",
    "first_deputies",
    "first_deputies_three_terms",
)
_YES = {"yes", "có", "x", "1", "true"}
_NO = {"no", "không", "0", "false"}
_SIDE_BY_BLOC = {
    "party_advisory": "party",
    "party_service": "party",
    "party_bloc": "party",
    "front": "front",
    "council": "council",
    "gov_economic": "government",
    "gov_culture_social": "government",
    "gov_internal": "government",
    "gov_service": "government",
}
_SIDE_BY_ROLE = {
    "secretary": "party",
    "deputy_secretary": "party",
    "standing_member": "party",
    "council_vice_chair": "council",
    "committee_vice_chair": "government",
}
_TITLE = (
    "unit_id",
    "title",
    "role",
    "tier",
    "side",
    "managed",
    "mode",
    "reserved_for",
    "min_theory",
    "studying_ok",
    "formal_required",
)
_GROUP = ("priority", "listed", "committee_seat", "frozen")


@dataclass
class World:
    """One round, typed. `title` and `group` give each post the key it shares with its sister seats."""

    round_id: str
    day: int
    horizon: int
    basis: str
    ytd: dict[str, dict[str, int]]
    units: dict[str, Row]
    posts: dict[str, Row]
    cadres: dict[str, Row]
    pool: list[Row]
    interventions: list[Row]
    kin: list[Row] = field(default_factory=list)
    title: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    group: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    seat_of: dict[str, str] = field(default_factory=dict)  # cadre → managed post held now
    memo: dict[str, Any] = field(default_factory=dict)

    def province(self, post: str) -> str:
        """The province a post is counted in."""
        return str(self.units[self.posts[post]["unit_id"]]["province"])

    @property
    def provinces(self) -> list[str]:
        """All provinces of the round, in order."""
        return sorted({u["province"] for u in self.units.values()})


@cache
def sectors() -> dict[str, dict[str, Any]]:
    """The table sector → exact and near fields, from the scheme file (data, not code)."""
    path = Path(__file__).parents[1] / "models" / "schemes" / "de-an-01-2021.toml"
    table: dict[str, dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["sectors"]
    return table


def read_tables(path: Path) -> dict[str, list[Row]]:
    """The raw tables of a workbook with canonical names in row 1."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    tables: dict[str, list[Row]] = {}
    for name in SHEETS:
        if name not in book.sheetnames:
            tables[name] = []
            continue
        lines = list(book[name].iter_rows(values_only=True))
        header = [str(cell).strip() if cell is not None else "" for cell in lines[0]]
        tables[name] = [
            dict(zip(header, line, strict=False)) for line in lines[1:] if any(c not in (None, "") for c in line)
        ]
    book.close()
    return tables


def text(cell: Any) -> str:
    """A cell as text, "" when empty; a whole float loses its point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()


def number(cell: Any, default: int = -1) -> int:
    """A cell as a whole number."""
    return int(float(cell)) if text(cell) else default


def day(cell: Any) -> int:
    """A date as YYYYMMDD; 0 when empty; month or year alone stand for their first day."""
    if isinstance(cell, dt.date):
        return cell.year * 10000 + cell.month * 100 + cell.day
    raw = text(cell)
    if not raw:
        return 0
    if "-" in raw and len(raw.split("-")[0]) == 4:
        parts = [int(p) for p in raw[:10].split("-")]
    else:
        parts = [int(p) for p in raw.replace("-", "/").split("/")][::-1]
    parts += [1] * (3 - len(parts))
    return parts[0] * 10000 + parts[1] * 100 + parts[2]


def flag(cell: Any, default: bool) -> bool:
    """A yes/no cell."""
    raw = text(cell).lower()
    if not raw:
        return default
    if raw in _YES:
        return True
    if raw in _NO:
        return False
    raise ValueError(f"not a yes/no cell: {raw!r}")


def load(tables: Tables) -> World:
    """Types every cell the oracle needs; the tables must be without faults."""
    keys = {text(r["key"]): r.get("value") for r in tables["round"]}
    units = {text(r["unit_id"]): _unit(r) for r in tables["units"]}
    posts = {text(r["post_id"]): _post(r, units) for r in tables["posts"]}
    cadres = {text(r["cadre_id"]): _cadre(r) for r in tables["cadres"]}
    pool = [_pool(r) for r in tables["pool"]]
    interventions = [
        {c: text(r.get(c)) for c in ("action", "cadre_id", "post_id", "rule", "document")}
        for r in tables.get("interventions", ())
    ]
    world = World(
        text(keys["round_id"]),
        day(keys["date"]),
        number(keys.get("horizon_months"), 0),
        text(keys.get("retirement_basis")) or "nd135",
        _ytd(keys, sorted({u["province"] for u in units.values()})),
        units,
        posts,
        cadres,
        pool,
        interventions,
        [{c: text(r.get(c)) for c in ("cadre_a", "cadre_b", "relation")} for r in tables.get("kin", ())],
    )
    for post_id, post in posts.items():
        world.title[post_id] = tuple(post[c] for c in _TITLE)
        world.group[post_id] = world.title[post_id] + tuple(post[c] for c in _GROUP)
        if post["managed"] and post["incumbent"]:
            world.seat_of[post["incumbent"]] = post_id
    return world


def _ytd(keys: Mapping[str, Any], provinces: list[str]) -> dict[str, dict[str, int]]:
    """Year to date by province; a key without `@` speaks for the only province there is."""
    ytd = {p: dict.fromkeys(_YTD, 0) for p in provinces}
    for key, value in keys.items():
        name, _, province = key.partition("@")
        if name.endswith("_ytd") and name[:-4] in _YTD:
            target = province if "@" in key else provinces[0]
            ytd.setdefault(target, dict.fromkeys(_YTD, 0))[name[:-4]] = number(value, 0)
    return ytd


def _unit(r: Mapping[str, Any]) -> Row:
    row: Row = {c: text(r.get(c)) for c in ("unit_id", "bloc", "province", "locality", "sector")}
    row |= {c: number(r.get(c)) for c in ("staff_total", "staff_women")}
    return row | {
        "deputies_min": number(r.get("deputies_min"), 2),
        "deputies_max": number(r.get("deputies_max"), 4),
    }


def _post(r: Mapping[str, Any], units: dict[str, Row]) -> Row:
    row: Row = {c: text(r.get(c)) for c in ("post_id", "unit_id", "title", "role", "incumbent", "reserved_for")}
    row |= {"tier": number(r.get("tier")), "priority": number(r.get("priority"), 2)}
    row |= {"mode": text(r.get("mode")) or "process", "min_theory": text(r.get("min_theory")) or "none"}
    row |= {c: flag(r.get(c), True) for c in ("managed", "listed")}
    row |= {c: flag(r.get(c), False) for c in ("studying_ok", "formal_required", "committee_seat", "frozen")}
    row["vacates_on"] = day(r.get("vacates_on"))
    bloc = units[row["unit_id"]]["bloc"]
    row["side"] = text(r.get("side")) or _SIDE_BY_BLOC.get(bloc) or _SIDE_BY_ROLE.get(row["role"], "")
    return row


def _cadre(r: Mapping[str, Any]) -> Row:
    names = (
        "cadre_id",
        "native_locality",
        "birth_locality",
        "degree_field",
        "degree_mode",
        "theory",
        "position",
        "unit_id",
        "side",
    )
    row: Row = {c: text(r.get(c)) for c in (*names, "eval_1", "eval_2", "eval_3", "discipline")}
    row |= {c: day(r.get(c)) for c in ("birth_date", "in_post_since", "discipline_date")}
    row |= {c: day(r.get(c)) for c in ("head_since", "rotated_since", "rotation_ends")}
    row |= {c: number(r.get(c)) for c in ("tier", "held_head", "held_deputy", "experience_months")}
    row["female"] = text(r["gender"]).lower() in ("female", "nữ")
    row["long"] = {p.strip() for p in text(r.get("long_localities")).split(";") if p.strip()}
    standard = text(r.get("political_standard"))
    row["political_standard"] = "" if not standard else ("yes" if flag(standard, False) else "no")
    row["open_question"] = flag(r.get("open_question"), False)
    return row


def _pool(r: Mapping[str, Any]) -> Row:
    row: Row = {c: text(r.get(c)) for c in ("cadre_id", "post_id", "source", "reason", "return_plan")}
    return row | {"planned_on": day(r.get("planned_on")), "support": number(r.get("support"))}
