"""Which words of a line are names, and whether they are new to the question."""

import pytest

from bot.dialogue.naming import is_name, names_agent, names_body
from knowledge.persian import fold
from knowledge.query import EARLIER_SHARE
from tests.unit.dialogue.library import LIBRARY

read = LIBRARY.reader.read


@pytest.mark.parametrize("word", ["سیالکوت", "توسکانی", "محمدزاده", "پورتر"])
def test_a_rare_word_that_is_made_of_no_other_is_a_name(word: str) -> None:
    assert is_name(word)


@pytest.mark.parametrize(
    "word", ["کندو", "نوآوری", "اشتغال‌زایی", "فقرزدایی", "همکاری", "آسانی", "شدند", "۱۴۰۱", "spx"]
)
def test_words_of_the_language_are_no_names(word: str) -> None:
    assert not any(is_name(part) for part in fold(word).split())


def test_a_body_that_the_question_names_itself_is_no_answer() -> None:
    asked = read("سازمان دامپزشکی زیر نظر کدام سازمان است؟")
    assert not names_body(asked, "سازمان دامپزشکی کندوها را می‌شمارد.")
    assert names_body(asked, "زیر نظر وزارت کشاورزی است.")


def test_what_was_asked_before_may_be_the_answer_now() -> None:
    follow_up = LIBRARY.reader.follow(read("اولین نفر کی بود؟"), read("نوراوغلی چه گفت؟"))
    assert any(concept.share <= EARLIER_SHARE for concept in follow_up.concepts)
    assert names_agent(follow_up, "نخستین بار نوراوغلی گفت.")
