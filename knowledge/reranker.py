"""An optional second look at the best passages: a cross-encoder reads question and passage together."""

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.document import Passage
from knowledge.query import Concept, Query
from knowledge.retriever import Familiarity, Hit, Retriever
from knowledge.sentence_transformers_engine import open_model

DEPTH = 40  # passages that are read together with the question
_PREFIX = "sentence-transformers:"


class RerankerUnknown(ValueError):
    """No reranker goes by this name."""


class Reranker(Protocol):
    """Reads question and passage together."""

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """(n,) float32, higher is more relevant, in the order of passages."""


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers; safe to call from several threads."""

    def __init__(self, path_or_id: str, threads: int = 1) -> None:
        """Load the model; raises ModelUnavailable."""
        self._model = open_model("CrossEncoder", path_or_id, threads, num_labels=1)
        self._turn = threading.Lock()  # its tokenizer refuses a second caller

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """(n,) float32, higher is more relevant, in the order of passages."""
        if not passages:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, passage) for passage in passages]
        with self._turn:
            return np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float32)


class RerankedRetriever:
    """Another retriever's hits with the best DEPTH of them in the reranker's order.

    The n-th hit keeps the n-th score: which passage is best changes, how good the best one is does not, so
    the thresholds that are calibrated on these scores go on to mean the same.
    """

    def __init__(self, retriever: Retriever, reranker: Reranker) -> None:
        self._retriever = retriever
        self._reranker = reranker

    def search(self, query: Query, limit: int, wanted: Callable[[Passage], bool] | None = None) -> list[Hit]:
        """The best passages for which `wanted` holds, best first, at most `limit`."""
        found = list(self._retriever.search(query, max(limit, DEPTH), wanted))
        read, rest = found[:DEPTH], found[DEPTH:]
        relevance = self._reranker.scores(query.text, [hit.passage.text for hit in read])
        order = np.argsort(-relevance, kind="stable")
        ranked = [read[n]._replace(score=hit.score) for n, hit in zip(order, read, strict=True)]
        return [*ranked, *rest][:limit]

    def weight(self, concept: Concept) -> float:
        """How much the concept tells in this index, in units of idf (0 to about 7)."""
        return self._retriever.weight(concept)

    def familiarity(self, query: Query) -> Familiarity:
        """How near the query lies to questions whose answers are known."""
        return self._retriever.familiarity(query)


def open_reranker(name: str, threads: int = 1) -> Reranker:
    """Open "sentence-transformers:PATH_OR_ID"; raises RerankerUnknown or ModelUnavailable."""
    path_or_id = name.removeprefix(_PREFIX)
    if not name.startswith(_PREFIX) or not path_or_id:
        raise RerankerUnknown(f"unknown reranker {name!r}; known: {_PREFIX}PATH_OR_ID")
    return CrossEncoderReranker(path_or_id, threads)
