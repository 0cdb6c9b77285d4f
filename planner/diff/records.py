"""Which records differ between two rounds: rows matched by what they are about, whatever their order, cell by cell.

Pure comparison. A round comes as a ``Case``: its tables with a scenario's pins, bans and leaves among them, and the
law of its day with the scenario laid over it, which is compared like one more table (``law``, a row a rule).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Literal

import numpy as np

from models.case import Case
from models.scheme import Law
from models.tables import YTD_KEYS, Round, Settings
from planner.document import day

Key = tuple[str, ...]
Row = dict[str, Any]
Rows = dict[Key, Row]

KEYS = {
    "units": ("unit_id",),
    "posts": ("post_id",),
    "cadres": ("cadre_id",),
    "pool": ("cadre_id", "post_id"),
    "kin": ("cadre_a", "cadre_b"),
    "interventions": ("action", "cadre_id", "post_id", "rule"),
}
TABLES = ("round", *KEYS, "law")
DATES = frozenset(
    (
        *("date", "vacates_on", "birth_date", "party_date", "in_post_since", "head_since", "rotated_since"),
        *("rotation_ends", "discipline_date", "political_standard_date", "planned_on"),
    )
)
# What is most often moved to fit a person in: the column, and the name of the trick it can serve.
WATCHED = {
    ("cadres", "birth_date"): "age",
    **dict.fromkeys([("cadres", name) for name in ("in_post_since", "head_since", "experience_months")], "seniority"),
    **dict.fromkeys([("cadres", name) for name in ("degree_field", "degree_mode", "theory")], "degree"),
    **dict.fromkeys(
        [("posts", name) for name in ("min_theory", "studying_ok", "formal_required", "reserved_for", "mode")],
        "requirement",
    ),
}
WATCHES = tuple(dict.fromkeys(WATCHED.values()))


@dataclass(frozen=True)
class Cell:
    """A cell before and after, as it stands in JSON: days as ISO text, what is missing or has no row ``None``."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Record:
    """A row that was added, removed or changed, with the cells that differ."""

    table: str
    key: Key
    change: Literal["added", "removed", "changed"]
    cells: tuple[Cell, ...]

    @property
    def name(self) -> tuple[str, Key]:
        """The table and the row it stands in."""
        return self.table, self.key

    @property
    def watched(self) -> tuple[str, ...]:
        """The tricks its changed cells can serve; a new row moves nothing that was there."""
        return self.watched_of(cell.column for cell in self.cells) if self.change == "changed" else ()

    def watched_of(self, columns: Any) -> tuple[str, ...]:
        """The tricks some of its columns can serve."""
        kinds = {WATCHED.get((self.table, column)) for column in columns}
        return tuple(kind for kind in WATCHES if kind in kinds)


class Sheets:
    """The rows of a case's tables by what they are about, as typed in the round; those of the law among them."""

    def __init__(self, round_: Round, law: Law | None = None) -> None:
        self.round, self.law = round_, law

    @classmethod
    def of(cls, case: Case) -> Sheets:
        """The tables of a case: its round, the scenario laid on, and its law."""
        return cls(case.round_, case.law)

    @cached_property
    def rows(self) -> dict[str, Rows]:
        """Table → key → column → value."""
        found = {"round": _settings(self.round.settings)}
        found |= {table: {key: row for key, (row, _) in keyed.items()} for table, keyed in self._keyed.items()}
        return found | {"law": _law(self.law) if self.law else {}}

    def cell(self, table: str, key: Key, column: str = "") -> str:
        """A cell as people name it, of a row without a column the first of its key; empty where the file has none."""
        origin, keyed = self.round.origins.get(table), self._keyed.get(table, {})
        if origin is None or key not in keyed:
            return ""
        return origin.cell(keyed[key][1], column or KEYS[table][0])

    @cached_property
    def _keyed(self) -> dict[str, dict[Key, tuple[Row, int]]]:
        return {table: _keyed(table, self.round) for table in KEYS}


