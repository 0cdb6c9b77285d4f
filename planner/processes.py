"""Processes of our own, started afresh (*spawn*, the only way Windows knows). They do not hear Ctrl-C: it is the
calling process that hears it, and ends them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import active_children, get_context
from typing import Any, Self, TypeVar

CONTEXT = get_context("spawn")
MOST = 61  # processes of one pool that Windows can wait for
Answer = TypeVar("Answer")


class Processes:
    """``count`` at once (0: one a core, at most ``MOST``); each is made ``ready`` with what is ``given`` before all
    jobs."""

    def __init__(self, count: int, ready: Callable[..., None], *given: Any) -> None:
        self._others = set(active_children())
        self.count = min(count or os.cpu_count() or 1, MOST)
        self._pool = ProcessPoolExecutor(self.count, CONTEXT, _deaf, (ready, *given))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self.stop()
        self._pool.shutdown()

    def submit(self, job: Callable[..., Answer], *given: Any) -> Future[Answer]:
        """Have a job done as soon as a process is free."""
        return _undisturbed(lambda: self._pool.submit(job, *given))

    def stop(self) -> None:
        """End every process; what they had not told is lost."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for child in set(active_children()) - self._others:
            child.terminate()


def _deaf(ready: Callable[..., None], *given: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ready(*given)


def _undisturbed(start: Callable[[], Future[Answer]]) -> Future[Answer]:
    """Ctrl-C is heard once all has been started; a process started meanwhile is deaf to it from its first moment on."""
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda *_: heard.append(1))
    masks = hasattr(signal, "pthread_sigmask")  # not on Windows; a mask is handed on to the processes
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()
    try:
        return start()
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, before)
        if heard:
            raise KeyboardInterrupt
