"""A whole self-assessment on the real program: its picture and its report arrive on every channel."""

import io
import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from bot.assessment import captions, texts
from bot.assessment.reading import load_instruments
from bot.assessment.result import Unscored
from bot.assessment.scoring import is_asked, score
from ingest.readers.pdf import read_pdf
from tests.e2e.browsing import PHONE, chromium
from tests.running import Serving, clean_environment
from tests.telegram.cloud import TOKEN
from tests.telegram.double import Person, TelegramDouble

FIRM = load_instruments()[0]
LOADED = "image => image.complete && image.naturalWidth > 600"
LEVELS = {indicator.key: 1 + (n * 3 + 2) % 5 for n, (_, indicator) in enumerate(FIRM.indicators())}
QUESTIONS = {indicator.question: indicator.key for _, indicator in FIRM.indicators()}


def expected_points(levels: dict[str, int]) -> str:
    """The overall score of these answers, as people read it."""
    return captions.points(score(FIRM, levels).overall)


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramDouble]:
    with TelegramDouble() as double:
        yield double


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory, telegram: TelegramDouble) -> Iterator[Serving]:
    data = tmp_path_factory.mktemp("data")
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_BASE_URL": telegram.url, "RATE_LIMIT_PER_MINUTE": "0"}
    with Serving(data, "--prepare", **settings) as program:
        program.data = data  # type: ignore[attr-defined]
        yield program


def typed_answer(shown: str, levels: dict[str, int]) -> str:
    """What a person with these levels types to this message: a level, else the way to the result."""
    for question, key in QUESTIONS.items():
        if question in shown:
            return str(levels[key])
    return "پایان" if texts.REVIEW in shown else "رد کن"


def take(say: Callable[[str], str], levels: dict[str, int] = LEVELS) -> str:
    """Answers everything by typing; the message of the result."""
    shown = say("خودارزیابی")
    shown = say("بنگاه")
    for _ in range(60):
        if captions.OUT_OF in shown and FIRM.title in shown:
            return shown
        shown = say(typed_answer(shown, levels))
    raise AssertionError(shown)


def check_picture(content: bytes) -> None:
    picture = Image.open(io.BytesIO(content))
    assert picture.format == "PNG"
    assert 600 <= picture.width <= 1080
    colours = picture.convert("RGB").getcolors(1 << 24)
    assert colours is not None
    assert len(colours) > 50


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def check_report(content: bytes, points: str) -> None:
    lines = [line for page in read_pdf(content).pages for line in page.lines]
    text = " ".join(" ".join([line.text, *(cell for row in line.table for cell in row)]) for line in lines)
    assert FIRM.title in text
    assert points in text
    assert captions.PLAN in text
    for _, indicator in FIRM.indicators():
        assert letters(indicator.question) in letters(text)


# Telegram


INVISIBLE = dict.fromkeys([0x200F, 0x2066, 0x2069])


def words_of(message: dict[str, Any]) -> str:
    return str(message.get("text", message.get("caption"))).translate(INVISIBLE)


def talker(person: Person) -> Callable[[str], str]:
    """Says something on Telegram and gives back the bot's answer."""

    def say(text: str) -> str:
        before = len(person.inbox)
        person.writes(text)
        return "\n".join(words_of(message) for message in person.hears(before + 1, 60)[before:])

    return say


def test_telegram_begins_with_four_buttons_and_one_of_them_leads_here(
    serving: Serving, telegram: TelegramDouble
) -> None:
    person = telegram.person()
    person.writes("/start")
    (hello,) = person.hears(1, 60)
    rows = hello["reply_markup"]["inline_keyboard"]
    assert [button["text"] for row in rows for button in row] == [
        "پرسش",
        "خودارزیابی",
        "ثبت درخواست",
        "راهنما",
    ]
    person.presses(hello, "خودارزیابی")
    assert words_of(person.hears(2, 60)[1]).startswith(texts.CHOOSE)


def test_telegram_sends_the_picture_and_the_report_once(serving: Serving, telegram: TelegramDouble) -> None:
    person = telegram.person()
    result = take(talker(person))
    points = expected_points(LEVELS)
    assert f"{points} {captions.OUT_OF}" in result
    message = person.inbox[-1]
    heard = len(person.inbox)
    person.presses(message, texts.PICTURE_BUTTON)
    photo = person.hears(heard + 1, 60)[heard]
    check_picture(telegram.cloud.files[photo["photo"][-1]["file_id"]])
    assert f"{points} {captions.OUT_OF}" in words_of(photo)
    person.presses(message, texts.REPORT_BUTTON)
    document = person.hears(heard + 2, 60)[heard + 1]
    assert re.fullmatch(r"khoosheyar-firm-report-\d{4}-\d\d-\d\d\.pdf", document["document"]["file_name"])
    check_report(telegram.cloud.files[document["document"]["file_id"]], points)
    telegram.wait(telegram.confirmed)
    assert len(person.inbox) == heard + 2


# web


