from dataclasses import replace

import pytest

from bot.dialogue.parts import whole_group
from bot.dialogue.pointing import (
    LAST,
    Pointer,
    counted_word,
    names_step,
    pointed_at,
    pointed_list,
    points,
    read_pointer,
)
from tests.unit.dialogue.library import LIBRARY, OBSTACLES


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("سومی؟", 3),
        ("دومیش چی بود؟", 2),
        ("اولیش رو بیشتر باز کن", 1),
        ("مورد ۵ را توضیح بده", 5),
        ("آخریش چی بود", LAST),
        ("بند چهارم", 4),
        ("گام پایانی", LAST),
        ("مرحلهٔ نهایی چیست؟", LAST),
    ],
)
def test_a_line_of_the_list_before_is_pointed_at_by_its_number(text: str, line: int) -> None:
    assert read_pointer(text) == Pointer(line)


@pytest.mark.parametrize(
    ("text", "line", "also"),
    [
        ("دومی و سومی رو بگو", 2, (3,)),
        ("چالش اول، سوم و چهارم", 1, (3, 4)),
        ("پیشنهاد دوم تا پنجم", 2, (3, 4, 5)),
        ("راهکار ۳ و ۵", 3, (5,)),
    ],
)
def test_several_lines_are_pointed_at_by_their_numbers(text: str, line: int, also: tuple[int, ...]) -> None:
    counted = counted_word(text)
    assert (counted[1] if counted else read_pointer(text)) == Pointer(line, also=also)


@pytest.mark.parametrize(
    "text",
    [
        "اون یکی نوعش چی؟",
        "و صرفه‌های نوع دیگر؟",
        "بقیه‌شم بگو",
        "ادامه‌شو بگو",
        "باقیشم بنویس",
        "سایر ردیف‌های همان جدول",
        "افزایش دیگر موارد جدول چقدر است؟",
        "غیر از این دو حوزه چی؟",
        "به جز شبکه‌ها بقیه را بگو",
    ],
)
def test_the_rest_of_the_list_before_is_pointed_at(text: str) -> None:
    assert read_pointer(text) == Pointer(None)


@pytest.mark.parametrize("text", ["خوشه چیست؟", "چند چالش هست؟", "مواد اولیه را بگو", "اولویت‌بندی چیه"])
def test_other_messages_point_at_nothing(text: str) -> None:
    assert read_pointer(text) is None


@pytest.mark.parametrize(
    "text", ["مرحله اول دقیقا چیه", "تو مرحله آخر چیکار میکنن", "گام ۳ چیست؟", "اولین قدم"]
)
def test_a_step_is_named_by_its_number(text: str) -> None:
    assert names_step(text)


@pytest.mark.parametrize(
    "text", ["از اول تا آخر مرحله مرحله بگو", "سومی؟", "فاز دوم کره", "مراحل توسعه خوشه"]
)
def test_a_whole_process_or_another_list_is_no_step(text: str) -> None:
    assert not names_step(text)


@pytest.mark.parametrize(
    ("text", "few"), [("سه تای بعدی", 3), ("دو تای بعدی رو بگو", 2), ("۵ تا دیگه بگو", 5)]
)
def test_so_many_of_the_rest_are_pointed_at(text: str, few: int) -> None:
    assert read_pointer(text) == Pointer(None, few=few)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("سه تای اول", 3),
        ("فقط دو تای اولش رو بگو", 2),
        ("پنج چالش اول را بگو", 5),
        ("فقط سه تاشو بگو", 3),
        ("۲ مورد آخرش؟", -2),
    ],
)
def test_so_many_from_the_beginning_or_the_end_are_pointed_at(text: str, first: int) -> None:
    assert read_pointer(text) == Pointer(None, first=first)


@pytest.mark.parametrize("text", ["دو سال اول چه شد؟", "سه تا پنج ساله یعنی چه؟"])
def test_years_are_no_lines(text: str) -> None:
    pointer = read_pointer(text)
    assert pointer is None or not pointer.first


def test_the_first_lines_of_the_list_before_are_shown() -> None:
    shown = whole_group(LIBRARY.catalogue.groups("bees/2")[0])
    for first, lines in ((2, OBSTACLES[:2]), (-1, OBSTACLES[-1:]), (9, OBSTACLES)):
        (part,) = pointed_at(LIBRARY.catalogue, shown, Pointer(None, first=first))
        assert part.lines == lines


def test_an_ordinal_that_names_a_programme_points_at_no_line() -> None:
    assert points("هفتم") and points("هفتم", "هفتم را بگو")
    assert not points("هفتم", "کدومش به برنامهٔ هفتم ربط داره؟")


def test_of_two_lists_told_that_is_counted_in_which_the_last_message_named() -> None:
    shown = whole_group(LIBRARY.catalogue.groups("bees/2")[0])
    hives, sugar = (
        replace(shown, lead="کندوهای سالم:"),
        replace(shown, lead="شکر زمستانی:", lines=OBSTACLES[:2]),
    )
    asked = LIBRARY.reader.follow(LIBRARY.reader.read("شکرش"), LIBRARY.reader.read("کندوی سالم"))
    assert pointed_list([hives, sugar], Pointer(1), asked) is sugar
