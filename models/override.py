"""What a scenario may lay over the law and the round, and what it may not.

*Standards are the main thing; structure never lowers them* (II.2): a ``protected`` rule may be tightened, never
softened, and a ``fixed`` one not touched at all. ``lay`` and ``lay_on`` are for overrides that neither ``refusals``
nor ``misfits`` speak against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from models.calendar import day_number, month_number
from models.measure import titles
from models.rule import Rule
from models.rules import BY_ID
from models.scenario import LISTS, Leave, Overrides, Path, Problem, nearest
from models.scheme import Law, Param, Strength, Version
from models.tables import Round, with_rows

HARDER: tuple[Strength, ...] = ("off", "warning", "prefer", "strive", "must")
MOST = 1200  # no number of a rule is sensibly greater: a hundred years in months


# --- the law --------------------------------------------------------------------------------------
def refusals(law: Law, asked: Overrides) -> Iterator[Problem]:
    """What the law of the day does not know, or does not let a scenario change."""
    if "tiers" in asked.model_fields_set:
        yield from _tiers(law, asked.tiers)
    for rule, changes in asked.rules.items():
        card, path = BY_ID.get(rule), ("rules", rule)
        if card is None or rule not in law.scheme.rules:
            near = nearest(rule, [*law.scheme.rules, *Overrides.model_fields])
            yield Problem(path, "unknown_rule", {"value": rule, "near": near})
        elif rule not in law.rules:
            yield Problem(path, "not_in_force", {"rule": rule, "day": law.date})
        elif card.fixed:
            yield Problem(path, "fixed", _source(law, card))
        else:
            for key, value in changes.items():
                yield from (_strength if key == "strength" else _param)(law, card, (*path, key), value)
    for part in asked.fit:
        if part not in law.fit:
            yield Problem(("fit", part), "unknown_part", {"value": part, "near": nearest(part, law.fit)})


def fit_total(law: Law, asked: Overrides) -> int:
    """The sum of the weights; fit is counted of 100, so nothing else will do."""
    return sum((law.fit | asked.fit).values())


def _tiers(law: Law, tiers: list[str]) -> Iterator[Problem]:
    for at, tier in enumerate(tiers):
        if tier not in law.tiers:
            yield Problem(("tiers", at), "unknown_tier", {"value": tier, "near": nearest(tier, law.tiers)})
        elif tier in tiers[:at]:
            yield Problem(("tiers", at), "double_tier", {"value": tier})
    missing = [tier for tier in law.tiers if tier not in tiers]
    if missing:
        yield Problem(("tiers",), "missing_tiers", {"names": ", ".join(missing)})


def _source(law: Law, card: Rule) -> dict[str, Any]:
    """The rule with its clause and documents; ``single``: an intervention may except a single case from it."""
    cite = law.rules[card.id].cite
    source = cite if card.clause == "–" else f"{card.clause}; {cite}"
    return {"rule": card.id, "source": source, "single": card.excusable}


def _strength(law: Law, card: Rule, path: Path, value: Any) -> Iterator[Problem]:
    now = law.strength(card.id)
    if value not in HARDER:
        yield Problem(path, "unknown_strength", {"value": value, "near": nearest(str(value), HARDER)})
    elif card.protected and HARDER.index(value) < HARDER.index(now):
        yield Problem(path, "softer_strength", _source(law, card) | {"now": now, "value": value})
    elif not card.admits and not card.pose and HARDER.index(value) > HARDER.index("warning"):
        yield Problem(path, "warning_only", {"rule": card.id, "value": value})


def _param(law: Law, card: Rule, path: Path, value: Any) -> Iterator[Problem]:
    name, params = str(path[-1]), law.rules[card.id].params
    if name not in params:
        near = nearest(name, [*params, "strength"])
        yield Problem(path, "unknown_param", {"rule": card.id, "value": name, "near": near})
        return
    param = params[name]
    wrong = _value(law, param, path, value)
    if wrong or not card.protected:
        yield from [wrong] if wrong else []
        return
    now, fields = param.value, _source(law, card) | {"name": name, "value": value, "now": param.value}
    if isinstance(now, tuple):  # a longer list covers more
        softer, same = not set(now) <= set(value), set(now) == set(value)
        fields |= {"value": ", ".join(value), "now": ", ".join(now)}
    else:
        softer, same = (value < now) if param.tighter == "up" else (value > now), value == now
    if param.tighter is None and not same:
        yield Problem(path, "locked_param", fields)
    elif softer:
        yield Problem(path, "softer_list" if isinstance(now, tuple) else f"softer_{param.tighter}", fields)


def _value(law: Law, param: Param, path: Path, value: Any) -> Problem | None:
    """What keeps ``value`` from standing in the parameter's place at all."""
    if isinstance(param.value, tuple):
        if not isinstance(value, list):
            return Problem(path, "wrong_type", {"key": path[-1], "wanted": "list"})
        known = getattr(law.scheme, str(path[-1]))  # such a parameter is named after the scheme's table of its codes
        strange = next((str(one) for one in value if one not in known), None)
        fields = {"value": strange, "near": nearest(strange or "", known)}
        return Problem(path, "unknown_choice", fields) if strange is not None else None
    if isinstance(param.value, str):
        near = nearest(str(value), param.choices)
        return None if value in param.choices else Problem(path, "unknown_choice", {"value": value, "near": near})
    if not isinstance(value, int) or isinstance(value, bool):
        return Problem(path, "wrong_type", {"key": path[-1], "wanted": "integer"})
    if param.unit.startswith("YYYYMMDD"):
        return None if _is_day(value) else Problem(path, "wrong_type", {"key": path[-1], "wanted": "yyyymmdd"})
    high = 100 if param.unit.startswith("percent") else 1 if param.unit.startswith("1:") else MOST
    low = param.least
    return None if low <= value <= high else Problem(path, "out_of_range", {"value": value, "low": low, "high": high})


