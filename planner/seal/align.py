"""A sealed sheet laid on the sheet as it is now: which column and row is which, whatever was moved or inserted."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from planner.seal.copy import Cells, Grid, Row, Sheet, Value

RARE = 24  # a value that more rows share tells little of which row it is
Line = tuple[Value | None, ...]


@dataclass(frozen=True)
class Match:
    """``columns``: sealed column → the column now (missing: gone); ``rows``: position among the sealed rows → row now;
    ``added``: rows now that are none of the sealed ones, with what they say in sealed columns; ``own``: columns now
    that are not sealed."""

    columns: dict[int, int]
    rows: dict[int, int]
    added: list[int]
    own: list[int]


def match(sheet: Sheet, grid: Grid) -> Match:
    """The best match of a sealed sheet and the cells now."""
    columns = _columns(sheet, grid)
    closed = [(was, now) for was, now in columns.items() if was not in sheet.open]
    sealed = [tuple(row.cells.get(was) for was, _ in closed) for row in sheet.rows]
    present = {number: tuple(cells.get(now) for _, now in closed) for number, cells in grid.items()}
    present = {number: line for number, line in present.items() if any(value is not None for value in line)}
    rows = _exact(dict(enumerate(sealed)), present)
    rows |= _alike(sealed, present, [at for at in range(len(sealed)) if at not in rows], present.keys() - rows.values())
    whole = {number: line for number, cells in grid.items() if any(line := tuple(map(cells.get, columns.values())))}
    heads = {at: tuple(map(row.cells.get, columns)) for at, row in enumerate(sheet.rows) if at not in rows}
    rows |= _exact(heads, {number: whole[number] for number in whole.keys() - rows.values()})  # of open columns alone
    rows |= _neighbours(len(sealed), rows, sorted(whole), whole.keys() - rows.values())
    used = set(columns.values())
    own = sorted({at for cells in grid.values() for at in cells} - used)
    return Match(columns, rows, sorted(present.keys() - rows.values()), own)


# --- columns --------------------------------------------------------------------------------------
def _columns(sheet: Sheet, grid: Grid) -> dict[int, int]:
    """Where they stood if nearly all is still there; else by heading and by how much of what they said they say."""
    was = _counted(row.cells for row in sheet.rows)
    now = _counted(grid.values())
    if all(2 * _shared(values, now.get(at)) >= values.total() for at, values in was.items()):
        return {at: at for at in was}
    scores = sorted(
        (
            (sheet.headings.get(old, "") in _words(new_values), _shared(values, new_values), -abs(new - old), old, new)
            for old, values in was.items()
            for new, new_values in now.items()
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for headed, shared, _, old, new in scores:
        if (headed or shared) and old not in found and new not in found.values():
            found[old] = new
    for old in sorted(was.keys() - found.keys()):  # nothing of it is left as it was: it is where it should be, if free
        beside = max((at for at in found if at < old), default=-1)
        new = found.get(beside, -1) + old - beside
        if new in now and new not in found.values():
            found[old] = new
    return dict(sorted(found.items()))


def _counted(rows: Iterable[Cells]) -> dict[int, Counter[Value]]:
    found: dict[int, Counter[Value]] = {}
    for cells in rows:
        for at, value in cells.items():
            found.setdefault(at, Counter())[value] += 1
    return found


def _shared(one: Counter[Value], other: Counter[Value] | None) -> int:
    return (one & other).total() if other else 0


def _words(values: Counter[Value]) -> set[str]:
    return {" ".join(value.split()) for value in islice(values, 200) if isinstance(value, str)}


# --- rows -----------------------------------------------------------------------------------------
def _exact(sealed: dict[int, Line], present: dict[int, Line]) -> dict[int, int]:
    """Rows that say the same, in order where several do."""
    places: dict[Line, list[int]] = {}
    for number in sorted(present, reverse=True):
        places.setdefault(present[number], []).append(number)
    found = {}
    for at, line in sealed.items():
        if any(value is not None for value in line) and places.get(line):
            found[at] = places[line].pop()
    return found


def _alike(sealed: list[Line], present: dict[int, Line], gone: list[int], left: set[int]) -> dict[int, int]:
    """Rows of which part was altered: by the cells they still share, those few others have counting."""
    places: dict[tuple[int, Value], list[int]] = {}
    for number in sorted(left):
        for at, value in enumerate(present[number]):
            if value is not None:
                places.setdefault((at, value), []).append(number)
    scores = []
    for at in gone:
        votes: Counter[int] = Counter()
        for column, value in enumerate(sealed[at]):
            others = places.get((column, value), []) if value is not None else []
            if len(others) <= RARE:
                votes.update(others)
        scores += [(-count, abs(number - at), at, number) for number, count in votes.items()]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, at, number in sorted(scores):
        if at not in found and number not in taken:
            found[at] = number
            taken.add(number)
    return found


def _neighbours(count: int, rows: dict[int, int], present: list[int], left: set[int]) -> dict[int, int]:
    """Rows of which nothing is left as it was: those that follow where the row before them is."""
    after = dict(zip([-1, *present], present, strict=False))
    found: dict[int, int] = {}
    free = set(left)
    for at in range(count):
        if at in rows:
            continue
        before = rows.get(at - 1, found.get(at - 1, -1 if at == 0 else None))
        follows = after.get(before, -1) if before is not None else -1
        if follows in free:
            found[at] = follows
            free.discard(follows)
    return found


# --- order ----------------------------------------------------------------------------------------
def displaced(rows: list[Row], found: dict[int, int]) -> list[int]:
    """Positions of sealed rows that may not move and stand elsewhere among their like."""
    fixed = [at for at, row in enumerate(rows) if not row.free and at in found]
    kept = _increasing([found[at] for at in fixed])
    return [at for place, at in enumerate(fixed) if place not in kept]


def sorted_anew(rows: list[Row], found: dict[int, int]) -> bool:
    """Whether rows that may move stand in another order than they were sealed in."""
    free = [found[at] for at, row in enumerate(rows) if row.free and at in found]
    return free != sorted(free)


def _increasing(numbers: list[int]) -> set[int]:
    """The places of a longest increasing run of ``numbers``."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
        places[at : at + 1] = [place]
        before.append(places[at - 1] if at else -1)
    kept, place = set(), places[-1] if places else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept
