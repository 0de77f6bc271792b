"""Two questions in one message are both answered, or it is said which the documents leave open."""

from dataclasses import replace

import pytest

from bot.dialogue import texts
from bot.dialogue.joining import questions_in
from bot.dialogue.turn import Reply
from bot.dialogue.verification import find_problems
from tests.unit.dialogue.library import LIBRARY, OBSTACLES

DEFINITION = "زنبورستان جایی است که بیش از ده کندو کنار هم نگه‌داری می‌شود."


def answer(message: str) -> Reply:
    return LIBRARY.answerer.answer(message)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("چند شبکه داریم و فروش چقدر شده", ("چند شبکه داریم", "فروش چقدر شده")),
        ("نویسنده کیه؟ گزارش درباره چیه", ("نویسنده کیه", "گزارش درباره چیه")),
        ("کندو چیه، چند تا داریم؟", ("کندو چیه", "چند تا داریم")),
        ("مدیر کیه و چی می‌گه و حقوقش چقدره؟", ("مدیر کیه", "چی می‌گه", "حقوقش چقدره")),
        ("نویسنده کیست؟ تاریخ انتشارش؟", ("نویسنده کیست", "تاریخ انتشارش")),
        ("چند مرحله داره؟ هر مرحله چقدر طول می‌کشه؟", ("چند مرحله داره", "هر مرحله چقدر طول می‌کشه")),
        ("مراحل چیه؟ چالش‌ها رو هم بگو.", ("مراحل چیه", "چالش‌ها رو هم بگو")),
        ("What is a hive? Who owns it?", ("What is a hive", "Who owns it")),
        ("ما زنبورداریم. کندو چیه و چه فایده‌ای داره؟", ("کندو چیه", "چه فایده‌ای داره")),
    ],
)
def test_each_question_of_a_message_is_heard(text: str, asked: tuple[str, ...]) -> None:
    assert questions_in(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "چرا ملایر و سنندج شکست خوردن",
        "خوشه و شبکه چیست",
        "چه کسی و چه زمانی آن را آغاز کرد؟",
        "چه چالش‌ها و چه پیشنهادهایی آمده است؟",
        "کندو چیه؟ لطفاً ساده بگید.",
        "کندو چیه؟ همه‌اش رو بگو",
        "سلام، کندو چیه؟ ممنون می‌شم جواب بدید.",
        "کندو چیه؟ یعنی منظورم کندوی عسله.",
        "چند تا کندو داریم؟ خیلی برام مهمه.",
        "صاحب کندو باید کی باشه؟ دولت؟",
        "کندوها چی؟ چند تا شدن؟",
        "«؟ ()؟",
    ],
)
def test_context_courtesy_and_repetition_are_no_second_question(text: str) -> None:
    assert questions_in(text) == ()


@pytest.mark.parametrize("half", ["زنبورستان چیست", "برداشت عسل چند تن بود"])
def test_neither_question_is_left_without_its_answer(half: str) -> None:
    both = answer("زنبورستان چیست و برداشت عسل چند تن بود").plain()
    assert set(answer(half).plain().splitlines()) <= set(both.splitlines())


@pytest.mark.parametrize(
    ("message", "open_question"),
    [
        ("زنبورستان چیست؟ وزیر کشاورزی کیست؟", "وزیر کشاورزی کیست"),
        ("وزیر کشاورزی کیست؟ زنبورستان چیست؟", "وزیر کشاورزی کیست"),
        ("زنبورستان چیست و مدیرش چقدر حقوق می‌گیرد؟", "مدیرش چقدر حقوق می‌گیرد"),
    ],
)
def test_what_is_there_is_told_and_the_other_question_named_as_open(message: str, open_question: str) -> None:
    reply = answer(message)
    assert not reply.refused
    assert reply.plain().splitlines() == [DEFINITION, texts.untold([open_question])]
    assert reply.blocks[0].lines[0].citation == 0


def test_a_message_of_which_nothing_is_answered_is_refused_by_naming_both() -> None:
    reply = answer("وزیر کشاورزی کیست؟ شماره تلفنش چنده؟")
    assert reply.refused
    assert reply.plain().startswith("پاسخ «وزیر کشاورزی کیست؟» و «شماره تلفنش چنده؟»")


def test_answers_stand_in_the_order_of_the_questions_and_rest_on_their_own_places() -> None:
    reply = answer("برداشت عسل چند تن بود؟ زنبورستان چیست؟")
    told = reply.plain().splitlines()
    assert told[0].startswith("برداشت عسل")
    assert told[-1] == DEFINITION
    cited = [block.lines[0] for block in reply.blocks]
    assert DEFINITION in reply.citations[cited[-1].citation or 0].quote
    assert cited[-1].mark
    assert not find_problems(reply)


def test_nothing_is_told_twice() -> None:
    told = answer("چالش‌های زنبورداری چیست؟ مشکلات زنبورداری کدامند؟").plain().splitlines()
    assert len(set(told)) == len(told)
    assert sum(any(line.endswith(each) for each in OBSTACLES) for line in told) == len(OBSTACLES)


def test_a_figure_asked_of_is_not_repeated_as_if_a_document_held_it() -> None:
    reply = answer("زنبورستان چیست؟ رئیس تعاونی در سال ۱۴۲۰ کیست؟")
    assert "۱۴۲۰" not in reply.plain()
    assert not reply.refused


def test_an_open_question_is_kept_with_the_answer() -> None:
    trace = LIBRARY.answerer.explain("زنبورستان چیست؟ وزیر کشاورزی کیست؟")
    assert trace.untold == ("وزیر کشاورزی کیست",)
    assert replace(trace, untold=()).shown[0].lines == (DEFINITION,)


def test_both_questions_of_a_message_that_follows_on_are_answered() -> None:
    message = "برداشت عسل چند تن بود و وزیر کشاورزی کیست؟"
    told = LIBRARY.answerer.answer(message, ("زنبورستان چیست؟",)).plain().splitlines()
    assert told[0].startswith("برداشت عسل")
    assert told.count(texts.untold(["وزیر کشاورزی کیست"])) == 1


def test_a_reason_that_the_answer_holds_is_not_called_missing() -> None:
    reply = answer("زنبوردارها از چی می‌نالیدند و به خاطر چی؟")
    assert "نیامده" not in reply.plain()


def test_what_a_question_without_an_answer_had_is_not_told_of_something_else() -> None:
    assert answer("وزیر کشاورزی کیست و چند تن برداشت عسل داشت؟").refused
