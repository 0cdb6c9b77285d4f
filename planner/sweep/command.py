"""The story of ``planner sweep``: runs planned, made wherever asked, kept as they end, and counted together."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from planner.errors import PlannerError
from planner.sweep import document, plan
from planner.sweep.cluster import Cluster
from planner.sweep.document import Asked
from planner.sweep.executors import Executor
from planner.sweep.local import Local
from planner.sweep.plan import Job
from planner.sweep.store import Store
from planner.sweep.work import Result

Told = Callable[[int, int], None]  # runs that ended, of how many


@dataclass(frozen=True)
class Means:
    """How runs are made: on a ``scheduler`` (its address), else in so many ``processes`` here (0: one a core);
    ``seconds`` for each (0: no limit)."""

    scheduler: str = ""
    processes: int = 0
    seconds: float = 0

    def executor(self, asked: Asked) -> Executor:
        """Ready to run. Raises ``PlannerError`` where a cluster is not."""
        rounds = [round_ for round_, _ in asked.rounds]
        if self.scheduler:
            return Cluster(self.scheduler, rounds, self.seconds)
        return Local(rounds, self.seconds, self.processes)


@dataclass(frozen=True)
class Swept:
    """The document, whether it was interrupted, and the error that ended it early, if one did."""

    paper: dict[str, Any]
    interrupted: bool = False
    error: PlannerError | None = None


def swept(asked: Asked, means: Means, store: Store, lang: str, told: Told | None = None) -> Swept:
    """All runs, those in ``store`` taken from it. Ctrl-C, and an executor that fails, leave what ended before."""
    sweep = _Sweep(asked, means, store, told)
    interrupted, error = False, None
    try:
        sweep.run()
    except KeyboardInterrupt:
        interrupted = True
    except PlannerError as found:
        error = found
    runs = [(job, sweep.made.get(job.key)) for job in sweep.jobs]
    return Swept(document.build(asked, runs, lang), interrupted, error)


class _Sweep:
    def __init__(self, asked: Asked, means: Means, store: Store, told: Told | None) -> None:
        self._asked, self._means, self._store, self._told = asked, means, store, told
        self._rounds = [round_ for round_, _ in asked.rounds]
        settings = [[one.settings if one else {} for one, _ in asked.scenarios] for _ in self._rounds]
        self._first = plan.undisturbed(self._rounds, settings, means.seconds)
        self._draws: list[list[Job]] = [[] for _ in self._first]
        self._executor: Executor | None = None
        self.made: dict[str, Result] = {}  # by their keys

    @property
    def jobs(self) -> list[Job]:
        """In the order of round, scenario and draw."""
        return [job for first, draws in zip(self._first, self._draws, strict=True) for job in (first, *draws)]

    def run(self) -> None:
        """The undisturbed runs, then the draws made on those that have a slate."""
        lots, seconds = self._asked.lots, self._means.seconds
        with ExitStack() as stack:
            self._make(self._first, stack)
            for at, job in enumerate(self._first):
                if self.made[job.key].tiers:
                    self._draws[at] = plan.drawn(job, self.made[job.key], self._rounds[job.round], lots, seconds)
            self._make([job for draws in self._draws for job in draws], stack)

    def _make(self, jobs: list[Job], stack: ExitStack) -> None:
        """Whatever is not there yet; an executor is only started for that."""
        lacking: dict[str, Job] = {}
        for job in jobs:
            if job.key not in self.made:
                kept = self._store.get(job.key)
                self.made |= {job.key: kept} if kept else {}
                lacking |= {} if kept else {job.key: job}
        self._tell()
        if lacking:
            self._executor = self._executor or stack.enter_context(self._means.executor(self._asked))
            for job, result in self._executor.run(list(lacking.values())):
                self._store.put(job.key, result)
                self.made[job.key] = result
                self._tell()

    def _tell(self) -> None:
        if self._told:
            self._told(len(self.made), len(self._first) * (self._asked.lots.draws + 1))
