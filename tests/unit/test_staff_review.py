"""What of a document waits for a person, why, in which order, and what has become of it."""

import pytest

from bot.staff.review import Review, Stand, reviews, summarise
from bot.web.staff import texts
from ingest.repair import Damage
from knowledge.deciding import UNREADABLE
from knowledge.decisions import NONE, About, Decision, Decisions, Verdict
from knowledge.document import Document, Figure, FigureStatus, Item, ItemKind, Section, Topic
from knowledge.reports import ReadingReport, ReadLine

ROW = Item(
    "d/1/1",
    ItemKind.ROW,
    "شبکه‌ها: قبل 214، اکنون 511",
    figures=(
        Figure("214", "214", status=FigureStatus.RECOVERED, proof="حساب"),
        Figure("511", "511", status=FigureStatus.RECOVERED, proof="حساب"),
    ),
    original="%214511شبکه‌ها",
    confidence=0.5,
)
CLEAN = Item("d/1/2", ItemKind.SENTENCE, "متن سالم در سال ۱۴۰۱.", figures=(Figure("۱۴۰۱", "1401"),))
SCAN = Item("d/1/3", ItemKind.SENTENCE, "از تصویر", confidence=0.7)
SECTION = Section("d/1", "1", "دستاورد", ("دستاورد",), 1, Topic.ACHIEVEMENTS, (ROW, CLEAN, SCAN), page=2)
DOCUMENT = Document("d", "d.pdf", "سند", "report", (SECTION,), "0", paged="page")
REPORT = ReadingReport(
    "d",
    "d.pdf",
    "2026-11-22T09:00:00+00:00",
    "rules",
    3,
    (
        ReadLine("سطربد", "سطر بد", "سطر بد", (("spacing", 0.95), ("run_order", 0.6)), 2),
        ReadLine("سطرخوب", "سطر خوب", "سطر خوب", (("spacing", 0.99),), 2),
        ReadLine("%214511شبکه‌ها", "شبکه‌ها | %214511", "شبکه‌ها | %214511", (("cells", 0.5),), 2),
    ),
)


def found(*decisions: Decision, report: ReadingReport | None = REPORT) -> list[Review]:
    return reviews(DOCUMENT, report, Decisions(decisions))


def about_row(verdict: Verdict, figure: int | None = None, read: str = "", at: str = "1") -> Decision:
    return Decision(ROW.original or "", verdict, "", About.ITEM, figure, read, at=at)


def test_the_worst_comes_first_and_clean_text_never() -> None:
    assert [(one.text, one.stand) for one in found()] == [
        (ROW.text, Stand.WAITING),
        ("سطر بد", Stand.WAITING),
        (SCAN.text, Stand.WAITING),
        ("سطر خوب", Stand.SURE),
    ]


def test_a_row_says_why_it_was_repaired_and_is_not_there_a_second_time_as_a_line() -> None:
    row = found()[0]
    assert (row.repairs, [one.figure.text for one in row.figures]) == ((("cells", 0.5),), ["214", "511"])
    assert sum(one.original == ROW.original for one in found()) == 1


def test_a_decided_line_is_followed_only_when_the_document_was_read_again() -> None:
    decision = Decision("سطربد", Verdict.CORRECTED, "سطر درست")
    (line,) = [one for one in found(decision) if one.original == "سطربد"]
    assert (line.stand, line.followed) == (Stand.DECIDED, False)
    read_again = ReadLine("سطربد", "سطر بد", "سطر درست", (("spacing", 0.6),), 2, Verdict.CORRECTED)
    report = ReadingReport("d", "d.pdf", "", "rules", 3, (read_again,))
    (line,) = [one for one in found(decision, report=report) if one.original == "سطربد"]
    assert (line.followed, line.repaired) == (True, "سطر بد")
    (line,) = [one for one in found(report=report) if one.original == "سطربد"]  # taken back
    assert (line.stand, line.followed) == (Stand.WAITING, False)


def test_a_row_waits_until_it_or_each_of_its_figures_is_decided() -> None:
    first = about_row(Verdict.ACCEPTED, 0, "214")
    assert found(first)[0].stand is Stand.WAITING
    both = [first, about_row(Verdict.REJECTED, 1, "511")]
    assert [one.stand for one in found(*both) if one.original == ROW.original] == [Stand.DECIDED]
    assert [one.stand for one in found(about_row(Verdict.ACCEPTED)) if one.original == ROW.original] == [
        Stand.DECIDED
    ]


def test_a_row_is_shown_as_it_is_quoted_now_beside_the_figures_that_were_read() -> None:
    (row,) = [one for one in found(about_row(Verdict.REJECTED, 1, "511")) if one.original == ROW.original]
    assert row.text == f"شبکه‌ها: قبل 214، اکنون {UNREADABLE}"
    assert [one.figure.text for one in row.figures] == ["214", "511"]


def test_what_was_decided_last_is_the_first_of_what_was_decided() -> None:
    decided = [
        one.original
        for one in found(Decision("سطربد", Verdict.ACCEPTED, at="2"), about_row(Verdict.ACCEPTED, at="3"))
        if one.stand is Stand.DECIDED
    ]
    assert decided == [ROW.original, "سطربد"]


def test_a_decision_about_a_line_that_is_gone_is_still_there_to_be_taken_back() -> None:
    gone = [one for one in found(Decision("سطر نسخهٔ پیش", text="x")) if one.gone]
    assert [(one.original, one.stand, one.followed) for one in gone] == [
        ("سطر نسخهٔ پیش", Stand.DECIDED, False)
    ]


def test_a_document_is_summed_up_with_and_without_a_report() -> None:
    summary = summarise(DOCUMENT, REPORT, NONE)
    assert (summary.items, summary.figures[FigureStatus.RECOVERED]) == (3, 2)
    assert summary.stands == {Stand.WAITING: 3, Stand.SURE: 1, Stand.DECIDED: 0}
    assert summarise(DOCUMENT, None, NONE).stands[Stand.WAITING] == 2


@pytest.mark.parametrize("damage", list(Damage))
def test_every_kind_of_damage_has_a_name_for_people(damage: Damage) -> None:
    assert damage.value in texts.DAMAGE
