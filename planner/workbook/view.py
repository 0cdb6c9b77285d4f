"""A slate document with the round's words beside it: what the sheets and the terminal say of it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pandas as pd

from models.calendar import month_number, retirement_age
from models.override import lay
from models.rules import BY_ID
from models.scenario import Overrides
from models.scheme import Law, Scheme, load
from models.tables import Round
from planner.messages import has, say

BLOCS = (
    *("party_advisory", "party_service", "front", "council", "gov_economic", "gov_culture_social", "gov_internal"),
    *("gov_service", "district", "party_bloc", "provincial_division", "district_division"),
)


def _by_id(table: pd.DataFrame, column: str) -> dict[str, dict[str, Any]]:
    return {str(row[column]): {str(name): value for name, value in row.items()} for row in table.to_dict("records")}


class View:
    """``paper`` is the slate document, ``round_`` the round it is of; every text is in ``lang``."""

    def __init__(self, paper: dict[str, Any], round_: Round, lang: str) -> None:
        self.paper, self.round, self.lang = paper, round_, lang
        self.posts: dict[str, dict[str, Any]] = _by_id(round_.posts, "post_id")
        self.cadres: dict[str, dict[str, Any]] = _by_id(round_.cadres, "cadre_id")
        self.units: dict[str, dict[str, Any]] = _by_id(round_.units, "unit_id")

    def say(self, key: str, **fields: object) -> str:
        """A message of the slate's catalogue."""
        return say(f"slate.{key}", self.lang, **fields)

    def code(self, table: str, code: str) -> str:
        """The word for a code; the code itself where it has none."""
        key = f"slate.{table}.{code}"
        return say(key, self.lang) if has(key, self.lang) else code

    def rule(self, rule: str) -> str:
        """What a rule asks, in words."""
        card = BY_ID.get(rule)
        return str(getattr(card, self.lang)) if card else self.code("later", rule)

    def status(self) -> str:
        """The outcome in a sentence, no more than what is proven, and the scenario it is of."""
        status, unique = self.paper["status"], self.paper["canonical"]
        text = self.say("status." + (f"{status}_unique" if unique else status))
        scenario = self.paper["scenario"]
        return f"{text} {self.say('scenario', name=scenario)}" if scenario else text

    def by_unit(self, posts: list[str]) -> list[tuple[str, list[str]]]:
        """Posts under the headings "bloc – unit", in the order of blocs, units and rank."""

        def key(post: str) -> tuple[Any, ...]:
            row = self.posts[post]
            unit = self.units[row["unit_id"]]
            return (unit["province"], BLOCS.index(unit["bloc"]), row["unit_id"], -row["tier"], post)

        found: dict[str, list[str]] = {}
        for post in sorted(posts, key=key):
            unit = self.units[self.posts[post]["unit_id"]]
            place = f"{unit['province']} – " if len(self.provinces) > 1 else ""
            found.setdefault(f"{place}{self.code('bloc', unit['bloc'])} – {unit['name']}", []).append(post)
        return list(found.items())

    @cached_property
    def provinces(self) -> list[str]:
        """The round's provinces."""
        return sorted(set(self.round.units["province"]))

    def brief(self, cadre: str) -> str:
        """Born, home, training, theory and present post in a few lines."""
        row = self.cadres[cadre]
        sex = self.code("gender", row["gender"])
        lines = [f"{sex}, {self.say('born')} {self.birth(row)}"]
        if row["native_locality"]:
            lines.append(f"{self.say('native')} {self.place(row['native_locality'])}")
        field = self.field(row["degree_field"])
        training = [part for part in (field, self.code("mode", row["degree_mode"])) if part]
        theory = self.code("theory", row["theory"] or "none")
        lines.append("; ".join([", ".join(training), theory] if training else [theory]))
        return "\n".join(lines)

    def birth(self, row: dict[str, Any]) -> str:
        """The birth date as far as it is known."""
        day, known = row["birth_date"], row.get("birth_known", "day")
        return {"year": str(day // 10000), "month": f"{day // 100 % 100:02}/{day // 10000}"}.get(known, self.day(day))

    @staticmethod
    def day(date: int) -> str:
        """YYYYMMDD as dd/mm/yyyy."""
        return f"{date % 100:02}/{date // 100 % 100:02}/{date // 10000}" if date else ""

    def field(self, code: str) -> str:
        """The field of study in words."""
        words = self.scheme.fields.get(code, {})
        return str(words.get(self.lang, code))

    def place(self, code: str) -> str:
        """A locality's name: that of the district unit there, if the round has one."""
        names = {u["locality"]: u["name"] for u in self.units.values() if u["bloc"] == "district" and u["locality"]}
        return str(names.get(code, code))

    def now(self, cadre: str) -> str:
        """Where the cadre sits or works now, and since when."""
        row = self.cadres[cadre]
        seat = self.seat_of.get(cadre)
        unit = self.units.get(self.posts[seat]["unit_id"] if seat else row["unit_id"])
        what = self.posts[seat]["title"] if seat else self.code("position", row["position"] or "other")
        since = f" ({self.say('since')} {row['in_post_since'] // 100 % 100:02}/{row['in_post_since'] // 10000})"
        return f"{what}, {unit['name'] if unit else ''}".strip(", ") + (since if row["in_post_since"] else "")

    @cached_property
    def seat_of(self) -> dict[str, str]:
        """cadre → the managed post held before the round."""
        return {row["incumbent"]: post for post, row in self.posts.items() if row["incumbent"] and row["managed"]}

    def months_left(self, cadre: str) -> str:
        """Time to retirement in years and months, with the last month."""
        import numpy as np

        row = self.cadres[cadre]
        born = month_number(np.array([row["birth_date"]]))
        last = born + retirement_age(born, np.array([row["gender"] == "female"]), self.round.settings.retirement_basis)
        left = int(last[0]) - int(month_number(self.round.settings.date))
        years, months = divmod(left, 12)
        return self.say("left", years=years, months=months, last=f"{int(last[0]) % 12 + 1:02}/{int(last[0]) // 12}")

    def fit(self, row: dict[str, Any], *, short: bool = False) -> str:
        """Each part of the fit with its points; the short form is explained above the slate."""
        table = "fit_short" if short else "fit"
        return "; ".join(f"{self.code(table, part)} {points}" for part, points in row["fit_parts"].items())

    def person(self, cadre: str) -> str:
        """Name of a cadre."""
        return str(self.cadres[cadre]["name"])

    def post(self, post: str) -> str:
        """A post's title with its unit."""
        row = self.posts[post]
        return f"{row['title']}, {self.units[row['unit_id']]['name']}"

    def where(self, where: str) -> str:
        """A place a rule was judged: the name of the unit, post or person, else the id."""
        if where in self.units:
            return str(self.units[where]["name"])
        if where in self.posts:
            return self.post(where)
        if where in self.cadres:
            return self.person(where)
        return where

    def young(self, cadre: str) -> bool:
        """Whether a cadre is under 40 on the round's date, by month."""
        limit = self.scheme.limits["young_months"].value
        now, born = month_number(self.round.settings.date), month_number(self.cadres[cadre]["birth_date"])
        return bool(now - born < limit)

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
        asked = Overrides.model_validate(self.paper["scenario_settings"])
        return lay(self.scheme.law(self.round.settings.date), asked)
