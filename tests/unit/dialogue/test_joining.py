"""Two questions in one message are both answered."""

import pytest

from bot.dialogue.joining import halves
from tests.unit.dialogue.library import LIBRARY


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("چند شبکه داریم و فروش چقدر شده", ("چند شبکه داریم", "فروش چقدر شده")),
        ("نویسنده کیه؟ گزارش درباره چیه", ("نویسنده کیه", "گزارش درباره چیه")),
        ("چرا ملایر و سنندج شکست خوردن", ("", "")),
        ("خوشه و شبکه چیست", ("", "")),
    ],
)
def test_a_message_is_halved_where_it_asks_on_both_sides(text: str, both: tuple[str, str]) -> None:
    assert halves(text) == both


@pytest.mark.parametrize("half", ["زنبورستان چیست", "برداشت عسل چند تن بود"])
def test_neither_question_is_left_without_its_answer(half: str) -> None:
    both = LIBRARY.answerer.answer("زنبورستان چیست و برداشت عسل چند تن بود").plain()
    assert set(LIBRARY.answerer.answer(half).plain().splitlines()) <= set(both.splitlines())
