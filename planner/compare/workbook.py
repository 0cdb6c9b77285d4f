"""The comparison as a workbook: figures with charts, the matrix, the causes, the stable core."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from models.tables import Round
from planner.compare import charts
from planner.compare.marks import marks
from planner.compare.table import grouped, kind, letter, lines, status
from planner.workbook.sheets import opened
from planner.workbook.style import Book, Column
from planner.workbook.view import View

Row = dict[str, Any]
SHEETS = "compare_sheets"  # the catalogue of their names and titles
PAGE = 150  # the widths of a sheet's columns together: beyond it the print gets small
ON_A_PAGE = 8  # scenarios whose figures and charts still print well on one page
PIXELS = 7  # of a unit of width
LONGEST = 40  # letters of a scenario's name in a heading


def workbook_bytes(paper: Row, round_: Round, lang: str) -> bytes:
    """The whole workbook; the same document gives the same bytes."""
    target = BytesIO()
    book, view = Book(target), Words(paper, round_, lang)
    for write in (comparison, scenarios, matrix, causes, stable, only, origin):
        write(book, view)
    book.close()
    return target.getvalue()


class Words(View):
    """The document of a comparison in words; what its own catalogue does not say, the slate's does."""

    words = "compare"

    def __init__(self, paper: Row, round_: Round, lang: str) -> None:
        super().__init__(paper | {"scenario_settings": {}, "appointments": []}, round_, lang)
        self.columns: list[Row] = paper["scenarios"]

    def headed(self, at: int) -> str:
        """The letter and name of a scenario, cut where it is long."""
        name = self.columns[at]["name"]
        return f"{letter(at)}. {name if len(name) <= LONGEST else name[: LONGEST - 1] + '…'}"

    def place(self, code: str) -> str:
        """Title, unit and code of a post."""
        return f"{self.post(code)} ({code})"

    def holder(self, cadre: str | None, kind_: str | None = "") -> str:
        """A name with its code; of an empty seat why it is empty; nothing where there is no slate."""
        if cadre is None:
            return "–"
        if not cadre:
            return f"({self.code('why', kind_) if kind_ else self.say('nobody_there')})"
        return f"{self.person(cadre)} ({cadre})"


