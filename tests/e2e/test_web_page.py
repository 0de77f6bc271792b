"""The chat page in a real browser over fakes: what a person sees, presses and hears of."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Locator, Page, Route

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import File
from bot.dialogue.turn import Attachment, Block, BlockKind, Line, Outcome, Reply, SessionKey, paragraph
from bot.store.memory import MemorySessions
from bot.web import texts as page_texts
from bot.web.application import create_application
from bot.web.texts import PAGE
from tests.e2e.browsing import DESKTOP, PHONE, served, visit, watched
from tests.fakes import PICTURE, QUOTE, REPORT, FakeAnswers, FakeFiles, FakeSearch, abstention, answer

LIMIT = 300


class Site:
    """The web application on a port of its own, answering what the test tells it."""

    def __init__(self) -> None:
        self.reply: Callable[[str], Reply] = lambda question: answer()
        self.answers = FakeAnswers(lambda question: self.reply(question))
        sessions = MemorySessions()
        self.owner = ""  # who has files
        files = dict.fromkeys(FakeFiles.FILES, self)
        conversation = Conversation(sessions, self.answers, LIMIT, attachments=files)
        self.app = create_application(conversation, sessions, FakeSearch(), lambda: True, LIMIT)
        self.address = ""

    def open(self, key: SessionKey, attachment: Attachment) -> File | None:
        return FakeFiles(self.owner).open(key, attachment)

    def hold_back(self) -> threading.Event:
        """The next answers wait until this is set."""
        release = threading.Event()

        def slow(question: str) -> Reply:
            assert release.wait(20)
            return answer()

        self.reply = slow
        return release

    @property
    def questions(self) -> list[str]:
        return [question for question, _ in self.answers.asked]


class Person:
    """One person's browser window on the page."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site
        self.visit()

    def visit(self) -> None:
        visit(self.page)

    def ask(self, text: str) -> None:
        before = self.page.locator("article.reply").count()
        self.page.fill("#question", text)
        self.page.keyboard.press("Enter")
        self.page.locator("article.reply").nth(before).wait_for()

    @property
    def last(self) -> Locator:
        return self.page.locator("article.reply").last

    def said(self) -> list[str]:
        """Everything in the conversation, as a screen reader would read it."""
        return [text.strip() for text in self.page.locator("#log > *").all_text_contents()]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    with served(site.app) as site.address:
        yield site


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def person(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Person]:
    with watched(browser, site.address, request.param) as page:
        yield Person(page, site)


def test_the_page_welcomes_with_examples_that_can_be_pressed(person: Person) -> None:
    assert person.page.locator("#welcome").is_visible()
    assert person.page.locator("#examples .chip").all_text_contents() == list(texts.EXAMPLES)
    person.page.locator("#examples .chip").first.click()
    person.last.wait_for()
    assert person.site.questions == [texts.EXAMPLES[0]]
    assert not person.page.locator("#welcome").is_visible()


def test_an_answer_shows_its_blocks_and_marks(person: Person) -> None:
    person.ask("خوشه چیست؟")
    assert person.last.locator("> p").all_text_contents()[0].startswith("خوشه یعنی بنگاه‌های نزدیک به هم.")
    assert [t.split("\u2060")[0] for t in person.last.locator("ul.bullets li").all_text_contents()] == [
        "کاهش هزینه",
        "نوآوری",
    ]
    assert person.last.locator("ol.steps li").count() == 3
    assert person.last.locator(".mark").all_text_contents() == ["[۱]", "[۱]", "[۲]", "[۲]"]


def test_steps_go_on_from_the_number_they_start_with(person: Person) -> None:
    blocks = (
        Block(BlockKind.STEPS, (Line("یک"),)),
        Block(BlockKind.BULLETS, (Line("میان"),)),
        Block(BlockKind.STEPS, (Line("دو"),), 2),
    )
    person.site.reply = lambda question: Reply(Outcome.ANSWER, blocks)
    person.ask("مراحل؟")
    lists = person.last.locator("ol.steps").all()
    assert [list.evaluate("list => [list.start, list.style.counterReset]") for list in lists] == [
        [1, "step 0"],
        [2, "step 1"],
    ]


def test_a_mark_opens_the_quote_and_escape_gives_the_focus_back(person: Person) -> None:
    person.ask("خوشه چیست؟")
    mark = person.last.locator(".mark").first
    mark.focus()
    person.page.keyboard.press("Enter")
    sheet = person.page.get_by_role("dialog", name="برنامهٔ خوشه‌ها")
    assert sheet.is_visible()
    assert sheet.locator("#sheet-quote").text_content() == QUOTE
    assert sheet.locator("#sheet-locator").text_content() == "بخش ۲: تعریف، اسلاید ۴"
    person.page.keyboard.press("Escape")
    assert not sheet.is_visible()
    assert mark.evaluate("element => element === document.activeElement")


