"""Runs made in processes of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Self

from models.scenario import Raw
from models.tables import Round
from planner.errors import PlannerError
from planner.processes import Processes
from planner.sweep.plan import Done, Job
from planner.sweep.work import Result, ran

AHEAD = 4  # runs handed out in advance, to each process
TRIES = 3  # times in a row that processes may be ended from outside


class Local:
    """``processes`` at once (0: one a core); each run may take ``seconds`` (0: no limit)."""

    def __init__(self, rounds: list[Round], seconds: float, processes: int = 0) -> None:
        self._asked = (processes, _ready, rounds, seconds)
        self._processes = Processes(*self._asked)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._processes.__exit__(kind, *rest)

    def run(self, jobs: list[Job]) -> Iterator[Done]:
        """Each as it ends; processes that were ended from outside are started again.

        Raises ``PlannerError`` where they are ended ``TRIES`` times without a run between, as for want of memory.
        """
        waiting, ends = jobs[::-1], 0
        running: dict[Future[Result], Job] = {}
        while waiting or running:
            try:
                while waiting and len(running) < AHEAD * self._processes.count:
                    future = self._processes.submit(_run, waiting[-1].round, waiting[-1].settings)
                    running[future] = waiting.pop()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    yield running.pop(future), result
                    ends = 0
            except BrokenProcessPool:
                ends += 1
                if ends == TRIES:
                    raise PlannerError("sweep.broken") from None
                waiting += running.values()
                running.clear()
                self._processes.stop()
                self._processes = Processes(*self._asked)


# --- in the processes -----------------------------------------------------------------------------
_rounds: list[Round]
_seconds: float


def _ready(*given: Any) -> None:
    global _rounds, _seconds
    _rounds, _seconds = given


def _run(number: int, settings: Raw) -> Result:
    return ran(_rounds[number], settings, _seconds)
