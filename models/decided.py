"""What the Standing Committee decided on the last slate, and that slate: data that is laid over a round (``replan``).

A decision is on one post. Of the seats alike to it, it makes the post one of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.case import Case

CHOICES = ("reserve_1", "reserve_2", "other")
DECISIONS = ("agree", "refuse", "postpone", *CHOICES)


@dataclass(frozen=True, order=True)
class Decision:
    """A decision (a code of ``DECISIONS``) on a post, and whom it speaks of: of ``agree``, ``refuse`` and ``postpone``
    the one proposed (empty: the seat was proposed to stay empty), else the one chosen."""

    post: str
    decision: str
    cadre: str = ""

    @property
    def refuses(self) -> bool:
        """Whether a nominee is refused: the one kind of which a post may have several, and another beside them."""
        return self.decision == "refuse" and bool(self.cadre)


@dataclass(frozen=True)
class Decided:
    """The decisions in force; ``last``: post → its holder in the last slate, None where there is no slate to keep to.

    ``waived``: post → the standards its own choice (``other``) does not meet and is let off; ``before``: the case they
    were laid over.
    """

    decisions: tuple[Decision, ...] = ()
    last: Mapping[str, str] | None = None
    waived: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    before: Case | None = None

    @property
    def kept(self) -> dict[str, str]:
        """post → who must hold it: agreed to or chosen."""
        return {one.post: one.cadre for one in self.decisions if one.cadre and one.decision in ("agree", *CHOICES)}

    @property
    def refused(self) -> list[tuple[str, str]]:
        """(cadre, post) of each nominee refused."""
        return [(one.cadre, one.post) for one in self.decisions if one.refuses]

    @property
    def shut(self) -> list[str]:
        """Posts to which nobody is appointed: agreed to stay empty."""
        return [one.post for one in self.decisions if not one.cadre and one.decision == "agree"]

    @property
    def filled(self) -> list[str]:
        """Posts that must not stay empty: it was refused to leave them so."""
        return [one.post for one in self.decisions if not one.cadre and one.decision == "refuse"]

    @property
    def postponed(self) -> list[str]:
        """Posts left out of the round."""
        return [one.post for one in self.decisions if one.decision == "postpone"]

    @property
    def own(self) -> set[str]:
        """Posts whose holder the decision itself changes: the last slate is not what it says."""
        last = self.last or {}
        kept = {post for post, cadre in self.kept.items() if last.get(post, "") != cadre}
        refused = {post for cadre, post in self.refused if last.get(post, "") == cadre}
        filled = {post for post in self.filled if not last.get(post)}
        return kept | refused | filled | {post for post in self.postponed if last.get(post)}


NOTHING = Decided()
