"""Ranking by log-likelihood: a GGUF model in this process, through llama.cpp (the extra `gguf`)."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ingest.repair.ranking import RankerUnusable

_MOST_TOKENS = 512  # of one reading
_CLEAR = 2.0  # ln: another reading must be so much likelier than our own


class LocalRanker:
    """Implements Ranker."""

    def __init__(self, path: Path) -> None:
        self.name = f"gguf/{path.stem}"
        self._model = _load(path)

    def rank(self, readings: Sequence[str], seconds: float) -> int | None:
        until = time.monotonic() + seconds
        scores: list[float] = []
        for text in readings:
            score = self._log_likelihood(text) if time.monotonic() < until else None
            if score is None:
                return None
            scores.append(score)
        best = int(np.argmax(scores))
        return best if scores[best] > scores[0] + _CLEAR else 0

    def _log_likelihood(self, text: str) -> float | None:
        """ln P of the text as a line of its own; None where it is too long."""
        tokens = self._model.tokenize(f"\n{text}\n".encode(), add_bos=True, special=False)
        if len(tokens) > _MOST_TOKENS:
            return None
        self._model.reset()
        self._model.eval(tokens)
        logits = self._model.scores[: len(tokens) - 1].astype(np.float64)  # (tokens - 1, vocabulary)
        logits -= logits.max(axis=1, keepdims=True)
        told = logits[np.arange(len(logits)), tokens[1:]]
        return float((told - np.log(np.exp(logits).sum(axis=1))).sum())


def _load(path: Path) -> Any:
    try:
        from llama_cpp import Llama
    except ImportError as error:
        raise RankerUnusable(f"gguf:{path} needs llama-cpp-python: make .venv/.extra-gguf") from error
    if not path.is_file():
        raise RankerUnusable(f"gguf:{path}: there is no such file")
    try:
        return Llama(str(path), n_ctx=_MOST_TOKENS, n_batch=_MOST_TOKENS, logits_all=True, verbose=False)
    except Exception as error:  # llama.cpp raises what it likes
        raise RankerUnusable(f"gguf:{path} cannot be opened: {error}") from error
