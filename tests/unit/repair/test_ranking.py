"""What somebody may choose among our readings of a damaged line, and what never reaches the text."""

from collections.abc import Sequence

import pytest

from ingest.repair import Adviser, Damage, Evidence, Ranking, repair_page
from ingest.repair.ranking import letters_and_digits
from tests import damage
from tests.unit.repair.texts import SLIDES

READINGS = ("پروژه‌های در حال اجرا 54", "در حال اجرا پروژه‌های 54", "54 پروژه‌های در حال اجرا")


class Answers:
    """Implements Ranker with the answers it is given; then with the last one."""

    name = "told"

    def __init__(self, *answers: int | None) -> None:
        self._answers = list(answers)
        self.asked: list[Sequence[str]] = []

    def rank(self, readings: Sequence[str], seconds: float) -> int | None:
        self.asked.append(readings)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def adviser(ranker: Answers, seconds: float = 60.0) -> Adviser:
    return Adviser(Ranking(ranker, 1.0, seconds))


def deck() -> str:
    return "\n\n".join(damage.with_arabic_letters(damage.with_reversed_runs(line)) for line in SLIDES)


def test_the_reading_that_the_ranker_prefers_is_taken() -> None:
    assert adviser(Answers(2)).choose(READINGS) == 2


@pytest.mark.parametrize("answer", [None, 3, -1, 99])
def test_our_own_best_stays_where_there_is_no_usable_answer(answer: int | None) -> None:
    assert adviser(Answers(answer)).choose(READINGS) == 0


def test_a_reading_with_other_letters_or_digits_is_not_put_to_the_ranker() -> None:
    ranker = Answers(1)
    others = (READINGS[0], "پروژه‌های در حال اجرا 45 ا", "پروژه‌های در حال اجرا 55", READINGS[2])
    assert adviser(ranker).choose(others) == 3
    assert ranker.asked == [[READINGS[0], READINGS[2]]]


def test_nobody_is_asked_about_a_single_reading() -> None:
    ranker = Answers(0)
    assert adviser(ranker).choose(READINGS[:1]) == 0 and not ranker.asked


def test_after_three_failures_in_a_row_the_document_is_read_without_it() -> None:
    ranker = Answers(None)
    dead = adviser(ranker)
    assert [dead.choose(READINGS) for _ in range(9)] == [0] * 9
    assert len(ranker.asked) == 3


def test_one_failure_between_answers_is_forgiven() -> None:
    patient = adviser(Answers(None, None, 1, None, None, 1))
    assert [patient.choose(READINGS) for _ in range(6)] == [0, 0, 1, 0, 0, 1]


def test_nobody_is_asked_when_the_time_of_the_document_is_over() -> None:
    ranker = Answers(1)
    moments = iter(range(0, 100, 4))  # each answer takes four seconds
    limited = Adviser(Ranking(ranker, 5.0, 10.0), lambda: float(next(moments)))
    assert [limited.choose(READINGS) for _ in range(5)] == [1, 1, 1, 0, 0]


def test_a_choice_is_recorded_with_both_readings() -> None:
    evidence = Evidence.for_document(deck())
    ours = repair_page(deck(), evidence)
    other = repair_page(deck(), evidence, adviser(Answers(1)))
    chosen = [fix for line in other.lines for fix in line.repairs if fix.kind is Damage.CHOSEN]
    assert chosen and all(fix.before != fix.after and fix.after in other.text for fix in chosen)
    assert all(fix.before in ours.text for fix in chosen)
    assert not any(fix.kind is Damage.CHOSEN for line in ours.lines for fix in line.repairs)


@pytest.mark.parametrize("answer", [0, 1, 2, 5])
def test_no_choice_changes_a_letter_or_digit(answer: int) -> None:
    page = repair_page(deck(), Evidence.for_document(deck()), adviser(Answers(answer)))
    assert letters_and_digits(page.text) == letters_and_digits(deck())


def test_nobody_is_asked_about_a_clean_document() -> None:
    text, ranker = "\n\n".join(SLIDES), Answers(1)
    assert repair_page(text, Evidence.for_document(text), adviser(ranker)).text == text
    assert not ranker.asked
