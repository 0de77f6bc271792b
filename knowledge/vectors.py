"""Vectors by the hash of their text in DATA/vectors.db: unchanged text is never embedded again, after an
interruption neither.
"""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from knowledge.dense import VectorsUnavailable
from knowledge.embedder import Embedder
from knowledge.engine import Vectors

EMBED_BATCH = 64  # texts embedded at once
STORE_EVERY = 1.0  # seconds of embedding that an interruption can cost: the disk is waited for each time


class VectorStore:
    """Vectors by (embedder, hash of the text) in one SQLite file.

    Inside the `with`, and opening it, SQLite's errors are VectorsUnavailable.
    """

    def __init__(self, path: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        self._path = path
        self._unstored: dict[str, Vectors] = {}  # by text
        self._stored_at = time.monotonic()
        try:
            self._database = _open(path)
        except sqlite3.Error as error:
            raise self._unavailable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with closing(self._database):
                self._store()
        except sqlite3.Error as failure:
            error = error or failure
        if isinstance(error, sqlite3.Error):
            raise self._unavailable(error) from error

    def _unavailable(self, error: sqlite3.Error) -> VectorsUnavailable:
        return VectorsUnavailable(f"{self._path} cannot be used: {error}")

    def add(self, texts: Sequence[str], on_progress: Callable[[int, int], None] | None = None) -> int:
        """Embeds the texts that have no vector yet, storing as it goes; how many those were."""
        missing = sorted({text for text in texts if self._find(text) is None}, key=len)
        done = len(texts) - len(missing)
        for start in range(0, len(missing), EMBED_BATCH):
            batch = missing[start : start + EMBED_BATCH]
            self._unstored |= zip(batch, self._embedder.passage_vectors(batch), strict=True)
            if time.monotonic() - self._stored_at >= STORE_EVERY:
                self._store()
            if on_progress is not None:
                on_progress(done + start + len(batch), len(texts))
        return len(missing)

    def keep_only(self, texts: Sequence[str]) -> None:
        """Forgets the vectors of all other texts and embedders."""
        self._store()
        with self._database:
            self._database.execute("CREATE TEMP TABLE kept (text TEXT PRIMARY KEY)")
            self._database.executemany("INSERT OR IGNORE INTO kept VALUES (?)", [(_hash(t),) for t in texts])
            self._database.execute(
                "DELETE FROM vector WHERE embedder != ? OR text NOT IN (SELECT text FROM kept)",
                (self._embedder.identity,),
            )
        self._database.execute("DROP TABLE kept")

    def of(self, texts: Sequence[str]) -> list[Vectors]:
        """The stored vectors (dimension,); every text must have been added before (KeyError)."""
        vectors = []
        for text in texts:
            vector = self._find(text)
            if vector is None:
                raise KeyError(text)
            vectors.append(vector)
        return vectors

    def _store(self) -> None:
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO vector VALUES (?, ?, ?)",
                [
                    (self._embedder.identity, _hash(text), vector.tobytes())
                    for text, vector in self._unstored.items()
                ],
            )
        self._unstored = {}
        self._stored_at = time.monotonic()

    def _find(self, text: str) -> Vectors | None:
        if (unstored := self._unstored.get(text)) is not None:
            return unstored
        row = self._database.execute(
            "SELECT value FROM vector WHERE embedder = ? AND text = ?", (self._embedder.identity, _hash(text))
        ).fetchone()
        return None if row is None else np.frombuffer(row[0], dtype=np.float32)


def read_vectors(path: Path, identity: str, texts: Sequence[str]) -> Vectors | None:
    """(n, dimension) float32 of these texts by the embedder of this identity; None unless all are there.

    It waits for no writer and changes nothing, so that who answers may read beside who ingests.
    """
    query = "SELECT text, value FROM vector WHERE embedder = ?"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", timeout=0, uri=True)) as database:
            found = dict(database.execute(query, (identity,)))
        return np.stack([np.frombuffer(found[_hash(text)], dtype=np.float32) for text in texts])
    except (sqlite3.Error, KeyError, ValueError):
        return None


def _open(path: Path) -> sqlite3.Connection:
    """The file with its table; a damaged one is begun anew, since it saves time and holds nothing else."""
    try:
        database = sqlite3.connect(path)
        whole = database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        whole = False
    if not whole:
        database.close()
        path.unlink()
        database = sqlite3.connect(path)
    database.execute(
        "CREATE TABLE IF NOT EXISTS vector"
        " (embedder TEXT, text TEXT, value BLOB, PRIMARY KEY (embedder, text))"
    )
    return database


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
