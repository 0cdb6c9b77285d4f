"""What real lists look like, a line each: seen in official files or known as traps of importers."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
import reading

from planner.workbook import cells
from planner.workbook.read import read_round


def read(sheets: reading.Sheets, tmp_path: Path) -> object:
    round_, faults = read_round(reading.write(sheets, tmp_path / "round.xlsx"))
    assert round_ is not None, [fault.text("en") for fault in faults]
    return round_


def test_cells_and_headings_not_in_nfc(tmp_path: Path) -> None:
    sheets = {name: [[unicodedata.normalize("NFD", c) if isinstance(c, str) else c for c in row] for row in rows]
              for name, rows in reading.good().items()}  # fmt: skip
    assert read(sheets, tmp_path).cadres["name"][3] == "Hoàng Thị Dung"


def test_a_blank_before_a_combining_mark() -> None:
    assert cells.clean("Nghi \u0323quyết") == "Nghị quyết"


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [("1980", 19800101), ("05/1980", 19800501), ("5-6-1980", 19800605), ("5.6.1980", 19800605), ("1980-06-05", 19800605),
     (1980, 19800101), (1980.0, 19800101), (dt.date(1980, 6, 5), 19800605), (dt.datetime(1980, 6, 5), 19800605),
     (" 05 / 06 / 1980 ", 19800605), ("10/8/1970", 19700810)],
)  # fmt: skip
def test_birth_dates_as_people_type_them(typed: object, read_as: int) -> None:
    assert cells.date(typed, "year") == read_as


@pytest.mark.parametrize("serial", ["34405", 34405, 34405.0])
def test_a_serial_number_in_a_date_column_is_read_and_said(serial: object) -> None:
    with pytest.raises(cells.Note) as said:
        cells.date(serial, "day")
    assert (said.value.code, said.value.read) == ("serial_date", 19940312)


@pytest.mark.parametrize("typed", ["1/1/80", "5/13/1980", "12/31/1999"])
def test_ambiguous_dates_are_errors(typed: str) -> None:
    with pytest.raises(cells.Bad) as said:
        cells.date(typed, "year")
    assert said.value.code == "ambiguous_date"


@pytest.mark.parametrize("words", ["Đang học Cao cấp lý luận chính trị", "đang học cao cấp"])
def test_still_studying(words: str, tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["cadres"][4][5] = words
    assert read(sheets, tmp_path).cadres["theory"][3] == "studying_advanced"


@pytest.mark.parametrize(
    "name", ["Ama Sa Ly (Y Khút Niê)", "HÒA THƯỢNG THÍCH(A)", "A Lễ", "H'Hoa", "H’Hoa", "Lơ Mô Tu", "Tống Văn B"]
)
def test_names_stay_as_they_are(name: str, tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["cadres"][4][1] = name
    assert read(sheets, tmp_path).cadres["name"][3] == name


def test_one_name_may_be_two_people(tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["cadres"][4][1] = sheets["cadres"][1][1]
    assert len(read(sheets, tmp_path).cadres) == 4


@pytest.mark.parametrize("place", ["Hoà Bình, toà án", "Café", "Đắk Lắk", "Kiên GIang", "Quảng Đông, Trung Quốc"])
def test_good_text_is_not_repaired(place: str) -> None:
    assert cells.unscramble(place) == place


@pytest.mark.parametrize("old", ["NguyÔn V¨n Hïng", "Nguyeãn Vaên Huøng"])
def test_text_of_before_unicode_is_shown_repaired(old: str, tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["cadres"][4][1] = old
    (fault,) = reading.faults_of(sheets, tmp_path / "old.xlsx")
    assert fault.code == "legacy_text"
    assert "Nguyễn Văn Hùng" in fault.text("vi")


def test_all_sample_names_are_good_unicode() -> None:
    from planner.sample import draw

    assert all(cells.unscramble(str(row["name"])) == row["name"] for row in draw()["cadres"])


def test_title_rows_a_heading_of_two_lines_numbers_and_a_total(tmp_path: Path) -> None:
    sheets = reading.good()
    rows = sheets["cadres"]
    head = ["Mã cán bộ", "Họ và tên", "Ngày sinh", "", *rows[0][4:]]
    body = [[r[0], r[1], r[3] if r[2] == "Nam" else "", r[3] if r[2] == "Nữ" else "", *r[4:]] for r in rows[1:]]
    width = len(head)
    sheets["cadres"] = [
        ["DANH SÁCH CÁN BỘ"] + [""] * (width - 1), ["(kèm theo Tờ trình)"] + [""] * (width - 1), head,
        ["", "", "Nam", "Nữ"] + [""] * (width - 4), [f"({n})" for n in range(1, width + 1)], *body, [""] * width,
        ["Tổng cộng", 4] + [""] * (width - 2),
    ]  # fmt: skip
    cadres = read(sheets, tmp_path).cadres
    assert cadres["gender"].tolist() == ["male", "female", "male", "female"]
    assert cadres["birth_date"].tolist() == [19700605, 19720706, 19750807, 19850908]


@pytest.mark.parametrize("woman", ["Nữ", "nu", "NỮ ", "female", "Nu\u031b\u0303"])
def test_sex_as_people_type_it(woman: str, tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["cadres"][4][2] = woman
    assert read(sheets, tmp_path).cadres["gender"][3] == "female"


@pytest.mark.parametrize(
    ("typed", "frozen"), [("x", True), ("Có", True), ("1", True), (1, True), ("không", False), (0, False), (True, True)]
)
def test_yes_and_no_as_people_type_them(typed: object, frozen: bool, tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["posts"][2][7] = typed
    assert bool(read(sheets, tmp_path).posts["frozen"][1]) is frozen


def test_vietnamese_sheets_headings_and_values_in_any_order(tmp_path: Path) -> None:
    from planner.workbook.columns import SHEETS

    sheets = {}
    for name, rows in reading.good().items():
        words = {col.name: col.vi[0] for col in SHEETS[name].columns}
        order = list(reversed(range(len(rows[0]))))
        head = [words.get(str(rows[0][at]), rows[0][at]) for at in order]
        sheets[f" {SHEETS[name].vi.upper()} "[:31]] = [head] + [[row[at] for at in order] for row in rows[1:]]
    assert len(read(sheets, tmp_path).posts) == 4


@pytest.mark.parametrize(
    ("table", "column", "words", "code"),
    [
        ("units", "bloc", "đơn vị sự nghiệp thuộc Tỉnh ủy", "party_service"),
        ("units", "bloc", "đơn vị sự nghiệp của Đảng", "party_service"),
        ("units", "bloc", "Sở, ngành khối kinh tế", "gov_economic"),
        ("units", "bloc", "sở khối kinh tế", "gov_economic"),
        ("units", "bloc", "đơn vị sự nghiệp thuộc UBND", "gov_service"),
        ("units", "bloc", "đơn vị sự nghiệp của tỉnh", "gov_service"),
        ("posts", "role", "cấp trưởng", "head"),
        ("posts", "role", "Người đứng đầu", "head"),
    ],
)
def test_the_words_of_earlier_templates_are_still_read(table: str, column: str, words: str, code: str) -> None:
    from planner.workbook.columns import SHEETS

    assert cells.parser(next(col for col in SHEETS[table].columns if col.name == column))(words) == code


def test_the_template_offers_the_blocs_as_the_slate_names_them() -> None:
    from planner.messages import table_of
    from planner.workbook.columns import SHEETS

    blocs = next(col for col in SHEETS["units"].columns if col.name == "bloc").codes
    named = {code: cells.fold(words) for code, words in table_of("slate.bloc").items()}
    assert {code: cells.fold(words[0]) for code, words in blocs.items()} == named


@pytest.mark.parametrize("heading", ["Mức cần thiết", "Mức ưu tiên", "priority"])
def test_how_urgent_a_post_is_by_its_old_and_new_heading(heading: str, tmp_path: Path) -> None:
    sheets = reading.good()
    sheets["posts"][0][6] = heading
    assert read(sheets, tmp_path).posts["priority"].tolist() == [2, 1, 2, 2]


def test_a_blank_after_the_semicolon_of_a_list() -> None:
    from planner.workbook.columns import SHEETS

    column = next(col for col in SHEETS["cadres"].columns if col.name == "long_localities")
    assert cells.parser(column)("X2 ; LU2;") == "X2;LU2"
