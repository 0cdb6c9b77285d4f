"""Two native charts under the figures: the shares, and the numbers of people and seats, by scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_range_abs

from planner.workbook.style import FONT, Book

if TYPE_CHECKING:
    from planner.compare.workbook import Words

SERIES = ("#1F4E79", "#C55A11", "#7F7F7F", "#548235")
PATTERNS = ("", "wide_upward_diagonal", "small_grid", "dark_horizontal")  # told apart in black and white
HEIGHT = 300  # pixels


def draw(book: Book, sheet: Any, view: Words, *, at: int, wide: int, heads: int, lines: dict[str, list[int]]) -> None:
    """Below row ``at``, together ``wide`` pixels. ``heads``: the row of the scenarios' names; ``lines``: by chart, the
    rows it shows. Values stand in the columns B, C, E, G and so on: between them are the differences."""
    name = sheet.get_name()
    columns = [1, *range(2, 2 * len(view.columns), 2)]

    def cells(row: int) -> str:
        return "=(" + ",".join(f"'{name}'!{xl_range_abs(row, column, row, column)}" for column in columns) + ")"

    for place, (key, rows) in enumerate(lines.items()):
        number_format = "0%" if key == "shares" else "0"
        chart: Any = book.file.add_chart({"type": "column"})
        for number, row in enumerate(rows):
            colour, pattern = SERIES[number % len(SERIES)], PATTERNS[number % len(PATTERNS)]
            paint = {"pattern": {"pattern": pattern, "fg_color": colour, "bg_color": "white"}}
            chart.add_series(
                {
                    "name": [name, row, 0],
                    "categories": cells(heads),
                    "values": cells(row),
                    "border": {"color": colour},
                    "data_labels": {"value": True, "num_format": number_format, "font": {"name": FONT, "size": 8}},
                }
                | (paint if pattern else {"fill": {"color": colour}})
            )
        chart.set_title({"name": view.say(f"chart.{key}"), "name_font": {"name": FONT, "size": 12}})
        chart.set_x_axis({"num_font": {"name": FONT, "size": 9}})
        grid = {"visible": True, "line": {"color": "#D9D9D9"}}
        chart.set_y_axis({"min": 0, "num_format": number_format, "major_gridlines": grid})
        chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 9}})
        chart.set_size({"width": wide // 2 - 10, "height": HEIGHT})
        spot = {"x_offset": 5 + place * (wide // 2), "description": view.say(f"chart.{key}")}
        sheet.insert_chart(at, 0, chart, spot)
