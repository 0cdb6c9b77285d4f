"""A claimed slate held against the truth: rebuilt from its holders alone, and every place named where it differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from models.audit import Audit, audit
from models.case import Case
from models.slate import Slate
from planner.decisions import Minutes
from planner.document import build, vacant
from planner.messages import LANGUAGES
from planner.redact import redacted


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


def check(case: Case, claim: dict[str, Any], minutes: Minutes | None = None) -> tuple[Slate | None, list[str]]:
    """Rebuild the document from the claimed holders and name every place where the claim differs. ``minutes``: the
    decisions laid over ``case``.

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
            str(row.get("cadre")): row.get("gain") for row in rows(claim, "pending")
        },  # the solver's, not ours to judge
        minutes=minutes,
    )
    if claim.get("redacted"):
        truth = redacted(truth, case.round_)
    if minutes:  # decisions written into a slate since are not yet its own
        claim = claim | {"decisions": [row for row in rows(claim, "decisions") if "cadre" in row]}
    ignored = {"loss", "explanations", "reserves", "declines"} | (set() if minutes else {"decisions"})
    differences = [
        line for key in truth if key not in ignored for line in _differences(key, claim.get(key), truth[key])
    ]
    proven = all(tier["proven"] for tier in truth["tiers"])
    if claim.get("status") not in ("optimal", "feasible") or (claim["status"] == "optimal" and not proven):
        differences.append(f"status: {claim.get('status')}")
    return slate, differences


def altered(slate: Slate, claim: dict[str, Any], judged: Audit) -> bool:
    """Whether the claim's tiers or law are not those of its own holders, or they break a must. ``judged``: the audit of
    ``slate``."""
    claimed = {tier["id"]: tier.get("value") for tier in claim["tiers"]}
    same = claimed == judged.tiers and claim.get("law_sha256") == slate.case.law.digest
    return bool(judged.broken) or not same or claim.get("status") not in ("optimal", "feasible")


def rows(claim: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows of a part that a slate need not have, as far as they are rows."""
    found = claim.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


KEYS = {
    **dict.fromkeys(("rotations", "exchanges", "secondments"), ("post",)),
    **dict.fromkeys(("finished_rotations", "pending"), ("cadre",)),
    "bases": ("cadre", "post"),
    "decisions": ("post", "cadre"),
    "changes": ("post",),
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
    truth |= {row["post"]: "" for row in vacant(slate)}
    return [
        f"{post}: {seen.get(post, '+')!r} → {truth.get(post, '–')!r}"
        for post in sorted(truth.keys() | seen.keys())
        if truth.get(post) != seen.get(post)
    ]
