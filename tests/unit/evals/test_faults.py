"""Every miss goes to the stage that caused it."""

from dataclasses import replace

import pytest

from evals.faults import REACH, Attributor, Cause, main_cause
from evals.gold import Question
from evals.grading import grade
from evals.knowledge import KnowledgeBase
from evals.records import Record
from evals.relevance import RelevanceFinder
from evals.trail import Blocked
from knowledge.document import Document
from tests.unit.evals.samples import (
    BUDGET,
    CHALLENGES,
    DECK,
    IDENTIFIED,
    RAW,
    RIGHT,
    STATUS_CITATION,
    hit,
    knowledge_base,
    record,
    trail,
    without,
)

ANSWER = "deck-2024/2/1"
OTHERS = ("deck-2024/1/1", "deck-2024/3/1", "deck-2024/3/2")


def causes(question: Question, given: Record, base: KnowledgeBase | None = None) -> list[Cause]:
    base = base or knowledge_base()
    finder = RelevanceFinder(base)
    faults = Attributor(base, finder).attribute(question, given, grade(question, given, base, None))
    return [fault.cause for fault in faults]


def with_item(text: str) -> Document:
    """The deck with its answering item saying this instead."""
    status = DECK.sections[1]
    item = replace(status.items[0], text=text)
    sections = (DECK.sections[0], replace(status, items=(item, *status.items[1:])), DECK.sections[2])
    return replace(DECK, sections=sections)


def test_a_right_answer_has_no_fault() -> None:
    assert causes(IDENTIFIED, RIGHT) == []


def test_an_item_lost_by_ingest_is_extraction() -> None:
    given = record(IDENTIFIED, "۱۲۴ پروژه", trail=trail("deck-2024/2/2"))
    assert causes(IDENTIFIED, given, knowledge_base(without(ANSWER))) == [Cause.EXTRACTION]


def test_a_lost_item_is_extraction_even_when_its_word_stands_elsewhere() -> None:
    lost = without("deck-2024/3/1")
    other = replace(lost.sections[0].items[0], text="خوشه بر اعتماد اعضا استوار است.")
    deck = replace(lost, sections=(replace(lost.sections[0], items=(other,)), *lost.sections[1:]))
    raw = {"deck-2024.md": RAW["deck-2024.md"] + "\n- خوشه بر اعتماد اعضا استوار است."}
    given = record(CHALLENGES, "کمبود اعتبارات", "موازی‌کاری", trail=trail("deck-2024/3/2"))
    assert causes(CHALLENGES, given, knowledge_base(deck, raw=raw)) == [Cause.EXTRACTION]


def test_a_figure_that_stayed_unreadable_in_the_index_is_extraction() -> None:
    base = knowledge_base(
        with_item("تعداد خوشه‌های شناسایی‌شده 5052"), raw={"deck-2024.md": IDENTIFIED.evidence}
    )
    given = record(IDENTIFIED, "۵۰۵۲ خوشه", trail=trail(ANSWER))
    assert causes(IDENTIFIED, given, base)[0] is Cause.EXTRACTION


def test_what_no_document_says_is_the_documents_fault() -> None:
    asked = replace(IDENTIFIED, must=(("سنگاپور",),), evidence="")
    assert causes(asked, record(asked, "۵۰۵ خوشه", trail=trail(ANSWER))) == [Cause.DOCUMENT]


def test_an_answer_that_search_did_not_bring_up_is_retrieval() -> None:
    assert causes(IDENTIFIED, record(IDENTIFIED, "سه خوشه", trail=trail(*OTHERS))) == [Cause.RETRIEVAL]


def test_an_answer_far_down_the_ranking_is_retrieval_too() -> None:
    before = [f"essay/9/{n}" for n in range(REACH)]
    deep, near = trail(*before, ANSWER), trail(*before[1:], ANSWER)
    assert causes(IDENTIFIED, record(IDENTIFIED, "سه خوشه", trail=deep)) == [Cause.RETRIEVAL]
    assert causes(IDENTIFIED, record(IDENTIFIED, "سه خوشه", trail=near)) == [Cause.COMPOSITION]


def test_word_search_that_is_deaf_is_retrieval_although_the_item_was_found() -> None:
    silent = replace(
        trail(), hits=tuple(hit(item, words=0.0) for item in (ANSWER, *OTHERS)), concepts=("خوشه",)
    )
    given = record(IDENTIFIED, "در سندها نیست", refused=True, trail=silent)
    assert causes(IDENTIFIED, given) == [Cause.RETRIEVAL]


def test_found_but_unsaid_is_composition() -> None:
    assert causes(IDENTIFIED, record(IDENTIFIED, "چند خوشه", trail=trail(ANSWER))) == [Cause.COMPOSITION]


def test_found_but_refused_is_refused_wrongly() -> None:
    given = record(IDENTIFIED, "در سندها نیست", refused=True, trail=trail(ANSWER, decision="score too low"))
    assert causes(IDENTIFIED, given) == [Cause.REFUSED]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("تعداد خوشه‌های شناسایی‌شده ۵۰۵ است.", Cause.VERIFICATION),
        ("تعداد خوشه‌های شناسایی‌شده ۵۰۶ است.", Cause.COMPOSITION),
    ],
)
def test_a_blocked_line_is_put_to_whoever_was_wrong(text: str, cause: Cause) -> None:
    stopped = (Blocked(text, STATUS_CITATION.quote, "numeral"),)
    given = record(IDENTIFIED, "در سندها نیست", refused=True, trail=replace(trail(ANSWER), blocked=stopped))
    assert causes(IDENTIFIED, given) == [cause]


def test_an_answer_to_what_has_none_is_named_so() -> None:
    assert causes(BUDGET, record(BUDGET, "پنج میلیارد", trail=trail(*OTHERS))) == [Cause.ANSWERED]


def test_a_breakdown_is_named_so() -> None:
    assert causes(IDENTIFIED, replace(record(IDENTIFIED), error="OSError: gone")) == [Cause.FAILED]


def test_a_forbidden_figure_without_a_source_is_composition() -> None:
    given = record(IDENTIFIED, "۵۰۵ یا ۵۰۵۲", citations=(STATUS_CITATION,), trail=trail(ANSWER))
    assert causes(IDENTIFIED, given) == [Cause.COMPOSITION]


def test_a_system_without_a_trail_is_judged_by_its_answer_alone() -> None:
    assert causes(IDENTIFIED, record(IDENTIFIED, "نمی‌دانم", refused=True)) == [Cause.REFUSED]
    assert causes(IDENTIFIED, record(IDENTIFIED, "سه خوشه")) == [Cause.COMPOSITION]


def test_the_main_cause_is_the_earliest_stage() -> None:
    base = knowledge_base(without("deck-2024/3/3"))
    given = record(CHALLENGES, "نبود اعتماد", trail=trail("deck-2024/3/1"))
    finder = RelevanceFinder(base)
    faults = Attributor(base, finder).attribute(CHALLENGES, given, grade(CHALLENGES, given, base, None))
    assert {fault.cause for fault in faults} == {Cause.COMPOSITION, Cause.EXTRACTION}
    assert main_cause(faults) is Cause.EXTRACTION
    assert main_cause([]) is None
