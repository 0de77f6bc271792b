"""Where in the documents an answer stands, and what stands in a section that is named by its number."""

import pytest

from bot.dialogue import texts
from bot.dialogue.places import section_number, without_place
from bot.dialogue.turn import Outcome, Reply
from tests.unit.dialogue.library import LIBRARY, OBSTACLES, SLIDES

WHAT = "زنبورستان چیست؟"


def ask(question: str, *before: str) -> Reply:
    return LIBRARY.answerer.answer(question, before)


@pytest.mark.parametrize(
    "question",
    [
        "منبعش؟",
        "این مال کجاست؟",
        "روی کدوم اسلایده؟",
        "تو کدوم بخشه",
        "این عدد کجا اومده؟",
        "شماره اسلایدش چنده؟",
        "مطمئنی درست می‌گی؟",
    ],
)
def test_who_asks_where_it_stands_is_told_document_section_and_slide(question: str) -> None:
    reply = ask(question, WHAT)
    assert reply.blocks[0].lines[0].text == texts.stands(
        texts.held(SLIDES.kind, SLIDES.title), reply.citations[0].locator
    )
    assert "اسلاید ۱" in reply.citations[0].locator
    assert reply.citations == ask(WHAT).citations


def test_a_place_that_is_asked_for_with_its_matter_stands_above_the_lines() -> None:
    reply = ask("زنبورستان روی کدام اسلاید است؟")
    assert "اسلاید ۱" in reply.blocks[0].lines[0].text
    assert any("ده کندو" in line.text for block in reply.blocks[1:] for line in block.lines)


def test_before_any_answer_there_is_no_place() -> None:
    assert ask("روی کدوم اسلایده؟").outcome is Outcome.SMALL_TALK


@pytest.mark.parametrize("question", ["کجاست؟", "کندوها کجا هستند؟", "چه اسلاید چه گزارش، همه را بگو"])
def test_where_a_thing_is_in_the_world_is_no_place_in_a_document(question: str) -> None:
    assert without_place(question) == ""
    assert ask(question, WHAT) != ask("منبعش؟", WHAT)


def test_a_section_is_given_by_its_number() -> None:
    assert all(obstacle in ask("بخش ۲ ارائه چی میگه؟").plain() for obstacle in OBSTACLES)
    assert ask("بخش ۷").plain() == texts.NO_SECTION
    assert section_number("فصل ۲/۱۷ درباره چیست")[0] == "2.17"
    assert section_number("بخش صنعت")[0] == ""
