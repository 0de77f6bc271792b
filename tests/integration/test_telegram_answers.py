"""What people see in Telegram: answers, sources, buttons, commands, groups."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import texts
from bot.dialogue.turn import Block, BlockKind, Choice, Line, Outcome, Reply, paragraph
from knowledge.document import Citation
from tests.telegram.cloud import BOT
from tests.telegram.double import TelegramDouble
from tests.telegram.markup import utf16
from tests.telegram.running import Echo, RunningBot, conversation_in, plain_answer

INVISIBLE = dict.fromkeys([0x200F, 0x2066, 0x2069])


class Fixed:
    """Answers everything with one reply."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply
        self.asked: list[tuple[str, list[str]]] = []

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        self.asked.append((question, list(history)))
        return self._reply


def reply_of(kind: BlockKind, *lines: str, choices: Sequence[Choice] = ()) -> Reply:
    citation = Citation("deck.md", "برنامه", "بخش ۲", "نقل")
    return Reply(
        Outcome.ANSWER, (Block(kind, tuple(Line(line, 0) for line in lines)),), (citation,), tuple(choices)
    )


def shown(message: dict[str, Any]) -> str:
    """The text without the marks that only set its direction."""
    return str(message["text"]).translate(INVISIBLE)


def labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


THUMBS = [texts.UP, texts.DOWN]


def kinds(message: dict[str, Any]) -> list[str]:
    return [entity["type"] for entity in message.get("entities", [])]


