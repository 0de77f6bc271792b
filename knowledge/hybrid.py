"""Score fusion: cosine + 0.2 BM25(words)/ceiling + 0.15 BM25(characters)/ceiling, and what is known.

Each lexical part is divided by the highest sum it could reach (the idf of the question's own terms), so the
whole is bounded and needs no scaling over a result list; a threshold on it means something. Measured against
rank fusion on Persian sets in DESIGN.md; `python -m evals retrieval` prints the figures again.
"""

from collections.abc import Callable, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np

from knowledge.bm25 import Bm25, Scores
from knowledge.dense import DenseIndex, Positions
from knowledge.document import Passage
from knowledge.embedder import Embedder
from knowledge.engine import Vectors
from knowledge.known_questions import QuestionBank, mean_vector, readings_of
from knowledge.query import Concept, Query
from knowledge.retriever import Familiarity, Hit
from knowledge.stems import grams, stems, word_grams

WORDS_WEIGHT = 0.2
CHARS_WEIGHT = 0.15
GLOSS_SHARE = 0.5  # of what an item scores that is found by everyday words; the rest is by its own
LEXICAL_LIMIT = 50  # passages found by words alone whose cosine is looked up
KNOWN_WEIGHT = 0.8  # of what the cosine to a known question that the passage answers has beyond KNOWN_FROM
KNOWN_FROM = 0.85
REMEMBERED = 64  # recalls: the search wants one half of each, the decision the other
HELD_WORDS = 512  # words whose scores are kept: questions on one field use the same ones
NEVER = np.float32(-np.inf)  # the score of what is no hit


class HybridRetriever:
    """Dense and lexical search over the passages of one index version; safe from several threads."""

    def __init__(
        self,
        passages: Sequence[Passage],
        dense: DenseIndex,
        embedder: Embedder,
        bank: QuestionBank | None = None,
    ) -> None:
        self._passages = passages
        self._bank = bank
        self._recalled = lru_cache(maxsize=REMEMBERED)(self._recall)
        self._dense = dense
        self._embedder = embedder
        self._beside = ThreadPoolExecutor(1)
        texts = [passage.text for passage in passages]
        own = {p.item_id: n for n, p in enumerate(passages) if not p.gloss}
        # of a gloss the position of the item that it stands for, else -1
        self._owners = np.array([own[p.item_id] if p.gloss else -1 for p in passages], dtype=np.int64)
        is_gloss = [passage.gloss for passage in passages]
        self._words = _Parted(texts, is_gloss, stems)
        self._held = lru_cache(maxsize=HELD_WORDS)(self._word_share)
        self._chars = _Parted(texts, is_gloss, grams)

    def search(self, query: Query, limit: int, wanted: Callable[[Passage], bool] | None = None) -> list[Hit]:
        """The best passages for which `wanted` holds, best first, at most `limit`; a gloss lifts its item."""
        words, chars, lexical = self._lexical(query.concepts)
        positions, cosines = self._cosines(query.readings, lexical)
        known = self._recalled(readings_of(query))[1][positions]
        scores = self._lifted(positions, cosines + lexical[positions]) + _bonus(known)
        order = np.argsort(-scores, kind="stable")[: limit if wanted is None else None]
        at = positions[order]
        # as lists: taking figures out of arrays one by one costs more than finding them
        found = (scores[order], cosines[order], words[at], chars[at], known[order])
        figures = (figure.tolist() for figure in found)
        hits: list[Hit] = []
        for n, *parts in zip(at.tolist(), *figures, strict=True):
            if len(hits) == limit or parts[0] == NEVER:
                break
            if wanted is None or wanted(self._passages[n]):
                hits.append(Hit(self._passages[n], *parts))
        return hits

    def _lifted(self, positions: Positions, own: Scores) -> Scores:
        """The scores with each item raised by its best gloss; a gloss is no hit itself."""
        lifted = np.full(len(self._passages), NEVER, dtype=np.float32)
        owners = self._owners[positions]
        np.maximum.at(lifted, owners[owners >= 0], own[owners >= 0])
        raised = np.maximum(own, GLOSS_SHARE * lifted[positions] + (1 - GLOSS_SHARE) * own)
        return np.where(owners >= 0, NEVER, raised).astype(np.float32)

    def familiarity(self, query: Query) -> Familiarity:
        """How near the query lies to the known questions."""
        return self._recalled(readings_of(query))[0]

    def _recall(self, readings: tuple[str, ...]) -> tuple[Familiarity, Scores]:
        """How well a question is known, and how near to it one lies that each passage answers."""
        if self._bank is None:
            return Familiarity(), np.zeros(len(self._passages), dtype=np.float32)
        return self._bank.recall(mean_vector(readings, self._embedder))

    def lexical_scores(self, concepts: Sequence[Concept]) -> Scores:
        """(n,) float32: what words and their parts say of each passage, as it is added to the cosine."""
        return self._lexical(concepts)[2]

    def _lexical(self, concepts: Sequence[Concept]) -> tuple[Scores, Scores, Scores]:
        words, chars = self.concept_scores(concepts), self._char_scores(concepts)
        return words, chars, WORDS_WEIGHT * words + CHARS_WEIGHT * chars

    def concept_scores(self, concepts: Sequence[Concept]) -> Scores:
        """(n,) float32 in 0 to 1: BM25 where each concept counts by its best term, over the ceiling."""
        total = np.zeros(len(self._passages), dtype=np.float32)
        ceiling = 0.0
        for concept in concepts:
            weight = self.weight(concept)
            ceiling += weight
            total += weight * self.concept_match(concept)
        return total / ceiling if ceiling else total

    def weight(self, concept: Concept) -> float:
        """How much the concept tells: idf of its word in the index, or its rarity in Persian if unknown."""
        held = [phrase for phrase, _ in concept.terms if all(part in self._words for part in phrase)]
        if not held:
            return self._words.idf("") * concept.rarity * concept.share
        return max(self._words.idf(part) for part in held[0]) * concept.share

    def concept_match(self, concept: Concept) -> Scores:
        """(n,) float32 in 0 to 1: how well each passage holds the concept, by its best term."""
        best = np.zeros(len(self._passages), dtype=np.float32)
        for phrase, weight in concept.terms:
            parts = [self._held(part) for part in phrase]
            best = np.maximum(best, weight * (parts[0] if len(parts) == 1 else np.min(parts, axis=0)))
        return best

    def _word_share(self, stem: str) -> Scores:
        """(n,) float32 in 0 to 1: how well each passage holds the word."""
        shares: Scores = self._words.scores(stem) / self._words.idf(stem)
        shares.flags.writeable = False  # it is given out again
        return shares

    def _char_scores(self, concepts: Sequence[Concept]) -> Scores:
        asked = [gram for concept in concepts for gram in word_grams(concept.word)]
        scores, ceiling = self._chars.total(asked)
        return scores / ceiling if ceiling else scores

    def _vectors(self, readings: Sequence[str]) -> Vectors:
        """(readings, dimension): of a second reading beside the first one's, where nobody else is at that."""
        embed = self._embedder.query_vector
        begun = [(reading, self._beside.submit(embed, reading)) for reading in readings[1:]]
        # cancelled where it has not begun: who waits for another's turn is sooner done alone
        return np.stack(
            [embed(readings[0]), *(embed(each) if one.cancel() else one.result() for each, one in begun)]
        )

    def _cosines(self, readings: Sequence[str], lexical: Scores) -> tuple[Positions, Scores]:
        """Mean cosine over the readings, for the nearest passages and the lexically best ones."""
        vectors = self._vectors(readings)

        def further(found: Set[int]) -> set[int]:
            strongest = {int(n) for n in np.argsort(-lexical)[:LEXICAL_LIMIT] if lexical[n] > 0}
            return strongest | {int(self._owners[n]) for n in found | strongest if self._owners[n] >= 0}

        return self._dense.cosines(vectors, further)


