"""Our own sentences in English for who has chosen it; what comes from the documents stays as it is."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.assessment import texts as assessment
from bot.dialogue import english, texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.feedback import rating_choices
from bot.dialogue.languages import in_language, say
from bot.dialogue.turn import (
    Choice,
    Language,
    Outcome,
    Reply,
    SessionKey,
    Turn,
    paragraph,
)
from bot.store.memory import MemorySessions
from tests.fakes import FakeAnswers, answer

EN, FA = Language.ENGLISH, Language.PERSIAN
PERSIAN_LETTER = re.compile("[\u0600-\u06ff]")
# Parts of answers, the web page's frame, what is only looked for in messages, and the other language's name
PERSIAN_ONLY = {
    *("DEFINITION", "NUMBER", "MEANT", "FIELD", "STEPS", "RECOVERED", "BARE_KINDS", "COMMANDS"),
    *("WELCOME", "INVITATION"),  # come before anybody has chosen
    # a table is in the language of the documents
    *("TABLE_SHEET", "TABLE_COLUMNS", "TABLE_PLACES", "THEMES"),
    *("LANGUAGES", "LANGUAGE_ASKED"),
}
SARA = SessionKey("web", "sara")


def sentences() -> Iterator[tuple[str, str]]:
    """Name and text of every Persian sentence that people read."""
    for name, value in vars(texts).items():
        if not name.isupper() or name in PERSIAN_ONLY:
            continue
        values = value.values() if isinstance(value, dict) else [value] if isinstance(value, str) else value
        yield from ((name, text) for text in values if PERSIAN_LETTER.search(text))


def talk() -> Conversation:
    return Conversation(MemorySessions(), FakeAnswers(), max_question=100)


def tell(conversation: Conversation, number: int, text: str, choice: str | None = None) -> Reply:
    return conversation.handle(Turn(SARA, f"t{number}", text, datetime(2026, 3, 1, tzinfo=UTC), choice))


def in_english() -> Conversation:
    conversation = talk()
    asked = tell(conversation, 1, "/lang")
    pressed = next(choice for choice in asked.choices if choice.label == "English")
    assert tell(conversation, 2, pressed.label, pressed.data).plain().startswith("From now on")
    return conversation


@pytest.mark.parametrize(("name", "text"), list(sentences()))
def test_every_sentence_has_an_english_form(name: str, text: str) -> None:
    assert PERSIAN_LETTER.search(say(text, EN)) is None, name
    assert say(text, FA) == text


def test_what_can_be_started_has_an_english_name() -> None:
    form = tomllib.loads(Path("knowledge/frameworks/intake.toml").read_text(encoding="utf-8"))
    for title in (assessment.TITLE, form["title"]):
        assert PERSIAN_LETTER.search(say(texts.resume(title), EN)) is None


def test_every_command_has_an_english_description() -> None:
    assert set(english.COMMANDS) == {name for name, _ in texts.COMMANDS}


@pytest.mark.parametrize(
    ("persian", "expected"),
    [
        (texts.too_long(1000), "Your message is too long. Please ask in less than 1000 characters."),
        (texts.more(8, 15), "More (8 of 15)"),
        (texts.sources(3), "Sources (3)"),
        (texts.resume(texts.WHY_TITLE), "Go on: opinion on the answer"),
        (texts.begin("فرم تازه"), "Begin: \u2067فرم تازه\u2069"),
        (texts.go_on("فرم"), "“\u2067فرم\u2069” is unfinished from before. Shall we go on?"),
        (texts.nearest(["تعریف خوشه"]), "The nearest thing that I have: \u2067تعریف خوشه\u2069"),
    ],
)
def test_what_stands_in_a_sentence_is_kept(persian: str, expected: str) -> None:
    assert say(persian, EN) == expected


def test_an_answer_and_what_it_suggests_stay_in_the_documents_language() -> None:
    document = Reply(
        Outcome.ANSWER,
        (paragraph("آغاز پروژه"), *answer().blocks),
        answer().citations,
        (Choice("آغاز پروژه", "ask"), Choice(texts.resume("فرم"), ":flow:resume")),
    )
    shown = in_language(document, EN)
    assert (shown.blocks, shown.citations, shown.choices[0]) == (
        document.blocks,
        document.citations,
        document.choices[0],
    )
    assert shown.choices[1].label == "Go on: \u2067فرم\u2069"
    assert shown.language is EN


def test_who_chooses_english_reads_notices_buttons_and_dialogues_in_english() -> None:
    conversation = in_english()
    assert tell(conversation, 3, "؟؟").plain().startswith("I read written messages.")
    assert tell(conversation, 4, "x" * 101).plain().endswith("less than 100 characters.")
    answered = tell(conversation, 5, "خوشه چیست؟")
    assert answered.blocks == answer().blocks
    down = rating_choices(answered, "t5")[1]
    why = tell(conversation, 6, down.label, down.data)
    assert [choice.label for choice in why.choices][-2:] == ["Skip", "Cancel"]
    kept = tell(conversation, 7, why.choices[0].label, why.choices[0].data)
    assert kept.plain().startswith("Thank you! Your reason is kept")


def test_the_reply_is_recorded_as_it_was_read() -> None:
    conversation = in_english()
    empty = tell(conversation, 3, "؟؟")
    assert conversation.recall(SARA, "t3") == empty


@pytest.mark.parametrize("words", ["/lang", "زبان", "تغییر زبان", "Language"])
def test_one_can_come_back_to_persian(words: str) -> None:
    conversation = in_english()
    asked = tell(conversation, 3, words)
    assert [choice.label for choice in asked.choices] == ["فارسی", "English"]
    assert tell(conversation, 4, "فارسی", ":lang:fa").plain() == texts.LANGUAGE_SET
    assert tell(conversation, 5, "؟؟").plain() == texts.NO_WORDS


def test_a_language_that_is_not_there_changes_nothing() -> None:
    conversation = in_english()
    tell(conversation, 3, "Klingon", ":lang:tlh")
    assert conversation.language(SARA) is EN


def test_forgetting_forgets_the_language_too() -> None:
    conversation = in_english()
    tell(conversation, 3, "Yes, erase everything", ":forget:yes")
    assert conversation.language(SARA) is FA
