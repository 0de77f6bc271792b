"""Parts of the documents that are asked for by their place or their heading."""

import pytest

from bot.dialogue import texts
from bot.dialogue.parts import Part
from bot.dialogue.question import read_question
from bot.dialogue.shelf import by_its_kind, list_headed
from bot.dialogue.turn import BlockKind
from knowledge.document import Document, Topic
from knowledge.persian import fold
from tests.unit.dialogue.library import LIBRARY, Library, bullets, section, sentences

HARVEST = ("سی تن عسل", "دو تن موم", "چهل کندوی نو")
NOTE = "دستاوردهای عسل را انجمن شمرده است."
YEAR = Library(
    Document(
        id="y",
        source="y.md",
        title="سال زنبورداری",
        kind="deck",
        sections=(
            section(
                "y", "1", "دستاوردهای بزرگ انجمن", Topic.OTHER, *sentences(NOTE), *bullets(None, *HARVEST)
            ),
            section(
                "y", "2", "عسل و موم", Topic.OTHER, *bullets("عسل:", "آویشن", "گون"), *bullets("موم:", "زرد")
            ),
            section("y", "3", "کندوها", Topic.OTHER, *bullets("کندوها:", "چوبی", "سفالی")),
            section("y", "4", "کندوهای فروخته", Topic.OTHER, *bullets("فروخته:", "ده کندو")),
        ),
        digest="4" * 64,
    )
)


def listed(question: str) -> list[str]:
    reply = YEAR.answerer.answer(question)
    return [line.text for block in reply.blocks for line in block.lines if block.kind is BlockKind.BULLETS]


@pytest.mark.parametrize(
    "question", ["دستاوردها", "دستاوردها چیست؟", "دستاوردهای انجمن", "دستاوردها چیا بود؟"]
)
def test_a_list_is_given_whole_and_alone_by_the_first_word_of_its_heading(question: str) -> None:
    assert listed(question) == list(HARVEST)
    assert NOTE not in YEAR.answerer.answer(question).plain()


@pytest.mark.parametrize(
    "question", ["دستاوردهای موم", "دستاوردها در کدام استان بود؟", "عسل چیست؟", "کندوها", "انجمن چیست؟"]
)
def test_a_heading_is_not_meant_by_who_names_more_or_what_heads_several_lists(question: str) -> None:
    assert list_headed_by(question) == ()


def list_headed_by(question: str) -> tuple[Part, ...]:
    query = YEAR.reader.read(question)
    asked = read_question(question, query.readings[-1])
    return list_headed(YEAR.catalogue, asked, query, YEAR.catalogue.documents)


@pytest.mark.parametrize("question", ["آمار دره با تعداد در سال ۱۳۹۵", "آمار دره در سال ۱۳۹۰"])
def test_a_table_comes_whole_by_its_heading_and_what_every_row_tells(question: str) -> None:
    query = LIBRARY.reader.read(question)
    found = list_headed(LIBRARY.catalogue, read_question(question), query, LIBRARY.catalogue.documents)
    assert [len(part.lines) for part in found] == ([2] if "تعداد" not in question else [])


@pytest.mark.parametrize("question, lines", [("عسل و موم را کامل بگو", 3), ("عسل و موم را بگو", 0)])
def test_a_section_of_several_lists_comes_whole_to_who_wants_all_of_it(question: str, lines: int) -> None:
    assert sum(len(part.lines) for part in list_headed_by(question)) == lines


@pytest.mark.parametrize(
    "question", ["اسلاید ۴ چه می‌گوید؟", "اسلاید ۴", "تو اسلاید 4 چی نوشته", "what does slide 4 say"]
)
def test_a_slide_is_given_whole_by_its_number(question: str) -> None:
    answer = LIBRARY.answerer.answer(question).plain()
    assert "تعداد کندو" in answer and "برداشت عسل (تن)" in answer


def test_a_slide_that_there_is_not_is_not_made_up() -> None:
    assert LIBRARY.answerer.answer("اسلاید ۹۰ چه می‌گوید؟").refused


@pytest.mark.parametrize("question", ["چند نفر باید باشیم؟", "چند سال؟"])
def test_who_wants_a_number_of_nothing_is_asked_what_is_meant(question: str) -> None:
    reply = LIBRARY.answerer.answer(question)
    assert reply.refused and texts.NO_TOPIC in reply.plain()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("سند اول دربارهٔ شکر چه می‌گوید", "ارائه دربارهٔ شکر چه می‌گوید"),
        ("سند شماره ۱ چیست", "ارائه چیست"),
        ("سند دوم چیست", "سند دوم چیست"),
        ("سند نهم", "سند نهم"),
        ("دو سند چه فرقی دارند", "دو سند چه فرقی دارند"),
    ],
)
def test_a_document_is_meant_by_its_place_where_its_kind_names_it(text: str, meant: str) -> None:
    assert fold(by_its_kind(text, LIBRARY.catalogue.documents)) == fold(meant)


def test_who_names_nothing_but_a_document_is_told_what_is_in_it() -> None:
    text = LIBRARY.answerer.answer("ارائه چیه؟").plain()
    assert "فرایند برداشت" in text and "تاریخچه" not in text
    assert LIBRARY.answerer.answer("سند اول چیه؟").plain() == text
