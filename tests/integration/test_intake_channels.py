"""The same intake on Telegram's double, over the web's API and in the terminal; news arrives."""

import logging
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from bot.console import chat
from bot.dialogue import texts as dialogue_texts
from bot.dialogue.turn import SessionKey
from bot.intake import texts
from bot.intake.case import Case, Status, staff_member
from bot.intake.loading import load_intake
from bot.intake.ports import CaseFilter
from bot.store.cases import SqlCases
from bot.store.notifying import Notifier
from bot.store.outbox import SqlOutbox
from bot.store.sessions import SqlSessions
from bot.store.tables import outbox
from bot.store.vault import Vault
from bot.telegram.rendering import render_text
from bot.web.application import create_application
from tests.applicants import ANSWERS, PERSONAL, SAID, open_talk
from tests.fakes import FakeSearch
from tests.telegram.double import Person, TelegramDouble
from tests.telegram.running import RunningBot

EXPERT = staff_member("mina")
INVISIBLE = dict.fromkeys([0x200F, 0x2066, 0x2069])


def bot(telegram: TelegramDouble, engine: Engine) -> RunningBot:
    return RunningBot(telegram.url, open_talk(engine), outbox=SqlOutbox(engine, "telegram"))


def desk(engine: Engine) -> SqlCases:
    """As the program builds it where Telegram is used."""
    letters = {"telegram": lambda text: [message.dump() for message in render_text(text)]}
    return SqlCases(engine, Vault(), Notifier(letters))


def stored(engine: Engine) -> list[Case]:
    return list(desk(engine).every(CaseFilter(), personal=True))


def shown(message: dict[str, Any]) -> str:
    return str(message["text"]).translate(INVISIBLE)


def talk(person: Person, *said: str) -> dict[str, Any]:
    """Types these one after the other, each after the answer to the one before; the last answer."""
    for text in said:
        heard = len(person.inbox)
        person.writes(text)
        person.hears(heard + 1)
        if any("همراهتان را بدهید" in shown(message) for message in person.inbox[heard:]):
            person.hears(heard + 2)  # the key that shares the number comes behind its question
    return person.inbox[-1]


def press(person: Person, *labels: str) -> dict[str, Any]:
    for label in labels:
        heard = len(person.inbox)
        person.presses(person.inbox[-1], label)
        person.hears(heard + 1)
    return person.inbox[-1]


# Telegram