def comparison(book: Book, view: Words) -> None:
    """Tiers, figures and shares of all scenarios, each beside its difference from the first; two charts."""
    count = len(view.columns)
    room = max(9, (PAGE - 50 - 10) // max(1, 2 * count - 1))
    columns = [Column(view.say("col.figure"), 50), Column(view.headed(0), max(12, room), "number")]
    for at in range(1, count):
        columns += [Column(view.headed(at), max(12, room), "number"), Column(view.say("col.sign"), 7, "number")]
    sheet, top = opened(book, view, "comparison", columns, view.say("note.comparison"), words=SHEETS)
    rows: list[list[Any]] = []
    parts = lines(view.columns)
    spots: dict[str, dict[tuple[str, str], int]] = {part: {} for part in parts}
    for part, found in parts.items():
        rows.append([view.say(f"part.{part}")])
        for (name, where), values in found:
            spots[part][name, where] = top + 1 + len(rows)
            rows.append([_label(view, part, name, where), *_beside(_percent(values) if part == "shares" else values)])
    end = book.table(sheet, top, columns, [["" if isinstance(cell, float) else cell for cell in row] for row in rows])
    _numbers(book, sheet, top + 1, rows)
    numbers = [spots["figures"][name, ""] for name in ("appointed", "vacant", "moves")]
    charted = {"shares": [*spots["shares"].values()], "numbers": numbers}
    charted = {chart: found for chart, found in charted.items() if found}
    wide = round(PIXELS * sum(column.width for column in columns))
    if any(row["figures"] for row in view.columns):
        charts.draw(book, sheet, view, at=end + 1, wide=wide, heads=top, lines=charted)
    sheet.fit_to_pages(1, 1 if count <= ON_A_PAGE else 0)


def _label(view: Words, part: str, name: str, where: str) -> str:
    """What a line of the table is of, and where."""
    label = view.say(f"long.{name}") if part == "figures" else view.code(part.removesuffix("s"), name)
    return f"{label} – {where}" if where else label


def _percent(shares: list[Row | None]) -> list[float | None]:
    """Shares as they are reached, seats held for them counted."""
    return [(row["got"] + row["held"]) / row["of"] if row and row["of"] else None for row in shares]


def _beside(values: list[Any]) -> list[Any]:
    """Each value, and from the second on its difference from the first."""
    first, cells = values[0], [values[0]]
    for value in values[1:]:
        cells += [value, None if value is None or first is None else value - first]
    return cells


FORMS = {  # whether a share, whether a difference → how the number is written
    (False, False): "#,##0",
    (False, True): "+#,##0;−#,##0;0",
    (True, False): "0.0%",
    (True, True): "+0.0%;−0.0%;0",
}


def _numbers(book: Book, sheet: Any, top: int, rows: list[list[Any]]) -> None:
    """The numbers of the table as numbers: shares in percent, differences with their sign, bold where there is one."""
    look = {"border": 1, "align": "center", "valign": "top"}
    for number, row in enumerate(rows, top):
        share = any(isinstance(value, float) for value in row)
        for at, value in enumerate(row[1:], 1):
            signed = at > 1 and at % 2 == 1
            strong = {"bold": True, "bg_color": "#F3F0E0"} if signed and value else {}
            if value is None:
                sheet.write_string(number, at, "–", book.format(**look))
            else:
                sheet.write_number(number, at, value, book.format(**look, **strong, num_format=FORMS[share, signed]))


def scenarios(book: Book, view: Words) -> None:
    """What each scenario asks, and how it ended."""
    widths = (("letter", 7, "center"), ("name", 24, "bold"), ("reason", 44, "text"), ("changes", 70, "text"),
              ("outcome", 26, "text"), ("differing", 10, "number"))  # fmt: skip
    columns = [Column(view.say(f"col.{name}"), width, form) for name, width, form in widths]
    sheet, top = opened(book, view, "scenarios", columns, view.say("note.scenarios"), words=SHEETS)
    rows = []
    for at, row in enumerate(view.columns):
        outcome = [status(row, view.lang), *(f"– {clash['text']}" for clash in row["conflict"])]
        outcome += [repair["text"] for repair in row["repairs"][:1]]
        changes = "\n".join(setting["text"] for setting in row["settings"]) or view.say("src.none")
        differing = "–" if row["differing"] is None else row["differing"]
        rows.append([letter(at), row["name"], row["reason"], changes, "\n".join(outcome), differing])
    book.table(sheet, top, columns, rows)


def matrix(book: Book, view: Words) -> None:
    """The posts whose holder differs, by unit, each person in a colour and with a sign of their own."""
    count, known = len(view.columns), marks(view.paper)
    room = max(17, (PAGE - 44) // count)
    columns = [Column(view.say("col.post"), 12), Column(view.say("col.title"), 28, "bold")]
    columns += [Column(view.headed(at), room) for at in range(count)]
    sheet, top = opened(book, view, "matrix", columns, view.say("note.matrix"), words=SHEETS)
    lines = {row["post"]: row for row in view.paper["matrix"] if not row["same"]}
    rows: list[list[Any]] = []
    painted: list[tuple[int, int, str, bool]] = []
    for unit, posts in view.by_unit(list(lines)):
        rows.append([unit])
        for post in posts:
            row, cells = lines[post], []
            for at, cadre in enumerate(row["holders"]):
                sign = f"{known[cadre].sign} " if cadre else ""
                cells.append(sign + view.holder(cadre, row["kinds"][at]))
                painted.append((top + 1 + len(rows), 2 + at, cadre or "", cadre not in (row["holders"][0], None)))
            rows.append([post, row["title"], *cells])
    rows = rows or [[view.say("note.none_differ")]]
    book.table(sheet, top, columns, rows)
    for number, at, cadre, other in painted:
        paint = {"bg_color": known[cadre].colour} if cadre else {"italic": True, "font_color": "#595959"}
        look = book.format(border=1, text_wrap=True, valign="top", bold=other, **paint)
        sheet.write_string(number, at, rows[number - top - 1][at], look)


def causes(book: Book, view: Words) -> None:
    """For each scenario, the posts that differ grouped by what causes it."""
    widths = (("title", 50, "bold"), ("from", 30, "text"), ("to", 30, "bold"), ("cause", 62, "text"),
              ("proof", 24, "text"))  # fmt: skip
    columns = [Column(view.say(f"col.{name}"), width, form) for name, width, form in widths]
    sheet, top = opened(book, view, "causes", columns, view.say("note.causes"), words=SHEETS)
    rows: list[list[Any]] = []
    why = {row["post"]: row["kinds"] for row in view.paper["matrix"]}
    for at, column in enumerate(view.columns):
        texts = {setting["key"]: setting["text"] for setting in column["settings"]}
        held = {row["post"]: row for row in view.paper["causes"] if row["scenario"] == at}
        rows += [[view.headed(at)]] if held else []
        for (keys, smallest, minimal), posts in grouped(view.paper, at).items():
            text = "\n".join(texts[key] for key in keys) if keys else view.say("not_sought")
            proof = view.say(kind(smallest, minimal)) if keys else ""
            for post in posts:
                first, own = (view.holder(held[post][end], why[post][of] if post in why else "")
                              for end, of in (("from", 0), ("to", at)))  # fmt: skip
                rows.append([view.place(post), first, own, text, proof])
    book.table(sheet, top, columns, rows or [[view.say("note.none_differ")]])


def stable(book: Book, view: Words) -> None:
    """Who is appointed to what in every scenario alike."""
    columns = [Column(view.say("col.post"), 14), Column(view.say("col.title"), 62, "bold"),
               Column(view.say("col.cadre"), 12), Column(view.say("col.person"), 28, "bold"),
               Column(view.say("col.now"), 60)]  # fmt: skip
    same = {row["post"]: row["cadre"] for row in view.paper["stable"] if row["appointed"]}
    stays = len(view.paper["stable"]) - len(same)
    sheet, top = opened(book, view, "stable", columns, view.say("note.stable", stays=stays), words=SHEETS)
    rows: list[list[Any]] = []
    for unit, posts in view.by_unit(list(same)):
        rows.append([unit])
        rows += [[p, view.posts[p]["title"], same[p], view.person(same[p]), view.now(same[p])] for p in posts]
    book.table(sheet, top, columns, rows or [[view.say("note.nothing")]])


def only(book: Book, view: Words) -> None:
    """Whom a single scenario appoints."""
    columns = [Column(view.say("col.cadre"), 12), Column(view.say("col.person"), 30, "bold"),
               Column(view.say("col.now"), 60), Column(view.say("col.posts"), 70)]  # fmt: skip
    sheet, top = opened(book, view, "only", columns, view.say("note.only"), words=SHEETS)
    rows: list[list[Any]] = []
    for at in range(len(view.columns)):
        alone = [row for row in view.paper["only"] if row["scenario"] == at]
        rows += [[view.headed(at)]] if alone else []
        for row in alone:
            posts = "\n".join(view.place(post) for post in row["posts"])
            rows.append([row["cadre"], view.person(row["cadre"]), view.now(row["cadre"]), posts])
    book.table(sheet, top, columns, rows or [[view.say("note.nothing")]])


def origin(book: Book, view: Words) -> None:
    """What the comparison was made from: enough to make it again."""
    from planner import __version__

    columns = [Column(view.say("col.what"), 40, "bold"), Column(view.say("col.value"), 98)]
    sheet, top = opened(book, view, "origin", columns, words=SHEETS)
    paper = view.paper
    rows = [
        [view.say("src.round"), paper["round"]["id"]],
        [view.say("src.date"), view.day(view.round.settings.date)],
        [view.say("src.sha256"), paper["round"]["sha256"]],
        [view.say("origin.law"), f"{paper['scheme_name']} ({paper['scheme']})"],
        [view.say("origin.complete"), view.say("origin.whole" if paper["complete"] else "origin.part")],
        *(
            [view.say("origin.file", letter=letter(at)), row["file"] or view.say("origin.none")]
            for at, row in enumerate(view.columns)
        ),
        [view.say("src.version"), f"planner {__version__}"],
    ]
    book.table(sheet, top, columns, rows)
