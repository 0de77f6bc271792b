import sys
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.document import Passage
from knowledge.engine import ModelUnavailable
from knowledge.query import Concept, Query, QueryReader
from knowledge.reranker import DEPTH, RerankedRetriever, RerankerUnknown, open_reranker
from knowledge.retriever import Familiarity, Hit, Retriever
from tests.unit.knowledge.shelf import passages

SHELF = passages([f"بند {n}" for n in range(DEPTH + 10)])


class InOrder:
    """Finds the shelf from its beginning, with falling scores."""

    def search(
        self, query: Query, limit: int, wanted: Callable[[Passage], bool] | None = None
    ) -> Sequence[Hit]:
        hits = [Hit(passage, 1 - n / 1000, 0.5, 0.5, 0.5) for n, passage in enumerate(SHELF)]
        return [hit for hit in hits if wanted is None or wanted(hit.passage)][:limit]

    def weight(self, concept: Concept) -> float:
        return 7.0

    def familiarity(self, query: Query) -> Familiarity:
        return Familiarity()


class Backwards:
    """Likes the last best, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        self.asked.append((question, list(passages)))
        return np.arange(len(passages), dtype=np.float32)


def numbers(hits: Sequence[Hit]) -> list[int]:
    return [SHELF.index(hit.passage) for hit in hits]


@pytest.fixture
def reranker() -> Backwards:
    return Backwards()


@pytest.fixture
def search(reranker: Backwards) -> Retriever:
    return RerankedRetriever(InOrder(), reranker)


def test_the_best_passages_come_in_the_rerankers_order_and_the_rest_after_them(
    search: Retriever, reader: QueryReader
) -> None:
    found = search.search(reader.read("بند"), DEPTH + 5)
    assert numbers(found) == [*range(DEPTH - 1, -1, -1), *range(DEPTH, DEPTH + 5)]


def test_a_passage_beyond_the_limit_can_come_first(search: Retriever, reader: QueryReader) -> None:
    assert numbers(search.search(reader.read("بند"), 3)) == [DEPTH - 1, DEPTH - 2, DEPTH - 3]


def test_every_rank_keeps_its_score(search: Retriever, reader: QueryReader) -> None:
    query = reader.read("بند")
    expected = [hit.score for hit in InOrder().search(query, DEPTH + 5)]
    assert [hit.score for hit in search.search(query, DEPTH + 5)] == expected


def test_the_question_is_read_with_the_wanted_passages_only(
    search: Retriever, reranker: Backwards, reader: QueryReader
) -> None:
    found = search.search(reader.read("کدام بند؟"), 9, lambda passage: passage in SHELF[2:4])
    assert numbers(found) == [3, 2]
    assert reranker.asked == [("کدام بند؟", [SHELF[2].text, SHELF[3].text])]


def test_the_weight_of_a_concept_is_the_retrievers(search: Retriever, reader: QueryReader) -> None:
    assert search.weight(reader.read("بند").concepts[0]) == 7.0


@pytest.mark.parametrize("name", ["", "sentence-transformers:", "cohere:x"])
def test_an_unknown_reranker_is_refused(name: str) -> None:
    with pytest.raises(RerankerUnknown, match="known: sentence-transformers:PATH_OR_ID"):
        open_reranker(name)


def test_an_absent_extra_is_named_with_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelUnavailable, match=r"run: make \.venv/"):
        open_reranker("sentence-transformers:some-model")
