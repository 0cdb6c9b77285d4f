"""The page of `planner report`, made once a run and opened in one browser a file, for the files that test it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # all other tests do without a browser
    from playwright.sync_api import Browser, Page
    from report_page import Made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    from report_page import made_in

    return made_in(tmp_path_factory.getbasetemp())


@pytest.fixture
def compared(made: Made) -> dict[str, Any]:
    return made.compared


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    from chromium import browser

    with browser() as found:
        yield found


@pytest.fixture
def page(chromium: Browser, made: Made) -> Iterator[Page]:
    from chromium import opened

    with opened(chromium, made.file) as found:
        yield found