def _is_day(value: int) -> bool:
    try:
        date(value // 10000, value // 100 % 100, value % 100)
    except (ValueError, OverflowError):
        return False
    return value > 19000101


def borne(law: Law, asked: Overrides) -> Overrides:
    """What the law of another day still bears of overrides made for one: without those of rules that are not in force
    then, or that would be softer than the law then is."""
    refused = {problem.path[1] for problem in refusals(law, asked) if problem.path[0] == "rules"}
    return asked.model_copy(update={"rules": {rule: said for rule, said in asked.rules.items() if rule not in refused}})


def lay(law: Law, asked: Overrides) -> Law:
    """``law`` with the overrides laid over it."""
    said = asked.model_fields_set
    for rule, changes in asked.rules.items():
        params = {k: tuple(v) if isinstance(v, list) else v for k, v in changes.items() if k != "strength"}
        law = law.with_rule(rule, changes.get("strength"), params)
    if asked.max_moves >= 0:
        most = {"value": asked.max_moves, "unit": "sitting leaders moved"}
        own = {"cite": "Yêu cầu của kịch bản", "verified": "own"}
        card = own | {"strength": "must", "waiver": {"by": "planner", "cite": own["cite"]}, "most": most}
        law = replace(law, rules=law.rules | {"max_moves": Version.model_validate(card)})
    caps = asked.holding.model_dump(exclude_unset=True)
    return replace(
        law,
        holding=law.holding.model_copy(update=caps),
        counts_lateral=asked.counts_lateral if "counts_lateral" in said else law.counts_lateral,
        tiers=tuple(asked.tiers) if "tiers" in said else law.tiers,
        fit=law.fit | asked.fit,
        settings=asked.settings(),
    )


# --- the round ------------------------------------------------------------------------------------
def misfits(round_: Round, asked: Overrides) -> Iterator[Problem]:
    """Pins, bans and leaves that name nobody, nothing or nothing possible (the last two as warnings)."""
    cadres, posts = round_.cadres["cadre_id"].tolist(), round_.posts["post_id"].tolist()
    known, sits, planned = set(cadres), _seats(round_), _planned(round_)
    now = round_.interventions
    pinned = {row["cadre_id"]: row["post_id"] for row in now[now["action"] == "pin"].to_dict("records")}
    last = month_number(round_.settings.date) + round_.settings.horizon_months
    for name in LISTS:
        for at, act in enumerate(getattr(asked, name)):
            post = getattr(act, "post", "")
            if act.cadre not in known:
                yield Problem((name, at, "cadre"), "unknown_cadre", _near(act.cadre, cadres))
            elif post and post not in posts:
                yield Problem((name, at, "post"), "unknown_post", _near(post, posts))
            elif isinstance(act, Leave):
                if act.cadre not in sits:
                    yield Problem((name, at, "cadre"), "leave_no_post", {"value": act.cadre})
                elif month_number(day_number(act.on)) > last:
                    yield Problem((name, at, "on"), "late_leave", {"value": act.cadre})
            elif post and (act.cadre, post) not in planned:
                code = "pin_no_pool" if name == "pin" else "ban_no_pool"
                yield Problem((name, at, "post"), code, {"cadre": act.cadre, "post": post})
            elif name == "pin" and pinned.setdefault(act.cadre, post) != post:
                yield Problem((name, at, "cadre"), "two_pins", {"value": act.cadre, "other": pinned[act.cadre]})


WARNINGS = frozenset(("late_leave", "ban_no_pool"))


def _near(value: str, known: list[str]) -> dict[str, Any]:
    return {"value": value, "near": nearest(value, known[:5000])}  # difflib looks at every one of them


def _seats(round_: Round) -> dict[str, str]:
    """cadre → the post held, the managed one where there are two."""
    held = round_.posts[round_.posts["incumbent"] != ""].sort_values("managed", kind="stable")
    return dict(zip(held["incumbent"], held["post_id"], strict=True))


def _planned(round_: Round) -> set[tuple[str, str]]:
    """(cadre, post) of every pool row, every sister seat of it, and every seat held."""
    title = dict(zip(round_.posts["post_id"], titles(round_.posts).tolist(), strict=True))
    sisters: dict[int, list[str]] = {}
    for post, number in title.items():
        sisters.setdefault(number, []).append(post)
    rows = zip(round_.pool["cadre_id"], round_.pool["post_id"], strict=True)
    return {(cadre, sister) for cadre, post in rows for sister in sisters[title[post]]} | set(_seats(round_).items())


def lay_on(round_: Round, asked: Overrides) -> Round:
    """``round_`` with the pins and bans among its interventions, and the leaves as days posts fall vacant."""
    rows = [
        {
            "action": name,
            "cadre_id": act.cadre,
            "post_id": act.post,
            "rule": "",
            "reason": act.reason,
            "document": act.document,
        }
        for name in ("pin", "ban")
        for act in getattr(asked, name)
    ]
    table = with_rows(round_.interventions, rows)
    posts, sits = round_.posts.copy(), _seats(round_)
    brought: dict[str, int] = {}
    for leave in asked.leave:  # a request only ever brings the day forward
        here = (posts["post_id"] == sits[leave.cadre]).to_numpy()
        before = int(posts["vacates_on"].to_numpy()[here][0])
        if not before or day_number(leave.on) < before:
            posts.loc[here, "vacates_on"] = day_number(leave.on)
            brought.setdefault(sits[leave.cadre], before)
    return replace(round_, interventions=table, posts=posts, brought_forward=brought)
