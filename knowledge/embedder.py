"""Text to vectors: one Embedder over exchangeable engines, opened by name.

Names: "e5-onnx" (multilingual-e5-small on onnxruntime, the default), "sentence-transformers:PATH_OR_ID"
and "openai:MODEL" (any OpenAI-compatible endpoint).
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.engine import Engine, ModelUnavailable, Vectors
from knowledge.persian import ZWNJ, strip_controls, table_of

__all__ = ["Embedder", "EmbedderUnknown", "ModelUnavailable", "TextUnusable", "fold_text", "open_embedder"]

DEFAULT = "e5-onnx"
WINDOW_CHARACTERS = 1_500  # about 400 Persian tokens: safely under the 512 that the model reads
LONGEST_PASSAGE = 30_000  # characters; what lies beyond is not embedded
REMEMBERED = 256  # query vectors: one question is searched with again for each document that it compares
BATCH = 32  # passages handed to the engine between two progress reports

# NFKC leaves these apart although Persian readers do not.
_PERSIAN = table_of(dict(zip("يىك٠١٢٣٤٥٦٧٨٩ـ", [*"ییک۰۱۲۳۴۵۶۷۸۹", ""], strict=True)))


class TextUnusable(ValueError):
    """The text has nothing to embed: it is empty, or white space and control characters only."""


class EmbedderUnknown(ValueError):
    """No embedding engine goes by this name."""


def fold_text(text: str) -> str:
    """NFKC, Persian ی, ک and digits, no controls, single spaces; raises TextUnusable if nothing is left.

    U+FDFA and its kind (one character, eighteen letters) are unfolded here, before any engine sees them.
    """
    folded = strip_controls(unicodedata.normalize("NFKC", text).translate(_PERSIAN))
    if not folded.replace(ZWNJ, "").strip():
        raise TextUnusable("the text is empty or holds control characters only")
    return folded


class Embedder:
    """Vectors of queries and passages, L2-normalised; safe to call from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._query_vector)

    @property
    def identity(self) -> str:
        """What an index writes down and compares when it is opened."""
        return self._engine.identity

    @property
    def dimension(self) -> int:
        return self._engine.dimension

    def query_vector(self, text: str) -> Vectors:
        """(dimension,) float32, L2-normalised; reads WINDOW_CHARACTERS at most; raises TextUnusable."""
        return self._remembered(fold_text(text[:LONGEST_PASSAGE])[:WINDOW_CHARACTERS])

    def _query_vector(self, folded: str) -> Vectors:
        vector = np.asarray(_normalised(self._engine.queries([folded]))[0], dtype=np.float32)
        vector.flags.writeable = False  # it is given out again
        return vector

    def passage_vectors(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """(n, dimension) float32, L2-normalised, in the order of texts; raises TextUnusable.

        A text longer than WINDOW_CHARACTERS is the mean of its windows, weighted by their length.
        on_progress gets the number of texts finished so far, in steps of a batch.
        """
        folded = [fold_text(text[:LONGEST_PASSAGE])[:LONGEST_PASSAGE] for text in texts]
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
        """The query's vector as langchain's Embeddings give it; raises TextUnusable."""
        return [float(value) for value in self.query_vector(text)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The passages' vectors as langchain's Embeddings give them; raises TextUnusable."""
        return [[float(value) for value in vector] for vector in self.passage_vectors(texts)]


def split_windows(text: str) -> Iterator[str]:
    """Cut folded text into windows of WINDOW_CHARACTERS at most, between words where there are any."""
    while len(text) > WINDOW_CHARACTERS:
        cut = text.rfind(" ", WINDOW_CHARACTERS // 2, WINDOW_CHARACTERS) + 1 or WINDOW_CHARACTERS
        yield text[:cut].rstrip()
        text = text[cut:]
    if text:
        yield text


def _normalised(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Request:
    model: str  # what stands after the colon
    data: Path
    threads: int
    base_url: str | None
    api_key: str | None


def _open_e5(request: _Request) -> Engine:
    from knowledge.model import ensure_model
    from knowledge.onnx_engine import OnnxEngine

    if request.model:
        raise EmbedderUnknown(f"{DEFAULT} takes no model name")
    model = ensure_model(request.data)
    return OnnxEngine(model.folder, model.identity, request.threads)


def _open_sentence_transformers(request: _Request) -> Engine:
    from knowledge.sentence_transformers_engine import SentenceTransformersEngine

    return SentenceTransformersEngine(request.model, request.threads)


def _open_openai(request: _Request) -> Engine:
    from knowledge.openai_engine import OpenAIEngine

    return OpenAIEngine(request.model, request.base_url, request.api_key)


_PROVIDERS: dict[str, Callable[[_Request], Engine]] = {
    DEFAULT: _open_e5,
    "sentence-transformers": _open_sentence_transformers,
    "openai": _open_openai,
}


def open_embedder(
    name: str,
    data: Path,
    threads: int = 1,
    base_url: str | None = None,
    api_key: str | None = None,
) -> Embedder:
    """Open the embedder of this name; raises EmbedderUnknown or ModelUnavailable.

    Of the default's threads each takes a passage of its own; a question has one.
    The default's model is built under data on the first call (some ten seconds, with a line on stderr).
    """
    provider, _, model = name.partition(":")
    if provider not in _PROVIDERS or (provider != DEFAULT and not model):
        known = f"{DEFAULT}, sentence-transformers:PATH_OR_ID, openai:MODEL"
        raise EmbedderUnknown(f"unknown embedder {name!r}; known: {known}")
    return Embedder(_PROVIDERS[provider](_Request(model, data, threads, base_url, api_key)))
