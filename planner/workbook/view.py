"""A slate document with the round's words beside it: what the sheets and the terminal say of it."""

from __future__ import annotations

from typing import Any, Self

from models.rules import BY_ID
from models.tables import Round
from planner.collation import by_given_name
from planner.messages import has, say
from planner.rulebook import citation
from planner.seal.copy import MARK
from planner.workbook.facts import Facts

BLOCS = (
    *("party_advisory", "party_service", "front", "council", "gov_economic", "gov_culture_social", "gov_internal"),
    *("gov_service", "district", "party_bloc", "provincial_division", "district_division"),
)


class View(Facts):
    """The facts of a slate in words: every text is in ``lang``."""

    words = ""  # the catalogue looked into before the slate's
    seal = MARK  # a cell that says it shows the slate's hash once the workbook is sealed

    def __init__(self, paper: dict[str, Any], round_: Round, lang: str) -> None:
        super().__init__(paper, round_)
        self.lang = lang
        self.veiled = False  # people by their codes, without names

    @classmethod
    def of_round(cls, round_: Round, lang: str, settings: dict[str, Any] | None = None) -> Self:
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

    def share(self, rule: str, province: str) -> str:
        """What a share is of, and in which province where there are several."""
        return self.code("share", rule) + (f" – {province}" if province else "")

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
        return str(self.districts.get(code) or self.say("elsewhere", code=code))

    def now(self, cadre: str) -> str:
        """Where the cadre sits or works now, and since when."""
        row = self.cadres[cadre]
        seat = self.seat_of.get(cadre)
        unit = self.units.get(self.posts[seat]["unit_id"] if seat else row["unit_id"])
        what = self.posts[seat]["title"] if seat else self.code("position", row["position"] or "other")
        since = f" ({self.say('since')} {self.month(row['in_post_since'])})"
        return f"{what}, {unit['name'] if unit else ''}".strip(", ") + (since if row["in_post_since"] else "")

    def months_left(self, cadre: str) -> str:
        """Time to retirement in years and months, with the last month."""
        span = self.span(self.left(cadre))
        if self.redacted:
            return span
        last = self.last_month(cadre)
        return self.say("left", span=span, last=f"{last % 12 + 1:02}/{last // 12}")

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

    def where(self, where: str) -> str:
        """A place a rule was judged: the name of the unit, post or person, else the id."""
        if where in self.units:
            return str(self.units[where]["name"])
        if where in self.posts:
            return self.post(where)
        if where in self.cadres:
            return self.person(where)
        return where

    def cite(self, rule: str) -> str:
        """What a rule rests on, as the scheme file cites it."""
        version = self.law.rules.get(rule)
        return citation(version.cite, self.lang) if version else ""
