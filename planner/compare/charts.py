"""Two native charts under the figures: the shares, and the numbers of people and seats, by scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.compare.table import letter
from planner.workbook.style import FONT, Book, Column

if TYPE_CHECKING:
    from planner.compare.workbook import Words

SERIES = ("#1F4E79", "#C55A11", "#7F7F7F", "#548235")
PATTERNS = ("solid", "wide_upward_diagonal", "small_grid", "dark_horizontal")  # told apart in black and white
NUMBERS = ("appointed", "vacant", "moves")
PIXELS = 7  # of a column unit
HEIGHT = 300


def draw(
    book: Book, sheet: Any, view: Words, columns: list[Column], row: int, spots: dict[str, int], shares: list[int], top: int
) -> None:
    """``spots``: the row of each figure; ``shares``: those of the shares; ``top``: that of the headings."""
    wide = round(PIXELS * sum(column.width for column in columns))
    values = [1, *range(2, len(columns), 2)]
    for at, (name, rows) in enumerate((("shares", shares), ("numbers", [spots[key] for key in NUMBERS]))):
        chart = book.file.add_chart({"type": "column"})
        sheet_name = view.say("comparison")
        for number, line in enumerate(rows):
            colour = SERIES[number % len(SERIES)]
            cells = ",".join(f"'{sheet_name}'!${_letters(col)}${line + 1}" for col in values)
            heads = ",".join(f"'{sheet_name}'!${_letters(col)}${top + 1}" for col in values)
            pattern = PATTERNS[number % len(PATTERNS)]
            fill = {"fill": {"color": colour}} if pattern == "solid" else {
                "pattern": {"pattern": pattern, "fg_color": colour, "bg_color": "white"}
            }  # fmt: skip
            chart.add_series(
                {
                    "name": [sheet_name, line, 0],
                    "categories": f"=({heads})",
                    "values": f"=({cells})",
                    "border": {"color": colour},
                    "data_labels": {"value": True, "font": {"name": FONT, "size": 8}},
                }
                | fill
            )
        chart.set_title({"name": view.say(f"chart.{name}"), "name_font": {"name": FONT, "size": 12}})
        chart.set_x_axis({"num_font": {"name": FONT, "size": 9}})
        grid = {"visible": True, "line": {"color": "#D9D9D9"}}
        chart.set_y_axis({"min": 0, "num_format": "0%" if name == "shares" else "0", "major_gridlines": grid})
        chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 9}})
        chart.set_size({"width": wide // 2 - 10, "height": HEIGHT})
        text = view.say(f"chart.{name}")
        sheet.insert_chart(row, 0, chart, {"x_offset": 5 + at * (wide // 2), "description": text})


def _letters(column: int) -> str:
    return letter(column)
