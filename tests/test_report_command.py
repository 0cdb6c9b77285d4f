"""`planner report` at the command line: both languages, the same bytes, no slate, no time, Ctrl-C, bad wishes."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import Future
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from product import run
from report_page import Here, page_of, written

from planner.messages import table_of
from planner.scenario import Scenario


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round and the scenario files."""
    return written(tmp_path_factory.mktemp("command"))


def text_of(page: Path) -> str:
    """What is read on the page."""
    text = page.read_text("utf-8")
    text = re.sub(r"(?s)<(script|style)>.*?</\1>", " ", text)
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", text).split()))


def parts(text: str, *heads: str) -> list[str]:
    """The text from each head to the next, the last of them left out."""
    places = [0]
    for head in heads:
        places.append(text.index(head, places[-1]))
    return [text[at:end] for at, end in pairwise(places[1:])]


def one(folder: Path, out: Path, *options: object, lang: str = "vi") -> tuple[int, str]:
    """The page on one scenario."""
    return run("report", folder / "round", folder / "still.toml", "-o", out, *options, lang=lang)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    Here.instead(monkeypatch)


def test_the_same_bytes_whatever_the_workers(folder: Path, tmp_path: Path) -> None:
    made = []
    for workers in (1, 2):
        code, said = one(folder, tmp_path / "page.html", "--workers", workers)
        assert code == 0, said
        made.append((tmp_path / "page.html").read_bytes())
    assert made[0] == made[1]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_language_by_itself(lang: str, folder: Path, tmp_path: Path) -> None:
    made = page_of(folder, tmp_path / "page.html", names=("leave", "none"), lang=lang)
    page, text = made.read_text("utf-8"), text_of(made)
    other = {"vi": "en", "en": "vi"}[lang]
    assert f'<html lang="{lang}">' in page
    for catalogue in ("section", "terms", "matrix", "teams"):
        mine, theirs = table_of(f"report.{catalogue}", lang), table_of(f"report.{catalogue}", other)
        for key, word in mine.items():
            if isinstance(word, str) and "{" not in word and len(word) > 12:
                assert theirs[key] not in text
                assert catalogue != "section" or word in text
    assert not re.findall(r"(?<!\{)\{\w+\}", text), "a field not filled in"
    assert "None" not in text
    assert "http" not in page.split("<body>")[0].replace("http-equiv", ""), "no address, not even in the head"


