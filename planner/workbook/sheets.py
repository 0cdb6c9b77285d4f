"""The visible sheets of the slate workbook, one function each."""

from __future__ import annotations

from typing import Any

from planner.workbook.style import FONT, Book, Column
from planner.workbook.view import View

DECISIONS = ("agree", "refuse", "postpone", "reserve_1", "reserve_2", "other")
SHARES = {
    "women_share": ("women", "appointments"),
    "young_share": ("young", "appointments"),
    "heads_two_terms": ("first_heads_two_terms", "first_heads"),
    "deputies_three_terms": ("first_deputies_three_terms", "first_deputies"),
}


def opened(book: Book, view: View, name: str, columns: list[Column], note: str = "") -> tuple[Any, int]:
    """A sheet with the heading block; returns it and the row where its table starts."""
    sheet = book.sheet(view.say(name), columns, of_page=view.say("page"))
    last, half = len(columns) - 1, max(0, len(columns) // 2 - 1)

    def across(row: int, first: int, end: int, text: str, form: str) -> None:
        if first < end:
            sheet.merge_range(row, first, row, end, text, book.formats[form])
        else:
            sheet.write_string(row, first, text, book.formats[form])

    for row, key in enumerate(("office_1", "office_2")):
        across(row, 0, half, view.say(key), "left")
    across(0, half + 1, last, view.say("draft"), "mark")
    across(2, 0, last, view.say(f"title.{name}"), "title")
    sheet.set_row(2, 26)
    day = view.day(view.round.settings.date)
    line = view.say("of_round", title=view.round.settings.title or view.round.settings.round_id, date=day)
    across(3, 0, last, line, "subtitle")
    if note:
        across(4, 0, last, note, "plain")
        room = sum(column.width for column in columns)
        sheet.set_row(4, book.height([Column("", room)], [note]))
    return sheet, 6 if note else 5


def summary(book: Book, view: View) -> None:
    """Status in a sentence, the figures before → after → target with a chart, and the tiers."""
    columns = [Column("", 52), *[Column("", 18, "center") for _ in range(4)]]
    sheet, top = opened(book, view, "summary", columns, view.status())
    sheet.fit_to_pages(1, 1)
    heads = [Column(view.say(f"sum.{key}"), 18) for key in ("figure", "before", "after", "target", "verdict")]
    shares = _shares(view)
    end = _block(book, sheet, top, heads, [*shares, *_figures(view)])
    chart: Any = book.file.add_chart({"type": "column"})
    name = view.say("summary")
    for at, colour in ((2, "#4472C4"), (3, "#A5A5A5")):
        chart.add_series(
            {
                "name": heads[at].heading,
                "categories": [name, top + 1, 0, top + len(shares), 0],
                "values": [name, top + 1, at, top + len(shares), at],
                "fill": {"color": colour},
                "data_labels": {"value": True, "font": {"name": FONT, "size": 10}},
            }
        )
    chart.set_title({"name": view.say("sum.chart"), "name_font": {"name": FONT, "size": 12}})
    chart.set_x_axis({"num_font": {"name": FONT, "size": 9}})
    chart.set_y_axis({"min": 0, "num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 10}})
    chart.set_size({"width": 980, "height": 300})
    sheet.insert_chart(end + 1, 0, chart, {"x_offset": 10, "description": view.say("sum.chart")})
    tiers = [
        [f"{n}. {view.code('tier', t['id'])}", t["value"], t["bound"], view.say("yes" if t["proven"] else "no")]
        for n, t in enumerate(view.paper["tiers"], 1)
    ]
    heads = [Column(view.say(f"sum.{key}"), 18) for key in ("tier", "value", "bound", "proven")]
    _block(book, sheet, end + 18, heads, tiers)


def _block(book: Book, sheet: Any, top: int, heads: list[Column], rows: list[list[Any]]) -> int:
    for at, column in enumerate(heads):
        sheet.write_string(top, at, column.heading, book.formats["head"])
    percent = book.file.add_format(
        {"font_name": FONT, "font_size": 12, "border": 1, "align": "center", "num_format": "0.0%"}
    )
    for number, row in enumerate(rows, top + 1):
        for at, value in enumerate(row):
            if isinstance(value, float):
                sheet.write_number(number, at, value, percent)
            elif isinstance(value, int):
                sheet.write_number(number, at, value, book.formats["center"])
            else:
                sheet.write_string(number, at, value or "", book.formats["text" if at == 0 else "center"])
        sheet.set_row(number, book.height([Column("", 50)], [row[0]]))
    return top + 1 + len(rows)


def _shares(view: View) -> list[list[Any]]:
    """Of each share: its value before the round, after it with held seats, its target, and the verdict."""
    rows: list[list[Any]] = []
    percent = {rule: view.number(rule, "percent") for rule in SHARES}
    for line in view.paper["rules"]:
        if line["id"] not in SHARES:
            continue
        got, of = SHARES[line["id"]]
        counts = view.round.settings.ytd.get(line["where"], {})
        before = counts.get(got, 0) / counts[of] if counts.get(of) else "–"
        after = (line["got"] + line["held"]) / line["of"] if line["of"] else "–"
        if line["shortfall"]:
            verdict = view.say("sum.short", count=line["shortfall"])
        else:
            verdict = view.say("sum.met_held", count=line["held"]) if line["held"] else view.say("sum.met")
        place = f" – {line['where']}" if line["where"] else ""
        rows.append([view.code("share", line["id"]) + place, before, after, percent[line["id"]] / 100, verdict])
    return rows


def _figures(view: View) -> list[list[Any]]:
    listed = {post for post, row in view.posts.items() if row["managed"] and row["listed"]}
    before = {post: view.posts[post]["incumbent"] for post in listed if view.posts[post]["incumbent"]}
    after = {row["post"]: row["cadre"] for part in ("appointments", "stays") for row in view.paper[part]}
    after = {post: cadre for post, cadre in after.items() if post in listed}
    young = view.young

    def count(holders: dict[str, str], who: Any) -> int:
        return sum(1 for cadre in holders.values() if who(cadre))

    rows = []
    for key, who in (
        ("filled", lambda _: True),
        ("women", lambda cadre: view.cadres[cadre]["gender"] == "female"),
        ("young", young),
    ):
        target = len(listed) if key == "filled" else ""
        rows.append([view.say(f"sum.{key}"), count(before, who), count(after, who), target, ""])
    rows.append([view.say("sum.appointed"), "", len(view.paper["appointments"]), "", ""])
    rows.append([view.say("sum.left_empty"), "", len(view.paper["vacant"]), "", ""])
    return rows


def slate(book: Book, view: View) -> None:
    """Each appointment with the nominee's brief, and the Committee's decision beside it."""
    widths = (
        *(
            ("post", 12, "text"),
            ("title", 22, "bold"),
            ("cadre", 10, "text"),
            ("nominee", 17, "bold"),
            ("brief", 28, "text"),
        ),
        *(("now", 27, "text"), ("kind", 13, "text"), ("left", 14, "text"), ("fit", 7, "number"), ("parts", 15, "text")),
        *(("notes", 12, "text"), ("decision", 11, "input"), ("chosen_cadre", 10, "input"), ("votes_for", 8, "input")),
        *(("votes_against", 8, "input"), ("note", 13, "input")),
    )
    columns = [Column(view.say(f"col.{name}"), width, form) for name, width, form in widths]
    sheet, top = opened(book, view, "slate", columns, view.say("slate_note"))
    made = {row["post"]: row for row in view.paper["appointments"]}
    rows: list[list[Any]] = []
    for unit, posts in view.by_unit(list(made)):
        rows.append([unit])
        for post in posts:
            row, person = made[post], view.cadres[made[post]["cadre"]]
            notes = [view.say("rotation_mark")] if row["rotation"] else []
            notes += [] if row["counted"] else [view.say("not_counted")]
            rows.append(
                [
                    post,
                    view.posts[post]["title"],
                    row["cadre"],
                    person["name"],
                    view.brief(row["cadre"]),
                    view.now(row["cadre"]),
                    view.code("kind", row["kind"]),
                    view.months_left(row["cadre"]),
                    row["fit"],
                    view.fit(row, short=True),
                    "; ".join(notes),
                    "",
                    "",
                    "",
                    "",
                    "",
                ]
            )
    end = book.table(sheet, top, columns, rows)
    decision = [name for name, _, _ in widths].index("decision")
    rule = {"validate": "list", "source": "=" + LIST_NAME, "ignore_blank": True}
    sheet.data_validation(top + 1, decision, max(top + 1, end - 1), decision, rule)


def vacant(book: Book, view: View) -> None:
    """Each seat left empty, why, and whom it is held for."""
    widths = (
        ("post", 14),
        ("title", 44),
        ("why", 44),
        ("held_for", 18),
        ("admitted", 12),
        ("pending", 14),
        ("refused", 12),
    )
    columns = [Column(view.say(f"col.{name}"), width, "text" if width > 13 else "number") for name, width in widths]
    sheet, top = opened(book, view, "vacant", columns, view.say("vacant_note"))
    states: dict[str, dict[str, int]] = {}
    for row in view.paper["candidates"]:
        count = states.setdefault(row["post"], {})
        count[row["state"]] = count.get(row["state"], 0) + 1
    empty = {row["post"]: row for row in view.paper["vacant"]}
    rows: list[list[Any]] = []
    for unit, posts in view.by_unit(list(empty)):
        rows.append([unit])
        for post in posts:
            row, count = empty[post], states.get(post, {})
            held = view.code("held", row["held_for"]) if row["held_for"] else ""
            number = [count.get(state, 0) for state in ("admitted", "pending", "refused")]
            rows.append([post, view.posts[post]["title"], view.code("why", row["why"]), held, *number])
    book.table(sheet, top, columns, rows)


STRENGTHS = ("must", "strive", "prefer", "warning")


def rules(book: Book, view: View) -> None:
    """Each rule: what is short first, then one line a rule for all places where it holds."""
    widths = (("clause", 11, "center"), ("rule", 62, "text"), ("strength", 12, "center"), ("where", 30, "text"),
              ("need", 9, "number"), ("got", 9, "number"), ("of", 9, "number"), ("held", 9, "number"),
              ("shortfall", 9, "number"), ("verdict", 24, "text"))  # fmt: skip
    columns = [Column(view.say(f"col.{name}"), width, form) for name, width, form in widths]
    sheet, top = opened(book, view, "rules", columns, view.say("rules_note"))
    lines: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in view.paper["rules"]:
        lines.setdefault((row["id"], row["strength"]), []).append(row)
    short: list[list[Any]] = []
    good: list[list[Any]] = []
    for (_, strength), found in sorted(lines.items(), key=lambda line: STRENGTHS.index(line[0][1])):
        text, level = found[0]["text"], view.code("strength", strength)
        for row in found:
            if row["shortfall"]:
                verdict = view.say("standing" if row["standing"] else "short")
                short.append([row["clause"], text, level, view.where(row["where"]), row["need"], row["got"], row["of"],
                              row["held"], row["shortfall"], verdict])  # fmt: skip
        met = [row for row in found if not row["shortfall"]]
        verdict = view.say("met_at", met=len(met), of=len(found))
        one = found[0] if len(found) == 1 else None
        numbers = [one[key] for key in ("need", "got", "of", "held", "shortfall")] if one else [""] * 5
        good.append([found[0]["clause"], text, level, view.where(one["where"]) if one else "", *numbers, verdict])
    body = ([[view.say("rules_short")], *short] if short else []) + [[view.say("rules_all")], *good]
    book.table(sheet, top, columns, body)


def candidates(book: Book, view: View) -> None:
    """Every row of the planning pool with its verdict."""
    widths = (("post", 13, "text"), ("title", 38, "text"), ("cadre", 11, "text"), ("name", 24, "text"),
              ("state", 18, "text"), ("reasons", 50, "text"), ("fit", 8, "number"), ("parts", 40, "text"))  # fmt: skip
    columns = [Column(view.say(f"col.{name}"), width, form) for name, width, form in widths]
    sheet, top = opened(book, view, "candidates", columns, view.say("candidates_note"))
    rows = []
    for row in view.paper["candidates"]:
        why = [*row["refused_by"], *row["pending_by"]]
        rows.append([row["post"], view.post(row["post"]), row["cadre"], view.person(row["cadre"]),
                     view.code("state", row["state"]), "\n".join(view.rule(rule) for rule in why), row["fit"],
                     view.fit(row)])  # fmt: skip
    end = book.table(sheet, top, columns, rows)
    sheet.autofilter(top, 0, max(top + 1, end - 1), len(columns) - 1)


def sources(book: Book, view: View) -> None:
    """What the slate was made from: enough to make it again."""
    from planner import __version__

    columns = [Column(view.say("col.what"), 40, "bold"), Column(view.say("col.value"), 90)]
    sheet, top = opened(book, view, "sources", columns)
    paper = view.paper
    rows = [
        [view.say("src.round"), paper["round"]["id"]],
        [view.say("src.date"), view.day(view.round.settings.date)],
        [view.say("src.sha256"), paper["round"]["sha256"]],
        [view.say("src.scheme"), f"{view.scheme.name[view.lang]} ({paper['scheme']})"],
        [view.say("src.scenario"), paper["scenario"] or view.say("src.none")],
        [view.say("src.settings"), str(paper["scenario_settings"] or view.say("src.none"))],
        [view.say("src.version"), f"planner {__version__}"],
        [view.say("src.invented"), view.say("src.weights")],
    ]
    book.table(sheet, top, columns, rows)


LIST_NAME = "quyet_dinh"


def lists(book: Book, view: View) -> None:
    """The choices of the decision column, as a named range on a hidden sheet."""
    sheet = book.file.add_worksheet(view.say("lists"))
    for row, code in enumerate(DECISIONS):
        sheet.write_string(row, 0, view.code("decision", code))
    book.file.define_name(LIST_NAME, f"='{view.say('lists')}'!$A$1:$A${len(DECISIONS)}")
    sheet.hide()
