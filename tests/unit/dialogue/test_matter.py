from dataclasses import replace

from bot.dialogue.matter import cut_to, matters_of, only_on, touched
from bot.dialogue.parts import whole_group
from tests.unit.dialogue.library import LIBRARY, OBSTACLES

LIST = whole_group(LIBRARY.catalogue.groups("bees/2")[0])


def test_a_list_is_cut_to_the_lines_on_what_is_named() -> None:
    (sugar,) = only_on(matters_of(LIBRARY.reader.read("شکر چی؟")), [LIST])
    assert sugar.lines == OBSTACLES[1:2]


def test_a_list_headed_by_what_is_named_stays_whole_and_one_without_it_is_left_out() -> None:
    headed = replace(LIST, lead="چالش‌های شکر:")
    matters = matters_of(LIBRARY.reader.read("شکر چی؟"))
    assert only_on(matters, [headed]) == (headed,)
    without = replace(LIST, lines=OBSTACLES[2:])
    assert only_on(matters, [without]) == ()


def test_what_the_lines_do_not_name_is_untouched() -> None:
    matters = matters_of(LIBRARY.reader.read("شکر و عسل چی؟"))
    assert touched(matters, [LIST]) == len(matters) == 2
    assert touched(matters, [replace(LIST, lines=OBSTACLES[:2])]) == 1


def test_a_short_list_of_which_a_line_is_on_it_is_told_whole() -> None:
    short = replace(LIST, lines=OBSTACLES[:2])
    assert only_on(matters_of(LIBRARY.reader.read("شکر چی؟")), [short]) == (short,)


def test_side_by_side_a_list_is_cut_to_the_lines_that_name_most_of_it_and_none_is_left_out() -> None:
    matters = matters_of(LIBRARY.reader.read("دو سند دربارهٔ بازار عسل چه گفته‌اند؟"))
    assert [part.lines for part in cut_to(matters, [LIST])] == [OBSTACLES[2:3]]
    silent, headed = replace(LIST, lines=OBSTACLES[:2] * 2), replace(LIST, lead="بازار عسل:")
    assert cut_to(matters, [silent, headed]) == (silent, headed)