def _bonus(known: Scores) -> Scores:
    """What a known question's cosine adds to the score of what it is answered by."""
    above: Scores = np.maximum(known - np.float32(KNOWN_FROM), 0)
    return np.float32(KNOWN_WEIGHT) * above


class _Parted:
    """Bm25 over own texts, as if no gloss stood beside them, and over glosses, on the own texts' idf."""

    def __init__(
        self, texts: Sequence[str], is_gloss: Sequence[bool], analyse: Callable[[str], Sequence[str]]
    ) -> None:
        self._glosses = np.flatnonzero(is_gloss)
        self._others = np.flatnonzero(np.logical_not(is_gloss))
        self._own = Bm25([t for t, gloss in zip(texts, is_gloss, strict=True) if not gloss], analyse)
        said = [t for t, gloss in zip(texts, is_gloss, strict=True) if gloss]
        self._said = Bm25(said, analyse) if said else None
        self.idf = self._own.idf

    def __contains__(self, term: str) -> bool:
        return term in self._own

    def scores(self, term: str) -> Scores:
        """(n,) float32: what this term adds to each text, 0 to idf(term)."""
        return self.total([term])[0]

    def total(self, terms: Sequence[str]) -> tuple[Scores, float]:
        """(n,) float32 sum over the terms, and the sum of their idf (0.0 without terms)."""
        both = np.zeros(len(self._glosses) + len(self._others), dtype=np.float32)
        both[self._others], ceiling = self._own.total(terms)
        if self._said is not None:
            scores, highest = self._said.total(terms)
            both[self._glosses] = scores * (ceiling / highest) if highest else scores
        return both, ceiling
