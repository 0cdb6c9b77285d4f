"""`planner targets` against brute force and the oracle: price lists, waterfalls, additions to the pool, changes."""

from __future__ import annotations

import copy
import datetime as dt
import json
import random
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import brute
import oracle
import oracle_slate as rules
import pytest
import reading
from click.testing import CliRunner
from oracle_data import DEPUTIES, HEADS, World, load, read_tables, sectors
from oracle_pairs import Pair, leaving, month_of, months_left, pair_of, pairs, retirement_age, young
from product import SAMPLE, propose
from random_rounds import random_round
from round_file import Tables, write

from planner.cli import main

Row = dict[str, Any]
Holders = dict[str, str]
ORDER = (
    *("one_seat", "no_one_dropped", "intervention", "planned", "retirement", "appointment_age", "discipline_wait"),
    *("evaluation", "steady_work", "political_standard", "open_question", "theory", "specialist_field", "field_fit"),
    *("formal_training", "in_place_first", "source_position", "time_in_post", "reserved_seat", "non_local"),
    *("rotation_plan", "rotation_age", "rotation_length", "secondment"),
)
CONGRESS = 2025 * 12 + 8
SHARE = {"women_share": 15, "young_share": 15, "heads_two_terms": 65, "deputies_three_terms": 65}


def ask(source: Path, *options: str, lang: str = "en") -> Any:
    done = CliRunner().invoke(main, ["--lang", lang, "targets", str(source), "--json", "-", *options])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


# --- what the oracle says of a target ---------------------------------------------------------------
def of_committee(world: World, cadre: str, part: str) -> bool:
    """Whether a holder of a committee seat counts: not retired by the congress, a woman or under 40 then."""
    row = world.cadres[cadre]
    born = month_of(row["birth_date"])
    stays = born + retirement_age(row["female"], row["birth_date"], world.basis) >= CONGRESS
    return stays and {"women": row["female"], "young": CONGRESS - born < 480, "all": True}[part]


def counts(world: World, key: Row, pair: Pair, post: str) -> bool:
    """Whether the pair, if made in that post, adds a person to the target."""
    cadre, row = pair.cadre, world.posts[post]
    if world.province(post) != key["province"]:
        return False
    if key["id"] == "committee_2025":
        return bool(row["managed"] and row["committee_seat"]) and of_committee(world, cadre, key["part"])
    if not pair.counted:
        return False
    return {
        "women_share": bool(world.cadres[cadre]["female"]),
        "young_share": young(world, cadre),
        "heads_two_terms": pair.first_head and months_left(world, cadre) >= 120,
        "deputies_three_terms": pair.first_deputy and months_left(world, cadre) >= 180,
    }[key["id"]]


def tally(world: World, key: Row, holders: Holders) -> tuple[int, int]:
    """(all, got) of a target on a slate, no seat held."""
    empty = rules.empty_posts(world, holders)
    if key["id"] != "committee_2025":
        return rules.bases(world, key["province"], rules.newcomers(world, holders), empty)[key["id"]]
    here = [p for p, r in world.posts.items() if r["managed"] and r["committee_seat"]]
    here = [p for p in here if world.province(p) == key["province"]]
    people = [holders[p] for p in here if p in holders]
    left = sum(p in empty and rules.fillable(world, p) for p in here)
    everything = sum(of_committee(world, c, "all") for c in people) + left
    return everything, sum(of_committee(world, c, key["part"]) for c in people)


def percent(key: Row) -> int:
    return SHARE.get(key["id"], 15 if key["part"] == "women" else 10)


def missing(world: World, key: Row, holders: Holders) -> int:
    return rules.shortfall(percent(key), *tally(world, key, holders))


def valid(world: World) -> list[tuple[tuple[int, ...], Holders]]:
    """All slates that meet every must, with their tiers but the last."""
    every = [h for h in brute.assignments(world) if not rules.breaches(world, h)]
    return [(oracle.tiers(world, holders)[:6], holders) for holders in every]


def rounds(first: int, count: int, size: int = 0) -> list[tuple[int, int]]:
    return [(first + at, size or at % 4 + 1) for at in range(count)]