def test_an_answer_has_marks_and_its_quotes_come_by_a_button(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    reply = Reply(
        Outcome.ANSWER,
        (
            paragraph("خوشه یعنی نزدیکی.", 0),
            Block(BlockKind.BULLETS, (Line("کاهش هزینه", 1),)),
            Block(BlockKind.STEPS, (Line("مطالعه", 0), Line("برنامه"))),
        ),
        (
            Citation("deck.md", "برنامهٔ خوشه‌ها", "بخش ۲، اسلاید ۴", "خوشه نزدیکی است"),
            Citation("a.md", "خوشه‌های صنعتی", "بخش ۱", "هزینه کم می‌شود"),
        ),
    )
    with RunningBot(telegram.url, conversation_in(tmp_path, Fixed(reply))):
        person = telegram.person()
        answer = person.asks("خوشه چیست؟")
        assert shown(answer) == "خوشه یعنی نزدیکی. [۱]\n\n• کاهش هزینه [۲]\n\n۱. مطالعه [۱]\n۲. برنامه"
        assert labels(answer) == ["منابع (۲)", *THUMBS]
        person.presses(answer, "منابع")
        quotes = person.hears(2)[1]
    assert shown(quotes) == (
        "[۱] برنامهٔ خوشه‌ها، بخش ۲، اسلاید ۴\nخوشه نزدیکی است\n\n[۲] خوشه‌های صنعتی، بخش ۱\nهزینه کم می‌شود"
    )
    assert kinds(quotes) == ["bold", "blockquote", "bold", "blockquote"]
    assert quotes["reply_to_message"]["message_id"] == answer["message_id"]


def test_sources_tapped_twice_are_sent_once(telegram: TelegramDouble, tmp_path: Path) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        answer = person.asks("الف")
        person.presses(answer, "منابع")
        person.presses(answer, "منابع")
        telegram.wait(lambda: len(telegram.cloud.answered_callbacks) == 2)
        assert telegram.cloud.answered_callbacks[1]["text"] == texts.SOURCES_SHOWN
        person.writes("ب")
        assert [shown(m)[:4] for m in person.hears(3)] == ["پاسخ", "[۱] ", "پاسخ"]


def test_a_sources_button_works_after_a_restart(telegram: TelegramDouble, tmp_path: Path) -> None:
    person = telegram.person()
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        answer = person.asks("الف")
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person.presses(answer, "منابع")
        assert "نقل 1" in shown(person.hears(2)[1])


@pytest.mark.parametrize("data", [":sources:1", ":sources:", ":gone", "x" * 64])
def test_a_button_that_leads_nowhere_brings_a_fresh_menu(
    telegram: TelegramDouble, tmp_path: Path, data: str
) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        old = telegram.store(person.id, BOT, text="قدیمی")
        person.presses_data(old, data)
        menu = telegram.wait(lambda: [m for m in person.inbox if m["text"] != "قدیمی"])[0]
    assert shown(menu) == texts.OLD_BUTTON
    assert labels(menu) == [texts.ASK_BUTTON, texts.HELP_BUTTON]


def test_a_choice_is_a_turn_and_a_double_tap_is_the_same_turn(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    answers = Fixed(reply_of(BlockKind.PARAGRAPH, "متن", choices=[Choice("مزایا چیست؟", "ask:benefits")]))
    with RunningBot(telegram.url, conversation_in(tmp_path, answers)):
        person = telegram.person()
        answer = person.asks("سلام علیک")
        person.presses(answer, "مزایا")
        person.presses(answer, "مزایا")
        telegram.wait(lambda: len(telegram.cloud.answered_callbacks) == 2)
        person.writes("پایان")
        person.hears(3)
        telegram.wait(telegram.confirmed)
    assert [question for question, _ in answers.asked] == ["سلام علیک", "مزایا چیست؟", "پایان"]
    assert len(person.inbox) == 3


def test_a_menu_tapped_twice_at_once_answers_once(telegram: TelegramDouble, tmp_path: Path) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        menu = person.asks("/start")
        person.presses(menu, "راهنما")
        person.presses(menu, "راهنما")
        telegram.wait(lambda: len(telegram.cloud.answered_callbacks) == 2)
        person.writes("پایان")
        assert [shown(m) for m in person.hears(3)[1:]] == [texts.HELP, "پاسخ: پایان [۱]"]


def test_an_example_of_the_menu_is_answered(telegram: TelegramDouble, tmp_path: Path) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        menu = person.asks("/start")
        assert shown(menu) == texts.HELLO
        person.presses(menu, texts.ASK_BUTTON)
        invitation = person.hears(2)[1]
        assert shown(invitation) == texts.ASK_HERE
        person.presses(invitation, texts.EXAMPLES[0])
        assert texts.EXAMPLES[0] in shown(person.hears(3)[2])


def test_an_edited_question_is_answered_again(telegram: TelegramDouble, tmp_path: Path) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        question = person.writes("الف")
        person.hears(1)
        person.edits(question, "ب")
        second = person.hears(2)[1]
    assert shown(second) == "پاسخ: ب [۱]"
    assert second["reply_to_message"]["message_id"] == question["message_id"]


def test_a_long_answer_is_split_between_items_with_the_buttons_at_its_end(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    items = [f"مورد {n}: " + "سیاست توسعهٔ خوشه 𝐀 " * 60 for n in range(8)]
    with RunningBot(telegram.url, conversation_in(tmp_path, Fixed(reply_of(BlockKind.BULLETS, *items)))):
        person = telegram.person()
        person.writes("همه")
        telegram.wait(lambda: person.inbox and labels(person.inbox[-1]))
        messages = person.inbox
    assert len(messages) > 2
    assert all(utf16(m["text"]) <= 4096 for m in messages)
    assert [bool(labels(m)) for m in messages] == [False] * (len(messages) - 1) + [True]
    lines = [line for m in messages for line in shown(m).split("\n") if line]
    assert lines == [f"• {item.strip()} [۱]" for item in items]


def test_a_sentence_longer_than_a_message_loses_nothing(telegram: TelegramDouble, tmp_path: Path) -> None:
    words = [f"واژه{n}" for n in range(2000)]
    answers = Fixed(reply_of(BlockKind.PARAGRAPH, " ".join(words)))
    with RunningBot(telegram.url, conversation_in(tmp_path, answers)):
        person = telegram.person()
        person.writes("همه")
        telegram.wait(lambda: person.inbox and labels(person.inbox[-1]))
    assert " ".join(shown(m) for m in person.inbox).split() == [*words, "[۱]"]


def test_markup_in_a_document_is_shown_and_not_obeyed(telegram: TelegramDouble, tmp_path: Path) -> None:
    text = "<b>سود</b> & زیان < ۵ &amp; > ۳ <script>"
    with RunningBot(telegram.url, conversation_in(tmp_path, Fixed(reply_of(BlockKind.PARAGRAPH, text)))):
        person = telegram.person()
        answer = person.asks("سود؟")
    assert shown(answer) == f"{text} [۱]"
    assert kinds(answer) == []
    assert not telegram.made("sendMessage", status=400)


def test_a_choice_with_too_much_data_costs_its_button_only(telegram: TelegramDouble, tmp_path: Path) -> None:
    choices = [Choice("بلند", "ب" * 33), Choice("کوتاه", "ب" * 32), Choice("تهی", "")]
    with RunningBot(
        telegram.url, conversation_in(tmp_path, Fixed(reply_of(BlockKind.PARAGRAPH, "متن", choices=choices)))
    ):
        person = telegram.person()
        answer = person.asks("سود؟")
    assert labels(answer) == ["منابع (۱)", *THUMBS, "کوتاه"]


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
        {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}], "caption": "این چیست؟"},
        {"document": {"file_id": "d", "file_unique_id": "d"}},
        {"location": {"longitude": 51.4, "latitude": 35.7}},
    ],
)
def test_what_is_not_text_gets_a_sentence(
    telegram: TelegramDouble, tmp_path: Path, content: dict[str, Any]
) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        person.sends(**content)
        (answer,) = person.hears(1)
    assert shown(answer) == texts.ONLY_TEXT


def test_an_album_gets_one_sentence(telegram: TelegramDouble, tmp_path: Path) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        for _ in range(3):
            person.sends(photo=photo, media_group_id="77")
        person.writes("پایان")
        assert [shown(m) for m in person.hears(2)] == [texts.ONLY_TEXT, "پاسخ: پایان [۱]"]


