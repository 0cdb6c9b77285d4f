"""The story of ``planner report``: compared, judged again, and the front of trade-offs under the plain scheme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.audit import audit
from models.case import Case
from models.tables import Round
from planner import claims, document, run
from planner.compare.command import compared
from planner.compare.lab import columns
from planner.errors import NoSlate, PlannerError
from planner.messages import say
from planner.progress import counting
from planner.settings import together
from planner.workbook.view import View

if TYPE_CHECKING:
    from planner.scenario import Scenario

Row = dict[str, Any]


@dataclass(frozen=True)
class Wish:
    """What is asked for besides the scenarios. ``axes``: of the front, x, y and perhaps z; ``keep``: see ``planner
    front``; ``seconds``: for each slate, and for the whole front (0: no limit); ``most``: more slates for the causes of
    a scenario."""

    axes: Sequence[str]
    keep: Sequence[str] = ()
    processes: int = 0
    seconds: float = 0
    most: int = 64


@dataclass(frozen=True)
class Story:
    """``paper``: the document of the comparison; ``slates``: each scenario's slate with its words, None where there is
    none; ``front``: its document, or None; ``said``: how much of the front is proven, or why there is none;
    ``halted``: as in ``planner.compare.command``."""

    paper: Row
    slates: list[View | None]
    front: Row | None
    said: str
    halted: str


def told(round_: Round, asked: list[tuple[Scenario, Path]], wish: Wish, lang: str) -> Story:
    """All that stands on the page. Raises ``PlannerError`` for a front that cannot be asked for, before any solve."""
    from planner.choices.front import wished

    wished(run.law_of(round_), wish.axes, wish.keep)
    done = compared(round_, asked, lang=lang, processes=wish.processes, seconds=wish.seconds, most=wish.most)
    slates = _slates(round_, asked, done.paper, lang)
    front, said, halted = None, say("report.front.stopped", lang), str(done.halted)
    if not halted:
        front, said, halted = _front(round_, wish, done.paper["scenarios"][0], lang)
    return Story(done.paper, slates, front, said, halted)


def _slates(round_: Round, asked: list[tuple[Scenario, Path]], paper: Row, lang: str) -> list[View | None]:
    """Each scenario's slate, made again from its holders alone. Raises ``NoSlate`` where it is not what was told."""
    found: list[View | None] = []
    for at, column in enumerate(columns([(scenario, path.as_posix()) for scenario, path in asked], run.law_of(round_))):
        row = paper["scenarios"][at]
        if not row["tiers"]:
            found.append(None)
            continue
        case = run.case_of(round_, together(column.parts))
        held = {line["post"]: line["holders"][at] for line in paper["matrix"]}
        held = _others(case, held) | {post: cadre for post, cadre in held.items() if cadre}
        claim = {"appointments": [{"post": post, "cadre": cadre} for post, cadre in held.items()]}
        slate, faults = claims.placed(case, claim)
        judged = audit(slate)
        if faults or judged.broken or judged.tiers != {tier["id"]: tier["value"] for tier in row["tiers"]}:
            raise NoSlate("report.miscounted")
        bounds = {tier["id"]: tier["bound"] for tier in row["tiers"]}
        same = document.build(
            slate, judged, status=row["status"], canonical=row["canonical"], bounds=bounds, scenario=row["name"],
            lang=lang,
        )  # fmt: skip
        found.append(View(same, round_, lang))
    return found


def _others(case: Case, shown: dict[str, str]) -> dict[str, str]:
    """Who keeps a post the comparison does not show: it leaves out unmanaged ones nobody is sent to."""
    ids, moved = case.cadres["cadre_id"].tolist(), set(shown.values())
    stays = {post: ids[at] for post, at in zip(case.posts["post_id"], case.posts["stayer"], strict=True) if at >= 0}
    return {post: cadre for post, cadre in stays.items() if post not in shown and cadre not in moved}


def _front(round_: Round, wish: Wish, plain: Row, lang: str) -> tuple[Row | None, str, str]:
    """The front's document, what is said of it, and whether Ctrl-C ended it."""
    from planner.choices import best_of
    from planner.choices.front import front, kept, status

    if plain["status"] == "infeasible":
        return None, say("report.front.no_slate", lang), ""
    if not plain["canonical"]:
        return None, say("report.front.no_best", lang), ""
    try:
        with counting(lang, "choices.told.front") as tell:
            best = best_of(round_, None, lang, wish.seconds)
            found = front(best, wish.axes, wish.keep, wish.seconds, tell)
    except KeyboardInterrupt:
        return None, say("report.front.stopped", lang), "interrupted"
    except PlannerError as error:
        return None, say(error.key, lang, **error.fields), ""
    said = " ".join([status(best, found.paper), *kept(best, found.paper)])
    return found.paper, said, "interrupted" if found.interrupted else ""
