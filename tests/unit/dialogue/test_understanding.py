"""What is told of oneself is not asked of; of a plight the theme is."""

import pytest

from bot.dialogue import texts
from bot.dialogue.parts import whole_group
from tests.unit.dialogue.library import LIBRARY

UNDERSTANDING = LIBRARY.answerer.understanding
STATISTICS = whole_group(LIBRARY.catalogue.groups("bees/4")[0])
REPORT_LIST = whole_group(LIBRARY.catalogue.groups("honey/1")[0])


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("یه کارگاه کفش دارم تو تبریز، این خوشه به چه درد من می‌خوره؟", "این خوشه به چه درد من می‌خوره؟"),
        ("تو تبریز کارگاه کفش دارم، برداشت عسل چند تن بود؟", "برداشت عسل چند تن بود؟"),
        ("کارگاهم کوچیکه، زنبورستان یعنی چی؟", "زنبورستان یعنی چی؟"),
    ],
)
def test_the_question_is_what_stands_last(message: str, asked: str) -> None:
    told, question = UNDERSTANDING.parted(message)
    assert told and question == asked


@pytest.mark.parametrize(
    "message",
    [
        "صادراتم خوابیده، چیکار کنم؟",
        "من تولیدکننده‌ام و صادراتم خوابیده، چیکار کنم؟",
        "کندو دارم و صادرات ندارم، پیشنهادی هست؟",
    ],
)
def test_what_to_do_is_asked_of_the_theme_of_the_plight(message: str) -> None:
    question = UNDERSTANDING.parted(message)[1]
    assert UNDERSTANDING.on_theme_told(question) == texts.proposed("صادرات")
    assert UNDERSTANDING.on_theme_told(question, [STATISTICS]) == texts.proposed("صادرات")


def test_a_line_on_the_very_plight_answers_it() -> None:
    message = "بسته‌بندی ندارم و صادراتم خوابیده، چیکار کنم؟"
    assert UNDERSTANDING.on_theme_told(message, [REPORT_LIST]) == ""


def test_a_plight_of_no_theme_stays_with_its_question() -> None:
    message = "زنبورهام کوچ کردن، چیکار کنم؟"
    assert UNDERSTANDING.parted(message) == ("", message)
    assert UNDERSTANDING.on_theme_told(message) == ""


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("صادرات نمی‌شه کرد، تو سند چیزی گفته؟", texts.told_of("صادرات")),
        ("کسی صادرات به ما یاد نمی‌ده، سندها چیزی در این باره دارن؟", texts.told_of("صادرات")),
        ("تو سند چیزی گفته؟", ""),
        ("صادرات نمی‌شه کرد، عسل کوهی چیه؟", ""),
    ],
)
def test_whether_anything_is_said_of_a_plight_is_asked_of_its_matter(message: str, asked: str) -> None:
    assert UNDERSTANDING.on_theme_told(message) == asked


def test_whether_anything_is_said_means_what_was_told() -> None:
    message = "کسی صادرات به ما یاد نمی‌ده، سندها چیزی در این باره دارن؟"
    assert UNDERSTANDING.parted(message) == ("", message)
