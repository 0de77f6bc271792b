"""What people get from documents of their own, on which nobody has written questions beforehand."""

import shutil
from pathlib import Path

import pytest

from bot.bootstrap.opening import open_current, open_models
from bot.dialogue.answering import Answerer
from bot.settings import Settings
from ingest.pipeline import build
from knowledge.embedder import open_embedder

BYLAW = """# آیین‌نامه حمایت از کارگاه‌های قالی‌بافی روستایی

## تسهیلات

هر کارگاه دارای پروانه تا سقف ۱۲۰۰ میلیون ریال تسهیلات می‌گیرد.
دوره تنفس این تسهیلات دوازده ماه است و برای مناطق مرزی به هجده ماه می‌رسد.
کارگاه‌هایی که سرپرست آن‌ها زن است از پرداخت کارمزد معاف‌اند.

برای دریافت تسهیلات این مدارک لازم است:

- پروانه کارگاه یا کارت مهارت
- تأییدیه دهیاری درباره محل کارگاه
- معرفی یک ضامن معتبر

## بیمه و آموزش

سازمان تأمین اجتماعی نیمی از حق بیمه قالی‌بافان را می‌پردازد. هزینه ایاب و ذهاب کارآموزان بر عهده استانداری است.

## موانع صدور پروانه

- طولانی بودن استعلام‌ها
- نبود کارشناس در شهرستان‌ها
"""


@pytest.fixture(scope="module", params=[True, False], ids=["alone", "beside the starter documents"])
def answerer(
    request: pytest.FixtureRequest, starter_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Answerer:
    data, own = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("own")
    (data / "model").symlink_to(starter_data / "model")
    shutil.copy(starter_data / "vectors.db", data)  # the starter documents need not be embedded again
    (own / "bylaw.md").write_text(BYLAW, encoding="utf-8")
    places = [own] if request.param else [own, Path("knowledge/corpus")]
    build(places, data, open_embedder("e5-onnx", data))
    settings = Settings(data_dir=data)
    answers = open_current(settings, open_models(settings)).answerer
    assert isinstance(answers, Answerer)
    return answers


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("دوره تنفس تسهیلات در مناطق مرزی چقدر است؟", "هجده ماه"),
        ("سقف تسهیلات هر کارگاه قالی‌بافی چقدره؟", "۱۲۰۰ میلیون ریال"),
        ("واسه گرفتن تسهیلات قالی‌بافی چه مدارکی لازمه؟", "ضامن معتبر"),
        ("هزینه ایاب و ذهاب کارآموزان با کیست؟", "استانداری"),
        ("سرپرست زن از چی معافه؟", "کارمزد"),
        ("موانع صدور پروانه قالی‌بافی چیست؟", "نبود کارشناس"),
    ],
)
def test_what_a_document_of_ones_own_says_is_answered(answerer: Answerer, question: str, fact: str) -> None:
    reply = answerer.answer(question)
    assert not reply.refused
    assert fact in reply.plain()


@pytest.mark.parametrize("question", ["حق بیمه قالی‌بافان سال ۱۳۹۸ چقدر بود؟", "شماره تلفن استانداری چنده؟"])
def test_what_it_does_not_say_is_refused(answerer: Answerer, question: str) -> None:
    assert answerer.answer(question).refused
