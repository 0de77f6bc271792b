"""Counts and extremes that no line states, and the cases in which they may not be worked out."""

from dataclasses import replace
from itertools import cycle

import pytest

from bot.dialogue import composing, texts
from bot.dialogue.catalogue import Group
from bot.dialogue.parts import Part, part_of, whole_group
from bot.dialogue.question import read_question
from bot.dialogue.reckoning import count, count_shown, extreme_row, rows_with, whole_table, within_bound
from bot.dialogue.verification import find_problems
from knowledge.document import Document, ItemKind, Topic
from tests.unit.dialogue.library import LIBRARY, OBSTACLES, REPORT, REPORT_OBSTACLES, SLIDES, Library, section


def lists(library: Library, question: str) -> tuple[Part, ...]:
    query = library.reader.read(question)
    asked = read_question(question, query.readings[-1])
    return count(library.catalogue, asked, query, library.evidence(question))


def counted(library: Library, question: str) -> dict[str, int]:
    return {part.document.id: part.total for part in lists(library, question)}


def test_the_lines_of_a_list_are_counted_where_no_line_gives_the_number() -> None:
    assert counted(LIBRARY, "چند چالش گفته شده؟")["bees"] == len(OBSTACLES)


@pytest.mark.parametrize(
    "question",
    ["چند کندو سالم است؟", "چند خوشه مشکل دارد؟", "چند چالش دربارهٔ زعفران گفته شده؟", "چالش‌ها را بگو"],
)
def test_what_no_list_is_headed_by_is_not_counted(question: str) -> None:
    assert counted(LIBRARY, question) == {}


def extracted(document: Document, *marks: str) -> Document:
    """The document as if its lines had been repaired; each line was extracted with the next of the marks."""
    sections = tuple(
        replace(
            s,
            items=tuple(
                replace(item, original=mark.format(item.text))
                for item, mark in zip(s.items, cycle(marks), strict=False)
            ),
        )
        for s in document.sections
    )
    return replace(document, sections=sections)


@pytest.mark.parametrize("marks", [("{} ",), ("{}•", "{}"), ("{}،",)])
def test_of_a_list_that_extraction_has_damaged_the_number_is_said_to_be_as_read(
    marks: tuple[str, ...],
) -> None:
    library = Library(extracted(SLIDES, *marks), extracted(REPORT, *marks))
    found = lists(library, "چند چالش گفته شده؟")
    assert {part.total for part in found} == {0}
    said = composing.counted(found)
    assert texts.counted_as_read(len(OBSTACLES), "چالش‌های زنبورداری") in said.plain()
    assert not find_problems(said)


def test_beside_a_list_that_is_counted_a_damaged_one_is_counted_as_read() -> None:
    library = Library(extracted(SLIDES, "{} "), REPORT)
    assert counted(library, "چند چالش گفته شده؟") == {"bees": 0, "honey": len(REPORT_OBSTACLES)}
    said = composing.counted(lists(library, "چند چالش گفته شده؟"))
    assert texts.counted_as_read(len(OBSTACLES), "چالش‌های زنبورداری") in said.plain()
    assert texts.counted(2, "چالش‌های عسل کوهستان") in said.plain()
    assert not find_problems(said)


def shown(library: Library, question: str, *parts: Part) -> tuple[Part, ...]:
    query = library.reader.read(question)
    asked = read_question(question, query.readings[-1])
    return count_shown(library.catalogue, asked, query, parts)


def obstacles(library: Library) -> Part:
    groups = (group for s in SLIDES.sections for group in library.catalogue.groups(s.id))
    return next(whole_group(group) for group in groups if len(group.items) == len(OBSTACLES))


@pytest.mark.parametrize(
    "question",
    ["ارائه چندتا گرفتاری شمرده؟", "زنبوردارها در چند بند گله کرده‌اند؟", "چند چالش شمردند؟"],
)
def test_a_whole_list_that_answers_how_many_is_counted(question: str) -> None:
    (part,) = shown(LIBRARY, question, obstacles(LIBRARY))
    assert part.total == len(OBSTACLES)


@pytest.mark.parametrize(
    "question",
    ["چند سال چالش داشتند؟", "چند کندو چالش دارد؟", "چالش‌ها را بگو", "چند تا از چالش‌ها گران است؟"],
)
def test_a_list_is_not_counted_for_what_it_is_no_list_of(question: str) -> None:
    assert shown(LIBRARY, question, obstacles(LIBRARY)) == ()


def test_some_lines_of_a_list_are_not_counted() -> None:
    whole = obstacles(LIBRARY)
    assert shown(LIBRARY, "چندتا گرفتاری شمرده؟", replace(whole, lines=whole.lines[1:])) == ()


@pytest.mark.parametrize("mark", ["{}•", "۲. {}", "ب( {}", ".{}", "{}؛\nدنباله"])
def test_a_repaired_list_is_counted_where_each_line_has_its_mark(mark: str) -> None:
    library = Library(extracted(SLIDES, mark), extracted(REPORT, mark))
    assert counted(library, "چند چالش گفته شده؟")["bees"] == len(OBSTACLES)


