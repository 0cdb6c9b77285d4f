"""What a person wrote about each post, understood or refused: every fault with its cell, in one pass."""

from __future__ import annotations

import re
from string import punctuation
from typing import Any

from models.case import Case
from models.decided import CHOICES
from models.scenario import nearest
from planner.claims import rows
from planner.decisions import Record
from planner.messages import say
from planner.workbook.cells import clean, fold
from planner.workbook.decisions import COLUMNS, POST, Line, labels
from planner.workbook.faults import Faults, letters
from planner.workbook.matching import People

MOST_VOTES = 9999


def lines_of(decisions: list[Any], faults: Faults) -> list[Line]:
    """The decisions newly written into a JSON slate as lines; those with ``cadre`` were carried out before."""
    lines = []
    for at, row in enumerate(decisions):
        if not isinstance(row, dict):
            faults.add("not_a_row", f"decisions[{at}]")
        elif "cadre" not in row:
            cells = {name: row[name] for name in (POST, *COLUMNS) if clean(row.get(name))}
            lines.append(Line(f"decisions[{at}]", -1, {}, cells))
    return lines


def decide(lines: list[Line], claim: dict[str, Any], case: Case, lang: str, faults: Faults) -> list[Record]:
    """A record of each post spoken of, in the order of the posts. ``claim``: the slate decided on."""
    reader = _Reader(claim, case, lang, faults)
    found: dict[str, tuple[Record, Line]] = {}
    for line in lines:
        if (row := reader.record(line)) is None:
            continue
        known, first = found.setdefault(row[POST], (row, line))
        if first is line:
            continue
        both = {name: known[name] if row[name] in (None, "") else row[name] for name in row}
        if any(known[name] not in (None, "", both[name]) for name in row):
            faults.add("double", *_place(line, POST), post=row[POST], other=_cell(first))
        found[row[POST]] = (both, first)
    return [found[post][0] for post in sorted(found)]


def _place(line: Line, column: str) -> tuple[str, int, int]:
    return line.sheet, line.row, line.at.get(column, -1)


def _cell(line: Line) -> str:
    return f"{line.sheet}!{letters(line.at[POST])}{line.row + 1}" if line.row >= 0 else line.sheet


class _Reader:
    """Lines about one slate."""

    def __init__(self, claim: dict[str, Any], case: Case, lang: str, faults: Faults) -> None:
        self.faults, self.lang, self.labels = faults, lang, labels()
        self.posts = {clean(post).casefold(): str(post) for post in case.posts["post_id"]}
        self.names: dict[str, str] = dict(
            zip(case.cadres["cadre_id"].tolist(), case.cadres["name"].tolist(), strict=True)
        )
        self.people = People(case)
        self.codes = {clean(code).casefold(): code for code in self.names}
        self.proposed: dict[str, str] = {row["post"]: row["cadre"] for row in claim["appointments"]}
        self.stays: dict[str, str] = {row["post"]: row["cadre"] for row in claim["stays"]}
        self.reserves = {
            (str(row.get("post")), f"reserve_{row.get('rank')}"): row.get("cadre") for row in rows(claim, "reserves")
        }

    def record(self, line: Line) -> Record | None:
        """The record of a line; None where it has a fault."""
        before = len(self.faults.found)
        post, decision = self._post(line), self._decision(line)
        votes = {name: self._votes(line, name) for name in ("votes_for", "votes_against")}
        chosen = self._chosen(line)
        if len(self.faults.found) > before:
            return None
        cadre = self._cadre(line, post, decision, chosen)
        if len(self.faults.found) > before:
            return None
        said = {POST: post, "decision": decision, "cadre": cadre, "chosen_cadre": chosen, **votes}
        return said | {"note": str(clean(line.cells.get("note")))}

    def _fault(self, line: Line, column: str, code: str, **fields: Any) -> None:
        self.faults.add(code, *_place(line, column), **fields)

    def _post(self, line: Line) -> str:
        text = clean(line.cells.get(POST))
        if not text:
            filled = next(name for name in COLUMNS if name in line.cells) if line.cells else POST
            self._fault(line, filled, "no_post")
        elif text.casefold() not in self.posts:
            self._fault(line, POST, "unknown_post", value=text, near=nearest(text, self.posts.values()))
        return self.posts.get(text.casefold(), "")

    def _decision(self, line: Line) -> str:
        text = clean(line.cells.get("decision"))
        code = self.labels.get(fold(text), "") if "?" not in text else ""  # "đồng ý?" is none
        if text and not code:
            allowed = ", ".join(say(f"slate.decision.{one}", self.lang) for one in dict.fromkeys(self.labels.values()))
            self._fault(line, "decision", "unknown_decision", value=text, allowed=allowed)
        return code

    def _votes(self, line: Line, column: str) -> int | None:
        value = line.cells.get(column)
        text = clean(value)
        if not text:
            return None
        if isinstance(value, bool) or not re.fullmatch(r"\d{1,4}", text):
            self._fault(line, column, "not_votes", value=text, most=MOST_VOTES)
            return None
        return int(text)

    def _chosen(self, line: Line) -> str:
        """The code of the cadre named by code, by name, or by both."""
        text = clean(line.cells.get("chosen_cadre"))
        if not text or text.casefold() in self.codes:
            return self.codes.get(text.casefold(), "")
        words = [word.strip(punctuation) for word in re.split(r"[\s,;:()\[\]/–]+|-(?=\s)", text)]
        said = {word.casefold() for word in words}
        coded = [code for key, code in self.codes.items() if key in said]
        name = " ".join(word for word in words if word and word.casefold() not in self.codes)
        alike = [self.people.ids[at] for at in self.people.rows(text) or self.people.rows(name)]
        if coded and name:
            alike = [code for code in coded if code in alike]
        found = alike or (coded if not name else [])
        if len(found) == 1:
            return found[0]
        if found:
            self._fault(line, "chosen_cadre", "many_cadres", value=text, codes=", ".join(found))
        else:
            near = nearest(text, [*self.names, *self.names.values()][:10000])
            self._fault(line, "chosen_cadre", "unknown_cadre", value=text, near=near)
        return ""

    def _cadre(self, line: Line, post: str, decision: str, chosen: str) -> str:
        """Whom the decision speaks of."""
        proposed = self.proposed.get(post, self.stays.get(post, ""))
        if decision in ("refuse", "postpone") and post in self.stays:
            self._fault(line, "decision", "stays", post=post)
        if decision == "other":
            if not chosen:
                self._fault(line, "chosen_cadre" if "chosen_cadre" in line.at else "decision", "no_choice")
            return chosen
        if decision in CHOICES:
            reserve = self.reserves.get((post, decision))
            if reserve not in self.names:
                self._fault(line, "decision", "no_reserve", post=post, rank=decision[-1])
            elif chosen not in ("", reserve):
                self._fault(line, "chosen_cadre", "another_chosen", value=chosen, cadre=reserve)
            return str(reserve)
        if chosen and not (decision == "agree" and chosen == proposed):
            other = say("slate.decision.other", self.lang)
            self._fault(line, "chosen_cadre", "stray_choice", value=chosen, other=other)
        return proposed