def test_on_telegram_by_typed_words(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        receipt = talk(telegram.person(), *SAID)
    (case,) = stored(engine)
    assert (case.request.answers, case.request.personal) == (ANSWERS, PERSONAL)
    assert case.code in shown(receipt)


def test_on_telegram_by_buttons_and_the_shared_number(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        person = telegram.person()
        talk(person, "/intake")
        press(person, "بنگاه")
        talk(person, "کفش نگین")
        press(
            person, "نساجی", "کفش", "اصفهان", "نجف", "۱۰ تا ۴۹", "نه هنوز", "تأمین مالی", "صادرات", "همین‌ها"
        )
        talk(person, SAID[8], SAID[9])
        keyboard = next(
            call.fields["reply_markup"] for call in reversed(telegram.calls) if call.method == "sendmessage"
        )
        assert '"request_contact": true' in str(keyboard)
        heard = len(person.inbox)
        person.sends(contact={"phone_number": "989121234567", "first_name": "سارا", "user_id": person.id})
        assert texts.SUMMARY in shown(person.hears(heard + 1)[-1])
        press(person, texts.SEND)
    (case,) = stored(engine)
    assert (case.request.answers, case.request.personal) == (ANSWERS, PERSONAL)


def test_the_log_holds_nothing_personal(
    telegram: TelegramDouble, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    telegram.fail("sendmessage", 500, 400)
    with bot(telegram, engine):
        person = telegram.person("مینا")
        talk(person, *SAID)
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE cases RENAME TO lost")
        talk(person, *SAID)  # the last one cannot be stored
    assert dialogue_texts.TROUBLE in [shown(message) for message in person.inbox]
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert "A turn failed: OperationalError (SQLITE_ERROR) at" in logged
    for personal in ("احمدی", "9121234567", "نگین", "عراق", "مینا"):
        assert personal not in logged


def test_a_number_that_nobody_asked_for_is_not_kept(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        person = telegram.person()
        person.sends(contact={"phone_number": "989121234567", "first_name": "سارا"})
        assert shown(person.hears(1)[0]) == texts.CONTACT_NOT_NEEDED


def test_a_status_change_arrives_on_telegram_once_even_over_a_restart(
    telegram: TelegramDouble, engine: Engine
) -> None:
    with bot(telegram, engine):
        person = telegram.person()
        talk(person, *SAID)
        heard = len(person.inbox)
        with desk(engine).change() as change:
            change.set_status(1, Status.REVIEW, EXPERT, "فردا زنگ می‌زنیم")
        news = person.hears(heard + 1)[-1]
        assert "در حال بررسی" in shown(news)
        assert "فردا زنگ می‌زنیم" in shown(news)
    with desk(engine).change() as change:  # while the bot is away
        change.set_status(1, Status.DONE, EXPERT)
    with bot(telegram, engine):
        assert "سرانجام" in shown(person.hears(heard + 2)[-1])
        assert "«انجام‌شده»" in shown(talk(person, "وضعیت درخواستم"))
        telegram.wait(telegram.confirmed)
    assert len(person.inbox) == heard + 3


def test_who_has_blocked_the_bot_is_not_written_to(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        person = telegram.person()
        talk(person, *SAID)
        heard = len(person.inbox)
        person.blocks()
        telegram.wait(lambda: SqlOutbox(engine, "telegram").blocked(str(person.id)))
        with desk(engine).change() as change:
            change.set_status(1, Status.REVIEW, EXPERT)
    with engine.connect() as connection:
        assert "case/" not in str(connection.execute(select(outbox.c.key)).scalars().all())
    assert len(person.inbox) == heard


def test_in_a_group_the_talk_is_referred_to_a_private_chat(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        person, group = telegram.person(), telegram.group()
        person.writes("/intake", chat=group)
        said = telegram.cloud.messages[group]
        telegram.wait(lambda: dialogue_texts.IN_PRIVATE_ONLY in [shown(m) for m in list(said.values())])
    assert stored(engine) == []


# web


class Visitor:
    """One visitor's browser at the API."""

    def __init__(self, engine: Engine) -> None:
        sessions = SqlSessions(engine)
        app = create_application(open_talk(engine), sessions, FakeSearch(), lambda: True, 1000)
        self.client = TestClient(app)
        self.answer: dict[str, Any] = {}
        self.number = 0

    def says(self, text: str, choice: str | None = None) -> str:
        self.number += 1
        question = {"text": text, "turn_id": f"t{self.number}", "choice": choice}
        response = self.client.post("/api/chat", json=question)
        response.raise_for_status()
        self.answer = response.json()
        return str(self.answer["text"])

    def presses(self, label: str) -> str:
        found = next(choice for choice in self.answer["choices"] if choice["label"].startswith(label))
        return self.says(found["label"], found["data"])

    def history(self) -> list[dict[str, Any]]:
        turns: list[dict[str, Any]] = self.client.get("/api/history").json()["turns"]
        return turns


def test_on_the_web_by_typed_words_and_told_at_the_next_visit(engine: Engine) -> None:
    visitor = Visitor(engine)
    for text in SAID:
        visitor.says(text)
    (case,) = stored(engine)
    assert (case.request.answers, case.request.personal) == (ANSWERS, PERSONAL)
    assert case.code in visitor.answer["text"]
    with desk(engine).change() as change:
        change.set_status(case.id, Status.REVIEW, EXPERT)
    for _ in range(2):  # a page that is opened again shows what was said, and so shows it as well
        told = [turn for turn in visitor.history() if "در حال بررسی" in turn["answer"]["text"]]
        assert [turn["text"] for turn in told] == [""]
    assert "در حال بررسی" not in visitor.says("خوشه چیست؟")


def test_on_the_web_by_buttons(engine: Engine) -> None:
    visitor = Visitor(engine)
    visitor.says("ثبت درخواست")
    visitor.presses("بنگاه")
    visitor.says("کفش نگین")
    for label in ("نساجی", "کفش", "اصفهان", "نجف", "۱۰ تا ۴۹", "نه هنوز", "تأمین", "صادرات", "همین‌ها"):
        visitor.presses(label)
    for text in SAID[8:11]:
        visitor.says(text)
    assert not [c for c in visitor.answer["choices"] if "contact" in c["data"]]
    visitor.presses(texts.SEND)
    assert stored(engine)[0].request.answers == ANSWERS


def test_a_request_sent_twice_by_the_browser_is_one_case(engine: Engine) -> None:
    visitor = Visitor(engine)
    for text in SAID:
        visitor.says(text)
    receipt, visitor.number = visitor.answer["text"], visitor.number - 1
    assert visitor.says(SAID[-1]) == receipt
    assert len(stored(engine)) == 1


# terminal


def test_in_the_terminal_by_numbers_and_words(engine: Engine, tmp_path: Path) -> None:
    form = load_intake()
    staff = form.field("staff")
    assert staff is not None
    band = [option.id for option in staff.options].index("10-49") + 1
    typed = ["ثبت درخواست", "1", "کفش نگین", "1", "4", "اصفهان، نجف‌آباد", str(band), "2", "وام و صادرات"]
    said: list[str] = []
    chat(open_talk(engine), "me", [*typed, *SAID[8:11], "1"], said.append, tmp_path)
    (case,) = stored(engine)
    assert (case.request.answers, case.request.personal) == (ANSWERS, PERSONAL)
    assert case.code in said[-1]
    assert case.applicant == SessionKey("terminal", "me")
    with desk(engine).change() as change:
        change.refer(case.id, "صندوق ضمانت صادرات", EXPERT)
    said.clear()
    chat(open_talk(engine), "me", [], said.append, tmp_path)
    chat(open_talk(engine), "me", [], said.append, tmp_path)
    assert len(said) == 1
    assert "صندوق ضمانت صادرات" in said[0]
