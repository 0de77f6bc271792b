"""Weights of belonging.likelihood; written by python -m evals lines, not by hand."""

LINE_WEIGHTS = {
    "behind": 8.506,
    "known": 6.159,
    "touched": 1.739,
    "beside": 0.516,
    "bias": -1.029,
}
