"""The redacted twin of a slate: codes for names, years for birth dates, nothing else that tells who somebody is.

What is counted stays true, for it is counted on the round as it is; only what is shown is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pandas as pd

from models.override import lay
from models.scenario import Overrides
from models.scheme import load
from models.tables import Round
from planner.errors import PlannerError
from planner.outlook import BASES

LEFT_OUT = "…"  # stands where a free text was
NOT_SHOWN: dict[str, str | int] = {  # cells of a cadre, and what stands there
    **dict.fromkeys(("native_locality", "birth_locality", "long_localities", "open_question_note", "discipline"), ""),
    **dict.fromkeys(("party_date", "political_standard_date", "discipline_date"), 0),
    "political_standard_body": "",
}
IDENTITY = re.compile(r"\d{9}(\d{3})?")  # a citizen's number
Cut = Callable[[str], str]
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def nameless(round_: Round) -> Round:
    """The round with codes for names and without free texts; what the rules count is left as it is.

    Raises ``PlannerError`` where the codes of cadres are citizens' numbers: then they tell who is who.
    """
    ids = round_.cadres["cadre_id"]
    if any(IDENTITY.fullmatch(code) for code in ids):
        raise PlannerError("redact.identity")
    scrub = scrubber(round_)
    return replace(
        round_,
        settings=replace(round_.settings, title=scrub(round_.settings.title)),
        cadres=round_.cadres.assign(name=ids, open_question_note=""),
        units=_cut(round_.units, name=scrub),
        posts=_cut(round_.posts, title=scrub),
        pool=_cut(round_.pool, return_plan=_left_out),
        kin=_cut(round_.kin, relation=_left_out),
        interventions=_cut(round_.interventions, reason=_left_out, document=scrub),
    )


def _cut(table: pd.DataFrame, **cuts: Cut) -> pd.DataFrame:
    """The table with some of its columns' texts cut."""
    found = table.copy()
    for column, cut in cuts.items():
        found[column] = pd.Series([cut(text) for text in table[column]], table.index, table[column].dtype)
    return found


def shown(cadres: pd.DataFrame) -> pd.DataFrame:
    """The cadres as a redacted sheet may show them: the year of birth alone."""
    found = cadres.copy()
    found["birth_date"], found["birth_known"] = cadres["birth_date"] // 10000 * 10000 + 101, "year"
    for column, blank in NOT_SHOWN.items():
        found[column] = blank
    return found


def redacted(paper: dict[str, Any], round_: Round) -> dict[str, Any]:
    """The slate document of the twin: marked as such, months left in whole years, free texts left out."""
    settings = paper["scenario_settings"]
    for key in ("pin", "ban"):
        if key in settings:
            settings = settings | {key: [row | {"reason": LEFT_OUT} for row in settings[key]]}
    bases = [row | {basis: _in_years(row[basis]) for basis in BASES} for row in paper["bases"]]
    rotations = [row | {"afterwards": _left_out(row["afterwards"])} for row in paper["rotations"]]
    twin = paper | {"redacted": True, "bases": bases, "rotations": rotations}
    twin |= {"decisions": _unnoted(paper["decisions"])}
    if "last" in paper:  # the slate it was planned anew from
        twin |= {"last": paper["last"] | {"decisions": _unnoted(paper["last"]["decisions"])}}
    scrub = scrubber(round_)
    twin = {key: _everywhere(part, scrub) for key, part in (twin | {"scenario_settings": settings}).items()}
    law = load(round_.settings.scheme).law(round_.settings.date)
    asked = Overrides.model_validate(twin["scenario_settings"])
    return twin | {"law_sha256": lay(law, asked).digest}  # the law is the same; the settings as printed are not


def _unnoted(decisions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Decisions without the Committee's own words."""
    return [row | {"note": _left_out(row["note"])} if "note" in row else row for row in decisions]


def _in_years(row: dict[str, Any]) -> dict[str, Any]:
    """Months left, cut to whole years: more would tell the month of birth."""
    return row | {"left": row["left"] // 12 * 12}


def _left_out(text: str) -> str:
    return LEFT_OUT if text else ""


def _everywhere(value: Any, scrub: Cut) -> Any:
    if isinstance(value, dict):
        return {key: _everywhere(part, scrub) for key, part in value.items()}
    if isinstance(value, list):
        return [_everywhere(part, scrub) for part in value]
    return scrub(value) if isinstance(value, str) else value


def scrubber(round_: Round) -> Cut:
    """Puts the code wherever a text says the full name of a cadre of the round, in whatever case."""
    codes: dict[tuple[str, ...], str] = {}
    for name, code in zip(round_.cadres["name"], round_.cadres["cadre_id"], strict=True):
        codes.setdefault(_folded(WORD.findall(name)), code)
    codes.pop((), None)
    lengths = sorted({len(words) for words in codes}, reverse=True)

    @cache
    def scrub(text: str) -> str:
        words = list(WORD.finditer(text))
        parts, at, place = [], 0, 0
        while place < len(words):
            for length in lengths:
                said = words[place : place + length]
                code = codes.get(_folded([word[0] for word in said]))
                if code and all(text[a.end() : b.start()].isspace() for a, b in pairwise(said)):
                    parts += [text[at : said[0].start()], code]
                    at = said[-1].end()
                    place += length - 1
                    break
            place += 1
        return "".join([*parts, text[at:]])

    return scrub


def _folded(words: list[str]) -> tuple[str, ...]:
    """Words of a name, whatever their case; a name of one word is told from other words by its case."""
    return tuple(word.casefold() for word in words) if len(words) > 1 else tuple(words)
