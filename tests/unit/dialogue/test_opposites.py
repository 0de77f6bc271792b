"""Lines on the opposite of what is named are left out."""

import pytest

from bot.dialogue.catalogue import Catalogue
from bot.dialogue.opposites import without_opposite
from bot.dialogue.parts import part_of, whole_group
from knowledge.document import Document, Topic
from tests.unit.dialogue.library import LIBRARY, bullets, section, sentences

NORTH, SOUTH = "کندوی شمالی پر از شکر است.", "کندوی جنوبی خالی است."
SMALL, BOTH = "کندوهای خرد و کوچک شکر ندارند.", "کندوی کوچک کنار کندوی بزرگ است."
ABROAD, FIRST = "واردات شکر آزاد است.", "دههٔ اول پر از عسل بود."
LINES = (NORTH, SOUTH, SMALL, BOTH, ABROAD, FIRST)
TEXT = section("bees", "1", "دره", Topic.OTHER, *sentences(*LINES))
LIST = section("bees", "2", "کوه", Topic.OTHER, *bullets("کندوهای کوچک:", "شکر", "عسل"))
ABOUT_ALL = section("bees", "3", "کوه", Topic.OTHER, *bullets("گرفتاری‌ها:", SMALL, "شکر گران"))
CATALOGUE = Catalogue([Document("bees", "bees.md", "طرح", "deck", (TEXT, LIST, ABOUT_ALL), "0" * 64)])


def left(question: str, section_id: str = "bees/1") -> tuple[str, ...]:
    (group,) = CATALOGUE.groups(section_id)
    parts = without_opposite(LIBRARY.reader.read(question), [whole_group(group)])
    return tuple(line for part in parts for line in part.lines)


@pytest.mark.parametrize(
    ("question", "gone"),
    [
        ("کندوی شمالی چیست؟", (SOUTH,)),
        ("کندوهای بزرگ چه دارند؟", (SMALL,)),
        ("صادرات شکر چقدر است؟", (ABROAD,)),
        ("بزرگ‌ترین کندو کجاست؟", ()),
        ("کندوی شمالی و جنوبی را بگو", ()),
        ("شکر بزرگ چیست؟", ()),
        ("در دومین دهه چه شد؟", (FIRST,)),
        ("در دههٔ دوم چه شد؟", (FIRST,)),
        ("بار دوم چه شد؟", ()),
    ],
)
def test_what_is_said_of_the_opposite_is_no_answer(question: str, gone: tuple[str, ...]) -> None:
    assert left(question) == tuple(line for line in LINES if line not in gone)


def test_a_list_under_such_a_lead_is_left_out() -> None:
    assert left("کندوهای بزرگ چه دارند؟", "bees/2") == ()


def test_a_whole_list_that_holds_such_a_line_stays_whole_and_some_lines_of_it_do_not() -> None:
    assert left("کندوهای بزرگ چه دارند؟", "bees/3") == (SMALL, "شکر گران")
    (group,) = CATALOGUE.groups("bees/3")
    some = part_of(group, group.items[:1])
    assert without_opposite(LIBRARY.reader.read("کندوهای بزرگ چه دارند؟"), [some]) == ()
