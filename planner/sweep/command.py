"""The story of ``planner sweep``: runs planned, made wherever asked, kept as they end, and counted together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Protocol, Self

from planner.errors import PlannerError
from planner.sweep import document, plan
from planner.sweep.asked import Asked
from planner.sweep.cluster import Cluster
from planner.sweep.local import Local
from planner.sweep.plan import Done, Job
from planner.sweep.store import Store
from planner.sweep.work import Result

Told = Callable[[int, int], None]  # runs that ended, of how many


class Executor(Protocol):
    """Makes runs, and ends what it has begun when it is left by an exception."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None: ...

    def run(self, jobs: list[Job]) -> Iterator[Done]:
        """Each as it ends, in whatever order; no two of the same key."""


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
    """The document, whether any run ended, whether it was interrupted, and the error that ended it early, if any."""

    paper: dict[str, Any]
    any: bool
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
    paper = document.build(asked, runs, lang, complete=not interrupted and error is None)
    return Swept(paper, bool(sweep.made), interrupted, error)


class _Sweep:
    def __init__(self, asked: Asked, means: Means, store: Store, told: Told | None) -> None:
        self._asked, self._means, self._store, self._told = asked, means, store, told
        self._rounds = [round_ for round_, _ in asked.rounds]
        settings = [scenario.settings if scenario else {} for scenario, _ in asked.scenarios]
        self._first = plan.undisturbed(self._rounds, settings)
        self._draws: list[list[Job]] = [[] for _ in self._first]
        self._executor: Executor | None = None
        self.made: dict[str, Result] = {}  # by their keys

    @property
    def jobs(self) -> list[Job]:
        """In the order of round, scenario and draw."""
        return [job for first, draws in zip(self._first, self._draws, strict=True) for job in (first, *draws)]

    def run(self) -> None:
        """The undisturbed runs, then the draws made on those whose slate is proven."""
        lots = self._asked.lots
        with ExitStack() as stack:
            self._make(self._first, stack, len(self._first) * (lots.draws + 1))
            for at, job in enumerate(self._first):
                result = self.made[job.key]
                if result.settled and result.tiers:
                    self._draws[at] = plan.drawn(job, result, self._rounds[job.round], lots)
            whole = len({job.key for job in self.jobs})
            self._make([job for draws in self._draws for job in draws], stack, whole)

    def _make(self, jobs: list[Job], stack: ExitStack, whole: int) -> None:
        """Whatever is not there yet; an executor is only started for that."""
        lacking: dict[str, Job] = {}
        for job in jobs:
            if job.key not in self.made:
                kept = self._store.get(job.key)
                self.made |= {job.key: kept} if kept else {}
                lacking |= {} if kept else {job.key: job}
        if lacking:
            self._executor = self._executor or stack.enter_context(self._means.executor(self._asked))
            for job, result in self._executor.run(list(lacking.values())):
                self._store.put(job.key, result)
                self.made[job.key] = result
                if self._told:
                    self._told(len(self.made), whole)
