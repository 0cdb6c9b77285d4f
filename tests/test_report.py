"""What stands on the page of `planner report`, read in a real browser: the numbers and names of `compare` and `front`,
and names that would like to be more than names."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from product import run
from report_page import AXES, CODES, HOSTILE, TITLE, Made, cells, numbers

Row = dict[str, Any]


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


def test_the_front_is_that_of_front(page: Page, made: Made) -> None:
    out = made.folder / "front.json"
    assert run("front", made.folder / "round", *AXES, "--json", out, lang="vi")[0] == 0
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
    for axis, at, sign in (("women", "cx", 1), ("vacancies", "cy", -1)):  # to the right, and up: the more
        told = [point["values"][axis] for point in points]
        drawn = [float(one.get_attribute(at) or 0) for one in page.locator("#front circle").all()]
        unit = (drawn[-1] - drawn[0]) / (told[-1] - told[0])
        assert unit * sign > 0
        assert drawn == pytest.approx([drawn[0] + unit * (one - told[0]) for one in told], abs=0.2)


def test_names_are_names_and_nothing_can_be_reached(chromium: Browser, made: Made, page: Page) -> None:
    text = page.locator("body").text_content() or ""
    for _, names in HOSTILE.values():
        assert all(name in text for name in names.values())
    assert "{{ 7*7 }} </script>" in text
    assert TITLE in page.title()
    assert page.locator("script, img, b[onclick], i").count() == 1
    tab = chromium.new_page()
    tab.goto(made.file.as_uri())
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
    assert card.count() == sum(not row["tiers"] for row in compared["scenarios"])
    told = card.last.text_content() or ""
    assert all(row["text"] in told for row in (*lost["conflict"], *lost["repairs"]))
    assert lost["conflict"]
    assert page.locator("#scenario option").count() == 1 + len(compared["scenarios"]) - card.count()
