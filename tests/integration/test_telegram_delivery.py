"""Nothing lost, nothing twice, in order: floods, broken connections, blocks, redelivery, shutdown."""

import io
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import texts
from bot.dialogue.owed import Parcel
from bot.dialogue.turn import Outcome, Reply, paragraph
from bot.store.database import open_database
from bot.store.outbox import SqlOutbox
from bot.telegram.application import TelegramRefused
from bot.telegram.outbox import MemoryOutbox
from bot.telegram.pace import Pace
from tests.fakes import FakeAnswers
from tests.telegram.cloud import TOKEN
from tests.telegram.double import Person, TelegramDouble
from tests.telegram.running import Echo, RunningBot, conversation_in

INVISIBLE = dict.fromkeys([0x200F, 0x2066, 0x2069])


def shown(person: Person) -> list[str]:
    """What the person has read, without direction marks and citation marks."""
    return [str(m["text"]).translate(INVISIBLE).removesuffix(" [۱]") for m in person.inbox]


def paragraphs(*texts_: str) -> Reply:
    """One message a paragraph: each is nearly as long as a message may be."""
    return Reply(
        Outcome.ANSWER,
        tuple(paragraph(text + " " + "و" * 4000) for text in texts_),
    )


class Gate:
    """Holds the answers to the questions named until it is opened."""

    def __init__(self, *held: str) -> None:
        self._held = held
        self.open = threading.Event()
        self.reached = threading.Semaphore(0)

    def __call__(self, question: str) -> None:
        if question in self._held:
            self.reached.release()
            assert self.open.wait(20)


# floods


def test_a_flooded_chat_waits_and_holds_up_nobody_else(telegram: TelegramDouble, tmp_path: Path) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        slow, quick = telegram.person(), telegram.person()
        telegram.flood(slow.id, 1.5)
        slow.writes("الف")
        telegram.wait(lambda: telegram.made("sendMessage", status=429))
        quick.writes("ب")
        quick.hears(1)
        assert slow.inbox == []
        slow.hears(1)
    assert (shown(slow), shown(quick)) == (["پاسخ: الف"], ["پاسخ: ب"])
    assert len(telegram.made("sendMessage", status=429)) == 1  # and it did not knock before the time


def test_messages_to_one_chat_keep_the_pace_telegram_asks_for(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    telegram.cloud.limits.chat, telegram.cloud.limits.chat_seconds = 1, 0.1
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo()), pace=Pace(0.3, 0.3, 0)):
        people = [telegram.person() for _ in range(3)]
        for person in people:
            for number in range(4):
                person.writes(str(number))
        for person in people:
            person.hears(4)
    assert not telegram.made("sendMessage", status=429)
    assert all(shown(person) == [f"پاسخ: {n}" for n in range(4)] for person in people)


def test_all_chats_together_keep_the_overall_pace(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.cloud.limits.overall = 12
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo()), pace=Pace(0, 0, 0.1)):
        people = [telegram.person() for _ in range(20)]
        for person in people:
            person.writes("الف")
        for person in people:
            person.hears(1)
    assert not telegram.made("sendMessage", status=429)


# broken sends


@pytest.mark.parametrize(
    "breaks",
    [
        lambda telegram: telegram.fail("sendMessage", 500),
        lambda telegram: telegram.fail("sendMessage", 502),
        lambda telegram: telegram.fail("sendMessage", 504),
        lambda telegram: telegram.cut_before("sendMessage"),
    ],
    ids=["500", "502", "504", "cut"],
)
def test_a_send_that_fails_is_tried_again(
    telegram: TelegramDouble, tmp_path: Path, breaks: Callable[[TelegramDouble], None]
) -> None:
    breaks(telegram)
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        person.asks("الف")
    assert shown(person) == ["پاسخ: الف"]


