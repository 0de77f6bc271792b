"""The talk of a self-assessment in a real browser: pressed on a phone, left, opened again, finished."""

import shutil
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from sqlalchemy import Engine, select

from bot.assessment.reading import load_instruments
from bot.assessment.scoring import score
from bot.store.database import open_database
from bot.store.instruments import SqlInstruments
from bot.store.migrate import migrate
from bot.store.sessions import SqlSessions
from bot.store.tables import assessments
from bot.web.application import create_application
from tests.assessing import assessing
from tests.fakes import FakeSearch

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the Python package playwright is not installed"
)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed (Debian: apt-get install chromium)"
)
FIRM = load_instruments()[0]
LEVELS = {indicator.key: 1 + (n * 2 + 3) % 5 for n, (_, indicator) in enumerate(FIRM.indicators())}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_database(f"sqlite:///{tmp_path / 'khoosheyar.db'}")
    migrate(engine)
    return engine


@pytest.fixture
def site(engine: Engine) -> Iterator[str]:
    sessions = SqlSessions(engine)
    conversation = assessing(sessions, lambda: datetime.now(UTC), archive=SqlInstruments(engine))
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    app = create_application(conversation, sessions, FakeSearch(), lambda: True, 1000)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)
    listener.close()


@pytest.fixture
def page(site: str) -> Iterator["playwright.Page"]:
    with playwright.sync_playwright() as program:
        browser = program.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 390, "height": 844}, locale="fa-IR").new_page()
        page.set_default_timeout(20_000)
        visit(page, site)
        yield page
        browser.close()


def visit(page: "playwright.Page", site: str) -> None:
    with page.expect_response("**/api/history"):
        page.goto(site)


def press(page: "playwright.Page", label: str) -> str:
    """Presses the newest button that begins so; gives back the reply."""
    replies = page.locator("article.reply")
    before = replies.count()
    page.locator("button.chip", has_text=label).last.click()
    replies.nth(before).wait_for()
    return str(replies.last.inner_text())


def level_button(key: str) -> str:
    return f"{'۰۱۲۳۴۵'[LEVELS[key]]}. "


def test_a_talk_is_left_and_finished_in_the_browser(
    page: "playwright.Page", site: str, engine: Engine
) -> None:
    press(page, "خودارزیابی")
    asked = press(page, "بنگاه من")
    keys = [indicator.key for _, indicator in FIRM.indicators()]
    for key in keys[:6]:
        asked = press(page, level_button(key))
    assert "سؤال ۷ از ۱۸" in asked
    visit(page, site)  # a reload: the question that waits is shown again with its buttons
    assert "سؤال ۷ از ۱۸" in page.locator("article.reply").last.inner_text()
    for key in keys[6:]:
        asked = press(page, level_button(key))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    press(page, "پایان و دیدن نتیجه")
    press(page, "ردکردن")
    result = press(page, "ردکردن")
    scored = score(FIRM, LEVELS)
    with engine.connect() as connection:
        row = connection.execute(select(assessments)).one()
    assert row.answers == LEVELS
    assert row.scores == {each.key: pytest.approx(each.score) for each in scored.dimensions}
    assert scored.overall is not None
    assert f"{round(scored.overall)}".translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")) in result
    page.locator("article.reply.result .sources summary").last.click()
    assert page.locator("article.reply.result .sources li").count() >= 3
