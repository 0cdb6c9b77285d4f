"""The front of trade-offs as a document, and the sentences on it.

``planner front --json`` is the head of a slate's document (``status``: ``complete``, or ``partial`` where time ran
out) with ``axes`` (``id``, ``better``: ``more`` or ``less``; x, y and z in this order), ``keep`` (tiers kept: ``id``,
``most``), ``swept`` (the axis the steps go along: z, or x where there are two), ``beyond`` (of a partial front: no
point is missing whose value on the axis swept is worse than this; null: nothing is known), ``best``: the slate
``propose`` gives (``values`` on the axes, ``tiers``, the number of the ``point`` it is, or null) and ``points``, in
the order of the axis swept, its worst value first: ``number`` (from 1), ``values`` (axis → value), ``tiers``,
``shares`` (the lines of the share rules, as in a slate's ``rules``), ``changes`` from the point before (of the first:
from ``best``) as in ``planner why``, ``appointments`` (``post``, ``cadre``), ``vacant`` and ``text``, the step in a
sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.audit import Audit
from models.axes import AXES, Axis, counted, in_force
from models.calendar import Ints
from models.front import Front, Frontier
from models.price import ORDER
from models.scheme import Law
from models.slate import Slate
from planner.choices import Best, Row, amounts, changes, named, people, tiers
from planner.errors import NoSlate, NotFound, PlannerError


@dataclass(frozen=True)
class Found:
    """The document, its slates in the order of the points, and how it ended."""

    paper: Row
    slates: list[tuple[Slate, Audit]]
    interrupted: bool


def wished(law: Law, names: Sequence[str], keep: Sequence[str]) -> tuple[list[Axis], dict[str, int]]:
    """The axes of these names, and each tier to be kept with how much above its best value it may rise.

    Raises ``PlannerError`` where there is no such axis or tier, or an axis is asked for twice.
    """
    axes = [AXES[named(name, AXES, "choices.no_such_axis")] for name in names]
    if len(set(names)) < len(names):
        raise PlannerError("choices.same_axis")
    for axis in axes:
        if not in_force(axis, law):
            raise PlannerError("choices.not_in_force", value=axis.id)
    held = {law.strength(rule) for rule in ("women_share", "young_share")} & {"strive", "prefer"}
    if len(held) > 1 and {"strive", "prefer"} & set(names):  # a seat held would have to serve two tiers in two orders
        raise PlannerError("choices.two_orders")
    return axes, amounts(keep, [tier for tier in law.tiers if tier != ORDER and tier not in names])


def front(
    best: Best, names: Sequence[str], keep: Sequence[str], seconds: float, told: Callable[[int], None] | None = None
) -> Found:
    """The front of the axes x, y and perhaps z. ``keep``: ``tier`` or ``tier=N``, kept at its best value, or N above.

    Raises ``PlannerError`` for bad names, ``NotFound`` where no point was proven.
    """
    axes, above = wished(best.slate.case.law, names, keep)
    kept = {tier: best.judged.tiers[tier] + more for tier, more in above.items()}
    x, y, *z = axes
    found = Frontier(best.found.draft, [y, x, *z], kept, best.left(seconds)).front(told)
    if not found.points:
        if found.interrupted:
            raise KeyboardInterrupt
        raise NotFound("choices.no_point")
    slates = [_judged(best, [y, x, *z], point.values, point.made) for point in found.points]
    return Found(_paper(best, axes, kept, found, slates), slates, found.interrupted)


def _judged(best: Best, axes: list[Axis], values: tuple[int, ...], made: Ints) -> tuple[Slate, Audit]:
    slate, judged = best.accepted(made)
    if values not in counted(slate, judged, axes):
        raise NoSlate("choices.miscounted")
    return slate, judged


def _paper(best: Best, axes: list[Axis], kept: dict[str, int], found: Front, slates: list[tuple[Slate, Audit]]) -> Row:
    y_first = [axes[1].id, axes[0].id, *(axis.id for axis in axes[2:])]
    values = [dict(zip(y_first, point.values, strict=True)) for point in found.points]
    values = [{axis.id: row[axis.id] for axis in axes} for row in values]
    points = []
    for number, ((slate, judged), row) in enumerate(zip(slates, values, strict=True), 1):
        before = slates[number - 2][0] if number > 1 else best.slate
        moved = changes(before, slate)
        head = {"number": number, "values": row, "tiers": tiers(judged), "shares": _shares(judged), "changes": moved}
        step = _step(best, axes, values[number - 2] if number > 1 else None, row, len(moved))
        points.append(head | people(slate) | {"text": step})
    same = [number for number, (slate, _) in enumerate(slates, 1) if (slate.holder == best.slate.holder).all()]
    own = min(counted(best.slate, best.judged, axes))
    return best.head("complete" if found.complete else "partial") | {
        "axes": [{"id": axis.id, "better": axis.better} for axis in axes],
        "keep": [{"id": tier, "most": most} for tier, most in kept.items()],
        "swept": (axes[2] if axes[2:] else axes[0]).id,
        "beyond": found.beyond,
        "best": {
            "values": dict(zip((axis.id for axis in axes), own, strict=True)),
            "tiers": tiers(best.judged),
            "point": same[0] if same else None,
        },
        "points": points,
    }


def _shares(judged: Audit) -> list[Row]:
    from planner.workbook.sheets import SHARES

    names = ("where", "need", "got", "of", "held", "shortfall")
    return [
        {"id": rule.id} | {name: getattr(finding, name) for name in names}
        for rule, finding in judged.findings
        if rule.id in SHARES
    ]


def _step(best: Best, axes: list[Axis], before: Row | None, after: Row, count: int) -> str:
    """What one step gains and what it costs."""
    words = best.words
    if before is None:
        said = "; ".join(f"{words.say(f'axis.{axis.id}')} {after[axis.id]}" for axis in axes)
        return words.say("step.first", values=said, count=count)
    gains, costs = list[str](), list[str]()
    for axis in axes:
        by = (after[axis.id] - before[axis.id]) * axis.sign
        if by:
            line = f"{words.say(f'axis.{axis.id}')} {before[axis.id]} → {after[axis.id]}"
            (gains if by < 0 else costs).append(line)
    return words.say("step.next", gains="; ".join(gains), costs="; ".join(costs), count=count)


def status(best: Best, paper: Row) -> str:
    """How much of the front is proven, in a sentence."""
    words, axes = best.words, paper["axes"]
    names = ", ".join(words.say(f"axis.{axis['id']}") for axis in axes)
    if paper["status"] == "complete":
        return words.say("front_status.complete", count=len(paper["points"]), names=names)
    fields = {"count": len(paper["points"]), "names": names}
    if paper["beyond"] is None:
        return words.say("front_status.unknown", **fields)
    last = next(axis for axis in axes if axis["id"] == paper["swept"])
    return words.say(f"front_status.{last['better']}", **fields, last=words.say(f"axis.{last['id']}"),
                     beyond=paper["beyond"])  # fmt: skip


def kept(best: Best, paper: Row) -> list[str]:
    """The tiers that were kept, in a sentence; none where none was."""
    tiers = "; ".join(f"{best.words.code('tier_short', row['id'])} ≤ {row['most']}" for row in paper["keep"])
    return [best.words.say("kept", tiers=tiers)] if tiers else []