def test_a_connection_that_breaks_after_the_message_does_not_double_it(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    class Answers:
        def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
            return paragraphs("یک", "دو", "سه")

    telegram.cut_after("sendMessage", times=2)
    with RunningBot(telegram.url, conversation_in(tmp_path, Answers())):
        person = telegram.person()
        person.writes("همه")
        person.hears(3)
    assert [text[:4].strip() for text in shown(person)] == ["یک و", "دو و", "سه و"]


def test_a_question_for_the_number_is_asked_once_whatever_is_cut(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    """Telegram lets nobody look at a message with a keyboard again: of that one a doubt is the end."""

    class Asks:
        def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
            return replace(FakeAnswers().answer(question), outcome=Outcome.FLOW, asks_contact=True)

    telegram.cut_after("sendMessage", times=2)
    with RunningBot(telegram.url, conversation_in(tmp_path, Asks())):
        person = telegram.person()
        person.writes("بپرس")
        person.hears(2)
        person.writes("باز بپرس")
        person.hears(4)
    assert [texts.SHARE_HINT in text for text in shown(person)] == [False, True] * 2


def test_doubt_about_a_message_never_overwrites_another_one(telegram: TelegramDouble, tmp_path: Path) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        person.writes("الف")
        person.hears(1)
        telegram.cut_before("sendMessage")
        person.writes("ب")
        person.hears(2)
    assert shown(person) == ["پاسخ: الف", "پاسخ: ب"]


def test_a_refused_markup_still_brings_the_words(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.fail("sendMessage", 400)
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        answer = person.asks("سود <ب> & زیان")
    assert shown(person) == ["پاسخ: سود <ب> & زیان"]
    assert "entities" not in answer


def test_a_message_refused_for_good_does_not_stop_the_next(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.fail("sendMessage", 400, 400)
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        person.writes("الف")
        telegram.wait(lambda: len(telegram.made("sendMessage", status=400)) == 2)
        person.writes("ب")
        person.hears(1)
    assert shown(person) == ["پاسخ: ب"]


def test_a_group_that_became_a_supergroup_is_followed(telegram: TelegramDouble, tmp_path: Path) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person, old, new = telegram.person(), telegram.group(supergroup=False), telegram.group()
        telegram.cloud.migrated[old] = new
        person.writes("@khoosheyar_bot الف", chat=old)
        assert telegram.wait(lambda: telegram.sent_to(new))


# blocks


def test_who_blocks_the_bot_is_marked_and_not_written_to(telegram: TelegramDouble, tmp_path: Path) -> None:
    class Answers:
        def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
            return paragraphs("یک", "دو", "سه")

    outbox = MemoryOutbox()
    with RunningBot(telegram.url, conversation_in(tmp_path, Answers()), outbox=outbox):
        person = telegram.person()
        telegram.cloud.blocked.add(person.id)
        person.writes("همه")
        telegram.wait(lambda: outbox.blocked(str(person.id)))
        telegram.wait(telegram.confirmed)
        assert list(outbox.waiting()) == []
        telegram.cloud.blocked.discard(person.id)
        person.writes("همه")
        person.hears(3)
        assert not outbox.blocked(str(person.id))
    assert len(telegram.made("sendMessage", status=403)) == 1


def test_the_news_of_a_block_is_enough(telegram: TelegramDouble, tmp_path: Path) -> None:
    outbox = MemoryOutbox()
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo()), outbox=outbox):
        person = telegram.person()
        person.blocks()
        telegram.wait(lambda: outbox.blocked(str(person.id)))
    assert not telegram.made("sendMessage")


# order and confirmation


def test_one_person_is_answered_in_order_while_others_are_served(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    gate = Gate("کند")
    echo = Echo(gate)
    with RunningBot(telegram.url, conversation_in(tmp_path, echo)):
        slow, quick = telegram.person(), telegram.person()
        slow.writes("کند")
        slow.writes("بعد")
        quick.writes("تند")
        quick.hears(1)
        gate.reached.acquire()
        assert (echo.asked.count("بعد"), slow.inbox) == (0, [])
        gate.open.set()
        slow.hears(2)
    assert shown(slow) == ["پاسخ: کند", "پاسخ: بعد"]


def test_one_persons_many_messages_starve_nobody(telegram: TelegramDouble, tmp_path: Path) -> None:
    gate = Gate("کند")
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo(gate))):
        flooder, other = telegram.person(), telegram.person()
        flooder.writes("کند")
        for number in range(60):
            flooder.writes(str(number))
        other.writes("ب")
        other.hears(1)
        gate.open.set()
        flooder.hears(61)


def test_an_update_is_confirmed_only_when_its_reply_is_recorded(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    gate = Gate("کند")
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo(gate))):
        slow, quick = telegram.person(), telegram.person()
        held = slow.writes("کند")["update"]
        for _ in range(3):
            quick.writes("تند")
        quick.hears(3)
        polls = len(telegram.made("getUpdates"))
        telegram.wait(lambda: len(telegram.made("getUpdates")) >= polls + 2)
        assert held in telegram.cloud.updates
        gate.open.set()
        telegram.wait(telegram.confirmed)
    assert (len(slow.inbox), shown(quick)) == (1, ["پاسخ: تند"] * 3)


