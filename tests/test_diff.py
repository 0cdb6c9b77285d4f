"""`planner diff`: what changed is named whatever the order of rows; who gains by one change alone is marked."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from diffs import Diffs, cadre, province, row_of, set_
from round_file import Tables

Row = dict[str, Any]


@pytest.fixture
def diffs(tmp_path: Path) -> Diffs:
    return Diffs(tmp_path)


def marks(paper: Row) -> dict[tuple[str, ...], tuple[str, list[str], list[str]]]:
    return {
        (row["table"], *row["row"]): (row["mark"], row["watched"], row["direct"])
        for row in paper["records"]
        if row["mark"]
    }


# --- what changed -----------------------------------------------------------------------------------
def test_two_rounds_of_the_same_rows_differ_in_nothing(diffs: Diffs) -> None:
    after = {sheet: rows[::-1] for sheet, rows in province().items()}
    after["kin"][0] |= {"cadre_a": "C7", "cadre_b": "C4"}
    paper = diffs(province(), after)
    assert paper["records"] == paper["eligibilities"] == paper["places"]["posts"] == []
    assert "như nhau" in diffs.said()


CHANGES = [  # sheet, key, column, value → table, row, before, after
    ("units", ("SYT",), "staff_women", 6, 5, 6),
    ("posts", ("T2",), "priority", 1, 2, 1),
    ("posts", ("T2",), "formal_required", "có", False, True),
    ("cadres", ("C4",), "name", "Hoàng Thị Dung Anh", "Hoàng Thị Dung", "Hoàng Thị Dung Anh"),
    ("cadres", ("C4",), "birth_date", "09/1985", "1985-09-08", "1985-09"),
    ("cadres", ("C4",), "birth_date", "1985", "1985-09-08", "1985"),
    ("cadres", ("C4",), "party_date", "02/2010", None, "2010-02-01"),
    ("cadres", ("C4",), "political_standard", None, "yes", None),
    ("pool", ("C5", "T2"), "support", 95, 80, 95),
    ("kin", ("C4", "C7"), "relation", "spouse", "sibling", "spouse"),
    ("interventions", ("ban", "C4", "T1"), "document", "CV 2", "CV 1", "CV 2"),
    ("round", ("women_ytd",), "value", 2, 1, 2),
    ("round", ("date",), "value", dt.date(2021, 7, 1), "2021-06-01", "2021-07-01"),
]


@pytest.mark.parametrize(("sheet", "key", "column", "value", "before", "after"), CHANGES)
def test_a_changed_cell_is_named(
    diffs: Diffs, sheet: str, key: tuple[str, ...], column: str, value: Any, before: Any, after: Any
) -> None:
    paper = diffs.edited(lambda tables: row_of(tables, sheet, *key).__setitem__(column, value))
    (record,) = paper["records"]
    assert (record["table"], record["change"], record["origin"]) == (sheet, "changed", "file")
    assert record["row"][: len(key)] == list(key)
    (cell,) = record["cells"]
    assert (cell["column"], cell["before"], cell["after"]) == (column, before, after)


ADDED: dict[str, Row] = {
    "units": {"unit_id": "SXD", "name": "Sở Xây dựng", "bloc": "gov_economic"},
    "posts": {"post_id": "T3", "unit_id": "STC", "title": "Phó Giám đốc", "role": "deputy", "tier": 4},
    "cadres": cadre("C9", "Bùi Văn Mới", dt.date(1980, 1, 1)),
    "pool": {"cadre_id": "C7", "post_id": "T2", "planned_on": dt.date(2020, 1, 1)},
    "kin": {"cadre_a": "C1", "cadre_b": "C3"},
    "interventions": {"action": "ban", "cadre_id": "C5", "post_id": "T2", "reason": "x", "document": "1"},
    "round": {"key": "young_ytd", "value": 1},
}


@pytest.mark.parametrize("sheet", ADDED)
def test_a_row_added_or_removed_is_named(diffs: Diffs, sheet: str) -> None:
    more = province()
    more[sheet].insert(0, ADDED[sheet])
    for tables, change in (((province(), more), "added"), ((more, province()), "removed")):
        (record,) = diffs(*tables)["records"]
        assert (record["table"], record["change"]) == (sheet, "changed" if sheet == "round" else change)
        assert set(record["row"]) <= {*map(str, ADDED[sheet].values()), ""}


# --- who gains ---------------------------------------------------------------------------------------
TRICKS = [  # an edit, the table and row marked, the trick, who gains, the rule that refused before
    (set_("cadres", "C3", "birth_date", dt.date(1973, 5, 2)), ("cadres", "C3"), "age", "C3", "appointment_age"),
    (set_("cadres", "C6", "degree_field", "medicine"), ("cadres", "C6"), "degree", "C6", "specialist_field"),
    (set_("cadres", "C5", "theory", "advanced"), ("cadres", "C5"), "degree", "C5", "theory"),
    (set_("posts", "T2", "min_theory", "intermediate"), ("posts", "T2"), "requirement", "C5", "theory"),
]


@pytest.mark.parametrize(("edit", "row", "trick", "who", "rule"), TRICKS)
def test_a_planted_trick_is_marked(
    diffs: Diffs, edit: Callable[[Tables], None], row: tuple[str, ...], trick: str, who: str, rule: str
) -> None:
    def both(tables: Tables) -> None:
        edit(tables)
        set_("cadres", "C1", "party_date", dt.date(2000, 1, 1))(tables)  # a neutral change beside it
        set_("cadres", "C2", "birth_date", dt.date(1975, 2, 1))(tables)  # and one of a birth date

    paper = diffs.edited(both)
    assert marks(paper) == {row: ("one", [trick], [who])}
    (changed,) = (one for one in paper["eligibilities"] if one["before"]["state"] != one["after"]["state"])
    assert (changed["cadre"], changed["before"]["refused_by"], changed["after"]["refused_by"]) == (who, [rule], [])
    assert [[cause["table"], *cause["row"]] for cause in changed["causes"]] == [list(row)]
    said = diffs.said()
    assert "Chỉ có lợi cho một người" in said


def test_seniority_moved_is_marked_once_it_is_a_standard(diffs: Diffs) -> None:
    def later(tables: Tables) -> None:
        set_("round", "date", "value", dt.date(2022, 10, 1))(tables)
        tables["posts"].append(ADDED["posts"] | {"incumbent": "C7", "min_theory": "none"})
        tables["pool"].append({"cadre_id": "C7", "post_id": "T1", "planned_on": dt.date(2020, 1, 1)})
        row_of(tables, "cadres", "C7").update(position="managed", tier=4, in_post_since=dt.date(2022, 1, 1))

    before, after = province(), province()
    later(before)
    later(after)
    set_("cadres", "C7", "in_post_since", dt.date(2019, 1, 1))(after)
    set_("cadres", "C7", "name", "Đỗ Văn Khoa Nam")(after)
    paper = diffs(before, after)
    assert marks(paper)["cadres", "C7"][1:] == (["seniority"], ["C7"])
    causes = [cause for row in paper["eligibilities"] for cause in row["causes"]]
    assert {cell["column"] for cause in causes for cell in cause["cells"]} == {"in_post_since"}


def test_a_change_that_helps_two_is_not_marked(diffs: Diffs) -> None:
    before = province()
    before["pool"].append({"cadre_id": "C6", "post_id": "T2", "planned_on": dt.date(2020, 1, 1)})
    set_("cadres", "C6", "theory", "intermediate")(before)
    after = copy.deepcopy(before)
    set_("posts", "T2", "min_theory", "intermediate")(after)
    (record,) = diffs(before, after)["records"]
    assert (record["mark"], [row["cadre"] for row in record["gains"]]) == ("", ["C5", "C6"])


def test_the_place_taken_is_solved_for(diffs: Diffs) -> None:
    paper = diffs.edited(set_("cadres", "C3", "birth_date", dt.date(1980, 5, 2)))
    (record,) = paper["records"]
    assert record["gains"] == [{"cadre": "C3", "eligible": ["Y2"], "place": {"before": "", "after": "Y2"}}]
    assert [one["cadre"] for one in record["losses"]] == [
        one["before"] for one in paper["places"]["posts"] if one["before"]
    ]
    assert {one["post"]: one["after"] for one in paper["places"]["posts"]} == {"Y2": "C3"}


def rivals(support: int) -> Tables:
    """The province with C6 as good for T2 as C4 is, but for support, of which C4 has 80."""
    tables = province()
    tables["pool"].append({"cadre_id": "C6", "post_id": "T2", "planned_on": dt.date(2020, 2, 1), "support": support})
    tables["kin"], tables["interventions"] = [], []
    set_("cadres", "C6", "degree_field", "economics")(tables)
    set_("cadres", "C4", "birth_date", dt.date(1981, 9, 8))(tables)
    set_("cadres", "C4", "gender", "male")(tables)
    return tables


def test_a_support_raised_that_turns_the_place_is_marked(diffs: Diffs) -> None:
    before = rivals(1)
    after = copy.deepcopy(before)
    row_of(after, "pool", "C6", "T2")["support"] = 100
    assert marks(diffs(before, after)) == {("pool", "C6", "T2"): ("one", [], ["C6"])}


def test_where_the_cap_is_reached_it_is_said(diffs: Diffs) -> None:
    paper = diffs.edited(set_("cadres", "C3", "birth_date", dt.date(1973, 5, 2)), "--solves", 0)
    # the second round is that very change: what was solved for it is known without another solve
    assert marks(paper)["cadres", "C3"][0] == "one"

    def two(tables: Tables) -> None:
        set_("cadres", "C3", "birth_date", dt.date(1973, 5, 2))(tables)
        set_("cadres", "C5", "theory", "advanced")(tables)

    paper = diffs.edited(two, "--solves", 0)
    assert {row["solved"] for row in paper["records"]} == {"capped"}
    assert paper["solves"] == {"needed": 2, "made": 0, "most": 0}
    assert {mark for mark, *_ in marks(paper).values()} == {"one_eligible"}
    assert "--solves" in diffs.said("--solves", 0)


def test_what_cannot_stand_alone_brings_along_what_it_needs(diffs: Diffs) -> None:
    def newcomer(tables: Tables) -> None:
        tables["cadres"].append(ADDED["cadres"])
        tables["pool"].append({"cadre_id": "C9", "post_id": "Y2", "planned_on": dt.date(2020, 1, 1)})

    paper = diffs.edited(newcomer)
    assert {tuple(row["row"]): [one["row"] for one in row["needs"]] for row in paper["records"]} == {
        ("C9",): [],
        ("C9", "Y2"): [["C9"]],
    }
    assert marks(paper) == {("pool", "C9", "Y2"): ("one", [], ["C9"])}

    def swap(tables: Tables) -> None:
        set_("posts", "Y1", "incumbent", "C2")(tables)
        set_("posts", "T1", "incumbent", "C1")(tables)

    paper = diffs.edited(swap)
    assert {tuple(row["row"]): row["needs"][0]["row"] for row in paper["records"]} == {("Y1",): ["T1"], ("T1",): ["Y1"]}


def test_what_comes_along_is_told_in_one_order(diffs: Diffs) -> None:
    def families(tables: Tables) -> None:
        for at in "123456":
            people = [ADDED["cadres"] | {"cadre_id": f"F{at}{side}", "name": f"Vũ {at} {side}"} for side in "AB"]
            tables["cadres"] += people
            tables["kin"].append({"cadre_a": f"F{at}A", "cadre_b": f"F{at}B", "relation": "sibling"})

    needs = [[one["row"] for one in row["needs"]] for row in diffs.edited(families, "--solves", 0)["records"]]
    assert [row for row in needs if row] == [[[f"F{at}A"], [f"F{at}B"]] for at in "123456"]


# --- together ----------------------------------------------------------------------------------------
def lowered_and_raised(tables: Tables) -> None:
    """Less is asked of the post, and C5 has that much more: neither does anything alone."""
    set_("posts", "T2", "min_theory", "intermediate")(tables)
    set_("cadres", "C5", "theory", "intermediate")(tables)


def from_none(diffs: Diffs, edit: Callable[[Tables], None], *options: Any) -> Row:
    """The province in which C5 has no theory at all, against itself with an edit."""
    before = province()
    set_("cadres", "C5", "theory", "none")(before)
    after = copy.deepcopy(before)
    edit(after)
    return diffs(before, after, *options)


def test_what_helps_one_person_only_together_is_marked(diffs: Diffs) -> None:
    def edit(tables: Tables) -> None:
        lowered_and_raised(tables)
        set_("cadres", "C1", "party_date", dt.date(2000, 1, 1))(tables)  # silent
        set_("cadres", "C2", "birth_date", dt.date(1975, 2, 1))(tables)  # and one that has no part in it

    paper = from_none(diffs, edit)
    assert not marks(paper)
    (joint,) = paper["joint"]
    assert [(one["table"], one["row"]) for one in joint["records"]] == [("posts", ["T2"]), ("cadres", ["C5"])]
    assert (joint["mark"][:3], joint["watched"], joint["direct"]) == ("one", ["requirement", "degree"], ["C5"])
    assert [(one["cadre"], one["eligible"]) for one in joint["gains"]] == [("C5", ["T2"])]
    said = diffs.said(lang="en")
    assert "and only together (changes: 2;" in " ".join(said.split())
    assert "Changes that help one person only: 1" in said


def test_what_one_change_does_alone_is_told_of_no_more(diffs: Diffs) -> None:
    def edit(tables: Tables) -> None:
        set_("posts", "T2", "min_theory", "none")(tables)
        set_("cadres", "C5", "theory", "intermediate")(tables)

    assert from_none(diffs, edit)["joint"] == []


def test_a_place_got_only_by_two_changes_is_marked(diffs: Diffs) -> None:
    """C6 takes T2 from C4 only where both his support rises and hers falls."""
    before = rivals(40)
    after = copy.deepcopy(before)
    row_of(after, "pool", "C6", "T2")["support"] = 70
    row_of(after, "pool", "C4", "T2")["support"] = 50
    paper = diffs(before, after)
    assert not marks(paper)
    (joint,) = paper["joint"]
    assert sorted(one["row"] for one in joint["records"]) == [["C4", "T2"], ["C6", "T2"]]
    assert joint["gains"] == [{"cadre": "C6", "eligible": [], "place": {"before": "", "after": "T2"}}]
    assert (joint["mark"], joint["direct"]) == ("one", ["C6"])
    capped = diffs(before, after, "--solves", 0)
    assert (capped["joint"], capped["joint_left"]) == ([], []), "what each does alone is not known"


def sister(tables: Tables) -> Row:
    """A seat T3 like T2 in everything."""
    return row_of(tables, "posts", "T2") | {"post_id": "T3"}


def test_a_seat_more_of_a_title_is_no_new_eligibility(diffs: Diffs) -> None:
    """C4 has T2 already: only C5 gets a place by the seat added."""
    before = province()
    before["kin"], before["interventions"] = [], []
    set_("cadres", "C5", "theory", "advanced")(before)
    after = copy.deepcopy(before)
    after["posts"].append(sister(after))
    (record,) = diffs(before, after)["records"]
    assert record["gains"] == [{"cadre": "C5", "eligible": [], "place": {"before": "", "after": "T3"}}]
    assert record["mark"] == "one"
    (record,) = diffs(after, before)["records"]
    assert [(one["cadre"], one["eligible"]) for one in record["losses"]] == [("C5", [])]


def test_records_and_cells_are_told_with_their_place_in_the_file(diffs: Diffs) -> None:
    def edit(tables: Tables) -> None:
        set_("cadres", "C5", "theory", "advanced")(tables)
        tables["kin"].append(ADDED["kin"])
        tables["pool"] = [row for row in tables["pool"] if row["cadre_id"] != "C7"]

    after = province()
    edit(after)
    paper = diffs(province(), after)
    cells = {row["table"]: (row["cell"], [cell["cell"] for cell in row["cells"]]) for row in paper["records"]}
    assert cells["cadres"] == ("cadres!A6", ["cadres!K6"])
    assert cells["kin"][0] == "kin!A3"
    assert cells["pool"][0] == "pool!A4", "of a row that is gone the first file's"
    said = " ".join(diffs.said().split())
    assert "(cadres!K6)" in said
    assert "(kin!A3)" in said


# --- law, scenarios, no slate, faults -----------------------------------------------------------------
def test_a_change_of_the_law_stands_behind_what_it_changes(diffs: Diffs, tmp_path: Path) -> None:
    harder = tmp_path / "harder.toml"
    harder.write_text("[rules.appointment_age]\nmonths = 240\n", "utf-8")
    easier = tmp_path / "easier.toml"
    easier.write_text('name = "Như Đề án"\n', "utf-8")
    paper = diffs(province(), province(), "--scenario", easier, "--scenario2", harder)
    (record,) = paper["records"]
    assert (record["table"], record["row"], record["origin"]) == ("law", ["appointment_age"], "law")
    assert record["cells"] == [{"column": "months", "before": 60, "after": 240, "cell": ""}]
    assert {row["cadre"] for row in record["losses"]} >= {"C7"}
    assert all(cause["table"] == "law" for row in paper["eligibilities"] for cause in row["causes"])
    assert not diffs(province(), province(), "--scenario", harder)["records"], "the second scenario is the first"


def test_the_orders_of_a_scenario_are_told_apart_from_the_file(diffs: Diffs, tmp_path: Path) -> None:
    ban = tmp_path / "ban.toml"
    ban.write_text('[[ban]]\ncadre = "C4"\npost = "T2"\nreason = "x"\ndocument = "1"\n', "utf-8")
    plain = tmp_path / "plain.toml"
    plain.write_text('name = "a"\n', "utf-8")
    paper = diffs(province(), province(), "--scenario", plain, "--scenario2", ban)
    (record,) = paper["records"]
    assert (record["table"], record["change"], record["origin"]) == ("interventions", "added", "scenario")


def test_a_later_day_brings_its_law(diffs: Diffs) -> None:
    paper = diffs.edited(set_("round", "date", "value", dt.date(2022, 10, 1)))
    assert {(row["table"], row["row"][0]) for row in paper["records"]} >= {("round", "date"), ("law", "time_in_post")}


def test_a_round_without_a_slate_is_said_so(diffs: Diffs) -> None:
    def pin(tables: Tables) -> None:
        acts = {"action": "pin", "cadre_id": "C3", "post_id": "Y2", "reason": "x", "document": "CV 9"}
        tables["interventions"].append(acts)

    paper = diffs.edited(pin)
    assert [one["status"] for one in paper["rounds"]] == ["optimal", "infeasible"]
    assert paper["rounds"][1]["conflict"]
    assert (paper["places"]["comparable"], paper["places"]["posts"]) == (False, [])
    assert paper["records"][0]["solved"] == "no_slate"
    said = diffs.said(lang="en")
    assert "CV 9" in " ".join(said.split())
    assert "Posts that change hands: not comparable, a round has no slate" in said
    hidden = diffs.said("--private", "--json", "-", lang="en") + diffs.said("--private")
    assert "CV 9" not in " ".join(hidden.split())


def test_private_hides_bodies_documents_and_the_name_of_a_scenario(diffs: Diffs, tmp_path: Path) -> None:
    def edit(tables: Tables) -> None:
        set_("cadres", "C4", "political_standard_body", "Ông Kín")(tables)
        row_of(tables, "interventions", "ban")["document"] = "Thư ông Kín"

    asked = tmp_path / "s.toml"
    ban = '[[ban]]\ncadre = "C5"\npost = "T2"\nreason = "ông Kín"\ndocument = "Đơn ông Kín"\n'
    asked.write_text(f'name = "Theo ông Kín"\n{ban}', "utf-8")
    options = ("--scenario", asked)
    paper = diffs.edited(edit, *options, "--private")
    assert "Kín" not in json.dumps(paper, ensure_ascii=False)
    assert "Kín" not in diffs.said(*options, "--private")
    shown = diffs.said(*options)
    assert "Theo ông Kín" in shown
    assert "Thư ông Kín" in shown


def test_an_order_behind_a_standing_is_named_without_an_empty_part(diffs: Diffs) -> None:
    def edit(tables: Tables) -> None:
        tables["interventions"].append(ADDED["interventions"] | {"cadre_id": "C4"})

    diffs.edited(edit)
    said = diffs.said(lang="en")
    assert "ban C4 T2" in " ".join(said.split())
    assert ", :" not in said


def test_all_faults_of_both_files_are_listed(diffs: Diffs) -> None:
    one, two = province(), province()
    one["cadres"][0]["birth_date"], two["posts"][0]["tier"] = "31/02/1975", "năm"
    code, said = diffs.run(diffs.write(one, "one"), diffs.write(two, "two"))
    assert code == 2
    assert "bad_date" in said
    assert "not_a_number" in said


def test_private_hides_names_and_notes(diffs: Diffs) -> None:
    def edit(tables: Tables) -> None:
        set_("cadres", "C3", "birth_date", dt.date(1973, 5, 2))(tables)
        set_("cadres", "C4", "name", "Hoàng Thị Dung Anh")(tables)
        row_of(tables, "interventions", "ban")["reason"] = "Ý kiến của bà Dung"

    paper = diffs.edited(edit, "--private")
    hidden, shown = diffs.said("--private"), diffs.said()
    for name in ("Dung", "Cường", "Ý kiến của"):
        assert name not in json.dumps(paper, ensure_ascii=False) + hidden
        assert name in shown
    assert "C3" in hidden


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_80_columns_and_the_same_bytes_twice(diffs: Diffs, lang: str) -> None:
    def edit(tables: Tables) -> None:
        for change, *_ in TRICKS:
            change(tables)
        tables["cadres"].append(ADDED["cadres"] | {"name": "[b]Bùi[/b]"})
        tables["kin"].append(ADDED["kin"])

    diffs.edited(edit)
    said = diffs.said(lang=lang)
    assert "[b]Bùi[/b]" in said
    told = ("Ngày sinh", "trung cấp") if lang == "vi" else ("birth date", "intermediate theory")
    assert all(words in " ".join(said.split()) for words in told)
    assert not re.search(r"birth_date|min_theory|in_service|studying_", said)
    assert max(len(line) for line in said.splitlines() if str(diffs.folder) not in line) <= 80
    again = [diffs.said("--json", "-", lang=lang) for _ in range(2)]
    assert again[0] == again[1]


def test_a_seat_taken_out_of_its_title_is_said_so(diffs: Diffs) -> None:
    before = province()
    before["posts"].append(sister(before))
    after = copy.deepcopy(before)
    set_("posts", "T3", "formal_required", "có")(after)
    (record,) = diffs(before, after)["records"]
    assert record["split"]
    assert {row["cadre"]: row["eligible"] for row in record["losses"]}["C4"] == ["T3"]


def test_who_moves_up_in_the_wake_of_one_does_not_hide_the_mark(diffs: Diffs) -> None:
    before = province()
    row_of(before, "posts", "T1").update(incumbent="", priority=1)
    row_of(before, "cadres", "C2").update(position="other", tier="")
    row_of(before, "posts", "T2").update(incumbent="C7", priority=1)
    row_of(before, "cadres", "C7").update(
        position="managed", tier=4, theory="intermediate", in_post_since=dt.date(2015, 1, 1)
    )
    before["pool"] = [row for row in before["pool"] if row["cadre_id"] not in ("C4", "C5")]
    before["pool"] += [
        {"cadre_id": who, "post_id": post, "planned_on": dt.date(2020, 1, 1)}
        for who, post in (("C7", "T1"), ("C6", "T2"))
    ]
    before["kin"], before["interventions"] = [], []
    after = copy.deepcopy(before)
    set_("cadres", "C7", "theory", "advanced")(after)
    paper = diffs(before, after)
    assert marks(paper) == {("cadres", "C7"): ("one_direct", ["degree"], ["C7"])}
    assert [row["cadre"] for row in paper["records"][0]["gains"]] == ["C6", "C7"]
    assert "theo dây chuyền" in diffs.said().lower()
