"""Parts of the documents that are asked for by their place."""

import pytest

from tests.unit.dialogue.library import LIBRARY


@pytest.mark.parametrize(
    "question", ["اسلاید ۴ چه می‌گوید؟", "اسلاید ۴", "تو اسلاید 4 چی نوشته", "what does slide 4 say"]
)
def test_a_slide_is_given_whole_by_its_number(question: str) -> None:
    answer = LIBRARY.answerer.answer(question).plain()
    assert "تعداد کندو" in answer and "برداشت عسل (تن)" in answer


def test_a_slide_that_there_is_not_is_not_made_up() -> None:
    assert LIBRARY.answerer.answer("اسلاید ۹۰ چه می‌گوید؟").refused
