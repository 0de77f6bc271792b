"""How sure a mean is, and whether two runs differ by more than chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000
_SEED = 20240517  # fixed: the same run always shows the same interval


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over n questions with its 95 % interval."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """New minus old over the same n questions: mean, 95 % interval and two-sided p."""

    mean: float
    low: float
    high: float
    p: float
    n: int


def bootstrap(values: Sequence[float]) -> Estimate:
    """Mean with the 95 % percentile bootstrap interval (Efron 1979); raises ValueError without values."""
    if not values:
        raise ValueError("a mean of nothing is undefined")
    sample = np.asarray(values, dtype=np.float64)
    means = _resample(sample)
    low, high = np.quantile(means, [0.025, 0.975])
    return Estimate(float(sample.mean()), float(low), float(high), len(values))


def paired_bootstrap(old: Sequence[float], new: Sequence[float]) -> Difference:
    """Mean of new - old over questions resampled in pairs (Koehn 2004); p by the sign of the resampled mean.

    p = 2 · min(share of means ≤ 0, share ≥ 0), at most 1; raises ValueError for unequal or empty sides.
    """
    if len(old) != len(new) or not old:
        raise ValueError("paired values need two sides of the same length")
    change = np.asarray(new, dtype=np.float64) - np.asarray(old, dtype=np.float64)
    means = _resample(change)
    low, high = np.quantile(means, [0.025, 0.975])
    p = min(1.0, 2 * min(float((means <= 0).mean()), float((means >= 0).mean())))
    return Difference(float(change.mean()), float(low), float(high), p, len(old))


def mcnemar(lost: int, gained: int) -> float:
    """Two-sided exact p (McNemar 1947): lost among lost + gained under a binomial with 1/2; 1.0 for none."""
    changed = lost + gained
    if changed == 0:
        return 1.0
    tail = sum(math.comb(changed, k) for k in range(min(lost, gained) + 1))
    return float(min(1.0, 2 * tail / 2.0**changed))


def kappa(ours: Sequence[bool], theirs: Sequence[bool]) -> float:
    """Cohen's kappa (1960): (agreement - chance) / (1 - chance); 1.0 where both always say the same."""
    if len(ours) != len(theirs) or not ours:
        raise ValueError("agreement needs two sides of the same length")
    n = len(ours)
    agreed = sum(a == b for a, b in zip(ours, theirs, strict=True)) / n
    yes, other_yes = sum(ours) / n, sum(theirs) / n
    chance = yes * other_yes + (1 - yes) * (1 - other_yes)
    return 1.0 if chance == 1.0 else (agreed - chance) / (1 - chance)


def _resample(
    sample: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    draws = np.random.default_rng(_SEED).integers(0, len(sample), size=(RESAMPLES, len(sample)))
    means: np.ndarray[tuple[int], np.dtype[np.float64]] = sample[draws].mean(axis=1)
    return means
