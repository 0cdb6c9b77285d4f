"""Who gains only by several changed records together: of what they do all together and none does alone, the fewest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from planner.diff.alone import Bound, Workshop
from planner.diff.gains import SUBJECTS, Gain, Solver, by_cadre, mark_of, more, moves, outcome, silent
from planner.diff.judged import Judged, Pair
from planner.diff.records import Record

MOST = 10  # sets looked for


@dataclass(frozen=True)
class Joint:
    """What records do together and no longer do without any one of them (a record brings along what it cannot stand
    without); the rest as of a ``Gain``."""

    records: Bound
    solved: str
    eligible: dict[str, list[str]] = field(default_factory=dict)
    placed: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def people(self) -> list[str]:
        """Who gets an eligibility or a place only by all of them."""
        return sorted(self.eligible.keys() | self.placed.keys())

    @property
    def direct(self) -> list[str]:
        """Who becomes eligible, else whom the records are about, else all."""
        about = {record.key[SUBJECTS[record.table]] for record in self.records if record.table in SUBJECTS}
        return sorted(self.eligible) or sorted(about & self.placed.keys()) or self.people

    @property
    def mark(self) -> str:
        """See ``mark_of``."""
        return mark_of(self.direct, self.people, self.solved)

    @property
    def watched(self) -> tuple[str, ...]:
        """The tricks their cells can serve."""
        return tuple(dict.fromkeys(kind for record in self.records for kind in record.watched))


@dataclass(frozen=True)
class Together:
    """``joints``: the sets found. ``left``: who gains by several changes together, but by which was not looked for."""

    joints: list[Joint]
    left: list[str]


class _Capped(Exception):
    """No more may be solved."""


def together(shop: Workshop, base: Judged, whole: Judged, alone: list[Gain], solver: Solver) -> Together:
    """Who gains by all the changes and by none alone, first eligibilities (exactly), then places."""
    return _Search(shop, base, whole, alone, solver).run()


class _Search:
    def __init__(self, shop: Workshop, base: Judged, whole: Judged, alone: list[Gain], solver: Solver) -> None:
        self.shop, self.base, self.whole, self.solver = shop, base, whole, solver
        self.loud = [record for record in shop.records.values() if not silent(record)]
        self.judged_alone = {pair for gain in alone for pair in _pairs(gain.trial.eligible)}
        self.placed_alone = {cadre for gain in alone for cadre in gain.placed}
        self.all_solved = all(gain.solved in ("yes", "unchanged") for gain in alone)
        self.before = solver.free(base)

    def run(self) -> Together:
        joints: list[Joint] = []
        wanted = more(self.base, self.whole) - self.judged_alone
        while wanted and len(joints) < MOST:
            joint = self._eligible(min(wanted))
            joints.append(joint)
            wanted -= frozenset(_pairs(joint.eligible)) | {min(wanted)}
        left = {cadre for cadre, _ in wanted}
        for cadre in sorted(self._placed()):
            if cadre in {one for joint in joints for one in joint.people}:
                continue
            try:
                joints.append(self._place(cadre))
            except _Capped:
                left.add(cadre)
        return Together(joints, sorted(left))

    # --- eligibility ----------------------------------------------------------------------------
    def _eligible(self, pair: Pair) -> Joint:
        def holds(records: Bound) -> bool:
            return pair in more(self.base, Judged(self.shop.case(records)))

        units = {one.case.round_.posts.set_index("post_id")["unit_id"].get(pair[1]) for one in (self.base, self.whole)}
        about = {*pair, *units}
        near = [record for record in self.loud if record.table in ("round", "law") or about & set(record.key)]
        start = self.shop.closed(near)
        if start is None or not holds(start):
            start = tuple(self.shop.records.values())
        records = fewest(start, holds, self.shop.closed)
        judged = Judged(self.shop.case(records))
        eligible = more(self.base, judged) - self.judged_alone
        solved, placed = self._solved(judged)
        return Joint(records, solved, by_cadre(eligible), self._new(placed))

    # --- places ---------------------------------------------------------------------------------
    def _placed(self) -> set[str]:
        """Who gets a place by all the changes; nobody where that, or what each does alone, is not known."""
        after = self.solver.free(self.whole)
        if not (self.before.slate and after.slate and self.all_solved):
            return set()
        return after.risen(self.before) - self.placed_alone

    def _place(self, cadre: str) -> Joint:
        """Raises ``_Capped`` where the solves allowed do not suffice."""

        def risen(records: Bound) -> dict[str, tuple[str, str]]:
            solved, placed = self._solved(Judged(self.shop.case(records)))
            if solved == "capped":
                raise _Capped
            return placed

        def holds(records: Bound) -> bool:
            return cadre in risen(records)

        start = self.shop.closed(self.loud)
        records = fewest(start or tuple(self.shop.records.values()), holds, self.shop.closed)
        eligible = more(self.base, Judged(self.shop.case(records))) - self.judged_alone
        return Joint(records, "yes", by_cadre(eligible), self._new(risen(records)))

    def _solved(self, judged: Judged) -> tuple[str, dict[str, tuple[str, str]]]:
        """How far the places were judged, and who gets one."""
        search = judged.mark if self.before.slate and judged.mark != self.base.mark else ""
        solved, after = outcome(self.before, search, self.solver, lambda: judged)
        return solved, moves(after.risen(self.before), self.before, after) if after else {}

    def _new(self, placed: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
        return {cadre: move for cadre, move in placed.items() if cadre not in self.placed_alone}


def _pairs(eligible: dict[str, list[str]]) -> Iterable[Pair]:
    return ((cadre, post) for cadre, posts in eligible.items() for post in posts)


def fewest(records: Bound, holds: Callable[[Bound], bool], closed: Callable[[Iterable[Record]], Bound | None]) -> Bound:
    """Of records that do something, those of which none can be spared: halves are left out, then ever smaller parts."""
    size = max(1, len(records) // 2)
    while True:
        at, spared = 0, False
        while at < len(records):
            rest = closed([*records[:at], *records[at + size :]])
            if rest is not None and len(rest) < len(records) and holds(rest):
                records, spared = rest, True
            else:
                at += size
        if size == 1 and not spared:
            return records
        size = max(1, size // 2)
