"""Each measure against cases worked by hand."""

import math

import pytest

from evals.metrics.consistency import agreement
from evals.metrics.facts import fact_recall, forbidden_strings, found_facts
from evals.metrics.grounding import claims, grounded_share, stray_numerals
from evals.metrics.ranking import ndcg_at, recall_at, reciprocal_rank
from evals.metrics.resources import peak_memory_mb, percentile


def test_found_facts_takes_any_wording_of_each_fact() -> None:
    answer = "خوشه در ایتالیا و هند است"
    assert found_facts(answer, [["ایتالیا", "italy"], ["برزیل"], ["هندوستان", "هند"]]) == (True, False, True)


def test_fact_recall_is_found_over_required() -> None:
    assert fact_recall((True, False, True, True)) == 0.75
    with pytest.raises(ValueError, match="no facts"):
        fact_recall(())


def test_forbidden_strings_are_named() -> None:
    assert forbidden_strings("تعداد ۵۰۵۲ خوشه", ["5052", "1505"]) == ("5052",)


RANKED = ["a", "b", "c", "d", "e"]


def test_recall_counts_relevant_ones_within_k() -> None:
    assert recall_at(RANKED, {"b", "d", "x"}, 3) == pytest.approx(1 / 3)
    assert recall_at(RANKED, {"b", "d", "x"}, 5) == pytest.approx(2 / 3)


def test_reciprocal_rank_is_of_the_first_relevant_one() -> None:
    assert reciprocal_rank(RANKED, {"c", "e"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(RANKED, {"x"}) == 0.0


def test_ndcg_discounts_by_rank_and_divides_by_the_ideal() -> None:
    # relevant at ranks 2 and 4 of three: (1/log2 3 + 1/log2 5) / (1/log2 2 + 1/log2 3 + 1/log2 4)
    by_hand = (1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3) + 0.5)
    assert ndcg_at(RANKED, {"b", "d", "x"}, 5) == pytest.approx(by_hand)
    assert ndcg_at(["a", "b"], {"a", "b"}, 10) == 1.0
    # no more than k can be gained: the ideal is cut at k too
    assert ndcg_at(["a", "b", "c"], {"a", "b", "c"}, 2) == pytest.approx(1.0)


def test_a_ranking_without_anything_relevant_has_no_score() -> None:
    for measure in (lambda: recall_at(RANKED, [], 5), lambda: reciprocal_rank(RANKED, [])):
        with pytest.raises(ValueError, match="nothing is relevant"):
            measure()


def test_an_announcing_line_and_a_note_in_brackets_are_no_claims() -> None:
    said = ["مقاله دو چالش می‌شمارد:", "نبود اعتماد", " ", "(رقم‌ها بازسازی‌شده است.)"]
    assert claims(said) == ["نبود اعتماد"]


def test_grounded_share_is_supported_lines_over_claims() -> None:
    lines = ["چالش‌ها:", "نبود اعتماد میان بنگاه‌ها", "کمبود آب کشاورزی در استان"]
    assert grounded_share(lines, ["نبود اعتماد میان بنگاه‌ها"]) == 0.5
    assert grounded_share(["چالش‌ها:"], []) is None


def test_stray_numerals_are_those_no_source_holds() -> None:
    assert stray_numerals(["۱۲۴ پروژه در ۱۴۰۱"], ["124 پروژه"]) == {"1401"}


def test_an_announcing_line_may_count_what_follows_but_nothing_else() -> None:
    assert stray_numerals(["این ۲ مورد:", "الف", "ب"], ["الف ب"]) == set()
    assert stray_numerals(["این ۷ مورد:", "الف", "ب"], ["الف ب"]) == {"7"}
    assert stray_numerals(["این ۲ مورد", "الف", "ب"], ["الف ب"]) == {"2"}


def test_agreement_is_the_share_of_the_most_frequent_answer() -> None:
    assert agreement(["x", "x", "y", "x"]) == 0.75
    assert agreement(["x"]) == 1.0
    with pytest.raises(ValueError, match="undefined"):
        agreement([])


def test_percentile_is_by_nearest_rank() -> None:
    times = [15.0, 20.0, 35.0, 40.0, 50.0]
    assert [percentile(times, share) for share in (0.05, 0.3, 0.4, 0.5, 1.0)] == [15, 20, 20, 35, 50]


def test_peak_memory_is_in_megabytes() -> None:
    assert 5 < peak_memory_mb() < 50_000
