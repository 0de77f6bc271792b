"""The staff desk in a real browser: found, worked, told on Telegram, exported; readable by everybody."""

import csv
import io
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine

from bot.dialogue.turn import SessionKey
from bot.staff.review import Stand
from bot.store.outbox import SqlOutbox
from bot.web.staff import texts
from tests.desk import (
    AUDITOR,
    EXPERT,
    MANAGER,
    OTHER,
    OWN,
    PASSWORD,
    SENT,
    make_case,
    make_site,
    make_staff,
)
from tests.e2e.browsing import DESKTOP, PHONE, served, violations, watched
from tests.telegram.double import TelegramDouble
from tests.telegram.running import Echo, RunningBot, conversation_in


@pytest.fixture
def database(engine: Engine) -> Engine:
    make_staff(engine)
    return engine


@pytest.fixture
def address(database: Engine) -> Iterator[str]:
    """The desk on a port of its own."""
    with served(make_site(database)) as address:
        yield address


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    with watched(browser, address, request.param) as page:
        yield page


def log_in(page: Page, name: str) -> None:
    page.goto("/staff/login")
    page.get_by_label(texts.LOGIN_NAME).fill(name)
    page.get_by_label(texts.LOGIN_PASSWORD).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=texts.BRAND).wait_for()


def test_a_case_goes_its_way_from_the_list_to_the_applicants_telegram_and_into_a_file(
    page: Page, database: Engine, tmp_path: Path
) -> None:
    with TelegramDouble() as telegram:
        sara = telegram.person("سارا")
        conversation = conversation_in(tmp_path, Echo())
        with RunningBot(telegram.url, conversation, outbox=SqlOutbox(database, "telegram")):
            sara.writes("سلام")
            sara.hears(1)
            applicant = SessionKey("telegram", str(sara.id))
            case = make_case(database, "کفش نگین", OWN, applicant=applicant)
            make_case(database, "=بنگاه بد()", OTHER, SENT + timedelta(days=1))

            log_in(page, MANAGER)
            page.goto("/staff/cases")
            page.get_by_label(texts.FILTER_WORDS, exact=True).fill("كفش")
            page.get_by_text(texts.FILTER_MORE).click()
            page.get_by_label(texts.CASE_PROVINCE, exact=True).select_option(label="اصفهان")
            page.get_by_label(texts.FILTER_SINCE).fill("۱۴۰۵/۰۹/۰۱")
            page.get_by_role("button", name=texts.SHOW).click()
            page.get_by_role("link", name="کفش نگین").click()
            page.get_by_role("heading", name="کفش نگین").wait_for()

            page.get_by_label(texts.CASE_ASSIGNEE, exact=True).select_option(label=EXPERT)
            page.get_by_role("button", name=texts.WORK_ASSIGN_BUTTON, exact=True).click()
            page.get_by_text(texts.DONE["assigned"]).wait_for()
            page.get_by_label(texts.WORK_NOTE_TEXT, exact=True).fill("پرونده کامل است.")
            page.get_by_role("button", name=texts.WORK_NOTE_BUTTON).click()
            page.get_by_text(texts.DONE["noted"]).wait_for()
            page.get_by_label(texts.CASE_STATUS, exact=True).select_option(label="در بررسی")
            page.get_by_label(texts.WORK_MESSAGE).first.fill("شنبه با شما تماس می‌گیرم.")
            page.get_by_role("button", name=texts.WORK_STATUS_BUTTON).click()
            page.get_by_text(texts.DONE["status"]).wait_for()

            told = sara.hears(2)[1]["text"]
            assert case.code in told
            assert "شنبه با شما تماس می‌گیرم." in told
            assert "پرونده کامل است" not in told

    assert page.locator(".timeline li b").all_text_contents()[:3] == [
        "وضعیت شد «در بررسی»",
        "یادداشت گذاشت",
        f"سپرده شد به {EXPERT}",
    ]
    page.goto("/staff/cases")
    for link, read in ((texts.EXPORT_CSV, read_csv), (texts.EXPORT_XLSX, read_xlsx)):
        with page.expect_download() as download:
            page.get_by_role("link", name=link).click()
        first, second = read(download.value.path())
        assert (first["کد پیگیری"], first["بنگاه"], first["وضعیت"]) == (case.code, "کفش نگین", "در بررسی")
        assert (first["مسئول"], first["شمارهٔ همراه"]) == (EXPERT, "09121234567")
        assert second["بنگاه"] == "'=بنگاه بد()"


def read_csv(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


def read_xlsx(file: Path) -> list[dict[str, str]]:
    sheet = load_workbook(io.BytesIO(file.read_bytes())).active
    assert sheet is not None
    head, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), map(str, line), strict=True)) for line in lines]


