"""Where buttons stand under a message."""

from collections.abc import Sequence

from bot.dialogue.turn import Choice
from bot.telegram.keyboard import ROW, keyboard


def rows(*buttons: tuple[str, str]) -> Sequence[Sequence[str]]:
    markup = keyboard([Choice(label, data) for label, data in buttons])
    assert markup is not None
    return [[button.text for button in row] for row in markup.inline_keyboard]


def test_no_buttons_make_no_markup() -> None:
    assert keyboard([]) is None


def test_short_buttons_stand_side_by_side_as_far_as_a_phone_is_wide() -> None:
    label = "ا" * (ROW // 2)
    assert rows((label, "a"), (label, "b"), (label, "c")) == [[label, label], [label]]


def test_sources_of_a_question_do_not_push_its_answers_out_of_line() -> None:
    assert rows(("منابع (۳)", ":sources:t1"), ("۱. اصلاً", ":assess:is:a:1"), ("۲. کم", ":assess:is:a:2")) == [
        ["منابع (۳)"],
        ["۱. اصلاً", "۲. کم"],
    ]


def test_the_ways_through_a_form_stand_below_its_answers() -> None:
    assert rows(("نه", ":form:no"), ("بازگشت", ":flow:back"), ("لغو", ":flow:cancel")) == [
        ["نه"],
        ["بازگشت", "لغو"],
    ]


def test_sources_and_ratings_share_a_row() -> None:
    assert rows(("منابع (۱)", ":sources:t1"), ("👍", ":rate:up:t1"), ("👎", ":rate:down:t1")) == [
        ["منابع (۱)", "👍", "👎"]
    ]