def _keyed(table: str, round_: Round) -> dict[Key, tuple[Row, int]]:
    """The rows of a table with their numbers in it. Rows about the same thing (an order given twice) are numbered by
    what they say."""
    frame = getattr(round_, table)
    rows: list[tuple[Row, int]] = [
        ({str(name): value for name, value in row.items()}, at) for at, row in enumerate(frame.to_dict("records"))
    ]
    if table in ("kin", "interventions"):
        rows.sort(key=lambda row: [str(value) for value in row[0].values()])
    seen: Counter[Key] = Counter()
    found: dict[Key, tuple[Row, int]] = {}
    for row, at in rows:
        key = tuple(str(row[column]) for column in KEYS[table])
        if table == "kin":  # a couple, in whichever order
            key = tuple(sorted(key))
            row |= dict(zip(KEYS[table], key, strict=True))
        seen[key] += 1
        found[key if seen[key] == 1 else (*key, f"#{seen[key]}")] = row, at
    return found


def _settings(settings: Settings) -> Rows:
    """The keys of the ``round`` sheet; a yearly count that is not given is 0."""
    plain = [item.name for item in fields(settings) if item.name != "ytd"]
    found: Rows = {(name,): {"value": getattr(settings, name)} for name in plain}
    for province, counts in settings.ytd.items():
        for name in YTD_KEYS:
            found[ytd_key(name, province)] = {"value": counts.get(name, 0)}
    return found


def ytd_key(name: str, province: str) -> Key:
    """The key of a yearly count on the ``round`` sheet."""
    return (f"{name}_ytd@{province}" if province else f"{name}_ytd",)


def _law(law: Law) -> Rows:
    """What a law says in numbers and codes: a row a rule, and one each for its other settings."""
    found: Rows = {}
    for rule, version in law.rules.items():
        other = {"other": version.other} if version.other else {}
        numbers = {name: _listed(param.value) for name, param in version.params.items()}
        found[(rule,)] = {"strength": version.strength, **other, **numbers}
    found["(tiers)",] = {"value": _listed(law.tiers)}
    found["(fit)",] = dict(law.fit)
    found["(holding)",] = law.holding.model_dump()
    found["(counts_lateral)",] = {"value": law.counts_lateral}
    return found


def _listed(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, tuple) else value


def compare(before: Sheets, after: Sheets) -> list[Record]:
    """Every record that differs, in the order of tables and keys."""
    found = []
    for table in TABLES:
        old, new = before.rows[table], after.rows[table]
        blank = {"value": 0} if table == "round" else {}  # a yearly count that is not given
        for key in sorted(old.keys() | new.keys()):
            cells = _cells(table, old.get(key, blank), new.get(key, blank))
            if table == "round":
                found += [Record(table, key, "changed", cells)] if cells else []
            elif key not in old or key not in new:
                found.append(Record(table, key, "added" if key in new else "removed", cells))
            elif cells:
                found.append(Record(table, key, "changed", cells))
    return found


def _cells(table: str, old: Row, new: Row) -> tuple[Cell, ...]:
    columns = [name for name in dict.fromkeys([*new, *old]) if name != "birth_known"]
    keys = KEYS.get(table, ())
    cells = (Cell(name, _plain(name, old), _plain(name, new)) for name in columns if name not in keys)
    return tuple(cell for cell in cells if _differs(cell))


def _differs(cell: Cell) -> bool:
    return type(cell.before) is not type(cell.after) or bool(cell.before != cell.after)


def _plain(column: str, row: Row) -> Any:
    """A cell as JSON has it; a birth date only as far as it is known."""
    value = row.get(column)
    if isinstance(value, np.generic):
        value = value.item()
    if value in (None, "", -1) or (column in DATES and value == 0):
        return None
    if isinstance(value, int) and value > 10**7:  # a day; no other number of a round is so great
        known = str(row.get("birth_known")) if column == "birth_date" else "day"
        return day(value)[: {"year": 4, "month": 7}.get(known, 10)]
    return value
