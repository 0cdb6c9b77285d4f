"""Targets missed, as rows for programs: where the people stop, and what one more of them costs.

``planner targets --json`` without a cadre is ``{"targets": […], "sources": {…} | null}`` (``sources``: see
``planner.sources``). A target:

``id``, ``part`` (of ``committee_2025``: ``women``, ``young``), ``province``, ``clause``, ``percent``; ``all``, ``got``,
``need``, ``missing``: persons really appointed, no seat held; ``held``, ``shortfall``: the rule's own line, seats held
counted. ``waterfall``: ``planned``, ``open``, ``free``, ``chosen`` (each ``persons`` and ``pairs``), ``counted``,
``steps`` and ``waiting`` (``rule``, ``clause``, what is left after it, ``refuses``, ``alone``), ``most``.
``prices``, empty where nobody is missing: ``more``, ``persons``, ``verdict``, ``missing``, ``tiers``, ``changes`` and,
of an impossible one, ``conflict`` as in ``planner why``. ``text``: the line in words.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from models.case import Case
from models.rules import BY_ID
from models.targets import More, PriceList, Step, Target, Waterfall, targets, waterfall
from models.verdict import Explainer
from planner.conflict import Words
from planner.errors import PlannerError
from planner.messages import say
from planner.why import moved
from planner.workbook.view import View

Row = dict[str, Any]


def asked(case: Case, only: Collection[str] = ()) -> list[Target]:
    """The targets in force, or those of the rules named in ``only``. Raises ``PlannerError`` for an unknown name."""
    found = targets(case)
    known = list(dict.fromkeys(target.quota.rule for target in found))
    for name in only:
        if name not in known:
            raise PlannerError("targets.no_such", value=name, known=", ".join(known))
    return [target for target in found if not only or target.quota.rule in only]


def rows(explainer: Explainer, view: View, wanted: list[Target]) -> list[Row]:
    """A row a target."""
    prices = PriceList(explainer.draft, explainer.slate, explainer.before, wanted, explainer.seconds)
    lists = prices.lists(os.cpu_count() or 1)
    words = Words(explainer.case, view.lang, view.person if view.veiled else None)
    return [_row(explainer, words, target, found) for target, found in zip(prices.asked, lists, strict=True)]


def name(target: Target, lang: str) -> str:
    """What a target is called, with its province where there are several."""
    quota = target.quota
    said = say(f"targets.target.{quota.rule}" + (f"_{quota.part}" if quota.part else ""), lang)
    provinces = target.case.provinces
    if len(provinces) == 1:
        return said
    return say("targets.of_province", lang, target=said, province=provinces[target.place])


def key(target: Target) -> Row:
    """What names a target in a row."""
    return {"id": target.quota.rule, "part": target.quota.part, "province": target.case.provinces[target.place]}


def _row(explainer: Explainer, words: Words, target: Target, prices: list[More]) -> Row:
    slate, finding = explainer.slate, target.finding(explainer.slate)
    everything, got = target.quota.tally(slate, target.ask, target.place)
    missing = target.missing(slate)
    figures = {"all": everything, "got": got, "need": got + missing if missing else _need(target, everything)}
    said = say(f"targets.{'missed' if missing else 'met'}", words.lang, target=name(target, words.lang),
               missing=missing, **figures)  # fmt: skip
    if finding.held:
        counted = {"count": finding.held, "got": finding.got, "all": finding.of, "short": finding.shortfall}
        said += " " + say("targets.held", words.lang, **counted)
    return (
        key(target)
        | {"clause": BY_ID[target.quota.rule].clause, "percent": target.percent}
        | figures
        | {"missing": missing, "held": finding.held, "shortfall": finding.shortfall}
        | {"waterfall": _fall(waterfall(slate, target))}
        | {"prices": [_price(explainer, words, got, more) for more in prices], "text": said}
    )


def _need(target: Target, everything: int) -> int:
    return -(-target.percent * everything // 100)


def _fall(fall: Waterfall) -> Row:
    counts = {part: asdict(getattr(fall, part)) for part in ("planned", "open", "free", "chosen")}
    steps = {part: [_step(step) for step in getattr(fall, part)] for part in ("steps", "waiting")}
    return counts | steps | {"counted": fall.counted, "most": fall.most}


def _step(step: Step) -> Row:
    named = {"rule": step.rule, "clause": BY_ID[step.rule].clause}
    return named | asdict(step.left) | {"refuses": step.refuses, "alone": step.alone}


def _price(explainer: Explainer, words: Words, got: int, more: More) -> Row:
    changed = [] if more.holder is None else moved(explainer.case, explainer.slate.holder, more.holder)
    tiers = [{"id": tier, "before": explainer.before[tier], "after": value} for tier, value in more.tiers.items()]
    said = {"more": more.persons - got, "persons": more.persons, "verdict": more.verdict}
    said |= {"missing": more.missing if more.tiers else None, "tiers": tiers, "changes": changed}
    return said | {"conflict": [words.row(*cause) for cause in more.conflict]}