def test_the_list_of_sources_opens_each_quote(person: Person) -> None:
    person.ask("خوشه چیست؟")
    person.last.get_by_text("منابع (۲)").click()
    person.last.locator(".sources li button").nth(1).click()
    assert person.page.locator("#sheet-quote").text_content() == "نوآوری از مزایای خوشه است."
    person.page.locator("#sheet-close").click()
    assert not person.page.locator("#sheet").is_visible()


def test_a_refusal_is_no_alarm_and_its_choices_send_their_data(person: Person) -> None:
    person.site.reply = lambda question: abstention()
    person.ask("هوا چطور است؟")
    assert "abstention" in str(person.last.get_attribute("class"))
    assert person.page.locator("[role=alert]").count() == 0
    with person.page.expect_request("**/api/chat") as sent:
        person.last.locator(".chip").first.click()
    body = sent.value.post_data_json
    assert (body["text"], body["choice"]) == ("مزایای خوشه چیست؟", "ask:benefits")


def test_history_is_there_again_after_a_reload(person: Person) -> None:
    person.ask("یک")
    person.site.reply = lambda question: abstention()
    person.ask("دو")
    before = person.said()
    person.visit()
    person.page.locator("article.reply").nth(1).wait_for()
    assert person.said() == before
    assert person.site.questions == ["یک", "دو"]


def test_a_lost_answer_is_sent_again_under_the_same_turn_and_asked_once(person: Person) -> None:
    def lose(route: Route) -> None:
        route.fetch()  # the server has the turn, its answer never arrives
        route.abort()

    person.page.route("**/api/chat", lose)
    person.page.fill("#question", "خوشه چیست؟")
    person.page.keyboard.press("Enter")
    alarm = person.page.locator("[role=alert]")
    alarm.wait_for()
    assert PAGE["offline"] in str(alarm.text_content())
    person.page.unroute("**/api/chat")
    alarm.get_by_role("button", name=PAGE["retry"]).click()
    person.last.wait_for()
    assert person.site.questions == ["خوشه چیست؟"]
    assert person.page.locator(".mine").count() == 1
    assert alarm.count() == 0


def test_a_reload_in_the_middle_of_a_turn_goes_on_with_it_once(person: Person) -> None:
    release = person.site.hold_back()
    person.page.fill("#question", "خوشه چیست؟")
    person.page.keyboard.press("Enter")
    while not person.site.questions:
        time.sleep(0.01)
    person.visit()
    person.page.locator(".thinking").wait_for()
    release.set()
    person.last.wait_for()
    assert person.site.questions == ["خوشه چیست؟"]
    assert person.page.locator(".mine").count() == 1
    person.visit()
    person.last.wait_for()
    assert person.page.locator(".mine").count() == 1


def test_a_thumb_up_is_kept_over_a_reload_and_can_be_changed(person: Person) -> None:
    person.ask("خوشه چیست؟")
    up, down = (person.last.get_by_role("button", name=PAGE[f"rate_{name}"]) for name in ("up", "down"))
    up.click()
    person.last.get_by_text(texts.RATED).wait_for()
    assert (up.get_attribute("aria-pressed"), down.get_attribute("aria-pressed")) == ("true", "false")
    assert person.page.locator(".mine").count() == 1
    person.visit()
    person.last.wait_for()
    assert person.page.locator(".mine").count() == 1
    assert up.get_attribute("aria-pressed") == "true"


def test_a_thumb_down_asks_why_and_takes_a_reason(person: Person) -> None:
    person.ask("خوشه چیست؟")
    person.last.get_by_role("button", name=PAGE["rate_down"]).click()
    person.page.get_by_text(texts.WHY).wait_for()
    assert person.last.locator(".thumb, .chips-label").count() == 0
    person.last.get_by_role("button", name="ناقص بود").click()
    person.page.get_by_text(texts.WHY_KEPT).wait_for()
    before = person.said()
    person.visit()
    person.page.get_by_text(texts.WHY_KEPT).wait_for()
    assert person.said() == before
    assert person.site.questions == ["خوشه چیست؟"]


def test_a_rating_that_does_not_arrive_says_so_and_presses_nothing(person: Person) -> None:
    person.ask("خوشه چیست؟")
    person.page.route("**/api/chat", lambda route: route.abort())
    up = person.last.get_by_role("button", name=PAGE["rate_up"])
    up.click()
    person.last.get_by_text(PAGE["offline"]).wait_for()
    assert up.get_attribute("aria-pressed") == "false"


