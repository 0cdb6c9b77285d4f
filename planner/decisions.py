"""The decisions of the Standing Committee: what was written made into records, and records into what the law lays over
a case.

A record, as the document has it: ``post``, ``decision`` (empty: votes or a note alone), ``chosen_cadre``,
``votes_for``, ``votes_against`` (None: not counted), ``note``; ``cadre``: whom it speaks of (``Decision``), by which a
decision already carried out is told from one newly written; ``broken``: the musts a cadre of the Committee's own choice
does not meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from models.case import Case
from models.decided import CHOICES, DECISIONS, Decision
from models.replan import broken, lay
from models.rules import BY_ID

Record = dict[str, Any]


@dataclass(frozen=True)
class Minutes:
    """The records in force; ``last``: what is kept of the slate they were made on: ``appointments``, its own
    ``decisions``, ``tiers``. Without ``last`` nothing has been planned on the records yet."""

    records: list[Record] = field(default_factory=list)
    last: dict[str, Any] | None = None

    def laid(self, case: Case) -> Case:
        """``case`` with the decisions laid over it, as few changes as can be before all else."""
        if self.last is None:
            return case
        return lay(case, self.decisions, holders(case, self.last["appointments"]))

    @property
    def decisions(self) -> list[Decision]:
        """The records as the law knows them."""
        return [Decision(row["post"], row["decision"], row["cadre"]) for row in self.records if row["decision"]]

    def told(self, case: Case, lang: str) -> list[Record]:
        """The records with what the Committee's own choices do not meet; ``case``: with nothing decided."""
        return [row | {"broken": _broken(case, row, lang)} for row in self.records]


def _broken(case: Case, row: Record, lang: str) -> list[dict[str, str]]:
    if row["decision"] != "other":
        return []
    rules = broken(case, Decision(row["post"], row["decision"], row["cadre"]))
    return [{"id": rule, "text": str(getattr(BY_ID[rule], lang))} for rule in rules]


def holders(case: Case, appointments: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """post → holder of the slate that makes these appointments: who is neither appointed nor leaving stays."""
    made = {row["post"]: row["cadre"] for row in appointments}
    taken = set(made.values())
    ids = np.append(case.cadres["cadre_id"].to_numpy(), "")
    stays = zip(case.posts["post_id"], ids[case.posts["stayer"]].tolist(), strict=True)
    return {post: cadre for post, cadre in stays if cadre and cadre not in taken} | made


# --- a document's own ----------------------------------------------------------------------------------
def of_document(claim: dict[str, Any], case: Case) -> tuple[Minutes, list[str]]:
    """The decisions a slate was planned on, and what keeps them from being read. ``case``: with nothing decided."""
    last, rows = claim.get("last"), claim.get("decisions") or []
    posts, cadres = set(case.posts["post_id"]), {"", *case.cadres["cadre_id"]}
    if last is None:
        return Minutes(), []
    doubts = [] if _is_last(last, posts, cadres) else ["last ?"]
    parts = {"decisions": rows} | ({} if doubts else {"last.decisions": last["decisions"]})
    for name, found in parts.items():
        doubts += [] if isinstance(found, list) else [f"{name} ?"]
        listed = found if isinstance(found, list) else []
        doubts += [f"{name}[{at}]: {row} ?" for at, row in enumerate(listed) if not _is_record(row, posts, cadres)]
    if doubts:
        return Minutes(), doubts
    done = [{name: row[name] for name in FIELDS} for row in rows if "cadre" in row]
    return Minutes(done, {"appointments": last["appointments"], "decisions": last["decisions"]}), []


FIELDS = ("post", "decision", "cadre", "chosen_cadre", "votes_for", "votes_against", "note")


def _is_record(row: Any, posts: set[str], cadres: set[str]) -> bool:
    if not isinstance(row, dict) or "cadre" not in row:  # newly written ones are read with ``decide``
        return isinstance(row, dict)
    known = row["post"] in posts and row["cadre"] in cadres if row.keys() >= set(FIELDS) else False
    return known and row["decision"] in ("", *DECISIONS) and (bool(row["cadre"]) or row["decision"] not in CHOICES)


def _is_last(last: Any, posts: set[str], cadres: set[str]) -> bool:
    if not isinstance(last, dict) or not isinstance(made := last.get("appointments"), list):
        return False
    if not isinstance(last.get("decisions"), list) or not isinstance(last.get("tiers"), list):
        return False
    return all(isinstance(row, dict) and row.get("post") in posts and row.get("cadre") in cadres for row in made)


# --- old and new ---------------------------------------------------------------------------------------
def merged(former: list[Record], new: list[Record], case: Case) -> list[Record]:
    """All that holds once ``new`` is decided: who was refused stays refused and what was agreed stays agreed, unless it
    is decided otherwise now. One of the same effect keeps its first form, with the votes and the note of the new."""
    records = list(former)
    for one in new:
        same = next((at for at, row in enumerate(records) if _same(row, one)), None)
        if same is not None:
            said = {name: one[name] for name in ("votes_for", "votes_against", "note") if one[name] not in (None, "")}
            records[same] = records[same] | said
        else:
            records = [row for row in records if not _replaces(one, row, case.title_of)] + [one]
    return sorted(records, key=lambda row: str(row["post"]))


def keeps(row: Record) -> bool:
    """Whether somebody must hold the post by it."""
    return bool(row["cadre"]) and row["decision"] in ("agree", *CHOICES)


def _refuses(row: Record) -> bool:
    return bool(row["cadre"]) and row["decision"] == "refuse"


def _same(row: Record, one: Record) -> bool:
    if row["post"] != one["post"]:
        return False
    if "postpone" in (row["decision"], one["decision"]):
        return bool(row["decision"] == one["decision"])
    alike = row["decision"] == one["decision"] or (keeps(row) and keeps(one))
    return alike and bool(row["cadre"] == one["cadre"])


def _replaces(one: Record, row: Record, title: dict[str, int]) -> bool:
    if _refuses(row):  # stands, unless that cadre is now agreed to or chosen for the title
        return keeps(one) and row["cadre"] == one["cadre"] and title[row["post"]] == title[one["post"]]
    if row["post"] != one["post"]:
        return False
    return not row["decision"] if not one["decision"] else bool(row["decision"]) or row["note"] in ("", one["note"])


def shown(records: list[Record], post: str, proposed: str) -> Record | None:
    """The record to be shown again beside a post for which ``proposed`` (empty: nobody) is proposed: one that this
    carries out, or a note of it."""
    mine = [row for row in records if row["post"] == post]
    done = [row for row in mine if keeps(row) or (row["decision"] == "agree" and not proposed)]
    kept = [row for row in done if row["cadre"] == proposed]
    kept += [row for row in mine if row["decision"] == "postpone" and not proposed]
    kept += [row for row in mine if not row["decision"] and row["cadre"] == proposed]
    return kept[0] if kept else None
