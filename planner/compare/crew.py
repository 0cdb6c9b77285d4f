"""Slates solved in processes of their own, as many at once as asked for, each with the round in it."""

from __future__ import annotations

from concurrent.futures import Future
from multiprocessing.queues import SimpleQueue
from typing import TYPE_CHECKING, Any

from models.scenario import Raw
from models.tables import Round
from planner.compare.causes import Told
from planner.effort import Effort
from planner.processes import CONTEXT, Processes

if TYPE_CHECKING:
    from models.solve import Tier
    from planner.scenario import Scenario

Paper = dict[str, Any]
News = tuple[int, list[tuple[str, int]]]  # of which job, and the tiers reached so far


class Crew(Processes):
    """``processes`` at once (0: one a core); each solve may take ``seconds`` (0: no limit)."""

    def __init__(self, round_: Round, lang: str, processes: int = 0, seconds: float = 0) -> None:
        self._news: SimpleQueue[News] = CONTEXT.SimpleQueue()
        super().__init__(processes, _ready, round_, lang, seconds, self._news)

    def slate(self, scenario: Scenario | None, number: int) -> Future[Paper]:
        """The slate document under a scenario; ``number``: what its news are called by."""
        asked = (scenario.name, scenario.settings) if scenario else None  # little to send: its law is made anew there
        return self.submit(_slate, asked, number)

    def names(self, settings: Raw) -> Future[Told]:
        """Who holds what under some settings."""
        return self.submit(_names, settings)

    def news(self) -> list[News]:
        """What the searches have reached since this was last asked; unread for long, it holds them up."""
        told = []
        while not self._news.empty():
            told.append(self._news.get())
        return told


# --- in the processes -----------------------------------------------------------------------------
_given: tuple[Round, str, float, SimpleQueue[News]]


def _ready(*given: Any) -> None:
    global _given  # noqa: PLW0603 - what every job of this process is about
    _given = given


class _Teller:
    """Sends word of better values; of prices and declines there are none to tell."""

    def __init__(self, number: int, news: SimpleQueue[News]) -> None:
        self.number, self.news = number, news

    def tiers(self, found: list[Tier]) -> None:
        self.news.put((self.number, [(tier.id, tier.value) for tier in found]))

    def priced(self, count: int) -> None: ...

    def drilled(self, count: int) -> None: ...


def _slate(asked: tuple[str, Raw] | None, number: int) -> Paper:
    from planner.run import law_of, propose
    from planner.scenario import Scenario

    round_, lang, seconds, news = _given
    scenario = Scenario(asked[0], "", law_of(round_), asked[1]) if asked else None
    effort = Effort(time_limit=seconds, explain=False)
    return propose(round_, scenario, effort, lang, _Teller(number, news)).paper


def _names(settings: Raw) -> Told:
    round_, _, seconds, _ = _given
    return names(round_, settings, seconds)


def names(round_: Round, settings: Raw, seconds: float = 0) -> Told:
    """Who holds what in the one best slate of a round under some settings."""
    from models.build import build
    from models.slate import Slate
    from models.solve import Options, solve
    from planner.run import case_of

    case = case_of(round_, settings)
    draft = build(case)
    found = solve(draft.program, Options(seconds))
    if found.status in ("infeasible", "unknown"):
        return Told(None, found.status == "infeasible")
    holder = Slate.of_pairs(case, draft.pairs.iloc[found.made]).holder.tolist()
    cadres = [*case.cadres["cadre_id"], ""]  # -1: nobody
    return Told({post: cadres[at] for post, at in zip(case.posts["post_id"], holder, strict=True)}, found.canonical)
