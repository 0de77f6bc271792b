"""An optional second look at the best passages: a cross-encoder reads question and passage together."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.engine import ModelUnavailable
from knowledge.sentence_transformers_engine import INSTALL

_PREFIX = "sentence-transformers:"


class RerankerUnknown(ValueError):
    """No reranker goes by this name."""


class Reranker(Protocol):
    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """(n,) float32, higher is more relevant, in the order of passages."""


class CrossEncoderReranker:
    def __init__(self, path_or_id: str) -> None:
        """Load the model; raises ModelUnavailable."""
        try:
            from sentence_transformers import CrossEncoder
        except ImportError as error:
            raise ModelUnavailable(INSTALL) from error
        try:
            self._model = CrossEncoder(path_or_id, num_labels=1)
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelUnavailable(f"cannot open the model {path_or_id}: {error}") from error

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """(n,) float32, higher is more relevant, in the order of passages."""
        if not passages:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, passage) for passage in passages]
        return np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float32)


def open_reranker(name: str) -> Reranker:
    """Open "sentence-transformers:PATH_OR_ID"; raises RerankerUnknown or ModelUnavailable."""
    path_or_id = name.removeprefix(_PREFIX)
    if not name.startswith(_PREFIX) or not path_or_id:
        raise RerankerUnknown(f"unknown reranker {name!r}; known: {_PREFIX}PATH_OR_ID")
    return CrossEncoderReranker(path_or_id)
