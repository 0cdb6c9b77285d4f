"""`planner report` from files to a page in a real browser: the numbers of `compare` and `front`, filters, keyboard,
paper, and names that would like to be more than names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import UNNAMED, WEAK, browser, opened, until
from playwright.sync_api import Browser, Page
from product import run
from report_page import AXES, CODES, HOSTILE, SCENARIOS, TITLE, cells, folded, numbers, page_of, visible, written

Row = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round and the scenario files."""
    return written(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def file(folder: Path) -> Path:
    """The page, in Vietnamese."""
    return page_of(folder, folder / "page.html", "--workers", 1)


@pytest.fixture(scope="module")
def compared(folder: Path) -> Row:
    """What `compare` says of the same."""
    out, files = folder / "compare.json", [folder / f"{name}.toml" for name in SCENARIOS]
    assert run("compare", folder / "round", *files, "--json", out, lang="vi")[0] == 0
    paper: Row = json.loads(out.read_text("utf-8"))
    return paper


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture
def page(chromium: Browser, file: Path) -> Iterator[Page]:
    with opened(chromium, file) as found:
        yield found


# --- what stands there --------------------------------------------------------------------------------
def test_the_figures_are_those_of_compare(page: Page, compared: Row) -> None:
    scenarios, lines = compared["scenarios"], cells(page, "numbers")
    names = list(scenarios[0]["figures"])
    tiers = [tier["id"] for tier in scenarios[0]["tiers"] if tier["id"] != "order"]
    values = [numbers(line[1:]) for line in lines]
    for at, row in enumerate(scenarios):
        told = row["figures"] and [row["figures"][name] for name in names]
        assert [line[at] for line in values[: len(names)]] == (told or [None] * len(names))
        told = {tier["id"]: tier["value"] for tier in row["tiers"]}
        assert [line[at] for line in values[len(names) :][: len(tiers)]] == [told.get(tier) for tier in tiers]
        short = [line[at] for line in values[len(names) + len(tiers) :]]
        assert not told or sum(value or 0 for value in short) == told["strive"], "the rules it is made of"
    first, differs = scenarios[0]["figures"], False
    for line, name in zip(lines, names, strict=False):
        for text, row in zip(line[2:], scenarios[1:], strict=True):
            by = row["figures"] and row["figures"][name] - first[name]
            assert re.findall(r"[+−]\d+", text) == ([f"{by:+}".replace("-", "−")] if by else [])
            differs |= bool(by)
    assert differs, "else this proves nothing"
    for at, row in enumerate(scenarios):
        for line, share in zip(cells(page, "targets"), row["shares"], strict=False):
            held = f" + {share['held']}" if share["held"] else ""
            assert line[at + 1].startswith(f"{share['got']}{held}/{share['of']} = ")
            assert f"cần {share['need']} ({share['percent']} %)" in line[at + 1]
            assert ("✗ thiếu" in line[at + 1]) == (share["shortfall"] > 0)


def test_the_matrix_and_the_teams_are_those_of_compare(page: Page, compared: Row) -> None:
    shown = dict(page.eval_on_selector_all("#posts tbody tr:not(.part)", CODES))
    assert shown == {
        row["post"]: [row["incumbent"], *(holder or "" for holder in row["holders"])] for row in compared["matrix"]
    }
    seats = page.eval_on_selector_all("#units tbody:not(.sums) tr:not(.part)", CODES)
    assert {post for post, _ in seats} == {row["post"] for row in compared["matrix"]}
    for post, (before, *after) in seats:
        row = next(row for row in compared["matrix"] if row["post"] == post)
        stays = [before if kind == "stays" else code for code, kind in zip(after, row["kinds"], strict=True)]
        assert (before, stays) == (row["incumbent"], [holder or "" for holder in row["holders"]])
    looks: dict[str, set[tuple[str, str]]] = {}
    for place in page.locator(".who").element_handles():
        look = place.evaluate("one => [one.className, one.querySelector('.sign')?.textContent ?? '']")
        looks.setdefault(place.get_attribute("data-who") or "", set()).add(tuple(look))
    assert all(len(one) == 1 for one in looks.values()), "a person looks alike everywhere"
    marked = [next(iter(one)) for one in looks.values() if next(iter(one))[1]]
    assert len(set(marked)) == len(marked) > 3


def test_each_team_in_figures_and_who_leaves_it(page: Page, compared: Row) -> None:
    people = compared["people"]
    for unit in page.locator("#units > details").all():
        rows = [row for row in compared["matrix"] if row["unit"] == unit.get_attribute("data-unit")]
        sums = unit.locator(".sums tr").evaluate_all(
            "rows => rows.map(r => [...r.cells].map(c => c.textContent.trim()))"
        )
        for at in range(1 + len(compared["scenarios"])):
            held = [row["holders"][at - 1] if at else row["incumbent"] for row in rows]
            team = [people[cadre] for cadre in held if cadre]
            told = [f"{len(team)}/{len(rows)}", str(sum(p["woman"] for p in team)), str(sum(p["young"] for p in team))]
            assert [line[at + 1] for line in sums[:3]] == (["–"] * 3 if None in held else told)
    seats = {row[0].split()[-1]: row for row in cells(page, "units", "tbody:not(.sums) tr:not(.part)")}
    assert "► Trần Văn Bình, thôi giữ chức vụ theo thông báo" in seats["P4"][2]
    assert "► Nguyễn Văn An, chuyển giữ chức vụ Giám đốc, Sở Y tế" in seats["P2"][2]
    assert seats["P5"][2] == "giữ nguyên"
    assert "KHUYẾT" in seats["P5"][5]


def test_the_front_is_that_of_front(page: Page, folder: Path) -> None:
    out = folder / "front.json"
    assert run("front", folder / "round", *AXES, "--json", out, lang="vi")[0] == 0
    front = json.loads(out.read_text("utf-8"))
    points, steps = front["points"], page.locator("#front details")
    assert len(points) > 1, "else there is no step"
    lines = cells(page, "points")
    for line, point in zip(lines, points, strict=False):
        assert line[0].split()[0] == str(point["number"])
        assert numbers(line[1:3]) == list(point["values"].values())
        assert int(line[-1]) == len(point["changes"])
    assert len(lines) == len(points) + (front["best"]["point"] is None)
    assert page.locator("#front circle").count() == len(points)
    for at, point in enumerate(points):
        step = steps.nth(at)
        told = step.locator("summary").text_content() or ""
        if at:
            assert point["text"] in told
        else:
            assert all(f" {value}" in told for value in point["values"].values())
        assert step.locator("tbody tr").count() == len(point["changes"])
    x = [float(one.get_attribute("cx") or 0) for one in page.locator("#front circle").all()]
    assert (x == sorted(x)) == (points[0]["values"]["women"] < points[-1]["values"]["women"])


def test_names_are_names_and_nothing_can_be_reached(chromium: Browser, file: Path, page: Page) -> None:
    text = page.locator("body").text_content() or ""
    for _, names in HOSTILE.values():
        assert all(name in text for name in names.values())
    assert "{{ 7*7 }} </script>" in text
    assert TITLE in page.title()
    assert page.locator("script, img, b[onclick], i").count() == 1
    tab = chromium.new_page()
    tab.goto(file.as_uri())
    kept = tab.evaluate("""async () => {
      const kept = [];
      document.addEventListener("securitypolicyviolation", (event) => kept.push(event.effectiveDirective));
      for (const [tag, fields] of [["img", {src: "http://127.0.0.1:9/a.png"}], ["script", {src: "http://127.0.0.1:9/"}],
        ["script", {textContent: "window.ran = 1"}], ["style", {textContent: "body { display: none }"}],
        ["iframe", {src: "http://127.0.0.1:9/"}]])
        document.body.append(Object.assign(document.createElement(tag), fields));
      await fetch("http://127.0.0.1:9/").catch(() => 0);
      await new Promise((done) => setTimeout(done, 100));
      return [kept.sort(), window.ran ?? 0, getComputedStyle(document.body).display];
    }""")
    tab.close()
    assert kept == [["connect-src", "frame-src", "img-src", "script-src-elem", "script-src-elem", "style-src-elem"],
                    0, "block"]  # fmt: skip


def test_a_scenario_without_a_slate_says_why(page: Page, compared: Row) -> None:
    lost = compared["scenarios"][-1]
    card = page.locator("article.card.bad")
    assert card.count() == 1
    told = card.text_content() or ""
    assert all(row["text"] in told for row in (*lost["conflict"], *lost["repairs"]))
    assert lost["conflict"]
    assert page.locator("#scenario option").count() == len(compared["scenarios"])  # all, but for the one without


# --- filters -------------------------------------------------------------------------------------------
def told(page: Page) -> str:
    return page.locator("#count").text_content() or ""


def test_rows_by_unit_by_person_and_by_difference(page: Page, compared: Row) -> None:
    rows, people = compared["matrix"], compared["people"]
    differing = {row["post"] for row in rows if not row["same"]}
    assert 0 < len(differing) < len(rows)
    assert visible(page) == differing
    assert f"Hiện {len(differing)}/{len(rows)} vị trí" in told(page)
    assert page.locator("#count").get_attribute("aria-live") == "polite"
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
    for at, letter in enumerate("ABCDE"):
        held = [row["post"] for row in compared["matrix"] if row["holders"][at] == "C7"]
        assert re.findall(r"\bP\d\b", told[letter]) == held, "the posts of each scenario"
    assert len(places) > 1, "else this proves nothing"
    page.locator("#posts .who[data-who=C7]:visible").first.click()
    assert page.locator(".hit").count() == 0


def test_a_team_under_the_scenario_chosen(page: Page) -> None:
    page.click("#open")
    heads = page.locator("#units details").first.locator("thead th:visible")
    assert [text.split(",")[0] for text in heads.all_text_contents()] == ["Chức vụ", "Trước đợt", "Sau đợt"]
    page.select_option("#scenario", label="D. Nghỉ")
    assert "D. Nghỉ" in (heads.last.text_content() or "")
    gone = page.locator("#units tr:has(> th .code:text-is('P5')) td:visible").last
    assert "KHUYẾT" in (gone.text_content() or "")
    page.select_option("#scenario", "")
    assert heads.count() == 2 + 5
    page.check("#changed")
    assert (
        page.locator("#units > details:visible").count()
        == page.locator('#units > [data-moved*="1"], #units > [data-moved*="2"], #units > [data-moved*="3"]').count()
    )


# --- keyboard ---------------------------------------------------------------------------------------------
def test_everything_by_keyboard(chromium: Browser, file: Path) -> None:
    with opened(chromium, file, width=700) as page:
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
        page.keyboard.press("Escape")
        assert page.input_value("#person") == ""
        assert page.locator(".hit, .found:visible").count() == 0
        page.locator("#units summary").first.focus()
        page.keyboard.press("Space")
        assert page.locator("#units details[open]").count() == 1
        page.locator("#front svg a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#front details[open]")


# --- how it is laid ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_hangs_over_and_nothing_is_too_pale(chromium: Browser, file: Path, width: int) -> None:
    with opened(chromium, file, width=width) as page:
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.fill("#person", "văn")
        page.click("#found button >> nth=0")
        page.uncheck("#differing")
        over = "(one) => one.scrollWidth > one.clientWidth + 1"
        hanging = page.evaluate(f"[...document.querySelectorAll('body, main, section, #board')].filter({over}).length")
        assert hanging == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(WEAK) == []
        assert page.evaluate(UNNAMED) == []


def test_without_its_script_all_of_it_is_read(chromium: Browser, file: Path, compared: Row) -> None:
    with opened(chromium, file, script=False) as page:
        assert page.locator("#posts tbody tr:not(.part):visible").count() == len(compared["matrix"])
        assert page.locator("#filter:visible, #print:visible, #count:visible").count() == 0
        assert page.locator("#units details").first.locator("thead th").count() == 2 + len(compared["scenarios"])


def test_on_paper(page: Page, tmp_path: Path, compared: Row) -> None:
    from pypdf import PdfReader

    page.select_option("#unit", "U1")
    out = tmp_path / "page.pdf"
    page.pdf(path=out, prefer_css_page_size=True)
    printed = PdfReader(out)
    size = printed.pages[0].mediabox
    assert (round(size.width), round(size.height)) == (842, 595), "A4 on its side"
    assert 4 <= len(printed.pages) <= 12
    text = " ".join(" ".join(one.extract_text() for one in printed.pages).split())
    assert "Đang lọc: đơn vị" in text
    assert "chỉ vị trí có người giữ khác nhau" in text
    assert "Xóa lọc" not in text
    assert f"1/{len(printed.pages)}" in text
    assert text.count("Huyện ủy A") < 8, "the matrix is of the unit chosen"
    for title in ("Trước đợt", "Nguyên nhân", "Căn cứ của trang này"):
        assert title in text, "what was folded up is open on paper"
    moved = next(row for row in compared["causes"])
    assert moved["post"] in text
    assert page.locator("#causes details[open]").count() == 0, "and folded up again after it"
