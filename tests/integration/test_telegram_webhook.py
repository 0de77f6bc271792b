"""Webhook mode: the secret, the status codes, redelivery and order."""

import asyncio
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.owed import Parcel
from bot.dialogue.turn import Block, BlockKind, Line, Outcome, Reply
from bot.store.database import open_database
from bot.store.outbox import SqlOutbox
from bot.telegram.application import TelegramRefused, TelegramService
from bot.telegram.outbox import MemoryOutbox
from tests.fakes import FakeAnswers
from tests.telegram.cloud import TOKEN
from tests.telegram.double import Person, TelegramDouble
from tests.telegram.running import SECRET, Echo, RunningBot, conversation_in


def post(url: str, body: bytes, secret: str | None = SECRET) -> int:
    """The status of a request that did not come from Telegram's own queue."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def update(telegram: TelegramDouble, person: Person, text: str, number: int = 1) -> bytes:
    message = telegram.store(person.id, person.user, text=text)
    return json.dumps({"update_id": number, "message": message}).encode()


def words(person: Person) -> list[str]:
    return [m["text"].strip("\u200f").removesuffix(" [۱]") for m in person.inbox]


def test_updates_come_by_webhook_and_are_answered_in_order(telegram: TelegramDouble, tmp_path: Path) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo()), webhook=True):
        people = [telegram.person() for _ in range(4)]
        for number in range(5):
            for person in people:
                person.writes(str(number))
        for person in people:
            person.hears(5)
        telegram.wait(telegram.confirmed)
    assert all(words(person) == [f"پاسخ: {n}" for n in range(5)] for person in people)
    assert not telegram.made("getUpdates")
    assert len(telegram.cloud.delivered) == 20  # each was taken at its first delivery


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.lower(), "é"])
def test_a_request_without_the_right_secret_is_refused(
    telegram: TelegramDouble, tmp_path: Path, secret: str | None
) -> None:
    echo = Echo()
    conversation = conversation_in(tmp_path, echo)
    with RunningBot(telegram.url, conversation, webhook=True) as bot:
        person = telegram.person()
        if secret == "é":  # not possible in a header of urllib
            feed = bot.service.feed(update(telegram, person, "الف"), secret)
            assert asyncio.run_coroutine_threadsafe(feed, bot.loop).result(10) == 403
        else:
            assert post(bot.hook, update(telegram, person, "الف"), secret) == 403
    assert (echo.asked, person.inbox) == ([], [])


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"{}", b'"x"', b'{"update_id": "x", "message": 3}', b"\xff\xfe"]
)
def test_a_poison_body_is_taken_and_the_next_update_answered(
    telegram: TelegramDouble, tmp_path: Path, body: bytes
) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo()), webhook=True) as bot:
        assert post(bot.hook, body) == 200
        person = telegram.person()
        person.writes("الف")
        person.hears(1)


def test_an_update_of_a_kind_we_do_not_know_is_taken(telegram: TelegramDouble, tmp_path: Path) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo()), webhook=True) as bot:
        assert post(bot.hook, b'{"update_id": 5, "brand_new": {"a": 1}}') == 200


def test_it_is_taken_only_after_the_reply_is_recorded_and_a_redelivery_joins_it(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    go, reached = threading.Event(), threading.Event()

    def hold(question: str) -> None:
        reached.set()
        assert go.wait(20)

    echo = Echo(hold)
    statuses: list[int] = []
    with RunningBot(telegram.url, conversation_in(tmp_path, echo), webhook=True) as bot:
        person = telegram.person()
        body = update(telegram, person, "الف")
        threads = [threading.Thread(target=lambda: statuses.append(post(bot.hook, body))) for _ in range(3)]
        for thread in threads:
            thread.start()
        assert reached.wait(10)
        assert statuses == []
        go.set()
        for thread in threads:
            thread.join(10)
        person.hears(1)
    assert (statuses, echo.asked, words(person)) == ([200] * 3, ["الف"], ["پاسخ: الف"])


def test_an_update_delivered_again_later_is_answered_once(telegram: TelegramDouble, tmp_path: Path) -> None:
    echo = Echo()
    with RunningBot(telegram.url, conversation_in(tmp_path, echo), webhook=True) as bot:
        person = telegram.person()
        body = update(telegram, person, "الف")
        assert [post(bot.hook, body) for _ in range(3)] == [200] * 3
        person.writes("ب")
        person.hears(2)
    assert (echo.asked, words(person)) == (["الف", "ب"], ["پاسخ: الف", "پاسخ: ب"])


def test_more_delivered_again_later_sends_no_further_page(telegram: TelegramDouble, tmp_path: Path) -> None:
    lines = tuple(Line(f"مورد {n}") for n in range(24))
    listing = Reply(Outcome.ANSWER, (Block(BlockKind.BULLETS, lines),))
    engine = open_database(f"sqlite:///{tmp_path / 'khoosheyar.db'}")
    conversation = conversation_in(tmp_path, FakeAnswers(lambda question: listing))
    outbox = SqlOutbox(engine, "telegram")
    person = telegram.person()
    more, last = update(telegram, person, "بیشتر", 3), update(telegram, person, "بقیه‌اش", 4)
    with RunningBot(telegram.url, conversation, outbox=outbox, webhook=True) as bot:
        assert post(bot.hook, update(telegram, person, "فهرست", 2)) == 200
        assert post(bot.hook, more) == 200
        person.hears(2)
    with RunningBot(telegram.url, conversation, outbox=outbox, webhook=True) as bot:
        assert [post(bot.hook, body) for body in (more, last, last, more)] == [200] * 4
        person.hears(3)
        person.writes("پایان")
        person.hears(4)
    assert ["مورد 8" in m["text"] and "مورد 16" not in m["text"] for m in person.inbox] == [0, 1, 0, 0]
    assert "مورد 23" in person.inbox[2]["text"]
    assert len(person.inbox) == 4


def test_what_could_not_be_kept_is_not_taken(telegram: TelegramDouble, tmp_path: Path) -> None:
    class Broken(MemoryOutbox):
        def put(
            self, key: str, chat: str, bodies: Sequence[str], also: Sequence[str] = ()
        ) -> Sequence[Parcel]:
            raise OSError("disk full")

    with RunningBot(telegram.url, conversation_in(tmp_path, Echo()), outbox=Broken(), webhook=True) as bot:
        person = telegram.person()
        body = update(telegram, person, "الف")
        assert [post(bot.hook, body) for _ in range(5)] == [503, 503, 503, 503, 200]  # poison in the end


def test_a_webhook_needs_a_proper_secret(tmp_path: Path) -> None:

    async def start(**options: Any) -> None:
        conversation = conversation_in(tmp_path, Echo())
        await TelegramService(TOKEN, conversation, webhook_url="https://example.org/t", **options).start()

    for secret in (None, "", "with space", "x" * 257):
        with pytest.raises(TelegramRefused, match="secret"):
            asyncio.run(start(webhook_secret=secret))


def test_a_refused_webhook_address_is_one_clear_error(telegram: TelegramDouble, tmp_path: Path) -> None:

    async def start() -> None:
        await TelegramService(
            TOKEN,
            conversation_in(tmp_path, Echo()),
            base_url=telegram.url,
            webhook_url="http://example.org/t",
            webhook_secret=SECRET,
        ).start()

    with pytest.raises(TelegramRefused, match="https"):
        asyncio.run(start())


def test_polling_takes_over_from_a_webhook(telegram: TelegramDouble, tmp_path: Path) -> None:
    conversation = conversation_in(tmp_path, Echo())
    with RunningBot(telegram.url, conversation, webhook=True):
        pass
    person = telegram.person()
    person.writes("الف")
    with RunningBot(telegram.url, conversation):
        person.hears(1)
    assert words(person) == ["پاسخ: الف"]
