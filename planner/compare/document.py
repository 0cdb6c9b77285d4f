"""The comparison as one document; its form stands in ``planner.compare``."""

from __future__ import annotations

from collections import Counter
from typing import Any

from models.scheme import Law
from models.tables import Round
from planner.compare.lab import Column
from planner.document import day
from planner.settings import Words
from planner.workbook.sheets import SHARES
from planner.workbook.view import View

Row = dict[str, Any]
FIGURES = ("filled", "seated_women", "seated_young", "appointed", "women", "young", "vacant", "held_women",
           "held_young", "moves")  # fmt: skip


def build(columns: list[Column], round_: Round, law: Law, lang: str) -> Row:
    """The document of columns as far as they came."""
    view, words = View.of_round(round_, lang), Words(law, lang, round_)
    places = [_places(column.paper) for column in columns]
    matrix = _matrix(view, places)
    slates = [at for at, place in enumerate(places) if place is not None]
    settings = round_.settings
    return {
        "schema": 1,
        "lang": lang,
        "complete": all(column.explained for column in columns),
        "round": {
            "id": settings.round_id,
            "title": settings.title,
            "date": day(settings.date),
            "sha256": round_.sha256,
        },
        "scheme": law.scheme.id,
        "scheme_name": law.scheme.name[lang],
        "scenarios": [_scenario(column, view, words, _differing(matrix, at)) for at, column in enumerate(columns)],
        "matrix": matrix,
        "stable": [
            {"post": row["post"], "cadre": row["holders"][slates[0]], "appointed": row["kinds"][slates[0]] != "stays"}
            for row in matrix
            if slates and row["same"] and row["holders"][slates[0]]
        ],
        "only": _only(matrix, slates),
        "causes": [cause for at, column in enumerate(columns) for cause in _causes(at, column)],
        "units": {
            unit: {name: view.units[unit][name] for name in ("name", "bloc", "province")}
            | {"bloc_name": view.code("bloc", view.units[unit]["bloc"])}
            for unit in dict.fromkeys(row["unit"] for row in matrix)
        },
        "people": {cadre: _person(view, cadre) for cadre in _people(matrix)},
    }


Places = dict[str, tuple[str, str]]  # post → holder and kind


def _places(paper: Row | None) -> Places | None:
    if paper is None or not paper["tiers"]:
        return None
    found = {row["post"]: (row["cadre"], "stays") for row in paper["stays"]}
    found |= {row["post"]: (row["cadre"], row["kind"]) for row in paper["appointments"]}
    return found | {row["post"]: ("", row["why"]) for row in paper["vacant"]}


def _matrix(view: View, places: list[Places | None]) -> list[Row]:
    slates = [place for place in places if place is not None]
    sent = {post for place in slates for post, (_, kind) in place.items() if kind == "second"}
    sent |= {post for post in view.posts if len({place.get(post, ("", ""))[0] for place in slates}) > 1}
    shown = [post for post, row in view.posts.items() if row["managed"] or post in sent]
    rows = []
    for post in (post for _, posts in view.by_unit(shown) for post in posts):
        row, held = view.posts[post], [None if place is None else place.get(post, ("", "")) for place in places]
        rows.append(
            {
                "post": post,
                "title": row["title"],
                "unit": row["unit_id"],
                "listed": bool(row["managed"] and row["listed"]),
                "incumbent": row["incumbent"],
                "holders": [one and one[0] for one in held],
                "kinds": [one and one[1] for one in held],
                "same": len({one[0] for one in held if one is not None}) <= 1,
            }
        )
    return rows


def _differing(matrix: list[Row], at: int) -> int | None:
    pairs = [(row["holders"][0], row["holders"][at]) for row in matrix]
    return None if any(None in pair for pair in pairs) else sum(first != own for first, own in pairs)


def _scenario(column: Column, view: View, words: Words, differing: int | None) -> Row:
    scenario, paper = column.scenario, column.paper or {}
    slate = bool(paper.get("tiers"))
    return {
        "name": column.name(words.lang),
        "reason": scenario.reason.strip() if scenario else "",
        "file": column.file,
        "plain": not column.parts,
        "status": paper.get("status", "unknown"),
        "canonical": paper.get("canonical", False),
        "tiers": paper.get("tiers", []),
        "figures": _figures(view, paper) if slate else None,
        "shares": _shares(column, words.law, paper) if slate else [],
        "settings": [words.row(part) for part in column.parts],
        "conflict": paper.get("conflict", []),
        "more_conflicts": paper.get("more_conflicts", []),
        "repairs": paper.get("repairs", []),
        "differing": differing,
        "explained": column.explained,
    }


def _figures(view: View, paper: Row) -> dict[str, int]:
    listed = {post for post, row in view.posts.items() if row["managed"] and row["listed"]}
    seated = [row["cadre"] for part in ("stays", "appointments") for row in paper[part] if row["post"] in listed]
    made = [row for row in paper["appointments"] if row["kind"] != "second"]
    going = {row["cadre"] for row in paper["leaves"]}
    held = Counter(row["held_for"] for row in paper["vacant"])
    moved = [row for row in made if row["from_post"] and row["cadre"] not in going]

    def women(cadres: list[str]) -> int:
        return sum(view.cadres[cadre]["gender"] == "female" for cadre in cadres)

    def young(cadres: list[str]) -> int:
        return sum(map(view.young, cadres))

    new = [row["cadre"] for row in made]
    values = (
        *(len(seated), women(seated), young(seated), len(new), women(new), young(new), len(paper["vacant"])),
        *(held["women"], held["young"], len(moved)),
    )
    return dict(zip(FIGURES, values, strict=True))


def _shares(column: Column, law: Law, paper: Row) -> list[Row]:
    own = {part.key: part.value for part in column.parts}
    return [
        {"percent": own.get(f"rules.{row['id']}.percent", law.number(row["id"], "percent"))}
        | {name: row[name] for name in ("id", "where", "need", "got", "of", "held", "shortfall")}
        for row in paper["rules"]
        if row["id"] in SHARES
    ]


def _only(matrix: list[Row], slates: list[int]) -> list[Row]:
    """Whom one scenario alone appoints, where there are two to compare."""
    named: dict[str, dict[int, list[str]]] = {}
    for row in matrix:
        for at in slates:
            if row["holders"][at] and row["kinds"][at] != "stays":
                named.setdefault(row["holders"][at], {}).setdefault(at, []).append(row["post"])
    found = [
        {"scenario": at, "cadre": cadre, "posts": posts}
        for cadre, places in named.items()
        if len(places) == 1 and len(slates) > 1
        for at, posts in places.items()
    ]
    return sorted(found, key=lambda row: (row["scenario"], row["cadre"]))


def _causes(at: int, column: Column) -> list[Row]:
    search = column.search
    if search is None:
        return []
    rows = []
    for post in search.posts:
        cause = search.found.get(post)
        keys = [column.parts[part].key for part in cause.settings] if cause else []
        rows.append(
            {"scenario": at, "post": post, "from": search.base.get(post, ""), "to": search.goal.get(post, "")}
            | {"settings": keys}
            | {name: bool(cause and getattr(cause, name)) for name in ("smallest", "minimal")}
        )
    return rows


def _people(matrix: list[Row]) -> list[str]:
    named = {cadre for row in matrix for cadre in (row["incumbent"], *row["holders"]) if cadre}
    return sorted(named)


def _person(view: View, cadre: str) -> Row:
    row = view.cadres[cadre]
    return {"name": row["name"], "woman": row["gender"] == "female", "young": view.young(cadre), "now": view.now(cadre)}
