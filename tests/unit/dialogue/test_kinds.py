"""What documents name of one kind is found by what its lines hold."""

from dataclasses import replace

import pytest

from bot.dialogue.kinds import find_named
from knowledge.document import Topic
from tests.unit.dialogue.library import SLIDES, Library, section, sentences

FRANCE, YAZD = "عسل را به آلمان می‌برند.", "کندوها را در یزد می‌سازند."
YEAR, COUNT = "طرح از سال ۱۳۹۰ آغاز شد.", "شمار کندوها ۱۴۲۷ است."
SHARE, BODY = "سهم عسل ۲۰ درصد است.", "وزارت کشاورزی کندو می‌خرد."
LINES = (FRANCE, YAZD, YEAR, COUNT, SHARE, BODY)
TITLE = section("bees", "1", "شناسنامه", Topic.ABOUT, *sentences("این طرح از سال ۱۴۰۰ است."))
LIBRARY = Library(
    replace(SLIDES, sections=(TITLE, section("bees", "2", "دره", Topic.OTHER, *sentences(*LINES))))
)


def lines(question: str) -> tuple[str, ...]:
    parts = find_named(LIBRARY.catalogue, LIBRARY.reader.read(question), LIBRARY.catalogue.documents)
    return tuple(line for part in parts for line in part.lines)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("نام چه کشورهایی در ارائه آمده است؟", (FRANCE,)),
        ("کدوم شهرا اسمشون اومده؟", (YAZD,)),
        ("از چه سال‌هایی نام برده شده؟", (YEAR,)),
        ("همهٔ درصدها را بده", (SHARE,)),
        ("عدد و رقم‌هاش رو بگو", (YEAR, COUNT, SHARE)),
        ("چه سازمان‌هایی نام برده شده‌اند؟", (BODY,)),
    ],
)
def test_every_line_that_names_one_is_told(question: str, found: tuple[str, ...]) -> None:
    assert lines(question) == found


@pytest.mark.parametrize(
    "question",
    ["چند کشور نام برده شده؟", "کشورهای خریدار عسل را بگو", "نام کشورها و شهرها را بگو", "کشور؟"],
)
def test_what_is_asked_of_them_is_another_question(question: str) -> None:
    assert lines(question) == ()
