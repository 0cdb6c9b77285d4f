"""The empty workbook a planner fills in: headings with comments, drop-downs, and one worked example a sheet."""

from __future__ import annotations

from typing import Any

from planner.messages import say
from planner.workbook.columns import ROUND_KEYS, SHEETS, Col
from planner.workbook.faults import letters
from planner.workbook.grid import EXAMPLE_MARK
from planner.workbook.style import Book, Column

ROWS = 2000  # rows with drop-downs below the headings
EXAMPLE: dict[str, dict[str, object]] = {
    "units": {
        "unit_id": "SYT",
        "name": "Sở Y tế",
        "bloc": "gov_culture_social",
        "sector": "health",
        "staff_total": 60,
        "staff_women": 31,
    },
    "posts": {
        "post_id": "SYT-PGD1",
        "unit_id": "SYT",
        "title": "Phó Giám đốc",
        "role": "deputy",
        "tier": 4,
        "min_theory": "advanced",
    },
    "cadres": {
        "cadre_id": "CB0001",
        "name": "Nguyễn Thị Ví Dụ",
        "gender": "female",
        "birth_date": "05/06/1980",
        "theory": "advanced",
        "degree_field": "medicine",
        "degree_mode": "formal",
        "unit_id": "SYT",
        "position": "division_head",
        "eval_1": "good",
    },
    "pool": {
        "cadre_id": "CB0001",
        "post_id": "SYT-PGD1",
        "planned_on": "15/03/2020",
        "support": 92,
    },
    "kin": {
        "cadre_a": "CB0001",
        "cadre_b": "CB0002",
        "relation": "spouse",
    },
    "interventions": {
        "action": "except",
        "cadre_id": "CB0001",
        "post_id": "SYT-PGD1",
        "rule": "theory",
        "reason": "…",
        "document": "…",
    },
}


def write_template(target: Any, lang: str) -> None:
    """Write the template to ``target`` (a path or binary file). ``read_round`` knows its headings."""
    book = Book(target)
    guide = book.sheet(say("template.guide", lang), [Column("", 110)], of_page="&P/&N")
    for row, line in enumerate(say("template.steps", lang).split("\n")):
        guide.write_string(row, 0, line, book.formats["title" if row == 0 else "plain"])
        guide.set_row(row, book.height([Column("", 100)], [line]) * (1.4 if row == 0 else 1))
    lists = book.file.add_worksheet(say("template.lists", lang))
    names: dict[tuple[str, ...], str] = {}
    keys = book.sheet("Đợt" if lang == "vi" else "round", [Column("", 34), Column("", 40)], of_page="&P/&N")
    for at, col in enumerate(SHEETS["round"].columns):
        keys.write_string(0, at, _heading(col, lang), book.formats["head"])
    for row, (key, vi) in enumerate(ROUND_KEYS.items(), 1):
        keys.write_string(row, 0, vi if lang == "vi" else key, book.formats["text"])
        keys.write_blank(row, 1, None, book.formats["input"])
        keys.write_comment(row, 1, say(f"template.key.{key}", lang))
    keys.freeze_panes(1, 0)
    for name, sheet in SHEETS.items():
        if name == "round":
            continue
        columns = [Column(_heading(col, lang), max(12, len(_heading(col, lang)) * 0.9)) for col in sheet.columns]
        page = book.sheet(sheet.vi if lang == "vi" else name, columns, of_page="&P/&N")
        page.set_row(0, 36)
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        for at, col in enumerate(sheet.columns):
            page.write_string(0, at, columns[at].heading, book.formats["head"])
            page.write_comment(0, at, _comment(col, lang), {"x_scale": 2, "y_scale": 1.4})
            value = EXAMPLE[name].get(col.name, "")
            value = col.codes[str(value)][0] if value in col.codes and lang == "vi" else value
            text = f"{EXAMPLE_MARK} {value}" if at == 0 else str(value)
            page.write_string(1, at, text, book.formats["input"])
            choices = _choices(col, lang)
            if choices:
                if choices not in names:
                    names[choices] = f"list_{len(names) + 1}"
                    for row, word in enumerate(choices):
                        lists.write_string(row, len(names) - 1, word)
                    column = letters(len(names) - 1)
                    where = f"='{say('template.lists', lang)}'!${column}$1:${column}${len(choices)}"
                    book.file.define_name(names[choices], where)
                rule = {"validate": "list", "source": f"={names[choices]}", "ignore_blank": True}
                page.data_validation(1, at, ROWS, at, rule)
    lists.hide()
    book.close()


def _heading(col: Col, lang: str) -> str:
    return col.vi[0] if lang == "vi" else col.name


def _choices(col: Col, lang: str) -> tuple[str, ...]:
    if col.kind == "code":
        return tuple(words[0] if lang == "vi" else code for code, words in col.codes.items())
    if col.kind in ("bool", "yesno"):
        return ("có", "không") if lang == "vi" else ("yes", "no")
    return ()


def _comment(col: Col, lang: str) -> str:
    """What the column holds, whether it must be filled, and what an empty cell means."""
    lines = [col.name if lang == "vi" else col.vi[0], say(f"template.kind.{col.kind}", lang)]
    if col.kind == "date":
        lines.append(say(f"template.grain.{col.grain}", lang))
    if col.kind == "int":
        lines.append(f"{col.low}–{col.high}")
    if col.required:
        lines.append(say("template.required", lang))
    elif col.default is not None:
        words = {True: "có" if lang == "vi" else "yes", False: "không" if lang == "vi" else "no"}
        default = words[col.default] if isinstance(col.default, bool) else col.default
        default = col.codes[default][0] if default in col.codes and lang == "vi" else default
        lines.append(say("template.default", lang, value=default))
    return "\n".join(lines)
