"""What people call a sheet, a column and a code in its cells: Vietnamese as in the template, English without signs.

The English workbook's headings are the canonical names; with a blank for each ``_`` they read well and are still read.
"""

from __future__ import annotations

from functools import cache

from planner.messages import has, say
from planner.workbook.cells import fold
from planner.workbook.columns import BIRTH_BY_SEX, IDENTITY, ROUND_KEYS, SHEETS, Col

# Columns whose codes have words of their own beside the drop-downs': the table of them in ``slate.toml``.
WORDS = {
    "bloc": "bloc", "gender": "gender", "theory": "theory", "min_theory": "theory", "degree_mode": "mode",
    "position": "position", "side": "side", "source": "source", "reason": "reason", "reserved_for": "held",
    **dict.fromkeys(("eval_1", "eval_2", "eval_3"), "eval"),
}  # fmt: skip
# Headings the reader knows beside the columns.
BESIDE = {IDENTITY[0]: IDENTITY[1]} | {f"birth_date:{gender}": sex for sex, gender in BIRTH_BY_SEX.items()}


@cache
def column(table: str, name: str) -> Col | None:
    """The column of that canonical name; None where a table has none."""
    return next((col for col in SHEETS[table].columns if col.name == name), None) if table in SHEETS else None


@cache
def table_named(title: str) -> str:
    """The canonical name of a sheet by either of its names; the title itself where it is none of them."""
    names = {fold(word): name for name, sheet in SHEETS.items() for word in (name, sheet.vi)}
    return names.get(fold(title), title)


def sheet_title(table: str, lang: str) -> str:
    """The name of a sheet in the template of that language."""
    return SHEETS[table].vi if lang == "vi" and table in SHEETS else table


def heading(table: str, name: str, lang: str) -> str:
    """The heading of a column; what was typed where it is none."""
    col = column(table, name)
    if col is None:
        return BESIDE.get(name, name)
    return col.vi[0] if lang == "vi" else col.name.replace("_", " ")


def key(name: str, lang: str) -> str:
    """A key of the round's sheet, with its province."""
    bare, at, province = name.partition("@")
    if bare not in ROUND_KEYS:
        return name
    return (ROUND_KEYS[bare] if lang == "vi" else bare.replace("_", " ")) + at + province


def word(table: str, name: str, code: str, lang: str) -> str:
    """A code of a column: Vietnamese as in the drop-down; the code itself where it is none."""
    col = column(table, name)
    if col is None or code not in col.codes:
        return code
    if lang == "vi":
        return col.codes[code][0]
    said = f"slate.{WORDS.get(name)}.{code}"
    return say(said, lang) if has(said, lang) else code.replace("_", " ")
