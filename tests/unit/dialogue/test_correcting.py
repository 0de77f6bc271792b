"""What only puts something right asks for that; everything else stays as it is."""

import pytest

from bot.dialogue import texts
from bot.dialogue.correcting import put_right


@pytest.mark.parametrize(
    ("message", "matter"),
    [
        ("نه، منظورم عسل بود", "عسل"),
        ("منظورم از این عسل کوهی بود", "عسل کوهی"),
        ("نه مال دره بالا", "مال دره بالا"),
        ("نه، برای زنبوردارها", "برای زنبوردارها"),
    ],
)
def test_what_is_put_right_is_asked_in_the_same_way(message: str, matter: str) -> None:
    assert put_right(message) == texts.how_about(matter)


def test_a_question_behind_what_was_meant_is_asked_itself() -> None:
    assert put_right("منظورم این بود که عسل چیه؟") == "عسل چیه"


@pytest.mark.parametrize(
    "message", ["منظور از عسل چیست؟", "نه", "منظورم این نبود", "عسل چیه؟", "نه هنوز تموم نشد"]
)
def test_other_messages_stay_as_they_are(message: str) -> None:
    assert put_right(message) == message
