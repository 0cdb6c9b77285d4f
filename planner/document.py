"""The slate as the document other programs read (JSON): built from a finished slate, and checked against one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from models.audit import Audit, audit
from models.case import Case
from models.judge import fit_of, verdicts
from models.rule import PENDING, REFUSED, Finding, Rule
from models.slate import Slate
from planner.messages import LANGUAGES
from planner.outlook import outlook

NEAR = ("equal", "costs")  # verdicts by which somebody could take the seat after all
STATES = ("admitted", "pending", "refused")


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
) -> dict[str, Any]:
    """The document of ``slate``. ``bounds``: the proven bound of each tier; ``gains``: see ``outlook``;
    ``explained``: see ``planner.explain``."""
    case, made = slate.case, _appointments(slate)
    return (
        head(case, status, lang, canonical=canonical, scenario=scenario)
        | {
            "tiers": [
                {"id": tier, "value": value, "bound": bounds[tier], "proven": bounds[tier] == value}
                for tier, value in judged.tiers.items()
            ],
            "appointments": made,
            "stays": _stays(slate),
            "leaves": _leaves(case),
            "vacant": _vacant(slate),
            "rules": [_finding(rule, finding, lang) for rule, finding in judged.findings],
            "candidates": candidates(case),
            "explanations": explained or [],
            "reserves": reserves(explained or [], {row["post"]: row["cadre"] for row in made}),
            "decisions": [],
        }
        | outlook(slate, gains or {})
    )


def without_slate(
    case: Case, status: str, conflict: list[dict[str, str]], lang: str, *, scenario: str
) -> dict[str, Any]:
    """The document where there is no slate: who may be proposed at all, and the demands in ``conflict``."""
    lists = ("tiers", "appointments", "stays", "leaves", "vacant", "rules", "reserves", "decisions")
    return (
        head(case, status, lang, scenario=scenario)
        | {name: [] for name in lists}
        | {"candidates": candidates(case), "conflict": conflict}
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


def day(date: int) -> str:
    """YYYYMMDD as ISO text."""
    return f"{date // 10000:04}-{date // 100 % 100:02}-{date % 100:02}"


def _appointments(slate: Slate) -> list[dict[str, Any]]:
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


def _vacant(slate: Slate) -> list[dict[str, Any]]:
    held = {seat: kind for place in slate.held for kind, seats in place.items() for seat in seats}
    rows = []
    for row in slate.empty[slate.empty["listed"]].to_dict("records"):  # unlisted titles are never a target
        kind = held.get(row["post"])
        if row["frozen"]:
            why = "frozen"
        elif row["mode"] != "process":
            why = "exam"
        elif row["reserved_for"]:
            why = "reserved"
        elif not row["has_candidate"]:
            why = "no_candidate"
        else:
            why = f"held_{kind}" if kind else "left_empty"
        rows.append({"post": slate.case.posts["post_id"].iat[row["post"]], "why": why, "held_for": kind})
    return rows


def reserves(explained: list[dict[str, Any]], made: dict[str, str]) -> list[dict[str, Any]]:
    """For each open post the next two: those who could take it, by what they cost. ``made``: post → nominee."""
    rows = []
    for title in explained:
        names = [row["cadre"] for row in title["candidates"] if row["verdict"] in NEAR]
        for post in title["posts"]:
            others = [name for name in names if name != made.get(post)][:2]
            rows += [{"post": post, "cadre": name, "rank": rank} for rank, name in enumerate(others, 1)]
    return sorted(rows, key=lambda row: (row["post"], row["rank"]))


def _finding(rule: Rule, finding: Finding, lang: str) -> dict[str, Any]:
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


def is_slate(claim: Any) -> bool:
    """Whether ``claim`` has the shape of a slate document at all, whatever it says."""
    if not isinstance(claim, dict) or claim.get("lang", "vi") not in LANGUAGES:
        return False
    lists = ("appointments", "stays", "leaves", "vacant", "rules", "candidates", "tiers")
    if not all(isinstance(claim.get(name), list) and all(isinstance(r, dict) for r in claim[name]) for name in lists):
        return False
    placed = [row.get(key) for name in lists[:2] for row in claim[name] for key in ("post", "cadre")]
    bounds = [tier.get("bound") for tier in claim["tiers"]]
    return (
        isinstance(claim.get("round"), dict)
        and all(isinstance(name, str) for name in placed)
        and all(isinstance(bound, int) for bound in bounds)
        and all(isinstance(tier.get("id"), str) for tier in claim["tiers"])
    )


def placed(case: Case, claim: dict[str, Any]) -> tuple[Slate, list[str]]:
    """The slate of the claimed holders, and where they are no known people on known posts, each on one."""
    posts = {post: at for at, post in enumerate(case.posts["post_id"])}
    cadres = {cadre: at for at, cadre in enumerate(case.cadres["cadre_id"])}
    holder = np.full(len(posts), -1, dtype=np.int64)
    faults = []
    for part in ("appointments", "stays"):
        for at, row in enumerate(claim.get(part, [])):
            post, cadre = posts.get(row.get("post")), cadres.get(row.get("cadre"))
            if post is None or cadre is None:
                faults.append(f"{part}[{at}]: {row.get('post')} / {row.get('cadre')} ?")
            elif holder[post] >= 0:
                faults.append(f"{part}[{at}]: {row['post']} ×2")
            else:
                holder[post] = cadre
    return Slate(case, holder), faults


def check(case: Case, claim: dict[str, Any]) -> tuple[Slate | None, list[str]]:
    """Rebuild the document from the claimed holders and name every place where the claim differs.

    Returns the slate (None where the claim does not even place known people on known posts) and the
    differences as ``path: claimed → recomputed``.
    """
    slate, faults = placed(case, claim)
    if faults:
        return None, faults
    bounds = {tier["id"]: tier["bound"] for tier in claim.get("tiers", []) if {"id", "bound"} <= tier.keys()}
    judged = audit(slate)
    bounds = {tier: min(bounds.get(tier, 0), value) for tier, value in judged.tiers.items()}
    truth = build(
        slate,
        judged,
        status=claim.get("status", ""),
        canonical=claim.get("canonical", False),
        bounds=bounds,
        scenario=claim.get("scenario", ""),
        lang=claim.get("lang", "vi"),
        gains={
            str(row.get("cadre")): row.get("gain") for row in _list(claim, "pending")
        },  # the solver's, not ours to judge
    )
    ignored = {"explanations", "reserves", "decisions"}
    differences = [
        line for key in truth if key not in ignored for line in _differences(key, claim.get(key), truth[key])
    ]
    proven = all(tier["proven"] for tier in truth["tiers"])
    if claim.get("status") not in ("optimal", "feasible") or (claim["status"] == "optimal" and not proven):
        differences.append(f"status: {claim.get('status')}")
    return slate, differences


def _list(claim: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = claim.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


KEYS = {
    **dict.fromkeys(("rotations", "exchanges", "secondments"), ("post",)),
    **dict.fromkeys(("finished_rotations", "pending"), ("cadre",)),
    "bases": ("cadre", "post"),
    **dict.fromkeys(("appointments", "stays", "leaves", "vacant"), ("post",)),
    "rules": ("id", "strength", "where", "need"),
    "candidates": ("post", "cadre"),
    "tiers": ("id",),
}


def _differences(path: str, claimed: Any, true: Any) -> Iterator[str]:
    """Each place where two parts differ, rows named by what they are about and not by their number."""
    if path in KEYS and isinstance(claimed, list):
        claimed, true = _keyed(claimed, KEYS[path]), _keyed(true, KEYS[path])
    if isinstance(true, dict) and isinstance(claimed, dict):
        for key in [*true, *(key for key in claimed if key not in true)]:
            if key not in true or key not in claimed:
                yield f"{path}[{key}]: " + ("– → +" if key in true else "+ → –")
            else:
                yield from _differences(f"{path}[{key}]" if path in KEYS else f"{path}.{key}", claimed[key], true[key])
    elif claimed != true or type(claimed) is not type(true):
        yield f"{path}: {claimed!r} → {true!r}"


def _keyed(rows: list[Any], keys: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        name = " ".join(str(row.get(key)) for key in keys) if isinstance(row, dict) else str(row)
        while name in found:
            name += " ×2"
        found[name] = row
    return found


def visible(slate: Slate, seen: dict[str, str]) -> list[str]:
    """Where the visible sheets of a slate workbook show another holder than the document inside."""
    ids = slate.case.cadres["cadre_id"].tolist()
    made = slate.appointments
    truth = dict(zip(made["post_id"], (ids[at] for at in made["cadre"]), strict=True))
    truth |= {row["post"]: "" for row in _vacant(slate)}
    return [
        f"{post}: {seen.get(post, '+')!r} → {truth.get(post, '–')!r}"
        for post in sorted(truth.keys() | seen.keys())
        if truth.get(post) != seen.get(post)
    ]
