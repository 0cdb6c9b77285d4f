"""Building sources (tạo nguồn): the smallest additions to the planning pool, as a row for programs and in words.

The row: ``targets`` (``id``, ``part``, ``province``; persons missing ``now``, ``after`` with the additions in the best
slate for these targets, ``proposed`` in the slate the planner proposes for that round unasked); ``missing`` after, in
all; ``additions``: a smallest set; ``instead``: all that stand in some set as small with as many of each profile, one a
title and profile, ``complete`` where there are no others. Each has ``post``, ``woman``, ``band``, ``position``,
``field``, and ``cadre`` and ``pool``: the rows that would be added to the round. ``verified``: with those rows really
added and the round solved again, as many are missing as promised; ``tiers`` of that slate, ``proposed_tiers`` of the
planner's own. ``text``: the same in words.
"""

from __future__ import annotations

from typing import Any

from models.case import Case
from models.people import DATES, Addition, Profile, added
from models.sources import Sources, sources
from models.targets import Target
from models.verdict import Explainer
from planner.document import day
from planner.messages import say
from planner.targets import key
from planner.workbook.view import View

Row = dict[str, Any]
SHOWN = 6  # titles named in words as alternatives; the rows have them all


def row(explainer: Explainer, view: View, asked: list[Target]) -> Row | None:
    """The smallest additions for all these targets together, so that none is reached at the cost of another; None where
    no person is missing. Where time ran out there is a ``text`` alone."""
    if not any(target.missing(explainer.slate) for target in asked):
        return None
    urgent = explainer.before.get("urgent", 0)
    found = sources(explainer.case, explainer.slate, asked, urgent, explainer.seconds)
    if found is None:
        return {"text": say("targets.sources.unknown", view.lang)}
    short = zip(asked, found.now, found.short, found.free, strict=True)
    return {
        "targets": [key(one) | {"now": now, "after": after, "proposed": own} for one, now, after, own in short],
        "missing": found.missing,
        "additions": _additions(explainer.case, found.used),
        "instead": _additions(explainer.case, found.instead),
        "complete": found.complete,
        "verified": found.proven,
        "tiers": found.tiers,
        "proposed_tiers": found.free_tiers,
        "text": "\n".join(_Teller(view, explainer.case, found).lines()),
    }


def _additions(case: Case, people: list[Addition]) -> list[Row]:
    """Each addition with the rows it stands for, cells that say nothing left out."""
    whole = added(case.round_, people)
    count = len(people)
    tables = [whole.cadres.tail(count).to_dict("records"), whole.pool.tail(count).to_dict("records")]
    return [
        {"post": one.post, "woman": one.profile.woman, "band": one.profile.band}
        | {"position": one.profile.position, "field": one.field, "cadre": _cells(cadre), "pool": _cells(pool)}
        for one, cadre, pool in zip(people, *tables, strict=True)
    ]


def _cells(row: dict[Any, Any]) -> Row:
    """The cells of a row as a file has them."""
    return {
        str(name): day(value) if name in (*DATES, "planned_on") else value
        for name, value in row.items()
        if value not in ("", -1, 0, False)
    }


class _Teller:
    """The additions in words."""

    def __init__(self, view: View, case: Case, found: Sources) -> None:
        self.view, self.case, self.found = view, case, found

    def lines(self) -> list[str]:
        """A line each; those of a group are indented."""
        found, used = self.found, self.found.used
        if not used:
            return [self._say("nothing")]
        count, now = len(used), sum(found.now)
        first = "least" if found.missing else "reached"
        lines = [self._say(first, count=count, now=now, missing=found.missing)]
        for profile in sorted({one.profile for one in used}, key=lambda one: one.rank):
            lines += self._group(profile)
        lines.append(self._say("rule_of" if found.complete else "more"))
        lines.append(self._say("verified" if found.proven else "not_verified", missing=found.missing))
        free = sum(found.free)
        if free <= found.missing:
            lines.append(self._say("proposed"))
        else:
            lines.append(self._say("not_proposed", free=free, tiers=self._tiers()))
        return lines

    def _say(self, key: str, /, **fields: object) -> str:
        return say(f"targets.sources.{key}", self.view.lang, **fields)

    def _group(self, profile: Profile) -> list[str]:
        """The additions of one profile, and what may stand in their place."""
        mine = [one for one in self.found.used if one.profile == profile]
        chosen = list(dict.fromkeys(one.post for one in mine))
        others = [one for one in self.found.instead if one.profile == profile and one.post not in chosen]
        words = {part: say(f"targets.profile.{code}", self.view.lang) for part, code in (
            ("sex", "woman" if profile.woman else "man"), ("band", profile.band), ("position", profile.position))
        }  # fmt: skip
        said = say("targets.profile.text", self.view.lang, **words)
        lines = [self._say("group", count=len(mine), profile=said)]
        lines.append("  " + self._say("chosen", titles="; ".join(self._title(post, mine) for post in chosen)))
        if others:
            titles = "; ".join(self._title(one.post, []) for one in others[:SHOWN])
            rest = self._say("others", count=len(others) - SHOWN) if len(others) > SHOWN else ""
            lines.append("  " + self._say("instead", titles=titles + rest))
        return lines

    def _title(self, post: str, mine: list[Addition]) -> str:
        """A title with the fields that suit it, and how many are planned for it where more than one is."""
        sector = self.case.law.scheme.sectors.get(self.view.units[self.view.posts[post]["unit_id"]]["sector"])
        fields = ", ".join(self.view.field(code).lower() for code in sector.exact) if sector else ""
        field = self._say("field", fields=fields) if fields else self._say("any_field")
        said = self._say("title_field", post=self.view.post(post), field=field)
        count = sum(one.post == post for one in mine)
        return self._say("title_count", title=said, count=count) if count > 1 else said

    def _tiers(self) -> str:
        """What the targets take from the planner's own best slate of that round."""
        found = self.found
        return "; ".join(
            f"{self.view.code('tier_short', tier)}: {found.free_tiers[tier]} → {value}"
            for tier, value in found.tiers.items()
            if tier != "order" and value != found.free_tiers[tier]
        )
