"""One question's grade, and the scores over several."""

from dataclasses import replace

import pytest

from evals.grading import grade
from evals.relevance import Relevance, RelevanceFinder
from evals.scores import score, values_of
from tests.unit.evals.samples import (
    BUDGET,
    CHALLENGES,
    IDENTIFIED,
    RIGHT,
    STATUS_CITATION,
    knowledge_base,
    record,
    trail,
)

BASE = knowledge_base()


def test_a_right_answer_passes_in_every_respect() -> None:
    graded = grade(IDENTIFIED, RIGHT, BASE, Relevance((("deck-2024/2/1",),)))
    assert graded.passed and graded.correct
    assert graded.citations is not None and graded.ranking is not None
    assert (graded.citations.real, graded.citations.located, graded.citations.supporting) == (1.0, 1.0, 1.0)
    assert (graded.grounded, graded.stray, graded.ranking.item_mrr) == (1.0, (), 1.0)


def test_a_missing_fact_fails() -> None:
    graded = grade(IDENTIFIED, record(IDENTIFIED, "چند خوشه شناسایی شده است"), BASE, None)
    assert not graded.passed and graded.fact_recall == 0.0


def test_a_forbidden_string_fails_although_the_fact_is_there() -> None:
    graded = grade(IDENTIFIED, record(IDENTIFIED, "۵۰۵ یا ۵۰۵۲ خوشه"), BASE, None)
    assert graded.correct and graded.violations == ("5052",) and not graded.passed


def test_a_list_counts_its_items() -> None:
    graded = grade(CHALLENGES, record(CHALLENGES, "نبود اعتماد", "کمبود بودجه"), BASE, None)
    assert graded.fact_recall == pytest.approx(2 / 3)
    assert values_of("lists_complete", [graded]) == {"q-2": 0.0}


def test_an_answerable_question_that_is_refused_fails_even_if_the_refusal_names_the_fact() -> None:
    graded = grade(IDENTIFIED, record(IDENTIFIED, "در سندها نیست؛ نزدیک‌ترین: ۵۰۵", refused=True), BASE, None)
    assert not graded.passed and graded.fact_recall == 0.0


def test_an_unanswerable_question_passes_when_refused_and_fails_when_answered() -> None:
    assert grade(BUDGET, record(BUDGET, "در سندها نیست", refused=True), BASE, None).passed
    assert not grade(BUDGET, record(BUDGET, "پنج میلیارد ریال"), BASE, None).passed


def test_a_failed_system_passes_nothing_not_even_by_silence() -> None:
    assert not grade(BUDGET, replace(record(BUDGET), error="Timeout: 5 s"), BASE, None).passed


def test_a_figure_from_nowhere_is_stray_unless_the_question_brought_it() -> None:
    asked = replace(IDENTIFIED, question="تا ۱۴۰۱ چند خوشه شناسایی شده؟")
    answer = record(asked, "تا ۱۴۰۱: ۵۰۵ خوشه و ۷۷ پروژه", citations=(STATUS_CITATION,))
    assert grade(asked, answer, BASE, None).stray == ("77",)


def test_refusal_precision_and_recall_are_means_over_their_own_questions() -> None:
    graded = [
        grade(BUDGET, record(BUDGET, "نیست", refused=True), BASE, None),
        grade(replace(BUDGET, id="q-4"), record(BUDGET, "پنج"), BASE, None),
        grade(IDENTIFIED, record(IDENTIFIED, "نیست", refused=True), BASE, None),
        grade(CHALLENGES, record(CHALLENGES, "نبود اعتماد"), BASE, None),
    ]
    means = {name: estimate.mean for name, estimate in score(graded).metrics.items()}
    assert (means["refusal_precision"], means["refusal_recall"], means["wrong_refusals"]) == (0.5, 0.5, 0.5)
    assert means["passed"] == 0.25


def test_a_group_is_consistent_when_all_its_styles_say_the_same() -> None:
    asked = [replace(IDENTIFIED, id=f"q-{n}", group="g") for n in range(3)]
    good = [record(question, f"۵۰۵ خوشه{'!' * n}") for n, question in enumerate(asked)]
    same = [grade(question, answer, BASE, None) for question, answer in zip(asked, good, strict=True)]
    assert values_of("same_outcome", same) == {"g": 1.0}
    assert values_of("same_wording", same) == {"g": 1.0}
    other = [*same[:2], grade(asked[2], record(asked[2], "نمی‌دانم"), BASE, None)]
    assert values_of("same_outcome", other) == {"g": 0.0}
    assert values_of("same_wording", other) == {"g": pytest.approx(2 / 3)}


def test_relevant_items_are_those_that_say_the_fact_where_gold_points() -> None:
    assert RelevanceFinder(BASE).find(IDENTIFIED).by_fact == (("deck-2024/2/1",),)
    assert RelevanceFinder(BASE).find(CHALLENGES).by_fact == (
        ("deck-2024/3/1",),
        ("deck-2024/3/2",),
        ("deck-2024/3/3",),
    )


def test_ranking_is_graded_from_the_trail() -> None:
    found = trail("deck-2024/1/1", "deck-2024/2/1")
    relevance = RelevanceFinder(BASE).find(IDENTIFIED)
    ranking = grade(IDENTIFIED, replace(RIGHT, trail=found), BASE, relevance).ranking
    assert ranking is not None
    assert (ranking.item_mrr, ranking.section_mrr, ranking.item_recall_5) == (0.5, 0.5, 1.0)
