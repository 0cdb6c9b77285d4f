"""Runs made by the workers of a Dask scheduler, which like it need this version of planner.

They are sent the rounds with codes for names and without free texts. A run whose worker is lost is made by another.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Self

from models.tables import Round
from planner import __version__
from planner.errors import PlannerError
from planner.redact import nameless
from planner.sweep.plan import Done, Job
from planner.sweep.work import Result, ran

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 30  # seconds to find the scheduler, and for it to have a worker


class Cluster:
    """``address``: of the scheduler; each run may take ``seconds`` (0: no limit)."""

    def __init__(self, address: str, rounds: list[Round], seconds: float) -> None:
        """Raises ``PlannerError`` where Dask is not installed, there is no scheduler, it has no worker, one of them has
        another version of planner or none, or a round's codes tell who is who."""
        self._address, self._seconds = address, seconds
        try:
            bare = [nameless(round_) for round_ in rounds]
        except PlannerError:
            raise PlannerError("sweep.identity") from None
        self._client = _client(address)
        self._futures: dict[Future[Result], Job] = {}
        try:
            self._meet()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that a round is large
                # As results of their own, not as data laid on a worker: those would be lost with it.
                self._rounds = [self._client.submit(_round, one, key=self._key(one.sha256)) for one in bare]
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with suppress(Exception):  # of a scheduler that is gone
            if kind is not None:
                self._client.cancel(list(self._futures))
            self._client.close()

    def run(self, jobs: list[Job]) -> Iterator[Done]:
        """Each as it ends.

        Raises ``PlannerError`` where a run brings down one worker after another, or no worker or no scheduler is left.
        """
        ended: SimpleQueue[Future[Result]] = SimpleQueue()
        for job in jobs:
            given = (self._rounds[job.round], job.settings, self._seconds)
            future = self._client.submit(ran, *given, key=self._key(job.key), pure=False)
            self._futures[future] = job
            future.add_done_callback(ended.put)
        quiet = 0
        while self._futures:
            try:
                future, quiet = ended.get(timeout=1), 0  # not longer: on Windows Ctrl-C is not heard meanwhile
            except Empty:
                quiet += 1
                if quiet % PATIENCE == 0:
                    self._still()
                continue
            if future.status != "finished":
                raise self._failed(future)
            yield self._futures.pop(future), future.result()

    # --- inside -----------------------------------------------------------------------------------
    def _key(self, of: str) -> str:
        """A name for a result that no other sweep of the same scheduler has."""
        return f"planner-{self._client.id}-{of}"

    def _meet(self) -> None:
        """Whether the scheduler and all its workers are of our kind."""
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise PlannerError("sweep.no_workers", address=self._address) from None
        version = _version()
        for other in (self._client.run_on_scheduler(version), *self._client.run(version).values()):
            if other != __version__:
                raise PlannerError("sweep.other_version", own=__version__, other=other)

    def _still(self) -> None:
        """Whether there is anybody to wait for."""
        try:
            workers = self._client.nthreads()
        except Exception:  # whatever it says of a scheduler that is gone
            raise PlannerError("sweep.lost", address=self._address) from None
        if not workers:
            raise PlannerError("sweep.no_workers", address=self._address)

    def _failed(self, future: Future[Result]) -> PlannerError:
        from distributed import KilledWorker

        error = future.exception() if future.status == "error" else None
        if error is None:
            return PlannerError("sweep.lost", address=self._address)
        if isinstance(error, PlannerError):
            return error
        if isinstance(error, KilledWorker):
            return PlannerError("sweep.killed")
        return PlannerError("sweep.cluster_fails", why=f"{type(error).__name__}: {error}")


def _client(address: str) -> Client:
    try:
        from distributed import Client, Security
        from distributed.comm.core import connect
    except ImportError:
        raise PlannerError("sweep.no_dask") from None
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what goes wrong is said in our words

    async def reach() -> None:
        """A client that never met its scheduler takes a minute to go away, with complaints."""
        comm = await connect(address, timeout=PATIENCE, **Security().get_connection_args("client"))
        await comm.close()

    try:
        asyncio.run(reach())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of other versions of this and that: our own is compared
            return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise PlannerError("sweep.no_scheduler", address=address, why=str(error) or type(error).__name__) from None


def _version() -> Callable[[], str]:
    def version() -> str:  # sent as it stands, not by name: there may be no planner where it goes
        try:
            import planner
            from planner.sweep import work  # noqa: F401 - is it there?
        except ImportError as error:
            return f"? ({error})"
        return str(planner.__version__)

    return version


def _round(sent: Round) -> Round:
    return sent
