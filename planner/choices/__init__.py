"""What else could be chosen: trade-offs, slates as good, weights that do not matter; what the three have in common."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.apart import differences
from models.audit import Audit
from models.calendar import Ints
from models.slate import Slate
from models.tables import Round
from planner import document, run
from planner.errors import NotFound, PlannerError
from planner.workbook.view import View

if TYPE_CHECKING:
    from planner.run import Solved
    from planner.scenario import Scenario

Row = dict[str, Any]


class Words(View):
    """The words of a round, those on choices first."""

    words = "choices"
    seal = ""  # no slate, so nothing to be sealed


@dataclass(frozen=True)
class Best:
    """The one best slate of a round, proven, that all choices are compared with; ``slate``, ``judged``, ``made``: its
    own; ``clock``: when the search began."""

    found: Solved
    slate: Slate
    judged: Audit
    made: Ints
    scenario: str
    words: Words
    clock: float

    def left(self, seconds: float) -> float:
        """What is left of the time allowed; 0 = no limit."""
        return max(0.05, seconds - (time.monotonic() - self.clock)) if seconds else 0

    def accepted(self, made: Ints) -> tuple[Slate, Audit]:
        """The slate of these pairs (columns), judged. Raises ``NoSlate`` if it fails our own audit."""
        return run.audited(self.found.draft, made)

    def head(self, status: str) -> Row:
        """How each document begins."""
        return document.head(self.slate.case, status, self.words.lang, scenario=self.scenario)

    def paper(self, slate: Slate, judged: Audit) -> Row:
        """The whole document of a slate chosen instead, as ``planner propose`` writes it: a valid one, not called the
        best. The bound of a tier is the best slate's while every tier before it is as good."""
        same = np.array_equal(slate.holder, self.slate.holder)
        bounds, level = {}, True
        for tier, value in judged.tiers.items():
            bounds[tier] = min(self.found.bounds[tier], value) if level else 0
            level &= value == self.judged.tiers[tier]
        return document.build(
            slate,
            judged,
            status=self.found.status if same else "feasible",
            canonical=self.found.canonical and same,
            bounds=bounds,
            scenario=self.scenario,
            lang=self.words.lang,
        )


def best_of(round_: Round, scenario: Scenario | None, lang: str, seconds: float) -> Best:
    """Raises ``NoSlate`` where there is none, ``NotFound`` where it was not proven in time."""
    clock = time.monotonic()
    case = run.case_of(round_, scenario.settings if scenario else None)
    found = run.best(case, lang, seconds)
    if found.slate is None or found.judged is None or found.made is None or not found.canonical:
        raise NotFound("choices.no_best")
    name = scenario.name if scenario else ""
    paper = document.head(case, found.status, lang, scenario=name) | {"appointments": []}
    return Best(found, found.slate, found.judged, found.made, name, Words(paper, round_, lang), clock)


def changes(before: Slate, after: Slate) -> list[Row]:
    """The posts whose holder differs (``models.apart``): ``post``, ``before``, ``after``, ids, empty for nobody."""
    ids, posts = [*before.case.cadres["cadre_id"].tolist(), ""], before.case.posts["post_id"].tolist()
    return [
        {"post": posts[post], "before": ids[old], "after": ids[new]}
        for post, old, new in differences(before.case, before.holder, after.holder)
    ]


def people(slate: Slate) -> Row:
    """Who is appointed where, and the seats left empty; everybody else stays or leaves as in any slate."""
    made = slate.appointments
    rows = zip(made["post_id"].tolist(), made["cadre_id"].tolist(), strict=True)
    empty = slate.case.posts["post_id"].to_numpy()[slate.empty["post"]].tolist()
    return {"appointments": [{"post": post, "cadre": cadre} for post, cadre in rows], "vacant": empty}


def tiers(judged: Audit) -> list[Row]:
    """The tiers in the order used."""
    return [{"id": tier, "value": value} for tier, value in judged.tiers.items()]


def amounts(said: Iterable[str], known: Iterable[str], *, bare: str = "") -> dict[str, int]:
    """``tier=N`` as tier → N: points of loss. A lone tier is one without loss; a lone number is of the tier ``bare``.

    Raises ``PlannerError`` for an unknown tier and for what is no whole number.
    """
    found: dict[str, int] = {}
    for text in said:
        tier, equals, number = text.strip().partition("=")
        if not equals and bare and tier.isdigit():
            tier, number = bare, tier
        named(tier, known, "choices.no_such_tier")
        if (equals or number) and not number.strip().isdigit():
            raise PlannerError("choices.no_number", value=text)
        found[tier] = int(number or 0)
    return found


def named(name: str, known: Iterable[str], key: str) -> str:
    """``name``, where it is one of the known. Raises ``PlannerError`` (message ``key``) where it is not."""
    names = list(known)
    if name not in names:
        near = get_close_matches(name, names, n=1, cutoff=0)
        raise PlannerError(key, value=name, near=near[0], known=", ".join(names))
    return name


Taken = tuple[int, Path]


def take(best: Best, slates: list[tuple[Slate, Audit]], wanted: Iterable[Taken]) -> None:
    """Writes chosen slates, by their numbers from 1, as ``planner propose`` would: ``.xlsx``, or else JSON.

    Raises ``PlannerError`` where there is no slate of that number; then none is written.
    """
    from planner.output import write, write_json
    from planner.workbook.slate import slate_bytes

    asked = list(wanted)
    for number, _ in asked:
        if not 1 <= number <= len(slates):
            raise PlannerError("choices.no_such_number", value=number, count=len(slates))
    for number, path in asked:
        paper = best.paper(*slates[number - 1])
        if path.suffix.lower() == ".xlsx":
            write(path, slate_bytes(paper, best.words.round, best.words.lang), best.words.lang)
        else:
            write_json(path, paper, best.words.lang)
