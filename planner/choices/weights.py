"""How far the weights of fit may move before a name changes, as a document, and the sentences on it.

``planner weights --json`` is the head of a slate's document (``status``: ``complete``, or ``partial`` where time ran
out) with ``weights``: ``part``, ``weight``, ``proven`` (whether the time sufficed), ``low`` and ``high`` (every whole
weight from the one to the other, the others as they are, changes no name; null where not proven), ``below`` and
``above`` (the nearest weight on either side at which a name changes: ``weight`` and ``changes`` as in ``planner
why``; null where none does, down to 0 or up to 100); and ``sensible``: ``box`` (part → least and greatest weight),
``same`` (whether all these weights, moving together, give the same slate; null where not decided in time), and where
they do not one example: ``weights`` and ``changes``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from models.price import on_threads
from models.slate import Slate
from models.together import Box, Changed, Late, points_of
from models.weights import Room, Weigher
from planner.choices import Best, Row, Words, changes

TOGETHER = ""  # what stands for all weights at once among the parts


@dataclass(frozen=True)
class Found:
    """The document, and whether Ctrl-C ended it."""

    paper: Row
    interrupted: bool


def weights(best: Best, seconds: float, told: Callable[[int], None] | None = None) -> Found:
    """Every weight's room, and the sensible ones together; ``told`` hears after each how many there are in all."""
    law, answers = best.slate.case.law, dict[str, Room | Changed | None]()
    box = sensible(law.fit)
    parts = [*law.fit, TOGETHER]

    def work(part: str, weigher: Weigher, halt: Event) -> None:
        weigher.halt = halt
        try:
            answers[part] = weigher.anywhere(box) if part == TOGETHER else weigher.room(part)
        except Late:
            return
        if told:
            told(len(parts))

    points = points_of(best.found.draft)

    def weigher() -> Weigher:
        return Weigher(best.found.draft, best.made, best.judged.tiers, points, best.left(seconds))

    try:
        on_threads(min(len(parts), os.cpu_count() or 1), weigher, parts, work)
        interrupted = False
    except KeyboardInterrupt:
        interrupted = True
    rows = [_row(best, part, law.fit[part], answers.get(part)) for part in law.fit]
    done = len(answers) == len(parts)
    paper = {"weights": rows, "sensible": _sensible(best, box, answers)}
    return Found(best.head("complete" if done else "partial") | paper, interrupted)


def sensible(points: dict[str, int]) -> Box:
    """Each weight from half to double what it is, both included, and no more than 100."""
    return {part: (-(-now // 2), min(2 * now, 100)) for part, now in points.items()}


def _row(best: Best, part: str, weight: int, room: Room | Changed | None) -> Row:
    if not isinstance(room, Room):
        return {"part": part, "weight": weight, "proven": False} | dict.fromkeys(("low", "high", "below", "above"))
    sides = {
        side: {"weight": found.weights[part], "changes": _changes(best, found)} if found else None
        for side, found in (("below", room.below), ("above", room.above))
    }
    return {"part": part, "weight": weight, "proven": True, "low": room.low, "high": room.high} | sides


def _sensible(best: Best, box: Box, answers: dict[str, Room | Changed | None]) -> Row:
    row: Row = {"box": {part: list(ends) for part, ends in box.items()}, "same": None, "weights": None, "changes": []}
    if TOGETHER not in answers:
        return row
    found = answers[TOGETHER]
    if isinstance(found, Changed):
        return row | {"same": False, "weights": found.weights, "changes": _changes(best, found)}
    return row | {"same": True}


def _changes(best: Best, found: Changed) -> list[Row]:
    slate = Slate.of_pairs(best.slate.case, best.found.draft.pairs.iloc[found.made])  # judged by other weights
    return changes(best.slate, slate)


def status(best: Best, paper: Row) -> str:
    """What is proven of the sensible weights together, in a sentence."""
    words, found = best.words, paper["sensible"]
    if found["same"] is None:
        return words.say("weights_status.unknown")
    if found["same"]:
        return words.say("weights_status.same")
    return words.say("weights_status.differs", weights=listed(words, found["weights"]), count=len(found["changes"]))


def listed(words: Words, found: dict[str, int]) -> str:
    """Each part of fit with its weight."""
    return ", ".join(f"{words.code('fit', part)} {weight}" for part, weight in found.items())
