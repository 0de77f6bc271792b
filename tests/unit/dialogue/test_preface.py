"""What people tell before they ask is told apart from the question; a question alone stays whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.preface import parted


@pytest.mark.parametrize(
    ("message", "told", "asked"),
    [
        (
            "ما تازه کندو خریدیم، راستش می‌خواستم بدونم موم چه فایده‌ای داره",
            "ما تازه کندو خریدیم، راستش",
            "موم چه فایده‌ای داره",
        ),
        ("مي‌خواستم بدونم که عسل کوهی چیه", "", "عسل کوهی چیه"),
        (
            "ببین ما پنج تا کندو داریم و زمستون نزدیکه، سؤالم اینه که زنبورا رو کجا ببریم",
            "ببین ما پنج تا کندو داریم و زمستون نزدیکه",
            "زنبورا رو کجا ببریم",
        ),
        (
            "همسایه‌ها می‌گن آفت افتاده و من نمی‌دونم چیه، آفت‌های کندو چیا هستن؟",
            "همسایه‌ها می‌گن آفت افتاده و من نمی‌دونم چیه",
            "آفت‌های کندو چیا هستن؟",
        ),
        ("ma kandoo darim, mikhastam bedoonam asal chie", "ma kandoo darim", "asal chie"),
        ("We keep bees, I would like to know what wax is", "We keep bees", "what wax is"),
        ("برداشت عسل چند مرحله داره، می‌شه بگید؟", "", "برداشت عسل چند مرحله داره"),
        ("می‌گم که موم کجا می‌ره؟ چون خیلی لازمش دارم", "", "موم کجا می‌ره؟"),
        (
            "من تازه‌کارم و می‌خوایم تصمیم بگیریم، فروش عسل بیشتر بوده یا فروش موم؟",
            "من تازه‌کارم و می‌خوایم تصمیم بگیریم",
            "فروش عسل بیشتر بوده یا فروش موم؟",
        ),
    ],
)
def test_what_is_told_before_the_question_is_parted_from_it(message: str, told: str, asked: str) -> None:
    assert parted(message) == (told, asked)


@pytest.mark.parametrize(
    "message",
    [
        "بر اساس تجربه دره بالا، دره پایین و دشت، برداشت عسل به چه چیزهایی وابسته است؟",
        "اگه همه کندوهای ما رو یه جا جمع کنیم و با هم بفروشیم، چه سودی داره؟",
        "عسل چیه؟ می‌خواستم بدونم موم چیه؟",
        "عسل",
        "",
    ],
)
def test_a_message_that_only_asks_stays_whole(message: str) -> None:
    assert parted(message) == ("", message)


@pytest.mark.parametrize("message", ["می‌خواستم بدونم", "یه سوال داشتم", "could you tell me"])
def test_a_wish_without_a_question_is_left_as_it_is(message: str) -> None:
    assert parted(message) == ("", message)


@given(st.text())
def test_what_is_asked_stands_in_the_message(text: str) -> None:
    assert parted(text)[1] in text
