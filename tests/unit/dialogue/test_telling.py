"""What people tell before they ask or without asking is told apart from the question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.composing import ask_back
from bot.dialogue.languages import in_language
from bot.dialogue.rules import plain
from bot.dialogue.telling import parted, told_of_oneself
from bot.dialogue.turn import Language, Outcome
from knowledge.persian import tokens

FIELD = ("خوشه", "کارگاه", "بازار", "مراحل", "وام", "رقابت")  # words of the documents
TOLD = """
من یه کارگاه کفش دارم تو تبریز ، وضع بازار خیلی خرابه
ما ده تا تولیدی پوشاک هستیم تو یزد و با هم رقابت می‌کنیم
سلام، من عامل توسعه خوشه هستم در استان فارس
سلام وقت بخیر من کارشناس وزارت صمت هستم
من تولیدکننده کفشم
من دانشجوی مدیریتم و دارم درباره خوشه‌ها تحقیق می‌کنم
ما تو اصفهان فرش می‌بافیم
ما ده تا کارگاه مبل تو ملایریم
کارگاه کفش دارم تو تبریز
بازار خوابیده، مشتری نیست
خسته شدیم از این وضع
کارخونه‌مون ورشکست شده
دولت هیچ کاری برامون نمیکنه
مشکلم فروشه
مشکل اصلی ما کارگر ماهره
""".strip().split("\n")
WITH_QUESTION = {
    "ما ۱۵ تا کارگاه مبل هستیم، همه جدا کار می‌کنیم، خوشه میتونه کمک کنه یا نه؟": "خوشه میتونه کمک کنه یا نه",
    "سلام، یه سوال داشتم، ما یه کارگاه فرش داریم، الان چند ساله فروشمون افت کرده، این طرح چیه": "این طرح چیه",
    "من یه کارگاه کفش دارم تو تبریز خوشه به چه دردم میخوره": "خوشه به چه دردم میخوره",
    "من یه کارگاه کفش دارم، مراحل توسعه خوشه": "مراحل توسعه خوشه",
    "ما ده تا کارگاهیم میخوایم خوشه تشکیل بدیم": "میخوایم خوشه تشکیل بدیم",
    "مشکل من فروشه چیکار کنم": "چیکار کنم",
    "ما یه کارگاه داریم چیکار کنیم": "چیکار کنیم",
}
NOT_TOLD = """
خوشه کفش چیست؟
ما هم تو اصفهان خوشه داریم یا نه؟
ما چند تا خوشه داریم
چیکار باید بکنیم
ما تو خوشه چیکار کنیم
من چی بپرسم
بازار خوشه‌ها خراب است؟
نمی‌دونم خوشه چیه
ما نیاز به وام داریم
یه گزارش از وضعیت برنامه بده
مشکلات فروش بنگاه‌ها
مشکل ما چیه
مشکل خوشه‌ها کمبود نیروی ماهر است؟
""".strip().split("\n")


def names_field(text: str) -> bool:
    return any(word in text for word in FIELD)


@pytest.mark.parametrize("text", TOLD)
def test_who_only_tells_asks_nothing(text: str) -> None:
    told, asked = parted(text, names_field)
    assert told and not asked


@pytest.mark.parametrize(("text", "asked"), WITH_QUESTION.items())
def test_of_what_is_told_and_asked_the_question_is_left(text: str, asked: str) -> None:
    assert plain(parted(text, names_field)[1]) == plain(asked)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_a_question_stays_as_it_is(text: str) -> None:
    assert parted(text, names_field) == ("", text)


def test_who_told_is_asked_back_and_offered_what_was_spoken_of_in_either_language() -> None:
    reply = ask_back("کارگاه کفش دارم، بازار خراب است")
    assert reply.outcome is Outcome.SMALL_TALK
    assert "بازار" in reply.choices[0].label and len(reply.choices) == 3
    english = in_language(reply, Language.ENGLISH)
    assert not {c.label for c in english.choices} & {c.label for c in reply.choices}
    assert english.plain() != reply.plain()


@pytest.mark.parametrize(
    ("message", "told", "asked"),
    [
        (
            "ما تازه کندو خریدیم، راستش می‌خواستم بدونم موم چه فایده‌ای داره",
            "ما تازه کندو خریدیم، راستش",
            "موم چه فایده‌ای داره",
        ),
        ("مي‌خواستم بدونم که عسل کوهی چیه", "", "عسل کوهی چیه"),
        (
            "ببین ما پنج تا کندو داریم و زمستون نزدیکه، سؤالم اینه که زنبورا رو کجا ببریم",
            "ببین ما پنج تا کندو داریم و زمستون نزدیکه",
            "زنبورا رو کجا ببریم",
        ),
        (
            "همسایه‌ها می‌گن آفت افتاده و من نمی‌دونم چیه، آفت‌های کندو چیا هستن؟",
            "همسایه‌ها می‌گن آفت افتاده و من نمی‌دونم چیه",
            "آفت‌های کندو چیا هستن؟",
        ),
        (
            "ما چند تا عسل‌فروش هستیم تو روستا، چطوری شریک بشیم؟",
            "ما چند تا عسل‌فروش هستیم تو روستا",
            "چطوری شریک بشیم؟",
        ),
        (
            "شیش تا زنبوردار دور یه دره، از کجا شروع کنیم؟",
            "شیش تا زنبوردار دور یه دره",
            "از کجا شروع کنیم؟",
        ),
        ("ma kandoo darim, mikhastam bedoonam asal chie", "ma kandoo darim", "asal chie"),
        ("We keep bees, I would like to know what wax is", "We keep bees", "what wax is"),
        ("برداشت عسل چند مرحله داره، می‌شه بگید؟", "", "برداشت عسل چند مرحله داره"),
        ("می‌گم که موم کجا می‌ره؟ چون خیلی لازمش دارم", "", "موم کجا می‌ره؟"),
        ("موم کجا می‌ره؟ ممنون می‌شم زودتر جواب بدید", "", "موم کجا می‌ره؟"),
        ("موم کجا می‌ره؟ این خیلی برامون مهمه", "", "موم کجا می‌ره؟"),
        ("می‌شه کمکم کنید؟ موم کجا می‌ره؟", "", "موم کجا می‌ره؟"),
        ("موم کجا می‌ره؟ می‌شه یه کم توضیح بدید؟", "", "موم کجا می‌ره؟"),
        ("می‌شه کمکم کنید؟", "", "می‌شه کمکم کنید؟"),
        (
            "موم کجا می‌ره؟ ممنون می‌شم از بازار هم بگید",
            "",
            "موم کجا می‌ره؟ ممنون می‌شم از بازار هم بگید",
        ),
        ("موم کجا می‌ره؟ همهٔ جاها را بیاورید", "", "موم کجا می‌ره؟ همهٔ جاها را بیاورید"),
        (
            "من تازه‌کارم و می‌خوایم تصمیم بگیریم، فروش عسل بیشتر بوده یا فروش موم؟",
            "من تازه‌کارم و می‌خوایم تصمیم بگیریم",
            "فروش عسل بیشتر بوده یا فروش موم؟",
        ),
    ],
)
def test_what_is_told_before_the_question_is_parted_from_it(message: str, told: str, asked: str) -> None:
    assert parted(message, names_field) == (told, asked)


@pytest.mark.parametrize(
    "message",
    [
        "بر اساس تجربه دره بالا، دره پایین و دشت، برداشت عسل به چه چیزهایی وابسته است؟",
        "اگه همه کندوهای ما رو یه جا جمع کنیم و با هم بفروشیم، چه سودی داره؟",
        "ما چند تا کندو داریم؟",
        "اگه کندوها سالم نبودن، از کجا شروع کنیم؟",
        "همسایه‌ها اعتماد ندارن، چیکار کنیم؟",
        "عسل چیه؟ می‌خواستم بدونم موم چیه؟",
        "عسل",
        "",
    ],
)
def test_a_message_that_only_asks_stays_whole(message: str) -> None:
    assert parted(message, names_field) == ("", message)


@pytest.mark.parametrize("message", ["می‌خواستم بدونم", "could you tell me"])
def test_a_wish_without_a_question_is_left_as_it_is(message: str) -> None:
    assert parted(message, names_field) == ("", message)


def test_a_courtesy_is_neither_told_nor_asked() -> None:
    assert parted("سلام، یه سوال داشتم", names_field) == ("", "")


@given(st.lists(st.sampled_from("ما کارگاه داریم سلام خوشه چیه ، ؟ . می‌خواستم بدونم چون دارم".split())))
def test_nothing_is_asked_that_the_message_does_not_say(words: list[str]) -> None:
    asked = tokens(parted(" ".join(words), names_field)[1])
    assert set(asked) <= set(tokens(" ".join(words)))


@pytest.mark.parametrize(
    ("message", "told", "asked"),
    [
        ("تو دره کندو دارم، عسل کوهی چیه؟", "تو دره کندو دارم", "عسل کوهی چیه؟"),
        ("کارگاهم کوچیکه، عسل کوهی چیه؟", "کارگاهم کوچیکه", "عسل کوهی چیه؟"),
        (
            "زنبور نگه می‌دارم و بازارمون خوابیده، چه راهی هست؟",
            "زنبور نگه می‌دارم و بازارمون خوابیده",
            "چه راهی هست؟",
        ),
        ("اگه کندو دارم، عسل کوهی چیه؟", "", ""),
        ("عسل کوهی چند نوعه، کدومش بهتره؟", "", ""),
        ("کندوها خالیه، عسل کوهی چیه؟", "", ""),
        ("عسل کوهی چیه؟", "", ""),
    ],
)
def test_what_people_have_or_do_is_told_and_the_last_clause_asks(message: str, told: str, asked: str) -> None:
    assert told_of_oneself(message, names_field) == (told, asked)
