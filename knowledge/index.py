"""Versioned indexes: a new version is written beside the old one and switched to in one step.

DATA/index/CURRENT names the version in use; DATA/index/<version>/ holds its manifest, documents, passages
and (unless a Chroma server is used) its Chroma folder, all written once and never changed. A process that
is killed while writing leaves a folder that nothing points to.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from knowledge.dense import DenseIndex, chroma_client, write_collection
from knowledge.document import Document, Passage
from knowledge.embedder import Embedder
from knowledge.reports import ReadingReport
from knowledge.vectors import VectorStore

FORMAT = 1  # of the files below; another number is another program's index


class IndexMissing(Exception):
    """There is no index in this data folder."""


class IndexMismatch(Exception):
    """The index was made by another embedder or another program version."""


class IndexLocked(Exception):
    """Another process is writing an index in this data folder."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index version was made of, as its manifest.json says."""

    format: int
    version: str
    embedder: str  # identity of the embedder
    made_at: str  # ISO 8601, UTC
    pipeline: str  # version of the ingest rules
    digests: dict[str, str]  # source file name to sha256
    passages: int
    decisions: dict[str, str] = field(default_factory=dict)  # source to digest, where there are any


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What writing an index version did."""

    version: str
    passages: int
    embedded: int  # passages whose text was new
    seconds: float


@dataclass(frozen=True, slots=True)
class Index:
    """One opened version: everything answering needs, immutable."""

    manifest: Manifest
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    dense: DenseIndex
    reports: tuple[ReadingReport, ...] = ()  # of the documents, where the index has them

    @property
    def own_texts(self) -> list[str]:
        """The passages in the documents' words, whose vocabulary questions are read against."""
        return [passage.text for passage in self.passages if not passage.gloss]


_MANIFEST = TypeAdapter(Manifest)
_DOCUMENTS = TypeAdapter(tuple[Document, ...])
_PASSAGES = TypeAdapter(tuple[Passage, ...])
_REPORTS = TypeAdapter(tuple[ReadingReport, ...])


def read_manifest(data: Path) -> Manifest:
    """The manifest of the current version; raises IndexMissing or IndexMismatch."""
    try:
        manifest = _MANIFEST.validate_json((_current_folder(data) / "manifest.json").read_bytes())
    except (FileNotFoundError, NotADirectoryError) as error:
        message = f"there is no index in {data}; run: python -m ingest build --data {data}"
        raise IndexMissing(message) from error
    except ValidationError as error:
        raise IndexMismatch(f"the index in {data} is not readable; run: python -m ingest build") from error
    if manifest.format != FORMAT:
        raise IndexMismatch(f"the index in {data} has another format; run: python -m ingest build")
    return manifest


def read_documents(data: Path) -> tuple[Document, ...]:
    """The documents of the current version, () when there is no index."""
    try:
        read_manifest(data)
    except IndexMissing:
        return ()
    return _DOCUMENTS.validate_json((_current_folder(data) / "documents.json").read_bytes())


def read_reports(data: Path) -> tuple[ReadingReport, ...]:
    """How the documents of the current version were read; () when there is no index."""
    try:
        read_manifest(data)
    except IndexMissing:
        return ()
    return _reports(_current_folder(data))


def _reports(folder: Path) -> tuple[ReadingReport, ...]:
    path = folder / "reports.json"
    return _REPORTS.validate_json(path.read_bytes()) if path.exists() else ()


def open_index(data: Path, embedder: Embedder, chroma_url: str | None = None) -> Index:
    """The current version, ready for search; raises IndexMissing or IndexMismatch."""
    manifest = read_manifest(data)
    if manifest.embedder != embedder.identity:
        raise IndexMismatch(
            f"the index in {data} was made with {manifest.embedder}, this program uses {embedder.identity}; "
            f"run: python -m ingest build --data {data}"
        )
    folder = _root(data) / manifest.version
    passages = _PASSAGES.validate_json((folder / "passages.json").read_bytes())
    client = chroma_client(folder / "chroma", chroma_url)
    from chromadb.errors import NotFoundError  # chroma_client has just paid for the import

    try:
        dense = DenseIndex(client, _collection(manifest.version), passages)
    except NotFoundError as error:
        raise IndexMismatch(
            f"the vectors of the index in {data} are not in its Chroma; "
            f"run: python -m ingest build --data {data}"
        ) from error
    return Index(
        manifest=manifest,
        documents=_DOCUMENTS.validate_json((folder / "documents.json").read_bytes()),
        passages=passages,
        dense=dense,
        reports=_reports(folder),
    )


