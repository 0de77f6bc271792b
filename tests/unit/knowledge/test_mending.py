"""Slips of the fingers are put right where one word is likely; words stay, and forms of words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicon import load_lexicon
from knowledge.mending import Mender

WORDS = {"کندو": 40, "زنبور": 30, "عسل": 25, "برداشت": 6, "شهد": 2, "زنبورها": 3, "سالمند": 1, "موم": 3}
MENDER = Mender(load_lexicon(), WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("کننندو", "کندو"),  # a letter stretched
        ("زنببور", "زنبور"),  # … doubled
        ("زبنور", "زنبور"),  # two letters in each other's place
        ("برداشط", "برداشت"),  # the letter of the same sound
        ("برذاشت", "برداشت"),  # … of the same look
        ("زنور", "زنبور"),  # a letter left out
        ("کودم کندو", "کدوم کندو"),  # a word of questions
        ("عسلهاشون", "عسل‌هاشون"),
        ("عسلچیست", "عسل چیست"),  # a space left out
        ("برداشتعسل", "برداشت عسل"),
        ("کندووزنبورها", "کندو و زنبورها"),
        ("زنبروها", "زنبور‌ها"),
        ("کندووووو چیه", "کندو چیه"),
    ],
)
def test_a_slip_is_put_right(typed: str, meant: str) -> None:
    assert MENDER.mend(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "کندوهامون چندتاشون سالمن؟",
        "زنبورداری تو لرستان صرفه داره؟",
        "می‌شمارد",
        "رفت‌وآمد",
        "كندو را كجا مي‌گذارند",
        "BDSP کندو در ۱۴۰۱",
        "اونایی که عسلشونو فروختن",
        "",
    ],
)
def test_what_is_a_word_or_a_form_of_one_stays(text: str) -> None:
    assert MENDER.mend(text) == text


def test_a_dropped_letter_before_the_plural_is_written_again() -> None:
    assert Mender(load_lexicon(), {"لانه": 9}).mend("لانها") == "لانه‌ها"


def test_a_word_that_no_document_and_no_question_uses_is_not_put_in() -> None:
    assert MENDER.mend("قمرمه") == "قمرمه"


@given(st.text())
def test_what_is_no_persian_word_is_left(text: str) -> None:
    latin = re.sub(r"[^\W\d_a-zA-Z]+", "", text)
    assert MENDER.mend(latin) == latin
    assert re.findall(r"[\da-zA-Z]", MENDER.mend(text)) == re.findall(r"[\da-zA-Z]", text)