# --- price lists and waterfalls ---------------------------------------------------------------------
@pytest.mark.parametrize(("seed", "size"), rounds(8100, 24))
def test_prices_and_waterfalls_are_what_brute_force_finds(seed: int, size: int, tmp_path: Path) -> None:
    tables = random_round(random.Random(seed), size)
    source, out = tmp_path / "round.xlsx", tmp_path / "slate.json"
    write(tables, source)
    ended = propose(source, out)
    if ended.code == 1:
        done = CliRunner().invoke(main, ["targets", str(source)])
        assert done.exit_code == 1
        return
    world = load(tables)
    slates = valid(world)
    base: Holders = {row["post"]: row["cadre"] for row in [*ended.slate["stays"], *ended.slate["appointments"]]}
    for row in ask(source, "--slate", str(out))["targets"]:
        assert (row["all"], row["got"]) == tally(world, row, base)
        assert row["missing"] == missing(world, row, base)
        _check_prices(world, row, base, slates)
        _check_waterfall(world, row, base)


def _check_prices(world: World, row: Row, base: Holders, slates: list[tuple[tuple[int, ...], Holders]]) -> None:
    best = min(tiers for tiers, _ in slates)
    lacks, ended = row["missing"], False
    assert bool(row["prices"]) == bool(lacks)
    for at, price in enumerate(row["prices"], 1):
        assert not ended, "nothing after the target, or after what is impossible"
        assert (price["more"], price["persons"]) == (at, row["got"] + at)
        having = [tiers for tiers, holders in slates if tally(world, row, holders)[1] >= price["persons"]]
        if not having:
            assert price["verdict"] == "impossible"
            _check_conflict(world, row, price)
            ended = True
            continue
        assert not price["conflict"]
        assert tuple(tier["after"] for tier in price["tiers"]) == min(having)
        assert price["verdict"] == ("equal" if min(having) == best else "costs")
        holders = dict(base)
        for change in price["changes"]:
            assert holders.pop(change["post"], "") == change["before"]
            if change["after"]:
                holders[change["post"]] = change["after"]
        assert tally(world, row, holders)[1] >= price["persons"]
        assert min(having) == next(tiers for tiers, slate in slates if slate == holders)
        assert price["missing"] == missing(world, row, holders)
        ended = price["missing"] == 0
    assert ended == bool(lacks)


def _check_conflict(world: World, row: Row, price: Row) -> None:
    """What makes a price impossible: the pool itself, or demands of which each slate with as many persons breaks one.
    (That a person has one seat and a seat one person is built into every slate looked at.)"""
    told = {(demand["id"], demand["where"]) for demand in price["conflict"]}
    rest = {(rule, where) for rule, where in told if rule != "one_seat"}
    having = [h for h in brute.assignments(world) if tally(world, row, h)[1] >= price["persons"]]
    broken = [{tuple(breach.split(" ")[:2]) for breach in rules.breaches(world, h)} for h in having]
    assert all(any((rule, where) in found or not where for rule, where in rest) for found in broken)
    assert all(demand["text"] for demand in price["conflict"])


def _check_waterfall(world: World, row: Row, base: Holders) -> None:
    fall, gone = row["waterfall"], leaving(world)
    stays = {p: c for c, p in world.seat_of.items() if p not in gone}

    def count(found: list[Pair]) -> Row:
        titles = {(pair.cadre, pair.title) for pair in found}
        return {"persons": len({cadre for cadre, _ in titles}), "pairs": len(titles)}

    planned, open_ = [], []
    for pair in pairs(world).values():
        seats = [p for p in world.posts if world.title[p] == pair.title and counts(world, row, pair, p)]
        if seats:
            planned.append(pair)
        takes = [
            p
            for p in seats
            if world.posts[p]["listed"] and not world.posts[p]["frozen"] and world.posts[p]["mode"] == "process"
        ]
        if any(p not in stays or base.get(p) != stays[p] for p in takes):
            open_.append(pair)
    assert (fall["planned"], fall["open"]) == (count(planned), count(open_))
    left, told = list(open_), []
    for rule in ORDER:
        stopped = [pair for pair in open_ if rule in pair.refused]
        if stopped:
            left = [pair for pair in left if rule not in pair.refused]
            alone = [pair for pair in stopped if len(pair.refused) == 1]
            told.append((rule, count(left), len(stopped), len(alone)))
    assert _steps(fall["steps"]) == told
    most = max(told, key=lambda step: step[2], default=("",))
    assert fall["most"] == most[0]
    waits = {rule for pair in left for rule in pair.pending}
    assert {step["rule"] for step in fall["waiting"]} == waits
    left = [pair for pair in left if not pair.pending]
    assert fall["free"] == count(left)
    made = [(pair_of(world, c, p), p) for p, c in rules.newcomers(world, base).items()]
    chosen = [pair for pair, post in made if pair is not None and counts(world, row, pair, post)]
    assert fall["chosen"] == count(chosen)
    assert fall["counted"] + len(chosen) == row["got"]


