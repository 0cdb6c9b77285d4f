"""A Dask scheduler and workers as processes of this machine, and what a test does to them."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60  # seconds for a process to say that it is there


@dataclass
class Cluster:
    """``address``: of the scheduler; the processes, to be killed."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def cluster(folder: Path, workers: int = 2, *, bare: bool = False) -> Iterator[Cluster]:
    """Without nannies, so that a worker killed stays dead. ``bare``: machines on which planner is not installed."""
    started: list[subprocess.Popen[bytes]] = []

    def start(name: str, *arguments: str) -> Path:
        log = folder / f"{name}.log"
        module = f"distributed.cli.dask_{arguments[0]}"
        unknown = "import sys; sys.modules['planner'] = None; " if bare else ""
        begun = f"{unknown}import runpy; runpy.run_module('{module}', run_name='__main__')"
        program = [sys.executable, "-c", begun, *arguments[1:], "--no-dashboard"]
        with log.open("wb") as out:
            started.append(subprocess.Popen(program, stdout=out, stderr=subprocess.STDOUT))
        return log

    def said(log: Path, pattern: str) -> str:
        until = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, log.read_text("utf-8", "replace"))):
            assert time.monotonic() < until, log.read_text("utf-8", "replace")
            time.sleep(0.1)
        return found[1]

    try:
        address = said(
            start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0"), r"(tcp://127\.0\.0\.1:\d+)"
        )
        for number in range(workers):
            own = ["--nthreads", "1", "--no-nanny", "--local-directory", str(folder / f"worker-{number}")]
            said(start(f"worker-{number}", "worker", address, *own), r"(Registered to)")
        yield Cluster(address, started[0], started[1:])
    finally:
        for process in started[::-1]:
            process.kill()
            process.wait()
