"""The sheets on what follows from the slate: rotation, hand-overs, those who wait, the two bases of age."""

from __future__ import annotations

from typing import Any

from planner.outlook import BASES
from planner.workbook.sheets import opened
from planner.workbook.style import Book, Column
from planner.workbook.view import View

Rows = list[list[Any]]


def _columns(view: View, *widths: tuple[str, int]) -> list[Column]:
    return [Column(view.say(f"col.{name}"), width, "number" if width < 11 else "text") for name, width in widths]


def _padded(rows: Rows, width: int, nothing: str) -> Rows:
    """Rows filled up to the columns; a sentence where there is none."""
    return [[*row, *[""] * (width - len(row))] for row in rows] or [[nothing]]


def rotation(book: Book, view: View) -> None:
    """Who is rotated and what comes afterwards; whose rotation ends; exchange; secondments by district (II.5, II.6)."""
    columns = _columns(
        view, ("name", 26), ("from", 42), ("to", 42), ("reason", 30), ("kind", 18), ("months", 9), ("afterwards", 44)
    )
    sheet, top = opened(book, view, "rotation", columns, view.say("rotation_note"))
    paper, width, none = view.paper, len(columns), view.say("nobody")
    body: Rows = [[view.say("part.rotations")]]
    body += _padded(
        [
            [view.person(r["cadre"]), view.now(r["cadre"]), view.post(r["post"]), view.code("reason", r["reason"]),
             view.code("kind", r["kind"]), r["months"], r["afterwards"]]
            for r in paper["rotations"]
        ],
        width, none,
    )  # fmt: skip
    body += [[view.say("part.finished")]]
    body += _padded(
        [
            [view.person(r["cadre"]), view.post(r["from_post"]) if r["from_post"] else view.now(r["cadre"]),
             view.post(r["post"]) if r["post"] else "", view.say("arranged" if r["arranged"] else "not_arranged")]
            for r in paper["finished_rotations"]
        ],
        width, none,
    )  # fmt: skip
    body += [[view.say("part.exchanges", count=len(paper["exchanges"]))]]
    body += _padded(
        [
            [view.person(r["cadre"]), view.now(r["cadre"]), view.post(r["post"]),
             f"{view.code('side', r['from_side'])} → {view.code('side', r['to_side'])}"]
            for r in paper["exchanges"]
        ],
        width, none,
    )  # fmt: skip
    body += [[view.say("part.secondments")]]
    body += _padded(
        [
            [view.person(r["cadre"]), view.now(r["cadre"]) if r["new"] else "", view.post(r["post"]),
             view.place(r["district"]), view.say("sent" if r["new"] else "there")]
            for r in paper["secondments"]
        ],
        width, none,
    )  # fmt: skip
    book.table(sheet, top, columns, body)


def chains(book: Book, view: View) -> None:
    """Hand-overs in order, and the seats open before and after."""
    columns = _columns(view, ("step", 8), ("to", 48), ("name", 28), ("from", 48), ("then", 30))
    sheet, top = opened(book, view, "chains", columns, view.say("chains_note"))
    body: Rows = []
    for number, steps in enumerate(view.paper["chains"], 1):
        body.append([view.say("chain", number=number, post=view.post(steps[0]["post"]))])
        for at, step in enumerate(steps, 1):
            old = view.post(step["from_post"]) if step["from_post"] else ""
            comes = view.now(step["cadre"]) if step["cadre"] and not old else old
            then = "vacated" if old else "from_outside" if step["cadre"] else "stays_empty"
            who = view.person(step["cadre"]) if step["cadre"] else ""
            body.append([at, view.post(step["post"]), who, comes, view.say(then)])
    body = body or [[view.say("nobody")]]
    body.append([view.say("part.vacancies")])
    for row in view.paper["vacancies"]:
        kind = view.code("vacancy", row["kind"])
        name = f"{kind}, {view.code('priority', str(row['priority']))}" if row["kind"] == "open" else kind
        figures = view.say("before_after", before=row["before"], after=row["after"])
        body.append(["", name, figures, "", ""])
    book.table(sheet, top, columns, body)


def pending(book: Book, view: View) -> None:
    """Who waits for a conclusion, of what, and what the slate would gain by it."""
    columns = _columns(view, ("cadre", 12), ("name", 26), ("posts", 46), ("awaits", 50), ("gain", 50))
    sheet, top = opened(book, view, "pending", columns, view.say("pending_note"))
    base = {tier["id"]: tier["value"] for tier in view.paper["tiers"]}
    rows: Rows = []
    for row in view.paper["pending"]:
        note = view.cadres[row["cadre"]]["open_question_note"]
        awaits = "\n".join([view.rule(rule) for rule in row["rules"]] + ([f"({note})"] if note else []))
        posts = "\n".join(view.post(post) for post in row["posts"])
        rows.append([row["cadre"], view.person(row["cadre"]), posts, awaits, _gain(view, row["gain"], base)])
    book.table(sheet, top, columns, rows or [[view.say("nobody")]])


def _gain(view: View, gain: dict[str, int] | None, base: dict[str, int]) -> str:
    """The tiers that would change, in order; the first one decides which slate is better."""
    if not gain:
        return view.say("not_computed")
    lines = [
        f"{view.code('tier', tier)}: {base[tier]} → {value}" for tier, value in gain.items() if value != base[tier]
    ]
    return "\n".join(lines) or view.say("no_gain")


def bases(book: Book, view: View) -> None:
    """For whom the two bases of retirement age decide differently."""
    columns = _columns(
        view, ("name", 28), ("to", 54), ("new_basis", 26), ("left_new", 10), ("old_basis", 26), ("left_old", 10)
    )
    sheet, top = opened(book, view, "bases", columns, view.say("bases_note"))
    rows = [
        [view.person(row["cadre"]), view.post(row["post"])]
        + [cell for basis in BASES for cell in (_says(view, row[basis]["says"]), row[basis]["left"])]
        for row in view.paper["bases"]
    ]
    book.table(sheet, top, columns, rows or [[view.say("nobody")]])


def _says(view: View, verdict: str) -> str:
    return view.say(f"seat_{verdict}") if verdict in ("leaves", "stays") else view.code("state", verdict)
