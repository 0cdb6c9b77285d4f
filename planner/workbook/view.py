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
from planner.rulebook import citation, sentence

BLOCS = (
    *("party_advisory", "party_service", "front", "council", "gov_economic", "gov_culture_social", "gov_internal"),
    *("gov_service", "district", "party_bloc", "provincial_division", "district_division"),
)
# The cells in which seats of one title are alike: a pool row for one of them holds for all.
ALIKE = ("unit_id", "title", "role", "tier", "side", "managed", "mode", "reserved_for", "min_theory", "studying_ok",
         "formal_required")  # fmt: skip


def _by_id(table: pd.DataFrame, column: str) -> dict[str, dict[str, Any]]:
    return {str(row[column]): {str(name): value for name, value in row.items()} for row in table.to_dict("records")}


class View:
    """``paper`` is the slate document, ``round_`` the round it is of; every text is in ``lang``."""

    def __init__(self, paper: dict[str, Any], round_: Round, lang: str) -> None:
        self.paper, self.round, self.lang = paper, round_, lang
        self.posts: dict[str, dict[str, Any]] = _by_id(round_.posts, "post_id")
        self.cadres: dict[str, dict[str, Any]] = _by_id(round_.cadres, "cadre_id")
        self.units: dict[str, dict[str, Any]] = _by_id(round_.units, "unit_id")
        self.veiled = False  # people by their codes, without names

    def say(self, key: str, **fields: object) -> str:
        """A message of the slate's catalogue."""
        return say(f"slate.{key}", self.lang, **fields)

    def code(self, table: str, code: str) -> str:
        """The word for a code; the code itself where it has none."""
        key = f"slate.{table}.{code}"
        return say(key, self.lang) if has(key, self.lang) else code

    def rule(self, rule: str) -> str:
        """What a rule asks, in words."""
        return str(getattr(BY_ID[rule], self.lang)) if rule in BY_ID else rule

    def source(self, rule: str) -> str:
        """The clause of the scheme and the documents a rule rests on."""
        clause, cite = BY_ID[rule].clause, self.cite(rule)
        return cite if clause == "–" or clause in cite else f"{clause}; {cite}"

    def awaits(self, rule: str) -> str:
        """What has to be concluded where a rule waits."""
        key = f"slate.awaits.{rule}"
        return say(key, self.lang) if has(key, self.lang) else self.rule(rule)

    def warned(self, rule: str) -> str:
        """What a rule's warning says of the person or post it names."""
        key = f"slate.warned.{rule}"
        return say(key, self.lang) if has(key, self.lang) else self.say("noted")

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
        return "\n".join([*lines, *([", ".join(training)] if training else []), theory])

    def birth(self, row: dict[str, Any]) -> str:
        """The birth date as far as it is known."""
        day, known = row["birth_date"], row.get("birth_known", "day")
        return {"year": str(day // 10000), "month": f"{day // 100 % 100:02}/{day // 10000}"}.get(known, self.day(day))

    @staticmethod
    def day(date: int) -> str:
        """YYYYMMDD as dd/mm/yyyy."""
        return f"{date % 100:02}/{date // 100 % 100:02}/{date // 10000}" if date else ""

    @staticmethod
    def month(date: int) -> str:
        """YYYYMMDD as mm/yyyy."""
        return f"{date // 100 % 100:02}/{date // 10000}" if date else ""

    def field(self, code: str) -> str:
        """The field of study in words."""
        words = self.scheme.fields.get(code, {})
        return str(words.get(self.lang, code))

    def sector(self, code: str) -> str:
        """A unit's sector in words."""
        sector = self.scheme.sectors.get(code)
        return str(getattr(sector, self.lang)) if sector else code

    def unit(self, unit: str) -> str:
        """A unit's name."""
        return str(self.units[unit]["name"]) if unit in self.units else unit

    def place(self, code: str) -> str:
        """A locality's name: that of the district unit there, if the round has one."""
        names = {u["locality"]: u["name"] for u in self.units.values() if u["bloc"] == "district" and u["locality"]}
        return str(names.get(code) or self.say("elsewhere", code=code))

    def now(self, cadre: str) -> str:
        """Where the cadre sits or works now, and since when."""
        row = self.cadres[cadre]
        seat = self.seat_of.get(cadre)
        unit = self.units.get(self.posts[seat]["unit_id"] if seat else row["unit_id"])
        what = self.posts[seat]["title"] if seat else self.code("position", row["position"] or "other")
        since = f" ({self.say('since')} {self.month(row['in_post_since'])})"
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

    def fit(self, row: dict[str, Any]) -> str:
        """Each part of the fit with its points, in the short form explained above the slate."""
        return "; ".join(f"{self.code('fit_short', part)} {points}" for part, points in row["fit_parts"].items())

    def person(self, cadre: str) -> str:
        """Name of a cadre."""
        return cadre if self.veiled else str(self.cadres[cadre]["name"])

    def post(self, post: str) -> str:
        """A post's title with its unit."""
        row = self.posts[post]
        return f"{row['title']}, {self.units[row['unit_id']]['name']}"

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

    def strengths(self, cadre: str, post: str) -> str:
        """What speaks for somebody, as the round tells it: planning, sex, age, training, service left, ratings."""
        row = self.cadres[cadre]
        sources = [self._planned.get((cadre, seat), "") for seat in self.sisters(post)]
        marks = [self.code("source", source) for source in sources if source][:1]
        marks += [self.say("mark.woman")] if row["gender"] == "female" else []
        marks += [self.say("mark.young")] if self.young(cadre) else []
        marks += [self.code("mode", row["degree_mode"])] if row["degree_mode"] else []
        years = [row[f"eval_{year}"] for year in (1, 2, 3) if row[f"eval_{year}"]]
        marks += [self.say("rated", years=", ".join(self.code("eval", year) for year in years))] if years else []
        text = "; ".join([*marks, self.say("remains", left=self.months_left(cadre).replace("\n", " "))])
        return text[:1].upper() + text[1:] + "."

    @cached_property
    def _planned(self) -> dict[tuple[str, str], str]:
        """(cadre, post) → the source the pool gives."""
        pool = self.round.pool
        return dict(zip(zip(pool["cadre_id"], pool["post_id"], strict=True), pool["source"], strict=True))

    @cached_property
    def made(self) -> dict[str, dict[str, Any]]:
        """post → its appointment."""
        return {row["post"]: row for row in self.paper["appointments"]}

    def proposed(self, cadre: str, post: str) -> bool:
        """Whether the slate appoints the cadre to this post or one alike."""
        return (cadre, self.alike(post)) in self._proposed

    @cached_property
    def _proposed(self) -> set[tuple[str, tuple[Any, ...]]]:
        return {(row["cadre"], self.alike(post)) for post, row in self.made.items()}

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

    def cite(self, rule: str) -> str:
        """What a rule rests on, as the scheme file cites it."""
        version = self.law.rules.get(rule)
        return citation(version.cite, self.lang) if version else ""

    def changes(self) -> str:
        """What the scenario changes in the scheme, a line each."""
        lines = []
        for key, value in self.paper["scenario_settings"].items():
            for name, part in value.items() if isinstance(value, dict) else [("", value)]:
                lines += self._changed(key, name, part)
        return "\n".join(lines)

    def _changed(self, key: str, name: str, value: Any) -> list[str]:
        """One setting of a scenario in words: of a rule each of its numbers, of a list each of its items."""
        if key == "rules":
            return [self._param(name, param) for param in value]
        if key == "tiers":
            order = "; ".join(f"{at}. {self.code('tier', tier)}" for at, tier in enumerate(value, 1))
            return [self.say("setting.tiers", order=order)]
        if isinstance(value, list):
            return [self._act(key, row) for row in value]
        if key == "fit":
            return [f"{self.say('setting.fit')} – {self.code('fit', name)}: {value}"]
        return [f"{self.code('setting', name or key)}: {self.say('yes') if value is True else value}"]

    def _param(self, rule: str, name: str) -> str:
        if name == "strength":
            return f"{self.rule(rule)}: {self.code('strength', self.law.strength(rule))}"
        return sentence(self.scheme, BY_ID[rule], name, self.law.rules[rule].params[name], self.lang)

    def _act(self, kind: str, row: dict[str, Any]) -> str:
        """A pin, a ban or a leave of a scenario."""
        post = self.post(row["post"]) if row.get("post") else ""
        day = self.day(int(row["on"].replace("-", ""))) if row.get("on") else ""
        why = ", ".join(part for part in (row.get("reason"), row.get("document"), day) if part)
        return f"{self.code('setting', kind)}: {self.person(row['cadre'])}{f' – {post}' if post else ''} ({why})"

    def number(self, rule: str, name: str) -> int:
        """A number of the law on the round's date, under the slate's scenario."""
        return self.law.number(rule, name)

    @cached_property
    def law(self) -> Law:
        """The law the slate was made under."""
        asked = Overrides.model_validate(self.paper["scenario_settings"])
        return lay(self.scheme.law(self.round.settings.date), asked)