def test_the_menu_gives_the_persons_data_as_a_file(person: Person) -> None:
    person.ask("راز من")
    person.page.locator("#menu summary").click()
    person.page.locator("#my-data").click()
    with person.page.expect_download() as download:
        person.page.get_by_role("link", name=texts.GET_FILE).click()
    assert download.value.suggested_filename == texts.MY_DATA_FILE
    assert "راز من" in download.value.path().read_text(encoding="utf-8")


def test_a_picture_is_shown_with_its_words_and_a_report_is_a_link(person: Person) -> None:
    person.site.owner = person.page.context.cookies()[0]["value"]
    person.site.reply = lambda question: replace(answer(), attachments=(PICTURE, REPORT))
    person.ask("نتیجه")
    image = person.last.get_by_role("img", name=PICTURE.text)
    person.page.wait_for_function(
        "image => image.complete && image.naturalWidth === 600", arg=image.element_handle()
    )
    card, shown = person.last.bounding_box(), image.bounding_box()
    assert card is not None
    assert shown is not None
    assert shown["width"] > 0.8 * card["width"]
    with person.page.expect_download() as download:
        person.last.get_by_role("link", name=REPORT.text).click()
    assert download.value.path().read_bytes() == FakeFiles.FILES[REPORT.kind].content
    assert download.value.suggested_filename == "assessment.pdf"


def test_the_words_of_a_picture_stand_in_its_place_when_it_is_gone(person: Person) -> None:
    person.site.reply = lambda question: replace(answer(), attachments=(PICTURE,))
    person.ask("نتیجه")
    person.last.get_by_text(PICTURE.text).wait_for()
    assert person.last.locator("img").count() == 0


def test_forgetting_empties_the_page_after_a_confirmation(person: Person) -> None:
    person.ask("راز من")
    person.page.locator("#menu summary").click()
    person.page.locator("#forget").click()
    person.page.get_by_role("button", name=texts.FORGET_YES).click()
    person.page.get_by_text(texts.FORGOTTEN).wait_for()
    assert all("راز من" not in text for text in person.said())
    person.visit()
    assert person.page.locator("#log > *").count() == 0


def test_the_menu_closes_by_escape_and_by_a_tap_beside_it(person: Person) -> None:
    summary, entry = person.page.locator("#menu summary"), person.page.locator("#forget")
    summary.click()
    assert entry.is_visible()
    person.page.keyboard.press("Escape")
    assert not entry.is_visible()
    assert summary.evaluate("element => element === document.activeElement")
    summary.click()
    person.page.locator("h1").click()
    assert not entry.is_visible()


def test_while_an_answer_is_coming_nothing_else_is_sent(person: Person) -> None:
    release = person.site.hold_back()
    person.page.fill("#question", "یک")
    person.page.keyboard.press("Enter")
    person.page.locator(".thinking").wait_for()
    person.page.fill("#question", "دو")
    person.page.keyboard.press("Enter")
    assert person.page.locator("#send").is_disabled()
    assert person.page.input_value("#question") == "دو"
    release.set()
    person.last.wait_for()
    assert person.site.questions == ["یک"]
    assert person.page.locator("#send").is_enabled()


def test_a_server_error_shows_its_sentence(person: Person) -> None:
    def fail(question: str) -> Reply:
        raise RuntimeError("secret")

    person.site.reply = fail
    person.page.fill("#question", "خوشه")
    person.page.keyboard.press("Enter")
    person.page.locator("[role=alert]").wait_for()
    assert page_texts.TROUBLE in person.said()[-1]


def test_too_large_a_message_shows_the_servers_sentence_without_a_retry(person: Person) -> None:
    person.page.fill("#question", "الف " * 20_000)
    assert person.page.locator("#count").text_content() == texts.too_long(LIMIT)
    person.page.keyboard.press("Enter")
    person.page.locator("[role=alert]").wait_for()
    assert page_texts.TOO_LARGE in person.said()[-1]
    assert person.page.locator("[role=alert] button").count() == 0


def test_shift_enter_makes_a_line_and_enter_sends(person: Person) -> None:
    person.page.locator("#question").focus()
    person.page.keyboard.type("یک")
    person.page.keyboard.press("Shift+Enter")
    person.page.keyboard.type("دو")
    assert person.page.input_value("#question") == "یک\nدو"
    person.page.keyboard.press("Enter")
    person.last.wait_for()
    assert person.page.input_value("#question") == ""


