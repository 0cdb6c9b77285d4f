"""The sheets the Committee reads, reread: every figure recomputed from the round's own cells, every link followed."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from oracle_data import DEPUTIES, HEADS, World, day, load, read_tables, text
from product import SAMPLE, propose
from python_calamine import CalamineWorkbook

from planner.collation import by_given_name
from planner.inputs import read
from planner.messages import say
from planner.submission import submission
from planner.workbook.read_slate import read_slate_document
from planner.workbook.slate import slate_bytes
from planner.workbook.view import View

LANGS = ("vi", "en")
BLOCS = {
    "party": ("party_advisory", "front"),
    "departments": ("council", "gov_economic", "gov_culture_social", "gov_internal"),
    "service": ("party_service", "gov_service"),
}


@dataclass(frozen=True)
class Made:
    """A slate of the sample with two reserves for each post that has them, its round, and its workbook in ``lang``."""

    paper: dict[str, Any]
    world: World
    people: dict[str, dict[str, Any]]
    units: dict[str, str]
    lang: str
    content: bytes
    book: Workbook
    rows: dict[str, list[list[Any]]]

    def sheet(self, key: str) -> list[list[Any]]:
        return self.rows[say(key, self.lang)]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The sample's slate, explained as far as a sheet can tell: true prices would take minutes, these are made up."""
    ended = propose(SAMPLE, tmp_path_factory.mktemp("sheets") / "slate.json")
    assert ended.code == 0, ended.said
    slate, tiers = ended.slate, {tier["id"]: tier["value"] for tier in ended.slate["tiers"] if tier["id"] != "order"}
    named = {row["cadre"] for row in slate["appointments"]}
    for at, row in enumerate(slate["appointments"]):
        others = [c for c in slate["candidates"] if c["post"] == row["post"] and c["state"] == "admitted"]
        others = [c for c in others if c["cadre"] not in named][:2]
        told = [{"cadre": row["cadre"], "verdict": "chosen", "tiers": {}, "missed": []}]
        told += [
            {"cadre": c["cadre"], "verdict": "costs", "tiers": tiers | {"fit": tiers["fit"] + at + 1}, "missed": []}
            for c in others
        ]
        title = {"posts": [row["post"]], "choice": "settled", "near": [], "candidates": told}
        slate["explanations"].append(title)
        slate["reserves"] += [{"post": row["post"], "cadre": c["cadre"], "rank": n} for n, c in enumerate(others, 1)]
    return slate


def _born(cell: Any) -> str:
    """A birth date as it is to be printed: no day or month that is not known."""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else text(cell)


@pytest.fixture(scope="module", params=LANGS)
def made(request: pytest.FixtureRequest, paper: dict[str, Any]) -> Made:
    lang = request.param
    content = slate_bytes(paper | {"lang": lang}, read(SAMPLE, lang), lang)
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    rows = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    tables = read_tables(SAMPLE)
    people = {
        text(row["cadre_id"]): {"name": text(row["name"]), "woman": text(row["gender"]) in ("Nữ", "female")}
        | {"theory": text(row["theory"]), "birth_date": day(row["birth_date"]), "born": _born(row["birth_date"])}
        for row in tables["cadres"]
    }
    units = {text(row["unit_id"]): text(row["name"]) for row in tables["units"]}
    return Made(paper, load(tables), people, units, lang, content, load_workbook(BytesIO(content)), rows)


def links(sheet: Any) -> dict[str, tuple[str, int]]:
    """Cell → the sheet and row (1-based) its link leads to."""
    found = {}
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
        place = re.fullmatch(r"'(.+)'!A(\d+)", cell.hyperlink.location)
        assert place, cell.hyperlink.location
        found[cell.coordinate] = (place[1].replace("''", "'"), int(place[2]))
    return found


