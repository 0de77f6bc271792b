"""Logistic regression with a ridge, by Newton steps (Hastie et al. 4.4)."""

import numpy as np
from numpy.typing import NDArray

RIDGE = 2.0  # keeps rare features from extreme weights
STEPS = 40

Matrix = NDArray[np.float64]


def solve(values: Matrix, truth: Matrix, weight: Matrix) -> Matrix:
    """(features + 1,) weights and, last, the bias, for (n, features) values of one spread."""
    rows = np.c_[values, np.ones(len(values))]
    penalty = np.r_[np.full(rows.shape[1] - 1, RIDGE), 0.0]
    solved = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = logistic(rows @ solved)
        gradient = rows.T @ (weight * (truth - chance)) - penalty * solved
        hessian = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty + 1e-9)
        solved += np.linalg.solve(hessian, gradient)
    return solved


def fit(values: Matrix, truth: Matrix, weight: Matrix) -> tuple[Matrix, float]:
    """The weights (features,) of values as they are, and the bias."""
    centre, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    solved = solve((values - centre) / spread, truth, weight)
    weights = solved[:-1] / spread
    return weights, float(solved[-1] - weights @ centre)


def logistic(values: Matrix) -> Matrix:
    """Probabilities in 0 to 1."""
    return np.asarray(1 / (1 + np.exp(-values)))
