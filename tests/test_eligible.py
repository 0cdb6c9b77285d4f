"""What would make a person eligible, as `planner targets` says: sufficient and smallest, against the oracle."""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
import reading
from click.testing import CliRunner
from oracle_data import World, load, sectors
from oracle_pairs import month_of, pair_of, pairs
from product import SAMPLE
from random_rounds import random_round
from round_file import Tables, date_of, write
from target_counts import ORDER, ask

from planner.cli import main


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
            after["pool"].append({"cadre_id": cadre, "post_id": post, "planned_on": date_of(tables)})
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


@pytest.mark.parametrize(("seed", "size"), [(8500 + at, at % 4 + 1) for at in range(12)])
def test_the_change_for_a_person_is_sufficient_and_smallest(seed: int, size: int, tmp_path: Path) -> None:
    _check_persons(random_round(random.Random(seed), size), tmp_path / "round.xlsx")


@pytest.mark.parametrize("first", [8600, pytest.param(8650, marks=pytest.mark.soak)])
def test_waiting_is_sufficient_and_smallest_while_the_law_changes(first: int, tmp_path: Path) -> None:
    """Rotations, disciplines and times in post that end about the days a stricter law begins."""
    waited = together = 0
    for seed in range(first, first + 12):
        rng = random.Random(seed)
        tables = random_round(rng, seed % 2 + 1)
        today = date_of(tables)
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
    sheets = reading.plain()
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