def age(made: Made, cadre: str) -> int:
    """Months, day ignored."""
    born, world = made.people[cadre]["birth_date"], made.world
    return (world.day // 10000 - born // 10000) * 12 + world.day // 100 % 100 - born // 100 % 100


# --- cover and contents ---------------------------------------------------------------------------
def test_the_cover_comes_first_and_leads_to_every_sheet(made: Made) -> None:
    shown = [sheet.title for sheet in made.book if sheet.sheet_state == "visible"]
    assert made.book.active is not None
    assert shown[0] == made.book.active.title == say("cover.cover", made.lang)
    led = links(made.book[shown[0]])
    by_column = sorted(led, key=lambda cell: (cell[0], int(cell[1:])))
    assert [led[cell][0] for cell in by_column] == shown[1:]
    printed = made.book[shown[0]].print_area
    assert re.fullmatch(r"'.+'!\$A\$1:\$F\$\d+", printed), "the list of contents is not printed"


def test_the_cover_is_a_party_document_with_what_is_signed_later_left_blank(made: Made) -> None:
    text = "\n".join(str(cell) for row in made.sheet("cover.cover") for cell in row if cell)
    for key in ("submission.party", "submission.number", "submission.kind", "submission.addressee", "slate.draft"):
        assert say(key, made.lang) in text
    assert "\n*\n" in text
    assert made.book.defined_names["ma_niem_phong"].attr_text.endswith(f"${len(made.sheet('cover.cover'))}")
    if made.lang == "vi":
        assert "Cộng hòa xã hội" not in text  # never the State's heading beside the Party's


@pytest.mark.parametrize("lang", LANGS)
def test_the_committee_is_told_of_held_seats_only_where_there_are_any(lang: str, paper: dict[str, Any]) -> None:
    round_, empty = read(SAMPLE, lang), [row | {"why": "no_candidate"} for row in paper["vacant"]]

    def asked(vacant: list[dict[str, Any]]) -> str:
        view = View(paper | {"vacant": vacant}, round_, lang)
        return next(one.text for one in submission(view, "") if "III.3" in one.text)

    assert re.findall(r"\d+", asked(empty)) == ["2", str(len(empty)), "3"]
    held = [row | {"why": why} for row, why in zip(empty, ("held_women", "held_young"), strict=False)] + empty[2:]
    assert re.findall(r"\d+", asked(held)) == ["2", str(len(empty)), "3", "2"]


# --- the list of nominees -------------------------------------------------------------------------
def test_the_list_is_read_back_as_the_slate(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "slate.xlsx"
    path.write_bytes(made.content)
    _, seen = read_slate_document(path)
    assert seen is not None
    truth = {row["post"]: row["cadre"] for row in made.paper["appointments"]}
    assert seen == truth | {row["post"]: "" for row in made.paper["vacant"]}


def listed(made: Made, key: str) -> tuple[list[str], list[tuple[int, list[Any]]]]:
    """The headings of a list of two lines, and its lines with their row numbers (1-based)."""
    rows = made.sheet(key)
    top = next(at for at, row in enumerate(rows) if say("slate.col.post", made.lang) in row)
    heads = [str(below or above) for above, below in zip(rows[top], rows[top + 1], strict=True)]
    assert [str(cell) for cell in rows[top + 2]] == [f"({number})" for number in range(1, len(heads) + 1)]
    return heads, [(at, row) for at, row in enumerate(rows[top + 3 :], top + 4) if row[1]]


def test_each_nominee_is_told_as_the_round_has_it(made: Made) -> None:
    heads, lines = listed(made, "slate.slate")
    at = {name: heads.index(say(f"nominees.col.{name}", made.lang)) for name in ("nominee", "male", "female", "party")}
    code = {name: heads.index(say(f"slate.col.{name}", made.lang)) for name in ("post", "cadre")}
    assert [row[0] for _, row in lines] == list(range(1, len(made.paper["appointments"]) + 1))
    for _, row in lines:
        person = made.people[row[code["cadre"]]]
        assert row[at["nominee"]] == person["name"]
        born = person["born"]
        told = (row[at["male"]], row[at["female"]])
        assert told == (("", born) if person["woman"] else (born, ""))
        assert re.fullmatch(r"\d\d/\d\d/\d{4}", row[at["party"]])
    assert {row[code["post"]]: row[code["cadre"]] for _, row in lines} == {
        row["post"]: row["cadre"] for row in made.paper["appointments"]
    }


def test_units_come_in_protocol_order_and_posts_by_rank(made: Made) -> None:
    _, lines = listed(made, "slate.slate")
    blocs = [
        *("party_advisory", "party_service", "front", "council", "gov_economic", "gov_culture_social", "gov_internal"),
        *("gov_service", "district", "party_bloc", "provincial_division", "district_division"),
    ]
    posts = [made.world.posts[row[1]] for _, row in lines]
    places = [
        (blocs.index(made.world.units[post["unit_id"]]["bloc"]), post["unit_id"], -post["tier"]) for post in posts
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("key", ["slate.slate", "slate.vacant"])
def test_every_line_takes_a_decision_from_the_list(made: Made, key: str) -> None:
    heads, lines = listed(made, key)
    sheet = made.book[say(key, made.lang)]
    names = ("decision", "chosen_cadre", "votes_for", "votes_against", "note")
    assert heads[-5:] == [say(f"slate.col.{name}", made.lang) for name in names]
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert rules["list"].formula1 == "quyet_dinh"
    letter = get_column_letter(len(heads) - 4)
    assert all(f"{letter}{at}" in rules["list"].sqref for at, _ in lines)
    assert len(sheet.conditional_formatting) == 1
    choices = made.book[say("slate.lists", made.lang)]
    where = made.book.defined_names["quyet_dinh"].attr_text
    assert where.endswith(f"$A$1:$A${choices.max_row}")
    assert sheet.print_title_rows == f"${lines[0][0] - 4}:${lines[0][0] - 2}"


# --- profiles -------------------------------------------------------------------------------------
def test_every_appointment_has_its_page_with_its_reserves(made: Made) -> None:
    """From the list by the link to the page, what stands there, and back."""
    heads, lines = listed(made, "slate.slate")
    code = {name: heads.index(say(f"slate.col.{name}", made.lang)) for name in ("post", "cadre")}
    led = links(made.book[say("slate.slate", made.lang)])
    page, profiles = made.sheet("profiles.profiles"), say("profiles.profiles", made.lang)
    back = links(made.book[profiles])
    ranked = {(row["post"], row["rank"]): row["cadre"] for row in made.paper["reserves"]}
    fits = {(row["post"], row["cadre"]): row for row in made.paper["candidates"]}
    assert len(led) == len(back) == len(lines)
    for at, row in lines:
        post, cadre = row[code["post"]], row[code["cadre"]]
        name, first = led[f"A{at}"]
        assert name == profiles
        assert page[first - 1][3] == post
        assert back[f"A{first}"] == (say("slate.slate", made.lang), at)
        block = page[first - 1 : first + 27]
        line = {str(cells[0]).strip(): cells[1:] for cells in block}
        people = [cadre, ranked.get((post, 1), ""), ranked.get((post, 2), "")]
        assert line[say("profiles.line.cadre", made.lang)] == people
        assert line[say("profiles.line.name", made.lang)] == [made.people[c]["name"] if c else "" for c in people]
        judged = [fits.get((post, c)) for c in people[1:]]
        mine = next(a for a in made.paper["appointments"] if a["post"] == post)
        wanted = [mine["fit"], *(one["fit"] if one else "" for one in judged)]
        assert line[say("profiles.line.fit", made.lang)] == wanted
        parts = [cells[1] for cells in block if str(cells[0]).startswith("  ")]
        assert parts == list(mine["fit_parts"].values())


def test_a_page_ends_where_the_next_nominee_begins_and_fits_it(made: Made) -> None:
    sheet = made.book[say("profiles.profiles", made.lang)]
    starts = sorted(to for _, to in links(made.book[say("slate.slate", made.lang)]).values())
    assert [mark.id for mark in sheet.row_breaks.brk] == [start - 1 for start in starts[1:]]
    assert not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage
    bounds = [1, *starts[1:], sheet.max_row + 1]
    for first, after in pairwise(bounds):
        points = sum(sheet.row_dimensions[row].height or 16 for row in range(first, after))
        assert points * int(sheet.page_setup.scale) / 100 <= 297 * 72 / 25.4 - 2 * 0.59 * 72


def test_without_explanations_the_nominee_stands_alone(paper: dict[str, Any]) -> None:
    bare = paper | {"explanations": [], "reserves": [], "lang": "vi"}
    book = load_workbook(BytesIO(slate_bytes(bare, read(SAMPLE, "vi"), "vi")))
    sheet = book[say("profiles.profiles", "vi")]
    assert sheet.max_column == 2
    names = [row[1].value for row in sheet.iter_rows() if row[0].value == say("profiles.line.name", "vi")]
    assert len(names) == len(paper["appointments"])


# --- boards ---------------------------------------------------------------------------------------
def test_the_boards_show_every_holder_and_mark_the_newcomers(made: Made) -> None:
    text = "\n".join(str(cell) for row in made.sheet("boards.boards") for cell in row if cell)
    listed_posts = made.world.posts
    new = Counter(made.people[row["cadre"]]["name"] for row in made.paper["appointments"]
                  if listed_posts[row["post"]]["managed"])  # fmt: skip
    for name, count in new.items():
        assert text.count(say("boards.new", made.lang, name=name)) >= count
    mark = say("boards.new", made.lang, name="")
    assert text.count(mark) - say("boards.note", made.lang).count(mark) == new.total()
    for row in made.paper["stays"]:
        if listed_posts[row["post"]]["managed"]:
            assert made.people[row["cadre"]]["name"] in text
    empty = sum(1 for row in made.paper["vacant"] if listed_posts[row["post"]]["role"] != "other")
    cells = [cell for row in made.sheet("boards.boards") for cell in row]
    assert cells.count(say("boards.empty", made.lang)) == empty


# --- forms ----------------------------------------------------------------------------------------
def form(made: Made, name: str) -> dict[str, list[Any]]:
    """Label → its figures, the total first."""
    rows = made.sheet(f"forms.sheet.{name}")
    top = next(at for at, row in enumerate(rows) if str(row[1]).startswith("2 (=3+"))
    assert [str(cell) for cell in rows[top][2:]] == [str(n) for n in range(3, len(rows[top]) + 1)]
    assert rows[top][1] == f"2 (=3+…+{len(rows[top])})"
    words = {say(f"forms.line.{key}", made.lang): key for key in LINES}
    return {words[str(row[0]).strip()]: row[1:] for row in rows[top + 1 :] if str(row[0]).strip() in words}


LINES = ("all", "women", "ethnic", "religion", "age_40", "age_50", "age_over", "under_40", "theory_intermediate",
         "theory_advanced", "theory_none", "doctor", "appointed", "reappointed", "nominated")  # fmt: skip


def counted(made: Made, people: list[str]) -> dict[str, int]:
    """What the lines of a form say of these people."""
    cadres, ages = [made.people[cadre] for cadre in people], [age(made, cadre) for cadre in people]
    theory = Counter(person["theory"] for person in cadres)
    return {
        "all": len(people),
        "women": sum(person["woman"] for person in cadres),
        "age_40": sum(months < 41 * 12 for months in ages),
        "age_50": sum(41 * 12 <= months < 51 * 12 for months in ages),
        "age_over": sum(months >= 51 * 12 for months in ages),
        "under_40": sum(months < 40 * 12 for months in ages),
        "theory_intermediate": theory["intermediate"] + theory["studying_advanced"],
        "theory_advanced": theory["advanced"],
        "theory_none": theory["none"] + theory[""] + theory["studying_intermediate"],
    }


def same(told: dict[str, list[Any]], at: int, wanted: dict[str, int]) -> None:
    assert {key: told[key][at] for key in wanted} == wanted
    assert {told[key][at] for key in ("ethnic", "religion", "doctor")} == {""}, "never invented"


def test_form_9a_counts_the_leaders_after_the_round(made: Made) -> None:
    told, after = form(made, "9a"), [*made.paper["appointments"], *made.paper["stays"]]
    everybody = []
    for at, (kind, roles) in enumerate(((kind, roles) for kind in BLOCS for roles in (HEADS, DEPUTIES)), 10):
        people = [
            row["cadre"]
            for row in after
            if made.world.posts[row["post"]]["managed"]
            and made.world.posts[row["post"]]["role"] in roles
            and made.world.units[made.world.posts[row["post"]]["unit_id"]]["bloc"] in BLOCS[kind]
        ]
        same(told, at, counted(made, people))
        everybody += people
    same(told, 0, counted(made, everybody))
    assert set(told["all"][1:10]) == {""}, "posts outside the round"
    assert told["age_40"][0] > told["under_40"][0], "the trap: the form counts 40, the scheme does not"


def test_form_11_counts_the_rotations_by_where_they_lead(made: Made) -> None:
    told = form(made, "11")
    rotated = [row["cadre"] for row in made.paper["appointments"] if row["rotation"]]
    assert rotated
    same(told, 0, counted(made, rotated))
    down = [row["cadre"] for row in made.paper["rotations"] if row["post"] == "TP-A1"]  # a department's head to a city
    assert told["all"][2] == len(down) == 1


def test_form_13_counts_appointments_and_nominations(made: Made) -> None:
    told, posts = form(made, "13"), made.world.posts
    split = {True: [], False: []}  # type: dict[bool, list[str]]
    for row in made.paper["appointments"]:
        split[posts[row["post"]]["managed"]].append(row["cadre"])
    same(told, 0, counted(made, [*split[True], *split[False]]))
    same(told, 2, counted(made, split[True]))
    same(told, 3, counted(made, split[False]))
    elected = [
        row["post"]
        for row in made.paper["appointments"]
        if made.world.units[posts[row["post"]]["unit_id"]]["bloc"] in ("front", "district", "party_bloc")
        or posts[row["post"]]["unit_id"] in ("UBKT", "BPC", "BKTNS", "BVHXH")
    ]
    assert told["nominated"][0] == len(elected)
    assert told["appointed"][0] + told["nominated"][0] == told["all"][0]
    assert told["reappointed"][0] == 0


# --- charts ---------------------------------------------------------------------------------------
def table(made: Made, name: str) -> list[list[Any]]:
    """The rows of the tables of a chart, wherever they are continued."""
    rows, title, found = made.sheet("charts.charts"), say(f"charts.title.{name}", made.lang), []
    for top, row in enumerate(rows):
        if row[0] == title:
            width = sum(1 for cell in rows[top + 1] if cell)
            part = rows[top + 2 :]
            end = next((at for at, line in enumerate(part) if not line[0]), len(part))
            found += [line[:width] for line in part[:end]]
    return found


def holders(made: Made, after: bool) -> list[str]:
    posts = made.world.posts
    if after:
        rows = [*made.paper["appointments"], *made.paper["stays"]]
        held = {row["post"]: row["cadre"] for row in rows}
    else:
        held = {post: row["incumbent"] for post, row in posts.items()}
    return [held[p] for p, row in posts.items() if row["managed"] and row["listed"] and held.get(p)]


def test_the_charts_are_drawn_from_true_figures(made: Made) -> None:
    appointed = [row["cadre"] for row in made.paper["appointments"]]
    women = [made.people[cadre]["woman"] for cadre in appointed]
    young = [age(made, cadre) < 480 for cadre in appointed]
    blocs = table(made, "blocs")
    assert [sum(row[at] for row in blocs) for at in (1, 2, 3)] == [len(appointed), sum(women), sum(young)]
    shares = table(made, "shares")
    told = {row["id"]: row for row in made.paper["rules"] if row["id"] in ("women_share", "young_share")}
    for line, rule, before in zip(shares, ("women_share", "young_share"), (0.107, 0.082), strict=False):
        assert line[1:] == pytest.approx([before, told[rule]["got"] / told[rule]["of"], 0.15])
    committee = [row for row in made.paper["rules"] if row["id"] == "committee_2025"]
    for line, row, target in zip(shares[2:], committee, (0.15, 0.10), strict=False):
        assert line[2:] == pytest.approx([row["got"] / row["of"], target])
    for at, after in ((1, False), (2, True)):
        held = holders(made, after)
        assert shares[4][at] == pytest.approx(sum(made.people[c]["woman"] for c in held) / len(held))
        assert shares[5][at] == pytest.approx(sum(age(made, c) < 480 for c in held) / len(held))
        assert sum(row[at] for row in table(made, "months")) == len(held)
    levels = {row["where"]: row for row in reversed(made.paper["rules"]) if row["id"] == "age_levels"}
    names = {made.units[unit]: row for unit, row in levels.items()}
    lines = {row[0]: row[1:] for row in table(made, "levels")}
    assert {name: (row[1], row[2]) for name, row in lines.items()} == {
        name: (row["got"], row["need"]) for name, row in names.items()
    }
    assert {name: row[0] for name, row in lines.items()} == {
        made.units[unit]: levels_now(made, unit) for unit in levels
    }


def levels_now(made: Made, unit: str) -> int:
    """The most leaders of today's team each at least five years older than the next, three at most."""
    posts = [row for row in made.world.posts.values() if row["unit_id"] == unit and row["managed"]]
    ages = sorted(age(made, row["incumbent"]) for row in posts if row["incumbent"] and row["role"] != "other")
    found, last = 0, -60
    for months in ages:
        if months >= last + 60:
            found, last = found + 1, months
    return min(3, found)


def test_each_series_of_each_chart_is_a_column_of_figures_with_its_heading(made: Made) -> None:
    sheet = made.book[say("charts.charts", made.lang)]
    assert len(sheet._charts) >= 4
    for chart in sheet._charts:
        for series in chart.series:
            name, first, last = re.fullmatch(r"'?(.+?)'?!\$[A-Z]+\$(\d+):\$[A-Z]+\$(\d+)", series.val.numRef.f).groups()  # type: ignore[union-attr]
            assert name == sheet.title
            column = re.search(r"\$([A-Z]+)\$", series.val.numRef.f)[1]  # type: ignore[index]
            head = re.search(r"\$([A-Z]+)\$(\d+)", series.tx.strRef.f)
            assert head is not None
            assert (head[1], int(head[2])) == (column, int(first) - 1)
            figures = [sheet[f"{column}{row}"].value for row in range(int(first), int(last) + 1)]
            assert all(value is None or isinstance(value, (int, float)) for value in figures)
            assert any(value is not None for value in figures)
            assert all(sheet[f"A{row}"].value for row in range(int(first), int(last) + 1))


def test_lists_of_people_come_by_given_name(made: Made) -> None:
    """A column of names, in the sheet of those who wait and under each post of the pool."""
    waiting = [row[1] for row in made.sheet("slate.pending")[8:] if row[1]]
    assert sorted(waiting) == sorted(made.people[row["cadre"]]["name"] for row in made.paper["pending"])
    assert waiting == sorted(waiting, key=by_given_name)
    pool: dict[str, list[str]] = {}
    for row in made.sheet("slate.candidates")[6:]:
        pool.setdefault(row[0], []).append(row[3])
    assert all(names == sorted(names, key=by_given_name) for names in pool.values())
    assert any(names != sorted(names) for names in pool.values())


# --- all sheets -----------------------------------------------------------------------------------
def test_every_named_range_lies_where_something_stands(made: Made) -> None:
    for name in made.book.defined_names.values():
        place = re.fullmatch(r"'?(.+?)'?!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?", name.attr_text)
        assert place, name.attr_text
        assert made.book[place[1]][f"{place[2]}{place[3]}"].value


def test_no_row_is_higher_than_excel_allows_and_nothing_is_a_formula(made: Made) -> None:
    for sheet in made.book:
        if sheet.sheet_state == "visible":
            assert all((row.height or 0) < 409 for row in sheet.row_dimensions.values()), sheet.title
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_file_says_what_it_is_of(made: Made) -> None:
    told = {one.name: one.value for one in made.book.custom_doc_props.props}
    own = {key: told[say(f"properties.own.{key}", made.lang)] for key in ("status", "round", "sha256", "scheme")}
    assert own == {
        "status": say("slate.draft", made.lang),
        "round": made.paper["round"]["id"],
        "sha256": made.paper["round"]["sha256"],
        "scheme": made.paper["scheme"],
    }
    assert made.book.properties.title
    assert made.book.properties.created is not None
    assert made.book.properties.created.year == 2021, "no clock time"
