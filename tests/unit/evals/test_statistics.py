"""Intervals and tests against values that can be worked out by hand."""

import pytest

from evals.statistics import bootstrap, kappa, mcnemar, paired_bootstrap


def test_mcnemar_is_the_exact_binomial_tail() -> None:
    assert mcnemar(1, 9) == pytest.approx(2 * (1 + 10) / 2**10)
    assert mcnemar(9, 1) == mcnemar(1, 9)
    assert mcnemar(0, 5) == pytest.approx(2 / 32)


def test_mcnemar_sees_no_difference_where_as_many_were_lost_as_gained() -> None:
    assert mcnemar(4, 4) == 1.0
    assert mcnemar(0, 0) == 1.0


def test_bootstrap_interval_lies_around_the_mean_near_the_normal_one() -> None:
    estimate = bootstrap([1.0] * 80 + [0.0] * 20)
    assert estimate.mean == pytest.approx(0.8)
    # the normal interval: 0.8 ± 1.96 · sqrt(0.8 · 0.2 / 100) = 0.722 to 0.878
    assert estimate.low == pytest.approx(0.722, abs=0.02)
    assert estimate.high == pytest.approx(0.878, abs=0.02)
    assert estimate.n == 100


def test_bootstrap_gives_the_same_interval_each_time() -> None:
    assert bootstrap([0.0, 1.0, 1.0]) == bootstrap([0.0, 1.0, 1.0])


def test_bootstrap_of_equal_values_has_no_width() -> None:
    estimate = bootstrap([0.5] * 7)
    assert (estimate.low, estimate.high) == (0.5, 0.5)


def test_paired_bootstrap_finds_a_change_that_the_pairs_share() -> None:
    old = [0.0, 1.0] * 20
    better = paired_bootstrap(old, [value + 0.1 for value in old])
    assert better.mean == pytest.approx(0.1)
    assert better.p == 0.0
    assert better.low == pytest.approx(0.1)


def test_paired_bootstrap_finds_no_change_in_equal_runs() -> None:
    same = paired_bootstrap([0.0, 1.0, 1.0], [0.0, 1.0, 1.0])
    assert (same.mean, same.p) == (0.0, 1.0)


def test_paired_bootstrap_wants_pairs() -> None:
    with pytest.raises(ValueError, match="same length"):
        paired_bootstrap([1.0], [1.0, 0.0])


def test_kappa_takes_chance_out_of_agreement() -> None:
    # 20 both yes, 15 both no, 5 and 10 apart: agreed 0.7, chance 0.5 · 0.6 + 0.5 · 0.4 = 0.5
    ours = [True] * 25 + [False] * 25
    theirs = [True] * 20 + [False] * 5 + [True] * 10 + [False] * 15
    assert kappa(ours, theirs) == pytest.approx(0.4)
    assert kappa([True, True], [True, True]) == 1.0
