"""Building sources (tạo nguồn): the smallest additions to the planning pool that let a round reach its targets.

An addition is a pool row for a person who does not exist: of a sex, an age, a field that suits the unit and a present
position, who meets every standard of the post. Each is a column of the program; the solver finds the fewest that leave
the least shortfall, and a new round with those rows really added is solved to prove it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.build import build
from models.calendar import Ints
from models.case import Case
from models.judge import verdicts
from models.people import Addition, Profile, added, additions
from models.program import FAR, Totals
from models.rule import ADMITTED
from models.slate import Slate
from models.solve import Options, Search, solve
from models.targets import Target

GOAL, SIZE = "missing", "additions"  # the tiers put before the scheme's own
LOOKS = 40  # solves spent on other sets as small


@dataclass(frozen=True)
class Sources:
    """``used``: a smallest set, which leaves ``missing`` persons short in all (``short``: of each target; ``now``: as
    the slate asked about has them). ``instead``: every addition that stands in some set as small with as many of each
    profile; ``complete`` where no other does. ``proven``: of the round with the rows of ``used`` really added, the best
    slate under the same goal leaves as many missing; ``tiers`` are its own. ``free``: the persons missing by target and
    the tiers of what the planner proposes for that round when nobody asks it for the goal."""

    now: list[int]
    short: list[int]
    used: list[Addition]
    instead: list[Addition]
    complete: bool
    proven: bool
    tiers: dict[str, int]
    free: list[int]
    free_tiers: dict[str, int]

    @property
    def missing(self) -> int:
        """Persons short in all."""
        return sum(self.short)


class Goal:
    """The program of a case with the goal written into it: ``urgent`` no worse than ``before``, then as few persons
    missing of ``asked`` as can be, then as few additions, then the scheme's own tiers."""

    def __init__(self, case: Case, asked: list[Target], urgent: int) -> None:
        self.case, self.draft = case, build(case)
        self.asked = [target.on(case) for target in asked]
        self.program = self.draft.program
        self.extra = np.flatnonzero(self.draft.pairs["cadre"].isin(case.imagined))
        late = self._late()
        short = [self._short(target, late) for target in self.asked]
        self._keep_urgent(urgent, late)
        ones = np.ones(len(short), dtype=np.int64)
        goal = {GOAL: (np.array(short, dtype=np.int64), ones, 0)}
        if len(self.extra):
            goal[SIZE] = (self.extra, np.ones(len(self.extra), dtype=np.int64), 0)
        self.program.tiers = goal | self.program.tiers

    def slate(self, made: Ints) -> Slate:
        """The slate of these pairs (columns)."""
        return Slate.of_pairs(self.case, self.draft.pairs.iloc[made])

    # --- inside ---------------------------------------------------------------------------------
    def _late(self) -> dict[int, int]:
        """Group → the column of its seats left empty that count only because an addition is used: until then nobody
        could be appointed there, so that no such seat counts in any share."""
        program, groups, pairs = self.program, self.draft.groups, self.draft.pairs
        title, found = groups["title"].to_numpy(), {}
        waits = self.case.counted_groups & ~groups["has_candidate"].to_numpy(bool)
        opened: dict[int, int] = {}
        for group in np.flatnonzero(waits & np.isin(np.arange(len(groups)), pairs["group"].to_numpy()[self.extra])):
            mine = self.extra[pairs["title"].to_numpy()[self.extra] == title[group]]
            if title[group] not in opened:
                opened[title[group]] = program.column(0, 1)
                one = Totals.of([""] * len(mine), np.arange(len(mine)), mine, -1)
                used = np.full(len(mine), opened[title[group]])
                program.require("addition", one + Totals.of(one.where, np.arange(len(mine)), used, 1), 0, FAR)
            seats = int(groups["seats"].to_numpy()[group])
            empty = self.draft.empties(np.where(np.arange(len(groups)) == group, 0, -1), [""])
            found[int(group)] = program.column(0, seats)
            counts = Totals.of([""], [0, 0], [found[int(group)], opened[title[group]]], [1, -seats])
            program.require("addition", counts + empty * -1, -seats, FAR)
        return found

    def _short(self, target: Target, late: dict[int, int]) -> int:
        """The column of the persons missing of a target."""
        draft, program = self.draft, self.program
        got, everything = (draft.named(total) for total in target.totals(draft))
        could = target.quota.of_kind(draft.groups.assign(fillable=True)) & (draft.groups["place"] == target.place)
        more = [column for group, column in late.items() if could.iat[group]]
        everything = everything + Totals.of(everything.where, [0] * len(more), more, 1)
        _, most = program.reach(everything)
        short = program.column(0, max(0, int(most[0])))
        lacks = Totals.of(got.where, [0], [short], 100)
        program.require("target", got * 100 + everything * -target.percent + lacks, 0, FAR)
        return short

    def _keep_urgent(self, before: int, late: dict[int, int]) -> None:
        """No more urgent seats left empty than before."""
        if "urgent" not in self.program.tiers:
            return
        groups = self.draft.groups
        col, coef, const = self.program.tiers["urgent"]
        hot = (groups["priority"] == 1) & (groups["reserved_for"] != "")
        more = [column for group, column in late.items() if hot.iat[group]]
        total = Totals.of([""], np.zeros(len(col), np.int64), col, coef).plus(const)
        total = total + Totals.of([""], [0] * len(more), more, 1)
        self.program.require("urgent", total * -1, -before, FAR)


