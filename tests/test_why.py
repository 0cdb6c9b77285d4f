"""Every verdict of `why` against brute force over all slates of small rounds, and the words it is told in."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import brute
import oracle
import oracle_slate as rules
import pytest
from click.testing import CliRunner
from oracle_data import World, load, read_tables
from oracle_pairs import pairs
from product import SAMPLE, held, propose
from random_rounds import random_round
from round_file import Tables, write

from models.audit import audit
from planner import claims
from planner.cli import main
from planner.run import case_of
from planner.workbook.read import read_round

Row = dict[str, Any]


def why(source: Path, *options: str, lang: str = "en") -> list[Row]:
    done = CliRunner().invoke(main, ["--lang", lang, "why", str(source), "--json", "-", *options])
    assert done.exit_code == 0, done.output
    return list(json.loads(done.stdout))


class Judge:
    """All valid slates of a small round with their tiers, and what each verdict must therefore be."""

    def __init__(self, tables: Tables) -> None:
        self.world: World = load(tables)
        self.slates = [(oracle.tiers(self.world, holders)[:6], holders) for holders in brute.valid(self.world)]

    def best(self, cadre: str, post: str) -> tuple[int, ...] | None:
        """The tiers but ``order`` of the best slate with the cadre in a seat of that title."""
        title = self.world.title[post]
        having = [
            t
            for t, holders in self.slates
            if any(c == cadre and self.world.title[p] == title for p, c in holders.items())
        ]
        return min(having, default=None)

    def expects(self, row: Row, base: dict[str, str]) -> tuple[str, tuple[int, ...] | None]:
        """(verdict, tiers) of a pair, given the slate it is asked about."""
        cadre, post, world = row["cadre"], row["post"], self.world
        title = world.title[post]
        held = [p for p, c in base.items() if c == cadre and world.title[p] == title]
        if held:
            return ("stays" if world.posts[held[0]]["incumbent"] == cadre else "chosen"), None
        seat = world.seat_of.get(cadre)
        sits = seat is not None and world.title[seat] == title
        pair = pairs(world).get((cadre, title))
        if sits and seat in rules.leaving(world):
            return "ineligible", None
        if not sits and (pair is None or pair.state == "refused"):
            return "ineligible", None
        if not sits and pair is not None and pair.state == "pending":
            return "pending", None
        best = self.best(cadre, post)
        if best is None:
            return "blocked", None
        return ("equal" if best == min(t for t, _ in self.slates) else "costs"), best


@pytest.mark.parametrize("seed", range(24))
def test_every_verdict_and_price_is_what_brute_force_finds(seed: int, tmp_path: Path) -> None:
    tables = random_round(random.Random(7000 + seed), seed % 4 + 1)
    source, out = tmp_path / "round.xlsx", tmp_path / "slate.json"
    write(tables, source)
    ended = propose(source, out)
    judge = Judge(tables)
    if not judge.slates:
        assert ended.code == 1
        return
    base = held(ended.slate)
    for post in sorted(judge.world.posts):
        found = why(source, "--post", post, "--slate", str(out))
        for row in found:
            verdict, tiers = judge.expects(row, base)
            assert row["verdict"] == verdict, row
            _the_conflict_suffices(judge, row)
            if verdict == "pending" and row["tiers"]:
                _the_words_fit_the_tiers(row)
            if tiers is not None:
                assert tuple(tier["after"] for tier in row["tiers"]) == tiers, row
                _the_changes_make_that_slate(judge, row, base, tiers)
        ranks = ["chosen", "stays", "equal", "costs", "unknown", "blocked", "pending", "ineligible"]
        order = [ranks.index(row["verdict"]) for row in found]
        assert order == sorted(order)


def _the_conflict_suffices(judge: Judge, row: Row) -> None:
    """Something is in the way of whoever is blocked, and every slate with the pair in it breaks one of these demands.
    (That a cadre has one seat and a seat one cadre is built into every slate looked at.)"""
    assert bool(row["conflict"]) == (row["verdict"] == "blocked")
    world, told = judge.world, {(demand["id"], demand["where"]) for demand in row["conflict"]}
    if not told or "one_seat" in {rule for rule, _ in told}:
        return
    named = {"intervention": "pin"}
    for holders in brute.assignments(world):
        if any(c == row["cadre"] and world.title[p] == world.title[row["post"]] for p, c in holders.items()):
            broken = {tuple(breach.split(" ")[:2]) for breach in rules.breaches(world, holders)}
            found = [(named.get(rule, rule), where) for rule, where in told]
            assert any((rule, where) in broken or (not where and rule in dict(broken)) for rule, where in found)


def _the_words_fit_the_tiers(row: Row) -> None:
    """Of somebody pending: why a tier gets worse, where one does and only there."""
    steps = [tier["after"] - tier["before"] for tier in row["tiers"] if tier["after"] != tier["before"]]
    said = {"stays the same": not steps, "A value may rise": steps[:1] > [0]}
    said |= {"A later tier may get worse": steps[:1] < [0] and max(steps, default=0) > 0}
    for words, wanted in said.items():
        assert (words in row["text"]) == wanted, (words, row)


def _the_changes_make_that_slate(judge: Judge, row: Row, base: dict[str, str], tiers: tuple[int, ...]) -> None:
    """What the answer says would change is a slate that meets every must, with those tiers and the pair in it."""
    after = dict(base)
    for change in row["changes"]:
        assert base.get(change["post"], "") == change["before"]
        after[change["post"]] = change["after"]
    after = {post: cadre for post, cadre in after.items() if cadre}
    assert not rules.breaches(judge.world, after)
    assert oracle.tiers(judge.world, after)[:6] == tiers
    title = judge.world.title[row["post"]]
    assert any(cadre == row["cadre"] and judge.world.title[post] == title for post, cadre in after.items())


@pytest.mark.parametrize("seed", range(8))
def test_the_slates_own_explanations_say_the_same(seed: int, tmp_path: Path) -> None:
    tables = random_round(random.Random(7000 + seed), seed % 4 + 1)
    source, out = tmp_path / "round.xlsx", tmp_path / "slate.json"
    write(tables, source)
    done = CliRunner().invoke(main, ["propose", str(source), "--json", str(out)])
    if done.exit_code == 1:
        return
    assert done.exit_code == 0, done.output
    slate = json.loads(out.read_text("utf-8"))
    made = {row["post"]: row["cadre"] for row in slate["appointments"]}
    for title in slate["explanations"]:
        single = why(source, "--post", title["posts"][0], "--slate", str(out))
        single = [row for row in single if row["verdict"] != "stays"]
        assert [(row["cadre"], row["verdict"]) for row in single] == [
            (row["cadre"], row["verdict"]) for row in title["candidates"]
        ]
        could = [row["cadre"] for row in title["candidates"] if row["verdict"] in ("equal", "costs")]
        assert (title["choice"] in ("open", "settled")) == bool(could)
        for post in title["posts"]:
            mine = [row["cadre"] for row in slate["reserves"] if row["post"] == post]
            assert mine == [cadre for cadre in could if cadre != made.get(post)][:2]


def test_a_cell_of_the_input_and_a_remedy_are_named() -> None:
    (row,) = why(SAMPLE, "--cadre", "CB0342", "--post", "BDT-A1", lang="vi")
    assert row["verdict"] == "ineligible"
    assert set(row["refused_by"]) == {"theory", "rotation_length"}
    named = {"rule": "theory", "cell": "cadres!K343", "column": "theory"}
    assert named | {"heading": "Lý luận chính trị", "value": "đang học cao cấp"} in row["cells"]
    assert "Ô cadres!K343 (Lý luận chính trị) ghi “đang học cao cấp”." in row["text"]
    assert "Cần trình độ lý luận chính trị: cao cấp." in row["text"]
    (row,) = why(SAMPLE, "--cadre", "CB0342", "--post", "BDT-A1", lang="en")
    assert named | {"heading": "theory", "value": "studying advanced theory"} in row["cells"]
    assert "Cell cadres!S343 (rotated since) says" in row["text"]
    assert "_" not in row["text"]


def test_why_a_conclusion_may_make_a_tier_worse() -> None:
    (row,) = why(SAMPLE, "--cadre", "CB0574", "--post", "SLD-C2")
    assert [tier["id"] for tier in row["tiers"] if tier["after"] > tier["before"]] == ["fit"]
    _the_words_fit_the_tiers(row)


def test_private_names_nobody_else() -> None:
    rows = why(SAMPLE, "--cadre", "CB0252", "--private")
    said = json.dumps(rows, ensure_ascii=False)
    names = {str(row["cadre_id"]): str(row["name"]) for row in read_tables(SAMPLE)["cadres"]}
    mine = names.pop("CB0252")
    assert mine in said
    assert not [name for name in names.values() if name in said.replace(mine, "")]
    assert "***" in said


@pytest.mark.parametrize(
    ("options", "word"),
    [([], "--cadre"), (["--cadre", "nobody"], "nobody"), (["--post", "nowhere"], "nowhere")],
)
def test_a_question_about_nobody_is_told_so(options: list[str], word: str) -> None:
    done = CliRunner().invoke(main, ["--lang", "en", "why", str(SAMPLE), *options])
    assert done.exit_code == 2
    assert word in done.output


TOUCHED: dict[str, Any] = {
    "nominee": lambda slate: slate["appointments"][0].update(cadre="CB0342"),
    "value": lambda slate: slate["tiers"][3].update(value=0, bound=0),
    "law": lambda slate: slate.update(law_sha256="0" * 64),
    "softened": lambda slate: slate.update(scenario_settings={"rules": {"theory": {"strength": "off"}}}),
    "no setting": lambda slate: slate.update(scenario_settings={"nonsense": 3}),
    "no table": lambda slate: slate.update(scenario_settings="x"),
    "no number": lambda slate: slate.update(scenario_settings={"rules": {"women_share": {"percent": "abc"}}}),
    "emptied": lambda slate: slate.update(appointments=[]),
}


@pytest.fixture(scope="module")
def slate(tmp_path_factory: pytest.TempPathFactory) -> Row:
    out = tmp_path_factory.mktemp("why") / "slate.json"
    return propose(SAMPLE, out).slate


@pytest.mark.parametrize("what", TOUCHED)
def test_a_slate_that_was_touched_is_not_explained(what: str, slate: Row, tmp_path: Path) -> None:
    touched = copy.deepcopy(slate)
    TOUCHED[what](touched)
    (tmp_path / "slate.json").write_text(json.dumps(touched), "utf-8")
    options = ["--post", "BAO-C1", "--slate", str(tmp_path / "slate.json")]
    done = CliRunner().invoke(main, ["--lang", "en", "why", str(SAMPLE), *options])
    assert done.exit_code == 2
    assert "planner check" in done.output


def test_a_slate_is_explained_under_its_own_scenario_alone(slate: Row, tmp_path: Path) -> None:
    (tmp_path / "slate.json").write_text(json.dumps(slate), "utf-8")
    options = ["--post", "BAO-C1", "--slate", str(tmp_path / "slate.json"), "--scenario", "scenarios/no-moves.toml"]
    done = CliRunner().invoke(main, ["--lang", "en", "why", str(SAMPLE), *options])
    assert done.exit_code == 2
    assert "was not made under the scenario" in done.output


def test_a_better_slate_is_told_of_a_slate_that_is_not_the_best(slate: Row, tmp_path: Path) -> None:
    worse = copy.deepcopy(slate)
    made = next(row for row in worse["appointments"] if row["kind"] == "enter")
    worse["appointments"].remove(made)
    round_, _ = read_round(SAMPLE)
    assert round_ is not None
    case = case_of(round_)
    held, faults = claims.placed(case, worse)
    assert not faults
    judged = audit(held)
    values = {"status": "feasible", "tiers": [{"id": t, "value": v, "bound": 0} for t, v in judged.tiers.items()]}
    (tmp_path / "slate.json").write_text(json.dumps(worse | values), "utf-8")
    options = ["--cadre", made["cadre"], "--post", made["post"], "--slate", str(tmp_path / "slate.json")]
    (row,) = why(SAMPLE, *options)
    assert (row["verdict"], row["proven"]) == ("better", False)


def test_where_there_is_no_slate_the_conflict_is_told() -> None:
    options = ["--post", "BAO-C1", "--scenario", str(Path(__file__).parent / "data" / "conflict.toml")]
    done = CliRunner().invoke(main, ["--lang", "en", "why", str(SAMPLE), *options])
    assert done.exit_code == 1
    assert "No slate meets every must" in done.output


def test_a_post_nobody_is_planned_for_is_said_so() -> None:
    done = CliRunner().invoke(main, ["--lang", "en", "why", str(SAMPLE), "--cadre", "CB0002"])
    assert done.exit_code == 0, done.output
    assert done.stdout.strip()


def test_a_slate_of_another_round_is_refused(tmp_path: Path) -> None:
    source, out = tmp_path / "round.xlsx", tmp_path / "slate.json"
    write(random_round(random.Random(3), 1), source)
    propose(source, out)
    done = CliRunner().invoke(main, ["--lang", "en", "why", str(SAMPLE), "--post", "BDT-A1", "--slate", str(out)])
    assert done.exit_code == 2
    assert "not of this round" in done.output
