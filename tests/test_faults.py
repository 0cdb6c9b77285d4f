"""Forty faults planted in one workbook: all found in one pass, each in its cell, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import reading
from click.testing import CliRunner

from planner.cli import main
from planner.messages import say
from planner.workbook.read import read_round

# (code, sheet, column, row under the headings, what is typed there)
CELLS: list[tuple[str, str, str, int, object]] = [
    ("empty_cell", "units", "name", 3, ""),
    ("unknown_code", "units", "bloc", 3, "sở gì đó"),
    ("not_a_number", "units", "staff_total", 4, "nhiều"),
    ("women_above_total", "units", "staff_women", 5, 99),
    ("min_above_max", "units", "deputies_min", 6, 5),
    ("unknown_word", "units", "sector", 6, "helth"),
    ("double_id", "units", "unit_id", 7, "SYT"),
    ("no_staff", "units", "staff_total", 8, ""),
    ("no_such_id", "posts", "unit_id", 5, "KHONG"),
    ("empty_cell", "posts", "title", 6, ""),
    ("out_of_range", "posts", "tier", 7, 99),
    ("two_posts", "posts", "incumbent", 8, "C1"),
    ("out_of_range", "posts", "priority", 9, 7),
    ("not_yes_no", "posts", "frozen", 10, "có lẽ"),
    ("unknown_code", "posts", "role", 11, "vua"),
    ("formula_error", "posts", "title", 12, "#REF!"),
    ("vacates_nobody", "posts", "vacates_on", 13, "01/09/2021"),
    ("bad_date", "posts", "vacates_on", 14, "31/02/2021"),
    ("double_id", "posts", "post_id", 15, "P1"),
    ("ambiguous_date", "cadres", "birth_date", 5, "5/13/1980"),
    ("ambiguous_date", "cadres", "birth_date", 6, "1/1/80"),
    ("bad_date", "cadres", "birth_date", 7, "32/01/1980"),
    ("age_out_of_range", "cadres", "birth_date", 8, "01/01/2015"),
    ("unknown_code", "cadres", "gender", 9, "khác"),
    ("no_discipline_date", "cadres", "discipline_date", 10, ""),
    ("no_discipline_kind", "cadres", "discipline", 11, ""),
    ("unknown_word", "cadres", "degree_field", 12, "medicin"),
    ("legacy_text", "cadres", "name", 13, "NguyÔn V¨n Hïng"),
    ("tier_differs", "cadres", "tier", 3, 3),
    ("future_date", "cadres", "party_date", 14, "01/2030"),
    ("coarse_date", "cadres", "discipline_date", 15, "2020"),
    ("year_only", "cadres", "birth_date", 16, 1980),
    ("serial_date", "cadres", "birth_date", 17, "29221"),
    ("alike", "cadres", "name", 18, "Trần Văn Ân"),
    ("unknown_code", "cadres", "eval_1", 19, "giỏi"),
    ("no_conclusion_source", "cadres", "political_standard_date", 20, ""),
    ("no_such_id", "pool", "cadre_id", 3, "C9"),
    ("double_pool", "pool", "post_id", 4, "P2"),
    ("no_planned_on", "pool", "planned_on", 5, ""),
    ("out_of_range", "pool", "support", 6, 130),
    ("kin_self", "kin", "cadre_b", 2, "C1"),
    ("pin_no_pool", "interventions", "post_id", 2, "P4"),
    ("bad_exception", "interventions", "rule", 3, "one_seat"),
    ("ban_no_pool", "interventions", "post_id", 4, "P3"),
    ("empty_cell", "interventions", "document", 5, ""),
]  # fmt: skip


def planted() -> reading.Sheets:
    """The good round with a fresh row for each fault, so that each stands alone in its row."""
    sheets = reading.good()
    base = {
        "units": lambda n: [f"U{n}", f"Cơ quan {n}", "gov_economic", "finance", 30, 10, 2, 4],
        "posts": lambda n: [f"Q{n}", "STC", f"Chức danh {n}", "deputy", 4, "", 2, "", ""],
        "cadres": lambda n: [f"D{n}", f"Người Thử {chr(64 + n)}", "Nam", "01/02/1980", "law", "", "", "", "", "", "", "", "", "", "STC"],
        "kin": lambda _: ["C1", "C2", "sibling"],
        "interventions": lambda _: ["except", "C4", "P2", "theory", "x", "CV"],
    }  # fmt: skip
    pool = iter([["C1", "P4"], ["C4", "P2"], ["C2", "P4"], ["C4", "P4"]])
    for _, sheet, column, row, typed in CELLS:
        rows = sheets[sheet]
        while len(rows) <= row:
            rows.append([*next(pool), "01/01/2020", "", 50] if sheet == "pool" else base[sheet](len(rows)))
        rows[row][rows[0].index(column)] = typed

    def put(sheet: str, column: str, row: int, value: object) -> None:
        sheets[sheet][row][sheets[sheet][0].index(column)] = value

    put("units", "staff_women", 4, "")  # beside the spoiled total, so that this row has one fault only
    put("units", "staff_total", 5, 40)
    put("cadres", "discipline", 10, "reprimand")
    put("cadres", "discipline_date", 11, "01/01/2020")
    put("cadres", "discipline", 15, "warning")
    put("cadres", "political_standard", 20, "yes")
    put("posts", "incumbent", 14, "D9")
    put("interventions", "action", 2, "pin")
    put("interventions", "cadre_id", 2, "D19")
    put("interventions", "action", 4, "ban")
    put("interventions", "cadre_id", 4, "C1")
    return sheets


def test_forty_planted_faults_are_all_found_where_they_are(tmp_path: Path) -> None:
    sheets = planted()
    found = {(f.code, f.sheet, f.row, f.col) for f in reading.faults_of(sheets, tmp_path / "bad.xlsx")}
    wanted = {(code, sheet, row, sheets[sheet][0].index(column)) for code, sheet, column, row, _ in CELLS}
    assert len(wanted) >= 40
    # A date that cannot be read leaves the discipline undated: the same mistake seen twice, in the same cell.
    extra = {("no_discipline_date", *next((s, r, c) for code, s, r, c in wanted if code == "coarse_date"))}
    assert found - extra == wanted


def test_the_good_round_has_no_fault(tmp_path: Path) -> None:
    assert not reading.faults_of(reading.good(), tmp_path / "good.xlsx")
    round_, faults = read_round(reading.write_csv(reading.good(), tmp_path / "csv"))
    assert round_ is not None
    assert not faults


WHOLE = {
    "missing_sheet": lambda s: s.pop("pool"),
    "missing_column": lambda s: [row.pop(1) for row in s["cadres"]],
    "unknown_sheet": lambda s: s.update({"Ghi chép": [["a"]]}),
    "double_sheet": lambda s: s.update({"Vị trí": s["posts"]}),
    "unknown_column": lambda s: [row.append("x") for row in s["pool"]],
    "double_column": lambda s: [row.append(row[0]) for row in s["kin"]],
    "no_header": lambda s: s.update(units=[["không", "có", "gì"]]),
    "missing_key": lambda s: s["round"].pop(1),
    "unknown_key": lambda s: s["round"].append(["màu sắc", "đỏ"]),
    "double_key": lambda s: s["round"].append(["date", "01/06/2021"]),
    "unknown_scheme": lambda s: s["round"][3].__setitem__(1, "de-an-99"),
    "unknown_province": lambda s: s["round"].append(["women_ytd@QB", 1]),
    "which_province": lambda s: (
        s["round"].append(["women_ytd", 0]),
        [row.append(value) for row, value in zip(s["units"], ("province", "A", "B"), strict=True)],
    ),
    "part_above_whole": lambda s: s["round"].extend([["appointments_ytd", 1], ["women_ytd", 2]]),
    "total_row": lambda s: s["units"].append(["Tổng cộng", 2]),
    "example_row": lambda s: s["units"].append(["vd: SYT", "Sở Y tế", "gov_economic"]),
    "many_planned": lambda s: [
        (s["cadres"].append([f"E{n}", f"Đỗ Thị {n}", "Nữ", "01/02/1980", *[""] * 11]), s["pool"].append([f"E{n}", "P2", "01/02/2020", "", 50]))
        for n in ("Ba", "Bốn", "Năm", "Sáu")
    ],
    "many_posts": lambda s: [
        (s["posts"].append([f"N{n}", "STC", f"Chức danh {n}", "deputy", 4, "", 2, "", ""]), s["pool"].append(["C4", f"N{n}", "01/02/2020", "", 50]))
        for n in range(3)
    ],
    "two_pins": lambda s: (s["pool"].append(["C4", "P4", "01/01/2020"]), s["interventions"].append(["pin", "C4", "P4", "", "x", "y"])),
    "pin_no_post": lambda s: s["interventions"].append(["pin", "C3", "", "", "x", "y"]),
    "sex_column": lambda s: (
        s["cadres"][0].__setitem__(2, "Nam"), s["cadres"][0].__setitem__(3, "Nữ"),
        [(r.__setitem__(2, r[3] if r[2] == "Nam" else ""), r.__setitem__(3, "" if r[2] else r[3])) for r in s["cadres"][1:]],
        s["cadres"][2].__setitem__(2, "01/01/1970"),
    ),
    "date_in_text": lambda s: s["units"][1].__setitem__(1, __import__("datetime").date(2020, 1, 2)),
    "identity_sex": lambda s: [row.append(v) for row, v in zip(s["cadres"], ("CCCD", "044170001234", "044172001234", "044075001234", "044185001234"), strict=True)],
    "identity_zero": lambda s: [row.append(v) for row, v in zip(s["cadres"], ("CCCD", "44070001234", "", "", ""), strict=True)],
}  # fmt: skip


@pytest.mark.parametrize("code", WHOLE)
def test_each_other_fault_is_found(code: str, tmp_path: Path) -> None:
    sheets = reading.good()
    WHOLE[code](sheets)
    assert code in {fault.code for fault in reading.faults_of(sheets, tmp_path / "bad.xlsx")}


def test_every_code_has_words_and_is_tested() -> None:
    others = ("typed.py", "decisions.py")  # lists and decisions have words and tests of their own
    modules = (path for path in Path("planner/workbook").glob("*.py") if path.name not in others)
    source = "".join(path.read_text("utf-8") for path in modules)
    codes = set(re.findall(r'(?:faults\.add|fault|Bad|Note)\(\s*"([a-z_]+)"', source))
    assert codes == {code for code, *_ in CELLS} | set(WHOLE)
    for lang in ("vi", "en"):
        assert all(say(f"faults.code.{code}", lang) for code in codes)


SAID = {
    "empty_cell": ("Ô bắt buộc “Tên đơn vị” để trống", "The cell of “name”"),
    "unknown_code": ("không dùng được ở “Khối”", "cannot be used in “bloc”"),
    "coarse_date": ("“Ngày kỷ luật” cần ngày cụ thể hơn", "“discipline date” needs"),
    "unknown_word": ("ở cột “Ngành”", "in “sector”"),
    "no_such_id": ("ở sheet “Đơn vị”", "on the sheet units"),
    "double_id": ("đã có ở ô units!A2", "already in cell units!A2"),
}
SAID_OF_WHOLE = {
    "missing_column": ("Thiếu cột “Họ và tên”", "The column “name” is missing"),
    "double_column": ("Cột “Mã cán bộ thứ nhất” có hai lần", "The column “cadre a” appears twice"),
    "no_header": ("Mã đơn vị, Tên đơn vị, Khối", "unit id, name, bloc"),
    "missing_key": ("Thiếu mục “Mã đợt”", "has no “round id”"),
    "double_key": ("Mục “Ngày” có hai lần", "The key “date” appears twice"),
    "which_province": ("hãy viết “Trong đó nữ@TỈNH”", "write “women ytd@PROVINCE”"),
    "part_above_whole": (
        "“Trong đó nữ” nhiều hơn “Đã bổ nhiệm trong năm”",
        "“women ytd” is more than “appointments ytd”",
    ),
}


def test_sheets_and_columns_are_named_as_people_know_them(tmp_path: Path) -> None:
    found = reading.faults_of(planted(), tmp_path / "bad.xlsx")
    for code in SAID_OF_WHOLE:
        sheets = reading.good()
        WHOLE[code](sheets)
        found += reading.faults_of(sheets, tmp_path / "bad.xlsx")
    for code, told in (SAID | SAID_OF_WHOLE).items():
        for lang, words in zip(("vi", "en"), told, strict=True):
            assert any(fault.code == code and words in fault.text(lang) for fault in found), words


def test_not_a_workbook_is_said_so(tmp_path: Path) -> None:
    for name, content in (
        ("a.xlsx", b"hello"),
        ("b.xlsx", b""),
        ("c.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99),
    ):
        (tmp_path / name).write_bytes(content)
        done = CliRunner().invoke(main, ["validate", str(tmp_path / name)])
        assert done.exit_code == 2
        assert done.exception is None or isinstance(done.exception, SystemExit)
    assert CliRunner().invoke(main, ["validate", str(tmp_path / "none.xlsx")]).exit_code == 2
