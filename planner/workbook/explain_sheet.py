"""The sheet of reasons: of each open post the nominee and the next two, what each would cost, and why."""

from __future__ import annotations

from typing import Any

from planner.document import NEAR
from planner.messages import say
from planner.workbook import person
from planner.workbook.pages import paged
from planner.workbook.sheets import opened
from planner.workbook.style import Book, Column
from planner.workbook.view import View

Row = dict[str, Any]
NEXT = 2  # how many are shown beside the nominee


def reasons(book: Book, view: View) -> None:
    """Nothing is written where nothing was explained."""
    if not view.paper["explanations"]:
        return
    widths = (("post", 13, "text"), ("title", 34, "bold"), ("name", 24, "text"), ("cadre", 11, "text"),
              ("verdict", 21, "text"), ("fit", 8, "number"), ("price", 42, "text"),
              ("explained", 58, "text"))  # fmt: skip
    columns = [Column(view.say(f"col.{name}"), width, form) for name, width, form in widths]
    choices = [title["choice"] for title in view.paper["explanations"]]
    counts = {name: choices.count(name) for name in ("open", "settled", "only", "none")}
    note = [view.say("explain_note", **counts, loss=view.paper["loss"])]
    if unreached := choices.count("unknown"):
        note.append(say("reasons.unreached", view.lang, count=unreached))
    sheet, top = opened(book, view, "explain", columns, " ".join(note))
    body: list[list[Any]] = []
    for unit, posts in view.by_unit(list(view.titled)):
        body.append([unit])
        for post in posts:
            body += _of_post(view, post, view.titled[post])
    book.table(sheet, top, columns, body)
    paged(book, sheet, columns, top, body)


def _of_post(view: View, post: str, title: Row) -> list[list[Any]]:
    """The nominee (or why there is none), then the next two."""
    nominee = view.made[post]["cadre"] if post in view.made else ""
    others = [row for row in title["candidates"] if row["verdict"] in NEAR and row["cadre"] != nominee][:NEXT]
    seat = [post, view.posts[post]["title"]]
    if nominee:
        mine = next(row for row in title["candidates"] if row["cadre"] == nominee)
        why = [person.strengths(view, nominee, post), _missed(view, mine), view.say(f"choice.{title['choice']}")]
        first = [view.person(nominee), nominee, _verdict(view, "chosen"), view.made[post]["fit"], "", sentences(why)]
    else:
        empty = view.empty.get(post)
        why = [view.say(f"choice.{title['choice']}"), *(_stopped(view, post) if not others else [])]
        first = ["", "", view.code("why", empty["why"]) if empty else "", "", "", sentences(why)]
    rows = [[*seat, *first]]
    for row in others:
        fit = view.rated(row["cadre"], post)
        near = view.say("near") if row["cadre"] in title["near"] and row["verdict"] != "equal" else ""
        why = [_taken(view, row["cadre"]), person.strengths(view, row["cadre"], post), _missed(view, row), near]
        rows.append(["", "", view.person(row["cadre"]), row["cadre"], _verdict(view, row["verdict"]),
                     fit["fit"] if fit else "", price(view, row), sentences(why)])  # fmt: skip
    return rows


def _taken(view: View, cadre: str) -> str:
    """Where the same slate appoints somebody who is only next here."""
    held = view.taken.get(cadre)
    return say("reasons.taken", view.lang, post=view.post(held)) if held else ""


def _stopped(view: View, post: str) -> list[str]:
    """Of a post nobody can take: how many each rule stops."""
    states = [row for row in view.paper["candidates"] if row["post"] in view.sisters(post)]
    stopped: dict[str, int] = {}
    for row in states:
        for rule in [*row["refused_by"], *row["pending_by"]]:
            stopped[rule] = stopped.get(rule, 0) + 1
    return [view.say("stopped", rule=view.rule(rule), count=count) for rule, count in stopped.items()]


def _verdict(view: View, verdict: str) -> str:
    return say(f"why.verdict.{verdict}", view.lang)


def price(view: View, row: Row) -> str:
    """The tiers that change with this person in the post, the deciding one first."""
    before = {tier["id"]: tier["value"] for tier in view.paper["tiers"]}
    lines = [
        f"{view.code('tier_short', tier)}: {before[tier]} → {value} ({value - before[tier]:+})"
        for tier, value in row["tiers"].items()
        if value != before[tier]
    ]
    return "\n".join(lines) or view.say("same_tiers")


def _missed(view: View, row: Row) -> str:
    """The preferences the pair does not meet."""
    return view.say("missed", rules="; ".join(view.rule(rule) for rule in row["missed"])) if row["missed"] else ""


def sentences(parts: list[str]) -> str:
    return "\n".join(part for part in parts if part)
