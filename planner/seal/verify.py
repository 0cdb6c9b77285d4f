"""The verdict on a sealed workbook: what was altered, whether the round is the one it was made from, what breaks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from models.tables import Round
from planner import claims, run
from planner.errors import PlannerError
from planner.messages import say
from planner.seal.compare import Alteration, Note, compare
from planner.seal.read import found
from planner.workbook.embed import TABLES
from planner.workbook.read import read_round
from planner.workbook.read_slate import read_slate_document

TOLD = 200  # places told on a terminal; a file of results has them all


@dataclass
class Verdict:
    """``said``: ``untouched`` (the hash known from elsewhere agrees), ``consistent`` (nothing inside contradicts the
    sealed copy) or ``altered``. ``differences``: figures and holders that do not come out again, sentences;
    ``broken``: musts that do not hold, (rule, where, text)."""

    seal: str
    alterations: list[Alteration]
    notes: list[Note]
    hashed: bool = False
    differences: list[str] = field(default_factory=list)
    broken: list[tuple[str, str, str]] = field(default_factory=list)
    judged: bool = True
    redacted: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing speaks against the slate."""
        return not (self.alterations or self.differences or self.broken)

    @property
    def said(self) -> str:
        """The verdict in a word."""
        if self.alterations or self.differences:
            return "altered"
        return "untouched" if self.hashed else "consistent"

    def sentences(self, lang: str) -> list[str]:
        """All there is to say, the verdict last."""
        places = [*(one.text(lang) for one in self.alterations), *self.differences]
        lines = places[:TOLD] + ([say("verify.more", lang, count=len(places) - TOLD)] if len(places) > TOLD else [])
        lines += [say("verify.rule", lang, rule=rule, where=where, text=text) for rule, where, text in self.broken]
        lines += [note.text(lang) for note in self.notes]
        lines += [say("verify.seal", lang, seal=self.seal) if self.seal else say("verify.no_seal", lang)]
        lines += [say("verify." + ("judged" if self.judged else "redacted" if self.redacted else "not_judged"), lang)]
        said = "broken" if self.broken and self.said != "altered" else self.said
        return [*lines, say(f"verify.{said}", lang)]

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "ok": self.ok,
            "verdict": self.said,
            "seal": self.seal,
            "alterations": [one.as_json() for one in self.alterations],
            "differences": self.differences,
            "broken": [[rule, where] for rule, where, _ in self.broken],
            "judged": self.judged,
            "notes": [{"kind": note.kind, "sheet": note.sheet, "columns": note.columns} for note in self.notes],
        }


def verify(path: Path, round_: Round | None, known: str, lang: str) -> Verdict:
    """The verdict on the slate workbook ``path``; ``round_``: the round it should be of, ``known``: the hash printed
    in the submission, both where they are at hand. Raises ``PlannerError`` for a file that is no slate."""
    workbook = found(path)
    altered, notes = compare(workbook)
    if known and workbook.seal and known != workbook.seal:
        altered.append(Alteration("other_hash", was=known, now=workbook.seal))
    verdict = Verdict(workbook.seal, altered, notes, hashed=bool(known))
    claim, seen = _document(path)
    if not claim:
        verdict.differences.append(say("verify.no_document", lang))
        verdict.judged = False
        return verdict
    verdict.redacted = bool(claim.get("redacted"))
    inner, faults = (None, []) if verdict.redacted else read_round(path)
    if inner is None:
        verdict.differences += [fault.text(lang) for fault in faults if fault.severity == "error"]
    if round_ is not None:
        verdict.differences += _against(claim, inner, round_, lang)
    elif inner is not None:  # the tables inside stand for the file they were copied from
        inner = replace(inner, sha256=str(claim["round"].get("sha256", "")))
    base = round_ or inner
    if base is None:
        verdict.judged = False
        return verdict
    differences, judged = run.check(base, claim, seen, lang)
    verdict.differences += [say("cli.differs", lang, line=line) for line in differences]
    for rule, finding in judged.broken if judged else []:
        verdict.broken.append((rule.id, finding.where, rule.vi if lang == "vi" else rule.en))
    return verdict


def _document(path: Path) -> tuple[dict[str, Any], dict[str, str] | None]:
    """The slate inside, and what the visible sheets show of it; empty where it cannot be read."""
    try:
        claim, seen = read_slate_document(path)
    except PlannerError:
        return {}, None
    return (claim, seen) if claims.is_slate(claim) else ({}, None)


def _against(claim: dict[str, Any], inner: Round | None, round_: Round, lang: str) -> list[str]:
    """Where the file's hash, or the tables inside, are not those of the round given."""
    lines = []
    said = claim["round"].get("sha256", "")
    if said != round_.sha256:
        lines.append(say("verify.other_round", lang, said=said, true=round_.sha256))
    if inner is not None:
        if inner.settings != round_.settings:
            lines.append(say("verify.other_settings", lang))
        for name in TABLES:
            lines += _table(name, getattr(inner, name), getattr(round_, name), round_, lang)
    return lines


def _table(name: str, inside: pd.DataFrame, given: pd.DataFrame, round_: Round, lang: str) -> list[str]:
    """The cells in which an embedded table differs from the round's."""
    if len(inside) != len(given):
        return [say("verify.other_rows", lang, table=name, inside=len(inside), given=len(given))]
    lines = []
    for column in given.columns:
        one, other = inside[column].tolist(), given[column].tolist()
        for row, (was, now) in enumerate(zip(other, one, strict=True)):
            if was != now:
                cell = round_.origins[name].cell(row, column) if name in round_.origins else ""
                place = cell or f"{name} {row + 1}"
                lines.append(say("verify.other_cell", lang, place=place, column=column, was=was, now=now))
    return lines
