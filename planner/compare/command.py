"""The story of ``planner compare``: scenarios solved side by side, put into one document."""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from models.tables import Round
from planner.compare import document
from planner.compare.crew import Crew
from planner.compare.lab import Lab, columns
from planner.compare.watch import shown
from planner.run import law_of

if TYPE_CHECKING:
    from planner.scenario import Scenario


@dataclass(frozen=True)
class Compared:
    """The document, and what stopped the work before its end, if anything did."""

    paper: dict[str, Any]
    halted: Literal["", "interrupted", "broken"] = ""


def compared(
    round_: Round, asked: list[tuple[Scenario, Path]], *, lang: str, processes: int, seconds: float, most: int
) -> Compared:
    """The comparison. ``seconds`` for each slate (0: no limit); ``most`` more slates for the causes of a scenario.

    Ctrl-C ends all processes; what ended before is in the document.
    """
    law = law_of(round_)
    found = columns([(scenario, path.as_posix()) for scenario, path in asked], law)
    halted: Literal["", "interrupted", "broken"] = ""
    try:
        with Crew(round_, lang, processes, seconds) as crew, shown(found, crew, lang) as lines:
            Lab(found, crew, most, lines.update if lines else crew.news).run()
    except KeyboardInterrupt:
        halted = "interrupted"
    except BrokenProcessPool:
        halted = "broken"
    return Compared(document.build(found, round_, law, lang), halted)
