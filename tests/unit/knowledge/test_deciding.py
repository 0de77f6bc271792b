"""Decisions in a document: what is accepted, corrected and rejected, and what may be quoted of a scan."""

from dataclasses import replace

import pytest

from knowledge.deciding import (
    UNCONFIRMED,
    UNREADABLE,
    key_of,
    passages_of,
    with_decisions,
    without_unconfirmed,
)
from knowledge.decisions import About, Decision, Decisions, Verdict
from knowledge.document import Document, Figure, FigureStatus, Item, ItemKind, Passage, Section, Topic

RECOVERED, PLAIN = FigureStatus.RECOVERED, FigureStatus.PLAIN
RAW = "%214511138شبکه‌ها"
ROW = Item(
    "d/1/1",
    ItemKind.ROW,
    "شبکه‌ها در ۲ سال: قبل 214، اکنون 511، رشد 138٪",
    figures=tuple(
        Figure(text, text, status=RECOVERED, proof="۲۱۴ ← ۵۱۱ = ۱۳۸٪") for text in ("214", "511", "138")
    ),
    original=RAW,
    confidence=0.5,
)
SCANNED = Item(
    "d/1/2",
    ItemKind.SENTENCE,
    "در سال 1401 حدود 12 خوشه بود.",
    figures=(
        Figure("1401", "1401", status=FigureStatus.UNCONFIRMED),
        Figure("12", "12", status=FigureStatus.UNCONFIRMED),
    ),
    confidence=0.7,
)


def document(*items: Item) -> Document:
    section = Section("d/1", "1", "دستاورد", ("دستاورد",), 1, Topic.ACHIEVEMENTS, items or (ROW, SCANNED))
    return Document("d", "d.pdf", "سند", "report", (section,), "0")


def about(
    original: str, verdict: Verdict, text: str = "", figure: int | None = None, read: str = ""
) -> Decision:
    return Decision(original, verdict, text, About.ITEM, figure, read)


def decided(*decisions: Decision, item: Item = ROW) -> Item:
    (section,) = with_decisions(document(item), Decisions(decisions)).sections
    return section.items[0]


def test_an_accepted_line_is_sure_and_its_figures_are_plain() -> None:
    item = decided(about(RAW, Verdict.ACCEPTED))
    assert (item.text, item.confidence) == (ROW.text, 1.0)
    assert {(figure.status, figure.proof) for figure in item.figures} == {(PLAIN, None)}


def test_a_rejected_figure_is_no_longer_there_and_the_others_stay_as_they_were() -> None:
    item = decided(about(RAW, Verdict.REJECTED, figure=2, read="138"))
    assert item.text == f"شبکه‌ها در ۲ سال: قبل 214، اکنون 511، رشد {UNREADABLE}"
    assert [figure.status for figure in item.figures] == [RECOVERED, RECOVERED, FigureStatus.UNREADABLE]
    assert item.original == RAW


def test_a_rejected_row_shows_none_of_its_recovered_figures() -> None:
    item = decided(about(RAW, Verdict.REJECTED))
    assert "214" not in item.text
    assert item.text.count(UNREADABLE) == 3
    assert "در ۲ سال" in item.text  # what was not recovered stays


def test_a_corrected_figure_stands_in_the_text_and_is_plain() -> None:
    item = decided(about(RAW, Verdict.CORRECTED, "۲۱۵", 0, "214"))
    assert item.text == "شبکه‌ها در ۲ سال: قبل ۲۱۵، اکنون 511، رشد 138٪"
    assert (item.figures[0].text, item.figures[0].value, item.figures[0].status) == ("۲۱۵", "215", PLAIN)


def test_a_rejected_row_without_doubtful_figures_says_what_was_extracted() -> None:
    row = replace(ROW, figures=(), text="شبکه‌ها: 214")
    assert decided(about(RAW, Verdict.REJECTED, RAW), item=row).text == RAW


def test_a_figures_own_decision_comes_before_that_about_its_row() -> None:
    item = decided(about(RAW, Verdict.ACCEPTED), about(RAW, Verdict.REJECTED, figure=0, read="214"))
    assert [figure.status for figure in item.figures] == [FigureStatus.UNREADABLE, PLAIN, PLAIN]


