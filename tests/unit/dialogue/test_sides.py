"""Documents side by side: one that only lies near the matter is said to be silent."""

from bot.dialogue import texts
from bot.dialogue.parts import whole_group
from bot.dialogue.sides import what_each_says
from bot.dialogue.trace import Side
from tests.unit.dialogue.library import LIBRARY, REPORT, SLIDES

SILENT = texts.silent(REPORT.kind, REPORT.title)


def test_a_document_that_says_nothing_of_it_is_named_as_such() -> None:
    text = LIBRARY.answerer.answer("دو سند دربارهٔ انبارها چه گفته‌اند؟").plain()
    assert text.startswith(texts.side(SLIDES.kind, SLIDES.title))
    assert text.endswith(SILENT)
    assert texts.side(REPORT.kind, REPORT.title) not in text


def test_where_both_speak_none_is_silent() -> None:
    text = LIBRARY.answerer.answer("دو سند دربارهٔ صادرات چه گفته‌اند؟").plain()
    assert texts.side(REPORT.kind, REPORT.title) in text
    assert "نیافتم" not in text


def test_who_asks_which_one_says_it_is_not_told_which_does_not() -> None:
    assert SILENT not in LIBRARY.answerer.answer("کدام سند از انبارها می‌گوید؟").plain()


def test_lines_that_only_lie_near_what_the_other_document_names_are_not_shown() -> None:
    query = LIBRARY.reader.read("دربارهٔ انبارها چه گفته‌اند؟")
    groups = [LIBRARY.catalogue.groups(section)[0] for section in ("bees/2", "honey/1")]
    near = [Side(LIBRARY.evidence(query.text), (whole_group(group),), None, 0.9) for group in groups]
    assert [document.id for document, _ in what_each_says(query, near)] == ["bees"]
    of_both = LIBRARY.reader.read("دربارهٔ صادرات چه گفته‌اند؟")
    assert len(what_each_says(of_both, near)) == 2


def test_of_a_matter_of_two_words_one_word_is_not_enough() -> None:
    query = LIBRARY.reader.read("دربارهٔ شکر زمستانی چه گفته‌اند؟")
    groups = [LIBRARY.catalogue.groups(section)[0] for section in ("bees/2", "honey/2")]
    near = [Side(LIBRARY.evidence(query.text), (whole_group(group),), None, 0.9) for group in groups]
    assert [document.id for document, _ in what_each_says(query, near)] == ["bees"]