def test_service_messages_and_other_bots_are_left_alone(telegram: TelegramDouble, tmp_path: Path) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        person.sends(pinned_message={"message_id": 1, "date": 0, "chat": telegram.cloud.chats[person.id]})
        robot = telegram.person()
        robot.user["is_bot"] = True
        robot.writes("سلام ربات")
        person.writes("پایان")
        person.hears(1)
        telegram.wait(telegram.confirmed)
    assert (len(person.inbox), len(robot.inbox)) == (1, 0)


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/start", texts.HELLO),
        ("/start deep-link", texts.HELLO),
        ("/help", texts.HELP),
        ("/cancel", texts.NOTHING_TO_CANCEL),
        ("/sources", texts.NO_SOURCES),
        ("/nothing", texts.UNKNOWN_COMMAND),
    ],
)
def test_commands(telegram: TelegramDouble, tmp_path: Path, command: str, answer: str) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person = telegram.person()
        person.writes(command)
        assert shown(person.hears(1)[0]) == answer


def test_commands_are_registered_in_persian(telegram: TelegramDouble, tmp_path: Path) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        pass
    assert [(c["command"], c["description"]) for c in telegram.cloud.commands[0]] == list(texts.COMMANDS)


def test_the_sources_command_quotes_the_last_answer_that_had_any(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    class Answers:
        def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
            return plain_answer(question, citations=2 if question == "با منبع" else 0)

    with RunningBot(telegram.url, conversation_in(tmp_path, Answers())):
        person = telegram.person()
        person.writes("با منبع")
        person.writes("بی منبع")
        person.writes("/sources")
        quotes = person.hears(3)[2]
    assert "نقل 1" in shown(quotes) and "نقل 2" in shown(quotes)


@pytest.mark.parametrize("supergroup", [True, False])
def test_in_a_group_only_who_addresses_the_bot_is_answered(
    telegram: TelegramDouble, tmp_path: Path, supergroup: bool
) -> None:
    echo = Echo()
    with RunningBot(telegram.url, conversation_in(tmp_path, echo)):
        person, group = telegram.person(), telegram.group(supergroup=supergroup)
        person.writes("با هم حرف می‌زنیم", chat=group)
        person.writes("@another_bot خوشه چیست؟", chat=group)
        person.writes("/help@another_bot", chat=group)
        person.writes("/nothing", chat=group)
        asked = person.writes("@khoosheyar_bot خوشه چیست؟", chat=group)
        telegram.wait(lambda: telegram.sent_to(group))
        (answer,) = telegram.sent_to(group)
        person.writes("و مزایا؟", chat=group, reply_to=answer)
        telegram.wait(lambda: len(telegram.sent_to(group)) == 2)
        person.writes("@Khoosheyar_Bot", chat=group)
        telegram.wait(lambda: len(telegram.sent_to(group)) == 3)
        telegram.wait(telegram.confirmed)
    assert echo.asked == ["خوشه چیست؟", "و مزایا؟"]
    assert answer["reply_to_message"]["message_id"] == asked["message_id"]
    assert shown(telegram.sent_to(group)[2]) == texts.ASK_ME
    assert person.inbox == []


def test_anyone_in_the_group_may_open_the_sources_of_an_answer(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person, reader, group = telegram.person(), telegram.person("رضا"), telegram.group()
        person.writes("@khoosheyar_bot الف", chat=group)
        answer = telegram.wait(lambda: telegram.sent_to(group))[0]
        reader.presses(answer, "منابع")
        telegram.wait(lambda: len(telegram.sent_to(group)) == 2)
    assert "نقل 1" in shown(telegram.sent_to(group)[1])


def test_a_forged_button_does_not_open_what_another_person_was_told(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person, thief = telegram.person(), telegram.person("دزد")
        asked = person.writes("الف")
        person.hears(1)
        own = thief.asks("ب")
        thief.presses_data(own, f":sources:{asked['update']}:{person.id}")
        assert shown(thief.hears(2)[1]) == texts.OLD_BUTTON


def test_what_was_asked_in_private_is_no_history_in_a_group(telegram: TelegramDouble, tmp_path: Path) -> None:
    answers = Fixed(reply_of(BlockKind.PARAGRAPH, "متن"))
    with RunningBot(telegram.url, conversation_in(tmp_path, answers)):
        person, group = telegram.person(), telegram.group()
        person.writes("محرمانه")
        person.hears(1)
        person.writes("@khoosheyar_bot عمومی", chat=group)
        telegram.wait(lambda: telegram.sent_to(group))
        person.writes("دنباله")
        person.hears(2)
    assert answers.asked == [("محرمانه", []), ("عمومی", []), ("دنباله", ["محرمانه"])]


def test_a_forum_topic_is_answered_in_its_topic(telegram: TelegramDouble, tmp_path: Path) -> None:
    with RunningBot(telegram.url, conversation_in(tmp_path, Echo())):
        person, group = telegram.person(), telegram.group()
        entity = {"type": "mention", "offset": 0, "length": 15}
        person.sends(
            chat=group,
            text="@khoosheyar_bot الف",
            entities=[entity],
            is_topic_message=True,
            message_thread_id=42,
        )
        answer = telegram.wait(lambda: telegram.sent_to(group))[0]
    assert answer["message_thread_id"] == 42
