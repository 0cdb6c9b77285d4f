"""Causes of differences: each gives the name, none smaller does. Judged by trying every set of settings, on made-up
answers, by solving small rounds anew, and by brute force on rounds whose tables were edited by hand."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import brute
import pytest
from random_rounds import random_round
from round_file import Tables, date_of, write

from models.scenario import Raw
from models.scheme import Law
from models.tables import Round
from planner.compare.causes import Cause, Search, Subset, Told
from planner.compare.crew import names
from planner.compare.lab import Column, Lab, columns
from planner.effort import Effort
from planner.run import law_of
from planner.run import propose as proposed
from planner.scenario import Scenario, doubts
from planner.settings import apart, effective, together
from planner.workbook.read import read_round

Answer = Callable[[Subset], Told]
Holders = dict[str, str]


def subsets(count: int) -> Iterator[Subset]:
    """All sets of the first numbers, the small ones first."""
    yield from map(frozenset, chain.from_iterable(combinations(range(count), size) for size in range(count + 1)))


def search(count: int, answer: Answer, most: int) -> tuple[Search, int]:
    """A search that ran to its end, and how many slates it asked for."""
    whole = answer(frozenset(range(count))).holders
    base = answer(frozenset()).holders
    assert base is not None
    assert whole is not None
    found, asked = Search(count, base, whole, most), 0
    for wanted in found.wanted():
        assert wanted
        assert len(set(wanted)) == len(wanted)
        assert not any(subset in found.known for subset in wanted), "nothing is solved twice"
        asked += len(wanted)
        for subset in wanted:
            found.tell(subset, answer(subset))
    return found, asked


def check(found: Search, answer: Answer, count: int) -> None:
    """Every cause is one, and no less than it claims."""
    for post in found.posts:
        cause, goal = found.found[post], found.goal.get(post, "")

        def gives(subset: Subset, post: str = post, goal: str = goal) -> bool:
            told = answer(subset)
            return told.holders is not None and told.holders.get(post, "") == goal

        settings = frozenset(cause.settings)
        assert gives(settings)
        if cause.minimal:
            assert not any(gives(settings - {one}) for one in settings)
        if cause.smallest:
            assert not any(gives(subset) for subset in subsets(count) if len(subset) < len(settings))


# --- on made-up answers ---------------------------------------------------------------------------
def made_up(rng: random.Random, count: int) -> Answer:
    """Names that depend on the settings in any way, not only in ways slates do; now and then there is no slate."""
    posts = [f"P{at}" for at in range(rng.randint(1, 6))]
    triggers = {
        post: [(frozenset(rng.sample(range(count), rng.randint(1, min(3, count)))), f"C{at}") for at in range(3)]
        for post in posts
    }
    none = {frozenset(rng.sample(range(count), rng.randint(1, count - 1))) for _ in range(rng.choice((0, 0, 2)))}
    lone = rng.random() < 0.3  # settings that undo one another

    def answer(subset: Subset) -> Told:
        if subset in none and 0 < len(subset) < count:
            return Told(None)
        held = {}
        for post in posts:
            here = [
                cadre for needs, cadre in triggers[post] if needs <= subset and not (lone and len(subset - needs) % 2)
            ]
            held[post] = here[-1] if here else "C9" if len(subset) == count else ""
        return Told(held)

    return answer


@pytest.mark.parametrize("seed", range(300))
def test_causes_of_made_up_answers(seed: int) -> None:
    rng = random.Random(seed)
    count = rng.randint(2, 7)
    answer = made_up(rng, count)
    found, _ = search(count, answer, 10**6)
    check(found, answer, count)
    assert all(cause.smallest and cause.minimal for cause in found.found.values())


@pytest.mark.parametrize("seed", range(300))
def test_within_a_budget_nothing_is_claimed_that_was_not_tried(seed: int) -> None:
    rng = random.Random(1000 + seed)
    count, most = rng.randint(3, 9), rng.randint(0, 25)
    answer = made_up(rng, count)
    found, asked = search(count, answer, most)
    assert asked <= most
    assert set(found.found) == set(found.posts)
    check(found, answer, count)


def test_what_is_not_sure_is_no_proof() -> None:
    def answer(subset: Subset) -> Told:
        if len(subset) == 1:
            return Told(None, sure=0 in subset)
        return Told({"P": "B" if len(subset) > 1 else "A"})

    found, _ = search(3, answer, 99)
    assert found.found["P"].settings == (0, 1) or len(found.found["P"].settings) == 2
    assert not found.found["P"].smallest
    assert not found.found["P"].minimal


def test_many_settings_are_narrowed_down_in_few_solves() -> None:
    """Two of twelve settings matter, together: 66 pairs need not be tried."""

    def answer(subset: Subset) -> Told:
        return Told({"P": "B" if {3, 9} <= subset else "A", "Q": "D" if {1, 5, 7} <= subset else "C"})

    found, asked = search(12, answer, 64)
    assert found.found["P"] == Cause((3, 9), smallest=True, minimal=True)
    assert found.found["Q"] == Cause((1, 5, 7), smallest=False, minimal=True), "66 pairs are more than were left"
    assert asked < 64
    assert search(12, answer, 150)[0].found["Q"] == Cause((1, 5, 7), smallest=True, minimal=True)


# --- by solving anew ------------------------------------------------------------------------------
class Here:
    """Solves in this process: what a crew does in its own."""

    def __init__(self, round_: Round) -> None:
        self.round, self.solved = round_, list[str]()

    def slate(self, scenario: Scenario | None, number: int) -> Future[Any]:
        found = proposed(self.round, scenario, Effort(explain=False), "en")
        return self._done(f"slate {number}", found.paper)

    def names(self, settings: Raw) -> Future[Told]:
        return self._done(str(settings), names(self.round, settings))

    def _done(self, what: str, value: Any) -> Future[Any]:
        assert what not in self.solved, "solved twice"
        self.solved.append(what)
        future: Future[Any] = Future()
        future.set_result(value)
        return future


def read(tables: Tables, folder: Path) -> Round:
    """The round of these tables."""
    write(tables, folder / "round.xlsx")
    round_, _ = read_round(folder / "round.xlsx")
    assert round_ is not None
    return round_


def settings_of(rng: random.Random, round_: Round, law: Law) -> Raw:
    """Settings of several kinds, two to five that matter."""
    tiers = list(law.tiers)
    rng.shuffle(tiers)
    kinds: list[Raw] = [
        {"tiers": tiers},
        {"max_moves": rng.randint(0, 1)},
        {"counts_lateral": True},
        {"holding": {"women_max": 0}},
        {"holding": {"young_max": 0}},
        {"fit": {"evaluation": 10, "support": 35}},
        {"fit": {"field": 0, "experience": 35}},
        {"rules": {"women_share": {"percent": rng.choice((0, 40, 70))}}},
        {"rules": {"young_share": {"percent": rng.choice((0, 40, 70)), "strength": "prefer"}}},
        {"rules": {"age_levels": {"strength": "off"}}},
        {"rules": {"exchange": {"moves": 0}}},
        {"rules": {"formal_training": {"strength": "must"}}},
        {"rules": {"appointment_age": {"months": 120}}},
    ]
    act = {"reason": "x", "document": "1"}
    pool = round_.pool.to_dict("records")
    for row in rng.sample(pool, min(3, len(pool))):
        kinds.append({"ban": [{"cadre": row["cadre_id"], "post": row["post_id"]} | act]})
    seated = [cadre for cadre in round_.posts["incumbent"] if cadre]
    for cadre in rng.sample(seated, min(2, len(seated))):
        kinds.append({"leave": [{"cadre": cadre, "on": "2021-06-01"}]})
    parts = [part for raw in rng.sample(kinds, rng.randint(2, 4)) for part in apart(raw)]
    return together(parts)


def compared(round_: Round, scenarios: list[Raw], most: int = 99) -> tuple[list[Column], Here]:
    """Columns that ran to their end."""
    law = law_of(round_)
    asked = [(Scenario(f"S{at}", "", law, settings), f"{at}.toml") for at, settings in enumerate(scenarios)]
    found, here = columns(asked, law), Here(round_)
    Lab(found, here, most).run()
    return found, here


def seeds(told: tuple[int, ...], most: int) -> list[Any]:
    """Seeds whose rounds have much to explain; all the others in `make soak`."""
    return [*told, *(pytest.param(n, marks=pytest.mark.soak) for n in range(most) if n not in told)]


@pytest.mark.parametrize("seed", seeds((3, 4, 8, 9, 19), 120))
def test_causes_by_solving_every_set_of_settings(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    round_ = read(random_round(rng, rng.randint(2, 4)), tmp_path)
    law = law_of(round_)
    scenarios = [settings for _ in range(2) if not doubts(settings := settings_of(rng, round_, law), law, round_)[1]]
    for column in compared(round_, scenarios)[0][1:]:
        assert column.explained
        if column.search is None:
            continue
        answers: dict[Subset, Told] = {}

        def answer(subset: Subset, parts: Any = column.parts, answers: Any = answers) -> Told:
            if subset not in answers:
                answers[subset] = names(round_, together(parts[at] for at in sorted(subset)))
            return answers[subset]

        check(column.search, answer, len(column.parts))
        assert all(cause.smallest for cause in column.search.found.values())


# --- by brute force -------------------------------------------------------------------------------
def edited(tables: Tables, acts: list[tuple[str, str, str]]) -> Tables:
    """The workbook with bans and leaves written into it by hand."""
    tables = copy.deepcopy(tables)
    for kind, cadre, post in acts:
        if kind == "ban":
            row = {"action": "ban", "cadre_id": cadre, "post_id": post, "reason": "x", "document": "1"}
            tables["interventions"].append(row)
        else:
            held = [row for row in tables["posts"] if row.get("incumbent") == cadre]
            managed = [row for row in held if row.get("managed") != "no"]
            day = date_of(tables)
            for seat in (managed or held)[:1]:
                seat["vacates_on"] = min(filter(None, (seat.get("vacates_on"), day)))
    return tables


def as_settings(tables: Tables, acts: list[tuple[str, str, str]]) -> Raw:
    """The same as a scenario."""
    bans = [{"cadre": c, "post": p, "reason": "x", "document": "1"} for kind, c, p in acts if kind == "ban"]
    leaves = [{"cadre": c, "on": date_of(tables).isoformat()} for kind, c, _ in acts if kind == "leave"]
    return ({"ban": bans} if bans else {}) | ({"leave": leaves} if leaves else {})


def acts_of(rng: random.Random, tables: Tables) -> list[tuple[str, str, str]]:
    """Two or three bans and leaves."""
    pinned = {row["cadre_id"] for row in tables["interventions"] if row["action"] in ("pin", "ban")}
    bans = [("ban", r["cadre_id"], r["post_id"]) for r in tables["pool"] if r["cadre_id"] not in pinned]
    leaves = [("leave", r["incumbent"], "") for r in tables["posts"] if r.get("incumbent") and r["role"] != "other"]
    chosen = rng.sample(bans, min(2, len(bans))) + rng.sample(leaves, min(2, len(leaves)))
    return [act for act in chosen if act[1] not in pinned]


@pytest.mark.parametrize("seed", seeds((2, 7, 10, 13, 17, 23, 27), 200))
def test_causes_by_brute_force(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    tables = random_round(rng, rng.randint(1, 3))
    acts = acts_of(rng, tables)
    settings = as_settings(tables, acts)
    round_ = read(tables, tmp_path)
    if len(acts) < 2 or doubts(settings, law_of(round_), round_)[1]:
        return
    parts = effective(settings, law_of(round_))
    of_key = {".".join(filter(None, act)): act for act in acts}
    column = compared(round_, [settings])[0][1]
    if column.search is None:
        assert brute.best(tables) is None or brute.best(edited(tables, acts)) is None
        return
    slates: dict[Subset, list[Holders]] = {}
    for subset in subsets(len(parts)):
        best = brute.best(edited(tables, [of_key[parts[at].key] for at in subset]))
        slates[subset] = best[1] if best else []
    for post, cause in column.search.found.items():
        goal = column.search.goal.get(post, "")
        assert any(held.get(post, "") == goal for held in slates[frozenset(cause.settings)])
        assert cause.smallest
        for subset, tied in slates.items():
            if len(subset) < len(cause.settings) and len(tied) == 1:  # of several the codes decide
                assert tied[0].get(post, "") != goal


# --- columns --------------------------------------------------------------------------------------
def test_the_plain_scheme_is_the_first_column_once(tmp_path: Path) -> None:
    round_ = read(random_round(random.Random(3), 2), tmp_path)
    changed, same = {"max_moves": 0}, {"rules": {"women_share": {"percent": 15}}, "holding": {"women_max": -1}}
    found, here = compared(round_, [changed, changed])
    assert [column.scenario and column.scenario.name for column in found] == [None, "S0", "S1"]
    assert sorted(here.solved) == ["slate 0", "slate 1"], "what two files ask for alike is solved once"
    found, _ = compared(round_, [changed, same])
    assert [column.scenario and column.scenario.name for column in found] == ["S1", "S0"]
    assert not found[0].parts


def test_no_budget_still_explains_what_needs_no_solve(tmp_path: Path) -> None:
    round_ = read(random_round(random.Random(5), 3), tmp_path)
    found, here = compared(round_, [{"max_moves": 0}, {"max_moves": 0, "holding": {"women_max": 0}}], most=0)
    one, two = (column.search.found if column.search else {} for column in found[1:])
    assert one
    assert one.keys() == two.keys()
    assert all(cause == Cause((0,), smallest=True, minimal=True) for cause in one.values())
    assert all(cause == Cause((0, 1), smallest=False, minimal=False) for cause in two.values())
    assert len(here.solved) == 3


def test_a_slate_that_is_not_proven_gives_no_cause() -> None:
    def answer(subset: Subset) -> Told:
        return Told({"P": "B" if 0 in subset else "A"}, sure=len(subset) != 1)

    found, _ = search(3, answer, 99)
    assert len(found.found["P"].settings) == 2
    assert not found.found["P"].smallest
