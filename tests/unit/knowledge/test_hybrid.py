import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge.document import Passage
from knowledge.hybrid import CHARS_WEIGHT, WORDS_WEIGHT, HybridRetriever
from knowledge.query import Concept, QueryReader
from knowledge.retriever import Hit, Retriever
from tests.unit.knowledge.shelf import TEXTS, ArrayIndex, StemEmbedder, passages

SHELF = passages()
QUESTION = st.lists(
    st.sampled_from("خوشه صادرات صادراط کفش بنگاه وام بهره خرجا ۵۰۵ زعفران bdsp کسب و کار شرکت".split()),
    min_size=1,
    max_size=5,
).map(" ".join)


def retriever(reach: int = 7) -> HybridRetriever:
    embedder = StemEmbedder()
    return HybridRetriever(SHELF, ArrayIndex(TEXTS, embedder, reach), embedder)


SEARCH: Retriever = retriever()


@given(QUESTION, st.integers(0, 9))
@settings(deadline=None)
def test_hits_come_best_first_each_passage_once_and_within_the_limit(
    reader: QueryReader, question: str, limit: int
) -> None:
    hits = SEARCH.search(reader.read(question), limit)
    assert len(hits) == min(limit, len(SHELF))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage.id for hit in hits}) == len(hits)


@given(QUESTION)
@settings(deadline=None)
def test_every_part_of_a_score_is_bounded_and_the_whole_is_their_weighted_sum(
    reader: QueryReader, question: str
) -> None:
    for hit in SEARCH.search(reader.read(question), 9):
        assert -1e-5 <= hit.words <= 1 + 1e-5
        assert -1e-5 <= hit.chars <= 1 + 1e-5
        assert -1 - 1e-5 <= hit.cosine <= 1 + 1e-5
        weighted = hit.cosine + WORDS_WEIGHT * hit.words + CHARS_WEIGHT * hit.chars
        assert hit.score == pytest.approx(weighted, abs=1e-5)


@given(QUESTION, st.sets(st.sampled_from([passage.id for passage in SHELF])))
@settings(deadline=None)
def test_only_wanted_passages_are_found_and_all_of_them_in_the_same_order(
    reader: QueryReader, question: str, allowed: set[str]
) -> None:
    query = reader.read(question)

    def wanted(passage: Passage) -> bool:
        return passage.id in allowed

    everything: Sequence[Hit] = SEARCH.search(query, len(SHELF))
    assert list(SEARCH.search(query, len(SHELF), wanted)) == [
        hit for hit in everything if wanted(hit.passage)
    ]


def test_the_limit_counts_wanted_passages_only(reader: QueryReader) -> None:
    last = SEARCH.search(reader.read("صادرات کفش"), len(SHELF))[-1].passage
    assert [hit.passage for hit in SEARCH.search(reader.read("صادرات کفش"), 1, lambda p: p == last)] == [last]


@pytest.mark.parametrize(
    ("question", "position"),
    [
        ("صادرات کفش", 1),
        ("saderat kafsh", 1),
        ("صادراط", 1),
        ("۵۰۵", 4),
        ("بی‌دی‌اس‌پی", 3),
        ("خرجا", 5),
        ("وام", 6),
        ("ذینفعان", 2),
    ],
)
def test_the_passage_that_was_meant_comes_first(reader: QueryReader, question: str, position: int) -> None:
    assert SEARCH.search(reader.read(question), 1)[0].passage == SHELF[position]


def test_what_only_the_words_find_gets_its_cosine_too(reader: QueryReader) -> None:
    embedder = StemEmbedder()
    index = ArrayIndex(TEXTS, embedder, reach=1)
    hits = HybridRetriever(SHELF, index, embedder).search(reader.read("خوشه"), 9)
    assert {hit.passage for hit in hits} == {SHELF[0], SHELF[3], SHELF[4]}
    assert len(index.looked_up) == 2
    vector = embedder.query_vector("خوشه")
    for hit in hits:
        assert hit.cosine == pytest.approx(float(embedder.query_vector(hit.passage.text) @ vector), abs=1e-5)


