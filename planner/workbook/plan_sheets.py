"""The sheets on what follows from the slate: rotation, hand-overs, those who wait, the two bases of age."""

from __future__ import annotations

from typing import Any

from planner.outlook import BASES
from planner.workbook.pages import paged
from planner.workbook.sheets import opened
from planner.workbook.style import Book, Column, Heads
from planner.workbook.view import View

Row = dict[str, Any]
Rows = list[list[Any]]
PARTY_SIDES = ("party", "front")


def _columns(view: View, *widths: tuple[str, int]) -> list[Column]:
    return [Column(view.say(f"col.{name}"), width, "number" if width < 11 else "text") for name, width in widths]


def _part(view: View, heading: str, rows: Rows) -> Rows:
    """A group heading and its rows; a sentence where there is none."""
    return [[heading], *(rows or [[view.say("nobody")]])]


# --- rotation -------------------------------------------------------------------------------------
def rotation(book: Book, view: View) -> None:
    """Who is rotated and what comes afterwards; whose rotation ends; exchange; secondments by district (II.5, II.6)."""
    columns = _columns(
        view, ("name", 23), ("cadre", 12), ("from", 38), ("to", 38), ("matter", 32), ("kind", 19), ("months", 10),
        ("afterwards", 34),
    )  # fmt: skip
    sheet, top = opened(book, view, "rotation", columns, view.say("rotation_note"))
    paper = view.paper
    rotated = [_rotated(view, row) for row in view.by_name(paper["rotations"])]
    finished = view.by_name(paper["finished_rotations"])
    body = _part(view, view.say("part.rotations", count=len(rotated)), rotated)
    heading = view.say("part.finished", count=len(finished), placed=sum(row["arranged"] for row in finished))
    body += _part(view, heading, [_finished(view, row) for row in finished])
    crossed = view.by_name(paper["exchanges"])
    out = sum(row["from_side"] in PARTY_SIDES for row in crossed)
    heading = view.say("part.exchanges", count=len(crossed), out=out, back=len(crossed) - out)
    body += _part(view, heading, [_exchanged(view, row) for row in crossed])
    there = paper["secondments"]
    heading = view.say("part.secondments", count=len(there), new=sum(row["new"] for row in there))
    body += _part(view, heading, _seconded(view, there))
    book.table(sheet, top, columns, body)


def _who(view: View, cadre: str) -> list[Any]:
    return [view.person(cadre), cadre]


def _rotated(view: View, row: Row) -> list[Any]:
    moved = [*_who(view, row["cadre"]), view.now(row["cadre"]), view.post(row["post"])]
    return [*moved, view.code("reason", row["reason"]), view.code("kind", row["kind"]), row["months"],
            row["afterwards"]]  # fmt: skip


def _finished(view: View, row: Row) -> list[Any]:
    """Whose rotation is over: the post they go to, empty where there is none but the one they keep meanwhile."""
    person = view.cadres[row["cadre"]]
    began, ended = view.month(person["rotated_since"]), view.month(person["rotation_ends"])
    term = "; ".join(
        view.say(f"term.{key}", month=month) for key, month in (("began", began), ("ended", ended)) if month
    )
    keeps = row["post"] == row["from_post"]
    outcome = "for_good" if row["arranged"] and keeps else "arranged" if row["arranged"] else "not_arranged"
    to = view.post(row["post"]) if row["arranged"] and row["post"] else ""
    kind = view.code("kind", view.made[row["post"]]["kind"]) if to and not keeps else ""
    return [*_who(view, row["cadre"]), view.now(row["cadre"]), to, term, kind, "", view.say(outcome)]


def _exchanged(view: View, row: Row) -> list[Any]:
    sides = view.say("crosses", old=view.code("side", row["from_side"]), new=view.code("side", row["to_side"]))
    kind = view.code("kind", view.made[row["post"]]["kind"])
    return [*_who(view, row["cadre"]), view.now(row["cadre"]), view.post(row["post"]), sides, kind, "", ""]


def _seconded(view: View, rows: list[Row]) -> Rows:
    """District by district, those that have nobody too."""
    body: Rows = []
    for district in sorted(view.districts.keys() | {row["district"] for row in rows}):
        here = [row for row in rows if row["district"] == district]
        place = view.say("received", district=view.place(district), count=len(here))
        body += [_sent(view, row, place) for row in here] or [["", "", "", "", place, "", "", ""]]
    return body


def _sent(view: View, row: Row, place: str) -> list[Any]:
    came = view.now(row["cadre"]) if row["new"] else ""
    until = view.month(view.cadres[row["cadre"]]["rotation_ends"])
    note = view.say("sent") if row["new"] else view.say("there_until", month=until) if until else view.say("there")
    return [*_who(view, row["cadre"]), came, view.post(row["post"]), place, view.code("kind", "second"), "", note]


# --- hand-overs -----------------------------------------------------------------------------------
def chains(book: Book, view: View) -> None:
    """Hand-overs in order, and the seats open before and after."""
    columns = _columns(view, ("step", 8), ("post_taken", 50), ("taker", 32), ("from", 50), ("then", 38))
    sheet, top = opened(book, view, "chains", columns, view.say("chains_note"))
    left = {row["post"]: row for row in view.paper["leaves"]}
    body: Rows = []
    for number, steps in enumerate(view.paper["chains"], 1):
        opens = view.say("chain", number=number, post=view.post(steps[0]["post"]), why=_opened(view, steps, left))
        body.append([opens])
        body += [_step(view, steps, at) for at in range(len(steps))]
    body = (body or [[view.say("nobody")]]) + _vacancies(view)
    book.table(sheet, top, columns, body)
    paged(book, sheet, columns, top, body)


