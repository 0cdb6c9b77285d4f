"""Who and what is meant where people write names and titles instead of codes."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import Any

from models.case import Case
from planner.workbook.cells import clean, fold

NEAR = 3  # how many near ones are named
SHOWN = 6  # how many of several


class Unclear(Exception):
    """What is written names nothing, or several: the fault's code and the fields of its sentence."""

    def __init__(self, code: str, /, **fields: Any) -> None:
        super().__init__(code)
        self.code, self.fields = code, fields


def spelled(text: str) -> str:
    """For comparing names letter by letter: without case and blanks too many, and wherever in a word the tone stands,
    ``hòa`` or ``hoà``."""
    words = []
    for word in unicodedata.normalize("NFD", clean(text).casefold()).split():
        marks = sorted(letter for letter in word if unicodedata.combining(letter))
        words.append("".join(letter for letter in word if not unicodedata.combining(letter)) + "".join(marks))
    return " ".join(words)


def _plain(text: str) -> bool:
    """Whether it was typed without Vietnamese marks."""
    return unicodedata.normalize("NFD", text).isascii()


class People:
    """The cadres of a case by code and by name."""

    def __init__(self, case: Case) -> None:
        cadres = case.cadres
        self.ids, self.names = cadres["cadre_id"].tolist(), cadres["name"].tolist()
        self.codes = {str(code).casefold(): at for at, code in enumerate(self.ids)}
        units = dict(zip(case.units["unit_id"], case.units["name"], strict=True))
        offices = [units[unit] for unit in case.posts["unit_id"]]
        own = [offices[seat] if seat >= 0 else "" for seat in cadres["seat"].tolist()]
        self.at = [a or units.get(b, "") for a, b in zip(own, cadres["unit_id"], strict=True)]
        self.born = [birth // 10000 for birth in cadres["birth_date"].tolist()]
        self.exact, self.loose = _index(self.names, spelled), _index(self.names, fold)

    def row(self, code: str, name: str) -> int:
        """The row of who is meant; -1 where nothing is written. Raises ``Unclear``."""
        at = self.codes.get(code.casefold(), -1)
        if code and at < 0 and name:
            raise Unclear("unknown_code", value=code, near=self._near(code, name))
        if at < 0:
            return self._named(code or name) if code or name else -1
        if (
            name
            and spelled(name) != spelled(self.names[at])
            and not (_plain(name) and fold(name) == fold(self.names[at]))
        ):
            raise Unclear("differ", id=self.ids[at], name=self.names[at], value=name)
        return at

    def rows(self, name: str) -> list[int]:
        """The rows of those of that name: its marks count, unless it was typed without any."""
        return self.exact.get(spelled(name)) or (self.loose.get(fold(name), []) if _plain(name) else [])

    def _named(self, text: str) -> int:
        code = self.codes.get(text.casefold(), -1)
        if code >= 0:
            return code
        rows = self.rows(text)
        if len(rows) > 1:
            told = "; ".join(self._told(at) for at in rows[:SHOWN])
            raise Unclear("several_people", value=text, count=len(rows), people=told)
        if not rows:
            raise Unclear("unknown_person", value=text, near=self._near(text))
        return rows[0]

    def _near(self, *texts: str) -> str:
        """The people most like what is written, by name and by code."""
        close: dict[int, None] = {}
        for text in texts:
            for key in get_close_matches(fold(text), self.loose, n=NEAR, cutoff=0.6):
                close |= dict.fromkeys(self.loose[key])
            close |= {self.codes[key]: None for key in get_close_matches(text.casefold(), self.codes, n=1, cutoff=0.6)}
        return "; ".join(self._told(at) for at in list(close)[:SHOWN]) or "–"

    def _told(self, at: int) -> str:
        return ", ".join(
            str(part) for part in (f"{self.names[at]} ({self.ids[at]})", self.born[at], self.at[at]) if part
        )


class Posts:
    """The posts of a case by code, and by title with its unit."""

    def __init__(self, case: Case) -> None:
        posts, units = case.posts, case.units
        self.ids, self.titles = posts["post_id"].tolist(), posts["title"].tolist()
        self.codes = {str(code).casefold(): at for at, code in enumerate(self.ids)}
        self.title, self.unit = posts["title_name"].tolist(), units["name"].iloc[posts["unit"]].tolist()
        self.words = _index([f"{a} {b}" for a, b in zip(self.title, self.unit, strict=True)], fold)
        self.alone = _index(self.title, fold)
        self.known: dict[int, set[int]] = {}  # cadre → the titles planned for or held
        held = zip(posts["holder"].tolist(), self.titles, strict=True)
        for cadre, title in [*held, *zip(case.pairs["cadre"].tolist(), case.pairs["title"].tolist(), strict=True)]:
            self.known.setdefault(cadre, set()).add(title)
        self.units = {str(code).casefold(): name for code, name in zip(units["unit_id"], units["name"], strict=True)}

    def options(self, code: str, title: str, unit: str) -> list[int]:
        """The seats that are meant, more than one only of one unit and alike in words. Raises ``Unclear``."""
        for text in filter(None, (code, title)):
            if (at := self.codes.get(text.casefold(), -1)) >= 0:
                return [at]
        words = title or code
        if not words:
            raise Unclear("no_post")
        place = self.units.get(unit.casefold(), unit)
        found = self.words.get(fold(f"{words} {place}"), []) or self.words.get(fold(words), [])
        if not found and not unit:
            found = self.alone.get(fold(words), [])
        if not found:
            raise Unclear(
                "unknown_post", value=f"{words}, {unit}" if unit else words, near=self._near(code, words, place)
            )
        if len({(self.title[at], self.unit[at]) for at in found}) > 1:
            raise self._several(words, found)
        return found

    def of_person(self, seats: list[int], person: int) -> list[int]:
        """Of seats alike in words the title that is meant: where they differ in what they require, the one the person
        is planned for or sits in. Raises ``Unclear``."""
        titles = {self.titles[at] for at in seats}
        if len(titles) > 1:
            titles &= self.known.get(person, set())
        if len(titles) != 1:
            raise self._several(self.title[seats[0]], seats)
        return [at for at in seats if self.titles[at] in titles]

    def _several(self, words: str, seats: list[int]) -> Unclear:
        told = "; ".join(self._told(at) for at in seats[:SHOWN])
        return Unclear("several_posts", value=words, count=len(seats), posts=told)

    def _near(self, code: str, words: str, unit: str) -> str:
        close = [self.codes[key] for key in get_close_matches(code.casefold(), self.codes, n=1, cutoff=0.5)]
        for key in get_close_matches(fold(f"{words} {unit}"), self.words, n=NEAR, cutoff=0.6):
            close.append(self.words[key][0])
        return "; ".join(self._told(at) for at in dict.fromkeys(close)) or "–"

    def _told(self, at: int) -> str:
        return f"{self.title[at]}, {self.unit[at]} ({self.ids[at]})"


def _index(words: list[str], key: Any) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        found.setdefault(key(word), []).append(at)
    return found
