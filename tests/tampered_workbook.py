"""Ways to tamper with a sealed slate workbook: each changes it in place and returns the words `verify` must say."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell

from planner.messages import say
from planner.seal.copy import from_text, hash_of, to_text
from planner.workbook.hidden import CHUNK

Tampering = Callable[[Workbook], list[str]]
SEAL = "planner_seal"
DOCUMENT = "planner_slate"


def sheet(book: Workbook, name: str) -> Any:
    return book[say(f"slate.{name}", "en")]


def table(book: Workbook, name: str) -> tuple[Any, Any, list[int]]:
    """A sheet, the heading of its column of posts, and the rows (1-based) that hold one."""
    page = sheet(book, name)
    wanted = say("slate.col.post", "en")
    head = next(cell for row in page.iter_rows() for cell in row if cell.value == wanted)
    posts = {row[0].value for row in book["posts"].iter_rows(min_row=2)}
    rows = range(head.row + 1, page.max_row + 1)
    return page, head, [row for row in rows if page.cell(row, head.column).value in posts]


def heading(book: Workbook, name: str, column: str) -> Cell:
    page = sheet(book, name)
    wanted = say(f"slate.col.{column}", "en")
    found: Cell = next(cell for row in page.iter_rows() for cell in row if cell.value == wanted)
    return found


def cell(book: Workbook, name: str, column: str, place: int = 0) -> Cell:
    """A cell of the table, by its heading and the place of its row."""
    page, _, rows = table(book, name)
    found: Cell = page.cell(rows[place], heading(book, name, column).column)
    return found


def title(book: Workbook) -> Cell:
    """The title of the first post with a nominee."""
    page, head, rows = table(book, "slate")
    found: Cell = page.cell(rows[0], head.column + 1)
    return found


def nominee(book: Workbook, place: int = 0) -> Cell:
    """The name of a nominee."""
    page, _, rows = table(book, "slate")
    names = {row[1].value for row in book["cadres"].iter_rows(min_row=2)}
    found: Cell = next(one for one in page[rows[place]] if one.value in names)
    return found


def _set(cell: Cell, value: Any) -> list[str]:
    """Changes a cell: its address, what it said and what it says are to be named."""
    was = str(cell.value).split("\n")[0]
    cell.value = value
    page: Any = cell.parent
    return [f"{page.title}!{cell.coordinate}", was, str(value)]


def _exchange(one: Cell, other: Cell) -> list[str]:
    one.value, other.value = other.value, one.value
    return [one.coordinate, other.coordinate, str(one.value), str(other.value)]


def another_title(book: Workbook) -> list[str]:
    return _set(title(book), "Trưởng ban")


def another_nominee(book: Workbook) -> list[str]:
    return _set(nominee(book), "Nguyễn Thị Khác")


def another_code(book: Workbook) -> list[str]:
    return _set(cell(book, "slate", "cadre"), "C99")


def more_points(book: Workbook) -> list[str]:
    points = cell(book, "candidates", "fit")
    return _set(points, int(str(points.value)) + 1)


def a_number_stored_as_text(book: Workbook) -> list[str]:
    points = cell(book, "candidates", "fit")
    value = str(points.value)
    points.value, points.data_type = value, "s"
    return [points.coordinate, value, f"“{value}”"]


def a_value_made_a_formula(book: Workbook) -> list[str]:
    points = cell(book, "candidates", "fit")
    value = points.value
    points.value = f"={value}"
    return [points.coordinate, str(value)]


def an_empty_cell_filled(book: Workbook) -> list[str]:
    page, head, rows = table(book, "candidates")
    empty = next(one for row in rows for one in page[row] if one.value is None and one.column > head.column)
    return [_set(empty, "đã thống nhất")[0], "đã thống nhất", "was empty"]


def a_cell_emptied(book: Workbook) -> list[str]:
    return _set(title(book), None)[:2]


def two_names_swapped(book: Workbook) -> list[str]:
    return _exchange(nominee(book, 0), nominee(book, 1))


def two_posts_swapped(book: Workbook) -> list[str]:
    return _exchange(cell(book, "slate", "post", 0), cell(book, "slate", "post", 1))[2:]


def a_reason_to_leave_a_seat_empty(book: Workbook) -> list[str]:
    page, _, _ = table(book, "vacant")
    was = say("slate.why.held_women", "en")
    why = next(one for row in page.iter_rows() for one in row if one.value == was)
    return _set(why, say("slate.why.frozen", "en"))


def a_heading_changed(book: Workbook) -> list[str]:
    return _set(heading(book, "slate", "cadre"), "Withdrawn")


def the_heading_of_the_votes_changed(book: Workbook) -> list[str]:
    return _set(heading(book, "slate", "votes_for"), "Votes withheld")


def two_headings_swapped(book: Workbook) -> list[str]:
    return _exchange(heading(book, "candidates", "fit"), heading(book, "candidates", "state"))[:2]


def a_title_changed(book: Workbook) -> list[str]:
    page = sheet(book, "slate")
    return _set(page.cell(3, 1), "QUYẾT ĐỊNH")


def the_mark_of_a_proposal_deleted(book: Workbook) -> list[str]:
    page = sheet(book, "summary")
    mark = next(cell for cell in page[1] if cell.value == say("slate.draft", "en"))
    mark.value = None
    return [mark.coordinate, say("slate.draft", "en")]


def a_group_heading_changed(book: Workbook) -> list[str]:
    page, _, rows = table(book, "slate")
    return _set(page.cell(rows[0] - 1, 1), "Khối khác")


def a_row_deleted(book: Workbook) -> list[str]:
    page, head, rows = table(book, "slate")
    post = page.cell(rows[1], head.column).value
    page.delete_rows(rows[1])
    return ["deleted", str(post)]


def a_row_added(book: Workbook) -> list[str]:
    page, _, rows = table(book, "slate")
    page.insert_rows(rows[0])
    for column, value in enumerate(("P99", "Phó Giám đốc", "C9", "Nguyễn Thị Thêm"), 1):
        page.cell(rows[0], column).value = value
    return [f"row {rows[0]}", "P99", "Nguyễn Thị Thêm"]


def a_row_doubled(book: Workbook) -> list[str]:
    page, _, rows = table(book, "slate")
    last = page.max_row + 1
    for column in range(1, page.max_column + 1):
        page.cell(last, column).value = page.cell(rows[0], column).value
    return [f"row {last}", "added"]


def a_row_added_below(book: Workbook) -> list[str]:
    page = sheet(book, "vacant")
    page.cell(page.max_row + 3, 1).value = "Đã thông qua ngày 05/6/2021"
    return ["Đã thông qua", "added"]


def a_column_deleted(book: Workbook) -> list[str]:
    state = heading(book, "candidates", "state")
    sheet(book, "candidates").delete_cols(state.column)
    return [say("slate.col.state", "en"), "deleted"]


def a_column_under_a_sealed_heading(book: Workbook) -> list[str]:
    page, head, rows = table(book, "slate")
    again = page.cell(head.row, page.max_column + 1)
    again.value = say("slate.col.cadre", "en")
    page.cell(rows[0], again.column).value = "C99"
    return [again.coordinate, say("slate.col.cadre", "en")]


def a_figure_on_the_summary(book: Workbook) -> list[str]:
    page = sheet(book, "summary")
    figure = next(c for row in page.iter_rows() for c in row if isinstance(c.value, float) and 0 < c.value < 1)
    return [_set(figure, 0.31)[0], "0.31"]


def a_verdict_on_the_summary(book: Workbook) -> list[str]:
    page = sheet(book, "summary")
    short = next(cell for row in page.iter_rows() for cell in row if str(cell.value).startswith("met"))
    return _set(short, "short by 9")


def a_reason_in_the_explanations(book: Workbook) -> list[str]:
    return _set(cell(book, "explain", "explained"), "Được tín nhiệm nhất.")


def rows_of_two_posts_exchanged(book: Workbook) -> list[str]:
    """Rows without a code belong to the one above: as they stand they say the same, elsewhere they do not."""
    page, head, rows = table(book, "explain")
    code = heading(book, "explain", "cadre").column
    below = [row for row in range(rows[0], page.max_row + 1) if not page.cell(row, head.column).value]
    one, other = [row for row in below if page.cell(row, code).value][:2]
    assert any(one < row < other for row in rows)
    for column in range(1, page.max_column + 1):
        first, second = page.cell(one, column), page.cell(other, column)
        first.value, second.value = second.value, first.value
    return ["moved"]


def a_verdict_of_a_candidate(book: Workbook) -> list[str]:
    return _set(cell(book, "candidates", "state", 2), "refused")


def the_round_hash_on_the_sources(book: Workbook) -> list[str]:
    page = sheet(book, "sources")
    line = next(row for row in page.iter_rows() if row[0].value == say("slate.src.sha256", "en"))
    return _set(line[1], "0" * 64)


def the_seal_on_the_sources(book: Workbook) -> list[str]:
    page = sheet(book, "sources")
    line = next(row for row in page.iter_rows() if row[0].value == say("seal.source.slate", "en"))
    return _set(line[1], "0" * 64)


def the_hash_in_a_footer(book: Workbook) -> list[str]:
    page = sheet(book, "slate")
    page.oddFooter.right.text = "Seal 0123456789ab"
    return [page.title, "footer", "0123456789ab"]


def a_choice_of_the_lists(book: Workbook) -> list[str]:
    return _set(sheet(book, "lists").cell(1, 1), "đồng ý hết")


def a_hidden_birth_date(book: Workbook) -> list[str]:
    page = book["cadres"]
    column = next(c.column for c in page[1] if c.value == "birth_date")
    page.cell(2, column).value = "01/01/1990"
    return [f"cadres!{page.cell(2, column).coordinate}", "birth_date", "01/01/1990", "C1"]


def a_hidden_pool_row_deleted(book: Workbook) -> list[str]:
    page = book["pool"]
    key = page.cell(3, 1).value
    page.delete_rows(3)
    return ["pool", str(key), "deleted"]


def a_hidden_pool_row_added(book: Workbook) -> list[str]:
    page = book["pool"]
    page.append(["C1", "P1"])
    return ["pool", f"row {page.max_row}", "C1 | P1"]


def a_hidden_setting(book: Workbook) -> list[str]:
    page = book["round"]
    line = next(row for row in page.iter_rows() if row[0].value == "horizon_months")
    return [_set(line[1], 12)[0], "horizon_months"]


def the_hidden_document(book: Workbook) -> list[str]:
    first = book[DOCUMENT].cell(1, 1)
    first.value = str(first.value).replace('"status":"optimal"', '"status":"feasible"', 1)
    return [f"{DOCUMENT}!A1", "optimal", "feasible"]


def the_hidden_document_deleted(book: Workbook) -> list[str]:
    del book[DOCUMENT]
    return [DOCUMENT, "deleted", "could not be judged"]


def the_hidden_document_made_nonsense(book: Workbook) -> list[str]:
    book[DOCUMENT].cell(1, 1).value = "#{"
    return [DOCUMENT, "could not be judged"]


def a_sheet_deleted(book: Workbook) -> list[str]:
    name = sheet(book, "rules").title
    del book[name]
    return [name, "deleted"]


def a_sheet_renamed(book: Workbook) -> list[str]:
    sheet(book, "rules").title = "Old rules"
    return [say("slate.rules", "en"), "Old rules", "renamed"]


def the_main_sheet_renamed(book: Workbook) -> list[str]:
    sheet(book, "slate").title = "Slate 2"
    return ["Slate 2", "renamed"]


def a_hidden_table_deleted(book: Workbook) -> list[str]:
    del book["kin"]
    return ["kin", "deleted"]


def the_copy_deleted(book: Workbook) -> list[str]:
    del book[SEAL]
    return ["sealed copy", "deleted"]


def the_copy_made_nonsense(book: Workbook) -> list[str]:
    book[SEAL].cell(1, 1).value = "#nonsense"
    return ["sealed copy", "cannot be read"]


def the_copy_edited(book: Workbook) -> list[str]:
    """What the cells say is what they said; it is the copy that was changed, and with it the hash."""
    sheets = from_text(_copied(book))
    name = nominee(book)
    slate = next(one for one in sheets if one.name == say("slate.slate", "en"))
    row = next(row for row in slate.rows if row.number == name.row - 1)
    row.cells[name.column - 1] = "Người Khác"
    _put(book, to_text(sheets))
    return ["footer", f"{slate.name}!{name.coordinate}", "Người Khác", str(name.value)]


def _copied(book: Workbook) -> str:
    return "".join(str(row[0].value)[1:] for row in book[SEAL].iter_rows() if row[0].value)


def _put(book: Workbook, text: str) -> None:
    page = book[SEAL]
    page.delete_rows(1, page.max_row)
    for row, at in enumerate(range(0, len(text), CHUNK), 1):
        page.cell(row, 1).value = "#" + text[at : at + CHUNK]


def a_cell_and_its_copy(book: Workbook) -> list[str]:
    """A forger who mends the copy too, but leaves the hash that is printed."""
    name = nominee(book)
    text = _copied(book).replace(json.dumps(name.value, ensure_ascii=False), '"Người Khác"')
    was = name.value
    for page in book:
        for one in (one for row in page.iter_rows() for one in row if one.value == was):
            one.value = "Người Khác"
    _put(book, text)
    return ["footer", hash_of(text)[:12]]


def a_column_declared_open(book: Workbook) -> list[str]:
    """The copy made to say that the names are the Committee's own to write."""
    sheets = from_text(_copied(book))
    slate = next(one for one in sheets if one.name == say("slate.slate", "en"))
    name = nominee(book)
    slate.open[name.column - 1] = slate.open[max(slate.open)]
    _put(book, to_text(sheets))
    name.value = "Người Khác"
    return ["footer"]


KINDS: dict[str, Tampering] = {
    name: tamper
    for name, tamper in list(globals().items())
    if callable(tamper)
    and not name.startswith("_")
    and getattr(tamper, "__module__", "") == __name__
    and name not in ("sheet", "table", "heading", "cell", "title", "nominee")
}
