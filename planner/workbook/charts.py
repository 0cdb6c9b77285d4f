"""The sheet of charts, each beside the table it is drawn from; hatched, dark and white: black and white will do."""

from __future__ import annotations

from typing import Any

from planner.workbook import figures
from planner.workbook.sheets import opened
from planner.workbook.style import FONT, Book, Column
from planner.workbook.view import View

WIDTHS = (46, 10, 10, 10, 46)  # the label, three figures, and room for the chart beside a long table
PIXELS = 7 * sum(WIDTHS) + 5 * len(WIDTHS)
BESIDE = 7 * 46 - 8  # pixels
ROW, TALL = 17.0, 26.0  # points of a line of a table; of one with bars beside it
LINES = 32  # of a long table on one page
HIGH = {"shares": 460, "blocs": 330, "months": 330}  # pixels
LEGEND = 34.0  # points below the bars
DARK, GREY = "#1F3864", "#7F7F7F"
HATCHED: dict[str, Any] = {
    "pattern": {"pattern": "wide_upward_diagonal", "fg_color": GREY, "bg_color": "white"},
    "border": {"color": GREY},
}
FULL: dict[str, Any] = {"fill": {"color": DARK}, "border": {"color": DARK}}
PLAIN: dict[str, Any] = {"fill": {"color": "white"}, "border": {"color": "black", "width": 1.25}}
FILLS = ((HATCHED, FULL, PLAIN), (FULL, HATCHED, PLAIN))  # before, after, target; all, of them women, young
Rows = list[list[Any]]


def charts(book: Book, view: View) -> None:
    """Shares of women and the young, appointments by bloc, months left; age levels by unit on pages of their own."""
    columns = [Column("", width) for width in WIDTHS]
    sheet, row = opened(book, view, "charts", columns, view.word("charts.note"), words="charts", portrait=True)
    parts = {"shares": figures.shares(view), "blocs": figures.blocs(view), "months": figures.months_left(view)}
    breaks = []
    for name, rows in parts.items():
        if name == "blocs":
            breaks.append(row)
        end = _table(book, view, sheet, row, name, rows, ROW)
        chart = _chart(book, view, sheet, name, row + 2, rows)
        chart.set_size({"width": PIXELS - 10, "height": HIGH[name]})
        title = view.word(f"charts.title.{name}")
        sheet.insert_chart(end, 0, chart, {"x_offset": 5, "y_offset": 8, "description": title})
        row = end + round(HIGH[name] * 0.75 / ROW) + 2
        for blank in range(end, row):
            book.row(sheet, blank, ROW)
    levels = figures.levels(view)
    each = -(-len(levels) // max(1, -(-len(levels) // LINES)))
    for at in range(0, len(levels), max(1, each)):
        breaks.append(row)
        row = _levels(book, view, sheet, row, levels[at : at + each]) + 1
    sheet.set_h_pagebreaks(breaks)


def _levels(book: Book, view: View, sheet: Any, row: int, rows: Rows) -> int:
    """A part of the units with a bar chart beside it, each unit's bars in its line."""
    end = _table(book, view, sheet, row, "levels", rows, TALL)
    heads, bars = book.high(sheet, row + 1), sum(book.high(sheet, line) for line in range(row + 2, end))
    total = heads + bars + LEGEND
    book.row(sheet, end, LEGEND)
    chart = _chart(book, view, sheet, "levels", row + 2, [line[:-1] for line in rows])
    chart.set_size({"width": BESIDE, "height": round(total / 0.75)})
    chart.set_plotarea({"layout": {"x": 0.42, "y": heads / total, "width": 0.54, "height": bars / total}})
    place = {"x_offset": 4, "description": view.word("charts.title.levels")}
    sheet.insert_chart(row + 1, len(WIDTHS) - 1, chart, place)
    return end


def _table(book: Book, view: View, sheet: Any, row: int, name: str, rows: Rows, high: float) -> int:
    """A title, headings and the figures, lines at least ``high`` points; returns the row after."""
    last = len(rows[0]) - 1 if rows else 1
    sheet.merge_range(row, 0, row, 3, view.word(f"charts.title.{name}"), book.formats["group"])
    book.row(sheet, row, ROW + 3)
    heads = [view.word(f"charts.head.{name}"), *(view.word(f"charts.series.{name}_{at}") for at in range(1, last + 1))]
    columns = [Column("", width, "head") for width in WIDTHS[: last + 1]]
    book.cells(sheet, row + 1, ["head"] * len(heads), heads)
    book.row(sheet, row + 1, max(ROW, book.height(columns, heads)))
    text = book.format(border=1, text_wrap=True)
    looks = {
        float: book.format(border=1, align="center", num_format="0.0%"),
        int: book.format(border=1, align="center"),
    }
    for at, line in enumerate(rows, row + 2):
        book.row(sheet, at, max(high, book.height([Column("", WIDTHS[0])], line[:1])))
        sheet.write_string(at, 0, line[0], text)
        for column, value in enumerate(line[1:], 1):
            if value == "":
                sheet.write_blank(at, column, None, text)
            else:
                sheet.write_number(at, column, value, looks[type(value)])
    end = row + 2 + len(rows)
    book.name(f"bieu_do_{name}_{row + 1}" if name == "levels" else f"bieu_do_{name}", sheet, row + 1, 0, end - 1, last)
    return end


def _chart(book: Book, view: View, sheet: Any, name: str, first: int, rows: Rows) -> Any:
    """Columns, or for the long table bars, of all figures of ``rows``, whose cells start at row ``first``."""
    bars = name == "levels"
    chart: Any = book.file.add_chart({"type": "bar" if bars else "column"})
    page, last = sheet.get_name(), first + max(1, len(rows)) - 1
    font = {"name": FONT, "size": 10}
    small = font | {"size": 9}
    for at in range(1, len(rows[0]) if rows else 1):
        series: dict[str, Any] = {
            "name": [page, first - 1, at],
            "categories": [page, first, 0, last, 0],
            "values": [page, first, at, last, at],
            "gap": 50,
            "overlap": 0,
        }
        labels = {} if bars else {"data_labels": {"value": True, "font": small}}
        chart.add_series(series | FILLS[name == "blocs"][at - 1] | labels)
    chart.set_legend({"position": "bottom", "font": font})
    values = {
        "min": 0,
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
        "num_font": small,
        "num_format": "0%" if name == "shares" else "0",
    }
    if bars:
        chart.set_title({"none": True})
        chart.set_x_axis(values | {"max": 3, "major_unit": 1})
        chart.set_y_axis({"reverse": True, "num_font": font | {"size": 8}, "interval_unit": 1})
    else:
        chart.set_title({"name": view.word(f"charts.title.{name}"), "name_font": font | {"size": 12, "bold": True}})
        chart.set_x_axis({"num_font": small})
        chart.set_y_axis(values)
    return chart