def _steps(steps: list[Row]) -> list[tuple[str, Row, int, int]]:
    return [(s["rule"], {"persons": s["persons"], "pairs": s["pairs"]}, s["refuses"], s["alone"]) for s in steps]


# --- building sources -------------------------------------------------------------------------------
def wider(tables: Tables, people: list[Row]) -> Tables:
    """The tables with these people and their pool rows added."""
    more = copy.deepcopy(tables)
    for one in people:
        more["cadres"].append(one["cadre"])
        more["pool"].append(one["pool"])
    return more


def least(tables: Tables, keys: list[Row], urgent: int) -> int:
    """The fewest persons missing of all targets together in any slate that leaves no more urgent seats empty."""
    world = load(tables)
    good = [holders for tiers, holders in valid(world) if tiers[0] <= urgent]
    return min(sum(missing(world, key, holders) for key in keys) for holders in good)


def offers(source: Path) -> list[Row]:
    """Every addition the planner looked at, one a title and profile."""
    from models.sources import offered
    from models.targets import targets
    from planner.run import case_of
    from planner.sources import _additions
    from planner.workbook.read import read_round

    round_, _ = read_round(source)
    assert round_ is not None
    case = case_of(round_)
    kinds = {one.kind: one for one in reversed(offered(case, targets(case), 1))}
    return _additions(case, list(reversed(kinds.values())))


SMALL = 60  # sets of additions looked at, at most


