"""Counts and extremes that no line states, and the cases in which they may not be worked out."""

from dataclasses import replace
from itertools import cycle

import pytest

from bot.dialogue.catalogue import Group
from bot.dialogue.question import read_question
from bot.dialogue.reckoning import count, extreme_row, rows_with, whole_table
from knowledge.document import Document, ItemKind, Topic
from tests.unit.dialogue.library import LIBRARY, OBSTACLES, REPORT, SLIDES, Library, section


def counted(library: Library, question: str) -> dict[str, int]:
    query = library.reader.read(question)
    asked = read_question(question, query.readings[-1])
    parts = count(library.catalogue, asked, query, library.evidence(question))
    return {part.document.id: len(part.lines) for part in parts}


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
def test_a_list_that_extraction_has_damaged_is_not_counted(marks: tuple[str, ...]) -> None:
    library = Library(extracted(SLIDES, *marks), extracted(REPORT, *marks))
    assert counted(library, "چند چالش گفته شده؟") == {}


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
    first = replace(last, hit=replace(last.hit, score=found.items[0].hit.score + 0.2))
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
