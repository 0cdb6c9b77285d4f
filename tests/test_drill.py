"""The decline drill against brute force: of every nominee the fewest changes, then the tiers; and who has nobody."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import brute
import oracle
import oracle_slate as rules
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from oracle_data import World, load
from product import held
from random_rounds import random_round
from round_file import Tables, write

from models.drill import Drill
from planner.cli import main
from planner.messages import say
from planner.run import case_of, solved
from planner.workbook.read import read_round

Row = dict[str, Any]
Holders = dict[str, str]


def proposed(source: Path, out: Path) -> Row | None:
    """The document of `propose`, explained; None where there is no slate."""
    done = CliRunner().invoke(main, ["propose", str(source), "--json", str(out)])
    assert done.exit_code in (0, 1), done.output
    return dict(json.loads(out.read_text("utf-8"))) if done.exit_code == 0 else None


class Judge:
    """Every slate there is should somebody decline, each with its changes and tiers."""

    def __init__(self, tables: Tables, cadre: str, base: Holders) -> None:
        acts = [r for r in tables["interventions"] if (r["action"], r["cadre_id"]) != ("pin", cadre)]
        self.world: World = load(tables | {"interventions": acts})
        self.base = base
        sits = {post for post, row in self.world.posts.items() if row["incumbent"] == cadre}
        self.slates = [
            (self.changes(holders), oracle.tiers(self.world, holders), holders)
            for holders in brute.assignments(self.world)
            if not {post for post, who in holders.items() if who == cadre} - sits
            and not rules.breaches(self.world, holders)
        ]

    def seats(self, holders: Holders) -> dict[Any, Counter[str]]:
        """Group of seats → its holders."""
        found: dict[Any, Counter[str]] = {group: Counter() for group in self.world.group.values()}
        for post, cadre in holders.items():
            found[self.world.group[post]][cadre] += 1
        return found

    def changes(self, holders: Holders) -> int:
        """Posts whose holder differs, seats that differ in nothing being laid so that few do."""
        before, after = self.seats(self.base), self.seats(holders)
        return sum(max((before[g] - after[g]).total(), (after[g] - before[g]).total()) for g in before)

    def filled(self, post: str, holders: Holders) -> bool:
        """Whether as many sit in such seats as in the slate."""
        group = self.world.group[post]
        return self.seats(holders)[group].total() >= self.seats(self.base)[group].total()

    def after(self, chain: list[Row]) -> dict[Any, Counter[str]]:
        """The slate with the changes made."""
        found = self.seats(self.base)
        for link in chain:
            group = found[self.world.group[link["post"]]]
            group.subtract([link["before"]] if link["before"] else [])
            group.update([link["after"]] if link["after"] else [])
        return {group: +people for group, people in found.items()}


def _as_brute_force(judge: Judge, repair: Row, slates: list[Any]) -> None:
    """The repair has the least changes, then the least tiers, and is one of the slates that do."""
    changes, tiers, _ = min(slates, key=lambda slate: slate[:2])
    assert (repair["changes"], tuple(repair["tiers"].values())) == (changes, tiers[:6])
    best = [judge.seats(holders) for count, values, holders in slates if (count, values) == (changes, tiers)]
    assert judge.after(repair["chain"]) in best
    assert len(repair["chain"]) == changes


def _declined(tables: Tables, paper: Row, row: Row, seen: Counter[str]) -> None:
    judge = Judge(tables, row["cadre"], held(paper))
    filled = [slate for slate in judge.slates if judge.filled(row["post"], slate[2])]
    assert row["single"] == (not filled)
    seen["single"] += row["single"]
    seen["pinned"] += any(r["action"] == "pin" and r["cadre_id"] == row["cadre"] for r in tables["interventions"])
    seen[row["outcome"]] += 1
    if not judge.slates:
        assert row["outcome"] == "no_slate"
        return
    _as_brute_force(judge, row, judge.slates)
    empty = not judge.filled(row["post"], min(judge.slates, key=lambda slate: slate[:2])[2])
    assert row["outcome"] == ("empty" if empty else "filled")
    assert (row["steps_in"] == "") == empty
    assert (row["instead"] is not None) == (empty and bool(filled))
    if row["instead"]:
        seen["instead"] += 1
        _as_brute_force(judge, row["instead"], filled)
        assert row["instead"]["steps_in"]
    best = min(tiers[:6] for _, tiers, _ in judge.slates)
    assert tuple((row["best"] or row["tiers"]).values()) == best
    seen["better"] += row["best"] is not None
    if row["chain"][0]["post"] == row["post"] and len(row["chain"]) > 1:
        seen["chain"] += row["chain"][0]["after"] == row["chain"][1]["before"] != ""


def _all_declines(seed: int, folder: Path, seen: Counter[str]) -> None:
    tables = random_round(random.Random(9100 + seed), seed % 3 + 1)
    write(tables, folder / "round.xlsx")
    paper = proposed(folder / "round.xlsx", folder / "slate.json")
    if paper is None:
        return
    made = [(line["post"], line["cadre"]) for line in paper["appointments"]]
    assert [(row["post"], row["cadre"]) for row in paper["declines"]] == made
    for row in paper["declines"]:
        _declined(tables, paper, row, seen)


def test_every_repair_is_what_brute_force_finds(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for seed in range(40):
        _all_declines(seed, tmp_path, seen)
    wanted = {"filled": 5, "empty": 20, "single": 15, "instead": 5, "better": 5, "chain": 2, "pinned": 2}
    assert all(seen[kind] >= least for kind, least in wanted.items()), seen


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 600))
def test_every_repair_is_what_brute_force_finds_on_500_rounds(seed: int, tmp_path: Path) -> None:
    _all_declines(seed, tmp_path, Counter())


def test_where_a_must_falls_there_is_no_slate_and_it_is_told(tmp_path: Path) -> None:
    """B is pinned to the seat of A, who is to move up: should A decline, nobody can follow the pin."""
    source, out, book = tmp_path / "round.xlsx", tmp_path / "slate.json", tmp_path / "slate.xlsx"
    write(_pinned_behind(), source)
    done = CliRunner().invoke(main, ["--lang", "en", "propose", str(source), "--json", str(out), "-o", str(book)])
    assert done.exit_code == 0, done.output
    first, second = sorted(json.loads(out.read_text("utf-8"))["declines"], key=lambda row: str(row["cadre"]))
    assert (first["cadre"], first["outcome"], first["single"], first["chain"]) == ("A", "no_slate", True, [])
    # B's own pin falls with B: A still moves up and the seat left behind stays empty, or A keeps it
    assert (second["cadre"], second["outcome"], second["single"]) == ("B", "empty", False)
    assert second["chain"] == [{"post": "D", "before": "B", "after": ""}]
    back = [{"post": "D", "before": "B", "after": "A"}, {"post": "H", "before": "A", "after": ""}]
    assert second["instead"]["chain"] == back
    sheet = load_workbook(book)[say("slate.declines", "en")]
    told = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert say("declines.no_slate", "en") in told
    assert say("declines.instead", "en") in told


def _pinned_behind() -> Tables:
    rounds = [row for row in random_round(random.Random(0), 1)["round"] if row["key"] in ("round_id", "scheme")]
    seat: Row = {"unit_id": "U", "priority": 1}
    good: Row = {"gender": "Nữ", "birth_date": "01/01/1985", "political_standard": "yes", "theory": "advanced"}
    good |= {"political_standard_date": "01/01/2021", "political_standard_body": "TU", "eval_1": "good"}
    return {
        "round": [*rounds, {"key": "date", "value": "2021-06-01"}],
        "units": [{"unit_id": "U", "name": "Sở", "bloc": "gov_service"}],
        "posts": [
            seat | {"post_id": "H", "title": "Giám đốc", "role": "head", "tier": 5},
            seat | {"post_id": "D", "title": "Phó Giám đốc", "role": "deputy", "tier": 4, "incumbent": "A"},
        ],
        "cadres": [
            good | {"cadre_id": "A", "name": "A", "position": "managed", "tier": 4},
            good | {"cadre_id": "B", "name": "B", "position": "specialist"},
        ],
        "pool": [{"cadre_id": "A", "post_id": "H"}, {"cadre_id": "B", "post_id": "D"}],
        "kin": [],
        "interventions": [
            {"action": "pin", "cadre_id": "B", "post_id": "D", "reason": "x", "document": "1-TB/TU"},
        ],
    }


def test_a_decline_keeps_the_seat_and_threads_do_not_matter(tmp_path: Path) -> None:
    """The same drill on one thread and on three; whoever sits somewhere now is there in the repair."""
    write(random_round(random.Random(9103), 1), tmp_path / "round.xlsx")
    round_, _ = read_round(tmp_path / "round.xlsx")
    assert round_ is not None
    found = solved(case_of(round_))
    assert found.slate is not None
    assert found.judged is not None
    drill = Drill(found.draft, found.slate, found.judged.tiers)
    one, three = drill.declines(1), drill.declines(3)
    assert [(d.cadre, d.post, d.repair and d.repair.changes) for d in one] == [
        (d.cadre, d.post, d.repair and d.repair.changes) for d in three
    ]
    assert one
    stayer = found.slate.case.posts["stayer"].tolist()
    for decline in one:
        if decline.repair and decline.cadre in stayer:
            assert decline.repair.slate.holder[stayer.index(decline.cadre)] == decline.cadre
