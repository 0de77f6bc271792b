"""Vectors in Chroma, one of each text: one collection an index version, cosine space, written once."""

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from knowledge.document import Passage
from knowledge.engine import Vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

Positions = NDArray[np.int64]

BATCH = 512  # passages a write or a read
HELD = 5_000  # passages whose vectors are all read when an index is opened (8 MB), and compared exactly
KEPT = 20_000  # vectors of a larger index that stay in memory: 30 MB
NEAREST = 500  # asking for this many costs Chroma no more than asking for ten


class VectorsUnavailable(Exception):
    """The stored vectors cannot be read or written; the message says where and why."""


class VectorsMissing(Exception):
    """Chroma works, but has no such collection."""


def chroma_client(folder: Path, url: str | None) -> "ClientAPI":
    """The Chroma server at `url`, or the embedded one in `folder`; raises VectorsUnavailable."""
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if url is None:
        with reaching(f"Chroma's folder {folder}"):
            return chromadb.PersistentClient(str(folder), settings=settings)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise VectorsUnavailable("CHROMA_URL should look like http://localhost:8000")
    with reaching(f"the Chroma server {parts.hostname}:{parts.port or 8000}"):
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or 8000,
            ssl=parts.scheme == "https",
            settings=settings,
        )


@contextmanager
def reaching(what: str = "Chroma's collection") -> Iterator[None]:
    """Chroma's errors, of its files and of its server, as ours."""
    import httpx
    from chromadb.errors import ChromaError, NotFoundError

    try:
        yield
    except NotFoundError as error:
        raise VectorsMissing(str(error)) from error
    # ValueError: how its client says that there is no server
    except (ChromaError, httpx.HTTPError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise VectorsUnavailable(f"{what} cannot be used: {reason}") from error


def count_vectors(client: "ClientAPI", name: str) -> int:
    """How many the collection has; raises VectorsMissing or VectorsUnavailable."""
    collection = open_collection(client, name)
    with reaching():
        return collection.count()


def open_collection(client: "ClientAPI", name: str) -> "Collection":
    """The collection as it can be searched; raises VectorsMissing or VectorsUnavailable."""
    # langchain's wrapper fetches texts and metadata with every hit, five times slower than the
    # ids and distances that the fusion needs; so reading goes to the same collection directly
    with reaching():
        return client.get_collection(name, embedding_function=None)


def drop_collections(client: "ClientAPI", names: Set[str]) -> None:
    """Deletes those of them that are there; raises VectorsUnavailable."""
    with reaching():
        for name in names & {one.name for one in client.list_collections()}:
            client.delete_collection(name)


def first_of_each_text(passages: Sequence[Passage]) -> list[Passage]:
    """In order; everyday words are often the same ones, and so is a quarter of the passages."""
    return list({passage.text: passage for passage in reversed(passages)}.values())[::-1]


def is_held(passages: Sequence[Passage]) -> bool:
    """Whether the vectors of so many passages stay in memory."""
    return len(passages) <= HELD


class DenseIndex:
    """Cosine similarity of query vectors to the passages of one index: all of them, or those Chroma finds."""

    def __init__(
        self, passages: Sequence[Passage], collection: "Collection | None", held: Vectors | None = None
    ) -> None:
        """`held` are the vectors (n, 384) of the passages in order; without them `collection` is searched.

        Raises VectorsMissing or VectorsUnavailable.
        """
        self._collection = collection
        self._count = len(passages)
        alike: dict[str, list[int]] = {}  # positions by text
        for n, passage in enumerate(passages):
            alike.setdefault(passage.text, []).append(n)
        # an index of before has every passage in Chroma, not the first of those alike alone
        self._alike = {passage.id: alike[passage.text] for passage in passages}
        self._first = [passages[alike[passage.text][0]].id for passage in passages]
        self._kept: dict[int, Vectors] = {}
        self._all = held
        if held is None and passages and is_held(passages):
            with reaching():
                stored = self._fetch(range(len(passages)))
            if len(stored) == len(passages):
                self._all = np.stack([stored[n] for n in range(len(passages))])

    def cosines(self, vectors: Vectors, further: Callable[[Set[int]], Set[int]]) -> tuple[Positions, Vectors]:
        """Positions (k,) in order, and the mean cosine (k,) of those passages to the query vectors (m, 384).

        All passages of an index of at most HELD; of a larger one the NEAREST to each vector, by Chroma's
        index, with what `further` names for them.
        """
        if self._all is not None:
            # not a matrix product: BLAS would share it among threads, which wait for each other longer than
            # the half million products take, the more so on a busy machine
            return np.arange(self._count), np.einsum("nd,d->n", self._all, vectors.mean(axis=0))
        near = [self._nearest(vector) for vector in vectors]
        found = set().union(*near)
        found |= further(found)
        positions = sorted(found)
        mean = np.zeros(len(positions), dtype=np.float32)
        for vector, known in zip(vectors, near, strict=True):
            known |= self._look_up(vector, [n for n in positions if n not in known])
            mean += np.array([known[n] for n in positions], dtype=np.float32) / len(vectors)
        return np.array(positions, dtype=np.int64), mean

    def _nearest(self, vector: Vectors) -> dict[int, float]:
        assert self._collection is not None
        found = self._collection.query(
            query_embeddings=vector[None, :],
            n_results=min(NEAREST, self._count),
            include=["distances"],
        )
        distances = (found["distances"] or [[]])[0]
        return {
            n: 1.0 - distance
            for passage_id, distance in zip(found["ids"][0], distances, strict=True)
            for n in self._alike[passage_id]
        }

    def _look_up(self, vector: Vectors, positions: Sequence[int]) -> dict[int, float]:
        kept = self._kept  # another thread may exchange the table meanwhile
        if missing := [n for n in positions if n not in kept]:
            kept = kept | self._fetch(missing)
            self._kept = kept if len(kept) <= KEPT else {}
        return {n: float(kept[n] @ vector) for n in positions}

    def _fetch(self, positions: Sequence[int]) -> dict[int, Vectors]:
        """The stored vectors (384,); Chroma takes milliseconds to hand them out, so they are kept."""
        assert self._collection is not None
        ids = list(dict.fromkeys(self._first[n] for n in positions))
        stored: dict[str, Vectors] = {}
        for start in range(0, len(ids), BATCH):
            found = self._collection.get(ids=ids[start : start + BATCH], include=["embeddings"])
            rows = np.asarray(found["embeddings"], dtype=np.float32)
            stored |= dict(zip(found["ids"], rows, strict=True))
        return {n: stored[self._first[n]] for n in positions if self._first[n] in stored}