class Visitor:
    """Somebody with a cookie who talks with the API."""

    def __init__(self, address: str) -> None:
        self.client = httpx.Client(base_url=address, timeout=60)
        self.answer: dict[str, Any] = {}

    def say(self, text: str, choice: str | None = None) -> str:
        turn = {"text": text, "turn_id": uuid.uuid4().hex, "choice": choice}
        response = self.client.post("/api/chat", json=turn)
        response.raise_for_status()
        self.answer = response.json()
        return str(self.answer["text"])

    def presses(self, answer: dict[str, Any], label: str) -> dict[str, Any]:
        choice = next(choice for choice in answer["choices"] if choice["label"] == label)
        self.say(label, choice["data"])
        return self.answer


def test_the_api_gives_the_files_to_their_visitor_only(serving: Serving) -> None:
    visitor, stranger = Visitor(serving.address), Visitor(serving.address)
    points = expected_points(LEVELS)
    assert f"{points} {captions.OUT_OF}" in take(visitor.say)
    result = visitor.answer
    (picture,) = visitor.presses(result, texts.PICTURE_BUTTON)["files"]
    assert picture["picture"]
    assert f"{points} {captions.OUT_OF}" in picture["text"]
    check_picture(visitor.client.get(picture["href"]).content)
    (report,) = visitor.presses(result, texts.REPORT_BUTTON)["files"]
    check_report(visitor.client.get(report["href"]).content, points)
    for file in (picture, report):
        assert stranger.client.get(file["href"]).status_code == 404
    visitor.say("فراموشم کن")
    visitor.presses(visitor.answer, visitor.answer["choices"][0]["label"])
    assert visitor.client.get(picture["href"]).status_code == 404


def test_the_page_shows_the_picture_and_a_second_time_the_trend(serving: Serving, tmp_path: Path) -> None:
    visitor = Visitor(serving.address)
    take(visitor.say, dict.fromkeys(LEVELS, 2))
    take(visitor.say)
    cookies = [{"name": c.name, "value": c.value, "url": serving.address} for c in visitor.client.cookies.jar]
    with chromium() as browser:
        context = browser.new_context(viewport=PHONE, locale="fa-IR", device_scale_factor=2)
        context.add_cookies(cookies)
        page = context.new_page()
        trouble: list[str] = []
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda m: trouble.append(m.text) if "Content Security" in m.text else None)
        page.goto(serving.address)
        page.locator("article.reply").last.wait_for()

        def press(label: str) -> Any:
            before = page.locator("article.reply").count()
            page.get_by_role("button", name=label).last.click()
            card = page.locator("article.reply").nth(before)
            card.wait_for()
            return card

        card = press(texts.COMPARE_BUTTON)
        trend = card.locator(".picture img")
        trend.scroll_into_view_if_needed()
        page.wait_for_function(LOADED, arg=trend.element_handle())
        assert str(trend.get_attribute("alt")).startswith(captions.trend(FIRM.title))
        page.screenshot(path=tmp_path / "trend.png")

        card = press(texts.PICTURE_BUTTON)
        image = card.locator(".picture img")
        image.scroll_into_view_if_needed()
        page.wait_for_function(LOADED, arg=image.element_handle())
        assert captions.WEAKEST in str(image.get_attribute("alt"))
        box = image.bounding_box()
        assert box is not None
        assert 300 <= box["width"] <= PHONE["width"]
        assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
        page.screenshot(path=tmp_path / "picture.png")

        card = press(texts.REPORT_BUTTON)
        with page.expect_download() as download:
            card.locator("a.file").click()
        check_report(Path(download.value.path()).read_bytes(), expected_points(LEVELS))
        page.screenshot(path=tmp_path / "report.png")
        context.close()
    assert trouble == []


# terminal


def test_the_terminal_writes_the_files_beside_and_says_where(serving: Serving, tmp_path: Path) -> None:
    said = ["خودارزیابی", "بنگاه"]
    asked = [indicator.key for _, indicator in FIRM.indicators()]
    skipped = {key for key in asked if _not_asked(key)}
    said += [str(LEVELS[key]) for key in asked if key not in skipped]
    said += ["پایان", "رد کن", "رد کن", texts.PICTURE_BUTTON, texts.REPORT_BUTTON]
    repository = Path.cwd()
    data = serving.data  # type: ignore[attr-defined]
    program = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--data", str(data)],
        input="\n".join(said) + "\n",
        cwd=tmp_path,
        env=clean_environment(PYTHONPATH=str(repository)),
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert program.returncode == 0, program.stderr
    points = expected_points(LEVELS)
    assert f"{points} {captions.OUT_OF}" in program.stdout
    (picture,) = tmp_path.glob("*.png")
    (report,) = tmp_path.glob("*.pdf")
    assert picture.name in program.stdout
    assert report.name in program.stdout
    assert captions.WEAKEST in program.stdout
    check_picture(picture.read_bytes())
    check_report(report.read_bytes(), points)


def _not_asked(key: str) -> bool:
    """Whether the condition of this question does not hold with our levels."""
    indicator = next(each for _, each in FIRM.indicators() if each.key == key)
    answers: dict[str, int | Unscored] = dict(LEVELS)
    return not is_asked(FIRM, indicator, answers)
