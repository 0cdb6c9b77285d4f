"""A colour and a sign for each person whose place differs: a name is found again along a row and down a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

COLOURS = ("#CFE2F3", "#F9CB9C", "#D9EAD3", "#EAD1DC", "#FFE599", "#D0E0E3", "#E6B8AF", "#D9D2E9", "#F4CCCC", "#B6D7A8",
           "#FCE5CD", "#C9DAF8")  # fmt: skip
SIGNS = "●▲■◆○△□◇★☆▼▽◀"  # as many as have no divisor in common with the colours


@dataclass(frozen=True)
class Mark:
    """``sign`` is told from its neighbours in black and white too."""

    colour: str
    sign: str


def marks(paper: dict[str, Any]) -> dict[str, Mark]:
    """cadre → mark, of everybody in a row of the matrix that differs, in the order of first appearance."""
    people = dict.fromkeys(
        cadre for row in paper["matrix"] if not row["same"] for cadre in row["holders"] if cadre
    )  # None: no slate, "": empty
    found = {}
    for at, cadre in enumerate(people):
        again = at // (len(COLOURS) * len(SIGNS))
        found[cadre] = Mark(COLOURS[at % len(COLOURS)], SIGNS[at % len(SIGNS)] + (str(again + 1) if again else ""))
    return found