@pytest.mark.usefixtures("here")
def test_three_axes_and_a_tier_kept(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    code, said = one(folder, out, "--x=women", "--y=vacancies", "--z=fit", "--keep=urgent", lang="en")
    assert code == 0, said
    page = out.read_text("utf-8")
    rows = re.findall(r"<tr>", page[page.index('id="points"') :].split("</table>")[0])
    assert page.count("<circle") > 1
    assert page.count("<circle") in (len(rows) - 1, len(rows) - 2), "a line for each, and one for the best slate"
    assert '<path class="steps"' not in page
    assert "Kept in every point" in text_of(out)


@pytest.mark.usefixtures("here")
def test_the_scheme_itself_without_a_slate(folder: Path, tmp_path: Path) -> None:
    """Two people pinned to one seat: the page says which demands clash, and why there is no front."""
    source, out = tmp_path / "round", tmp_path / "page.html"
    shutil.copytree(folder / "round", source)
    pins = "".join(f"pin,{cadre},P4,Chỉ đạo,1-TB/TU\n" for cadre in ("C5", "C7"))
    (source / "interventions.csv").write_text("action,cadre_id,post_id,reason,document\n" + pins, "utf-8")
    code, said = run("report", source, folder / "still.toml", "-o", out, lang="en")
    assert code == 0, said
    text = text_of(out)
    assert text.count("✗ There is no slate") == 2, "the scheme and the scenario"
    assert re.search(r"Why there is no slate.*\(C5\).*The smallest ways out", text)
    assert "There is no front: the scheme as it stands has no slate" in text
    assert "There is no slate yet whose teams could be shown" in text


def out_of_time(monkeypatch: pytest.MonkeyPatch, **ended: str) -> None:
    """Scenarios (by their names) that end so: ``feasible``, not proven best, or ``unknown``, without a slate."""

    class Hurried(Here):
        def slate(self, scenario: Scenario | None, number: int) -> Future[Any]:
            future = super().slate(scenario, number)
            how = ended.get(scenario.name if scenario else "plain")
            if how:
                future.result().update(status=how, canonical=False, **({"tiers": []} if how == "unknown" else {}))
            return future

    Hurried.instead(monkeypatch)


def test_no_result_is_not_no_slate(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out_of_time(monkeypatch, Nghỉ="unknown")
    text = text_of(page_of(folder, tmp_path / "page.html", names=("leave", "none"), lang="en"))
    assert "with a slate: 1; proven best: 1" in text
    assert "Proven to have no slate: scenario C" in text
    assert "No result (time ran out, or stopped): scenario B. That does not mean that there is no slate." in text
    assert "… No result (time ran out, or stopped)." in text
    assert text.count("✗ There is no slate") == 1
    for part in parts(text, "Posts by scenario Whoever", "Teams, unit by unit Open", "Slate The whole list"):
        rows = re.split(r" P\d ", part)[1:]
        assert len(rows) == 7
        assert all(re.search(r" no result no slate\b", row) for row in rows), "each in its own column"
    assert "Whatever scenario" not in text
    assert text.count("There are no two slates yet") == 2
    assert "appoint alike" not in text


def test_what_is_not_proven_is_not_told_as_if_it_were(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out_of_time(monkeypatch, Nghỉ="feasible")
    text = text_of(page_of(folder, tmp_path / "page.html", names=("still", "leave"), lang="en"))
    assert "Valid, but not proven best: scenario C" in text
    assert "Whatever scenario" not in text
    assert re.search(r"In the slates found so far, \d+ posts", text)
    still, leave = parts(text, "Scenario B. Không chuyển", "Scenario C. Nghỉ", "The stable core")
    assert "Because of" in still
    assert re.search(r" Cause not found .* posts: \d .* P5 .* C3 \(left empty\)", leave)
    assert "appoint alike" not in text
    assert "Each point is a slate, proven" in text, "the scheme's own slate was"


def test_without_the_first_slate_nothing_is_said_to_be_alike(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out_of_time(monkeypatch, plain="unknown")
    text = text_of(page_of(folder, tmp_path / "page.html", names=("still", "leave"), lang="en"))
    assert "Scenario A has no slate to compare with" in text
    assert "Cannot be compared with scenario A yet" in text
    assert "appoint alike" not in text
    assert "There is no front: the scheme's best slate, which it starts from, was not proven" in text


def test_ctrl_c_leaves_a_page_that_says_so(folder: Path, tmp_path: Path, monkeypatch: Any) -> None:
    from planner.compare.lab import Lab

    began, out = Lab.__init__, tmp_path / "page.html"

    def stop(lab: Lab) -> None:
        if any(column.paper for column in lab.columns):
            raise KeyboardInterrupt

    def start(self: Lab, *given: Any) -> None:
        began(self, *given)
        self.watch = lambda: stop(self)

    monkeypatch.setattr(Lab, "__init__", start)
    code, said = one(folder, out, "--workers", 1, lang="en")
    assert code == 130, said
    text = text_of(out)
    assert "NOT COMPLETE" in text
    assert "… No result (time ran out, or stopped)" in text
    assert "stopped before any point" in text
    assert "✓ Best, proven" in text, "what was done by then"


@pytest.mark.usefixtures("here")
def test_ctrl_c_while_the_front_is_sought(folder: Path, tmp_path: Path, monkeypatch: Any) -> None:
    import planner.choices.front

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "page.html"
    monkeypatch.setattr(planner.choices.front, "front", stop)
    code, said = one(folder, out, lang="en")
    assert code == 130, said
    text = text_of(out)
    assert "NOT COMPLETE" in text
    assert "stopped before any point" in text
    assert "no result" not in text, "the comparison was done by then"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--x=woman"], "women"),
        (["--x=fit", "--y=fit"], "differ"),
        (["--keep=vacancy"], "vacancies"),
        (["--keep=fit=few"], "fit=few"),
    ],
)
def test_what_cannot_be_asked(
    options: list[str], told: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.report import story

    monkeypatch.setattr(story, "compared", None)
    out = tmp_path / "page.html"
    code, said = one(folder, out, *options, lang="en")
    assert (code, out.exists()) == (2, False), "before anything is solved"
    assert told in said


@pytest.mark.usefixtures("here")
def test_no_page_of_slates_that_are_not_what_was_told(folder: Path, tmp_path: Path, monkeypatch: Any) -> None:
    """Each slate is judged again from its holders before it is shown."""
    from planner.report import story

    def altered(*given: Any, **more: Any) -> Any:
        done = compare(*given, **more)
        row = next(row for row in done.paper["matrix"] if row["kinds"][0] == "enter")
        row["holders"][0] = ""
        return done

    compare, out = story.compared, tmp_path / "page.html"
    monkeypatch.setattr(story, "compared", altered)
    code, said = one(folder, out, lang="en")
    assert (code, out.exists()) == (1, False)
    assert "does not pass our own count" in said


@pytest.mark.usefixtures("here")
def test_where_it_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    assert one(folder, tmp_path / "none" / "page.html")[0] == 2
    assert run("report", folder / "round", folder / "still.toml")[0] == 2
    assert run("report", folder / "round", "-o", tmp_path / "page.html")[0] == 2
    code, said = one(folder, Path("-"), lang="en")
    assert code == 0
    assert "<!doctype html>" in said
