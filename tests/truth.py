"""The bench of the truth tables: a small round in which every rule holds, changed until one is at its limit, and
put before both judges, the audit of that slate and the solver pinned to it."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from oracle_data import Row
from round_file import Tables, write

from models import replan
from models.audit import audit
from models.build import build
from models.case import Case
from models.decided import Decision
from models.override import lay
from models.scenario import Overrides
from models.scheme import load
from models.slate import Slate
from models.solve import Options, solve
from planner.workbook.read import read_round

GOOD: Row = {"gender": "Nam", "birth_date": dt.date(1976, 1, 15), "native_locality": "X", "birth_locality": "X"}
GOOD |= {"degree_field": "economics", "degree_mode": "formal", "theory": "advanced", "unit_id": "PD"}
GOOD |= {"position": "specialist", "eval_1": "good", "eval_2": "good", "eval_3": "good", "kin_declared": "yes"}
GOOD |= {
    "political_standard": "yes",
    "political_standard_date": dt.date(2021, 1, 4),
    "in_post_since": dt.date(2015, 1, 5),
}
GOOD |= {"political_standard_body": "Ban Thường vụ", "experience_months": 200, "side": "government"}


@dataclass
class Bench:
    """Tables under construction, and ``slate``: post → the cadre newly appointed ("": dropped from it)."""

    day: dt.date = dt.date(2021, 6, 1)
    tables: Tables = field(default_factory=lambda: {name: [] for name in ("units", "posts", "cadres", "pool", "kin")})
    keys: Row = field(default_factory=dict)
    slate: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, Row] = field(default_factory=dict)
    scenario: Row = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tables["interventions"] = []
        self.unit("U")
        self.unit("V")
        self.unit("PD", bloc="provincial_division")
        self.post("P", "U")
        self.cadre("A")
        self.plan("A", "P")
        self.slate["P"] = "A"

    def unit(self, unit: str, bloc: str = "gov_service", **more: Any) -> Row:
        """A unit; by default of a bloc no counting rule asks about."""
        return self._add("units", {"unit_id": unit, "name": f"Cơ quan {unit}", "bloc": bloc} | more)

    def post(self, post: str, unit: str, role: str = "deputy", tier: int = 4, by: str = "", **more: Any) -> Row:
        """A post; ``by``: its incumbent, made on the way if unknown."""
        row: Row = {"post_id": post, "unit_id": unit, "title": f"Chức danh {post}", "role": role, "tier": tier}
        if by:
            known = next((c for c in self.tables["cadres"] if c["cadre_id"] == by), None)
            known = known or self.cadre(by)
            if more.get("managed", "yes") == "yes":
                known |= {"position": "managed", "tier": tier, "unit_id": unit}
            row["incumbent"] = by
        return self._add("posts", row | more)

    def cadre(self, cadre: str, **more: Any) -> Row:
        """A cadre against whom nothing speaks."""
        return self._add("cadres", GOOD | {"cadre_id": cadre, "name": f"Nguyễn Văn {cadre}"} | more)

    def plan(self, cadre: str, post: str, **more: Any) -> Row:
        """A pool row."""
        row = {"cadre_id": cadre, "post_id": post, "planned_on": dt.date(2020, 1, 6)} | more
        return self._add("pool", row)

    def intervene(self, action: str, cadre: str, post: str | None, rule: str | None = None) -> None:
        """An order of the Board."""
        row = {"action": action, "cadre_id": cadre, "post_id": post, "rule": rule}
        self._add("interventions", row | {"reason": "Chỉ đạo", "document": "1-TB/TU"})

    def of(self, sheet: str, name: str) -> Row:
        """The row of that name in "units", "posts" or "cadres"; of "pool" the row of that cadre."""
        key = {"units": "unit_id", "posts": "post_id"}.get(sheet, "cadre_id")
        return next(row for row in self.tables[sheet] if row[key] == name)

    def sits(self, cadre: str, unit: str = "V", tier: int = 4, role: str = "deputy", **more: Any) -> Row:
        """Puts a cadre into a managed seat ``S-cadre`` now."""
        return self.post(f"S-{cadre}", unit, role, tier, by=cadre, **more)

    def _add(self, sheet: str, row: Row) -> Row:
        self.tables[sheet].append(row)
        return row

    def case(self) -> Case:
        """The round, read from a workbook like any other, under the law of its day."""
        keys = {"round_id": "T", "title": "T", "date": self.day, "scheme": "de-an-01-2021"} | self.keys
        tables = self.tables | {"round": [{"key": key, "value": value} for key, value in keys.items()]}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "round.xlsx"
            write(tables, path)
            round_, faults = read_round(path)
        assert round_ is not None, faults
        law = load("de-an-01-2021").law(round_.settings.date)
        for rule, more in self.overrides.items():
            law = law.with_rule(rule, None, more)
        case = Case.of(round_, lay(law, Overrides.model_validate(self.scenario)))
        return replan.lay(case, self.decisions) if self.decisions else case


Change = Callable[[Bench], Any]


@dataclass(frozen=True)
class Truth:
    """One line of a truth table: what is changed, and what the rule must then find, by strength.

    ``must``, ``strive``, ``prefer``, ``warning``: the sum of shortfalls; ``standing``: those of
    them that only sit there.
    """

    rule: str
    what: str
    change: Change
    must: int = 0
    strive: int = 0
    prefer: int = 0
    warning: int = 0
    standing: int = 0
    day: dt.date = dt.date(2021, 6, 1)
    pending: bool = False


def disagreements(line: Truth) -> list[str]:
    """Where a judge says something else than the table: empty when both agree with it."""
    bench = Bench(day=line.day)
    line.change(bench)
    case = bench.case()
    slate, program_says = _pinned(case, bench.slate)
    judged = audit(slate)
    found = dict.fromkeys(("must", "strive", "prefer", "warning"), 0)
    standing = 0
    for rule, finding in judged.findings:
        if rule.id == line.rule:
            found[str(finding.strength)] += finding.shortfall
            standing += finding.shortfall * finding.standing
    wrong = [
        f"audit: {strength} {got}, not {getattr(line, strength)}"
        for strength, got in found.items()
        if got != getattr(line, strength)
    ]
    wrong += [f"audit: standing {standing}, not {line.standing}"] if standing != line.standing else []
    feasible = not judged.broken
    if feasible != (program_says is not None):
        wrong.append(
            f"solver: {'refuses' if feasible else 'accepts'} what the audit {'accepts' if feasible else 'refuses'}"
        )
    elif program_says is not None and program_says != judged.tiers:
        wrong.append(f"solver: {program_says}, audit {judged.tiers}")
    if line.pending != (line.rule in _pending(case, bench.slate)):
        wrong.append("pending" if not line.pending else "not pending")
    return wrong


def _pinned(case: Case, new: dict[str, str]) -> tuple[Slate, dict[str, int] | None]:
    """The slate that appoints exactly so, and the solver's tier values for it (None: it has no such slate)."""
    draft = build(case)
    posts = {post: at for at, post in enumerate(case.posts["post_id"])}
    people = {cadre: at for at, cadre in enumerate(case.cadres["cadre_id"])} | {"": -1}
    holder = case.posts["stayer"].to_numpy(copy=True)
    holder[np.isin(holder, [people[cadre] for cadre in new.values() if cadre])] = -1
    made = []
    for post, cadre in new.items():
        at = posts[post]
        holder[at] = people[cadre]
        mine = (draft.pairs["cadre"] == people[cadre]) & (draft.pairs["group"] == case.posts["group"].iat[at])
        made += np.flatnonzero(mine).tolist()
    slate = Slate(case, holder)
    for col in range(draft.program.pairs):
        draft.program.lower[col] = int(col in made)
        draft.program.upper[col] = min(draft.program.upper[col], int(col in made))
    closed = any(draft.program.upper[col] == 0 for col in made)
    same = np.array_equal(Slate.of_pairs(case, draft.pairs.iloc[made]).holder, holder)
    if closed or len(made) != sum(bool(cadre) for cadre in new.values()) or not same:
        return slate, None
    outcome = solve(draft.program, Options())
    if outcome.status != "optimal":
        return slate, None
    return slate, {tier.id: tier.value for tier in outcome.tiers}


def _pending(case: Case, new: dict[str, str]) -> set[str]:
    from models.judge import verdicts

    people = case.cadres["cadre_id"].to_numpy()[case.pairs["cadre"]]
    return {
        rule for rule, rows in verdicts(case, case.pairs)[2].items() if rows[np.isin(people, [*new.values()])].any()
    }
