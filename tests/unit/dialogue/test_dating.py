"""Of which year the figures are that were told last."""

import pytest

from bot.dialogue import texts
from bot.dialogue.intent import Intent, find_intent
from bot.dialogue.turn import Outcome, Reply
from tests.unit.dialogue.library import LIBRARY

TABLE, UNDATED = "تعداد کندو چقدر است؟", "زنبورستان چیست؟"


def ask(question: str, *before: str) -> Reply:
    return LIBRARY.answerer.answer(question, before)


@pytest.mark.parametrize(
    "question",
    [
        "این آمار مال چه سالیه؟",
        "این ارقام مربوط به چه سالی است؟",
        "این عدد برای کدوم ساله",
        "آمارش مال کدوم سال است؟",
    ],
)
def test_lines_that_name_their_year_are_told_again(question: str) -> None:
    reply = ask(question, TABLE)
    assert reply.outcome is Outcome.ANSWER
    assert "سال ۱۳۹۵" in reply.plain()


def test_where_no_year_stands_that_is_said() -> None:
    reply = ask("این آمار مال چه سالیه؟", UNDATED)
    assert (reply.outcome, reply.plain()) == (Outcome.ABSTENTION, texts.UNDATED)


def test_the_last_answer_counts_and_no_refusal_behind_it() -> None:
    asked = "این آمار مال چه سالیه؟"
    assert ask(asked, TABLE, "فوتبال امشب را کی برد؟") == ask(asked, TABLE)


def test_before_any_answer_there_are_no_figures() -> None:
    assert ask("این آمار مال چه سالیه؟").outcome is Outcome.SMALL_TALK


@pytest.mark.parametrize(
    "question",
    ["از چه سالی؟", "این اطلاعات مال کیه؟", "آمار جدول وضعیت مال کدام سال است؟", "این طرح مال چه سالیه؟"],
)
def test_the_year_of_a_matter_is_a_question_to_the_documents(question: str) -> None:
    assert find_intent(question, lambda rest: True) is Intent.QUESTION
