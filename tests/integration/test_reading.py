"""The prepared model reads: which of two lines on one subject answers the question?"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.answerability import OnnxAnswerability
from knowledge.embedder import TextUnusable
from knowledge.model import ensure_model

# question, a line that answers it, a line on the very subject that does not; none of them is taught
TRIPLES = (
    (
        "صندوق ضمانت تا چه مبلغی برای هر شرکت ضمانت‌نامه می‌دهد؟",
        "صندوق برای هر شرکت تا سقف ۵۰ میلیارد ریال ضمانت‌نامه صادر می‌کند.",
        "صندوق برای شرکت‌های دانش‌بنیان ضمانت‌نامه صادر می‌کند و دفتر آن در شیراز است.",
    ),
    (
        "نمایشگاه گلاب کی برگزار میشه؟",
        "نمایشگاه گلاب هر سال در نیمه اردیبهشت در کاشان برپا می‌شود.",
        "در نمایشگاه گلاب چهل کارگاه عرقیات سنتی محصول خود را عرضه می‌کنند.",
    ),
    (
        "رئیس شورای شهرک سرامیک کیه؟",
        "ریاست شورای شهرک سرامیک با مهندس کریمی است.",
        "شورای شهرک سرامیک ماهی یک بار تشکیل جلسه می‌دهد.",
    ),
    (
        "چرا تولید پسته افت کرد؟",
        "تولید پسته به سبب سرمازدگی بهار و کم‌آبی افت کرد.",
        "تولید پسته در سال گذشته ۳۰ درصد افت کرد.",
    ),
    (
        "Which city hosts the leather training centre?",
        "مرکز آموزش چرم در تبریز دایر است.",
        "مرکز آموزش چرم سالی دویست نفر را آموزش می‌دهد.",
    ),
)


@pytest.fixture(scope="module")
def reading(starter_data: Path) -> OnnxAnswerability:
    return OnnxAnswerability(ensure_model(starter_data).folder)


@pytest.mark.parametrize(("question", "answer", "silent"), TRIPLES)
def test_the_line_that_answers_is_told_from_the_one_that_only_shares_the_subject(
    question: str, answer: str, silent: str, reading: OnnxAnswerability
) -> None:
    assert reading.logit(question, answer) > reading.logit(question, silent) + 1


@pytest.mark.parametrize(("question", "answer", "silent"), TRIPLES)
def test_a_glance_tells_the_two_apart_as_well(
    question: str, answer: str, silent: str, reading: OnnxAnswerability
) -> None:
    assert min(reading.glance(question, answer)) > min(reading.glance(question, silent)) + 1


def test_it_reads_alike_from_several_threads_and_whatever_the_letters(reading: OnnxAnswerability) -> None:
    question, answer, _ = TRIPLES[0]
    alone = reading.logit(question, answer)
    with ThreadPoolExecutor(4) as pool:
        many = list(pool.map(lambda _: reading.logit(question, answer), range(16)))
    assert many == [alone] * 16
    assert reading.logit(question.replace("ی", "ي").replace("ک", "ك"), answer) == pytest.approx(alone)


@pytest.mark.parametrize("text", ["ﷺ" * 20, "؟", "a" * 100_000])
def test_any_text_gives_a_finite_logit(text: str, reading: OnnxAnswerability) -> None:
    assert abs(reading.logit(text, "خوشه کفش")) < 50
    assert abs(reading.logit("خوشه چیست؟", text)) < 50


@pytest.mark.parametrize("text", ["", "\0", " "])
def test_an_empty_text_is_refused_by_name(text: str, reading: OnnxAnswerability) -> None:
    with pytest.raises(TextUnusable):
        reading.logit(text, "خوشه کفش")
