"""The slate as the document other programs read (JSON): built from a finished slate, and checked against one."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.audit import Audit
from models.case import Case
from models.judge import fit_of, verdicts
from models.rule import PENDING, REFUSED, Finding, Rule
from models.slate import Slate
from planner import changes
from planner.decisions import Minutes
from planner.outlook import STATES, outlook

NEAR = ("equal", "costs")  # verdicts by which somebody could take the seat after all


def build(
    slate: Slate,
    judged: Audit,
    *,
    status: str,
    canonical: bool,
    bounds: dict[str, int],
    scenario: str,
    lang: str,
    gains: dict[str, Any] | None = None,
    explained: list[dict[str, Any]] | None = None,
    declined: list[dict[str, Any]] | None = None,
    loss: int = 0,
    minutes: Minutes | None = None,
) -> dict[str, Any]:
    """The document of ``slate``. ``bounds``: the proven bound of each tier; ``gains``: see ``outlook``; ``explained``,
    and the ``loss`` it was made with: see ``planner.explain``; ``declined``: see ``planner.declines``; ``minutes``: the
    decisions it was planned on."""
    case, made = slate.case, appointments(slate)
    return (
        head(case, status, lang, canonical=canonical, scenario=scenario)
        | {
            "tiers": tiers(judged, bounds),
            "appointments": made,
            "stays": _stays(slate),
            "leaves": _leaves(case),
            "vacant": vacant(slate),
            "rules": [finding(rule, found, lang) for rule, found in judged.findings],
            "candidates": candidates(case),
            "loss": loss,
            "explanations": explained or [],
            "reserves": reserves(explained or [], {row["post"]: row["cadre"] for row in made}),
            "declines": declined or [],
            "decisions": [],
        }
        | outlook(slate, gains or {})
        | (changes.parts(slate, minutes, lang) if minutes else {})
    )


def without_slate(
    case: Case, status: str, why: dict[str, Any], lang: str, *, scenario: str, minutes: Minutes | None = None
) -> dict[str, Any]:
    """The document where there is no slate: who may be proposed at all, and ``why`` (``planner.conflict``)."""
    lists = ("tiers", "appointments", "stays", "leaves", "vacant", "rules", "reserves", "decisions")
    return (
        head(case, status, lang, scenario=scenario)
        | {name: [] for name in lists}
        | {
            "candidates": candidates(case),
            "conflict": [],
            "more_conflicts": [],
            "minimal": False,
            "repairs": [],
            "repairs_complete": False,
        }
        | (changes.decided(case, minutes, lang) if minutes else {})
        | why
    )


def head(case: Case, status: str, lang: str, *, scenario: str, canonical: bool = False) -> dict[str, Any]:
    settings = case.round_.settings
    return {
        "schema": 1,
        "lang": lang,
        "status": status,
        "canonical": canonical,
        "round": {"id": settings.round_id, "date": day(settings.date), "sha256": case.round_.sha256},
        "scheme": case.law.scheme.id,
        "scenario": scenario,
        "scenario_settings": case.law.settings,
        "law_sha256": case.law.digest,  # so that a changed setting is told even where nothing else shows it
    }


def tiers(judged: Audit, bounds: dict[str, int]) -> list[dict[str, Any]]:
    """The value of each tier, and how far it is proven."""
    return [
        {"id": tier, "value": value, "bound": bounds[tier], "proven": bounds[tier] == value}
        for tier, value in judged.tiers.items()
    ]


def day(date: int) -> str:
    """YYYYMMDD as ISO text."""
    return f"{date // 10000:04}-{date // 100 % 100:02}-{date % 100:02}"


def appointments(slate: Slate) -> list[dict[str, Any]]:
    made, case = slate.appointments, slate.case
    fits = fit_of(case, made)
    posts = [*case.posts["post_id"].tolist(), None]
    return [
        {
            "post": row["post_id"],
            "cadre": row["cadre_id"],
            "kind": row["kind"],
            "from_post": posts[row["seat"]],
            "rotation": bool(row["rotation"]),
            "fit": sum(parts.values()),
            "fit_parts": parts,
            "counted": bool(row["counted"]),
        }
        for row, parts in zip(made.to_dict("records"), fits.to_dict("records"), strict=True)
    ]


def _stays(slate: Slate) -> list[dict[str, str]]:
    posts, cadres = slate.case.posts, slate.case.cadres["cadre_id"].tolist()
    ids = posts["post_id"].tolist()
    kept = np.flatnonzero((slate.holder >= 0) & (slate.holder == posts["holder"]))
    return [{"post": ids[at], "cadre": cadres[slate.holder[at]]} for at in kept]


def _leaves(case: Case) -> list[dict[str, str]]:
    going = case.cadres[case.cadres["leaving"] != ""]
    post = case.posts["post_id"].tolist()
    rows = [
        {"post": post[row["seat"]], "cadre": row["cadre_id"], "why": row["leaving"]} for row in going.to_dict("records")
    ]
    return sorted(rows, key=lambda row: row["post"])


def vacant(slate: Slate) -> list[dict[str, Any]]:
    """The listed seats left empty, why, and whom they are held for."""
    held = {seat: kind for place in slate.held for kind, seats in place.items() for seat in seats}
    rows = []
    for row in slate.empty[slate.empty["listed"]].to_dict("records"):  # unlisted titles are never a target
        kind = held.get(row["post"])
        post = slate.case.posts["post_id"].iat[row["post"]]
        if post in slate.case.decided.postponed:
            why = "postponed"
        elif row["frozen"]:
            why = "frozen"
        elif row["mode"] != "process":
            why = "exam"
        elif row["reserved_for"]:
            why = "reserved"
        elif not row["has_candidate"]:
            why = "no_candidate"
        else:
            why = f"held_{kind}" if kind else "left_empty"
        rows.append({"post": post, "why": why, "held_for": kind})
    return rows


def reserves(explained: list[dict[str, Any]], made: dict[str, str]) -> list[dict[str, Any]]:
    """For each open post the next two: those who could take it, by what they cost; ``proposed_for``: the post the same
    slate appoints them to, if any. ``made``: post → nominee."""
    rows = []
    taken = {cadre: post for post, cadre in made.items()}
    for title in explained:
        names = [row["cadre"] for row in title["candidates"] if row["verdict"] in NEAR]
        for post in title["posts"]:
            others = [name for name in names if name != made.get(post)][:2]
            rows += [
                {"post": post, "cadre": name, "rank": rank, "proposed_for": taken.get(name)}
                for rank, name in enumerate(others, 1)
            ]
    return sorted(rows, key=lambda row: (row["post"], row["rank"]))


def finding(rule: Rule, finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "id": rule.id,
        "clause": rule.clause,
        "strength": finding.strength,
        "where": finding.where,
        "need": finding.need,
        "got": finding.got,
        "of": finding.of,
        "held": finding.held,
        "shortfall": finding.shortfall,
        "standing": finding.standing,
        "text": rule.vi if lang == "vi" else rule.en,
    }


def candidates(case: Case) -> list[dict[str, Any]]:
    """Every pool row with its state, in the order of post and cadre."""
    pool, pairs = case.pool, case.pairs
    pair_of = {key: at for at, key in enumerate(zip(pairs["cadre"].tolist(), pairs["group"].tolist(), strict=True))}
    group = case.posts["group"].to_numpy()[pool["post"]]
    spoken = [pair_of[key] for key in zip(pool["cadre"].tolist(), group.tolist(), strict=True)]
    state, refused, pending = verdicts(case, pairs)
    fits = fit_of(case, pairs).to_dict("records")
    refused_by, pending_by = _names(refused, len(pairs)), _names(pending, len(pairs))
    return [
        {
            "post": post,
            "cadre": person,
            "state": STATES[state[at]],
            "refused_by": refused_by[at] if state[at] == REFUSED else [],
            "pending_by": pending_by[at] if state[at] in (PENDING, REFUSED) else [],
            "fit": sum(fits[at].values()),
            "fit_parts": fits[at],
        }
        for at, post, person in zip(spoken, pool["post_id"], pool["cadre_id"], strict=True)
    ]


def _names(by_rule: dict[str, Any], count: int) -> list[list[str]]:
    names: list[list[str]] = [[] for _ in range(count)]
    for rule, rows in by_rule.items():
        for at in np.flatnonzero(rows):
            names[at].append(rule)
    return names
