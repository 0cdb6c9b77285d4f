"""Who gains: each changed record laid on the first round alone, the law asked again, the slate solved again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from planner.diff.alone import Bound, Workshop
from planner.diff.judged import Judged, Pair, Places, Standing, closer, places
from planner.diff.records import Record

# Cells no rule reads: nothing follows from them.
SILENT = {
    "round": ("round_id", "title", "history_appointed", "history_women_percent", "history_young_percent"),
    "units": ("name",),
    "cadres": (
        *("name", "party_date", "political_standard_date", "political_standard_body", "open_question_note"),
        "kin_declared",
    ),
    "interventions": ("reason", "document"),
}
SUBJECTS = {"cadres": 0, "pool": 0, "interventions": 1}  # where in a row's key stands whom it is about


@dataclass(frozen=True)
class Trial:
    """What a record does alone. ``needs``: the other records that had to come along; ``effect``: the pairs whose
    standing differs, with the new one; ``columns``: for each, the cells of the record that do it."""

    record: Record
    needs: Bound = ()
    apart: bool = True
    effect: dict[Pair, Standing | None] = field(default_factory=dict)
    columns: dict[Pair, tuple[str, ...]] = field(default_factory=dict)
    eligible: dict[str, list[str]] = field(default_factory=dict)
    lost: dict[str, list[str]] = field(default_factory=dict)
    nearer: frozenset[str] = frozenset()
    split: bool = (
        False  # a post that was one title with others is so no longer: who was planned for those is lost to it
    )
    search: str = ""  # the mark of the search for the best slate, if it is another with it

    @property
    def subject(self) -> str:
        """The cadre the record is about, if it is about one."""
        at = SUBJECTS.get(self.record.table)
        return "" if at is None else self.record.key[at]

    @property
    def urgency(self) -> tuple[bool, bool, bool]:
        """What is solved first: watched cells that change a standing, then other changes of one."""
        return not (self.record.watched and self.effect), not self.effect, not self.record.watched


@dataclass(frozen=True)
class Gain:
    """Who gains by a record alone. ``solved``: ``yes``, ``unchanged`` (the same search: no solve needed), ``capped``,
    ``no_slate`` (before, or with it), ``together`` (it cannot stand alone)."""

    trial: Trial
    solved: str
    placed: dict[str, tuple[str, str]] = field(default_factory=dict)  # cadre → post before, post with it
    displaced: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def eligible(self) -> dict[str, list[str]]:
        """Who becomes eligible, and for which posts."""
        return self.trial.eligible

    @property
    def people(self) -> list[str]:
        """Who gets an eligibility or a place he or she did not have."""
        return sorted(self.eligible.keys() | self.placed.keys())

    @property
    def direct(self) -> list[str]:
        """Those of them who gain by the record itself: who becomes eligible, else whom it is about, else all; the
        others move up in their wake."""
        if self.eligible:
            return sorted(self.eligible)
        return [self.trial.subject] if self.trial.subject in self.placed else self.people

    @property
    def mark(self) -> str:
        """See ``mark_of``."""
        return mark_of(self.direct, self.people, self.solved)

    @property
    def watched(self) -> tuple[str, ...]:
        """The tricks its cells can serve: those of the cells that change a standing of who gains directly, if known."""
        trial, mine = self.trial, set(self.direct)
        behind = {name for (cadre, _), names in trial.columns.items() if cadre in mine for name in names}
        named = trial.record.watched_of(behind) if trial.record.change == "changed" else ()
        return named or trial.record.watched


def mark_of(direct: list[str], people: list[str], solved: str) -> str:
    """``one``: exactly one person gains; ``one_direct``: one, and others by the chain that follows; ``one_eligible``:
    one becomes eligible, the places being not judged; else empty."""
    if len(direct) != 1:
        return ""
    if solved not in ("yes", "unchanged"):
        return "one_eligible"
    return "one" if len(people) == 1 else "one_direct"


def trials(shop: Workshop, base: Judged, tell: Callable[[], None]) -> list[Trial]:
    """What each record does alone to the standings: exactly, for every one of them."""
    found = []
    for record in shop.records.values():
        found.append(_trial(shop, base, record))
        tell()
    return found


def _trial(shop: Workshop, base: Judged, record: Record) -> Trial:
    if silent(record):
        return Trial(record)
    bound = shop.bound(record)
    if bound is None:
        return Trial(record, apart=False)
    judged = Judged(shop.case(bound))
    effect = _effect(base, judged)
    columns = dict.fromkeys(effect, tuple(cell.column for cell in record.cells))
    if effect and record.change == "changed" and len(record.cells) > 1 and record.table != "law" and len(bound) == 1:
        columns |= _columns(shop, base, record, effect)
    lost = more(judged, base)
    nearer = {pair[0] for pair, now in effect.items() if closer(base.standings.get(pair), now)}
    return Trial(
        record,
        bound[1:],
        effect=effect,
        columns=columns,
        eligible=by_cadre(more(base, judged)),
        lost=by_cadre(lost),
        nearer=frozenset(nearer),
        split=record.table == "posts" and record.change == "changed" and not lost <= base.standings.keys(),
        search=judged.mark if judged.mark != base.mark else "",
    )


def more(one: Judged, other: Judged) -> frozenset[Pair]:
    """Who is admitted to a seat in the other and not in the one; not to a seat that is only there in the other and of a
    title the one admits the cadre to already: that is one more seat, and no new eligibility."""
    found = other.admitted - one.admitted
    strange = {pair for pair in found if pair[1] not in one.seats}
    had = {(cadre, other.seats[seat]) for cadre, seat in one.admitted if seat in other.seats} if strange else set()
    return frozenset(pair for pair in found if pair not in strange or (pair[0], other.seats[pair[1]]) not in had)


def silent(record: Record) -> bool:
    """Whether only cells differ that no rule reads."""
    mute = SILENT.get(record.table, ())
    columns = record.key if record.table == "round" else tuple(cell.column for cell in record.cells)
    return record.change == "changed" and set(columns) <= set(mute)


def _effect(base: Judged, judged: Judged) -> dict[Pair, Standing | None]:
    old, new = base.standings, judged.standings
    return {pair: new.get(pair) for pair in sorted(old.keys() | new.keys()) if old.get(pair) != new.get(pair)}


def _columns(
    shop: Workshop, base: Judged, record: Record, effect: dict[Pair, Standing | None]
) -> dict[Pair, tuple[str, ...]]:
    """For each pair, the cells of the record that change its standing even alone; none are told where none does."""
    found: dict[Pair, list[str]] = {}
    for cell in record.cells:
        if cell.column in SILENT.get(record.table, ()):
            continue
        for pair in _effect(base, Judged(shop.case([record], cell.column))):
            found.setdefault(pair, []).append(cell.column)
    return {pair: tuple(names) for pair, names in found.items() if pair in effect}


def by_cadre(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for cadre, post in sorted(pairs):
        found.setdefault(cadre, []).append(post)
    return found


class Solver:
    """Solves cases, the same search once only, and no more of them than ``most`` beside those ``known``."""

    def __init__(self, most: int) -> None:
        self.most, self.made = most, 0
        self.known: dict[str, Places] = {}

    def free(self, judged: Judged) -> Places:
        """The places of a round itself: not counted."""
        if judged.mark not in self.known:
            self.known[judged.mark] = places(judged)
        return self.known[judged.mark]

    def within(self, search: str, judged: Callable[[], Judged]) -> Places | None:
        """The places of a trial by the mark of its search; None where the cap is reached."""
        if search not in self.known:
            if self.made >= self.most:
                return None
            self.made += 1
            self.known[search] = places(judged())
        return self.known[search]


def gains(shop: Workshop, base: Judged, found: list[Trial], solver: Solver, tell: Callable[[], None]) -> list[Gain]:
    """Who gains by each record alone, in the order of ``found``; the most urgent are solved first."""
    before = solver.free(base)
    done = {}
    for trial in sorted(found, key=lambda trial: trial.urgency):
        done[trial.record.name] = _gain(shop, before, trial, solver)
        tell()
    return [done[trial.record.name] for trial in found]


def _gain(shop: Workshop, before: Places, trial: Trial, solver: Solver) -> Gain:
    if not trial.apart:
        return Gain(trial, "together")
    solved, after = outcome(before, trial.search, solver, lambda: Judged(shop.case((trial.record, *trial.needs))))
    if after is None:
        return Gain(trial, solved)
    return Gain(trial, solved, moves(after.risen(before), before, after), moves(before.risen(after), before, after))


def outcome(before: Places, search: str, solver: Solver, judged: Callable[[], Judged]) -> tuple[str, Places | None]:
    """How far the places of a trial were judged (``solved`` of a ``Gain``), and the places where there are any.
    ``search``: the mark of its search, empty where it is that of ``before``."""
    if not before.slate:
        return "no_slate", None
    if not search:
        return "unchanged", None
    after = solver.within(search, judged)
    if after is None:
        return "capped", None
    return ("yes", after) if after.slate else ("no_slate", None)


def moves(people: set[str], before: Places, after: Places) -> dict[str, tuple[str, str]]:
    """cadre → (post before, post after), of each the highest that the other slate does not give."""
    return {cadre: (_own(before, after, cadre), _own(after, before, cadre)) for cadre in sorted(people)}


def _own(one: Places, other: Places, cadre: str) -> str:
    posts = one.posts_of(cadre)
    return next((post for post in posts if post not in other.posts_of(cadre)), next(iter(posts), ""))
