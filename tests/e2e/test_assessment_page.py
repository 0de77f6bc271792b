"""The talk of a self-assessment in a real browser: pressed on a phone, left, opened again, finished."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine, select

from bot.assessment.reading import load_instruments
from bot.assessment.scoring import score
from bot.store.instruments import SqlInstruments
from bot.store.sessions import SqlSessions
from bot.store.tables import assessments
from bot.web.application import create_application
from tests.assessing import assessing
from tests.e2e.browsing import served, visit
from tests.fakes import FakeSearch

FIRM = load_instruments()[0]
LEVELS = {indicator.key: 1 + (n * 2 + 3) % 5 for n, (_, indicator) in enumerate(FIRM.indicators())}


@pytest.fixture
def site(engine: Engine) -> Iterator[str]:
    sessions = SqlSessions(engine)
    conversation = assessing(sessions, lambda: datetime.now(UTC), archive=SqlInstruments(engine))
    with served(create_application(conversation, sessions, FakeSearch(), lambda: True, 1000)) as address:
        yield address


def press(page: Page, label: str) -> str:
    """Presses the newest button that begins so; gives back the reply."""
    replies = page.locator("article.reply")
    before = replies.count()
    page.locator("button.chip", has_text=label).last.click()
    replies.nth(before).wait_for()
    return str(replies.last.inner_text())


def level_button(key: str) -> str:
    return f"{'۰۱۲۳۴۵'[LEVELS[key]]}. "


def test_a_talk_is_left_and_finished_in_the_browser(page: Page, engine: Engine) -> None:
    press(page, "خودارزیابی")
    asked = press(page, "بنگاه من")
    keys = [indicator.key for _, indicator in FIRM.indicators()]
    for key in keys[:6]:
        asked = press(page, level_button(key))
    assert "سؤال ۷ از ۱۸" in asked
    visit(page)  # a reload: the question that waits is shown again with its buttons
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
