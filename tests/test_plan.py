"""What follows from a slate: chains, rotations, those who wait, the two bases, needs; and that it cannot be altered."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import brute
import pytest
from click.testing import CliRunner
from oracle_data import Row
from product import SAMPLE, check, propose
from random_rounds import random_round
from round_file import Tables, write
from truth import Bench

from models.slate import Slate
from planner.cli import main
from planner.outlook import outlook, waiting

D = dt.date


def _outlook(bench: Bench, **holders: str) -> dict[str, Any]:
    """The outlook of the slate that appoints so."""
    case = bench.case()
    posts = {post: at for at, post in enumerate(case.posts["post_id"])}
    people = {cadre: at for at, cadre in enumerate(case.cadres["cadre_id"])}
    holder = case.posts["stayer"].to_numpy(copy=True)
    for cadre in holders.values():
        holder[holder == people[cadre]] = -1
    for post, cadre in holders.items():
        holder[posts[post]] = people[cadre]
    return outlook(Slate(case, holder), {})


def test_a_chain_is_told_in_the_order_of_hand_over() -> None:
    bench = Bench()
    bench.post("Q", "V", by="B")
    bench.post("R", "V", by="C")
    bench.plan("B", "P")
    bench.plan("C", "Q")
    told = _outlook(bench, P="B", Q="C")
    assert told["chains"] == [
        [
            {"post": "P", "cadre": "B", "from_post": "Q"},
            {"post": "Q", "cadre": "C", "from_post": "R"},
            {"post": "R", "cadre": "", "from_post": None},
        ]
    ]
    assert told["vacancies"] == [{"kind": "open", "priority": 2, "before": 1, "after": 1}]
    assert _outlook(bench, P="A")["chains"] == []  # a newcomer leaves no seat


def test_two_who_change_places_are_a_chain_too() -> None:
    bench = Bench()
    bench.post("Q", "V", by="B")
    bench.post("R", "V", by="C")
    told = _outlook(bench, Q="C", R="B")
    assert [step["post"] for step in told["chains"][0]] == ["Q", "R"]


def test_rotation_exchange_and_secondment_are_listed() -> None:
    bench = Bench()
    bench.of("pool", "A").update(reason="need", return_plan="Về cơ quan cũ")
    bench.of("cadres", "A")["side"] = "party"
    bench.sits("B").update(title="Phó")
    bench.of("cadres", "B")["rotation_ends"] = D(2021, 5, 1)
    bench.unit("H", bloc="district", locality="LH")
    bench.unit("HD", bloc="district_division", locality="LH")
    bench.cadre("N", birth_date=D(1990, 1, 5))
    bench.post("N1", "HD", "division_deputy", 1, managed="no", listed="no")
    told = _outlook(bench, P="A", N1="N")
    assert told["rotations"][0] | {"from_post": None} == {
        "cadre": "A", "from_post": None, "post": "P", "reason": "need", "kind": "enter", "months": 36,
        "afterwards": "Về cơ quan cũ",
    }  # fmt: skip
    assert told["exchanges"] == [{"cadre": "A", "post": "P", "from_side": "party", "to_side": "government"}]
    assert told["finished_rotations"] == [{"cadre": "B", "from_post": "S-B", "post": "S-B", "arranged": False}]
    assert told["secondments"] == [{"district": "LH", "post": "N1", "cadre": "N", "new": True}]


@pytest.mark.parametrize(("born", "told"), [(D(1965, 1, 1), True), (D(1967, 1, 1), False)])
def test_the_two_bases_are_told_where_they_differ(born: dt.date, *, told: bool) -> None:
    """A man of 56 has 61 months left by the decree and 43 at 60; one of 54 passes either way."""
    bench = Bench()
    bench.of("cadres", "A")["birth_date"] = born
    rows = _outlook(bench)["bases"]
    assert [(row["cadre"], row["nd135"]["says"], row["60_55"]["says"]) for row in rows] == (
        [("A", "admitted", "refused")] if told else []
    )
    bench.day = D(2021, 8, 1)
    assert not _outlook(bench)["bases"]


CURES: dict[str, Row] = {
    "political_standard": {"political_standard": "yes"},
    "open_question": {"open_question": "no"},
}


def test_what_a_conclusion_would_bring_is_what_brute_force_finds(tmp_path: Path) -> None:
    tried = 0
    for seed in range(45):
        tables = random_round(random.Random(seed), seed % 4 + 1)
        source, out = tmp_path / "round.xlsx", tmp_path / "slate.json"
        write(tables, source)
        done = CliRunner().invoke(main, ["--lang", "en", "propose", str(source), "--json", str(out)])
        if done.exit_code:
            continue
        for row in json.loads(out.read_text("utf-8"))["pending"]:
            if set(row["rules"]) <= {"political_standard", "open_question"}:
                best = brute.best(_cured(tables, row))
                assert best is not None
                assert tuple(row["gain"].values()) == best[0][:6], (seed, row)
                tried += 1
    assert tried >= 5


def _cured(tables: Tables, row: Row) -> Tables:
    cadres = [dict(cadre) for cadre in tables["cadres"]]
    for cadre in cadres:
        for rule in row["rules"] if cadre["cadre_id"] == row["cadre"] else ():
            cadre.update(CURES[rule])
    return tables | {"cadres": cadres}


PARTS = ("rotations", "finished_rotations", "exchanges", "secondments", "chains", "vacancies", "pending", "bases")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return propose(SAMPLE, tmp_path_factory.mktemp("plan") / "slate.json").slate


@pytest.mark.parametrize("part", PARTS)
def test_none_of_it_can_be_altered(part: str, sample: dict[str, Any], tmp_path: Path) -> None:
    assert sample[part], "the sample shows something of everything"
    path = tmp_path / "slate.json"
    path.write_text(json.dumps(sample | {part: sample[part][1:]}), "utf-8")
    audit = check(path, SAMPLE)
    assert audit.code == 1
    assert part in audit.said


def test_without_explanations_nobody_is_solved_for_again(sample: dict[str, Any]) -> None:
    assert all(row["gain"] is None for row in sample["pending"])


def test_who_waits_is_who_is_pending() -> None:
    bench = Bench()
    bench.of("cadres", "A")["open_question"] = "yes"
    assert waiting(bench.case()) == [{"cadre": "A", "posts": ["P"], "rules": ["open_question"]}]


def test_needs_and_establishment_of_the_sample(tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    assert CliRunner().invoke(main, ["profile", str(SAMPLE), "--json", str(path)]).exit_code == 0
    figures = {row["id"]: row["value"] for row in json.loads(path.read_text("utf-8"))}
    assert sum(row["open"] for row in figures["needs"]) == figures["open"] == 60
    assert sum(row["seats"] for row in figures["needs"]) == 282
    assert all(row["within_12"] <= row["within_24"] <= row["within_36"] for row in figures["needs"])
    assert figures["establishment"][-1]["most"] == 63