def imagined(case: Case, offers: list[Addition]) -> Case:
    """The case with these people in it, who are only supposed."""
    wider = Case.of(added(case.round_, offers), case.law, case.decided)
    ids = {offer.cadre for offer in offers}
    rows = np.flatnonzero(wider.cadres["cadre_id"].isin(ids)).tolist()
    return replace(wider, cleared=case.cleared, imagined=frozenset(rows))


def offered(case: Case, asked: list[Target], most: int) -> list[Addition]:
    """Every addition worth looking at: planned for a title with a seat that is or may come open, every standard met,
    counted by a target; of each title and profile as many as there are such seats, but no more than ``most``."""
    offers = additions(case, most)
    wider = imagined(case, offers)
    state, _, _ = verdicts(wider, wider.pairs)
    good = (state == ADMITTED) & np.any([target.on(wider).such(wider.pairs) for target in asked], axis=0)
    fit = set(wider.pairs["cadre_id"][good])
    return [offer for offer in offers if offer.cadre in fit]


def sources(case: Case, slate: Slate, asked: list[Target], urgent: int, seconds: float = 0) -> Sources | None:
    """A smallest set of additions for the targets ``asked``; None where time ran out.

    ``slate``: the one asked about; ``urgent``: the value of that tier in it."""
    now = [target.missing(slate) for target in asked]
    offers = offered(case, asked, sum(now))
    goal = Goal(imagined(case, offers), asked, urgent)
    outcome = solve(goal.program, Options(seconds, unique=True))
    if outcome.interrupted:
        raise KeyboardInterrupt
    if outcome.status != "optimal":
        return None
    ids = {offer.cadre: offer for offer in offers}
    names = goal.draft.pairs["cadre_id"].to_numpy()
    used = sorted((ids[name] for name in names[np.intersect1d(outcome.made, goal.extra)]), key=lambda one: one.cadre)
    value = {tier.id: tier.value for tier in outcome.tiers}
    instead, complete = _instead(goal, ids, used, value[GOAL])
    really = Case.of(added(case.round_, used), case.law, case.decided)
    proof = Goal(really, asked, urgent)
    again = solve(proof.program, Options(seconds, unique=True))
    made = proof.slate(again.made)
    short = [target.on(really).missing(made) for target in asked]
    free = build(really)
    own = solve(free.program, Options(seconds))
    proposal = Slate.of_pairs(really, free.pairs.iloc[own.made])
    return Sources(
        now,
        short,
        used,
        instead,
        complete,
        again.status == "optimal" and sum(short) == value[GOAL],
        {tier.id: tier.value for tier in again.tiers if tier.id in case.law.tiers},
        [target.on(really).missing(proposal) for target in asked],
        {tier.id: tier.value for tier in own.tiers},
    )


def _instead(goal: Goal, ids: dict[str, Addition], used: list[Addition], missing: int) -> tuple[list[Addition], bool]:
    """The additions of all sets as good and as small with as many of each profile, one a title and profile; whether
    these are all."""
    names = goal.draft.pairs["cadre_id"].to_numpy()[goal.extra]
    kinds = [ids[name].kind for name in names]
    profiles = sorted({profile for _, profile in kinds}, key=lambda profile: profile.rank)
    row = np.array([profiles.index(profile) for _, profile in kinds], dtype=np.int64)
    count = np.array([sum(one.profile == profile for one in used) for profile in profiles], dtype=np.int64)
    each = Totals.of([profile.band for profile in profiles], row, goal.extra, 1).plus(-count)
    goal.program.require("addition", each, 0, 0)
    search = Search(goal.program, Options())
    search.hold(GOAL, missing)
    seen = {one.kind: one for one in used}
    for _ in range(LOOKS):
        fresh = np.array([kind not in seen for kind in kinds], dtype=bool)
        if not fresh.any():
            return _ordered(seen), True
        proven, _, _ = search.solve(goal.extra[fresh], np.full(int(fresh.sum()), -1, dtype=np.int64))
        if search.interrupted:
            raise KeyboardInterrupt
        if not proven or search.x is None:
            return _ordered(seen), False
        new = np.flatnonzero(fresh & (search.x[goal.extra] == 1))
        if not len(new):
            return _ordered(seen), True
        for at in new.tolist():
            seen.setdefault(kinds[at], ids[names[at]])
    return _ordered(seen), False


def _ordered(seen: dict[tuple[str, Profile], Addition]) -> list[Addition]:
    return sorted(seen.values(), key=lambda one: (one.profile.rank, one.cadre))
