"""A lexical index over one list of texts, by whatever terms it is given: stems, or grams of letters."""

import math
from collections.abc import Callable, Sequence

import bm25s
import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


class Bm25:
    """BM25 (Robertson and Zaragoza 2009, Lucene's bounded form) with scores for each term.

    One term adds at most idf(term) to a text, so a sum divided by the sum of idf lies in 0 to 1.
    """

    def __init__(self, texts: Sequence[str], analyse: Callable[[str], Sequence[str]]) -> None:
        analysed = [list(analyse(text)) for text in texts]
        self._size = len(analysed)
        index = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
        index.index(analysed, create_empty_token=False, show_progress=False)
        # bm25s answers a query in ten times what adding up these columns takes
        columns = index.scores
        self._scores, self._texts = columns["data"], columns["indices"]
        starts = columns["indptr"].tolist()
        self._columns = {term: slice(starts[n], starts[n + 1]) for term, n in index.vocab_dict.items()}
        self._frequency: dict[str, int] = {}
        for words in analysed:
            for word in set(words):
                self._frequency[word] = self._frequency.get(word, 0) + 1
        self._idf = {word: self._idf_of(held) for word, held in self._frequency.items()}
        self._highest_idf = self._idf_of(0)

    def __contains__(self, term: str) -> bool:
        return term in self._frequency

    @property
    def vocabulary(self) -> dict[str, int]:
        """Term to the number of texts that hold it."""
        return self._frequency

    def idf(self, term: str) -> float:
        """ln(1 + (N - df + 0.5) / (df + 0.5)); highest for a term that no text holds."""
        return self._idf.get(term, self._highest_idf)

    def _idf_of(self, held: int) -> float:
        return math.log(1 + (self._size - held + 0.5) / (held + 0.5))

    def scores(self, term: str) -> Scores:
        """(n,) float32: what this term adds to each text, 0 to idf(term)."""
        return self.total([term])[0]

    def total(self, terms: Sequence[str]) -> tuple[Scores, float]:
        """(n,) float32 sum over the terms, and the sum of their idf (0.0 without terms)."""
        idf, highest = self._idf.get, self._highest_idf  # a question has a hundred grams
        ceiling = sum([idf(term, highest) for term in terms])
        columns = self._columns
        held = [columns[term] for term in terms if term in columns]
        if not held:
            return np.zeros(self._size, dtype=np.float32), ceiling
        texts, scores = (
            np.concatenate([values[part] for part in held]) for values in (self._texts, self._scores)
        )
        return np.bincount(texts, scores, self._size).astype(np.float32), ceiling
