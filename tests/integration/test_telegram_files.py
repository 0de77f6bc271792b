"""Pictures and reports on Telegram: they arrive once, with their reply, and only where they belong."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import File
from bot.dialogue.turn import (
    Attachment,
    Block,
    BlockKind,
    Choice,
    Line,
    Outcome,
    Reply,
    SessionKey,
)
from bot.store.outbox import SqlOutbox
from bot.store.sessions import SqlSessions
from bot.telegram.message import Message, Upload
from tests.fakes import PICTURE, REPORT, FakeFiles
from tests.telegram.double import Person, TelegramDouble
from tests.telegram.running import RunningBot

INVISIBLE = dict.fromkeys([0x200F, 0x2066, 0x2069])
AGAIN = Choice("دوباره", "ask:again")


class Results:
    """Replies with files, and a text as long as the question asks: «بلند» for one beyond a caption."""

    def __init__(self, *attachments: Attachment) -> None:
        self._attachments = attachments

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        lines = tuple(Line("نتیجهٔ شما. " * 20 if question == "بلند" else "نتیجهٔ شما") for _ in range(9))
        return Reply(
            Outcome.FLOW,
            (Block(BlockKind.PARAGRAPH, lines[: 9 if question == "بلند" else 1]),),
            choices=(AGAIN,),
            attachments=self._attachments,
        )


def bot(telegram: TelegramDouble, engine: Engine, owner: Person, *attachments: Attachment) -> RunningBot:
    """The bot whose every reply has these files; they belong to the owner alone."""
    files = dict.fromkeys(FakeFiles.FILES, FakeFiles(str(owner.id)))
    conversation = Conversation(SqlSessions(engine), Results(*attachments), attachments=files)
    return RunningBot(telegram.url, conversation, outbox=SqlOutbox(engine, "telegram"))


def shown(message: dict[str, Any]) -> str:
    return str(message.get("text", message.get("caption"))).translate(INVISIBLE)


def kinds(messages: Sequence[dict[str, Any]]) -> list[str]:
    return [next(kind for kind in ("photo", "document", "text") if kind in message) for message in messages]


def settled(telegram: TelegramDouble, person: Person, count: int) -> list[dict[str, Any]]:
    """All messages once every update is done: exactly so many."""
    person.hears(count)
    telegram.wait(telegram.confirmed)
    assert len(person.inbox) == count
    return person.inbox


def test_a_short_reply_is_the_caption_of_its_picture_with_the_picture_in_words(
    telegram: TelegramDouble, engine: Engine
) -> None:
    person = telegram.person()
    with bot(telegram, engine, person, PICTURE):
        person.writes("کوتاه")
        (message,) = settled(telegram, person, 1)
    assert kinds([message]) == ["photo"]
    assert (message["photo"][-1]["width"], message["photo"][-1]["height"]) == (600, 800)
    assert shown(message) == f"نتیجهٔ شما\n\n{PICTURE.text}"
    assert message["reply_markup"]["inline_keyboard"][0][0]["text"] == AGAIN.label
    assert list(telegram.cloud.files.values()) == [FakeFiles.FILES[PICTURE.kind].content]


def test_files_stand_before_a_long_reply_so_that_its_buttons_come_last(
    telegram: TelegramDouble, engine: Engine
) -> None:
    person = telegram.person()
    with bot(telegram, engine, person, PICTURE, REPORT):
        person.writes("بلند")
        messages = settled(telegram, person, 3)
    assert kinds(messages) == ["photo", "document", "text"]
    assert [shown(message) for message in messages[:2]] == [PICTURE.text, ""]
    assert ["reply_markup" in message for message in messages] == [False, False, True]
    assert messages[1]["document"]["file_name"] == "assessment.pdf"
    assert messages[1]["document"]["mime_type"] == "application/pdf"
    assert telegram.cloud.files[messages[1]["document"]["file_id"]] == FakeFiles.FILES[REPORT.kind].content


def test_a_picture_s_words_are_cut_to_what_a_caption_holds(telegram: TelegramDouble, engine: Engine) -> None:
    person = telegram.person()
    long = replace(PICTURE, text="\n".join(f"بُعد {n}: امتیاز آن <{n}> از ۱۰۰" for n in range(99)))
    with bot(telegram, engine, person, long):
        person.writes("بلند")
        photo, _ = settled(telegram, person, 2)
    assert shown(photo).startswith("بُعد 0: امتیاز آن <0> از ۱۰۰\nبُعد 1")
    assert 900 < len(photo["caption"]) <= 1024


@pytest.mark.parametrize("method", ["sendPhoto", "sendDocument"])
def test_a_file_in_doubt_is_not_sent_twice(telegram: TelegramDouble, engine: Engine, method: str) -> None:
    person = telegram.person()
    with bot(telegram, engine, person, PICTURE, REPORT):
        telegram.cut_after(method)
        person.writes("بلند")
        telegram.wait(lambda: telegram.made("editMessageCaption"))
        assert kinds(settled(telegram, person, 3)) == ["photo", "document", "text"]


def test_a_file_that_did_not_leave_is_sent_again(telegram: TelegramDouble, engine: Engine) -> None:
    person = telegram.person()
    with bot(telegram, engine, person, PICTURE):
        telegram.cut_before("sendPhoto", 2)
        telegram.fail("sendPhoto", 502)
        person.writes("کوتاه")
        assert kinds(settled(telegram, person, 1)) == ["photo"]


def test_a_file_that_waits_in_the_outbox_is_sent_whole_after_a_restart(
    telegram: TelegramDouble, engine: Engine
) -> None:
    person = telegram.person()
    content = FakeFiles.FILES[PICTURE.kind].content
    body = Message("نتیجه", file=Upload("a.png", content, picture=True)).dump()
    SqlOutbox(engine, "telegram").put("t1", str(person.id), [body])
    with bot(telegram, engine, person):
        (message,) = settled(telegram, person, 1)
    assert telegram.cloud.files[message["photo"][-1]["file_id"]] == content


def test_a_file_that_is_not_there_is_said_and_the_reply_comes_all_the_same(
    telegram: TelegramDouble, engine: Engine
) -> None:
    person, other = telegram.person(), telegram.person("رضا")
    with bot(telegram, engine, other, PICTURE, REPORT):
        person.writes("کوتاه")
        messages = settled(telegram, person, 3)
    assert [shown(message) for message in messages] == [texts.NO_FILE, texts.NO_FILE, "نتیجهٔ شما"]


def test_making_a_file_holds_up_nobody_else(telegram: TelegramDouble, engine: Engine) -> None:
    release = Event()

    class Slow(FakeFiles):
        def open(self, key: SessionKey, attachment: Attachment) -> File | None:
            assert release.wait(20)
            return super().open(key, attachment)

    class Some(Results):
        def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
            reply = super().answer(question, history)
            return reply if question == "کوتاه" else replace(reply, attachments=())

    person, other = telegram.person(), telegram.person("رضا")
    conversation = Conversation(
        SqlSessions(engine), Some(PICTURE), attachments={PICTURE.kind: Slow(str(person.id))}
    )
    with RunningBot(telegram.url, conversation, outbox=SqlOutbox(engine, "telegram")):
        try:
            person.writes("کوتاه")
            other.writes("دیگر")
            assert kinds(other.hears(1)) == ["text"]
            assert person.inbox == []
        finally:
            release.set()
        assert kinds(settled(telegram, person, 1)) == ["photo"]


def test_a_file_that_cannot_be_made_costs_only_itself(telegram: TelegramDouble, engine: Engine) -> None:
    class Broken:
        def open(self, key: object, attachment: Attachment) -> None:
            raise ValueError("راز")

    person = telegram.person()
    conversation = Conversation(SqlSessions(engine), Results(PICTURE), attachments={PICTURE.kind: Broken()})
    with RunningBot(telegram.url, conversation, outbox=SqlOutbox(engine, "telegram")):
        person.writes("کوتاه")
        messages = settled(telegram, person, 2)
    assert [shown(message) for message in messages] == [texts.NO_FILE, "نتیجهٔ شما"]