def test_a_redelivered_update_is_answered_once(telegram: TelegramDouble, tmp_path: Path) -> None:
    echo = Echo()
    engine = open_database(f"sqlite:///{tmp_path / 'khoosheyar.db'}")
    conversation = conversation_in(tmp_path, echo)
    person = telegram.person()
    with RunningBot(telegram.url, conversation, outbox=SqlOutbox(engine, "telegram")):
        number = person.writes("الف")["update"]
        update = dict(telegram.cloud.updates[number])
        person.hears(1)
        telegram.wait(telegram.confirmed)
    telegram.cloud.updates[number] = update
    with RunningBot(telegram.url, conversation, outbox=SqlOutbox(engine, "telegram")):
        person.writes("ب")
        person.hears(2)
        telegram.wait(telegram.confirmed)
    assert (echo.asked, shown(person)) == (["الف", "ب"], ["پاسخ: الف", "پاسخ: ب"])


def test_stopping_finishes_what_runs_and_what_is_queued(telegram: TelegramDouble, tmp_path: Path) -> None:
    gate = Gate("کند")
    person = telegram.person()
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo(gate))):
        for text in ("کند", "دو", "سه"):
            person.writes(text)
        gate.reached.acquire()
        telegram.wait(lambda: len(telegram.cloud.delivered) >= 3)
        threading.Timer(0.3, gate.open.set).start()
    assert shown(person) == ["پاسخ: کند", "پاسخ: دو", "پاسخ: سه"]
    assert telegram.confirmed()


def test_stopping_sends_what_waits_for_its_moment(telegram: TelegramDouble, tmp_path: Path) -> None:
    person = telegram.person()
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo()), pace=Pace(0.4, 0.4, 0)):
        for text in ("یک", "دو", "سه"):
            person.writes(text)
        telegram.wait(telegram.confirmed)  # all are answered, the last answers wait for their second
        assert len(person.inbox) < 3
    assert shown(person) == ["پاسخ: یک", "پاسخ: دو", "پاسخ: سه"]


def test_a_message_left_over_is_sent_by_the_next_process(telegram: TelegramDouble, tmp_path: Path) -> None:
    person = telegram.person()
    outbox = MemoryOutbox()
    outbox.put("1", str(person.id), ['{"html": "یک"}', '{"html": "دو"}', "not a message"])
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo()), outbox=outbox):
        person.hears(2)
        telegram.wait(lambda: not outbox.waiting())
    assert shown(person) == ["یک", "دو"]


def test_a_message_that_went_out_just_before_the_end_is_not_sent_again(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    class Forgetful(MemoryOutbox):
        """Its process dies between sending and noting it."""

        def close(self, parcel: Parcel, message_id: int = 0) -> None:
            if parcel.key not in dead:
                super().close(parcel, message_id)

    dead: list[str] = []
    outbox = Forgetful()
    person = telegram.person()
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo()), outbox=outbox):
        person.writes("الف")
        person.hears(1)
        telegram.wait(lambda: not outbox.waiting())
        dead.append(f"{person.id}/{telegram.cloud.delivered[-1] + 1}")
        person.writes("ب")
        person.hears(2)
    dead.clear()
    assert len(outbox.waiting()) == 1
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo()), outbox=outbox):
        telegram.wait(lambda: not outbox.waiting())
    assert shown(person) == ["پاسخ: الف", "پاسخ: ب"]


# trouble on our side