def _opened(view: View, steps: list[Row], left: dict[str, Row]) -> str:
    """Why the first seat of a chain is open."""
    first = steps[0]["post"]
    if first in left:
        return view.say(f"opened.{left[first]['why']}", name=view.person(left[first]["cadre"]))
    return view.say("opened.swap" if view.posts[first]["incumbent"] else "opened.empty")


def _step(view: View, steps: list[Row], at: int) -> list[Any]:
    step = steps[at]
    post, cadre, old = view.post(step["post"]), step["cadre"], step["from_post"]
    if not cadre:
        return [
            at + 1,
            post,
            "",
            "",
            view.say("stays_empty" if view.posts[step["post"]]["listed"] else "stays_unlisted"),
        ]
    who, comes = f"{view.person(cadre)} ({cadre})", view.post(old) if old else view.now(cadre)
    if not old:
        then = view.say("from_outside")
    elif at + 1 < len(steps):
        then = view.say("handed_over" if steps[at + 1]["cadre"] else "left_behind", step=at + 2)
    else:
        then = view.say("taken_over")
    return [at + 1, post, who, comes, then]


def _vacancies(view: View) -> Rows:
    """Listed seats without a holder at the round's date, with those who leave in it, and after the slate."""
    names = ("vacancy_kind", "vacant_now", "vacant_before", "vacant_after")
    body: Rows = [[view.say("part.vacancies")], Heads(["", *(view.say(f"col.{name}") for name in names)])]
    now: dict[tuple[str, int], int] = {}
    for post in view.listed.values():
        if not post["incumbent"]:
            kind = "frozen" if post["frozen"] else "exam" if post["mode"] != "process" else "open"
            now[kind, post["priority"]] = now.get((kind, post["priority"]), 0) + 1
    rows = view.paper["vacancies"]
    for row in rows:
        name = f"{view.code('vacancy', row['kind'])}, {view.code('priority', str(row['priority']))}"
        body.append(["", name, now.get((row["kind"], row["priority"]), 0), row["before"], row["after"]])
    before, after = (sum(row[key] for row in rows) for key in ("before", "after"))
    return [*body, ["", view.say("total"), sum(now.values()), before, after]]


# --- those who wait -------------------------------------------------------------------------------
def pending(book: Book, view: View) -> None:
    """Who waits for a conclusion, of what, and what the slate would gain by it in each tier."""
    base = {tier["id"]: tier["value"] for tier in view.paper["tiers"] if tier["id"] != "order"}
    columns = _columns(view, ("cadre", 12), ("name", 24), ("posts", 38), ("awaits", 45))
    columns += [Column(view.code("tier_short", tier), 11, "center") for tier in base]
    columns += _columns(view, ("outcome", 18))
    sheet, top = opened(book, view, "pending", columns, view.say("pending_note"))
    rows: Rows = [["", view.say("this_slate"), "", "", *base.values(), ""]]
    for row in view.by_name(view.paper["pending"]):
        note = view.cadres[row["cadre"]]["open_question_note"]
        awaits = "\n".join([view.awaits(rule) for rule in row["rules"]] + ([f"({note})"] if note else []))
        posts = "\n".join(view.post(post) for post in row["posts"])
        rows.append([row["cadre"], view.person(row["cadre"]), posts, awaits, *_gain(view, row["gain"], base)])
    book.table(sheet, top, columns, rows if len(rows) > 1 else [[view.say("nobody")]])


def _gain(view: View, gain: dict[str, int] | None, base: dict[str, int]) -> list[str]:
    """Each tier that would change, in order, and the outcome: the first of them decides which slate is better."""
    if not gain:
        return ["" for _ in base] + [view.say("not_computed")]
    cells = [
        view.say("before_after", before=value, after=gain[tier]) if gain.get(tier, value) != value else "–"
        for tier, value in base.items()
    ]
    changed = [(gain[tier], value) for tier, value in base.items() if gain.get(tier, value) != value]
    return [
        *cells,
        view.say("better" if changed[0][0] < changed[0][1] else "worse") if changed else view.say("no_gain"),
    ]


# --- the two bases of age -------------------------------------------------------------------------
def bases(book: Book, view: View) -> None:
    """For whom the two bases of retirement age decide differently, and whom of them the slate appoints."""
    columns = _columns(
        view, ("name", 25), ("cadre", 12), ("post_judged", 54), ("new_basis", 22), ("left_new", 10), ("old_basis", 22),
        ("left_old", 10), ("in_slate", 18),
    )  # fmt: skip
    used = view.code("basis", view.round.settings.retirement_basis)
    sheet, top = opened(book, view, "bases", columns, view.say("bases_note", used=used))
    rows = [
        _who(view, row["cadre"])
        + [view.post(row["post"])]
        + [cell for basis in BASES for cell in (_says(view, row[basis]["says"]), row[basis]["left"])]
        + [view.say("proposed") if view.proposed(row["cadre"], row["post"]) else ""]
        for row in view.by_name(view.paper["bases"])
    ]
    book.table(sheet, top, columns, rows or [[view.say("nobody")]])


def _says(view: View, verdict: str) -> str:
    return view.say(f"seat_{verdict}") if verdict in ("leaves", "stays") else view.code("state", verdict)