ROWS = (
    "شبکه‌ها: پیش‌تر ۲۱۴، اکنون ۵۱۱، درصد افزایش ۱۳۸٪",
    "صادرات: پیش‌تر ۱۹۹، اکنون ۲۱۰، درصد افزایش ۵٪",
    "فروش: پیش‌تر ۱۵۷، اکنون ۲۳۵، درصد افزایش ۵۰٪",
)


def table(*rows: str) -> Group:
    own = section("t", "1", "دستاوردها", Topic.ACHIEVEMENTS, *((ItemKind.ROW, row, None) for row in rows))
    return Group(SLIDES, own, None, own.items)


def extreme(question: str, *rows: str) -> str | None:
    row = extreme_row(table(*rows), LIBRARY.reader.read(question))
    return row and row.text


def test_the_row_that_grew_most_or_least_stands_alone() -> None:
    own = section("t", "1", "دستاوردها", Topic.ACHIEVEMENTS, *((ItemKind.ROW, row, None) for row in ROWS))
    library = Library(replace(SLIDES, sections=(own,)))
    for question, row in (
        ("کدام شاخص بیشترین درصد افزایش را دارد؟", ROWS[0]),
        ("درصد افزایش کدام شاخص کمتر از همه بود؟", ROWS[1]),
    ):
        assert library.answerer.answer(question).plain() == row


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("کدام شاخص‌ها بیش از دو برابر شدند؟", ROWS[:1]),
        ("چه چیزهایی کمتر از ۵۰ درصد رشد کرد؟", ROWS[1:2]),
        ("کدام‌ها بالای ۱۰ درصد رشد داشتند؟", (ROWS[0], ROWS[2])),
    ],
)
def test_rows_beyond_the_bound_that_is_named_are_told(question: str, rows: tuple[str, ...]) -> None:
    query, own = LIBRARY.reader.read(question), table(*ROWS)
    for part in (whole_group(own), part_of(own, own.items[:1])):
        assert within_bound(query, part).lines == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("کدام‌ها بیش از ده برابر شدند؟", ROWS),
        ("کدام‌ها رشد داشتند؟", ROWS),
        ("کدام‌ها بیش از دو برابر شدند؟", (*ROWS, "اشتغال: پیش‌تر ۱، اکنون ۲")),  # nobody knows its share
    ],
)
def test_a_table_stays_where_no_row_is_beyond_the_bound(question: str, rows: tuple[str, ...]) -> None:
    part = whole_group(table(*rows))
    assert within_bound(LIBRARY.reader.read(question), part) == part


def test_all_rows_with_the_figures_named_are_found() -> None:
    rows = (*ROWS, "بنگاه‌ها: پیش‌تر ۱۰، اکنون ۱۵، درصد افزایش ۵۰٪")
    assert [row.text for row in rows_with(table(*rows), frozenset({"50"}))] == [rows[2], rows[3]]
    assert rows_with(table(*rows), frozenset()) == ()


@pytest.mark.parametrize(
    ("question", "row"),
    [("کدام شاخص کمترین درصد افزایش را دارد؟", ROWS[1]), ("بیشترین افزایش مال چیست؟", ROWS[0])],
)
def test_the_row_with_the_most_or_the_least_is_found_in_the_column_that_is_named(
    question: str, row: str
) -> None:
    assert extreme(question, *ROWS) == row


def test_the_row_with_the_most_stands_alone_whatever_row_is_found_first() -> None:
    library = Library(replace(SLIDES, sections=(table(*ROWS).section,)))
    question = "کدام افزایش دستاوردها از همه بیشتر است؟"
    found = library.evidence(question)
    last = next(item for item in found.items if item.place.item.text == ROWS[2])
    first = last._replace(hit=last.hit._replace(score=found.items[0].hit.score + 0.2))
    found = replace(found, items=(first, *(item for item in found.items if item is not last)))
    (part,) = library.planner.plan(read_question(question), library.reader.read(question), found)
    assert part.lines == (ROWS[0],)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("کدام شاخص افزایش دارد؟", ROWS),
        ("بیشترین رقم اکنون چیست؟", ROWS),  # persons and dollars cannot be compared
        ("بیشترین افزایش مال چیست؟", (*ROWS, "اشتغال: پیش‌تر ۱، اکنون ۲")),
        ("کمترین افزایش مال چیست؟", (*ROWS, "بنگاه: درصد افزایش ۵٪")),
    ],
)
def test_no_row_is_named_where_they_cannot_be_compared(question: str, rows: tuple[str, ...]) -> None:
    assert extreme(question, *rows) is None


@pytest.mark.parametrize(
    "question",
    [
        "در جدول آمار دره برداشت چقدر بود؟",
        "در جدول آمار دره کدام رقم ۴۸۰ است؟",
        "بیشترین رقم جدول آمار دره",
        "در جدول چه نوشته؟",
    ],
)
def test_who_wants_one_row_or_names_no_table_means_no_whole_table(question: str) -> None:
    query = LIBRARY.reader.read(question)
    assert whole_table(read_question(question), query, LIBRARY.evidence(question)) is None
