"""What a line does not hold must not be said; what it holds may be said in other words."""

import pytest

from bot.dialogue.support import SourceLine, find_unsupported

START = SourceLine("طرح آبیاری از سال ۱۳۹۵ در ۱۲ روستا آغاز شد.", title="طرح آبیاری دشت؛ اجرای طرح")
SHARE = SourceLine("کمتر از ۴۰ درصد کشاورزان تا سال ۱۳۹۹ به شبکه پیوستند.", title="اجرای طرح")
WELLS = SourceLine("بسیاری از چاه‌ها هنوز پلمب نشده‌اند.", title="اجرای طرح")
LACK = SourceLine("نبود تعمیرکار محلی در روستاها", lead="مانع‌های طرح آبیاری چنین‌اند:")
ROW = SourceLine("سطح زیر کشت (هکتار): پیش از طرح ۱۵۰، پس از طرح ۲۳۰", title="آمار طرح")
TWINS = SourceLine("کارخانهٔ قند میبد در جنوب شهر و کارخانهٔ پنبهٔ گرگان در شمال شهر است.")

DUTY = SourceLine("شرکت آب باید چاه‌ها را هر سال بازرسی کند.", title="وظیفه‌ها")
CAUSE = SourceLine("روستاهای دور از رودخانه، به دلیل افت فشار، آب پایدار نگرفتند.", title="آب روستاها")


@pytest.mark.parametrize(
    ("kind", "sentence", "line"),
    [
        ("amount", "طرح آبیاری از سال ۱۳۹۶ در ۱۲ روستا آغاز شد.", START),
        ("amount", "طرح آبیاری از سال ۱۲ در ۱۳۹۵ روستا آغاز شد.", START),
        ("amount", "طرح آبیاری از سال ۱۳۹۵ در ۱۲ هزار روستا آغاز شد.", START),
        ("amount", "طرح آبیاری از سال ۱۳۹۵ در بیش از ۱۲ روستا آغاز شد.", START),
        ("amount", "بیش از ۴۰ درصد کشاورزان تا سال ۱۳۹۹ به شبکه پیوستند.", SHARE),
        ("amount", "۴۰ درصد کشاورزان تا سال ۱۳۹۹ به شبکه پیوستند.", SHARE),
        ("amount", "کمتر از ۴۰ نفر تا سال ۱۳۹۹ به شبکه پیوستند.", SHARE),
        ("amount", "سطح زیر کشت پس از طرح ۱۵۰ هکتار است.", ROW),
        ("amount", "سطح زیر کشت پیش از طرح ۱۵۰ درصد است.", ROW),
        ("denial", "بسیاری از چاه‌ها هنوز پلمب شده‌اند.", WELLS),
        ("denial", "طرح آبیاری از سال ۱۳۹۵ در ۱۲ روستا آغاز نشد.", START),
        ("denial", "تعمیرکار محلی در روستاها", LACK),
        ("quantifier", "همهٔ چاه‌ها هنوز پلمب نشده‌اند.", WELLS),
        ("quantifier", "چاه‌ها هنوز پلمب نشده‌اند.", WELLS),
        ("word", "طرح فاضلاب از سال ۱۳۹۵ در ۱۲ روستا آغاز شد.", START),
        ("word", "نبود تعمیرکار محلی در روستاها و گرانی برق", LACK),
        ("heading", "نبود تعمیرکار آبیاری در روستاها", LACK),
        ("order", "کارخانهٔ قند گرگان در جنوب شهر است.", TWINS),
        ("quantifier", "شرکت آب چاه‌ها را هر سال بازرسی می‌کند.", DUTY),
        ("order", "روستاها آب پایدار نگرفتند.", CAUSE),
        ("order", "چاه‌ها شرکت آب را هر سال باید بازرسی کند.", DUTY),
    ],
)
def test_stops_what_the_line_does_not_hold(kind: str, sentence: str, line: SourceLine) -> None:
    fault = find_unsupported(sentence, line)
    assert fault is not None
    assert fault.kind == kind


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("طرح آبیاری از سال ۱۳۹۵ در ۱۲ روستا شروع شد.", START),  # a word of the same group
        ("طرح آبياري از سال 1395 در ١٢ روستا آغاز شد", START),  # letters and digits
        ("در ۱۲ روستا، طرح آبیاری از سال ۱۳۹۵ آغاز شد.", START),  # a clause in front
        ("طرح آبیاری از سال ۱۳۹۵ آغاز شد.", START),  # less said
        ("بر اساس این سند، کمتر از 40٪ کشاورزان تا سال ۱۳۹۹ به شبکه پیوستند.", SHARE),
        ("بسیاری از چاهها هنوز پلمب نشدهاند.", WELLS),  # without half-spaces
        ("سطح زیر کشت پس از طرح ۲۳۰ هکتار است.", ROW),
        ("روستاهای دور از رودخانه آب پایدار نگرفتند.", CAUSE),  # a clause left out
        ("مانع‌های طرح آبیاری: نبود تعمیرکار محلی در روستاها", LACK),
    ],
)
def test_lets_the_same_be_said_in_other_words(sentence: str, line: SourceLine) -> None:
    assert find_unsupported(sentence, line) is None


def test_number_words_are_numbers() -> None:
    line = SourceLine("نمودار بیست و پنج بنگاه را در سه سطح نشان می‌دهد.")
    assert find_unsupported("نمودار ۲۵ بنگاه را در ۳ سطح نشان می‌دهد.", line) is None
    assert find_unsupported("نمودار ۲۵ بنگاه را در چهار سطح نشان می‌دهد.", line) is not None
