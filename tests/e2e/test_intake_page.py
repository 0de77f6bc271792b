"""The intake in a real browser on a phone: by buttons, left and opened again, sent, told the news."""

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from sqlalchemy import Engine

from bot.intake import texts
from bot.intake.case import Case, Status, staff_member
from bot.intake.ports import CaseFilter
from bot.store.cases import SqlCases
from bot.store.database import open_database
from bot.store.migrate import migrate
from bot.store.notifying import Notifier
from bot.store.sessions import SqlSessions
from bot.store.vault import Vault
from bot.web.application import create_application
from tests.applicants import ANSWERS, PERSONAL, SAID, open_talk
from tests.fakes import FakeSearch

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the Python package playwright is not installed"
)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed (Debian: apt-get install chromium)"
)
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_database(f"sqlite:///{tmp_path / 'khoosheyar.db'}")
    migrate(engine)
    return engine


@pytest.fixture
def site(engine: Engine) -> Iterator[str]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    app = create_application(open_talk(engine), SqlSessions(engine), FakeSearch(), lambda: True, 1000)
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


def after(page: "playwright.Page", act: str, what: str) -> str:
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
    page: "playwright.Page", site: str, engine: Engine
) -> None:
    assert texts.INTRO in after(page, "press", "ثبت درخواست")
    after(page, "press", "بنگاه یا کارگاه")
    after(page, "type", "کفش نگین")
    after(page, "press", "نساجی، پوشاک و چرم")
    visit(page, site)  # the page was closed in the middle
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
    visit(page, site)
    news = page.locator("article.reply", has_text="در حال بررسی")
    news.wait_for()
    visit(page, site)
    news.wait_for()
    assert news.count() == 1  # shown again with the rest of the talk, but told once
    assert "«در بررسی»" in after(page, "press", texts.STATUS_BUTTON)


def test_axe_finds_no_violation_in_the_talk(page: "playwright.Page") -> None:
    for text in SAID[:4]:
        after(page, "type", text)
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE})
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")
    assert len(found["passes"]) > 10
    assert [f"{v['id']}: {node['html'][:90]}" for v in found["violations"] for node in v["nodes"]] == []
