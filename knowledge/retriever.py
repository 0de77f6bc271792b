"""What a retriever gives, whatever stands behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from knowledge.document import Passage
from knowledge.query import Concept, Query


class Hit(NamedTuple):
    """One passage with its scores: each part in 0 to 1 (cosine -1 to 1), `score` their weighted sum.

    A reranker changes the order and leaves each rank its score. A tuple: an answer makes a hundred of them,
    and a frozen dataclass takes three times as long to make.
    """

    passage: Passage
    score: float
    cosine: float
    words: float
    chars: float
    known: float = 0.0  # cosine of the nearest known question that it answers


@dataclass(frozen=True, slots=True)
class Familiarity:
    """How near a question lies to those whose answers are known, as cosines; 0.0 where none is known."""

    answered: float = 0.0  # to the nearest that lines here answer
    unanswered: float = 0.0  # to the nearest that nothing answers
    items: tuple[str, ...] = ()  # ids of the items that answer the first
    documents: frozenset[str] = (
        frozenset()
    )  # ids of those the known questions ask about; of others they tell nothing

    @property
    def nearest(self) -> float:
        """To the nearest of all."""
        return max(self.answered, self.unanswered)


class Retriever(Protocol):
    """Search over the passages of one index version."""

    def search(
        self, query: Query, limit: int, wanted: Callable[[Passage], bool] | None = None
    ) -> Sequence[Hit]:
        """The best passages for which `wanted` holds, best first, at most `limit`."""

    def weight(self, concept: Concept) -> float:
        """How much the concept tells in this index, in units of idf (0 to about 7)."""

    def familiarity(self, query: Query) -> Familiarity:
        """How near the query lies to questions whose answers are known."""
