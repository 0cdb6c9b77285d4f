"""A slate document with the round's words beside it: what the sheets and the terminal say of it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from models import replan
from models.calendar import month_number, retirement_age
from models.case import Case
from models.override import lay, lay_on
from models.rules import BY_ID
from models.scenario import Overrides
from models.scheme import Law, Scheme, load
from models.tables import Round
from planner import decisions, redact
from planner.collation import by_given_name
from planner.messages import has, say
from planner.rulebook import citation
from planner.seal.copy import MARK

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
    """``paper`` is the slate document, ``round_`` the round it is of; every text is in ``lang``.

    ``cadres`` are the people as they may be shown, ``counted`` as they are counted: the same but in a redacted twin.
    """

    words = ""  # the catalogue looked into before the slate's
    seal = MARK  # a cell that says it shows the slate's hash once the workbook is sealed

    def __init__(self, paper: dict[str, Any], round_: Round, lang: str) -> None:
        self.redacted = bool(paper.get("redacted"))
        if self.redacted:
            round_ = redact.nameless(round_)
        self.paper, self.round, self.lang = paper, round_, lang
        self.posts: dict[str, dict[str, Any]] = _by_id(round_.posts, "post_id")
        self.cadres: dict[str, dict[str, Any]] = _by_id(
            redact.shown(round_.cadres) if self.redacted else round_.cadres, "cadre_id"
        )
        self.units: dict[str, dict[str, Any]] = _by_id(round_.units, "unit_id")
        self.veiled = False  # people by their codes, without names

    @cached_property
    def counted(self) -> dict[str, dict[str, Any]]:
        """The people with all that is counted, birth dates to the day: never to be shown."""
        return _by_id(self.round.cadres, "cadre_id")

    @classmethod
    def of_round(cls, round_: Round, lang: str, settings: dict[str, Any] | None = None) -> View:
        """The round's words under a scenario's settings, of no slate."""
        return cls({"scenario_settings": settings or {}, "appointments": []}, round_, lang)

    def say(self, key: str, **fields: object) -> str:
        """A message of the view's own catalogue where that has it, else of the slate's."""
        own = f"{self.words}.{key}"
        return say(own if self.words and has(own, self.lang) else f"slate.{key}", self.lang, **fields)

    def word(self, key: str, **fields: object) -> str:
        """A message of any catalogue."""
        return say(key, self.lang, **fields)

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
        text = f"{say('redact.status', self.lang)} {text}" if self.redacted else text
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
        last = int(self._last_month(cadre))
        if self.redacted:
            return self.span(self.left(cadre))
        return self.say("left", span=self.span(self.left(cadre)), last=f"{last % 12 + 1:02}/{last // 12}")

    def span(self, months: int) -> str:
        """So many months (no less than none) in years and months, without a part that is zero; in whole years where
        months would tell when somebody was born."""
        years, rest = divmod(max(0, months), 12)
        if self.redacted:
            return say("redact.left", self.lang, years=years)
        parts = [("year", years)] if years else []
        parts += [("month", rest)] if rest or not years else []
        return " ".join(
            self.say(f"span.{unit}" if count == 1 else f"span.{unit}s", count=count) for unit, count in parts
        )

    def left(self, cadre: str) -> int:
        """Months to retirement on the round's date."""
        return int(self._last_month(cadre) - month_number(self.round.settings.date))

    def _last_month(self, cadre: str) -> Any:
        row = self.counted[cadre]
        born = month_number(np.array([row["birth_date"]]))
        age = retirement_age(born, np.array([row["gender"] == "female"]), self.round.settings.retirement_basis)
        return (born + age)[0]

    def by_name(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Rows about cadres in the order of their names, of one name by code."""
        return sorted(rows, key=lambda row: (by_given_name(self.person(row["cadre"])), str(row["cadre"])))

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
        row, planned = self.cadres[cadre], self.planned(cadre, post)
        marks = [self.code("source", planned["source"])] if planned.get("source") else []
        marks += [self.say("mark.woman")] if row["gender"] == "female" else []
        marks += [self.say("mark.young")] if self.young(cadre) else []
        marks += [self.code("mode", row["degree_mode"])] if row["degree_mode"] else []
        years = [row[f"eval_{year}"] for year in (1, 2, 3) if row[f"eval_{year}"]]
        marks += [self.say("rated", years=", ".join(self.code("eval", year) for year in years))] if years else []
        text = "; ".join([*marks, self.say("remains", left=self.months_left(cadre).replace("\n", " "))])
        return text[:1].upper() + text[1:] + "."

    def planned(self, cadre: str, post: str) -> dict[str, Any]:
        """The pool row by which somebody was planned for a post or one alike; empty where there is none."""
        rows = (self._planned.get((cadre, seat)) for seat in self.sisters(post))
        return next((row for row in rows if row), {})

    @cached_property
    def _planned(self) -> dict[tuple[str, str], dict[str, Any]]:
        """(cadre, post) → the row of the pool."""
        pool = self.round.pool.to_dict("records")
        return {(row["cadre_id"], row["post_id"]): {str(key): value for key, value in row.items()} for row in pool}

    def rated(self, cadre: str, post: str) -> dict[str, Any]:
        """The row of the candidates by which somebody was judged for a post or one alike; empty where there is none."""
        rows = (self._rated.get((cadre, seat)) for seat in self.sisters(post))
        return next((row for row in rows if row), {})

    @cached_property
    def _rated(self) -> dict[tuple[str, str], dict[str, Any]]:
        return {(row["cadre"], row["post"]): row for row in self.paper["candidates"]}

    @cached_property
    def titled(self) -> dict[str, dict[str, Any]]:
        """post → the explanation of its title, where the slate has one."""
        return {post: title for title in self.paper["explanations"] for post in title["posts"]}

    @cached_property
    def made(self) -> dict[str, dict[str, Any]]:
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

    def where(self, where: str) -> str:
        """A place a rule was judged: the name of the unit, post or person, else the id."""
        if where in self.units:
            return str(self.units[where]["name"])
        if where in self.posts:
            return self.post(where)
        if where in self.cadres:
            return self.person(where)
        return where

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

    @cached_property
    def scheme(self) -> Scheme:
        """The scheme the round names."""
        return load(self.round.settings.scheme)

    def cite(self, rule: str) -> str:
        """What a rule rests on, as the scheme file cites it."""
        version = self.law.rules.get(rule)
        return citation(version.cite, self.lang) if version else ""

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
