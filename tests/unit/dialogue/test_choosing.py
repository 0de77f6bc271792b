"""Of a list that is named the lines are told that it is chosen by."""

import pytest

from bot.dialogue.choosing import chooses, chosen
from bot.dialogue.parts import whole_group
from knowledge.document import Document, Topic
from tests.unit.dialogue.library import Library, bullets, section

TOOLS = ("کندوی چوبی برای زمستان", "لباس سفید زنبوردار", "دودکن کوچک", "برس نرم و دودکن برقی")
SHED = Document(
    id="s",
    source="s.md",
    title="انبار",
    kind="deck",
    sections=(
        section("s", "1", "ابزارهای زنبورداری", Topic.TOOLS, *bullets("این ابزارها در انبارند:", *TOOLS)),
        section(
            "s",
            "2",
            "نهادهای دره",
            Topic.OTHER,
            *bullets("نهادهای دره:", *("بانک عسل", "شورای ده", "خانه زنبور")),
        ),
    ),
    digest="7" * 64,
)
LIBRARY = Library(SHED)
LIST, BODIES = (whole_group(LIBRARY.catalogue.groups(s.id)[0]) for s in SHED.sections)


def lines(question: str) -> tuple[str, ...]:
    return chosen(LIBRARY.reader.read(question), LIST).lines


@pytest.mark.parametrize(
    "question",
    [
        "کدام ابزارها برای زمستان است؟",
        "از ابزارها کدوماش مال زمستونه؟",
        "از ابزارها اونایی که برای زمستونه",
        "ابزارهایی که به زمستان مربوط‌اند",
        "ابزارهای مربوط به زمستان چیست؟",
        "ابزارها از نظر زمستان",
    ],
)
def test_who_asks_which_of_them_chooses(question: str) -> None:
    assert chooses(question)


@pytest.mark.parametrize(
    "question",
    [
        "ابزارها چیست؟",
        "هر کدام از ابزارها",
        "ابزارهای برقی کدام‌اند؟",
        "ابزارها کدوماست؟",
        "برای این که زنبور بیاید",
        "کدام سند؟",
        "از نظر مقاله ابزارها چیست؟",
        "ابزارهایی که خریده‌اند چیست؟",
    ],
)
def test_other_questions_choose_nothing(question: str) -> None:
    assert not chooses(question)


def test_the_lines_on_what_it_is_chosen_by_are_told() -> None:
    assert lines("کدام ابزارها برای زمستان است؟") == lines("ابزارهای مربوط به زمستان") == TOOLS[:1]
    assert lines("کدام ابزارها به زمستان و لباس مربوط است؟") == TOOLS[:2]
    assert lines("کدام ابزارها برس و دودکن است؟") == TOOLS[2:]


def test_a_list_is_whole_where_no_line_fits_or_something_else_is_named() -> None:
    assert lines("کدام ابزارها برای تابستان است؟") == TOOLS
    assert lines("کدام کندو برای زمستان است؟") == TOOLS  # is no tool by its name


def test_what_the_chosen_ones_are_called_is_nothing_to_choose_by() -> None:
    query = LIBRARY.reader.read("کدام نهادها و بانک‌ها در دره‌اند؟")
    assert chosen(query, BODIES) == BODIES
