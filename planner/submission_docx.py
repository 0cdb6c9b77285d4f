"""The submission as a text document (.docx) in the form of Party documents, the appointments in an annex.

Sizes and margins are those of the guidance on the form of Party documents (36-HD/VPTW, 05-HD/VPTW).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from planner.messages import say
from planner.submission import Paragraph, submission
from planner.workbook.nominees import form
from planner.workbook.style import CREATED, FONT
from planner.workbook.view import View

SIZE = 14
SHORT, LONG = Mm(210), Mm(297)  # A4
CENTRE, RIGHT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
Looks = dict[str, Any]
BODY: dict[str, Looks] = {  # how each role of the body is set
    "kind": {"bold": True, "size": 16, "align": CENTRE, "before": 18},
    "about": {"bold": True, "align": CENTRE, "after": 0},
    "draft": {"bold": True, "size": 13, "align": CENTRE},
    "addressee": {"bold": True, "align": CENTRE, "before": 6, "after": 12},
    "basis": {"italic": True, "align": BOTH, "indent": 10},
    "part": {"bold": True, "align": BOTH, "indent": 10, "before": 6, "stay": True},
    "heading": {"bold": True, "align": BOTH, "indent": 10, "stay": True},
    "item": {"align": BOTH, "indent": 10},
    "closing": {"align": BOTH, "indent": 10, "stay": True},
    "seal": {"italic": True, "size": 10, "indent": 10, "after": 12, "stay": True},
}
PLAIN: Looks = {"align": BOTH, "indent": 10}
APART = ("office", "board", "party", "number", "date", "signer", "recipients", "recipient", "annex", "annex_note")
# Of the annex: the heading's word, and the width in millimetres.
ANNEX = (("number", 10), ("title", 62), ("nominee", 48), ("born", 24), ("now", 62), ("kind", 30), ("notes", 26))


def submission_docx(view: View, seal: str) -> bytes:
    """The document; the same slate gives the same bytes."""
    paragraphs = submission(view, seal)
    said: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        said.setdefault(paragraph.role, []).append(paragraph.text)
    book = Document()
    _properties(book, said["kind"][0])
    style = book.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    _page(book.sections[0], SHORT, LONG)
    _numbered(book.sections[0])
    _head(book, said)
    for paragraph in paragraphs:
        if paragraph.role not in APART:
            _body(book, paragraph)
    _foot(book, said)
    _annex(book, view, said)
    return _same_bytes(book)


def _properties(book: Any, title: str) -> None:
    core = book.core_properties
    core.title, core.author, core.comments, core.revision = title, "planner", "", 1
    core.created = core.modified = CREATED.replace(tzinfo=dt.UTC)


def _page(section: Any, width: Any, height: Any) -> None:
    """A4; 20 mm above and below, 30 on the left, 15 on the right; the page number 10 mm from the edge."""
    section.page_width, section.page_height = width, height
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = (Mm(30), Mm(15)) if width < height else (Mm(20), Mm(15))
    section.header_distance = Mm(10)


def _numbered(section: Any) -> None:
    """The page number in the middle above, not on the first page."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _head(book: Any, said: dict[str, list[str]]) -> None:
    left, right = _two_columns(book, 65, 100)
    _line(left, said["office"][0], align=CENTRE)
    _line(left, said["board"][0], bold=True, align=CENTRE)
    _line(left, "*", align=CENTRE)
    _line(left, said["number"][0], align=CENTRE)
    _ruled(_line(right, said["party"][0], bold=True, size=15, align=CENTRE))
    _line(right, "", align=CENTRE)
    _line(right, said["date"][0], italic=True, align=CENTRE)


def _body(book: Any, paragraph: Paragraph) -> None:
    text = f"- {paragraph.text}" if paragraph.role == "item" and not paragraph.text[0].isdigit() else paragraph.text
    _line(book, text, **BODY.get(paragraph.role, PLAIN))
    if paragraph.role == "about":
        _line(book, "-----", align=CENTRE)


