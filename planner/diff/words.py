"""The words for rows, cells, people and posts of two rounds."""

from __future__ import annotations

import re
from typing import Any

from models.rules import BY_ID
from models.scheme import load
from models.tables import Round
from planner.messages import has, say
from planner.workbook import headings
from planner.workbook.view import View

Row = dict[str, Any]
LISTED = {"degree_field": "fields", "sector": "sectors", "relation": "relations"}  # codes of the scheme file


class Words:
    """Texts in ``lang``; names of the second round before those of the first; ``private``: codes instead of names."""

    def __init__(self, rounds: tuple[Round, Round], lang: str, *, private: bool) -> None:
        self.lang, self.private = lang, private
        self.views = [View({}, round_, lang) for round_ in reversed(rounds)]

    def say(self, key: str, **fields: object) -> str:
        """A message of the catalogue ``diff``."""
        return say(f"diff.{key}", self.lang, **fields)

    def person(self, cadre: str) -> str:
        """Name and code of a cadre; nobody where there is none."""
        if not cadre:
            return self.say("nobody")
        view = next((view for view in self.views if cadre in view.cadres), None)
        return cadre if self.private or view is None else f"{view.person(cadre)} ({cadre})"

    def people(self, cadres: list[str], most: int = 5) -> str:
        """The first few of several cadres, and how many more."""
        rest = [self.say("and_more", count=len(cadres) - most)] if len(cadres) > most else []
        return "; ".join([*map(self.person, cadres[:most]), *rest])

    def post(self, post: str) -> str:
        """Title, unit and code of a post."""
        view = next((view for view in self.views if post in view.posts), None)
        return f"{view.post(post)} ({post})" if view else post

    def posts(self, posts: list[str]) -> str:
        """Several posts by their codes, the first with its title."""
        return ", ".join([self.post(posts[0]), *posts[1:]])

    def place(self, record: Row) -> str:
        """Sheet and row of a record, with the names of whom and what it is about."""
        table, row = record["table"], record["row"]
        if table == "cadres":
            about = self.person(row[0])
        elif table == "posts":
            about = self.post(row[0])
        elif table == "law":
            about = self.rule(row[0])
        elif table == "round":
            name, _, province = row[0].partition("@")
            about = headings.key(name, self.lang) + (f" – {province}" if province else "")
        elif table == "interventions":
            act = headings.word(table, "action", row[0], self.lang)
            about = " ".join(part for part in (act, *row[1:]) if part)
        else:
            about = ", ".join(row)
        return f"{self.say(f'table.{table}')}: {about}"

    def rule(self, rule: str) -> str:
        """A rule's id, or the words for another setting of the law."""
        return self.say(f"law.{rule[1:-1]}") if rule.startswith("(") else rule

    def legend(self, rule: str) -> str:
        """A rule in a sentence."""
        return f"{rule}: {getattr(BY_ID[rule], self.lang)}" if rule in BY_ID else rule

    def column(self, record: Row, column: str) -> str:
        """The heading of a cell."""
        table = record["table"]
        if table == "law" and has(f"slate.fit.{column}", self.lang):
            return say(f"slate.fit.{column}", self.lang)
        if table in ("law", "round"):
            name = column if has(f"diff.law.{column}", self.lang) else "value"
            return self.say(f"law.{name}")
        return headings.heading(table, column, self.lang)

    def value(self, record: Row, column: str, value: Any) -> str:
        """A cell as people write it."""
        table = record["table"]
        if value is None or isinstance(value, bool) or (value in ("yes", "no") and table == "cadres"):
            return self.say("blank" if value is None else "yes" if value in (True, "yes") else "no")
        if table == "law":
            return self._number(record["row"][0], column, value)
        return self._cell(table, column, value)

    def _cell(self, table: str, column: str, value: Any) -> str:
        if isinstance(value, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            return "/".join(reversed(value.split("-")))
        if column in LISTED:
            entry = getattr(load(self.views[0].round.settings.scheme), LISTED[column]).get(value)
            if entry is None:
                return str(value)
            return str(entry[self.lang] if isinstance(entry, dict) else getattr(entry, self.lang))
        if (table, column, value) == ("posts", "min_theory", "none"):  # of a person it is said otherwise
            return self.say("not_asked")
        return headings.word(table, column, str(value), self.lang)

    def _number(self, rule: str, column: str, value: Any) -> str:
        if column in ("strength", "other"):
            return self.say(f"strength.{value}")
        shown = "/".join(reversed(str(value).split("-"))) if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) else value
        choice = f"rules.choices.{rule}.{column}.{value}"
        shown = say(choice, self.lang) if has(choice, self.lang) else shown
        sentence = f"rules.params.{rule}.{column}"
        return say(sentence, self.lang, value=shown) if has(sentence, self.lang) else str(shown)
