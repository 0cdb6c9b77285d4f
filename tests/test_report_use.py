"""The page of `planner report` in use, in a real browser: filters, keyboard, narrow windows, paper; with more scenarios
than fit beside each other and words longer than a line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from chromium import OVER, UNNAMED, WEAK, opened, until
from playwright.sync_api import Browser, Page
from report_page import Made, folded, visible

Row = dict[str, Any]


# --- filters -------------------------------------------------------------------------------------------
def told(page: Page) -> str:
    return page.locator("#count").text_content() or ""


def test_rows_by_unit_by_person_and_by_difference(page: Page, compared: Row) -> None:
    rows, people = compared["matrix"], compared["people"]
    differing = {row["post"] for row in rows if not row["same"]}
    assert 0 < len(differing) < len(rows)
    assert visible(page) == differing
    assert f"Hiện {len(differing)}/{len(rows)} vị trí" in told(page)
    assert page.locator("#count").get_attribute("role") == "status"
    page.uncheck("#differing")
    assert visible(page) == {row["post"] for row in rows}
    assert "Đang lọc" not in told(page)
    for unit in compared["units"]:
        page.select_option("#unit", unit)
        assert visible(page) == {row["post"] for row in rows if row["unit"] == unit}
        assert page.locator("#units > details:visible").count() == 1
        assert f"đơn vị {page.locator('#unit option:checked').text_content()}".removesuffix(" *") in told(page)
    page.select_option("#unit", "")
    for typed in ("văn", "VAN HAI", "Đỗ", "do  van", "c3", "cúc", "nobody"):
        page.fill("#person", typed)
        wanted = {
            code for code, row in people.items() if folded(" ".join(typed.split())) in folded(f"{row['name']} {code}")
        }
        assert visible(page) == {row["post"] for row in rows if wanted & {row["incumbent"], *row["holders"]}}, typed
        assert page.locator("#found button").count() == len(wanted)
        assert f"“{typed}”" in told(page)
    page.fill("#person", "c3")
    page.check("#differing")
    c3 = {row["post"] for row in rows if "C3" in (row["incumbent"], *row["holders"])}
    assert visible(page) == c3 & differing
    assert (f"thấy thêm {len(c3 - differing)} vị trí" in told(page)) == bool(c3 - differing)
    page.click("#clear")
    assert visible(page) == {row["post"] for row in rows}


def test_a_person_is_marked_everywhere_and_followed(page: Page, compared: Row) -> None:
    page.fill("#person", "C7")
    page.click("#found button")
    assert page.locator(".hit").count() == page.locator(".who[data-who=C7]").count() > 3
    columns, places = (page.locator(f"#where {part}").all_text_contents() for part in ("dt", "dd"))
    told = {letter: text for some, text in zip(columns, places, strict=True) for letter in some.split(", ")}
    for at, scenario in enumerate(compared["scenarios"]):
        held = [row["post"] for row in compared["matrix"] if row["holders"][at] == "C7"]
        text = told["ABCDEFGHI"[at]]
        assert re.findall(r"\bP\d\b", text) == held, "the posts of each scenario"
        if not held:
            assert text == ("không ở vị trí nào trong bảng" if scenario["tiers"] else "không có phương án")
    assert len(places) > 2, "else this proves nothing"
    page.locator("#posts .who[data-who=C7]:visible").first.click()
    assert page.locator(".hit").count() == 0


def shown(page: Page) -> str:
    return page.locator("#teamed").text_content() or ""


def test_a_team_under_the_scenario_chosen(page: Page, compared: Row) -> None:
    page.click("#open")
    heads = page.locator("#units details").first.locator("thead th:visible")
    assert [text.split(",")[0] for text in heads.all_text_contents()] == ["Chức vụ", "Trước đợt", "Sau đợt"]
    page.select_option("#scenario", label="D. Nghỉ")
    assert "D. Nghỉ" in (heads.last.text_content() or "")
    gone = page.locator("#units tr:has(> th .code:text-is('P5')) td:visible").last
    assert "KHUYẾT" in (gone.text_content() or "")
    page.select_option("#scenario", "")
    assert heads.count() == 2 + len(compared["scenarios"])
    page.check("#changed")
    rows = [row for row in compared["matrix"] if {row["incumbent"]} != {*row["holders"]} - {None}]
    changing = [unit.get_attribute("data-unit") for unit in page.locator("#units > details:visible").all()]
    assert {*changing} == {row["unit"] for row in rows}
    assert f"Hiện {len(changing)}/{len(compared['units'])} đơn vị. Đang lọc: chỉ đơn vị có thay đổi." == shown(page)
    page.select_option("#scenario", label="B. Không chuyển <i>")
    moved = {row["unit"] for row in rows if row["incumbent"] != row["holders"][1]}
    assert f"Hiện {len(moved)}/" in shown(page)


# --- keyboard ---------------------------------------------------------------------------------------------
def test_everything_by_keyboard(chromium: Browser, made: Made) -> None:
    with opened(chromium, made.file, width=700) as page:
        focus = "document.activeElement.id || document.activeElement.className"
        page.keyboard.press("Tab")
        assert page.evaluate(focus) == "skip"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        assert page.evaluate(focus) == "main"
        page.keyboard.press("/")
        assert page.evaluate(focus) == "person"
        page.keyboard.type("hai/")  # a slash in the field is a slash
        assert page.input_value("#person") == "hai/"
        page.keyboard.press("Backspace")
        order = []
        for _ in range(5):
            page.keyboard.press("Tab")
            order.append(page.evaluate(focus))
        assert order[:2] == ["differing", "clear"]
        assert order[3:] == ["wide tall", "scenario"], "one stop for all of the matrix"
        page.keyboard.press("Shift+Tab")
        for key, side in (("ArrowRight", "scrollLeft"), ("ArrowDown", "scrollTop")):
            if side == "scrollTop":
                page.evaluate("document.activeElement.style.maxHeight = '120px'")
            for _ in range(3):
                page.keyboard.press(key)
            until(page, f"document.activeElement.{side} > 0")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        assert page.locator(".hit").count() > 3
        page.locator("#found button").first.focus()
        page.keyboard.press("Escape")
        assert page.evaluate(focus) == "person", "the button is gone, the reader is not lost"
        assert page.input_value("#person") == ""
        assert page.locator(".hit, .found:visible").count() == 0
        page.locator("#units summary").first.focus()
        page.keyboard.press("Space")
        assert page.locator("#units details[open]").count() == 1
        page.locator("#front svg a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#front details[open]")


# --- how it is laid ---------------------------------------------------------------------------------------
def test_nothing_hangs_over_and_nothing_is_too_pale(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.fill("#person", "văn")
    page.click("#found button >> nth=0")
    page.uncheck("#differing")
    page.select_option("#scenario", "")
    for width in (320, 400, 640, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVER) == [], width
    assert page.evaluate(WEAK) == []
    assert page.evaluate(UNNAMED) == []
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 900})  # what the margins leave of A4 on its side
    assert page.evaluate(OVER) == [], "all scenarios stand on the paper"
    wide = page.eval_on_selector_all("#targets thead th + th", "heads => heads.map((one) => one.clientWidth)")
    assert max(wide) - min(wide) <= 2, "none is squeezed because another's name is long"
    cut = "cells => cells.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML)"
    assert page.eval_on_selector_all(".wide :is(th, td)", cut) == []


def test_nothing_glides_for_who_cannot_bear_it(page: Page) -> None:
    glides = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(glides) == "smooth"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(glides) == "auto"


def test_an_address_that_means_nothing(chromium: Browser, made: Made) -> None:
    with opened(chromium, made.file) as page:
        page.goto(f"{made.file.as_uri()}#%E0%A4%A")
        page.reload()
        assert "Hiện" in told(page)


def test_without_its_script_all_of_it_is_read(chromium: Browser, made: Made, compared: Row) -> None:
    with opened(chromium, made.file, script=False) as page:
        assert page.locator("#posts tbody tr:not(.part):visible").count() == len(compared["matrix"])
        assert page.locator("#bar:visible, #print:visible, #teamed:visible").count() == 0
        assert page.locator("#units details").first.locator("thead th").count() == 2 + len(compared["scenarios"])


def test_on_paper(page: Page, tmp_path: Path, compared: Row) -> None:
    from pypdf import PdfReader

    page.select_option("#unit", "U1")
    page.check("#changed")
    out = tmp_path / "page.pdf"
    page.pdf(path=out, prefer_css_page_size=True)
    printed = PdfReader(out)
    size = printed.pages[0].mediabox
    assert (round(size.width), round(size.height)) == (842, 595), "A4 on its side"
    assert 8 <= len(printed.pages) <= 24
    text = " ".join(" ".join(one.extract_text() for one in printed.pages).split())
    assert "Đang lọc: đơn vị" in text
    assert "chỉ vị trí có người giữ khác nhau" in text
    assert "Đang lọc: chỉ đơn vị có thay đổi" in text
    assert "Xóa lọc" not in text
    assert f"1/{len(printed.pages)}" in text
    assert "– Sở Y tế" in text
    assert "– Huyện ủy A" not in text, "the matrix and the teams are of the unit chosen"
    for title in ("Trước đợt", "Nguyên nhân", "Căn cứ của trang này"):
        assert title in text, "what was folded up is open on paper"
    moved = next(row for row in compared["causes"])
    assert moved["post"] in text
    assert page.locator("#causes details[open]").count() == 0, "and folded up again after it"