@pytest.mark.parametrize(("seed", "size"), rounds(8300, 24, 1))
def test_additions_are_sufficient_and_smallest(seed: int, size: int, tmp_path: Path) -> None:
    tables = random_round(random.Random(seed), size)
    source, out = tmp_path / "round.xlsx", tmp_path / "slate.json"
    write(tables, source)
    ended = propose(source, out)
    if ended.code == 1:
        return
    said = ask(source, "--slate", str(out))
    found = said["sources"]
    if found is None:
        assert not any(row["missing"] for row in said["targets"])
        return
    urgent = ended.slate["tiers"][0]["value"]
    keys = found["targets"]
    assert found["verified"]
    assert found["missing"] == sum(key["after"] for key in keys)
    assert least(wider(tables, found["additions"]), keys, urgent) == found["missing"], "sufficient"
    many = offers(source)
    rng = random.Random(seed)
    count = len(found["additions"])
    fewer = [list(some) for some in combinations(many, max(0, count - 1))]
    rng.shuffle(fewer)
    if count:
        for some in fewer[:SMALL]:
            assert least(wider(tables, some), keys, urgent) > found["missing"], "smallest"
    as_many = [list(some) for some in combinations(many, count + 1)] if count < 2 else []
    rng.shuffle(as_many)
    for some in as_many[: SMALL // 4]:
        assert least(wider(tables, some), keys, urgent) >= found["missing"], "the least reachable"


# --- the smallest change for a person ---------------------------------------------------------------
def days_of(world: World, cadre: str, planned: int) -> set[dt.date]:
    """Days after the round on which something about the cadre might be over, and the days after them."""
    row, today = world.cadres[cadre], _date(world.day)
    found = {_date(planned)} if planned else set()
    found |= {_date(row["rotation_ends"])} if row["rotation_ends"] else set()
    for since in (row["discipline_date"], row["rotated_since"], row["in_post_since"]):
        for months in (12, 24, 30, 36, 60) if since else ():
            month = month_of(since) + months
            last = (dt.date(month // 12 + (month % 12 == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(1)).day
            day = dt.date(month // 12, month % 12 + 1, min(last, since % 100))
            found.add(day if since % 100 <= last else day + dt.timedelta(1))
    return {day for day in found if day > today}


def _date(day: int) -> dt.date:
    return dt.date(day // 10000, day // 100 % 100, day % 100)


def menu(world: World, cadre: str, post: str) -> list[tuple[str, str, Any]]:
    """Every single change a person can bring about, whether or not it could help: (table, column, value)."""
    person, pair = world.cadres[cadre], pair_of(world, cadre, post)
    field = sectors().get(world.units[world.posts[post]["unit_id"]]["sector"], {"exact": [], "near": []})
    found: list[tuple[str, str, Any]] = [
        *(("cadres", "theory", level) for level in ("intermediate", "advanced", "studying_advanced")),
        *(("cadres", "degree_field", one) for one in (*field["exact"], *field["near"])),
        ("cadres", "theory", "studying_intermediate"),
        ("cadres", "degree_mode", "formal"),
        ("cadres", "eval_1", "done"),
        ("cadres", "eval_1", "good"),
        ("cadres", "political_standard", "yes"),
        ("cadres", "open_question", "no"),
    ]
    found += [("cadres", place, "KHAC") for place in ("native_locality", "birth_locality") if not person[place]]
    if not person["in_post_since"]:
        found.append(("cadres", "in_post_since", _date(world.day) - dt.timedelta(days=1500)))
    planned = 0
    if pair is None:
        found.append(("pool", "post_id", post))
    else:
        planned = next(r["planned_on"] for r in world.pool if (r["cadre_id"], r["post_id"]) == (cadre, pair.post))
        found.append(("pool", "return_plan", "Về cơ quan cũ"))
    return found + [("round", "date", day) for day in sorted(days_of(world, cadre, planned))]


def changed(tables: Tables, cadre: str, post: str, way: list[tuple[str, str, Any]]) -> Tables:
    """The tables with these cells changed."""
    after = copy.deepcopy(tables)
    for table, column, value in way:
        if table == "round":
            next(row for row in after["round"] if row["key"] == "date")["value"] = value
        elif column == "post_id":
            day = next(row["value"] for row in tables["round"] if row["key"] == "date")
            after["pool"].append({"cadre_id": cadre, "post_id": post, "planned_on": day})
        elif table == "pool":
            next(r for r in after["pool"] if (r["cadre_id"], r["post_id"]) == (cadre, post))[column] = value
        else:
            next(r for r in after["cadres"] if r["cadre_id"] == cadre)[column] = value
            if column == "political_standard":
                row = next(r for r in after["cadres"] if r["cadre_id"] == cadre)
                row |= {"political_standard_date": "2021-01-01", "political_standard_body": "TU"}
    return after


def eligible(tables: Tables, cadre: str, post: str) -> bool:
    pair = pair_of(load(tables), cadre, post)
    return pair is not None and pair.state == "admitted"


def cells_apart(way: tuple[tuple[str, str, Any], ...]) -> bool:
    return len({(table, column) for table, column, _ in way}) == len(way)


def asked(world: World) -> Iterator[tuple[str, str]]:
    """Each pair of the pool by its own row, and a pair nobody planned."""
    for (cadre, _), pair in sorted(pairs(world).items(), key=lambda one: (one[0][0], one[1].post)):
        yield cadre, pair.post
    for cadre, post in product(sorted(world.cadres)[:2], sorted(world.posts)[:2]):
        if pair_of(world, cadre, post) is None:
            yield cadre, post


@pytest.mark.parametrize(("seed", "size"), rounds(8500, 12))
def test_the_change_for_a_person_is_sufficient_and_smallest(seed: int, size: int, tmp_path: Path) -> None:
    _check_persons(random_round(random.Random(seed), size), tmp_path / "round.xlsx")


@pytest.mark.parametrize("first", [8600, pytest.param(8650, marks=pytest.mark.soak)])
def test_waiting_is_sufficient_and_smallest_while_the_law_changes(first: int, tmp_path: Path) -> None:
    """Rotations, disciplines and times in post that end about the days a stricter law begins."""
    waited = together = 0
    for seed in range(first, first + 12):
        rng = random.Random(seed)
        tables = random_round(rng, seed % 2 + 1)
        today = next(row["value"] for row in tables["round"] if row["key"] == "date")
        if today >= dt.date(2022, 8, 18):
            continue

        def day(rng: random.Random = rng, today: dt.date = today) -> dt.date | None:
            return rng.choice((None, today - dt.timedelta(rng.randint(0, 800))))

        for row in tables["cadres"]:
            row.update({"in_post_since": day(), "rotated_since": day(), "rotation_ends": None, "discipline": None})
            row.update({"discipline_date": None} | {f"eval_{year}": "good" for year in (1, 2, 3)})
            if rng.random() < 0.3 and (when := day()):
                row.update(discipline=rng.choice(("reprimand", "warning", "dismissal")), discipline_date=when)
        ways = _check_persons(tables, tmp_path / "round.xlsx")
        waited += sum(any(column == "date" for column, _ in way) for way in ways)
        together += sum({column for column, _ in way} == {"date", "in_post_since"} for way in ways)
    assert waited > 10
    assert together > 0


def on_rotation(**more: Any) -> reading.Sheets:
    """C3, deputy, planned for a higher post, on rotation; ``more``: his other cells."""
    sheets = reading.good()
    sheets["interventions"], sheets["kin"] = sheets["interventions"][:1], sheets["kin"][:1]
    head, mine = sheets["cadres"][0], sheets["cadres"][3]
    mine[4], mine[9:13] = "economics", ["yes", "01/01/2021", "TU", "good"]
    head += more
    for row in sheets["cadres"][1:]:
        row.extend(more.values() if row is mine else [""] * len(more))
    return sheets


def the_way(sheets: reading.Sheets, folder: Path, *options: str) -> tuple[list[list[tuple[str, Any]]], str]:
    """The ways of C3 to P3 as columns and values, and all of it in words."""
    (row,) = ask(reading.write(sheets, folder / "round.xlsx"), "--cadre", "C3", "--post", "P3", *options)
    return [[(one["column"], one["value"]) for one in way] for way in row["ways"]], row["text"]


def test_a_rule_that_begins_to_bind_while_one_waits_is_waited_for_too(tmp_path: Path) -> None:
    sheets = on_rotation(rotated_since="01/12/2019", in_post_since="01/05/2021")
    assert the_way(sheets, tmp_path)[0] == [[("date", "2023-05-01")]]
    sheets["round"][2][1] = "01/05/2023"
    assert "already eligible" in the_way(sheets, tmp_path)[1]
    sheets["round"][2][1] = "30/04/2023"
    assert the_way(sheets, tmp_path)[0] == [[("date", "2023-05-01")]]


def test_a_day_that_is_missing_is_entered_as_the_law_of_the_day_waited_for_asks(tmp_path: Path) -> None:
    sheets = on_rotation(rotated_since="01/07/2020", in_post_since="")
    assert the_way(sheets, tmp_path)[0] == [[("date", "2023-07-01"), ("in_post_since", "2021-07-01")]]
    sheets = on_rotation(rotated_since="", in_post_since="")
    sheets["round"][2][1] = "29/02/2024"  # two years before there is no such day
    assert the_way(sheets, tmp_path)[0] == [[("in_post_since", "2022-02-28")]]


def test_a_scenario_is_laid_on_the_law_of_a_later_day_as_far_as_that_bears_it(tmp_path: Path) -> None:
    """Committee posts are no longer asked for then, and the law itself waits longer than the scenario."""
    sheets = on_rotation(rotated_since="", in_post_since="01/01/2020")
    sheets["cadres"][3][7:9] = ["warning", "01/05/2021"]
    asked = tmp_path / "s.toml"
    asked.write_text("[rules.committee_2025]\nwomen = 20\n[rules.discipline_wait]\nwarning = 24\n", "utf-8")
    assert the_way(sheets, tmp_path, "--scenario", str(asked))[0] == [[("date", "2023-11-01")]]
    asked.write_text("[rules.committee_2025]\nwomen = 20\n[rules.discipline_wait]\nwarning = 60\n", "utf-8")
    assert the_way(sheets, tmp_path, "--scenario", str(asked))[0] == [[("date", "2026-05-01")]]


def _check_persons(tables: Tables, source: Path) -> list[list[tuple[str, Any]]]:
    """Each pair asked about, against every set of fewer changes; returns the columns and values of the ways told."""
    told = []
    write(tables, source)
    world = load(tables)
    for cadre, post in asked(world):
        seat = world.seat_of.get(cadre)
        if seat and world.title[seat] == world.title[post]:
            continue
        (row,) = ask(source, "--cadre", cadre, "--post", post)
        pair = pair_of(world, cadre, post)
        assert row["refused_by"] == (sorted(pair.refused, key=ORDER.index) if pair else row["refused_by"])
        if row["state"] == "eligible":
            assert eligible(tables, cadre, post)
            continue
        assert not eligible(tables, cadre, post)
        named = pair.post if pair else post
        for way in row["ways"]:
            made = [(one["table"], one["column"], _said(one["value"])) for one in way]
            assert eligible(changed(tables, cadre, named, made), cadre, post), (cadre, post, made)
            told.append([(column, value) for _, column, value in made])
        size_of = len(row["ways"][0]) if row["ways"] else 3
        for number in range(1, min(size_of, 3)):
            for some in combinations(menu(world, cadre, post), number):
                if cells_apart(some):
                    assert not eligible(changed(tables, cadre, named, list(some)), cadre, post), (cadre, post, some)
    return told


def _said(value: Any) -> Any:
    """A value of the answer as a cell."""
    return "no" if value is False else value


# --- end to end -------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def tight(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tight")
    source, out = folder / "tight.xlsx", folder / "slate.json"
    assert CliRunner().invoke(main, ["sample", "--tight", "-o", str(source)]).exit_code == 0
    assert propose(source, out).code == 0
    return source, out


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_sample_in_words(lang: str, tmp_path: Path) -> None:
    out = tmp_path / "slate.json"
    propose(SAMPLE, out)
    done = CliRunner().invoke(main, ["--lang", lang, "targets", str(SAMPLE), "--slate", str(out)])
    assert done.exit_code == 0, done.output
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert {"vi": "TẠO NGUỒN", "en": "SOURCES"}[lang] in done.stdout
    assert {"vi": "Đã kiểm chứng", "en": "Verified"}[lang] in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["vi", pytest.param("en", marks=pytest.mark.soak)])
def test_the_tight_sample_reaches_every_target_with_the_additions(
    lang: str, tight: tuple[Path, Path], tmp_path: Path
) -> None:
    source, out = tight
    report = tmp_path / "targets.json"
    options = ["targets", str(source), "--slate", str(out), "--json", str(report)]
    done = CliRunner().invoke(main, ["--lang", lang, *options])
    assert done.exit_code == 0, done.output
    assert max(map(len, done.stdout.splitlines())) <= 80
    said = json.loads(report.read_text("utf-8"))
    found = said["sources"]
    assert found["verified"]
    assert [key["after"] for key in found["targets"]] == [0] * 6
    assert len(found["additions"]) == 15
    assert {(price["verdict"]) for row in said["targets"] for price in row["prices"]} == {"costs", "impossible"}


def test_one_target_alone_without_names(tight: tuple[Path, Path], tmp_path: Path) -> None:
    source, out = tight
    options = ["targets", str(source), "--slate", str(out), "--only", "young_share", "--private"]
    report = tmp_path / "targets.json"
    done = CliRunner().invoke(main, [*options, "--json", str(report)])
    assert done.exit_code == 0, done.output
    said = json.loads(report.read_text("utf-8"))
    assert [row["id"] for row in said["targets"]] == ["young_share"]
    last = said["targets"][0]["prices"][-1]
    assert last["verdict"] == "impossible"
    assert last["conflict"]
    names = {str(row["name"]) for row in read_tables(source)["cadres"]}
    assert not [name for name in names if name in done.stdout or name in json.dumps(said, ensure_ascii=False)]


@pytest.mark.parametrize(
    ("cadre", "post", "words"),
    [("CB0342", "BDT-A1", {"vi": "lý luận chính trị: cao cấp", "en": "political theory: advanced"})],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_change_for_a_person_in_words(cadre: str, post: str, words: dict[str, str], lang: str) -> None:
    done = CliRunner().invoke(main, ["--lang", lang, "targets", str(SAMPLE), "--cadre", cadre, "--post", post])
    assert done.exit_code == 0, done.output
    said = " ".join(done.stdout.split())
    assert words[lang] in said
    assert "cadres!K343" in said
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    "options",
    [["--post", "BDT-A1"], ["--cadre", "nobody"], ["--cadre", "CB0342", "--post", "nowhere"], ["--only", "women"]],
)
def test_a_question_about_nobody_is_told_so(options: list[str]) -> None:
    assert CliRunner().invoke(main, ["targets", str(SAMPLE), *options]).exit_code == 2


def test_the_kinds_of_the_oracle_are_those_of_the_page() -> None:
    assert set(HEADS) & set(DEPUTIES) == set()
