"""Where runs are made: processes of this machine, or a Dask cluster. The same runs come out of either."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from planner.sweep.plan import Job
    from planner.sweep.work import Result

Done = tuple["Job", "Result"]


class Executor(Protocol):
    """Makes runs, and ends what it has begun when it is left by an exception."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None: ...

    def run(self, jobs: list[Job]) -> Iterator[Done]:
        """Each as it ends, in whatever order; no two of the same key."""
