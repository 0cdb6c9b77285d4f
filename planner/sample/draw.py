"""An invented province of the scheme's size, whole: sheets as lists of rows, the same for the same seed."""

from __future__ import annotations

from random import Random

from planner.sample.cases import Cases
from planner.sample.marks import Marks
from planner.sample.people import ROUND_DATE, Mix, People
from planner.sample.pool import Pool
from planner.sample.seats import Seating
from planner.sample.structure import DISTRICTS, Frame, Row

Tables = dict[str, list[Row]]
HORIZON_MONTHS = 6  # of the 60 open seats, 20 become free between 1 June and 31 December 2021
ACROSS_PERCENT = 5  # pool rows that cross a provincial border, where there are several provinces
YTD = (
    "appointments", "women", "young", "first_heads", "first_heads_two_terms", "first_deputies",
    "first_deputies_three_terms",
)  # fmt: skip
NORMAL = Mix()
# Few women, few young people, few with long service left, and most open seats urgent (never held).
TIGHT = Mix(
    women=4, young=3, born=(1965 * 12 + 6, 1977 * 12, 1970 * 12), promoted=(1963 * 12, 1974 * 12, 1966 * 12),
    urgent=80, ytd=(("appointments", 60), ("women", 2), ("young", 2), ("first_heads", 9),
                    ("first_heads_two_terms", 3), ("first_deputies", 12), ("first_deputies_three_terms", 4)),
)  # fmt: skip


def draw(provinces: int = 1, seed: int = 2021, tight: bool = False) -> Tables:
    """``provinces`` invented provinces as the sheets of one round workbook, rows by canonical column.

    Every draw goes through ``random.Random`` seeded by ``seed`` and the province's number, so equal arguments
    give equal tables on every machine. ``tight``: the strives of II.4 and II.8 cannot all be met.
    Raises ``ValueError`` if ``provinces`` is below 1.
    """
    if provinces < 1:
        raise ValueError(f"provinces = {provinces}")
    mix = TIGHT if tight else NORMAL
    tables: Tables = {name: [] for name in ("round", "units", "posts", "cadres", "pool", "kin", "interventions")}
    parts = []
    for number in range(1, provinces + 1):
        province = f"P{number:02}" if provinces > 1 else ""
        parts.append(_province(f"{seed}/{number}", province, mix))
        for sheet, rows in parts[-1].items():
            tables[sheet] += rows
    tables["round"] = _round(parts, mix)
    if provinces > 1:
        _across(Random(f"{seed}/across"), tables["pool"], tables["interventions"])
    return tables


def _province(seed: str, province: str, mix: Mix) -> Tables:
    """One province; where the draw left nobody for a planted case, it is drawn anew."""
    for attempt in range(20):
        try:
            return _drawn(Random(f"{seed}+{attempt}" if attempt else seed), province, mix)
        except LookupError:
            continue
    raise LookupError(f"no province could be drawn from seed {seed}")


def _drawn(rng: Random, province: str, mix: Mix) -> Tables:
    prefix = f"{province}." if province else ""
    frame = Frame(prefix, province)
    people = People(rng, prefix, [frame.place(district[0]) for district in DISTRICTS])
    seating = Seating(rng, frame, people, mix)
    seating.divisions()
    pool = Pool(Marks(seating))
    cases = Cases(pool)
    return {
        "units": frame.units, "posts": frame.posts, "cadres": people.rows, "pool": pool.rows,
        "kin": cases.kin, "interventions": cases.interventions,
    }  # fmt: skip


def _round(parts: list[Tables], mix: Mix) -> list[Row]:
    values: Row = {
        "round_id": "2021-1",
        "title": "Kiện toàn cán bộ diện Ban Thường vụ Tỉnh ủy quản lý, đợt 1 năm 2021 (số liệu giả định)",
        "date": ROUND_DATE, "scheme": "de-an-01-2021", "horizon_months": HORIZON_MONTHS, "retirement_basis": "nd135",
    }  # fmt: skip
    counts = dict(mix.ytd)
    for part in parts:
        province = str(part["units"][0]["province"])
        for key in YTD:
            values[f"{key}_ytd@{province}" if province else f"{key}_ytd"] = counts.get(key, 0)
    # 2016–2020, quoted as the scheme prints it: no whole number of 245 is 10,7 %.
    values |= {"history_appointed": 245, "history_women_percent": "10,7%", "history_young_percent": "8,2%"}
    return [{"key": key, "value": value} for key, value in values.items()]


def _across(rng: Random, pool: list[Row], interventions: list[Row]) -> None:
    """Sends 5 % of the rows to the seat of the same name in another province."""
    provinces = sorted({str(row["post_id"]).split(".")[0] for row in pool})
    taken = {(row["cadre_id"], row["post_id"]) for row in pool}
    bound = {(row["cadre_id"], row["post_id"]) for row in interventions}
    free = [row for row in pool if (row["cadre_id"], row["post_id"]) not in bound]
    for row in rng.sample(free, len(pool) * ACROSS_PERCENT // 100):
        home, seat = str(row["post_id"]).split(".", 1)
        post = f"{rng.choice([province for province in provinces if province != home])}.{seat}"
        if (row["cadre_id"], post) not in taken:
            taken.add((row["cadre_id"], post))
            row |= {"post_id": post, "source": "elsewhere"}
