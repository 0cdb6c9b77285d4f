"""A round as it is judged: who is eligible for what and why not, and who holds which post in the best slate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from models.case import Case
from models.judge import verdicts
from models.program import Program
from models.rule import ADMITTED
from planner import run
from planner.document import candidates
from planner.outlook import STATES

if TYPE_CHECKING:
    from models.build import Draft

Pair = tuple[str, str]  # cadre, post
Standing = dict[str, Any]  # state, refused_by, pending_by, fit
NOBODY = (0, -1)  # the rank of who holds no post: (managed, tier)


class Judged:
    """A case with every pool row's standing; its program only where somebody asks for it."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def standings(self) -> dict[Pair, Standing]:
        """What the law says of each pool row."""
        names = ("state", "refused_by", "pending_by", "fit")
        return {(row["cadre"], row["post"]): {name: row[name] for name in names} for row in candidates(self.case)}

    @cached_property
    def admitted(self) -> frozenset[Pair]:
        """Who may be proposed for which seat, sister seats included."""
        case = self.case
        state, _, _ = verdicts(case, case.pairs)
        ready = case.pairs[state == ADMITTED]
        ids = case.posts["post_id"].tolist()
        return frozenset(
            (cadre, ids[seat])
            for cadre, group in zip(ready["cadre_id"], ready["group"], strict=True)
            for seat in case.seats_of_group[group]
        )

    @cached_property
    def seats(self) -> dict[str, int]:
        """Post → its title: of one title are the seats alike."""
        posts = self.case.posts
        return dict(zip(posts["post_id"].tolist(), posts["title"].tolist(), strict=True))

    @cached_property
    def draft(self) -> Draft:
        """The integer program of the best slate."""
        from models.build import build

        return build(self.case)

    @cached_property
    def mark(self) -> str:
        """Two cases of one mark have the same best slates: the same program over the same pairs and stays."""
        case, draft = self.case, self.draft
        names = case.posts["post_id"].to_numpy()
        pairs = zip(draft.pairs["cadre_id"], names[case.groups["first"].to_numpy()[draft.pairs["group"]]], strict=True)
        people = np.append(case.cadres["cadre_id"].to_numpy(dtype=object), "")
        seats = zip(names, people[case.posts["stayer"]], people[case.posts["holder"]], strict=True)
        levels = zip(case.posts["managed"], case.posts["tier"], strict=True)
        return f"{_digest(draft.program)}{sha256(repr([*pairs, *seats, *levels]).encode()).hexdigest()}"


def _digest(program: Program) -> str:
    said = sha256(repr((program.pairs, program.lower, program.upper)).encode())
    for row in program.rows:
        said.update(repr((row.rule, row.where, row.low, row.high)).encode())
        said.update(row.col.tobytes() + row.coef.tobytes())
    for tier, (col, coef, const) in program.tiers.items():
        said.update(repr((tier, const)).encode() + col.tobytes() + coef.tobytes())
    return said.hexdigest()


@dataclass(frozen=True)
class Places:
    """The best slate as places: ``holders`` post → cadre, ``kinds`` post → how (an appointment's kind, or stay),
    ``levels`` post → (managed, tier)."""

    status: str
    tiers: dict[str, int]
    proven: dict[str, bool]
    holders: dict[str, str]
    kinds: dict[str, str]
    levels: dict[str, tuple[int, int]]

    @property
    def slate(self) -> bool:
        """Whether there is a slate at all."""
        return self.status in ("optimal", "feasible")

    def posts_of(self, cadre: str) -> list[str]:
        """The posts a cadre holds after the round, the highest first."""
        return self._by_cadre.get(cadre, [])

    def rank(self, cadre: str) -> tuple[int, int]:
        """(managed, tier) of the highest of them."""
        return max((self.levels[post] for post in self.posts_of(cadre)), default=NOBODY)

    @cached_property
    def _by_cadre(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for post, cadre in self.holders.items():
            found.setdefault(cadre, []).append(post)
        return {
            cadre: sorted(posts, key=lambda post: (self.levels[post], post))[::-1] for cadre, posts in found.items()
        }

    def risen(self, before: Places) -> set[str]:
        """Who holds a post he or she did not hold in ``before``, and a higher one than any held there."""
        people = self._by_cadre.keys()
        return {
            cadre
            for cadre in people
            if self.rank(cadre) > before.rank(cadre) and not set(self.posts_of(cadre)) <= set(before.posts_of(cadre))
        }


def places(judged: Judged) -> Places:
    """The case solved to the end: exactly, and down to the last tie. Raises ``KeyboardInterrupt`` if stopped."""
    found = run.solved(judged.case)
    if found.interrupted:
        raise KeyboardInterrupt
    slate, case = found.slate, judged.case
    if slate is None or found.judged is None:
        return Places(found.status, {}, {}, {}, {}, {})
    posts = case.posts["post_id"].tolist()
    kinds = dict(zip(slate.appointments["post_id"], slate.appointments["kind"], strict=True))
    holders = {posts[at]: slate.cadre_id(slate.holder[at]) for at in np.flatnonzero(slate.holder >= 0).tolist()}
    levels = zip(posts, case.posts["managed"].tolist(), case.posts["tier"].tolist(), strict=True)
    return Places(
        found.status,
        found.judged.tiers,
        {tier: found.bounds[tier] == value for tier, value in found.judged.tiers.items()},
        holders,
        {post: kinds.get(post, "stay") for post in holders},
        {post: (int(managed), tier) for post, managed, tier in levels},
    )


def closer(before: Standing | None, after: Standing | None) -> bool:
    """Whether a pair that was refused (or not planned) is so no longer."""
    ranks = [*STATES, None]
    old, new = (ranks.index(one["state"] if one else None) for one in (before, after))
    return new < old and new < STATES.index("refused")
