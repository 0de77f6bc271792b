"""The double behaves as the Bot API does where our bot could go wrong; asked through python-telegram-bot."""

import asyncio
import time
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.request import HTTPXRequest

from tests.fakes import png
from tests.telegram.cloud import BOT, TOKEN
from tests.telegram.double import TelegramDouble
from tests.telegram.markup import MarkupError, parse_html

pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")  # the library warns of its own future


def ask[T](telegram: TelegramDouble, act: Callable[[Bot], Awaitable[T]], token: str = TOKEN) -> T:
    async def run() -> T:
        bot = Bot(
            token,
            base_url=f"{telegram.url}/bot",
            base_file_url=f"{telegram.url}/file/bot",
            get_updates_request=HTTPXRequest(4),
        )
        async with bot:
            return await act(bot)

    return asyncio.run(run())


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def keyboard(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("دکمه", callback_data=data)]])


def test_tokens_and_methods(telegram: TelegramDouble) -> None:
    assert status(f"{telegram.url}/bot{TOKEN}/getMe") == 200
    assert status(f"{telegram.url}/bot{TOKEN[:-1]}x/getMe") == 401
    assert status(f"{telegram.url}/botnonsense/getMe") == 404
    assert status(f"{telegram.url}/bot{TOKEN}/noSuchMethod") == 404
    with pytest.raises(InvalidToken):
        ask(telegram, lambda bot: bot.get_me(), TOKEN[:-1] + "x")
    with pytest.raises(EndPointNotFound):
        ask(telegram, lambda bot: bot.do_api_request("noSuchMethod"))


def test_text_length_is_counted_after_the_entities_are_parsed(telegram: TelegramDouble) -> None:
    chat = telegram.person().id
    fits = "<b>" + "ب" * 4095 + "</b>&lt;"
    assert ask(telegram, lambda bot: bot.send_message(chat, fits, "HTML")).text == "ب" * 4095 + "<"
    with pytest.raises(BadRequest, match="too long"):
        ask(telegram, lambda bot: bot.send_message(chat, "ب" * 4097))
    for empty in ("", "  \n", "<b></b>"):
        with pytest.raises(BadRequest, match="empty"):
            ask(telegram, lambda bot, empty=empty: bot.send_message(chat, empty, "HTML"))  # type: ignore[misc]


def test_captions_are_shorter_and_files_come_back(telegram: TelegramDouble) -> None:
    chat = telegram.person().id

    async def upload(bot: Bot) -> bytes:
        message = await bot.send_document(chat, b"PDF", caption="ب" * 1024, filename="a.pdf")
        assert message.document is not None
        file = await bot.get_file(message.document.file_id)
        return bytes(await file.download_as_bytearray())

    assert ask(telegram, upload) == b"PDF"
    with pytest.raises(BadRequest, match="caption is too long"):
        ask(telegram, lambda bot: bot.send_photo(chat, b"PNG", caption="ب" * 1025))
    with pytest.raises(BadRequest, match="file_id"):
        ask(telegram, lambda bot: bot.get_file("nothing"))


