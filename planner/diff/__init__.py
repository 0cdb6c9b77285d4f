"""What changed between two rounds, whom it moves, and who gains by each change alone: the document of ``diff``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from models.case import Case
from planner.diff.alone import Workshop
from planner.diff.gains import Gain, Solver, Trial, gains, trials
from planner.diff.joint import Joint, together
from planner.diff.judged import Judged, Pair, Places
from planner.diff.records import Record, Sheets, compare
from planner.document import head

Tell = Callable[[int, int], None]  # how many of the changed records are judged, of how many
MOST = 40  # changes that may each be solved for again, unless the user says otherwise
HIDDEN = frozenset((("cadres", "name"), ("cadres", "open_question_note"), ("pool", "return_plan")))
HIDDEN |= {("interventions", "reason"), ("interventions", "document"), ("cadres", "political_standard_body")}
VEIL = "***"
Row = dict[str, Any]


def diff(
    before: Case,
    after: Case,
    *,
    scenarios: tuple[str, str] = ("", ""),
    files: tuple[Sheets, Sheets],
    lang: str,
    most: int = MOST,
    private: bool = False,
    tell: Tell | None = None,
) -> Row:
    """The document of ``diff``. ``files``: the rounds as they stand in their files, without a scenario's orders;
    ``most``: how many changes are solved for again at most; ``private``: without names and free text."""
    records = compare(Sheets.of(before), Sheets.of(after))
    written = set(compare(*files))
    count = iter(range(1, 2 * len(records) + 1))

    def told() -> None:
        if tell:
            tell(next(count), 2 * len(records))

    old, new, solver = Judged(before), Judged(after), Solver(most)
    slates = solver.free(old), solver.free(new)
    shop = Workshop(before, after, records)
    tried = trials(shop, old, told)
    gained = gains(shop, old, tried, solver, told)
    jointly = together(shop, old, new, gained, solver)
    named = zip((old, new), slates, scenarios, strict=True)
    return {
        "schema": 1,
        "lang": lang,
        "rounds": [_round(judged, slate, name, lang, private) for judged, slate, name in named],
        "records": [_record(gain, files, gain.trial.record in written, private) for gain in gained],
        "joint": [_joint(joint) for joint in jointly.joints],
        "joint_left": jointly.left,
        "eligibilities": _eligibilities(old, new, tried, private),
        "places": _places(*slates),
        "solves": {
            "needed": sum(gain.solved == "capped" for gain in gained) + solver.made,
            "made": solver.made,
            "most": most,
        },
    }


def _round(judged: Judged, slate: Places, name: str, lang: str, private: bool) -> Row:
    """Which round, under which law, and how its search ended; where there is no slate, the demands that clash."""
    told = head(judged.case, slate.status, lang, scenario=name)
    if private:
        acts = {part: told["scenario_settings"].get(part, []) for part in ("pin", "ban")}
        veil = {"reason": VEIL, "document": VEIL}
        veiled = {part: [row | veil for row in rows] for part, rows in acts.items() if rows}
        told["scenario_settings"] = told["scenario_settings"] | veiled
        told["scenario"] = VEIL if name else ""
    rest = {key: value for key, value in told.items() if key not in ("schema", "lang", "canonical")}
    if slate.status != "infeasible":
        return rest
    from planner.conflict import clash

    return rest | {"conflict": clash(judged.case, lang, private=private)}


def _record(gain: Gain, files: tuple[Sheets, Sheets], written: bool, private: bool) -> Row:
    record, trial = gain.trial.record, gain.trial
    origin = "law" if record.table == "law" else "file" if written else "scenario"
    return {
        "table": record.table,
        "row": list(record.key),
        "change": record.change,
        "origin": origin,
        "cell": _address(files, record) if written else "",
        "cells": [
            row | {"cell": _address(files, record, row["column"]) if written else ""}
            for row in _cells(record, (cell.column for cell in record.cells), private)
        ],
        "needs": [{"table": other.table, "row": list(other.key)} for other in trial.needs],
        "split": trial.split,
        **_marked(gain),
        "nearer": sorted(trial.nearer - trial.eligible.keys()),
        "losses": [
            {"cadre": cadre, "eligible": trial.lost.get(cadre, []), "place": _move(gain.displaced.get(cadre))}
            for cadre in sorted(trial.lost.keys() | gain.displaced.keys())
        ],
    }


def _address(files: tuple[Sheets, Sheets], record: Record, column: str = "") -> str:
    """A cell of a record, or the first of its row, in the second file; of a row that is not there in the first."""
    sheets = files[0] if record.change == "removed" else files[1]
    return sheets.cell(record.table, record.key, column)


def _joint(joint: Joint) -> Row:
    records = [{"table": record.table, "row": list(record.key)} for record in joint.records]
    return {"records": records} | _marked(joint)


def _marked(gain: Gain | Joint) -> Row:
    """Who gains, how far that was judged, and whether it is marked."""
    return {
        "solved": gain.solved,
        "mark": gain.mark,
        "watched": list(gain.watched) if gain.mark else [],
        "direct": gain.direct if gain.mark else [],
        "gains": [
            {"cadre": cadre, "eligible": gain.eligible.get(cadre, []), "place": _move(gain.placed.get(cadre))}
            for cadre in gain.people
        ],
    }


def _move(move: tuple[str, str] | None) -> Row | None:
    return {"before": move[0], "after": move[1]} if move else None


def _cells(record: Record, columns: Iterable[str], private: bool) -> list[Row]:
    """The cells of a record that differ and stand in ``columns``."""
    wanted = set(columns)
    return [
        {"column": cell.column}
        | {
            side: VEIL if private and value is not None and (record.table, cell.column) in HIDDEN else value
            for side, value in (("before", cell.before), ("after", cell.after))
        }
        for cell in record.cells
        if cell.column in wanted
    ]


def _eligibilities(old: Judged, new: Judged, tried: list[Trial], private: bool) -> list[Row]:
    """Each pool row whose standing differs, with the changes that alter it even alone; where none does, with all that
    touch it (``together``)."""
    rows = []
    for pair in sorted(old.standings.keys() | new.standings.keys()):
        was, now = old.standings.get(pair), new.standings.get(pair)
        if was == now:
            continue
        behind = {trial.record.name: (trial.record, trial.columns[pair]) for trial in tried if pair in trial.effect}
        near = behind or {
            trial.record.name: (trial.record, tuple(cell.column for cell in trial.record.cells))
            for trial in tried
            if _touches(trial, pair, old, new)
        }
        causes = [
            {"table": record.table, "row": list(record.key), "change": record.change}
            | {"cells": _cells(record, columns, private) if record.change == "changed" else []}
            for record, columns in near.values()
        ]
        rows.append(
            {"cadre": pair[0], "post": pair[1], "before": was, "after": now}
            | {"together": not behind, "causes": causes}
        )
    return rows


def _touches(trial: Trial, pair: Pair, old: Judged, new: Judged) -> bool:
    """Whether a record is about one of the two, the post's unit, or everybody."""
    record, (cadre, post) = trial.record, pair
    if record.table in ("round", "law"):
        return True
    if record.table == "units":
        units = {unit for one in (old, new) for unit in _units(one.case, cadre, post)}
        return record.key[0] in units
    return cadre in record.key or post in record.key


def _units(case: Case, cadre: str, post: str) -> list[str]:
    posts, cadres = case.round_.posts, case.round_.cadres
    found: list[str] = posts["unit_id"][posts["post_id"] == post].tolist()
    return found + cadres["unit_id"][cadres["cadre_id"] == cadre].tolist()


def _places(before: Places, after: Places) -> Row:
    """The tiers side by side and each post whose holder differs; none where one of the two has no slate."""
    comparable = before.slate and after.slate
    tiers = dict.fromkeys([*before.tiers, *after.tiers])
    posts = sorted(before.holders.keys() | after.holders.keys()) if comparable else []
    return {
        "comparable": comparable,
        "tiers": [
            {"id": tier, "before": before.tiers.get(tier), "after": after.tiers.get(tier)}
            | {"proven": [before.proven.get(tier, False), after.proven.get(tier, False)]}
            for tier in tiers
        ],
        "posts": [
            {"post": post, "before": before.holders.get(post, ""), "after": after.holders.get(post, "")}
            | {"kinds": [before.kinds.get(post, ""), after.kinds.get(post, "")]}
            for post in posts
            if before.holders.get(post) != after.holders.get(post)
        ],
    }
