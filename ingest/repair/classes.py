"""Classes of words that stand in like places: what follows a word that no count knows well.

«مشعل» is rare, but its class is that of «کارگاه» and «دستگاه»; these take «های» and no verb. The frequent
words are classes of their own. The file is made by clustering.py.
"""

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.repair.lexicon import FOREIGN, persian_lexicon

CLASSES_FILE = Path(__file__).parent / "data" / "classes.npz"
ENDING = "~"  # before the last letters of words that no list has
LETTERS_OF_ENDING = 3
_DISTINCT = 1.0  # Witten-Bell smoothing weight
_REMEMBERED = 20_000  # words, some 20 MB


class Classes:
    """Word classes and which follows which.

    `words` are rows; `numbers` (n, 4) int are the likeliest classes of each, `shares` (n, 4) float32 their
    probabilities, what they lack to 1 tells nothing; `following` (k, k) float32 is P(class | class), `sizes`
    (k,) float32 P(class).
    """

    def __init__(
        self,
        words: list[str],
        numbers: NDArray[np.intp],
        shares: NDArray[np.float32],
        following: NDArray[np.float32],
        sizes: NDArray[np.float32],
        pairs: dict[tuple[str, str], int],
    ) -> None:
        self._rows = {word: row for row, word in enumerate(words)}
        self._numbers, self._shares = numbers, shares
        self._following, self._sizes = following, sizes
        self._followers: dict[str, list[tuple[int, int]]] = defaultdict(list)  # rows and counts
        for (left, right), count in pairs.items():
            self._followers[left].append((self._row(right), count))
        self._leanings: dict[str, NDArray[np.float64]] = {}

    def leaning(self, left: str, right: str) -> float:
        """How many times likelier a word of the class of `right` is behind `left` than anywhere."""
        if FOREIGN in (left, right):
            return 1.0
        found = self._leanings.get(left)
        if found is None:
            if len(self._leanings) > _REMEMBERED:
                self._leanings.clear()
            found = self._leanings[left] = self._behind(left) / self._sizes
        row = self._row(right)
        shares = self._shares[row]
        return float(found[self._numbers[row]] @ shares + 1 - shares.sum())

    def _behind(self, left: str) -> NDArray[np.float64]:
        """(k,) P(class | left)."""
        row = self._row(left)
        shares = self._shares[row]
        expected = shares @ self._following[self._numbers[row]] + (1 - shares.sum()) * self._sizes
        followers = self._followers.get(left)
        if not followers:
            return np.asarray(expected, dtype=np.float64)
        rows, counts = np.array(followers).T
        weights = self._shares[rows] * counts[:, None]
        seen = np.bincount(self._numbers[rows].ravel(), weights.ravel(), len(self._sizes))
        seen += (counts.sum() - weights.sum()) * self._sizes
        spread = _DISTINCT * np.count_nonzero(seen > 0.5) + 1
        return np.asarray((seen + spread * expected) / (seen.sum() + spread))

    def _row(self, word: str) -> int:
        """Its own, or that of the longest ending of its that is known."""
        row = self._rows.get(word)
        if row is None:
            for size in range(LETTERS_OF_ENDING, -1, -1):
                row = self._rows.get(ENDING + word[len(word) - size :]) if size <= len(word) else None
                if row is not None:
                    break
            self._rows[word] = row = row or self._rows[ENDING]
        return row


@lru_cache(maxsize=1)
def word_classes() -> Classes:
    """Loaded once, in about 0.3 s and 30 MB."""
    stored = np.load(CLASSES_FILE)
    return Classes(
        bytes(stored["words"]).decode().split("\t"),
        stored["numbers"].astype(np.intp),
        stored["shares"].astype(np.float32) / 255,
        stored["following"].astype(np.float32),
        stored["sizes"],
        persian_lexicon().pairs,
    )
