"""Lexical indexes over one list of texts: light word stems, or character 3-4-grams within words."""

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import bm25s
import numpy as np
from numpy.typing import NDArray

from knowledge.persian import tokens

Scores = NDArray[np.float32]

# What stands alone after ZWNJ became a space and carries no meaning of its own.
AFFIXES = frozenset("ها های هایی ای هایم هایت هایش هایمان هایشان می نمی تر ترین ام ات اش اند".split())
_PLURAL = re.compile(r"(?<=..)(?:هایشان|هایمان|هایش|هایی|های|ها)$")
_ENDING = re.compile(r"(?<=...)(?:ترین|تر|ی)$")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without plural, comparative and final ی; equal on both sides is all that counts."""
    short = _PLURAL.sub("", word)
    return _ENDING.sub("", short) if len(short) > 3 else short


@lru_cache(maxsize=8192)  # the lines of an index are looked at again with every question
def stems(text: str) -> tuple[str, ...]:
    """Stems of the text's words without bare affixes, in order."""
    return tuple(stem(word) for word in tokens(text) if word not in AFFIXES)


def grams(text: str) -> list[str]:
    """Character 3-4-grams of each word with its borders marked; survives typing errors."""
    return [gram for word in tokens(text) if word not in AFFIXES for gram in word_grams(word)]


@lru_cache(maxsize=65536)
def word_grams(word: str) -> tuple[str, ...]:
    """Character 3-4-grams of «^word$»; the whole of it where it is shorter."""
    marked = f"^{word}$"
    return tuple(marked[i : i + n] for n in (3, 4) for i in range(max(1, len(marked) - n + 1)))


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
        self._scores, self._texts, self._starts = (columns[name] for name in ("data", "indices", "indptr"))
        self._column: dict[str, int] = index.vocab_dict
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
        ceiling = sum(self.idf(term) for term in terms)
        columns = [column for term in terms if (column := self._column.get(term)) is not None]
        if not columns:
            return np.zeros(self._size, dtype=np.float32), ceiling
        held = [slice(self._starts[column], self._starts[column + 1]) for column in columns]
        texts, scores = (
            np.concatenate([values[part] for part in held]) for values in (self._texts, self._scores)
        )
        return np.bincount(texts, scores, self._size).astype(np.float32), ceiling
