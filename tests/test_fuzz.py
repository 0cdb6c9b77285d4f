"""Two thousand spoiled workbooks: never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import reading

from planner.errors import PlannerError
from planner.workbook.read import read_round

JUNK = (
    "",
    None,
    "x",
    -1,
    0,
    1e300,
    float("1.5"),
    "31/02/2021",
    "99999",
    "#REF!",
    "Nữ",
    "=1+1",
    "\u0323",
    "'",
    "C1",
    True,
    "(1)",
    "Tổng cộng",
)


def spoil(rng: random.Random, sheets: reading.Sheets) -> None:
    name = rng.choice(list(sheets))
    rows = sheets[name]
    what = rng.randrange(8)
    if what == 0 and len(sheets) > 1:
        del sheets[name]
    elif what == 1:
        sheets[name] = [row[1:] for row in rows]
    elif what == 2:
        rng.shuffle(rows)
    elif what == 3:
        rows.insert(rng.randrange(len(rows) + 1), [rng.choice(JUNK) for _ in range(rng.randrange(6))])
    elif what == 4 and rows:
        rows.append(list(rng.choice(rows)))
    elif rows:
        row = rng.choice(rows)
        if row:
            row[rng.randrange(len(row))] = rng.choice(JUNK)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(20))
def test_a_spoiled_round_ends_in_faults_never_in_a_traceback(block: int, tmp_path: Path) -> None:
    rng = random.Random(block)
    for number in range(100):
        sheets = reading.good()
        for _ in range(rng.randint(1, 6)):
            spoil(rng, sheets)
        if number % 10 == 0:
            path = reading.write_csv(sheets, tmp_path / f"csv{number}")
        else:
            path = reading.write(sheets, tmp_path / "fuzz.xlsx")
        if number % 10 == 1:
            content = bytearray(path.read_bytes())
            for _ in range(20):
                content[rng.randrange(len(content))] = rng.randrange(256)
            path.write_bytes(content)
        try:
            round_, faults = read_round(path)
        except PlannerError:
            continue
        assert (round_ is None) == any(fault.severity == "error" for fault in faults)
        assert all(fault.text(lang) for fault in faults for lang in ("vi", "en"))