def test_only_pictures_of_a_possible_size_are_photos(telegram: TelegramDouble) -> None:
    chat = telegram.person().id
    (*_, photo) = ask(telegram, lambda bot: bot.send_photo(chat, png(300, 200))).photo
    assert (photo.width, photo.height) == (300, 200)
    for content, error in [
        (b"%PDF", "IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ]:
        with pytest.raises(BadRequest, match=f"(?i){error}"):
            ask(telegram, lambda bot, content=content: bot.send_photo(chat, content))  # type: ignore[misc]


@pytest.mark.parametrize(
    ("html", "error"),
    [
        ("<b>الف", 'Can\'t find end tag corresponding to start tag "b"'),
        ("الف</b>", "Unexpected end tag at byte offset 6"),
        ("<b>الف</i>", 'Unmatched end tag at byte offset 9, expected "</b>", found "</i>"'),
        ("الف < ب", 'Unsupported start tag "" at byte offset 7'),
        ("<div>الف</div>", 'Unsupported start tag "div" at byte offset 0'),
    ],
)
def test_wrong_markup_is_refused(telegram: TelegramDouble, html: str, error: str) -> None:
    with pytest.raises(MarkupError) as refused:
        parse_html(html)
    assert str(refused.value) == error
    chat = telegram.person().id
    with pytest.raises(BadRequest, match=r"(?i)can't parse entities"):
        ask(telegram, lambda bot: bot.send_message(chat, html, "HTML"))


def test_entities_are_placed_in_utf16_units() -> None:
    assert parse_html("𝐀<b>ب</b> &amp; <blockquote expandable>ج</blockquote>") == (
        "𝐀ب & ج",
        [
            {"type": "bold", "offset": 2, "length": 1},
            {"type": "expandable_blockquote", "offset": 6, "length": 1},
        ],
    )


@pytest.mark.parametrize(("data", "fits"), [("x", True), ("ب" * 32, True), ("ب" * 33, False)])
def test_a_buttons_data_is_one_to_64_bytes(telegram: TelegramDouble, data: str, fits: bool) -> None:
    chat = telegram.person().id
    if fits:
        ask(telegram, lambda bot: bot.send_message(chat, "متن", reply_markup=keyboard(data)))
    else:
        with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
            ask(telegram, lambda bot: bot.send_message(chat, "متن", reply_markup=keyboard(data)))


def test_edits_and_deletions_know_the_message(telegram: TelegramDouble) -> None:
    person = telegram.person()
    theirs = person.writes("از من")["message_id"]
    mine = telegram.store(person.id, BOT, text="یک")["message_id"]
    old = telegram.store(person.id, BOT, text="کهنه", too_old=True)["message_id"]
    for number, error in ((mine, "not modified"), (theirs, "can't be edited"), (999, "to edit not found")):
        with pytest.raises(BadRequest, match=error):
            ask(telegram, lambda bot, n=number: bot.edit_message_text("یک", person.id, n))  # type: ignore[misc]
    ask(telegram, lambda bot: bot.edit_message_text("دو", person.id, mine))
    assert [m["text"] for m in person.inbox] == ["دو", "کهنه"]
    with pytest.raises(BadRequest, match="deleted for everyone"):
        ask(telegram, lambda bot: bot.delete_message(person.id, old))
    ask(telegram, lambda bot: bot.delete_message(person.id, mine))
    assert [m["text"] for m in person.inbox] == ["کهنه"]


def test_a_reply_needs_its_message_unless_told_otherwise(telegram: TelegramDouble) -> None:
    chat = telegram.person().id
    with pytest.raises(BadRequest, match="replied not found"):
        ask(telegram, lambda bot: bot.send_message(chat, "متن", reply_parameters=ReplyParameters(9)))
    lenient = ReplyParameters(9, allow_sending_without_reply=True)
    assert ask(telegram, lambda bot: bot.send_message(chat, "متن", reply_parameters=lenient))


def test_a_tap_is_answered_once_it_exists_and_is_young(telegram: TelegramDouble) -> None:
    person = telegram.person()
    person.presses_data(telegram.store(person.id, BOT, text="یک"), "x")
    assert ask(telegram, lambda bot: bot.answer_callback_query("1"))
    telegram.cloud.callbacks["1"]["too_old"] = True
    for number in ("1", "2"):
        with pytest.raises(BadRequest, match="too old"):
            ask(telegram, lambda bot, n=number: bot.answer_callback_query(n))  # type: ignore[misc]


def test_unconfirmed_updates_come_again_until_the_offset_passes_them(telegram: TelegramDouble) -> None:
    person = telegram.person()
    numbers = [person.writes(str(n))["update"] for n in range(3)]

    def fetch(**options: int) -> list[int]:
        return [u.update_id for u in ask(telegram, lambda bot: bot.get_updates(**options))]  # type: ignore[arg-type]

    assert fetch() == fetch() == numbers
    assert fetch(limit=2) == numbers[:2]
    assert fetch(offset=numbers[1]) == numbers[1:]
    assert fetch() == numbers[1:]
    assert fetch(offset=-1) == numbers[2:]
    assert fetch(offset=numbers[2] + 1) == []
    assert telegram.confirmed()


def test_a_long_poll_waits_for_an_update(telegram: TelegramDouble) -> None:
    person = telegram.person()

    async def poll(bot: Bot) -> list[str | None]:
        waiting = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        await asyncio.to_thread(person.writes, "الف")
        return [u.message.text for u in await waiting if u.message]

    assert ask(telegram, poll) == ["الف"]


def test_a_second_poller_sends_the_first_away_and_a_webhook_both(telegram: TelegramDouble) -> None:
    async def both(bot: Bot) -> None:
        first = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.2)
        second = asyncio.create_task(bot.get_updates(timeout=1))
        with pytest.raises(Conflict):
            await first
        assert await second == ()
        await bot.set_webhook("https://example.org/x")
        with pytest.raises(Conflict):
            await bot.get_updates()

    ask(telegram, both)


def test_floods_and_blocks_and_unknown_chats(telegram: TelegramDouble) -> None:
    person = telegram.person()
    telegram.cloud.limits.chat = 2

    async def hurry(bot: Bot) -> None:
        for _ in range(3):
            await bot.send_message(person.id, "متن")

    with pytest.raises(RetryAfter):
        ask(telegram, hurry)
    assert len(person.inbox) == 2
    telegram.flood(person.id, 600)
    with pytest.raises(RetryAfter, match=r"in (600|5\d\d) seconds"):
        ask(telegram, lambda bot: bot.send_message(person.id, "متن"))
    telegram.cloud.blocked.add(person.id)
    with pytest.raises(Forbidden, match="blocked"):
        ask(telegram, lambda bot: bot.send_message(person.id, "متن"))
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        ask(telegram, lambda bot: bot.send_message(424242, "متن"))


def test_a_connection_cut_after_the_message_has_sent_it(telegram: TelegramDouble) -> None:
    person = telegram.person()
    telegram.cut_before("sendMessage")
    with pytest.raises(NetworkError):
        ask(telegram, lambda bot: bot.send_message(person.id, "یک"))
    telegram.cut_after("sendMessage")
    with pytest.raises(NetworkError):
        ask(telegram, lambda bot: bot.send_message(person.id, "دو"))
    assert [m["text"] for m in person.inbox] == ["دو"]


def test_a_webhook_is_pushed_again_until_taken_in_the_order_of_each_chat() -> None:
    from aiohttp import web

    async def run(telegram: TelegramDouble) -> list[tuple[str | None, int]]:
        got: list[tuple[str | None, int]] = []
        refused: set[int] = set()

        async def take(request: web.Request) -> web.Response:
            number = int((await request.json())["update_id"])
            got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), number))
            if number in refused:
                return web.Response()
            refused.add(number)
            return web.Response(status=500)

        app = web.Application()
        app.router.add_post("/hook", take)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with Bot(TOKEN, base_url=f"{telegram.url}/bot") as bot:
            url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
            await bot.set_webhook(url, secret_token="s")
            person = telegram.person()
            for text in ("الف", "ب"):
                await asyncio.to_thread(person.writes, text)
            deadline = time.monotonic() + 10
            while not telegram.confirmed() and time.monotonic() < deadline:
                await asyncio.sleep(0.02)
        await runner.cleanup()
        return got

    with TelegramDouble(webhook_retry=0.02) as telegram:
        got = asyncio.run(run(telegram))
    first = got[0][1]
    assert got == [("s", first), ("s", first), ("s", first + 1), ("s", first + 1)]
