"""The decline drill as the document has it: a row for each nominee, in the order of posts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.changes_tier import Change
from models.drill import Decline, Drill, Repair, shares
from models.slate import Slate

Row = dict[str, Any]


def declines(drill: Drill, threads: int = 1, told: Callable[[int], None] | None = None) -> list[Row]:
    """Of each nominee (``post``, ``cadre``) the repair should he or she decline, see ``_repair``, and beside it

    - ``outcome``: ``filled``, ``empty`` (the seat), ``no_slate``, or ``unknown`` where time ran out;
    - ``single``: nobody can step in;
    - ``instead``: where the repair leaves the seat empty, the repair with somebody in it, if there is one;
    - ``best``: the tiers of the best slate without the nominee, where more changes would make it better.
    """
    words = _Words(drill.slate)
    return [words.row(decline) for decline in drill.declines(threads, told)]


class _Words:
    """Rows of the law's tables as ids."""

    def __init__(self, slate: Slate) -> None:
        self.slate = slate
        self.posts = slate.case.posts["post_id"].tolist()
        self.cadres = [*slate.case.cadres["cadre_id"].tolist(), ""]
        self.met = {(rule, finding.where): not finding.shortfall for rule, finding in shares(slate)}

    def row(self, decline: Decline) -> Row:
        outcome = "filled" if decline.steps_in >= 0 else "empty"
        if decline.repair is None:
            outcome = "no_slate"
        better = decline.repair is not None and decline.best != decline.repair.tiers
        return {
            "post": self.posts[decline.post],
            "cadre": self.cadres[decline.cadre],
            "outcome": outcome if decline.known else "unknown",
            "single": decline.single,
            **self._repair(decline.repair, decline.post),
            "instead": self._repair(decline.filled, decline.post) if decline.filled else None,
            "best": decline.best if better else None,
        }

    def _repair(self, repair: Repair | None, post: int) -> Row:
        """Who ``steps_in``; the posts that change hands, the ``chain`` from the declined one first; the ``tiers`` after
        it; and each share, whether it is ``met`` then and was ``before``."""
        chain = self._chain(repair.changes, post) if repair else []
        return {
            "steps_in": self.cadres[chain[0].after] if chain else "",
            "changes": len(chain),
            "chain": [
                {"post": self.posts[at], "before": self.cadres[before], "after": self.cadres[after]}
                for at, before, after in chain
            ],
            "tiers": repair.tiers if repair else {},
            "shares": [
                {"id": rule, "where": found.where, "need": found.need, "got": found.got, "of": found.of,
                 "held": found.held, "shortfall": found.shortfall, "met": not found.shortfall,
                 "before": self.met[rule, found.where]}
                for rule, found in (shares(repair.slate) if repair else [])
            ],
        }  # fmt: skip

    def _chain(self, changes: list[Change], post: int) -> list[Change]:
        """The declined post, the post given up by who steps in, and so on; then what changes besides."""
        left = {change.post: change for change in changes}
        gives_up = {change.before: change.post for change in changes if change.before >= 0}
        found: list[Change] = []
        begin = [post, *(change.post for change in changes)]
        for start in begin:
            at: int | None = start
            while at in left:
                found.append(left.pop(at))
                at = gives_up.get(found[-1].after)
        return found
