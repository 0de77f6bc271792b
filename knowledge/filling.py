"""A new collection of Chroma is filled in a process of its own, while vectors are made.

Chroma keeps the interpreter's lock as long as it writes: a thread beside would stop whoever makes vectors.
"""

import multiprocessing
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from knowledge.dense import VectorsMissing, VectorsUnavailable, chroma_client, reaching
from knowledge.document import Passage
from knowledge.engine import Vectors

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

_WAITING = 2  # batches in the writer's hands


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is written at once, and where: `name` on the Chroma server at `url`, or in that of `folder`."""

    folder: Path
    url: str | None
    name: str
    passages: Sequence[Passage] = ()
    vectors: Sequence[Vectors] = ()


class CollectionWriter:
    """Fills a new collection inside a `with`.

    `put`, and leaving the `with`, raise VectorsUnavailable when what was put before could not be written.
    """

    def __init__(self, folder: Path, url: str | None, name: str) -> None:
        """A collection of this name on the Chroma server at `url`, or in the embedded Chroma of `folder`."""
        self._target = (folder, url, name)
        self._thread = ThreadPoolExecutor(1, "chroma")
        self._writing = deque([self._thread.submit(self._write)])  # it is made although it may stay empty

    def put(self, passages: Sequence[Passage], vectors: Sequence[Vectors]) -> None:
        """To be written next; waits while more than one batch is before it."""
        self._writing.append(self._thread.submit(self._write, passages, vectors))
        while len(self._writing) > _WAITING:
            self._writing.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=error is not None)
        if error is None:
            for write in self._writing:
                write.result()

    def _write(self, passages: Sequence[Passage] = (), vectors: Sequence[Vectors] = ()) -> None:
        _child().write(_Batch(*self._target, passages, vectors))


class _Child:
    """One child that writes batch after batch, index after index; it is replaced when it has failed."""

    def __init__(self) -> None:
        self._process: Any = None
        self._pipe: Connection
        self._one = Lock()  # an answer belongs to the batch before it

    def write(self, batch: _Batch) -> None:
        """Returns when it is written; raises what the child raised."""
        with self._one:
            if self._process is None or not self._process.is_alive():
                self._start()
            try:
                self._pipe.send(batch)
                failure: Exception | None = self._pipe.recv()
            except (EOFError, OSError):
                failure = VectorsUnavailable("the process that writes to Chroma broke down")
            if failure is not None:
                self._process.kill()  # a Chroma that has failed cannot be used again
                self._process.join()
                raise failure

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()


@lru_cache(maxsize=1)
def _child() -> _Child:
    return _Child()


def _serve(pipe: Connection) -> None:
    """Answer each batch with None or with why it could not be written, until the pipe closes."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            batch: _Batch = pipe.recv()
            try:
                _add(batch)
            except (VectorsMissing, VectorsUnavailable) as error:
                pipe.send(error)
            else:
                pipe.send(None)


def _add(batch: _Batch) -> None:
    store, given = _open(batch.folder, batch.url, batch.name)
    given.vectors = batch.vectors
    if batch.passages:
        with reaching():
            store.add_texts(
                texts=[passage.text for passage in batch.passages],
                metadatas=[{"document": p.document_id, "section": p.section_id} for p in batch.passages],
                ids=[passage.id for passage in batch.passages],
            )


class _Given:
    """langchain's Embeddings by their form, for texts whose vectors are there already."""

    def __init__(self) -> None:
        self.vectors: Sequence[Vectors] = ()

    def embed_documents(self, texts: list[str]) -> Sequence[Vectors]:
        return self.vectors


@lru_cache(maxsize=1)
def _open(folder: Path, url: str | None, name: str) -> "tuple[Chroma, _Given]":
    """The collection, made where there is none."""
    client = chroma_client(folder, url)
    from langchain_chroma import Chroma

    given = _Given()
    with reaching():
        store = Chroma(
            collection_name=name,
            embedding_function=cast("Embeddings", given),
            client=client,
            collection_configuration={"hnsw": {"space": "cosine"}},
        )
    return store, given
