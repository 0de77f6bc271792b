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
        (Ask.BODY, "کدام شرکت می‌خرد؟", "عسل را شرکت گلچین می‌خرد.", "عسل را شرکت‌های پخش می‌خرند."),
        (Ask.TOWN, "در کدام شهر است؟", "کارگاه موم در اردبیل است.", "کارگاه موم در شهر است."),
        (Ask.PLACE, "کجاست؟", "کارگاه در استان همسایه است.", "کارگاه پارسال باز شد."),
        (Ask.DURATION, "چند ماه طول کشید؟", "کوچ سه ماه است.", "کوچ ۳۰۰ کندو داشت."),
        (Ask.LIMIT, "حداقل چند کندو؟", "دست‌کم ده کندو باید باشد.", "ده کندو هست."),
        (Ask.ENTRY, "کجا ثبت‌نام کنم؟", "ثبت‌نام در تعاونی است.", "تعاونی در دره است."),
        (Ask.DONE, "تا حالا چه شده؟", "ده کندو خریده شد.", "کندو خریده شود."),
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


def test_what_something_is_called_is_no_figure() -> None:
    question = read("نام آن‌ها چیست؟")
    assert meets(Ask.NAME, question, "کندوی چوبی")
    assert meets(Ask.NAME, question, "تعاونی سیالکوت: ۴۵ عضو")
    assert not meets(Ask.NAME, question, "تعداد کندو: ۴۵")


def test_no_is_not_nine() -> None:
    assert not holds_count(read("تعاونی چند عضو داشت؟"), "کندوها از آن تعاونی است، نه خود عضوها.")


def test_decades_are_years_too() -> None:
    assert holds_count(read("چند سال گذشت؟"), "بیش از دو دهه گذشت.")


def test_a_rate_of_growth_is_no_share() -> None:
    row = "تعداد کندو: سال ۱۳۹۰ ۳۲۰، درصد افزایش ۵۰٪"
    assert meets(Ask.PERCENT, read("تعداد کندو چند درصد زیاد شد؟"), row)
    assert not meets(Ask.PERCENT, read("چند درصد کندوها سالم‌اند؟"), row)


def test_a_sum_says_how_much_of_what_the_question_names() -> None:
    line = "برداشت عسل ۵ تن بود."
    assert meets(Ask.NUMBER, read("برداشت عسل چقدر بود؟"), line)
    assert not meets(Ask.NUMBER, read("زنبورها چقدر خسارت دیدند؟"), line)


def test_a_row_of_sums_does_not_rank_what_they_are_sums_of() -> None:
    row = "تعداد کندو: سال ۱۳۹۰ ۳۲۰، سال ۱۳۹۵ ۴۸۰"
    assert meets(Ask.EXTREME, read("بیشترین رشد کدام است؟"), row)
    assert not meets(Ask.EXTREME, read("کدام کندو بیشترین عسل را داد؟"), row)


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
