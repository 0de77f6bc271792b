"""Whether a line holds the kind of thing that a question asks for."""

import pytest

from bot.dialogue.asking import counted_concept, counts, holds_count, meets
from bot.dialogue.question import Ask
from tests.unit.dialogue.library import LIBRARY

read = LIBRARY.reader.read


@pytest.mark.parametrize(
    ("ask", "question", "holding", "lacking"),
    [
        (Ask.YEAR, "زنبورستان چه سالی برپا شد؟", "در سال ۱۳۶۲ برپا شد.", "به دست تعاونی برپا شد."),
        (Ask.PERCENT, "چند درصد رشد کرد؟", "۵۰ درصد رشد کرد.", "۵۰ کندو افزوده شد."),
        (Ask.MONEY, "چند ریال است؟", "بهای آن ۹۰۰ ریال است.", "بهای آن ۹۰۰ است."),
        (Ask.CONTACT, "تلفن تعاونی؟", "تلفن: ۳۳۲۲", "تعاونی گلپر در دره است."),
        (Ask.REASON, "چرا کوچ کردند؟", "کوچ کردند، زیرا دره خشک بود.", "زنبورها به کوه رفتند."),
        (Ask.PERSON, "چه کسی برپا کرد؟", "به دست سازمان دامپزشکی برپا شد.", "در سال ۱۳۶۲ برپا شد."),
        (Ask.COUNTRY, "کدام کشور عسل می‌خرد؟", "عسل را آلمان می‌خرد.", "عسل را بازار می‌خرد."),
        (Ask.EXTREME, "بیشترین برداشت کجاست؟", "بیشترین برداشت در دره است.", "برداشت در دره است."),
        (Ask.ORDINAL, "فاز سوم چیست؟", "فاز سوم برداشت است.", "فاز دوم برداشت است."),
    ],
)
def test_tells_a_line_that_holds_it_from_one_that_does_not(
    ask: Ask, question: str, holding: str, lacking: str
) -> None:
    assert meets(ask, read(question), holding)
    assert not meets(ask, read(question), lacking)


def test_a_country_that_the_question_names_itself_is_no_answer() -> None:
    question = read("جز آلمان کدام کشور عسل می‌خرد؟")
    assert not meets(Ask.COUNTRY, question, "آلمان عسل می‌خرد.")
    assert meets(Ask.COUNTRY, question, "آلمان و ژاپن عسل می‌خرند.")


def test_a_name_is_a_body_or_a_rare_word_that_the_question_does_not_hold() -> None:
    question = read("نام تعاونی چیست؟")
    assert meets(Ask.NAME, question, "تعاونی را سازمان دامپزشکی می‌گرداند.")
    assert not meets(Ask.NAME, question, "تعاونی در سال ۱۳۶۲ برپا شد.")


def test_a_count_stands_near_what_is_counted() -> None:
    question = read("تعاونی چند عضو داشت؟")
    assert holds_count(question, "تعاونی گلپر ۴۵ عضو داشت.")
    assert holds_count(question, "تعاونی گلپر چهل عضو داشت.")
    assert not holds_count(question, "تعاونی گلپر ۴۵ کندو داشت.")


def test_a_year_is_no_count_and_neither_is_a_figure_of_the_question() -> None:
    assert not holds_count(read("تعاونی چند عضو داشت؟"), "عضو تازه در سال ۱۳۶۲ آمد.")
    assert not holds_count(read("از ۴۵ عضو چند عضو ماند؟"), "تعاونی ۴۵ عضو داشت.")


def test_a_count_of_years_stands_right_beside_its_word() -> None:
    question = read("تعاونی چند سال کار کرد؟")
    assert holds_count(question, "تعاونی سه سال کار کرد.")
    assert not holds_count(
        question, "در آن سال تعاونی گلپر برای همه زنبورداران دره کوهستان شمالی ۴۵ کندو خرید."
    )


def test_any_count_does_when_the_question_does_not_say_of_what() -> None:
    assert counted_concept(read("چندتاشون ماندند؟")) is None
    assert holds_count(read("چندتاشون ماندند؟"), "۱۲ کندو ماند.")
    assert not holds_count(read("چندتاشون ماندند؟"), "کندوها ماندند.")


@pytest.mark.parametrize("lead", ["پنج مورد است:", "۴ چالش پیش روست:", "5 items:"])
def test_a_lead_with_a_number_counts_its_lines(lead: str) -> None:
    assert counts(lead)


def test_a_lead_without_a_number_counts_nothing() -> None:
    assert not counts("نمونه‌هایی از کندوهای دره:")


def test_spelling_does_not_hide_a_figure() -> None:
    for line in ("۵۰٪ رشد", "50% رشد", "٥٠ درصد رشد", "۵۰ درصدِ رشد"):
        assert meets(Ask.PERCENT, read("چند درصد؟"), line), line
