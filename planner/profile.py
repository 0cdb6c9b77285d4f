"""The scheme's own overview, counted from a round: units, seats, people, fields of study, the former term."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from models.calendar import month_number
from models.scheme import load
from models.tables import Round
from planner.messages import say

PROVINCE_BLOCS = (
    *("party_advisory", "party_service", "front", "council"),
    *("gov_economic", "gov_culture_social", "gov_internal", "gov_service"),
)
UNIT_BLOCS = (*PROVINCE_BLOCS, "district", "party_bloc")  # divisions are not counted among the 58 units
FIELDS = (
    *("natural_science", "social_science", "law", "economics"),
    *("politics", "agriculture", "engineering", "military_police"),
)

# Đề án 01-ĐA/TU, part I and II: what the scheme says of Quảng Bình in 2021, for comparison.
SAID: dict[str, int | str] = {
    "units": 58, "seats": 282, "open": 60, "cadres": 338, "in_listed": 242, "in_other": 96,
    "women": 45, "women_province": 27, "women_district": 18,
    "young": 8, "young_province": 7, "young_district": 1, "young_women": 2, "formal": "70%",
    "natural_science": "6%", "social_science": "12%", "law": "18%", "economics": "25%", "politics": "3%",
    "agriculture": "11%", "engineering": "8%", "military_police": "8%",
    "history_appointed": 245, "history_women": "10.7%", "history_young": "8.2%",
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One figure: its id, its value as counted, and what the scheme says (None where it says nothing)."""

    id: str
    value: int | str
    says: int | str | None = None

    @property
    def agrees(self) -> bool:
        """Whether the count is the scheme's own; true where the scheme says nothing."""
        return self.says is None or self.says == self.value


def profile(round_: Round) -> list[Figure]:
    """The figures of ``round_``, in the scheme's order. People are the managed cadres, leavers included."""
    units, posts, cadres, settings = round_.units, round_.posts, round_.cadres, round_.settings
    bloc = dict(zip(units["unit_id"], units["bloc"], strict=True))
    managed = posts[posts["managed"]]
    listed = managed[managed["listed"]]
    sitting = managed[managed["incumbent"] != ""]
    people = cadres[cadres["cadre_id"].isin(sitting["incumbent"])]
    seat_bloc = {cadre: bloc[unit] for cadre, unit in zip(sitting["incumbent"], sitting["unit_id"], strict=True)}
    in_province = people["cadre_id"].map(seat_bloc).isin(PROVINCE_BLOCS)
    limit = load(settings.scheme).limits["young_months"].value
    young = month_number(settings.date) - month_number(people["birth_date"]) < limit
    women = people["gender"] == "female"
    counts = Counter(units["bloc"])
    figures: list[tuple[str, int | str]] = [("units", sum(counts[name] for name in UNIT_BLOCS))]
    figures += [(f"units_{name}", counts[name]) for name in UNIT_BLOCS]
    figures += [("seats", len(listed)), ("open", len(_open(round_)))]
    figures += [
        ("cadres", len(people)),
        ("in_listed", int((listed["incumbent"] != "").sum())),
        ("in_other", len(people) - int((listed["incumbent"] != "").sum())),
        ("women", int(women.sum())),
        ("women_province", int((women & in_province).sum())),
        ("women_district", int((women & ~in_province).sum())),
        ("young", int(young.sum())),
        ("young_province", int((young & in_province).sum())),
        ("young_district", int((young & ~in_province).sum())),
        ("young_women", int((young & women).sum())),
        ("formal", _percent(int((people["degree_mode"] == "formal").sum()), len(people))),
    ]
    figures += [(name, _percent(int((people["degree_field"] == name).sum()), len(people))) for name in FIELDS]
    figures += [
        ("history_appointed", settings.history_appointed),
        ("history_women", _said(settings.history_women_percent)),
        ("history_young", _said(settings.history_young_percent)),
        ("pool_cadres", int(round_.pool["cadre_id"].nunique())),
        ("pool_rows", len(round_.pool)),
    ]
    return [Figure(name, value, SAID.get(name)) for name, value in figures]


def _open(round_: Round) -> Any:
    """Listed seats nobody holds, or whose holder leaves within the horizon."""
    from planner.run import case_of

    posts = case_of(round_).posts
    return posts[posts["managed"] & posts["listed"] & (posts["stayer"] < 0)]


def _percent(part: int, whole: int) -> str:
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else "–"


def _said(text: str) -> str:
    return text.replace(",", ".").replace(" ", "")


def _spoken(value: int | str | None, lang: str) -> str:
    text = "" if value is None else str(value)
    return text.replace(".", ",") if lang == "vi" else text


def render(figures: list[Figure], lang: str) -> Table:
    """The figures for a terminal of 80 columns."""
    table = Table(title=say("profile.title", lang), box=None, padding=(0, 2, 0, 0))
    table.add_column(say("profile.figure", lang))
    for name in ("counted", "says", "agrees"):
        table.add_column(say(f"profile.{name}", lang), justify="right")
    for figure in figures:
        verdict = "" if figure.says is None else say("profile.yes" if figure.agrees else "profile.no", lang)
        values = (_spoken(figure.value, lang), _spoken(figure.says, lang), verdict)
        table.add_row(say(f"profile.names.{figure.id}", lang), *values)
    return table


def as_json(figures: list[Figure]) -> list[dict[str, Any]]:
    """The figures for programs."""
    return [{"id": f.id, "value": f.value, "scheme": f.says, "agrees": f.agrees} for f in figures]