def has_vectors(data: Path, manifest: Manifest, chroma_url: str | None = None) -> bool:
    """Whether Chroma holds a vector for every passage of this version."""
    client = chroma_client(_root(data) / manifest.version / "chroma", chroma_url)
    from chromadb.errors import NotFoundError  # chroma_client has just paid for the import

    try:
        return client.get_collection(_collection(manifest.version), embedding_function=None).count() == (
            manifest.passages
        )
    except NotFoundError:
        return False


def write_index(
    data: Path,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    embedder: Embedder,
    pipeline: str,
    on_progress: Callable[[int, int], None] | None = None,
    chroma_url: str | None = None,
    reports: Sequence[ReadingReport] = (),
) -> IndexReport:
    """Writes a new version and makes it the current one; raises IndexLocked.

    `on_progress` gets (passages done, passages in all).
    """
    started = time.perf_counter()
    with _write_lock(data):
        previous = _current_folder(data) if (_root(data) / "CURRENT").exists() else None
        version = f"{datetime.now(UTC):%Y%m%d%H%M%S}-{uuid4().hex[:6]}"
        folder = _root(data) / version
        folder.mkdir(parents=True)
        vectors = VectorStore(data / "vectors.db", embedder)
        embedded = vectors.add([passage.text for passage in passages], on_progress)
        client = chroma_client(folder / "chroma", chroma_url)
        write_collection(client, _collection(version), passages, vectors)
        manifest = Manifest(
            format=FORMAT,
            version=version,
            embedder=embedder.identity,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            pipeline=pipeline,
            digests={document.source: document.digest for document in documents},
            passages=len(passages),
            decisions={one.source: one.decisions for one in documents if one.decisions},
        )
        (folder / "documents.json").write_bytes(_DOCUMENTS.dump_json(tuple(documents)))
        (folder / "passages.json").write_bytes(_PASSAGES.dump_json(tuple(passages)))
        (folder / "reports.json").write_bytes(_REPORTS.dump_json(tuple(reports)))
        (folder / "manifest.json").write_bytes(_MANIFEST.dump_json(manifest, indent=1))
        _switch(data, version)
        vectors.keep_only([passage.text for passage in passages])
        # a process that still reads the previous version finishes in peace
        _drop_versions(data, {folder} if previous is None else {folder, previous}, chroma_url)
    return IndexReport(version, len(passages), embedded, time.perf_counter() - started)


def _root(data: Path) -> Path:
    return data / "index"


def _current_folder(data: Path) -> Path:
    return _root(data) / (_root(data) / "CURRENT").read_text(encoding="ascii").strip()


def _collection(version: str) -> str:
    return f"khoosheyar-{version}"


@contextmanager
def _write_lock(data: Path) -> Iterator[None]:
    _root(data).mkdir(parents=True, exist_ok=True)
    with (_root(data) / "LOCK").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexLocked(f"another process is building the index in {data}") from error
        yield


def _switch(data: Path, version: str) -> None:
    """Points CURRENT to the version; a rename is atomic, so a reader sees the old name or the new one."""
    new = _root(data) / "CURRENT.new"
    with new.open("w", encoding="ascii") as handle:
        handle.write(version)
        handle.flush()
        os.fsync(handle.fileno())
    new.replace(_root(data) / "CURRENT")


def _drop_versions(data: Path, kept: Set[Path], chroma_url: str | None) -> None:
    """Removes all other versions, half-written ones included; only called under the lock."""
    dropped = [p for p in _root(data).iterdir() if p.is_dir() and p not in kept]
    if chroma_url is not None and dropped:
        client = chroma_client(_root(data), chroma_url)
        for name in {_collection(p.name) for p in dropped} & {c.name for c in client.list_collections()}:
            client.delete_collection(name)
    for folder in dropped:
        shutil.rmtree(folder, ignore_errors=True)
