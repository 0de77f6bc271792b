"""A shelf of seven passages, and an embedder that needs no model: vectors of hashed word stems."""

import hashlib
from collections.abc import Callable, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from knowledge.document import Passage
from knowledge.stems import stems

TEXTS = (
    "خوشه کسب‌وکار مجموعه‌ای از بنگاه‌های نزدیک به هم است.",
    "صادرات کفش تبریز رشد کرد.",
    "شناسایی ذی‌نفعان گام نخست است.",
    "عامل توسعه خوشه به بنگاه‌ها مشاوره BDSP می‌دهد.",
    "در سال ۱۴۰۱ تعداد ۵۰۵ خوشه فعال بود.",
    "هزینه مواد اولیه با خرید مشترک کم می‌شود.",
    "بانک‌ها تسهیلات با بهره کم می‌دهند.",
)
DIMENSION = 1024  # so many that no two telling words of these tests share an axis


def passages(texts: Sequence[str] = TEXTS, document: str = "deck") -> tuple[Passage, ...]:
    """One passage a text; two of them to a section."""
    return tuple(
        Passage(
            f"{document}/{n // 2}/{n}", text, document, f"{document}/{n // 2}", f"{document}/{n // 2}/{n}"
        )
        for n, text in enumerate(texts)
    )


class StemEmbedder:
    """Adds one axis for each word stem, so that texts sharing words are near; remembers what it embedded."""

    dimension = DIMENSION

    def __init__(self, identity: str = "stems/1024") -> None:
        self.identity = identity
        self.embedded: list[str] = []

    def query_vector(self, text: str) -> NDArray[np.float32]:
        vector = np.full(DIMENSION, 0.001, dtype=np.float32)
        for word in stems(text):
            vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % DIMENSION] += 1.0
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)

    def passage_vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return np.stack([self.query_vector(text) for text in texts])

    def embed_query(self, text: str) -> list[float]:
        return [float(value) for value in self.query_vector(text)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


class ArrayIndex:
    """Stands for Chroma: exact cosines, `reach` nearest passages, and what was asked for beyond them."""

    def __init__(self, texts: Sequence[str], embedder: StemEmbedder, reach: int) -> None:
        self._vectors = embedder.passage_vectors(texts)
        self._reach = reach
        self.looked_up: list[int] = []

    def cosines(
        self, vectors: NDArray[np.float32], further: Callable[[Set[int]], Set[int]]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        each = self._vectors @ vectors.T
        near = {int(n) for column in each.T for n in np.argsort(-column)[: self._reach]}
        self.looked_up = sorted(further(near) - near)
        positions = np.array(sorted(near | further(near)))
        return positions, each[positions].mean(axis=1)
