"""The intake in a real browser on a phone: by buttons, left and opened again, sent, told the news."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine

from bot.intake import texts
from bot.intake.case import Case, Status, staff_member
from bot.intake.ports import CaseFilter
from bot.store.cases import SqlCases
from bot.store.notifying import Notifier
from bot.store.sessions import SqlSessions
from bot.store.vault import Vault
from bot.web.application import create_application
from bot.web.texts import PAGE
from tests.applicants import ANSWERS, PERSONAL, SAID, open_talk
from tests.e2e.browsing import served, violations, visit
from tests.fakes import FakeSearch


@pytest.fixture
def site(engine: Engine) -> Iterator[str]:
    app = create_application(open_talk(engine), SqlSessions(engine), FakeSearch(), lambda: True, 1000)
    with served(app) as address:
        yield address


def after(page: Page, act: str, what: str) -> str:
    """Presses the newest button of this label, or types the text; gives back the reply."""
    replies = page.locator("article.reply")
    before = replies.count()
    if act == "press":
        page.locator("button.chip").get_by_text(what, exact=True).last.click()
    else:
        page.locator("#question").fill(what)
        page.keyboard.press("Enter")
    replies.nth(before).wait_for()
    return str(replies.nth(before).inner_text())


def desk(engine: Engine) -> SqlCases:
    return SqlCases(engine, Vault(), Notifier())


def only_case(engine: Engine) -> Case:
    (case,) = desk(engine).every(CaseFilter(), personal=True)
    return case


def test_a_request_by_buttons_survives_a_reload_and_news_is_shown_on_the_next_visit(
    page: Page, engine: Engine
) -> None:
    assert texts.INTRO in after(page, "press", "ثبت درخواست")
    after(page, "press", "بنگاه یا کارگاه")
    after(page, "type", "کفش نگین")
    after(page, "press", "نساجی، پوشاک و چرم")
    visit(page)  # the page was closed in the middle
    after(page, "press", "کفش")
    for label in ("اصفهان", "نجف‌آباد", "۱۰ تا ۴۹ نفر", "نه هنوز", "تأمین مالی و اعتبار", "صادرات و بازار"):
        after(page, "press", label)
    after(page, "press", texts.ENOUGH)
    for text in SAID[8:10]:
        after(page, "type", text)
    assert texts.SUMMARY in after(page, "type", SAID[10])
    receipt = after(page, "press", texts.SEND)
    case = only_case(engine)
    assert (case.request.answers, case.request.personal) == (ANSWERS, PERSONAL)
    assert case.code in receipt
    with desk(engine).change() as change:
        change.set_status(case.id, Status.REVIEW, staff_member("mina"))
    visit(page)
    news = page.locator("article.reply", has_text="در حال بررسی")
    news.wait_for()
    visit(page)
    news.wait_for()
    assert news.count() == 1  # shown again with the rest of the talk, but told once
    assert "«در بررسی»" in after(page, "press", texts.STATUS_BUTTON)


def test_axe_finds_no_violation_in_the_talk(page: Page) -> None:
    for text in SAID[:4]:
        after(page, "type", text)
    assert violations(page) == []


def test_only_the_question_that_waits_has_buttons(page: Page) -> None:
    after(page, "type", "ثبت درخواست")
    after(page, "press", "بنگاه یا کارگاه")
    assert page.locator("#log button.chip").all_inner_texts() == ["بازگشت", "ردکردن", "لغو"]
    visit(page)
    assert page.locator("#log button.chip", has_text="بنگاه یا کارگاه").count() == 0


def test_the_menu_begins_a_request_when_the_talk_has_long_begun(page: Page) -> None:
    after(page, "type", "چالش‌ها چیست؟")
    page.locator("#menu summary").click()
    page.locator("#menu").get_by_role("button", name="ثبت درخواست").click()
    page.get_by_text(texts.INTRO).wait_for()
    page.locator("#menu summary").click()
    page.locator("#menu").get_by_role("button", name=PAGE["my_cases"]).click()
    page.get_by_text(texts.NO_CASES).wait_for()
