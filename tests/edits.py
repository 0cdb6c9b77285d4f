"""What people do to a slate workbook before it comes back: each kind of edit, survived or refused with its cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner.messages import say
from planner.workbook.style import HEADS

PARTS = ("decision", "chosen_cadre", "votes_for", "votes_against", "note")
Said = dict[str, dict[str, Any]]  # post → column → what is typed


@dataclass
class Page:
    """A sheet of the workbook with decision columns: its heading row and the columns under each heading."""

    sheet: Worksheet
    lang: str = "vi"

    @property
    def head(self) -> int:
        """The first row of the headings."""
        return next(row[0].row for row in self.sheet.iter_rows() if self._word("post") in [cell.value for cell in row])

    @property
    def first(self) -> int:
        """The first row below the headings."""
        return self.head + HEADS

    def heading(self, name: str) -> Any:
        """The cell of a heading, in either of their rows; None where there is none."""
        cells = [cell for row in self.sheet.iter_rows(self.head, self.head + 1) for cell in row]
        return next((cell for cell in cells if cell.value == self._word(name)), None)

    def column(self, name: str) -> int:
        return int(self.heading(name).column)

    def row(self, post: str) -> int:
        at = self.column("post")
        return next(r for r in range(self.first, self.sheet.max_row + 1) if self.sheet.cell(r, at).value == post)

    def cell(self, post: str, name: str) -> Any:
        return self.sheet.cell(self.row(post), self.column(name))

    def place(self, post: str, name: str) -> str:
        """As faults name the cell."""
        return f"{self.sheet.title}!{self.cell(post, name).coordinate}"

    def posts(self) -> list[str]:
        """The posts of the sheet, in its order."""
        at = self.column("post")
        values = [self.sheet.cell(row, at).value for row in range(self.first, self.sheet.max_row + 1)]
        return [str(value) for value in values if value]

    def loose(self) -> Worksheet:
        """The sheet without merges below its headings: openpyxl does not move them with their rows."""
        for area in list(self.sheet.merged_cells.ranges):
            self.sheet.unmerge_cells(area.coord)
        return self.sheet

    def _word(self, name: str) -> str:
        return say(f"slate.col.{name}", self.lang)


def pages(book: Workbook, lang: str = "vi") -> tuple[Page, Page]:
    """The appointments and the seats left empty."""
    return Page(book[say("slate.slate", lang)], lang), Page(book[say("slate.vacant", lang)], lang)


def write(path: Path, said: Said, to: Path, edit: Callable[[Workbook, Page, Page], Any] | None = None) -> Any:
    """The workbook with this typed into its decision columns, and then edited; what the edit says of it."""
    book = load_workbook(path)
    both = pages(book)
    for post, cells in said.items():
        page = next(page for page in both if post in page.posts())
        for name, value in cells.items():
            page.cell(post, name).value = value
    told = edit(book, *both) if edit else None
    book.save(to)
    return told


# --- survived -----------------------------------------------------------------------------------------
Edit = Callable[[Workbook, Page, Page], Any]


def _rows(page: Page) -> list[list[Any]]:
    """The rows of posts taken out of the sheet, the group headings gone."""
    sheet, posts = page.loose(), set(page.posts())
    body = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=page.first)]
    sheet.delete_rows(page.first, len(body))
    return [row for row in body if row[page.column("post") - 1] in posts]


def _sorted(_b: Workbook, page: Page, _o: Page) -> None:
    for row in reversed(_rows(page)):
        page.sheet.append(row)


def _without_groups(_b: Workbook, page: Page, _o: Page) -> None:
    for row in _rows(page):
        page.sheet.append(row)


def _filtered(_b: Workbook, page: Page, _o: Page) -> None:
    page.sheet.auto_filter.ref = f"A{page.head}:{get_column_letter(page.sheet.max_column)}{page.sheet.max_row}"
    for post in page.posts()[1:]:
        page.sheet.row_dimensions[page.row(post)].hidden = True


def _rows_above(_b: Workbook, page: Page, other: Page) -> None:
    for one in (page, other):
        one.loose().insert_rows(1, 3)
        one.sheet["A1"] = "Bản trình Ban Thường vụ"


def _rows_between(_b: Workbook, page: Page, _o: Page) -> None:
    page.loose().insert_rows(page.row("P2"))
    page.sheet.insert_rows(page.row("P4"), 2)


def _column_left(_b: Workbook, page: Page, other: Page) -> None:
    for one in (page, other):
        one.loose().insert_cols(1, 2)
        one.sheet.cell(one.head, 1).value = "Số thứ tự"


def _column_between(_b: Workbook, page: Page, _o: Page) -> None:
    page.loose().insert_cols(page.column("votes_for"))
    page.sheet.cell(page.head, page.column("votes_for") - 1).value = "Theo dõi"


def _hidden_columns(_b: Workbook, page: Page, _o: Page) -> None:
    for name in ("decision", "post", "note"):
        page.sheet.column_dimensions[get_column_letter(page.column(name))].hidden = True


def _columns_gone(_b: Workbook, page: Page, _o: Page) -> None:
    page.loose().delete_cols(page.column("cadre"))


def _fonts(_b: Workbook, page: Page, _o: Page) -> None:
    for row in page.sheet.iter_rows(min_row=page.head):
        for cell in row:
            if not isinstance(cell, MergedCell):
                cell.font, cell.fill = Font(name="Arial", bold=True), PatternFill("solid", fgColor="FF9900")


def _renamed(_b: Workbook, page: Page, other: Page) -> None:
    page.sheet.title, other.sheet.title = "PA trình BTV 12-6", "Khuyết"


def _moved(book: Workbook, page: Page, _o: Page) -> None:
    book.move_sheet(page.sheet, 6)
    extra = book.create_sheet("Ghi chép")
    extra.append(["Mã vị trí", "ghi nhớ"])
    extra.append(["P1", "hỏi lại"])


def _labels_otherwise(_b: Workbook, page: Page, _o: Page) -> None:
    page.cell("P1", "decision").value = unicodedata.normalize("NFD", "  ĐỒNG   Ý ")
    page.cell("P4", "decision").value = "Không đồng ý"
    page.cell("P7", "decision").value = "NGƯỜI KHÁC"


def _codes(_b: Workbook, page: Page, other: Page) -> None:
    page.cell("P1", "decision").value = "agree"
    page.cell("P4", "decision").value = "Refuse"
    page.cell("P7", "decision").value = "other"
    other.cell("P3", "decision").value = "POSTPONE"


def _by_name(_b: Workbook, page: Page, _o: Page) -> None:
    page.cell("P7", "chosen_cadre").value = unicodedata.normalize("NFD", "VÕ VĂN GIANG")


def _by_name_and_code(_b: Workbook, page: Page, _o: Page) -> None:
    page.cell("P7", "chosen_cadre").value = "Võ Văn Giang (C6)"


def _bare_name(_b: Workbook, page: Page, _o: Page) -> None:
    page.cell("P7", "chosen_cadre").value = "vo van giang"


def _text_votes(_b: Workbook, page: Page, _o: Page) -> None:
    page.cell("P1", "votes_for").value, page.cell("P1", "votes_against").value = " 12 ", "1"


def _decimal_votes(_b: Workbook, page: Page, _o: Page) -> None:
    page.cell("P1", "votes_for").value = 12.0


def _comment(_b: Workbook, page: Page, _o: Page) -> None:
    page.cell("P4", "decision").comment = Comment("xem lại", "BTV")


def _posts_otherwise(_b: Workbook, page: Page, _o: Page) -> None:
    page.cell("P1", "post").value = " p1 "


def _heading_otherwise(_b: Workbook, page: Page, _o: Page) -> None:
    page.heading("decision").value = "QUYẾT\nĐỊNH"


def _english_heading(_b: Workbook, page: Page, _o: Page) -> None:
    page.heading("decision").value = "Decision"


def _headings_again(_b: Workbook, page: Page, _o: Page) -> None:
    for row in (page.head, page.head + 1):
        page.sheet.append([cell.value for cell in page.sheet[row]])


def _one_row_of_headings(_b: Workbook, page: Page, _o: Page) -> None:
    sheet = page.loose()
    for cell in sheet[page.head + 1]:
        if cell.value:
            sheet.cell(page.head, cell.column).value = cell.value
    sheet.delete_rows(page.head + 1, HEADS - 1)
    sheet.insert_rows(page.head + 1, HEADS - 1)


def _undecided_gone(_b: Workbook, page: Page, _o: Page) -> None:
    page.loose().delete_rows(page.row("P2"))


def _merged_twins(_b: Workbook, page: Page, _o: Page) -> None:
    """The decision of P1 typed once over two rows: the second is an empty one put under it."""
    page.loose().insert_rows(page.row("P1") + 1)
    for name in ("post", "decision", "note"):
        at, row = page.column(name), page.row("P1")
        page.sheet.merge_cells(start_row=row, end_row=row + 1, start_column=at, end_column=at)


def _frozen_formula(_b: Workbook, page: Page, _o: Page) -> None:
    page.sheet.cell(1, page.sheet.max_column + 1).value = "=COUNTA(L:L)"


SURVIVED: tuple[Edit, ...] = (
    _sorted,
    _without_groups,
    _filtered,
    _rows_above,
    _rows_between,
    _column_left,
    _column_between,
    _hidden_columns,
    _columns_gone,
    _fonts,
    _renamed,
    _moved,
    _labels_otherwise,
    _codes,
    _by_name,
    _by_name_and_code,
    _bare_name,
    _text_votes,
    _decimal_votes,
    _comment,
    _posts_otherwise,
    _heading_otherwise,
    _english_heading,
    _headings_again,
    _one_row_of_headings,
    _undecided_gone,
    _merged_twins,
    _frozen_formula,
)


# --- refused, with the cell -----------------------------------------------------------------------------
def _typed(post: str, name: str, value: object) -> Edit:
    """Something typed into a cell; the place of that cell."""

    def edit(_b: Workbook, page: Page, other: Page) -> str:
        one = page if post in page.posts() else other
        place = one.place(post, name)
        one.cell(post, name).value = value
        return place

    return edit


def _no_post(_b: Workbook, page: Page, _o: Page) -> str:
    page.cell("P4", "post").value = None
    row = next(r for r in range(page.head + 1, page.sheet.max_row + 1)
               if page.sheet.cell(r, page.column("decision")).value == "không")  # fmt: skip
    return f"{page.sheet.title}!{page.sheet.cell(row, page.column('decision')).coordinate}"


def _twice(_b: Workbook, page: Page, _o: Page) -> str:
    page.loose().append([cell.value for cell in page.sheet[page.row("P4")]])
    last = page.sheet.max_row
    page.sheet.cell(last, page.column("decision")).value = "hoãn"
    return f"{page.sheet.title}!{page.sheet.cell(last, page.column('post')).coordinate}"


def _heading_lost(_b: Workbook, page: Page, _o: Page) -> str:
    first = min(("P1", "P4", "P7"), key=page.row)
    place = page.place(first, "decision")
    page.heading("decision").value = "Ghi kết quả"
    return place


def _no_headings(_b: Workbook, page: Page, other: Page) -> str:
    for one in (page, other):
        one.loose().delete_cols(one.column("decision"))
    return "edited.xlsx"


def _two_columns(_b: Workbook, page: Page, _o: Page) -> str:
    at = page.sheet.max_column + 1
    cell = page.sheet.cell(page.heading("decision").row, at)
    cell.value = "Quyết định"
    page.sheet.cell(page.row("P2"), at).value = "hoãn"
    return f"{page.sheet.title}!{cell.coordinate}"


def _hidden_sheet(_b: Workbook, page: Page, _o: Page) -> str:
    page.sheet.sheet_state = "hidden"
    return page.sheet.title


def _stranger_in_the_way(_b: Workbook, page: Page, _o: Page) -> str:
    cell = page.sheet.cell(page.sheet.max_row + 2, page.column("note"))
    cell.value = "Thay mặt Ban Thường vụ"
    return f"{page.sheet.title}!{cell.coordinate}"


REFUSED: dict[str, tuple[str, Edit]] = {
    "an unknown word": ("unknown_decision", _typed("P1", "decision", "xem xét")),
    "a doubt": ("unknown_decision", _typed("P1", "decision", "đồng ý?")),
    "votes in words": ("not_votes", _typed("P1", "votes_for", "mười hai")),
    "votes below zero": ("not_votes", _typed("P1", "votes_against", -1)),
    "half a vote": ("not_votes", _typed("P1", "votes_for", 1.5)),
    "nobody chosen": ("no_choice", _typed("P7", "chosen_cadre", None)),
    "an unknown cadre": ("unknown_cadre", _typed("P7", "chosen_cadre", "Nguyễn Văn Ất")),
    "a name with another mark": ("unknown_cadre", _typed("P7", "chosen_cadre", "Võ Văn Giảng")),
    "a code beside a name with another mark": ("unknown_cadre", _typed("P7", "chosen_cadre", "Võ Văn Giảng (C6)")),
    "name and code that differ": ("unknown_cadre", _typed("P7", "chosen_cadre", "Nguyễn Văn An (C6)")),
    "a choice beside an agreement": ("stray_choice", _typed("P1", "chosen_cadre", "C6")),
    "a choice without a decision": ("stray_choice", _typed("P2", "chosen_cadre", "C6")),
    "a reserve there is not": ("no_reserve", _typed("P1", "decision", "dự phòng 2")),
    "an unknown post": ("unknown_post", _typed("P1", "post", "P99")),
    "a post code lost": ("no_post", _no_post),
    "a formula without a value": ("formula", _typed("P1", "decision", '=IF(1,"đồng ý","")')),
    "a formula error": ("formula", _typed("P1", "votes_for", "#REF!")),
    "a post twice": ("double", _twice),
    "a heading renamed": ("no_heading", _heading_lost),
    "the columns deleted": ("no_columns", _no_headings),
    "two columns of decisions": ("double_column", _two_columns),
    "a hidden sheet": ("hidden_sheet", _hidden_sheet),
    "words under the table": ("no_post", _stranger_in_the_way),
}
