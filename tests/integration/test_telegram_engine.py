"""Ratings, one's own data, flows, paging and the pace, as people on Telegram meet them."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import Rating, RunningFlow, Verdict
from bot.dialogue.turn import Block, BlockKind, Line, Outcome, Reply, SessionKey, Turn, notice
from bot.store.feedback import SqlFeedback
from bot.store.outbox import SqlOutbox
from bot.store.reminders import SqlOverdue
from bot.store.sessions import SqlSessions
from bot.store.tables import outbox, sessions, turns
from bot.telegram.message import Message
from bot.telegram.reminding import Reminding
from knowledge.document import Citation
from tests.forms import Form
from tests.telegram.cloud import BOT
from tests.telegram.double import Person, TelegramDouble
from tests.telegram.running import Echo, RunningBot

INVISIBLE = dict.fromkeys([0x200F, 0x2066, 0x2069])


class Mail:
    """Takes what is to be sent and sends nothing."""

    def send(self, parcels: object) -> None:
        """Nothing."""


class Listing:
    """Answers with a list of fifteen."""

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        lines = tuple(Line(f"{question} {n}", 0, mark=n == 1) for n in range(1, 16))
        cited = (Citation("a.md", "سند", "بخش", "نقل"),)
        return Reply(Outcome.ANSWER, (Block(BlockKind.BULLETS, lines),), cited)


def bot(telegram: TelegramDouble, engine: Engine, answers: Any = None, per_minute: int = 0) -> RunningBot:
    """The bot as `bot serve` builds it: sessions and outbox in one database."""
    conversation = Conversation(SqlSessions(engine), answers or Echo(), per_minute=per_minute)
    return RunningBot(telegram.url, conversation, outbox=SqlOutbox(engine, "telegram"))


def shown(message: dict[str, Any]) -> str:
    return str(message.get("text", message.get("caption"))).translate(INVISIBLE)


def labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def flashed(telegram: TelegramDouble, count: int) -> list[str | None]:
    """What stood on the screen for a moment after each tap."""
    telegram.wait(lambda: len(telegram.cloud.answered_callbacks) >= count)
    return [answered["text"] for answered in telegram.cloud.answered_callbacks]


def settled(telegram: TelegramDouble, person: Person, count: int) -> list[str]:
    """All messages once every update is done: exactly so many."""
    person.hears(count)
    telegram.wait(telegram.confirmed)
    assert len(person.inbox) == count
    return [shown(message) for message in person.inbox]


# ratings


def test_a_thumb_up_is_thanked_for_on_the_screen_and_writes_no_message(
    telegram: TelegramDouble, engine: Engine
) -> None:
    with bot(telegram, engine):
        person = telegram.person()
        answer = person.asks("الف")
        person.presses(answer, texts.UP)
        assert flashed(telegram, 1) == [texts.RATED]
        settled(telegram, person, 1)
    (rated,) = SqlFeedback(engine).rated()
    assert (rated.question, rated.rating) == ("الف", Rating(Verdict.UP))


def test_a_thumb_down_asks_why_and_the_reason_is_kept_after_a_restart(
    telegram: TelegramDouble, engine: Engine
) -> None:
    person = telegram.person()
    with bot(telegram, engine):
        answer = person.asks("الف")
        person.presses(answer, texts.DOWN)
        why = person.hears(2)[1]
        assert shown(why) == texts.WHY
        assert labels(why) == [*texts.WHY_REASONS.values(), texts.WHY_OWN_BUTTON, "ردکردن", "لغو"]
    with bot(telegram, engine):
        person.presses(why, texts.WHY_REASONS["partial"])
        assert settled(telegram, person, 3)[2] == texts.WHY_KEPT
    assert [r.rating for r in SqlFeedback(engine).rated()] == [Rating(Verdict.DOWN, "ناقص بود")]


def test_a_thumb_tapped_twice_asks_once_and_may_be_changed(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        person = telegram.person()
        answer = person.asks("الف")
        person.presses(answer, texts.DOWN)
        person.presses(answer, texts.DOWN)
        person.presses(answer, texts.UP)
        assert flashed(telegram, 3)[2] == texts.RATED
        settled(telegram, person, 2)
    assert [r.rating for r in SqlFeedback(engine).rated()] == [Rating(Verdict.UP)]


def test_only_who_asked_rates_an_answer_in_a_group(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        person, reader, group = telegram.person(), telegram.person("رضا"), telegram.group()
        person.writes("@khoosheyar_bot الف", chat=group)
        answer = telegram.wait(lambda: telegram.sent_to(group))[0]
        reader.presses(answer, texts.UP)
        assert flashed(telegram, 1) == [texts.ASKER_RATES]
        person.presses(answer, texts.DOWN)
        telegram.wait(lambda: len(telegram.sent_to(group)) == 2)
    assert [r.rating.verdict for r in SqlFeedback(engine).rated()] == [Verdict.DOWN]


def test_a_question_instead_of_the_reason_is_answered_with_the_way_back(
    telegram: TelegramDouble, engine: Engine
) -> None:
    with bot(telegram, engine):
        person = telegram.person()
        person.writes("الف")
        person.presses(person.hears(1)[0], texts.DOWN)
        person.hears(2)
        person.writes("ب چیست؟")
        answer = person.hears(3)[2]
        assert shown(answer) == "پاسخ: ب چیست؟ [۱]"
        assert labels(answer)[-1] == texts.resume(texts.WHY_TITLE)
        person.presses(answer, "ادامه")
        assert settled(telegram, person, 4)[3] == texts.WHY


def test_cancel_ends_the_dialogue_about_the_reason(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        person = telegram.person()
        person.writes("الف")
        person.presses(person.hears(1)[0], texts.DOWN)
        person.hears(2)
        person.writes("/cancel")
        assert person.hears(3)[2]["text"].endswith(texts.WHY_LEFT)
        person.writes("/cancel")
        assert settled(telegram, person, 4)[3] == texts.NOTHING_TO_CANCEL


def test_commands_of_the_dialogue_are_known_to_telegram(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        person = telegram.person()
        person.writes("الف")
        person.hears(1)
        person.writes("/good")
        person.writes("/back")
        said = settled(telegram, person, 3)
    assert said[1:] == [texts.RATED, texts.NOTHING_TO_CANCEL]


def test_a_flow_button_works_again_when_one_has_come_back_to_its_question(
    telegram: TelegramDouble, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.buttons._DOUBLE_TAP", 0.0)
    with bot(telegram, engine):
        person = telegram.person()
        person.writes("الف")
        person.presses(person.hears(1)[0], texts.DOWN)
        why = person.hears(2)[1]
        person.presses(why, texts.WHY_OWN_BUTTON)
        person.presses(person.hears(3)[2], "بازگشت")
        person.hears(4)
        person.presses(why, texts.WHY_OWN_BUTTON)
        assert settled(telegram, person, 5)[4] == texts.WHY_OWN


# one's own data


@pytest.mark.parametrize("words", ["/mydata", "داده‌های من"])
def test_my_data_comes_as_a_document(telegram: TelegramDouble, engine: Engine, words: str) -> None:
    with bot(telegram, engine):
        person, other = telegram.person(), telegram.person("رضا")
        other.writes("راز رضا")
        other.hears(1)
        person.writes("راز سارا")
        person.hears(1)
        person.writes(words)
        document = person.hears(2)[1]
    assert shown(document) == texts.MY_DATA
    (content,) = telegram.cloud.files.values()
    held = json.loads(content)
    assert held["person"] == str(person.id)
    assert "راز سارا" in content.decode()
    assert "رضا" not in content.decode()


def test_a_document_in_doubt_is_not_sent_twice(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        person = telegram.person()
        telegram.cut_after("sendDocument")
        person.writes("/mydata")
        telegram.wait(lambda: telegram.made("editMessageCaption"))
        person.writes("پایان")
        assert settled(telegram, person, 2) == [texts.MY_DATA, "پاسخ: پایان [۱]"]


def test_my_data_is_not_shown_to_a_group(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        person, group = telegram.person(), telegram.group()
        person.writes("/mydata@khoosheyar_bot", chat=group)
        (answer,) = telegram.wait(lambda: telegram.sent_to(group))
    assert shown(answer) == texts.IN_PRIVATE_ONLY
    assert not telegram.cloud.files


def test_forgetting_erases_after_a_confirmation(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        person, other = telegram.person(), telegram.person("رضا")
        other.writes("ب")
        other.hears(1)
        person.writes("راز")
        person.hears(1)
        person.writes("/forget")
        question = person.hears(2)[1]
        assert shown(question) == texts.FORGET
        person.presses(question, texts.FORGET_YES)
        assert settled(telegram, person, 3)[2] == texts.FORGOTTEN
    with engine.connect() as connection:
        assert connection.execute(select(turns.c.text)).scalars().all() == ["ب"]
        left = connection.execute(select(outbox.c.body).where(outbox.c.chat == str(person.id))).scalars()
        assert left.all() == [None]  # the confirmation itself, without its words


# lists in pages


def test_a_long_list_comes_in_pages_by_its_button_also_after_a_restart(
    telegram: TelegramDouble, engine: Engine
) -> None:
    person = telegram.person()
    with bot(telegram, engine, Listing()):
        first = person.asks("مورد")
    assert labels(first) == ["منابع (۱)", texts.UP, texts.DOWN, "ادامه (۸ از ۱۵)", texts.TABLE_BUTTON]
    assert shown(first).split("\n")[-1] == "• مورد 8"
    with bot(telegram, engine, Listing()):
        person.presses(first, "ادامه")
        person.presses(first, "ادامه")
        assert flashed(telegram, 2)[1] == texts.MORE_SHOWN
        settled(telegram, person, 2)
    second = person.inbox[1]
    assert shown(second).split("\n")[0] == "• مورد 9 [۱]"
    assert shown(second).split("\n")[-1] == "• مورد 15"
    assert labels(second) == []


def test_the_word_more_brings_the_next_page_also_after_a_rating_and_then_is_a_question(
    telegram: TelegramDouble, engine: Engine
) -> None:
    with bot(telegram, engine, Listing()):
        person = telegram.person()
        person.asks("مورد")
        person.writes("/good")
        person.hears(2)
        person.writes("بیشتر")
        assert shown(person.hears(3)[2]).startswith("• مورد 9")
        person.writes("بیشتر")
        assert settled(telegram, person, 4)[3].startswith("• بیشتر 1 ")


def test_more_without_a_long_list_is_a_question(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine):
        person = telegram.person()
        person.writes("الف")
        person.hears(1)
        person.writes("بیشتر")
        assert settled(telegram, person, 2)[1] == "پاسخ: بیشتر [۱]"


def test_anyone_in_the_group_may_turn_the_page(telegram: TelegramDouble, engine: Engine) -> None:
    with bot(telegram, engine, Listing()):
        person, reader, group = telegram.person(), telegram.person("رضا"), telegram.group()
        person.writes("@khoosheyar_bot مورد", chat=group)
        answer = telegram.wait(lambda: telegram.sent_to(group))[0]
        reader.presses(answer, "ادامه")
        telegram.wait(lambda: len(telegram.sent_to(group)) == 2)
    assert shown(telegram.sent_to(group)[1]).startswith("• مورد 9")


@pytest.mark.parametrize("data", [":more:1:8", ":more:", ":more:x:y:z"])
def test_a_page_that_is_not_there_brings_a_fresh_menu(
    telegram: TelegramDouble, engine: Engine, data: str
) -> None:
    with bot(telegram, engine):
        person = telegram.person()
        answer = person.asks("الف")
        person.presses_data(answer, data)
        assert settled(telegram, person, 2)[1] == texts.OLD_BUTTON


def test_a_forged_page_does_not_open_what_another_person_was_told(
    telegram: TelegramDouble, engine: Engine
) -> None:
    with bot(telegram, engine, Listing()):
        person, thief = telegram.person(), telegram.person("دزد")
        asked = person.writes("راز")
        person.hears(1)
        own = thief.asks("ب")
        thief.presses_data(own, f":more:{asked['update']}:8:{person.id}")
        assert settled(telegram, thief, 2)[1] == texts.OLD_BUTTON


# pace and upkeep


def test_who_writes_too_fast_is_told_so_once_a_minute(
    telegram: TelegramDouble, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.delivery.time.time", lambda: 1_000_000.0)
    with bot(telegram, engine, per_minute=2):
        person, other = telegram.person(), telegram.person("رضا")
        for text in "ابپتث":
            person.writes(text)
        other.writes("الف")
        other.hears(1)
        person.hears(3)
        telegram.wait(telegram.confirmed)
    said = [shown(message) for message in person.inbox]  # once the bot has sent all it owes
    assert said == ["پاسخ: ا [۱]", "پاسخ: ب [۱]", texts.TOO_FAST]


def test_what_was_sent_long_ago_is_pruned_and_what_is_owed_stays(
    telegram: TelegramDouble, engine: Engine
) -> None:
    store, person = SqlOutbox(engine, "telegram"), telegram.person()
    telegram.cut_before("sendMessage", 10**6)
    for key in ("old", "owed", "new"):
        (parcel,) = store.put(key, str(person.id), [Message("متن").dump()])
        if key != "owed":
            store.close(parcel, 7)
    with engine.begin() as connection:
        past = datetime.now(UTC) - timedelta(days=8)
        connection.execute(update(outbox).where(outbox.c.key != "new").values(put_at=past))

    def keys() -> set[str]:
        with engine.connect() as connection:
            return set(connection.execute(select(outbox.c.key)).scalars())

    with bot(telegram, engine):
        telegram.wait(lambda: keys() == {"owed", "new"})
        telegram.mend()
        assert settled(telegram, person, 1) == ["متن"]


def test_a_message_in_doubt_is_found_however_many_others_were_written_meanwhile(
    telegram: TelegramDouble, engine: Engine
) -> None:
    store, person, other = SqlOutbox(engine, "telegram"), telegram.person(), telegram.person("رضا")
    (doubtful,) = store.put("doubtful", str(person.id), [Message("متن").dump()])
    store.begin(doubtful, 1)
    for _ in range(60):
        telegram.store(other.id, other.user, text="همهمه")
    arrived = telegram.store(person.id, BOT, text="متن")
    (later,) = store.put("later", str(other.id), [Message("دیگر").dump()])
    store.close(later, arrived["message_id"] + 1)  # what tells a new process how far the ids have come
    with bot(telegram, engine):
        telegram.wait(lambda: not store.waiting())
    assert len(person.inbox) == 1


# the language of our own sentences


def test_who_chooses_english_gets_help_buttons_and_the_menu_in_english(
    telegram: TelegramDouble, engine: Engine
) -> None:
    person, other = telegram.person("سارا"), telegram.person("رضا")
    with bot(telegram, engine, Listing()):
        person.writes("/lang")
        asked = person.hears(1)[-1]
        person.presses(asked, "English")
        assert shown(person.hears(2)[-1]).startswith("From now on")
        person.writes("/help")
        helped = person.hears(3)[-1]
        assert "\u200f" not in helped["text"]
        assert labels(helped)[0] == "What is a business cluster?"
        person.writes("چالش‌ها")
        answered = person.hears(4)[-1]
        assert {"Sources (1)", "More (8 of 15)"} < set(labels(answered))
        person.presses(answered, "More")
        assert shown(person.hears(5)[-1]).startswith("• چالش‌ها 9")
        person.presses(answered, "More")
        assert flashed(telegram, 3)[-1] == "I have sent the rest; it is further down."
        menu = telegram.cloud.commands[person.id]
        assert ("forget", "erase all my data") in [(c["command"], c["description"]) for c in menu]
        other.writes("/help")
        assert shown(other.hears(1)[-1]) == texts.HELP
        person.writes("/lang")
        person.presses(person.hears(6)[-1], "فارسی")
        assert shown(person.hears(7)[-1]) == texts.LANGUAGE_SET
        telegram.wait(lambda: person.id not in telegram.cloud.commands)


def test_forgetting_takes_the_english_menu_away_too(telegram: TelegramDouble, engine: Engine) -> None:
    person = telegram.person()
    with bot(telegram, engine):
        person.writes("/lang")
        person.presses(person.hears(1)[-1], "English")
        telegram.wait(lambda: person.id in telegram.cloud.commands)
        person.writes("/forget")
        person.presses(person.hears(3)[-1], "Yes, erase")
        person.hears(4)
        telegram.wait(lambda: person.id not in telegram.cloud.commands)


# what is unfinished


class Lasting(Form):
    """Stands under /start, as everything does that people may begin out of the blue."""

    lasting = True
    explains = False


def form_bot(telegram: TelegramDouble, engine: Engine, later: timedelta = timedelta()) -> RunningBot:
    """A bot with a form, at a clock that runs ahead by this much."""
    conversation = Conversation(
        SqlSessions(engine), Echo(), flows=(Lasting(),), clock=lambda: datetime.now(UTC) + later
    )
    return RunningBot(
        telegram.url, conversation, outbox=SqlOutbox(engine, "telegram"), overdue=SqlOverdue(engine)
    )


def make_overdue(engine: Engine) -> None:
    """The moment of every reminder is over, as after the patience of the form."""
    with engine.begin() as connection:
        connection.execute(
            update(sessions)
            .where(sessions.c.remind_at.is_not(None))
            .values(remind_at=datetime.now(UTC) - timedelta(minutes=1))
        )


def leave_form(telegram: TelegramDouble, person: Person) -> None:
    """Begins the form by its button under /start and says no more."""
    person.writes("/start")
    person.presses(person.hears(1)[0], Form.title)
    assert shown(person.hears(2)[-1]) == "نام؟"
    telegram.wait(telegram.confirmed)


def test_who_leaves_a_form_is_asked_once_whether_to_go_on(telegram: TelegramDouble, engine: Engine) -> None:
    person = telegram.person()
    with form_bot(telegram, engine):
        leave_form(telegram, person)
    make_overdue(engine)
    with form_bot(telegram, engine, timedelta(days=2)):
        asked = person.hears(3)[-1]
        assert shown(asked) == texts.go_on(Form.title)
        person.presses(asked, "ادامه")
        assert settled(telegram, person, 4)[-1] == "نام؟"


def test_two_replicas_and_a_process_after_a_kill_put_a_reminder_once(engine: Engine) -> None:
    with SqlSessions(engine).open(SessionKey("telegram", "17")) as session:
        moment = datetime.now(UTC) - timedelta(minutes=1)
        session.flow = RunningFlow("form", 1, None, {"said": []}, moment, remind_at=moment)
        session.record(Turn(session.key, "t", "فرم", moment), notice("نام؟"), 1.0)
    conversation = Conversation(SqlSessions(engine), Echo(), flows=(Lasting(),))
    owed = SqlOutbox(engine, "telegram")
    replicas = [Reminding(conversation, SqlOverdue(engine), owed, Mail()) for _ in range(2)]
    found = SqlOverdue(engine).overdue("telegram", datetime.now(UTC), 9)
    assert [len(replica.put_due()) for replica in replicas] == [1, 0]
    with engine.begin() as connection:  # as if it had been killed before it noted the reminder
        connection.execute(update(sessions).values(remind_at=found[0][1]))
    assert replicas[1].put_due() == []
    assert len(owed.waiting()) == 1
    assert SqlOverdue(engine).overdue("telegram", datetime.now(UTC), 9) == []


def test_who_has_blocked_the_bot_and_groups_are_not_reminded(
    telegram: TelegramDouble, engine: Engine
) -> None:
    person, group = telegram.person(), telegram.group()
    with form_bot(telegram, engine):
        leave_form(telegram, person)
        person.writes(f"/start@{BOT['username']}", chat=group)
        menu = telegram.wait(lambda: telegram.sent_to(group))[0]
        person.presses(menu, Form.title)
        telegram.wait(lambda: len(telegram.sent_to(group)) == 2)
        person.blocks()
        telegram.wait(telegram.confirmed)
    tried = len(telegram.made("sendMessage"))
    make_overdue(engine)
    with form_bot(telegram, engine, timedelta(days=2)):
        waiting = SqlOverdue(engine)
        telegram.wait(lambda: not waiting.overdue("telegram", datetime.now(UTC), 9))
    assert len(telegram.made("sendMessage")) == tried
    with engine.connect() as connection:
        assert [key for key in connection.scalars(select(outbox.c.key)) if "/remind/" in key] == []
