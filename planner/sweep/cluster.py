"""Runs made by the workers of a Dask scheduler, each with this version of planner.

They are sent the rounds with codes for names and without free texts. A run whose worker is lost is made by another.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from models.scenario import Raw
from models.tables import Round
from planner import __version__
from planner.errors import PlannerError
from planner.redact import nameless
from planner.sweep.executors import Done
from planner.sweep.plan import Job
from planner.sweep.work import Result, ran

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 30  # seconds to find the scheduler, and for it to have a worker


class Cluster:
    """``address``: of the scheduler; each run may take ``seconds`` (0: no limit)."""

    def __init__(self, address: str, rounds: list[Round], seconds: float) -> None:
        """Raises ``PlannerError`` where Dask is not installed, there is no scheduler or it has no worker."""
        self._address, self._seconds = address, seconds
        bare = [nameless(round_) for round_ in rounds]
        self._client = _client(address)
        self._futures: dict[Future[Result], Job] = {}
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            # As results of their own, not as data laid on a worker: those would be lost with it.
            self._rounds = [self._client.submit(_round, one, key=f"planner-round-{one.sha256}") for one in bare]
        except TimeoutError:
            self._client.close()
            raise PlannerError("sweep.no_workers", address=address) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with suppress(Exception):  # of a scheduler that is gone
            if kind is not None:
                self._client.cancel(list(self._futures))
            self._client.close()

    def run(self, jobs: list[Job]) -> Iterator[Done]:
        """Each as it ends.

        Raises ``PlannerError`` where a run brings down one worker after another, the scheduler is lost, or a worker has
        another version of planner, or none.
        """
        from distributed import as_completed

        for job in jobs:
            given = (__version__, self._rounds[job.round], job.settings, self._seconds)
            self._futures[self._client.submit(_run, *given, key=f"planner-{job.key}", pure=False)] = job
        for future in as_completed(list(self._futures), loop=self._client.loop):
            if future.status != "finished":
                raise self._lost(future)
            yield self._futures.pop(future), future.result()

    def _lost(self, future: Future[Result]) -> BaseException:
        from distributed import KilledWorker

        error = future.exception() if future.status == "error" else None
        if isinstance(error, KilledWorker):
            return PlannerError("sweep.killed")
        if isinstance(error, ImportError):
            return PlannerError("sweep.worker_lacks", why=error)
        return error or PlannerError("sweep.lost", address=self._address)


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise PlannerError("sweep.no_dask") from None
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what goes wrong is said in our words
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of other versions of this and that: our own is compared
            return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise PlannerError("sweep.no_scheduler", address=address, why=str(error) or type(error).__name__) from None


# --- on the workers -------------------------------------------------------------------------------
def _round(sent: Round) -> Round:
    return sent


def _run(version: str, round_: Round, settings: Raw, seconds: float) -> Result:
    if version != __version__:
        raise PlannerError("sweep.other_version", own=version, other=__version__)
    return ran(round_, settings, seconds)