def test_the_keyboard_alone_reaches_every_mark_and_the_way_back_to_the_field(person: Person) -> None:
    person.ask("خوشه چیست؟")
    focused = "() => document.activeElement.textContent.trim()"
    person.page.locator("#question").focus()
    reached = []
    while PAGE["skip"] not in reached:
        assert len(reached) < 20, reached
        person.page.keyboard.press("Shift+Tab")
        reached.append(person.page.evaluate(focused))
    assert {"[۱]", "[۲]", "منابع (۲)"} <= set(reached)
    person.page.keyboard.press("Enter")
    assert person.page.evaluate("() => document.activeElement.id") == "question"


def test_what_the_answer_says_is_shown_as_text_never_as_html(person: Person) -> None:
    evil = "<img src=x onerror=\"document.title='taken'\"> <b>a</b>"
    person.site.reply = lambda question: Reply(
        Outcome.ANSWER, (paragraph(evil), Block(BlockKind.BULLETS, (Line(evil),)))
    )
    person.ask(evil)
    assert person.page.title() == PAGE["title"]
    assert person.last.locator("img, b").count() == 0
    assert person.last.locator("> p").text_content() == evil


def test_nothing_is_wider_than_the_window_and_the_frame_stays_in_place(person: Person) -> None:
    long = "بسیاردراز" * 25
    person.site.reply = lambda question: answer(long)
    for number in range(4):
        person.ask(f"{number} {long}")
    inner = person.page.evaluate("() => [innerWidth, innerHeight]")
    assert person.page.evaluate("() => document.documentElement.scrollWidth") <= inner[0]
    assert person.page.locator("#scroll").evaluate("element => element.scrollWidth <= element.clientWidth")
    header, composer = (person.page.locator(name).bounding_box() for name in (".bar", "#composer"))
    assert header is not None
    assert composer is not None
    assert header["y"] == 0
    for frame in (header, composer):
        assert (frame["x"], frame["width"]) == (0, inner[0])
    assert composer["y"] + composer["height"] == pytest.approx(inner[1], abs=1)


def test_a_finger_hits_every_button(person: Person) -> None:
    person.site.reply = lambda question: abstention()
    person.ask("هوا چطور است؟")
    buttons = person.page.locator("button:visible").all()
    assert buttons
    for button in buttons:
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 43.5, button.inner_text()


def test_the_field_writes_persian_from_the_right_and_english_from_the_left(person: Person) -> None:
    direction = "() => getComputedStyle(document.getElementById('question')).direction"
    assert person.page.evaluate(direction) == "rtl"  # empty: the hint stands on the right
    person.page.fill("#question", "what is a cluster?")
    assert person.page.evaluate(direction) == "ltr"
    person.page.fill("#question", "خوشه چیست؟")
    assert person.page.evaluate(direction) == "rtl"


@pytest.mark.parametrize(("said", "direction"), [("BDS یعنی چی؟", "rtl"), ("khooshe chie?", "ltr")])
def test_what_was_said_reads_in_its_own_direction(person: Person, said: str, direction: str) -> None:
    person.page.fill("#question", said)
    assert (
        person.page.locator("#question").evaluate("field => getComputedStyle(field).direction") == direction
    )
    person.site.reply = lambda question: replace(answer(), blocks=(paragraph(said),))
    person.ask(said)
    for shown in (person.page.locator(".mine p"), person.last.locator("p").first):
        assert shown.evaluate("words => getComputedStyle(words).direction") == direction


def test_a_chosen_theme_stays_after_a_reload(person: Person) -> None:
    background = "() => getComputedStyle(document.body).backgroundColor"
    light = person.page.evaluate(background)
    person.page.locator("#theme").click()
    dark = person.page.evaluate(background)
    assert dark != light
    person.visit()
    assert person.page.evaluate(background) == dark


def test_the_font_is_our_own(person: Person) -> None:
    assert person.page.evaluate(
        "() => document.fonts.ready.then(() => document.fonts.check('16px Vazirmatn'))"
    )
    loaded = person.page.evaluate("() => performance.getEntriesByType('resource').map(each => each.name)")
    assert f"{person.site.address}/static/fonts/vazirmatn.woff2" in loaded


def test_the_documentation_shows_and_tries_the_api(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto(f"{site.address}/docs")
    operation = page.locator("#operations details", has_text="/api/search")
    operation.locator("summary").click()
    operation.locator("input").first.fill("خوشه")
    operation.get_by_role("button", name="Try it").click()
    operation.get_by_text("deck/2/1").wait_for()
    assert "200" in str(operation.locator("pre").text_content())
    page.close()
