"""What follows from a slate, as rows of its document: rotations, hand-overs, who waits, what the other basis says.

Pure functions of a finished slate; only the gains of those who wait come from the solver.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from models.case import Case
from models.judge import verdicts
from models.rule import PENDING, Ask
from models.rules import BY_ID, after_rotation, exchange
from models.slate import Slate

Row = dict[str, Any]
BASES = ("nd135", "60_55")
STATES = ("admitted", "pending", "refused")
ONE_BASIS_FROM = 20210801  # KL 08-KL/TW, HD 06-HD/BTCTW: from that day the retirement age of NĐ 135 is the only one


def outlook(slate: Slate, gains: dict[str, Any]) -> dict[str, Any]:
    """The parts of the document this page makes. ``gains``: of each waiting cadre what clearing would bring."""
    return {
        "rotations": _rotations(slate),
        "finished_rotations": _finished(slate),
        "exchanges": _exchanges(slate),
        "secondments": _secondments(slate),
        "chains": _chains(slate),
        "vacancies": _vacancies(slate),
        "pending": [row | {"gain": gains.get(row["cadre"])} for row in waiting(slate.case)],
        "bases": _bases(slate.case),
    }


def _rotations(slate: Slate) -> list[Row]:
    """Appointments whose pool row has a reason (II.5): from where, why, for how long, and what comes afterwards."""
    made, case = slate.appointments, slate.case
    posts = [*case.posts["post_id"].tolist(), None]
    law = case.law
    months = law.number("rotation_length", "months") if law.strength("rotation_length") != "off" else 0
    return [
        {
            "cadre": row["cadre_id"],
            "from_post": posts[row["seat"]],
            "post": row["post_id"],
            "reason": row["reason"],
            "kind": row["kind"],
            "months": months,
            "afterwards": row["return_plan"],
        }
        for row in made[made["rotation"].to_numpy(bool)].to_dict("records")
    ]


def _finished(slate: Slate) -> list[Row]:
    """Whose rotation is over: the post they take, or keep for good; ``arranged`` as the rule judges it."""
    case = slate.case
    if case.law.strength("after_rotation") == "off":
        return []
    ask = Ask("after_rotation", case.law, case)
    check = BY_ID["after_rotation"].check
    assert check is not None
    judged = {finding.where: not finding.shortfall for finding in check(slate, ask)}
    held = dict(zip(slate.holding["cadre"].tolist(), slate.holding["post"].tolist(), strict=True))
    posts = [*case.posts["post_id"].tolist(), None]
    rows, seats = [], case.cadres["seat"].tolist()
    for cadre in after_rotation.finished(ask).tolist():
        name = slate.cadre_id(cadre)
        now, after = posts[seats[cadre]], posts[held.get(cadre, -1)]
        rows.append({"cadre": name, "from_post": now, "post": after, "arranged": judged[name]})
    return rows


def _exchanges(slate: Slate) -> list[Row]:
    """Appointments between the Party or the Front and government."""
    made = slate.appointments
    return [
        {"cadre": row["cadre_id"], "post": row["post_id"], "from_side": row["side_now"], "to_side": row["side"]}
        for row in made[exchange.crosses(made).to_numpy(bool)].to_dict("records")
    ]


def _secondments(slate: Slate) -> list[Row]:
    """Who sits, after the round, in a post of a district division; ``new``: sent by this slate."""
    case = slate.case
    posts = case.posts
    inside = np.flatnonzero((posts["bloc"] == "district_division") & (slate.holder >= 0))
    ids, new = posts["post_id"].to_numpy(), set(slate.appointments["post"])
    rows = [
        {
            "district": str(posts["locality"].iat[at]),
            "post": str(ids[at]),
            "cadre": slate.cadre_id(slate.holder[at]),
            "new": at in new,
        }
        for at in inside.tolist()
    ]
    return sorted(rows, key=lambda row: (row["district"], row["post"]))


def _chains(slate: Slate) -> list[list[Row]]:
    """Hand-overs in order: each step a post, who takes it and from where, down to a newcomer or an empty seat."""
    case = slate.case
    posts = case.posts["post_id"].tolist()
    made = slate.appointments
    came = dict(zip(made["post"].tolist(), zip(made["cadre_id"], made["seat"].tolist(), strict=True), strict=True))
    left = {seat for _, seat in came.values() if seat >= 0}
    chains, told = [], set()
    starts = [post for post in sorted(came) if post not in left] + sorted(came)  # the second part: exchanges in a ring
    for start in starts:
        steps: list[Row] = []
        post: int = start
        while post >= 0 and post not in told and (post in came or steps):
            told.add(post)
            cadre, seat = came.get(post, ("", -1))
            steps.append({"post": posts[post], "cadre": cadre, "from_post": posts[seat] if seat >= 0 else None})
            post = seat
        if len(steps) > 1:
            chains.append(steps)
    return chains


def _vacancies(slate: Slate) -> list[Row]:
    """Listed managed seats without a holder who stays, before, and empty ones after, by priority and why."""
    posts = slate.case.posts
    listed = (posts["managed"] & posts["listed"]).to_numpy(bool)
    postponed = posts["post_id"].isin(slate.case.decided.postponed)
    these = [postponed, posts["frozen"], posts["mode"] != "process"]
    kind = np.select(these, ["postponed", "frozen", "exam"], "open")
    rows = []
    for name in ("open", "exam", "frozen", "postponed"):
        for priority in (1, 2, 3):
            these = listed & (kind == name) & (posts["priority"] == priority).to_numpy()
            before, after = int((these & (posts["stayer"] < 0)).sum()), int((these & (slate.holder < 0)).sum())
            if before or after:
                rows.append({"kind": name, "priority": priority, "before": before, "after": after})
    return rows


def waiting(case: Case) -> list[Row]:
    """Each cadre with pairs that wait for a conclusion: the posts, and the rules that wait."""
    state, _, pending = verdicts(case, case.pairs)
    rows: dict[str, Row] = {}
    posts = _posts(case)
    for at in np.flatnonzero(state == PENDING).tolist():
        cadre = str(case.pairs["cadre_id"].iat[at])
        row = rows.setdefault(cadre, {"cadre": cadre, "posts": [], "rules": []})
        row["posts"].append(posts[at])
        row["rules"] += [rule for rule, waits in pending.items() if waits[at] and rule not in row["rules"]]
    return [rows[cadre] for cadre in sorted(rows)]


def _bases(case: Case) -> list[Row]:
    """Where the two bases of retirement age decide differently; none once there is one basis only.

    A pair's state, or (``post`` the seat held) whether a sitting leader leaves within the horizon.
    """
    settings = case.round_.settings
    if settings.date >= ONE_BASIS_FROM:
        return []
    rounds = [replace(case.round_, settings=replace(settings, retirement_basis=basis)) for basis in BASES]
    both = [Case.of(round_, case.law, case.decided) for round_ in rounds]
    found = []
    judged = [verdicts(one, one.pairs)[0] for one in both]
    posts, people = _posts(case), case.pairs["cadre"].tolist()
    for at in np.flatnonzero(judged[0] != judged[1]).tolist():
        found.append(_differs(both, people[at], posts[at], [STATES[state[at]] for state in judged]))
    leaves = [(one.cadres["leaving"] == "retirement").to_numpy(bool) for one in both]
    ids, seats = case.posts["post_id"].tolist(), case.cadres["seat"].tolist()
    for cadre in np.flatnonzero(leaves[0] != leaves[1]).tolist():
        says = ["leaves" if gone[cadre] else "stays" for gone in leaves]
        found.append(_differs(both, cadre, ids[seats[cadre]], says))
    return sorted(found, key=lambda row: (row["cadre"], row["post"]))


def _posts(case: Case) -> list[str]:
    """The first seat of each pair's group, by id."""
    ids: list[str] = case.posts["post_id"].to_numpy()[case.groups["first"].to_numpy()[case.pairs["group"]]].tolist()
    return ids


def _differs(both: list[Case], cadre: int, post: str, says: list[str]) -> Row:
    left = [one.cadres["left"].tolist()[cadre] for one in both]
    name = str(both[0].cadres["cadre_id"].iat[cadre])
    return {"cadre": name, "post": post} | {
        basis: {"says": said, "left": months} for basis, said, months in zip(BASES, says, left, strict=True)
    }
