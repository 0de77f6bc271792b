"""What people tell of themselves is no question, and no part of the one that follows it."""

import pytest

from bot.dialogue.composing import ask_back
from bot.dialogue.languages import in_language
from bot.dialogue.rules import plain
from bot.dialogue.telling import without_telling
from bot.dialogue.turn import Language, Outcome

FIELD = ("خوشه", "کارگاه", "بازار", "مراحل", "وام", "رقابت")  # words of the documents
TOLD = """
من یه کارگاه کفش دارم تو تبریز ، وضع بازار خیلی خرابه
ما ده تا تولیدی پوشاک هستیم تو یزد و با هم رقابت می‌کنیم
سلام، من عامل توسعه خوشه هستم در استان فارس
سلام وقت بخیر من کارشناس وزارت صمت هستم
من تولیدکننده کفشم
من دانشجوی مدیریتم و دارم درباره خوشه‌ها تحقیق می‌کنم
ما تو اصفهان فرش می‌بافیم
کارگاه کفش دارم تو تبریز
بازار خوابیده، مشتری نیست
خسته شدیم از این وضع
کارخونه‌مون ورشکست شده
دولت هیچ کاری برامون نمیکنه
""".strip().split("\n")
WITH_QUESTION = {
    "ما ۱۵ تا کارگاه مبل هستیم، همه جدا کار می‌کنیم، خوشه میتونه کمک کنه یا نه؟": "خوشه میتونه کمک کنه یا نه",
    "سلام، یه سوال داشتم، ما یه کارگاه فرش داریم، الان چند ساله فروشمون افت کرده، این طرح چیه": "این طرح چیه",
    "من یه کارگاه کفش دارم تو تبریز خوشه به چه دردم میخوره": "خوشه به چه دردم میخوره",
    "من یه کارگاه کفش دارم، مراحل توسعه خوشه": "مراحل توسعه خوشه",
    "ما ده تا کارگاهیم میخوایم خوشه تشکیل بدیم": "میخوایم خوشه تشکیل بدیم",
}
NOT_TOLD = """
خوشه کفش چیست؟
ما هم تو اصفهان خوشه داریم یا نه؟
ما چند تا خوشه داریم
چیکار باید بکنیم
من چی بپرسم
بازار خوشه‌ها خراب است؟
نمی‌دونم خوشه چیه
ما نیاز به وام داریم
یه گزارش از وضعیت برنامه بده
مشکلات فروش بنگاه‌ها
""".strip().split("\n")


def names_field(text: str) -> bool:
    return any(word in text for word in FIELD)


@pytest.mark.parametrize("text", TOLD)
def test_who_only_tells_asks_nothing(text: str) -> None:
    assert without_telling(text, names_field) == ""


@pytest.mark.parametrize(("text", "asked"), WITH_QUESTION.items())
def test_of_what_is_told_and_asked_the_question_is_left(text: str, asked: str) -> None:
    assert plain(without_telling(text, names_field)) == plain(asked)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_a_question_stays_as_it_is(text: str) -> None:
    assert without_telling(text, names_field) == text


def test_who_told_is_asked_back_and_offered_what_was_spoken_of_in_either_language() -> None:
    reply = ask_back("کارگاه کفش دارم، بازار خراب است")
    assert reply.outcome is Outcome.SMALL_TALK
    assert "بازار" in reply.choices[0].label and len(reply.choices) == 3
    english = in_language(reply, Language.ENGLISH)
    assert not {c.label for c in english.choices} & {c.label for c in reply.choices}
    assert english.plain() != reply.plain()
