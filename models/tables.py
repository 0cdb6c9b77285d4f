"""The tables of a round, as the law receives them: typed, canonical, checked at the door by the clerk.

Cells are plain: text, ids and codes are ``str`` (``""`` = missing), yes/no ``bool``, numbers ``int``
(-1 = missing), dates ``int`` as YYYYMMDD (0 = missing; a month alone is its first day).
The columns and their defaults are those of the round workbook; what they mean is in the scheme.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

HEADS = ("head", "secretary")
DEPUTIES = ("deputy", "standing_deputy", "deputy_secretary", "council_vice_chair", "committee_vice_chair")
BODY_DEPUTIES = ("deputy", "standing_deputy")  # the deputies of I and II.1

YTD_KEYS = (
    "appointments",
    "women",
    "young",
    "first_heads",
    "first_heads_two_terms",
    "first_deputies",
    "first_deputies_three_terms",
)


@dataclass(frozen=True)
class Settings:
    """The ``round`` sheet. ``ytd`` holds, for each province id, the year's counts before this round."""

    round_id: str
    date: int
    scheme: str
    title: str = ""
    horizon_months: int = 0
    retirement_basis: str = "nd135"
    ytd: dict[str, dict[str, int]] = field(default_factory=dict)
    history_appointed: int = -1
    history_women_percent: str = ""
    history_young_percent: str = ""


@dataclass(frozen=True)
class Origin:
    """Where a table was read from: the sheet, the number of each row in it, the letters of each column."""

    sheet: str
    rows: list[int]
    letters: dict[str, str]

    def cell(self, row: int, column: str) -> str:
        """A cell as people name it (``cadres!B7``); empty where the file has none."""
        known = column in self.letters and row < len(self.rows)
        return f"{self.sheet}!{self.letters[column]}{self.rows[row]}" if known else ""


@dataclass(frozen=True)
class Round:
    """One appointment round: settings, six tables, the SHA-256 of the file they came from, and their cells in it.

    ``brought_forward``: of each post a scenario's leave empties earlier, the day (0 = none) the file has for it.
    """

    settings: Settings
    units: pd.DataFrame
    posts: pd.DataFrame
    cadres: pd.DataFrame
    pool: pd.DataFrame
    kin: pd.DataFrame
    interventions: pd.DataFrame
    sha256: str
    origins: dict[str, Origin] = field(default_factory=dict)
    brought_forward: dict[str, int] = field(default_factory=dict)


def with_rows(table: pd.DataFrame, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The table with these rows after its own, in its columns and kinds."""
    if not rows:
        return table
    more = pd.DataFrame(rows, columns=table.columns).astype(table.dtypes.to_dict())
    return pd.concat([table, more], ignore_index=True)