@pytest.mark.parametrize("typed", ["۱۳۹", "۱۳۹٪"])
def test_a_percent_sign_is_not_doubled(typed: str) -> None:
    assert decided(about(RAW, Verdict.CORRECTED, typed, 2, "138")).text.endswith("رشد ۱۳۹٪")


def test_a_corrected_row_says_what_the_person_wrote() -> None:
    item = decided(about(RAW, Verdict.CORRECTED, "شبکه‌ها: 214 به 510"))
    assert (item.text, item.original, item.confidence) == ("شبکه‌ها: 214 به 510", RAW, 1.0)
    assert [(figure.text, figure.status) for figure in item.figures] == [("214", PLAIN)]


def test_an_unreadable_figure_can_be_filled_in_wherever_it_stands() -> None:
    item = Item(
        "d/1/1",
        ItemKind.SENTENCE,
        f"از 5 خوشه، {UNREADABLE} و 7 شبکه",
        figures=(
            Figure(UNREADABLE, "", status=FigureStatus.UNREADABLE),
            Figure("5", "5"),
            Figure("7", "7"),
        ),
    )
    filled = decided(about(item.text, Verdict.CORRECTED, "60%", 0, UNREADABLE), item=item)
    assert filled.text == "از 5 خوشه، 60% و 7 شبکه"


def test_a_decision_about_a_figure_that_has_become_another_one_is_left_alone() -> None:
    assert decided(about(RAW, Verdict.REJECTED, figure=0, read="213")) == ROW


@pytest.mark.parametrize(
    "decisions",
    [
        [about(RAW, Verdict.REJECTED, figure=0, read="214")],
        [about(RAW, Verdict.CORRECTED, "511", 0, "214"), about(RAW, Verdict.CORRECTED, "512", 1, "511")],
        [about(RAW, Verdict.CORRECTED, "چیز دیگری")],
        [about(RAW, Verdict.REJECTED, RAW)],
        [about(RAW, Verdict.REJECTED)],
        [about(RAW, Verdict.ACCEPTED), about(SCANNED.text, Verdict.CORRECTED, "در سال ۱۴۰۱ بود.")],
    ],
)
def test_deciding_twice_is_deciding_once(decisions: list[Decision]) -> None:
    once = with_decisions(document(), Decisions(decisions))
    assert once != document()
    assert with_decisions(once, Decisions(decisions)) == once


def test_figures_of_lines_that_were_extracted_alike_are_counted_through() -> None:
    twice = document(ROW, replace(ROW, id="d/1/2"))
    decision = about(RAW, Verdict.REJECTED, figure=3, read="214")
    first, second = with_decisions(twice, Decisions([decision])).sections[0].items
    assert first == ROW
    assert UNREADABLE in second.text


def test_no_figure_of_a_scan_is_quoted_before_a_person_has_accepted_it() -> None:
    shown = without_unconfirmed(document()).sections[0].items[1]
    assert shown.text == f"در سال {UNCONFIRMED} حدود {UNCONFIRMED} خوشه بود."
    accepted = with_decisions(
        document(), Decisions([about(SCANNED.text, Verdict.ACCEPTED, figure=1, read="12")])
    )
    shown = without_unconfirmed(accepted).sections[0].items[1]
    assert shown.text == f"در سال {UNCONFIRMED} حدود 12 خوشه بود."
    assert key_of(shown) == SCANNED.text


def test_passages_say_what_the_documents_say() -> None:
    read = document()
    served = with_decisions(read, Decisions([about(RAW, Verdict.REJECTED)]))
    own = Passage("d/1/1", f"دستاورد: {ROW.text}", "d", "d/1", "d/1/1")
    whole = Passage("d/1", f"دستاورد\n{ROW.text}\n{SCANNED.text}", "d", "d/1", None)
    reworded = passages_of([own, whole], [read], [served])
    assert all(UNREADABLE in passage.text and "214" not in passage.text for passage in reworded)
    assert SCANNED.text in reworded[1].text


def test_a_document_nobody_has_decided_about_is_the_same_one() -> None:
    plain = document(Item("d/1/1", ItemKind.SENTENCE, "سال ۱۴۰۱", figures=(Figure("۱۴۰۱", "1401"),)))
    assert with_decisions(plain, Decisions()) is plain
    assert without_unconfirmed(plain) is plain
