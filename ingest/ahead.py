"""What is read already is embedded while the next files are read: reading keeps one core busy, not all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from ingest.passages import make_passages
from knowledge.dense import VectorsUnavailable
from knowledge.document import Document
from knowledge.embedder import Embedder, ModelUnavailable, TextUnusable
from knowledge.index import VECTORS
from knowledge.vectors import EMBED_BATCH, VectorStore


class Ahead:
    """Opens the embedder and embeds documents in a thread of its own, inside a `with`; behind it `embedder`
    is open, and `embedded` passages have their vectors in DATA/vectors.db.

    Leaving the `with` ends the thread after the batch it has in hand and raises what opening has raised. What
    it could not embed is left to the writing of the index, which says why.
    """

    def __init__(self, data: Path, open_embedder: Callable[[], Embedder]) -> None:
        self.embedded = 0
        self._path = data / VECTORS
        self._waiting: SimpleQueue[Document | None] = SimpleQueue()
        self._ended = False
        self._thread = ThreadPoolExecutor(1, "embedding")
        self._opening = self._thread.submit(open_embedder)
        self._embedding = self._thread.submit(self._embed)

    @property
    def embedder(self) -> Embedder:
        return self._opening.result()

    def take(self, document: Document) -> None:
        """To be embedded soon, in the order of taking."""
        self._waiting.put(document)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = True
        self._waiting.put(None)
        self._thread.shutdown()
        if error is None:
            self._opening.result()
            self._embedding.result()

    def _embed(self) -> None:
        if self._opening.exception() is not None or (document := self._waiting.get()) is None:
            return
        try:
            # the folder is there as soon as a document has been kept in it
            with VectorStore(self._path, self.embedder) as vectors:
                while document is not None:
                    texts = sorted((passage.text for passage in make_passages(document)), key=len)
                    for start in range(0, len(texts), EMBED_BATCH):
                        if self._ended:
                            return
                        self.embedded += vectors.add(texts[start : start + EMBED_BATCH])
                    document = self._waiting.get()
        except (VectorsUnavailable, ModelUnavailable, TextUnusable):
            return
