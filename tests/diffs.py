"""Two rounds compared by the command line, and a province to change cells in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import product
from round_file import Tables, write

Row = dict[str, Any]


def cadre(code: str, name: str, born: dt.date, **more: Any) -> Row:
    """Somebody every standard admits, but for what is said otherwise."""
    row: Row = {"cadre_id": code, "name": name, "gender": "male", "birth_date": born, "degree_field": "medicine"}
    row |= {"degree_mode": "formal", "theory": "advanced", "position": "division_head", "political_standard": "yes"}
    row |= {"political_standard_date": dt.date(2021, 1, 5), "political_standard_body": "Tỉnh ủy"}
    row |= {f"eval_{year}": "good" for year in (1, 2, 3)} | {"experience_months": 120, "kin_declared": "yes"}
    return row | more


def province() -> Tables:
    """Two offices: one open deputy's seat in each, and people who are short of one standard."""
    posts: list[Row] = [
        {"post_id": "Y1", "unit_id": "SYT", "title": "Giám đốc", "role": "head", "tier": 5, "incumbent": "C1"},
        {"post_id": "Y2", "unit_id": "SYT", "title": "Phó Giám đốc", "role": "deputy", "tier": 4} | {"priority": 1},
        {"post_id": "T1", "unit_id": "STC", "title": "Giám đốc", "role": "head", "tier": 5, "incumbent": "C2"},
        {"post_id": "T2", "unit_id": "STC", "title": "Phó Giám đốc", "role": "deputy", "tier": 4},
    ]
    for post in posts:
        post |= {"min_theory": "advanced"}
    cadres = [
        cadre("C1", "Trần Văn An", dt.date(1975, 3, 1), position="managed", tier=5, in_post_since=dt.date(2018, 1, 1)),
        cadre("C2", "Lê Thị Bình", dt.date(1975, 3, 1), gender="female", degree_field="economics", tier=5),
        cadre("C3", "Phạm Văn Cường", dt.date(1963, 5, 2), experience_months=180),  # too old by a little
        cadre("C4", "Hoàng Thị Dung", dt.date(1985, 9, 8), gender="female", degree_field="economics"),
        cadre("C5", "Ngô Văn Giang", dt.date(1980, 9, 8), theory="intermediate", degree_field="economics"),
        cadre("C6", "Vũ Văn Hải", dt.date(1981, 9, 8), degree_field="law"),  # no degree the health office takes
        cadre("C7", "Đỗ Văn Khoa", dt.date(1976, 9, 8), position="other", eval_1="done", experience_months=10),
    ]
    cadres[1] |= {"position": "managed", "in_post_since": dt.date(2018, 1, 1)}
    planned = {"planned_on": dt.date(2020, 2, 1), "support": 80}
    pairs = ("C3 Y2", "C6 Y2", "C7 Y2", "C4 T2", "C5 T2", "C4 T1")
    return {
        "round": [
            {"key": "round_id", "value": "R1"},
            {"key": "date", "value": dt.date(2021, 6, 1)},
            {"key": "scheme", "value": "de-an-01-2021"},
            {"key": "women_ytd", "value": 1},
            {"key": "appointments_ytd", "value": 9},
        ],
        "units": [
            {"unit_id": "SYT", "name": "Sở Y tế", "bloc": "gov_culture_social", "sector": "health"}
            | {"staff_total": 50, "staff_women": 5},
            {"unit_id": "STC", "name": "Sở Tài chính", "bloc": "gov_economic", "sector": "finance"}
            | {"staff_total": 40, "staff_women": 5},
        ],
        "posts": posts,
        "cadres": cadres,
        "pool": [dict(zip(("cadre_id", "post_id"), pair.split(), strict=True)) | planned for pair in pairs],
        "kin": [{"cadre_a": "C4", "cadre_b": "C7", "relation": "sibling"}],
        "interventions": [
            {"action": "ban", "cadre_id": "C4", "post_id": "T1", "reason": "Ý kiến riêng", "document": "CV 1"}
        ],
    }


def row_of(tables: Tables, sheet: str, *key: str) -> Row:
    """The row that begins with these cells."""
    return next(row for row in tables[sheet] if tuple(list(row.values())[: len(key)]) == key)


def set_(sheet: str, key: str, column: str, value: Any) -> Callable[[Tables], None]:
    """The edit of one cell; ``key``: what its row begins with."""
    return lambda tables: row_of(tables, sheet, *key.split()).__setitem__(column, value)


@dataclass(frozen=True)
class Diffs:
    """Writes two rounds and compares them by the command line."""

    folder: Path

    def write(self, tables: Tables, name: str) -> Path:
        path = self.folder / f"{name}.xlsx"
        write(tables, path)
        return path

    def run(self, *arguments: Any, lang: str = "vi") -> tuple[int, str]:
        return product.run("diff", *arguments, lang=lang)

    def __call__(self, before: Tables, after: Tables, *options: Any) -> Row:
        """The document of their difference."""
        code, said = self._compared(before, after, *options)
        assert code == 0, said
        assert max(map(len, said.splitlines())) <= 80 or str(self.folder) in said
        return self._paper()

    def told(self, before: Tables, after: Tables) -> Row | None:
        """The document of their difference; None where one of them is no round."""
        code, said = self._compared(before, after)
        assert code in (0, 2), said
        return self._paper() if code == 0 else None

    def edited(self, edit: Callable[[Tables], None], *options: Any) -> Row:
        """The province against itself with an edit, its rows in reverse."""
        after = province()
        edit(after)
        return self(province(), {sheet: rows[::-1] for sheet, rows in after.items()}, *options)

    def said(self, *options: Any, lang: str = "vi") -> str:
        """What is said of the two rounds compared last."""
        code, said = self.run(self.folder / "one.xlsx", self.folder / "two.xlsx", *options, lang=lang)
        assert code == 0, said
        return said

    def _compared(self, before: Tables, after: Tables, *options: Any) -> tuple[int, str]:
        return self.run(self.write(before, "one"), self.write(after, "two"), *options, "--json", self._out)

    def _paper(self) -> Row:
        paper: Row = json.loads(self._out.read_text("utf-8"))
        return paper

    @property
    def _out(self) -> Path:
        return self.folder / "diff.json"
