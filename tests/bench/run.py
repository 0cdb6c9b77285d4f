"""``make bench``: times and memory of every step at 1, 10 and 100 provinces, and peers on the same rows.

Each size and each peer runs in a process of its own, so that peak memory is its own and a peer that
overruns its limit can be stopped. The table goes to ``docs/benchmarks.md``.
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

from shape import shaped

from planner.workbook.write_round import write_round

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


def main() -> None:
    sizes = sys.argv[1:] or list(DRAWS)
    lines = [
        "# Benchmarks",
        "",
        "Made by `make bench`; one search thread, seconds of wall time, peak memory of the process.",
        "",
        "| provinces | " + " | ".join(STEPS) + " | all | peak GB | proven |",
        "|---" * (len(STEPS) + 4) + "|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        rounds = {}
        for size in sizes:
            rounds[size] = Path(folder) / f"{size}.xlsx"
            if size == SHAPE:
                with rounds[size].open("wb") as file:
                    write_round(file, shaped())
            else:
                draw = [sys.executable, "-m", "planner", "sample", *DRAWS[size], "-o", str(rounds[size])]
                subprocess.run(draw, check=True, capture_output=True, cwd=ROOT)
            found = worker("all", str(rounds[size]), str(SECONDS[size]), limit=SECONDS[size] * 3 + 300)
            if not found:
                lines.append(f"| {size} | did not end |" + " |" * (len(STEPS) + 2))
                continue
            cells = [f"{found['seconds'].get(step, 0):.2f}" for step in STEPS]
            proven = f"{found['proven']} of 7 tiers" + (", unique" if found["canonical"] else "")
            total = sum(found["seconds"].values())
            lines.append(f"| {size} | " + " | ".join(cells) + f" | {total:.1f} | {found['peak']:.2f} | {proven} |")
            print(lines[-1], flush=True)
        lines += [
            "",
            "## Peers on the same rows",
            "",
            "The same program, tier after tier with each value locked; ratio to CP-SAT in the same run.",
            "",
            "| provinces | solver | seconds | ratio | tiers proven |",
            "|---|---|---|---|---|",
        ]
        for size in [size for size in sizes if size != "100"]:
            base = 0.0
            for peer in PEERS:
                found = worker(peer, str(rounds[size]), "120", limit=200)
                if not found:
                    lines.append(f"| {size} | {peer} | did not end in 200 | | |")
                    print(lines[-1], flush=True)
                    continue
                base = base or found["seconds"]
                ratio = f"{found['seconds'] / base:.2f}"
                lines.append(f"| {size} | {peer} | {found['seconds']:.2f} | {ratio} | {found['proven']} |")
                print(lines[-1], flush=True)
        planner = [sys.executable, "-m", "planner"]
        start = [timed([*planner, "--help"]) for _ in range(5)]
        lines += ["", f"`planner --help`: {min(start):.2f} s (best of five)."]
        if "1" in sizes:
            command = [*planner, "propose", str(rounds["1"]), "-o", str(Path(folder) / "slate.xlsx")]
            whole, plain = (min(timed([*command, *more]) for _ in range(3)) for more in ([], ["--no-explain"]))
            said = "`planner propose`, from workbook to workbook"
            more = f"{whole:.1f} s with what each conclusion awaited would bring"
            lines += ["", f"{said}: {more}, {plain:.1f} s with `--no-explain` (best of three)."]
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join(lines) + "\n", "utf-8")


def timed(command: list[str]) -> float:
    """Seconds of one run of a command."""
    import time

    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