class HoldingEmbedder(StemEmbedder):
    """Embeds the first of two texts when the second is begun, and that not before it is let go."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__()
        self._first, self._second = first, second
        self.begun, self.free = threading.Event(), threading.Event()
        self.let_go = False

    def query_vector(self, text: str) -> NDArray[np.float32]:
        if text == self._first:
            assert self.begun.wait(10)
        if text == self._second:
            self.begun.set()
            self.let_go = self.free.wait(5)
        return super().query_vector(text)


def test_a_second_reading_is_embedded_beside_the_first_and_holds_nobody_else_up(reader: QueryReader) -> None:
    query, other = reader.read("صادراط کفش"), reader.read("صادراط وام")
    assert len(query.readings) == len(other.readings) == 2
    embedder = HoldingEmbedder(*query.readings)
    hybrid = HybridRetriever(SHELF, ArrayIndex(TEXTS, embedder, 7), embedder)
    with ThreadPoolExecutor(1) as somebody:
        searching = somebody.submit(hybrid.search, query, 3)
        assert embedder.begun.wait(10)
        found = hybrid.search(other, 3)
        embedder.free.set()
        assert searching.result() == SEARCH.search(query, 3)
    assert embedder.let_go
    assert found == SEARCH.search(other, 3)


def test_two_readings_count_by_their_mean(reader: QueryReader) -> None:
    query = reader.read("صادراط کفش")
    assert len(query.readings) == 2
    vectors = [StemEmbedder().query_vector(reading) for reading in query.readings]
    passage = StemEmbedder().query_vector(TEXTS[1])
    (best,) = SEARCH.search(query, 1)
    assert best.cosine == pytest.approx(float(np.mean([vector @ passage for vector in vectors])), abs=1e-5)


def test_a_question_without_concepts_is_ranked_by_cosine_alone(reader: QueryReader) -> None:
    hits = SEARCH.search(reader.read("چیست"), 9)
    assert hits
    for hit in hits:
        assert (hit.words, hit.chars) == (0.0, 0.0)
        assert hit.score == hit.cosine


def test_a_rare_or_unknown_word_weighs_more_than_one_that_stands_everywhere(reader: QueryReader) -> None:
    weights = [SEARCH.weight(reader.read(word).concepts[0]) for word in ("خوشه", "صادرات", "زعفران")]
    assert 0 < weights[0] < weights[1]
    assert weights[2] > weights[0]


def test_what_an_earlier_question_brings_along_weighs_less(reader: QueryReader) -> None:
    own, earlier = reader.read("کفش"), reader.read("صادرات")
    brought = reader.follow(own, earlier).concepts[1]
    assert SEARCH.weight(brought) == pytest.approx(
        earlier.concepts[0].share * SEARCH.weight(earlier.concepts[0]) / 2
    )


def test_a_phrase_is_matched_only_where_all_its_words_stand() -> None:
    both = Concept("خوشه", ((("خوشه", "بنگاه"), 0.5),), 1.0, True)
    found = retriever().concept_match(both)
    assert np.flatnonzero(found).tolist() == [0, 3]  # the fourth holds one of the two only
    assert found.max() <= 0.5


def test_no_concept_scores_no_passage() -> None:
    assert retriever().concept_scores([]).tolist() == [0.0] * len(SHELF)


def test_everyday_words_lift_the_item_that_they_stand_for_and_are_no_hit_themselves(
    reader: QueryReader,
) -> None:
    gloss = Passage("deck/2/5~1", "ارزان‌تر تمام شدن جنس", "deck", "deck/2", "deck/2/5", gloss=True)
    shelf = (*SHELF, gloss)
    embedder = StemEmbedder()
    glossed = HybridRetriever(shelf, ArrayIndex([passage.text for passage in shelf], embedder, 8), embedder)
    question = reader.read("ارزان‌تر تمام شدن جنس")
    with_gloss, without = glossed.search(question, 9), retriever().search(question, 9)
    assert with_gloss[0].passage.id == "deck/2/5"
    assert without[0].score < with_gloss[0].score - 0.5
    assert len(with_gloss) == len(SHELF)
    cosines = {hit.passage.id: hit.cosine for hit in without}
    assert all(hit.cosine == pytest.approx(cosines[hit.passage.id]) for hit in with_gloss)
