"""Score fusion: cosine + 0.2 BM25(words)/ceiling + 0.15 BM25(characters)/ceiling.

Each lexical part is divided by the highest sum it could reach (the idf of the question's own terms), so the
whole is bounded and needs no scaling over a result list; a threshold on it means something. Measured against
rank fusion on Persian sets in DESIGN.md; `python -m evals retrieval` prints the figures again.
"""

from collections.abc import Callable, Sequence

import numpy as np

from knowledge.bm25 import Bm25, Scores, grams, stems, word_grams
from knowledge.dense import DenseIndex, Vectors
from knowledge.document import Passage
from knowledge.embedder import Embedder
from knowledge.query import Concept, Query
from knowledge.retriever import Hit

WORDS_WEIGHT = 0.2
CHARS_WEIGHT = 0.15
GLOSS_SHARE = 0.5  # of what an item scores that is found by everyday words; the rest is by its own
LEXICAL_LIMIT = 50  # passages found by words alone whose cosine is looked up


class HybridRetriever:
    """Dense and lexical search over the passages of one index version; safe from several threads."""

    def __init__(self, passages: Sequence[Passage], dense: DenseIndex, embedder: Embedder) -> None:
        self._passages = passages
        self._dense = dense
        self._embedder = embedder
        texts = [passage.text for passage in passages]
        own = {p.item_id: n for n, p in enumerate(passages) if not p.gloss}
        self._glossed = {n: own[p.item_id] for n, p in enumerate(passages) if p.gloss}
        is_gloss = [passage.gloss for passage in passages]
        self._words = _Parted(texts, is_gloss, stems)
        self._chars = _Parted(texts, is_gloss, grams)

    def search(self, query: Query, limit: int, wanted: Callable[[Passage], bool] | None = None) -> list[Hit]:
        """The best passages for which `wanted` holds, best first, at most `limit`; a gloss lifts its item."""
        words = self.concept_scores(query.concepts)
        chars = self._char_scores(query.concepts)
        lexical = WORDS_WEIGHT * words + CHARS_WEIGHT * chars
        cosines = self._cosines(query.readings, lexical)
        lifted: dict[int, float] = {}
        for n in cosines.keys() & self._glossed.keys():
            item, score = self._glossed[n], float(cosines[n] + lexical[n])
            lifted[item] = max(score, lifted.get(item, score))
        hits = [
            Hit(
                self._passages[n],
                _lift(float(cosine + lexical[n]), lifted.get(n)),
                cosine,
                float(words[n]),
                float(chars[n]),
            )
            for n, cosine in cosines.items()
            if n not in self._glossed and (wanted is None or wanted(self._passages[n]))
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

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
            parts = [self._words.scores(part) / self._words.idf(part) for part in phrase]
            best = np.maximum(best, weight * np.min(parts, axis=0))
        return best

    def _char_scores(self, concepts: Sequence[Concept]) -> Scores:
        asked = [gram for concept in concepts for gram in word_grams(concept.word)]
        scores, ceiling = self._chars.total(asked)
        return scores / ceiling if ceiling else scores

    def _cosines(self, readings: Sequence[str], lexical: Scores) -> dict[int, float]:
        """Mean cosine over the readings, for the nearest passages and the lexically best ones."""
        vectors: list[Vectors] = [self._embedder.query_vector(reading) for reading in readings]
        strongest = [int(n) for n in np.argsort(-lexical)[:LEXICAL_LIMIT] if lexical[n] > 0]
        total: dict[int, float] = {}
        nearest = [self._dense.nearest(vector) for vector in vectors]
        candidates = set(strongest).union(*nearest)
        candidates.update([self._glossed[n] for n in candidates if n in self._glossed])
        for vector, near in zip(vectors, nearest, strict=True):
            near |= self._dense.cosines(vector, [n for n in candidates if n not in near])
            for n in candidates:
                total[n] = total.get(n, 0.0) + near[n] / len(vectors)
        return total


class _Parted:
    """Bm25 over own texts, as if no gloss stood beside them, and over glosses, on the own texts' idf."""

    def __init__(
        self, texts: Sequence[str], is_gloss: Sequence[bool], analyse: Callable[[str], Sequence[str]]
    ) -> None:
        self._glosses = np.array(is_gloss, dtype=np.bool_)
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
        both = np.zeros(len(self._glosses), dtype=np.float32)
        both[~self._glosses], ceiling = self._own.total(terms)
        if self._said is not None:
            scores, highest = self._said.total(terms)
            both[self._glosses] = scores * (ceiling / highest) if highest else scores
        return both, ceiling


def _lift(own: float, gloss: float | None) -> float:
    return own if gloss is None else max(own, GLOSS_SHARE * gloss + (1 - GLOSS_SHARE) * own)
