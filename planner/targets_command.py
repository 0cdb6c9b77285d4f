"""What ``planner targets`` answers: of a round its targets and the sources to build, of a person what to change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.tables import Round
from planner import eligible, explain, sources, targets
from planner.workbook.view import View

if TYPE_CHECKING:
    from rich.console import Console

    from planner.scenario import Scenario


@dataclass(frozen=True)
class Said:
    """``value`` for programs; ``show`` for people; whether the slate asked about is ``proven``."""

    value: Any
    show: Callable[[Console], None]
    proven: bool = True


@dataclass(frozen=True)
class Wanted:
    """Of which targets (rule ids; none = all), by their codes alone (``private``), within so many ``seconds``."""

    only: tuple[str, ...] = ()
    private: bool = False
    seconds: float = 0


def of_round(round_: Round, scenario: Scenario | None, slate: Path | None, wanted: Wanted, lang: str) -> Said:
    """The targets of the slate in the file, else of the best one, and the additions the pool would need."""
    from planner.targets_table import show

    explainer, view = explain.about(round_, scenario, slate, lang, wanted.seconds)
    asked = targets.asked(explainer.case, wanted.only)
    view.veiled = wanted.private
    rows, needed = targets.rows(explainer, view, asked), sources.row(explainer, view, asked)

    def shown(console: Console) -> None:
        show(console, rows, needed, view)

    return Said({"targets": rows, "sources": needed, "proven": explainer.proven}, shown, explainer.proven)


def of_person(round_: Round, scenario: Scenario | None, cadre: str, post: str, lang: str) -> Said:
    """The smallest change for a cadre, for one post or for all he or she is planned for."""
    from planner.targets_table import lines

    settings = scenario.settings if scenario else {}
    view = View.of_round(round_, lang, settings)
    rows = eligible.rows(eligible.judged_by(settings), view, cadre, post)

    def shown(console: Console) -> None:
        for row in rows:
            lines(console, row["text"])
            console.print()

    return Said(rows, shown)