def test_many_cases_are_ticked_and_given_away(page: Page, database: Engine) -> None:
    for number in range(3):
        make_case(database, f"بنگاه {number}")
    log_in(page, MANAGER)
    page.goto("/staff/cases")
    assert page.locator(".bulk").is_hidden()
    if page.viewport_size == DESKTOP:
        page.get_by_label(texts.SELECT_ALL).check()
        assert page.locator("[data-count]").text_content() == "۳"
    else:
        for box in page.locator("input[name=codes]").all():
            box.check()
    page.get_by_label(texts.SELECT.format(code="بنگاه 1")).uncheck()
    page.locator("#bulk").select_option(label=EXPERT)
    page.get_by_role("button", name=texts.BULK_BUTTON).click()
    page.get_by_text(texts.DONE["assigned"]).wait_for()
    given = page.locator(f"tbody tr:has-text('{EXPERT}') th").all_text_contents()
    assert [name.strip() for name in given] == ["بنگاه 2", "بنگاه 0"]


def test_a_wrong_login_says_so_where_the_focus_is(page: Page) -> None:
    page.goto("/staff/login")
    page.get_by_label(texts.LOGIN_NAME).fill(MANAGER)
    page.get_by_label(texts.LOGIN_PASSWORD).fill("نادرست")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.textContent.trim()") == texts.LOGIN_WRONG
    assert page.get_by_label(texts.LOGIN_NAME).input_value() == MANAGER


def test_the_keyboard_alone_gets_from_the_login_into_a_case(page: Page, database: Engine) -> None:
    make_case(database, "کفش نگین")
    page.goto("/staff/login")
    page.get_by_label(texts.LOGIN_NAME).focus()
    page.keyboard.type(EXPERT)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/")
    page.get_by_role("link", name=texts.CASES_TITLE, exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/cases")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == texts.SKIP
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "کفش نگین":
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="کفش نگین").wait_for()


PAGES = (
    *("/staff/", "/staff/questions", "/staff/gaps", "/staff/answers", "/staff/cases"),
    *("/staff/knowledge", "/staff/knowledge/deck", "/staff/knowledge/items"),
    *(
        "/staff/knowledge/deck/report",
        "/staff/knowledge/deck/review",
        "/staff/knowledge/deck/review?show=sure",
    ),
    *("/staff/accounts", "/staff/me", "/staff/audit", "/staff/nowhere"),
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [MANAGER, AUDITOR])
def test_axe_finds_no_violation_and_nothing_is_wider_than_the_window(
    page: Page, database: Engine, name: str, theme: str
) -> None:
    case = make_case(database, "بسیاردراز" * 12, description="بی‌فاصله" * 60)
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto("/staff/login")
    assert violations(page) == []
    log_in(page, name)
    for path in (*PAGES, f"/staff/cases/{case.code}", "/staff/cases?since=x", "/staff/cases?q=هیچ"):
        page.goto(path)
        time.sleep(0.05)
        assert violations(page) == [], path
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], path  # type: ignore[index]


def test_a_recovered_figure_is_corrected_rejected_and_taken_back(page: Page) -> None:
    review = "/staff/knowledge/deck/review"
    log_in(page, EXPERT)
    page.goto(review)
    page.get_by_text(texts.LINE_CORRECT_FIGURE).click()
    page.get_by_label(texts.LINE_NEW_FIGURE).fill("بسیار")
    page.get_by_role("button", name=texts.LINE_SEND_FIGURE).click()
    page.get_by_text(texts.LINE_FIGURE_MISSING).wait_for()
    assert violations(page) == []
    page.get_by_role("button", name=texts.LINE_REJECT_FIGURE, exact=True).click()
    page.get_by_text(texts.DONE["decided_item"]).wait_for()
    page.goto(f"{review}?show=decided")
    assert violations(page) == []
    page.get_by_role("button", name=texts.LINE_REOPEN).first.click()
    page.get_by_text(texts.STANDS_EMPTY[Stand.DECIDED]).wait_for()


def test_a_finger_hits_every_button_and_link_of_a_case(page: Page, database: Engine) -> None:
    case = make_case(database)
    log_in(page, MANAGER)
    page.goto(f"/staff/cases/{case.code}")
    buttons = page.locator("button:visible, select:visible, input:visible:not([type=checkbox])").all()
    assert buttons
    for button in buttons:
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 43.5, button.evaluate("element => element.outerHTML")


def test_what_is_hidden_is_not_in_the_page_of_an_auditor(page: Page, database: Engine) -> None:
    case = make_case(database)
    log_in(page, AUDITOR)
    page.goto(f"/staff/cases/{case.code}")
    assert page.locator("text=سارا").count() == 0
    assert page.get_by_role("button", name=texts.WORK_STATUS_BUTTON).count() == 0
    assert page.get_by_text(texts.HIDDEN).count() >= 3
