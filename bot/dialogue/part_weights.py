"""Weights of weighing.weigh; written by python -m evals parts, not by hand."""

PART_WEIGHTS = {
    "fitness": 22.003,
    "behind": 1.282,
    "before": -0.644,
    "known": 2.569,
    "touched": 1.009,
    "cosine": 2.058,
    "chars": -2.993,
    "first": 0.272,
    "together": 0.892,
    "told": 0.776,
    "familiar": -2.351,
    "topic": 0.391,
    "bias": 1.551,
}
