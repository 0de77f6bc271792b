"""What points back is told with what it points to."""

import pytest

from bot.dialogue.catalogue import Catalogue
from bot.dialogue.composing import compose
from bot.dialogue.parts import Part, part_of
from bot.dialogue.shortening import LONGEST
from bot.dialogue.standing import points_back, stand_alone
from knowledge.document import Document, Topic
from tests.unit.dialogue.library import section, sentences

FIRST = "زنبورداران دره کندوها را به تعاونی سپردند."
SECOND = "این کار برداشت عسل را دو برابر کرد."
THIRD = "نتیجهٔ آن رونق بازار محلی بود."


def told(first: str, *numbers: int) -> str:
    texts = (first, SECOND, THIRD)
    one = section("bees", "1", "تاریخچه", Topic.HISTORY, *sentences(*texts))
    document = Document("bees", "bees.md", "طرح زنبورداری دره", "deck", (one,), "0" * 64)
    catalogue = Catalogue([document])
    (group,) = catalogue.groups(one.id)
    part: Part = part_of(group, [group.items[number] for number in numbers])
    return compose(stand_alone(catalogue, [part])).plain()


def test_a_sentence_that_points_back_comes_with_those_it_points_to() -> None:
    assert told(FIRST, 2) == " ".join((FIRST, SECOND, THIRD))


def test_a_sentence_that_stands_alone_stays_alone() -> None:
    assert told(FIRST, 0) == FIRST


def test_an_answer_does_not_grow_beyond_what_a_fact_may_take() -> None:
    assert told("کندو " * (LONGEST // 4), 1) == SECOND


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("تنها با چنین نگاهی می‌شود کندوها را نگه داشت.", True),
        ("در دره چنین انباری نیست.", True),
        ("آن‌ها کندو ندارند.", True),
        ("با این حال برداشت عسل زیاد شد.", False),
        ("این گزارش دربارهٔ زنبورداری است.", False),
        ("آنتن کندو شکسته است.", False),
    ],
)
def test_it_points_back_where_it_begins_with_what_was_told(text: str, back: bool) -> None:
    assert points_back(text) is back
