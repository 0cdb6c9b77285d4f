"""A page in a real browser: the Chromium of this machine, and what is asked of a page once it stands there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "msedge")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window. Where there is none the tests are skipped, but fail on the machine that judges."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            f"no browser on this machine: none of {', '.join(NAMES)}"
        )
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield found
        found.close()


@contextmanager
def opened(found: Browser, file: Path, *, width: int = 1280, script: bool = True) -> Iterator[Page]:
    """The file in a tab of its own. Fails where anything is said on its console or asked for beyond the file."""
    context = found.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    page, said, asked = context.new_page(), list[str](), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    yield page
    context.close()
    assert not said
    assert {url.split("#")[0] for url in asked} == {file.as_uri()}


def until(page: Page, holds: str) -> None:
    """Waits for what comes about smoothly; the page itself lets nobody's script in that could tell."""
    for _ in range(200):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(20)
    pytest.fail(holds)


# The contrast of each piece of text with what is painted behind it, as WCAG 2 counts it: those too weak for AA.
WEAK = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((one) => one / 255)
    .map((one) => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const paint = parse(getComputedStyle(node).backgroundColor);
      if (paint.length === 3 || paint[3] === 1) return paint;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    if (!own || !node.getClientRects().length || node.closest("svg, script, option")) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) weak.push(node.outerHTML.slice(0, 120));
  }
  return weak;
}"""

# What sticks out of the window, but for what scrolls in a frame of its own: nobody should have to scroll sideways.
OVER = """() => [...document.querySelectorAll("body *")].filter((node) => !node.closest(".heard, .skip")
  && !(node.parentElement.closest(".wide") && getComputedStyle(node.closest(".wide")).overflowX === "auto")
  && node.checkVisibility() && node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((node) => node.outerHTML.slice(0, 120))
  .concat(document.documentElement.scrollWidth > innerWidth ? ["the page itself"] : [])"""

# What stands for the reader without eyes or mouse: parts without a name, heads without a scope, ids used twice.
UNNAMED = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const ids = all("[id]").map((node) => node.id);
  return [
    ...all("th:not([scope])"),
    ...all("input, select").filter((node) => !node.labels.length),
    ...all("[role=region], nav, form, svg, [role=search]").filter((node) => !node.getAttribute("aria-label")),
    ...all("button").filter((node) => !node.textContent.trim()),
    ...all("[aria-labelledby], [aria-describedby]").filter((node) =>
      !document.getElementById(node.getAttribute("aria-labelledby") || node.getAttribute("aria-describedby"))),
  ].map((node) => node.outerHTML.slice(0, 120)).concat(ids.filter((id, at) => ids.indexOf(id) !== at));
}"""
