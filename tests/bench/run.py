"""``make bench``: times and memory of every step at 1, 10 and 100 provinces, peers on the same rows, whole commands.

Each size and each peer runs in a process of its own, so that peak memory is its own and a peer that
overruns its limit can be stopped. The tables go to their places in ``docs/benchmarks.md``. With arguments (sizes,
``commands``) only these are run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from commands import timed
from shape import shaped

from planner.workbook.write_round import write_round

PAGE = ROOT / "docs" / "benchmarks.md"
WORKER = Path(__file__).with_name("worker.py")
SECONDS = {"1": 60, "1 tight": 60, "1 shape": 60, "10": 300, "100": 600}
STEPS = ("read", "case", "build", "solve", "unique", "audit", "document", "write")
# The last three with CP-SAT: other encodings of age levels, and the whole model the obvious way.
PEERS = ("cp-sat", "highs", "scip", "nested", "plain", "obvious")
SHAPE = "1 shape"  # drawn by ``shape``, the others by the command
DRAWS = {"1": [], "1 tight": ["--tight"], SHAPE: [], "10": ["--provinces", "10"], "100": ["--provinces", "100"]}


def worker(*arguments: str, limit: float) -> dict[str, Any]:
    """What one child process measured; empty where it failed or overran."""
    try:
        done = subprocess.run(
            [sys.executable, str(WORKER), *arguments],
            capture_output=True,
            text=True,
            timeout=limit,
            check=True,
            cwd=ROOT,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return {}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def put(name: str, lines: list[str]) -> None:
    """Lines into their place of the page; what is written around them stays."""
    page = PAGE.read_text("utf-8")
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, rest = page.split(start)
    PAGE.write_text(before + start + "\n".join(lines) + "\n" + end + rest.split(end)[1], "utf-8")


def table(*heads: str) -> list[str]:
    return ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]


def told(lines: list[str], *cells: str) -> None:
    lines.append("| " + " | ".join(cells) + " |")
    print(lines[-1], flush=True)


def steps(rounds: dict[str, Path]) -> list[str]:
    """Time and memory of each step."""
    lines = table("provinces", *STEPS, "all", "peak GB", "proven")
    for size, path in rounds.items():
        found = worker("all", str(path), str(SECONDS[size]), limit=SECONDS[size] * 3 + 300)
        if not found:
            told(lines, size, "did not end", *[""] * (len(STEPS) + 2))
            continue
        proven = f"{found['proven']} of 7 tiers" + (", unique" if found["canonical"] else "")
        cells = [f"{found['seconds'].get(step, 0):.2f}" for step in STEPS]
        told(lines, size, *cells, f"{sum(found['seconds'].values()):.1f}", f"{found['peak']:.2f}", proven)
    return lines


def peers(rounds: dict[str, Path]) -> list[str]:
    """The same rows for every solver; ratios to CP-SAT in the same run."""
    lines = table("provinces", "solver", "seconds", "ratio", "tiers proven")
    for size, path in rounds.items():
        base = 0.0
        for peer in PEERS if size != "100" else ():
            found = worker(peer, str(path), "120", limit=200)
            if not found:
                told(lines, size, peer, "did not end in 200", "", "")
                continue
            base = base or found["seconds"]
            told(lines, size, peer, f"{found['seconds']:.2f}", f"{found['seconds'] / base:.2f}", str(found["proven"]))
    return lines


def commands(folder: Path) -> list[str]:
    """Whole commands on the sample."""
    lines = table("command", "seconds")
    for what, seconds in timed(folder):
        told(lines, what, f"{seconds:.2f}" if seconds < 1 else f"{seconds:.1f}")
    return lines


def main() -> None:
    asked = sys.argv[1:] or [*DRAWS, "commands"]
    with tempfile.TemporaryDirectory() as name:
        folder, rounds = Path(name), {}
        for size in [size for size in DRAWS if size in asked]:
            rounds[size] = folder / f"{size}.xlsx"
            if size == SHAPE:
                with rounds[size].open("wb") as file:
                    write_round(file, shaped())
            else:
                draw = [sys.executable, "-m", "planner", "sample", *DRAWS[size], "-o", str(rounds[size])]
                subprocess.run(draw, check=True, capture_output=True, cwd=ROOT)
        if rounds:
            put("steps", steps(rounds))
            put("peers", peers(rounds))
        if "commands" in asked:
            put("commands", commands(folder))


if __name__ == "__main__":
    main()