def _foot(book: Any, said: dict[str, list[str]]) -> None:
    left, right = _two_columns(book, 85, 80)
    for run in _line(left, said["recipients"][0]).runs:
        run.underline = True
    for text in said["recipient"]:
        _line(left, text, size=12, after=0)
    _line(right, said["signer"][0], align=CENTRE)
    for _ in range(3):  # room to sign
        _line(right, "", align=CENTRE)


def _annex(book: Any, view: View, said: dict[str, list[str]]) -> None:
    """The appointments by unit, on landscape pages."""
    _page(book.add_section(WD_SECTION.NEW_PAGE), LONG, SHORT)
    _line(book, said["annex"][0], bold=True, size=15, align=CENTRE)
    _line(book, said["annex_note"][0], italic=True, align=CENTRE)
    table = book.add_table(rows=1, cols=len(ANNEX))
    table.style = "Table Grid"
    heads = table.rows[0]
    heads._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on each page
    for cell, (name, _) in zip(heads.cells, ANNEX, strict=True):
        _cell(cell, say(f"submission.col.{name}", view.lang), bold=True, align=CENTRE)
    number = 0
    for unit, posts in view.by_unit(list(view.made)):
        group = table.add_row().cells
        _cell(group[0].merge(group[-1]), unit, bold=True, stay=True)
        for post in posts:
            number += 1
            for cell, text in zip(table.add_row().cells, _appointment(view, post, number), strict=True):
                _cell(cell, text)
    _widths(table, tuple(width for _, width in ANNEX))


def _appointment(view: View, post: str, number: int) -> list[str]:
    row = view.made[post]
    cadre = row["cadre"]
    person = view.cadres[cadre]
    who = person["name"] if person["name"] == cadre else f"{person['name']} ({cadre})"
    born = f"{view.code('gender', person['gender'])}, {view.birth(person)}"
    note = "" if row["counted"] else view.say("not_counted")
    return [str(number), str(view.posts[post]["title"]), who, born, view.now(cadre), form(view, row), note]


def _two_columns(book: Any, left: int, right: int) -> tuple[Any, Any]:
    """Two cells side by side, without lines; widths in millimetres."""
    table = book.add_table(rows=1, cols=2)
    cells = table.rows[0].cells
    for cell in cells:
        cell._tc.remove(cell.paragraphs[0]._p)
    _widths(table, (left, right))
    return cells[0], cells[1]


def _widths(table: Any, widths: tuple[int, ...]) -> None:
    """The columns' widths in millimetres; no row is broken between pages."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells = list(dict.fromkeys(row.cells))
        for cell, width in zip(cells, widths if len(cells) > 1 else (sum(widths),), strict=True):
            cell.width = Mm(width)


def _line(
    place: Any, text: str, *, size: int = SIZE, bold: bool = False, italic: bool = False, align: Any = None,
    indent: int = 0, before: int = 0, after: int = 6, stay: bool = False,
) -> Any:  # fmt: skip
    """A paragraph: sizes and spaces in points, the indent of its first line in millimetres."""
    paragraph = place.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    shape = paragraph.paragraph_format
    paragraph.alignment = align
    shape.first_line_indent, shape.space_before, shape.space_after = Mm(indent), Pt(before), Pt(after)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size + 5)
    shape.keep_with_next = stay
    return paragraph


def _cell(cell: Any, text: str, *, bold: bool = False, align: Any = None, stay: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.keep_with_next = stay
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(12), bold


def _ruled(paragraph: Any) -> None:
    """A line under a paragraph."""
    borders, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        below.set(qn(f"w:{name}"), value)
    borders.append(below)
    paragraph._p.get_or_add_pPr().append(borders)


def _same_bytes(book: Any) -> bytes:
    """The file without the time it was made at."""
    raw, target = BytesIO(), BytesIO()
    book.save(raw)
    with ZipFile(raw) as made, ZipFile(target, "w", ZIP_DEFLATED) as fixed:
        for name in _names(made):
            fixed.writestr(ZipInfo(name, ZIP_DAY), made.read(name), ZIP_DEFLATED)
    return target.getvalue()


def _names(parts: ZipFile) -> Iterable[str]:
    """The parts of a file, that which tells their kinds first, as Word wants it."""
    return sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
