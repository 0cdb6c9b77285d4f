"""Whole commands on the sample province, timed from the outside: what a planner waits for."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUND = "data/sample-province.xlsx"
BLOCKED, COSTS, CHOSEN = ("CB0498", "SNN-C4"), ("CB0281", "SKHDT-C4"), ("CB0477", "SKHDT-C4")
CLASH = "".join(f'[rules.{rule}]\nstrength = "must"\npercent = 60\n' for rule in ("women_share", "young_share"))
PIN = '[[pin]]\ncadre = "{}"\npost = "{}"\nreason = "–"\ndocument = "–"\n'.format(*BLOCKED)


def planner(*arguments: object, fails: bool = False) -> float:
    """Seconds of one command; ``fails``: it is to find that there is no slate."""
    began = time.perf_counter()
    words = [sys.executable, "-m", "planner", *map(str, arguments)]
    done = subprocess.run(words, check=False, capture_output=True, cwd=ROOT)
    assert done.returncode == int(fails), done.stderr.decode()
    return time.perf_counter() - began


def best(count: int, *arguments: object, fails: bool = False) -> float:
    """The least of so many."""
    return min(planner(*arguments, fails=fails) for _ in range(count))


def timed(folder: Path) -> Iterator[tuple[str, float]]:
    """(what, seconds); ``folder`` takes what is written."""
    slate, out, clash, pin = (folder / name for name in ("slate.xlsx", "out.xlsx", "clash.toml", "pin.toml"))
    clash.write_text(CLASH, "utf-8")
    pin.write_text(PIN, "utf-8")
    scenarios = sorted((ROOT / "scenarios").glob("*.toml"))
    plain = ("propose", ROUND, "--no-explain")
    yield "`planner --help`", best(5, "--help")
    yield "`propose --no-explain`, from workbook to sealed workbook", best(3, *plain, "-o", slate)
    yield (
        "`propose` with the reasons of every open seat and what follows if each nominee declines",
        best(1, "propose", ROUND, "-o", slate),
    )
    for name, (cadre, post) in {"chosen": CHOSEN, "costs": COSTS, "blocked": BLOCKED}.items():
        words = ("why", ROUND, "--slate", slate, "--cadre", cadre, "--post", post)
        yield f"`why --slate`, a cadre and a post: {name}", best(3, *words)
    yield "`why --slate`, all who are planned for a post", best(1, "why", ROUND, "--slate", slate, "--post", COSTS[1])
    for name, path in {"a pin": pin, "two shares": clash}.items():
        words = (*plain, "--scenario", path, "--json", folder / "none.json")
        yield f"`propose` where there is no slate, with conflict and repairs: {name}", best(2, *words, fails=True)
    yield "`targets --slate`", best(1, "targets", ROUND, "--slate", slate)
    single = sum(planner(*plain, "--scenario", path, "-o", out) for path in scenarios)
    together = planner("compare", ROUND, *scenarios, "-o", out)
    yield "six scenarios, one `propose --no-explain` after another", single
    yield f"the same with `compare`, causes and all: {together / single:.2f} of that", together
    yield "the same with `report`, the front beside it", planner("report", ROUND, *scenarios, "-o", folder / "r.html")
    kept = [word for tier in ("urgent", "vacancies", "strive=20") for word in ("--keep", tier)]
    yield "`front --x women --y fit`, three tiers kept", planner("front", ROUND, "--x", "women", "--y", "fit", *kept)
    yield "`alternatives -k 5`", planner("alternatives", ROUND, "-k", 5)
    yield "`weights`", planner("weights", ROUND)
    yield "`sweep --draws 199`: 200 slates", planner("sweep", ROUND, "--draws", 199, "--json", folder / "sweep.json")
