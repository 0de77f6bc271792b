"""Weights of belonging.likelihood; written by python -m evals lines, not by hand."""

LINE_WEIGHTS = {
    "behind": 16.373,
    "before": -0.619,
    "known": 3.126,
    "touched": 0.613,
    "bias": 0.652,
}