def test_a_question_that_cannot_be_answered_gets_an_apology_and_the_next_an_answer(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    def fail(question: str) -> None:
        if question == "زهر":
            raise RuntimeError(question)

    with RunningBot(telegram.url, conversation_in(tmp_path, Echo(fail))):
        person = telegram.person()
        person.writes("زهر")
        person.writes("ب")
        person.hears(2)
        telegram.wait(telegram.confirmed)
    assert shown(person) == [texts.TROUBLE, "پاسخ: ب"]


def test_an_update_whose_reply_could_not_be_kept_comes_again(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    class Flaky(MemoryOutbox):
        failures = 2

        def put(
            self, key: str, chat: str, bodies: Sequence[str], also: Sequence[str] = ()
        ) -> Sequence[Parcel]:
            if self.failures:
                self.failures -= 1
                raise OSError("disk full")
            return super().put(key, chat, bodies, also)

    echo = Echo()
    with RunningBot(telegram.url, conversation_in(tmp_path, echo), outbox=Flaky()):
        person = telegram.person()
        person.writes("الف")
        person.hears(1)
        telegram.wait(telegram.confirmed)
    assert (echo.asked, shown(person)) == (["الف"], ["پاسخ: الف"])


def test_an_update_that_fails_every_time_is_let_go(telegram: TelegramDouble, tmp_path: Path) -> None:
    class Broken(MemoryOutbox):
        def put(
            self, key: str, chat: str, bodies: Sequence[str], also: Sequence[str] = ()
        ) -> Sequence[Parcel]:
            if chat == str(victim.id):
                raise OSError("disk full")
            return super().put(key, chat, bodies, also)

    victim, other = telegram.person(), telegram.person()
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo()), outbox=Broken()):
        victim.writes("الف")
        other.writes("ب")
        telegram.wait(telegram.confirmed)
        other.hears(1)


# polling


def test_typing_is_shown_while_an_answer_takes_its_time(telegram: TelegramDouble, tmp_path: Path) -> None:
    gate = Gate("کند")
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo(gate))):
        person = telegram.person()
        person.writes("کند")
        telegram.wait(lambda: telegram.made("sendChatAction"))
        gate.open.set()
        person.hears(1)
    assert telegram.made("sendChatAction")[0].fields["action"] == "typing"


def test_another_poller_is_named_in_the_log_and_survived(
    telegram: TelegramDouble, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail("getUpdates", 409)
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        person.writes("الف")
        person.hears(1)
    assert "Another program polls with the same bot token" in caplog.text


def test_a_poll_that_breaks_is_tried_again(telegram: TelegramDouble, tmp_path: Path) -> None:
    telegram.cut_after("getUpdates")
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        person.writes("الف")
        person.hears(1)
    assert shown(person) == ["پاسخ: الف"]


@pytest.mark.parametrize("message", [3, {"text": "بی‌شناسه"}, {"message_id": "x", "chat": {}, "date": "y"}])
def test_an_unreadable_update_is_let_go_and_the_next_answered(
    telegram: TelegramDouble, tmp_path: Path, message: Any
) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        telegram.post("message", message)
        person = telegram.person()
        person.writes("الف")
        person.hears(1)
        telegram.wait(telegram.confirmed)
    assert shown(person) == ["پاسخ: الف"]


@pytest.mark.parametrize(
    "token", ["", "nonsense", TOKEN[:-1] + "x", TOKEN.replace("1", "9"), "a/../b:c", "123:با فاصله"]
)
def test_a_wrong_token_is_one_clear_error_without_the_token(
    telegram: TelegramDouble, tmp_path: Path, token: str
) -> None:
    with (
        pytest.raises(TelegramRefused, match="TELEGRAM_BOT_TOKEN") as refusal,
        RunningBot(telegram.url, conversation_in(tmp_path, Echo()), token=token),
    ):
        pass
    assert not token or token not in str(refusal.value)
    assert refusal.value.__suppress_context__


def test_a_telegram_that_is_not_reached_at_first_is_reached_later(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    telegram.fail("getMe", 502)
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        person.writes("الف")
        person.hears(1)


def test_a_bot_that_never_reached_telegram_stops(tmp_path: Path) -> None:
    with RunningBot("http://127.0.0.1:9", conversation_in(tmp_path, Echo())):
        pass


def test_logs_hold_neither_the_token_nor_what_people_write(telegram: TelegramDouble, tmp_path: Path) -> None:
    def fail(question: str) -> None:
        if "خراب" in question:
            raise RuntimeError(question)

    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        telegram.fail("sendMessage", 500, 400)
        with RunningBot(telegram.url, conversation_in(tmp_path, Echo(fail))):
            person = telegram.person("محرمانه‌نام")
            person.writes("راز من خراب است")
            person.writes("راز دیگر")
            person.hears(2, seconds=15)
            telegram.wait(telegram.confirmed)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    log = stream.getvalue()
    assert "A turn failed: RuntimeError" in log
    for secret in (TOKEN, TOKEN.partition(":")[2], "راز", "محرمانه", str(person.id)):
        assert secret not in log
