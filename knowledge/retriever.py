"""What a retriever gives, whatever stands behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.document import Passage
from knowledge.query import Concept, Query


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage with its scores: each part in 0 to 1 (cosine -1 to 1), `score` their weighted sum.

    A reranker changes the order and leaves each rank its score.
    """

    passage: Passage
    score: float
    cosine: float
    words: float
    chars: float


class Retriever(Protocol):
    def search(
        self, query: Query, limit: int, wanted: Callable[[Passage], bool] | None = None
    ) -> Sequence[Hit]:
        """The best passages for which `wanted` holds, best first, at most `limit`."""

    def weight(self, concept: Concept) -> float:
        """How much the concept tells in this index, in units of idf (0 to about 7)."""
