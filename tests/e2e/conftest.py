"""What the tests of the pages share: one browser a module, and the chat page of its `site` on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browsing import PHONE, chromium, visit, watched


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """The chat page of `site`, which each module serves as it needs it."""
    with watched(browser, site, PHONE) as page:
        visit(page)
        yield page
