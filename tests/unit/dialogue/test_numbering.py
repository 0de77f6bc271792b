"""A line of a list by its number, before any list was told."""

import pytest

from bot.dialogue import texts
from bot.dialogue.numbering import line_numbered
from bot.dialogue.question import read_question
from knowledge.document import Document, Topic
from tests.unit.dialogue.library import LIBRARY, OBSTACLES, REPORT_OBSTACLES, Library, section, sentences

LETTERED = Library(
    Document(
        id="l",
        source="l.md",
        title="گزارش کوچ",
        kind="article",
        sections=(
            section("l", "1", "الف) کوچ بهاره", Topic.OTHER, *sentences("زنبورها در بهار بالا می‌روند.")),
            section("l", "2", "ب) کوچ پاییزه", Topic.OTHER, *sentences("زنبورها در پاییز برمی‌گردند.")),
        ),
        digest="5" * 64,
    )
)


def told(question: str, library: Library = LIBRARY) -> tuple[str, ...]:
    query = library.reader.read(question)
    asked = read_question(question, query.readings[-1])
    parts = line_numbered(library.catalogue, question, asked, query, library.catalogue.documents)
    return tuple(line for part in parts for line in part.lines)


@pytest.mark.parametrize(
    "question", ["چالش دوم چیست؟", "دومین چالش را بگو", "چالش ۲", "چالش شماره ۲ چه می‌گوید؟"]
)
def test_every_chapter_tells_the_line_with_the_number(question: str) -> None:
    assert told(question) == (OBSTACLES[1], REPORT_OBSTACLES[1])


def test_a_chapter_without_so_many_lines_tells_none() -> None:
    assert told("چالش چهارم") == (OBSTACLES[3],)
    assert told("چالش نهم") == told("چالش اول و نهم") == ()


def test_several_lines_are_told_in_the_order_of_their_numbers() -> None:
    assert told("چالش اول و چهارم اسلایدها") == (OBSTACLES[0], OBSTACLES[3])
    assert told("چالش دوم تا چهارم اسلایدها را شرح دهید") == OBSTACLES[1:4]


def test_who_counts_further_is_told_how_many_there_are() -> None:
    reply = LIBRARY.answerer.answer("چالش نهم چیست؟")
    said = [texts.has_only("چالش‌های زنبورداری", 4), texts.has_only("چالش‌های عسل کوهستان", 2)]
    assert reply.refused and [line.text for block in reply.blocks for line in block.lines] == said
    assert [choice.label for choice in reply.choices] == ["چالش‌های زنبورداری", "چالش‌های عسل کوهستان"]


def test_one_list_that_goes_so_far_is_enough() -> None:
    assert OBSTACLES[3] in LIBRARY.answerer.answer("چالش چهارم").plain()


def test_a_list_is_known_by_its_lead_too() -> None:
    assert told("گام سوم برداشت") == ()  # a step has a reading of its own
    assert told("چالش سوم عسل کوهستان") == ()  # two there are


@pytest.mark.parametrize(
    "question",
    [
        "چالش دوم و چالش سوم چه فرقی دارند؟",
        "سه چالش اول را بگو",
        "مدیر چالش دوم کیست؟",
        "در چالش‌ها اول چه می‌گویند؟",
        "چالش ۳۲۰ نفر",
        "زنبورستان دوم",
    ],
)
def test_no_line_is_told_to_who_asks_for_more_of_it_or_counts_nothing(question: str) -> None:
    assert told(question) == ()


@pytest.mark.parametrize("question", ["بند ب چه می‌گوید؟", "بند «ب» چیست", "بند ب از مقاله"])
def test_a_section_is_known_by_its_letter(question: str) -> None:
    assert told(question, LETTERED) == ("زنبورها در پاییز برمی‌گردند.",)


@pytest.mark.parametrize("question", ["بند و تبصره", "بند د چیست؟", "بند ب زعفران چیست؟"])
def test_a_letter_that_heads_nothing_names_nothing(question: str) -> None:
    assert told(question, LETTERED) == ()


def test_behind_another_list_the_number_counts_in_the_one_that_is_named() -> None:
    answer = LIBRARY.answerer.answer("چالش دوم چیست؟", ["مراحل برداشت را به ترتیب بگو"]).plain()
    assert OBSTACLES[1] in answer and REPORT_OBSTACLES[1] in answer
