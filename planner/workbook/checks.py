"""What no cell shows alone: references, duplicates, and what one table says against another."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import Any

import pandas as pd

from models.measure import titles
from models.rules import BY_ID
from models.scheme import Law, Scheme, load
from models.tables import Settings
from planner.messages import LANGUAGES
from planner.workbook.cells import clean, fold
from planner.workbook.columns import SHEETS
from planner.workbook.faults import Faults, letters
from planner.workbook.grid import Grid
from planner.workbook.people import people

Tables = dict[str, pd.DataFrame]
Grids = dict[str, Grid]
DISTRICT_SIDES = {
    **dict.fromkeys(("secretary", "deputy_secretary", "standing_member"), "party"),
    "council_vice_chair": "council",
    "committee_vice_chair": "government",
}
BLOC_SIDES = {
    **dict.fromkeys(("party_advisory", "party_service", "party_bloc"), "party"),
    "front": "front",
    "council": "council",
}


def fill_sides(tables: Tables) -> None:
    """``posts.side`` where empty: by the bloc, in districts by the role."""
    posts, units = tables["posts"], tables["units"]
    bloc = dict(zip(units["unit_id"], units["bloc"], strict=True))
    posts["side"] = [
        side or (DISTRICT_SIDES.get(role, "") if bloc[unit] == "district" else BLOC_SIDES.get(bloc[unit], "government"))
        for side, role, unit in zip(posts["side"], posts["role"], posts["unit_id"], strict=True)
    ]


def across(grids: Grids, tables: Tables, settings: Settings | None, faults: Faults) -> None:
    """Every check between cells, rows and tables."""

    def fault(code: str, table: str, row: int, column: str, /, **fields: Any) -> None:
        grid = grids[table]
        faults.add(code, grid.name, grid.numbers[row], grid.at.get(column, -1), **fields)

    _ids(grids, tables, faults)
    _references(tables, fault)
    _seats(tables, fault)
    people(grids["cadres"], tables["cadres"], settings, fault)
    _pool(tables, fault)
    scheme = _scheme(grids["round"], settings, faults)
    if scheme:
        _words(tables, scheme, fault)
        if settings and settings.date:
            _caps(tables, scheme.law(settings.date), fault)
    _interventions(tables, fault)
    units = tables["units"]
    for row, (total, women) in enumerate(zip(units["staff_total"], units["staff_women"], strict=True)):
        if total >= 0 and women > total:
            fault("women_above_total", "units", row, "staff_women", women=women, total=total)
        elif (total < 0) != (women < 0):
            fault("no_staff", "units", row, "staff_total" if total < 0 else "staff_women")
    for row, (least, most) in enumerate(zip(units["deputies_min"], units["deputies_max"], strict=True)):
        if least > most:
            fault("min_above_max", "units", row, "deputies_min", least=least, most=most)


def links(tables: Tables, fault: Any) -> None:
    """The checks of what refers to what, and of who sits where, on tables without a grid."""
    _references(tables, fault)
    _seats(tables, fault)
    _interventions(tables, fault)


def _ids(grids: Grids, tables: Tables, faults: Faults) -> None:
    for name in ("units", "posts", "cadres"):
        column = SHEETS[name].columns[0].name
        grid, seen = grids[name], dict[str, int]()
        for row, value in enumerate(tables[name][column]):
            if value and value in seen:
                other = f"{grid.name}!{letters(grid.at[column])}{grid.numbers[seen[value]] + 1}"
                faults.add("double_id", grid.name, grid.numbers[row], grid.at[column], value=value, other=other)
            seen.setdefault(value, row)


def _references(tables: Tables, fault: Any) -> None:
    ids = {name: set(tables[name][SHEETS[name].columns[0].name]) for name in ("units", "posts", "cadres")}
    for name, sheet in SHEETS.items():
        for col in sheet.columns:
            if col.ref:
                for row, value in enumerate(tables[name][col.name]):
                    if value and value not in ids[col.ref]:
                        near = (
                            get_close_matches(value, sorted(ids[col.ref])[:5000], n=1)
                            if len(ids[col.ref]) < 5000
                            else []
                        )
                        fault(
                            "no_such_id", name, row, col.name, value=value, sheet=col.ref, near=near[0] if near else "–"
                        )


def _seats(tables: Tables, fault: Any) -> None:
    """One post a person; the tier a person is said to have is that of the post held."""
    posts, cadres = tables["posts"], tables["cadres"]
    tier_of = dict(zip(cadres["cadre_id"], cadres["tier"], strict=True))
    row_of = {cadre: row for row, cadre in enumerate(cadres["cadre_id"])}
    held: dict[str, str] = {}
    columns = ("post_id", "incumbent", "tier", "managed", "vacates_on")
    for row, (post, cadre, tier, managed, vacates) in enumerate(zip(*(posts[c] for c in columns), strict=True)):
        if not cadre:
            if vacates:
                fault("vacates_nobody", "posts", row, "vacates_on")
            continue
        if cadre in held:
            fault("two_posts", "posts", row, "incumbent", value=cadre, other=held[cadre])
            continue
        held[cadre] = post
        if managed and 0 < tier_of.get(cadre, -1) != tier > 0:
            fault("tier_differs", "cadres", row_of[cadre], "tier", value=tier_of[cadre], post=post, tier=tier)


def _pool(tables: Tables, fault: Any) -> None:
    pool = tables["pool"]
    count: Counter[tuple[str, str]] = Counter()
    for row, pair in enumerate(zip(pool["cadre_id"], pool["post_id"], strict=True)):
        count[pair] += 1
        if count[pair] == 2 and all(pair):
            fault("double_pool", "pool", row, "post_id", cadre=pair[0], post=pair[1])
    for row, day in enumerate(pool["planned_on"]):
        if not day:
            fault("no_planned_on", "pool", row, "planned_on")
    kin = tables["kin"]
    for row, (a, b) in enumerate(zip(kin["cadre_a"], kin["cadre_b"], strict=True)):
        if a and a == b:
            fault("kin_self", "kin", row, "cadre_b", value=a)


def _caps(tables: Tables, law: Law, fault: Any) -> None:
    """More people planned for a title, or more titles of one tier for a person, than the guidance of the day says.

    Told at the last row too many; the slate says the same of the whole pool (rule ``pool_caps``)."""
    if law.strength("pool_caps") == "off":
        return
    posts, pool = tables["posts"], tables["pool"]
    managed = posts[posts["managed"]]
    keys = list(zip(titles(managed).tolist(), managed["title"], managed["tier"], strict=True))
    title, seats = dict(zip(managed["post_id"], keys, strict=True)), Counter(keys)
    planned: dict[Any, set[str]] = {}
    held: dict[tuple[str, int], set[Any]] = {}
    last: dict[Any, int] = {}
    for row, (cadre, post) in enumerate(zip(pool["cadre_id"], pool["post_id"], strict=True)):
        if post in title:
            key, mine = title[post], (cadre, title[post][2])
            planned.setdefault(key, set()).add(cadre)
            held.setdefault(mine, set()).add(key)
            last[key] = last[mine] = row
    for key, several in planned.items():
        most = seats[key] * law.number("pool_caps", "persons")
        if len(several) > most:
            fault("many_planned", "pool", last[key], "post_id", title=key[1], count=len(several), most=most)
    most = law.number("pool_caps", "posts")
    for mine, titled in held.items():
        if len(titled) > most:
            fault("many_posts", "pool", last[mine], "cadre_id", cadre=mine[0], count=len(titled), most=most)


def _scheme(grid: Grid, settings: Settings | None, faults: Faults) -> Scheme | None:
    if settings is None:
        return None
    try:
        return load(settings.scheme)
    except KeyError as error:
        row = next((n for r, n in zip(grid.rows, grid.numbers, strict=True) if settings.scheme in map(clean, r)), -1)
        faults.add(
            "unknown_scheme",
            grid.name,
            row,
            grid.at.get("value", 1),
            value=settings.scheme,
            known=", ".join(error.args[1]),
        )
        return None


def _words(tables: Tables, scheme: Scheme, fault: Any) -> None:
    """Codes whose lists stand in the scheme file, or their names in either language, which are then read as the codes;
    an unknown one is a warning that names the nearest."""
    for table, column, known in (
        ("cadres", "degree_field", scheme.fields),
        ("units", "sector", scheme.sectors),
        ("kin", "relation", scheme.relations),
    ):
        codes = list(known)
        names = {fold(_label(entry, lang)): code for code, entry in known.items() for lang in LANGUAGES}
        tables[table][column] = [
            value if value in known else names.get(fold(value), value) for value in tables[table][column]
        ]
        for row, value in enumerate(tables[table][column]):
            if value and value not in known:
                near = get_close_matches(value, codes, n=1, cutoff=0.4)
                fault(
                    "unknown_word",
                    table,
                    row,
                    column,
                    column=column,
                    value=value,
                    near=near[0] if near else ", ".join(codes),
                )


def _label(entry: Any, lang: str) -> str:
    return str(entry[lang] if isinstance(entry, dict) else getattr(entry, lang))


def _interventions(tables: Tables, fault: Any) -> None:
    acts, pool, posts = tables["interventions"], tables["pool"], tables["posts"]
    planned = set(zip(pool["cadre_id"], pool["post_id"], strict=True))
    sits = set(zip(posts["incumbent"], posts["post_id"], strict=True))
    sisters = _sisters(posts)
    planned |= {(cadre, other) for cadre, post in planned for other in sisters.get(post, ())} if len(acts) else set()
    pinned: dict[str, str] = {}
    columns = ("action", "cadre_id", "post_id", "rule")
    for row, (action, cadre, post, rule) in enumerate(zip(*(acts[c] for c in columns), strict=True)):
        if action == "pin" and not post:
            fault("pin_no_post", "interventions", row, "post_id")
        elif action == "pin" and (cadre, post) not in planned | sits:
            fault("pin_no_pool", "interventions", row, "post_id", cadre=cadre, post=post)
        elif action == "ban" and post and (cadre, post) not in planned:
            fault("ban_no_pool", "interventions", row, "post_id", cadre=cadre, post=post)
        if action == "pin" and pinned.setdefault(cadre, post) != post:
            fault("two_pins", "interventions", row, "cadre_id", value=cadre, other=pinned[cadre])
        if action == "except" and (rule not in BY_ID or not BY_ID[rule].excusable):
            near = get_close_matches(rule, [one.id for one in BY_ID.values() if one.excusable], n=1)
            fault("bad_exception", "interventions", row, "rule", value=rule or "–", near=near[0] if near else "–")


def _sisters(posts: pd.DataFrame) -> dict[str, list[str]]:
    """Posts of one title: a pool row for one holds for all."""
    groups: dict[int, list[str]] = {}
    keys = titles(posts).tolist()
    for key, post in zip(keys, posts["post_id"], strict=True):
        groups.setdefault(key, []).append(post)
    return {post: groups[key] for key, post in zip(keys, posts["post_id"], strict=True)}
