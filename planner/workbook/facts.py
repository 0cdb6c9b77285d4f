"""A slate document beside its round: what is counted of both and looked up in both, before any words."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from models import replan
from models.calendar import month_number, retirement_age
from models.case import Case
from models.override import lay, lay_on
from models.scenario import Overrides
from models.scheme import Law, Scheme, load
from models.tables import Round
from planner import decisions, redact

# The cells in which seats of one title are alike: a pool row for one of them holds for all.
ALIKE = ("unit_id", "title", "role", "tier", "side", "managed", "mode", "reserved_for", "min_theory", "studying_ok",
         "formal_required")  # fmt: skip
Row = dict[str, Any]


def _by_id(table: pd.DataFrame, column: str) -> dict[str, Row]:
    return {str(row[column]): {str(name): value for name, value in row.items()} for row in table.to_dict("records")}


class Facts:
    """``paper``: the slate document; ``round``: the round it is of; ``posts``, ``cadres``, ``units``: its rows by code.

    ``cadres`` are the people as they may be shown, ``counted`` as they are counted: the same but in a redacted twin.
    """

    def __init__(self, paper: dict[str, Any], round_: Round) -> None:
        self.redacted = bool(paper.get("redacted"))
        if self.redacted:
            round_ = redact.nameless(round_)
        self.paper, self.round = paper, round_
        self.posts = _by_id(round_.posts, "post_id")
        self.cadres = _by_id(redact.shown(round_.cadres) if self.redacted else round_.cadres, "cadre_id")
        self.units = _by_id(round_.units, "unit_id")

    # --- the round ------------------------------------------------------------------------------------
    @property
    def round_title(self) -> str:
        """What the round is called."""
        return self.round.settings.title or self.round.settings.round_id

    @cached_property
    def provinces(self) -> list[str]:
        """The round's provinces."""
        return sorted(set(self.round.units["province"]))

    @cached_property
    def districts(self) -> dict[str, str]:
        """Locality → the name of the district unit there."""
        units = (unit for unit in self.units.values() if unit["bloc"] == "district" and unit["locality"])
        return {unit["locality"]: unit["name"] for unit in units}

    def bloc(self, post: str) -> str:
        """The bloc of a post's unit."""
        return str(self.units[self.posts[post]["unit_id"]]["bloc"])

    @cached_property
    def listed(self) -> dict[str, Row]:
        """The managed posts of the list by id: an empty one is a vacancy."""
        return {post: row for post, row in self.posts.items() if row["managed"] and row["listed"]}

    def alike(self, post: str) -> tuple[Any, ...]:
        """What a post shares with the seats a pool row for it holds for."""
        return tuple(self.posts[post][cell] for cell in ALIKE)

    def sisters(self, post: str) -> list[str]:
        """The posts a pool row for this one holds for, itself included."""
        return self._titles[self.alike(post)]

    @cached_property
    def _titles(self) -> dict[tuple[Any, ...], list[str]]:
        found: dict[tuple[Any, ...], list[str]] = {}
        for post in self.posts:
            found.setdefault(self.alike(post), []).append(post)
        return found

    # --- a person -------------------------------------------------------------------------------------
    @cached_property
    def counted(self) -> dict[str, Row]:
        """The people with all that is counted, birth dates to the day: never to be shown."""
        return _by_id(self.round.cadres, "cadre_id")

    def woman(self, cadre: str) -> bool:
        """Whether a cadre is a woman."""
        return bool(self.cadres[cadre]["gender"] == "female")

    def age(self, cadre: str) -> int:
        """Months of age on the round's date, by month."""
        return int(month_number(self.round.settings.date) - month_number(self.counted[cadre]["birth_date"]))

    def young(self, cadre: str) -> bool:
        """Whether a cadre is under 40 on the round's date."""
        return self.age(cadre) < self._young_months

    @cached_property
    def _young_months(self) -> int:
        limit = self.scheme.limits["young_months"].value
        assert isinstance(limit, int)
        return limit

    def left(self, cadre: str) -> int:
        """Months to retirement on the round's date."""
        return self.last_month(cadre) - int(month_number(self.round.settings.date))

    def last_month(self, cadre: str) -> int:
        """The month of retirement, as ``month_number`` counts."""
        born = month_number(np.array([self.counted[cadre]["birth_date"]]))
        age = retirement_age(born, np.array([self.woman(cadre)]), self.round.settings.retirement_basis)
        return int((born + age)[0])

    @cached_property
    def seat_of(self) -> dict[str, str]:
        """cadre → the managed post held before the round."""
        return {row["incumbent"]: post for post, row in self.posts.items() if row["incumbent"] and row["managed"]}

    def planned(self, cadre: str, post: str) -> Row:
        """The pool row by which somebody was planned for a post or one alike; empty where there is none."""
        rows = (self._planned.get((cadre, seat)) for seat in self.sisters(post))
        return next((row for row in rows if row), {})

    @cached_property
    def _planned(self) -> dict[tuple[str, str], Row]:
        """(cadre, post) → the row of the pool."""
        pool = self.round.pool.to_dict("records")
        return {(row["cadre_id"], row["post_id"]): {str(key): value for key, value in row.items()} for row in pool}

    # --- the slate ------------------------------------------------------------------------------------
    def rated(self, cadre: str, post: str) -> Row:
        """The row of the candidates by which somebody was judged for a post or one alike; empty where there is none."""
        rows = (self._rated.get((cadre, seat)) for seat in self.sisters(post))
        return next((row for row in rows if row), {})

    @cached_property
    def _rated(self) -> dict[tuple[str, str], Row]:
        return {(row["cadre"], row["post"]): row for row in self.paper["candidates"]}

    @cached_property
    def titled(self) -> dict[str, Row]:
        """post → the explanation of its title, where the slate has one."""
        return {post: title for title in self.paper["explanations"] for post in title["posts"]}

    @cached_property
    def made(self) -> dict[str, Row]:
        """post → its appointment."""
        return {row["post"]: row for row in self.paper["appointments"]}

    @cached_property
    def after(self) -> dict[str, str]:
        """post → who holds it after the round."""
        return {row["post"]: row["cadre"] for part in ("appointments", "stays") for row in self.paper[part]}

    @cached_property
    def taken(self) -> dict[str, str]:
        """cadre → the post the slate appoints to."""
        return {row["cadre"]: post for post, row in self.made.items()}

    def proposed(self, cadre: str, post: str) -> bool:
        """Whether the slate appoints the cadre to this post or one alike."""
        return (cadre, self.alike(post)) in self._proposed

    @cached_property
    def _proposed(self) -> set[tuple[str, tuple[Any, ...]]]:
        return {(row["cadre"], self.alike(post)) for post, row in self.made.items()}

    def holders(self, when: str) -> list[str]:
        """Who holds the listed posts ``before`` or ``after`` the round."""
        held = self.after if when == "after" else {post: str(row["incumbent"]) for post, row in self.listed.items()}
        return [cadre for post in self.listed if (cadre := held.get(post, ""))]

    @cached_property
    def empty(self) -> dict[str, Row]:
        """post → its row among those left empty."""
        return {row["post"]: row for row in self.paper["vacant"]}

    @cached_property
    def reserves(self) -> dict[str, list[Row]]:
        """post → those who stand in reserve for it, the first of them first."""
        found: dict[str, list[Row]] = {}
        for row in self.paper["reserves"]:
            found.setdefault(row["post"], []).append(row)
        return found

    # --- the law --------------------------------------------------------------------------------------
    @cached_property
    def scheme(self) -> Scheme:
        """The scheme the round names."""
        return load(self.round.settings.scheme)

    def number(self, rule: str, name: str) -> int:
        """A number of the law on the round's date, under the slate's scenario."""
        return self.law.number(rule, name)

    @cached_property
    def law(self) -> Law:
        """The law the slate was made under."""
        decided, last = bool(self.paper.get("decisions")), bool(self.paper.get("last"))
        return replan.law(self._scheme_law, decisions=decided, last=last)

    @cached_property
    def case(self) -> Case:
        """The round measured under that law, with the decisions laid over it."""
        base = Case.of(lay_on(self.round, self._asked), self._scheme_law)
        return decisions.of_document(self.paper, base)[0].laid(base)

    @property
    def _scheme_law(self) -> Law:
        """The law of the round's date under the scenario, before anything was decided."""
        return lay(self.scheme.law(self.round.settings.date), self._asked)

    @cached_property
    def _asked(self) -> Overrides:
        return Overrides.model_validate(self.paper["scenario_settings"])
