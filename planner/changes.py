"""What a slate planned on decisions changes in the last one, as parts of its document.

``decisions``: the records in force (``planner.decisions``). ``last``: the last slate's ``appointments`` and
``decisions``, and what its ``tiers`` were. ``changes``: each post whose holder differs, ``before`` and ``after``
(empty: nobody), ``why`` (the decision on that very post, else ``consequence``) and a ``text``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from models.audit import audit
from models.case import Case
from models.last import CHANGES, differs
from models.slate import Slate
from planner.decisions import Minutes, holders
from planner.messages import say

Row = dict[str, Any]


def parts(slate: Slate, minutes: Minutes, lang: str) -> Row:
    """All three."""
    return decided(slate.case, minutes, lang) | {"changes": _Teller(slate, lang).rows()}


def decided(case: Case, minutes: Minutes, lang: str) -> Row:
    """The records and the last slate, of a case they are laid over; enough where there is no slate."""
    before = case.decided.before or case
    last = minutes.last or {}
    tiers = [{"id": tier, "value": value} for tier, value in tiers_of(before, last).items()]
    return {"decisions": minutes.told(before, lang), "changes": [], "last": last | {"tiers": tiers}}


def tiers_of(before: Case, last: Row) -> dict[str, int]:
    """The tiers of the last slate, as it told them itself; but for the changes it had made. ``before``: with nothing
    decided."""
    case = Minutes(last["decisions"], {"appointments": []}).laid(before)
    found = audit(seated(case, holders(case, last["appointments"]))).tiers
    return {tier: value for tier, value in found.items() if tier != CHANGES}


def seated(case: Case, holder: dict[str, str]) -> Slate:
    """The slate in which the posts are held so."""
    rows = {cadre: at for at, cadre in enumerate(case.cadres["cadre_id"])} | {"": -1}
    return Slate(case, np.array([rows[holder.get(post, "")] for post in case.posts["post_id"]], dtype=np.int64))


class _Teller:
    """The changes of one slate, in one language."""

    def __init__(self, slate: Slate, lang: str) -> None:
        self.slate, self.lang, case = slate, lang, slate.case
        self.posts, self.own = case.posts["post_id"].tolist(), case.decided.own
        cadres = [*case.cadres["cadre_id"].tolist(), ""]
        self.before = {post: cadres[at] for post, at in zip(self.posts, case.last.tolist(), strict=True)}
        self.after = {post: cadres[at] for post, at in zip(self.posts, slate.holder.tolist(), strict=True)}
        self.was = {cadre: post for post, cadre in self.before.items()}
        self.now = {cadre: post for post, cadre in self.after.items()}
        self.unit = case.units["name"].to_numpy()[case.posts["unit"]].tolist()

    def rows(self) -> list[Row]:
        return [self._row(self.posts[at]) for at in differs(self.slate)]

    def _row(self, post: str) -> Row:
        old, new, why = self.before[post], self.after[post], "consequence"
        if post in self.own:
            mine = [one for one in self.slate.case.decided.decisions if one.post == post]
            why = next(one.decision for one in mine if not one.refuses or one.cadre == old)
        return {"post": post, "before": old, "after": new, "why": why, "text": self._text(old, new, why)}

    def _text(self, old: str, new: str, why: str) -> str:
        """Where who held it is now, and where who holds it was."""
        told = [self._say(f"why.{why}")] if why != "consequence" else []
        if old:
            told.append(self._say("goes", post=self._post(self.now[old])) if old in self.now else self._gone(old))
        if new:
            told.append(self._say("comes", post=self._post(self.was[new])) if new in self.was else self._say("joins"))
        return self._say("and").join(told)

    def _gone(self, cadre: str) -> str:
        refused = any(who == cadre for who, _ in self.slate.case.decided.refused)
        return self._say("refused" if refused else "left_out")

    def _post(self, post: str) -> str:
        at = self.posts.index(post)
        return self._say("post", title=self.slate.case.posts["title_name"].iat[at], unit=self.unit[at], code=post)

    def _say(self, key: str, **fields: object) -> str:
        return say(f"changes.{key}", self.lang, **fields)
