"""Weights of belonging.likelihood; written by python -m evals lines, not by hand."""

LINE_WEIGHTS = {
    "behind": 13.329,
    "known": 3.962,
    "touched": 1.496,
    "beside": 0.414,
    "bias": -0.956,
}
