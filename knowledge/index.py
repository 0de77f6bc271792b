"""Versioned indexes: a new version is written beside the old one and switched to in one step.

DATA/index/CURRENT names the version in use; DATA/index/<version>/ holds its manifest, documents, passages
and (unless a Chroma server is used) its Chroma folder, all written once and never changed. A process that
is killed while writing leaves a folder that nothing points to; the next writer removes it.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from knowledge.dense import (
    BATCH,
    DenseIndex,
    VectorsMissing,
    VectorsUnavailable,
    chroma_client,
    count_vectors,
    drop_collections,
    first_of_each_text,
    is_held,
    open_collection,
)
from knowledge.document import Document, Passage
from knowledge.embedder import Embedder
from knowledge.filling import CollectionWriter
from knowledge.reports import ReadingReport
from knowledge.vectors import VectorStore, read_vectors
from knowledge.versions import (
    MANIFEST,
    current_folder,
    current_name,
    cut_short,
    remove,
    root,
    settle,
    sizes,
    switch,
    unfinished,
    write_lock,
)

VECTORS = "vectors.db"  # in the data folder
FORMAT = 1  # of the files below; another number is another program's index


class IndexMissing(Exception):
    """There is no index in this data folder."""


class IndexMismatch(Exception):
    """The index is damaged or was made by another embedder or another program version: build it anew."""


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
    sizes: dict[str, int] = field(default_factory=dict)  # bytes of each file that does not grow
    vectors: int = 0  # in Chroma, one of each different text


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
        folder = current_folder(data)
        manifest = _MANIFEST.validate_json((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissing(f"there is no index in {data}; run: {_build(data)}") from error
    except ValueError as error:
        raise IndexMismatch(f"the index in {data} is not readable; {_anew(data)}") from error
    if manifest.format != FORMAT:
        raise IndexMismatch(f"the index in {data} has another format; {_anew(data)}")
    if (name := cut_short(folder, manifest.sizes)) is not None:
        raise IndexMismatch(f"the index in {data} is damaged: {name} is not whole; {_anew(data)}")
    return manifest


def read_documents(data: Path) -> tuple[Document, ...]:
    """The documents of the current version, () when there is no index; raises IndexMismatch."""
    try:
        manifest = read_manifest(data)
    except IndexMissing:
        return ()
    return _read_part(_DOCUMENTS, data, manifest, "documents.json")


def read_reports(data: Path) -> tuple[ReadingReport, ...]:
    """How the documents of the current version were read, as far as the index can tell."""
    try:
        manifest = read_manifest(data)
        if not (root(data) / manifest.version / "reports.json").exists():
            return ()
        return _read_part(_REPORTS, data, manifest, "reports.json")
    except (IndexMissing, IndexMismatch):
        return ()


def _read_part[Part](kind: TypeAdapter[Part], data: Path, manifest: Manifest, name: str) -> Part:
    try:
        return kind.validate_json((root(data) / manifest.version / name).read_bytes())
    except (FileNotFoundError, ValidationError) as error:
        raise IndexMismatch(f"the index in {data} is damaged: {name} is not whole; {_anew(data)}") from error


def _anew(data: Path) -> str:
    return f"run: {_build(data)} (and add your own documents again)"


def _build(data: Path) -> str:
    return f"python -m ingest build --data {data}"


def open_index(data: Path, embedder: Embedder, chroma_url: str | None = None) -> Index:
    """The current version, ready for search; raises IndexMissing, IndexMismatch or VectorsUnavailable."""
    manifest = read_manifest(data)
    if manifest.embedder != embedder.identity:
        raise IndexMismatch(
            f"the index in {data} was made with {manifest.embedder}, this program uses {embedder.identity}; "
            f"{_anew(data)}"
        )
    passages = _read_part(_PASSAGES, data, manifest, "passages.json")
    try:
        dense = _open_dense(data, manifest, passages, chroma_url)
    except VectorsMissing as error:
        raise IndexMismatch(
            f"the vectors of the index in {data} are not in its Chroma; {_anew(data)}"
        ) from error
    except VectorsUnavailable as error:
        if chroma_url is not None:
            raise
        raise IndexMismatch(f"{error}; unless the disk is full or read-only, {_anew(data)}") from error
    return Index(
        manifest=manifest,
        documents=_read_part(_DOCUMENTS, data, manifest, "documents.json"),
        passages=passages,
        dense=dense,
        reports=read_reports(data),
    )


def _open_dense(
    data: Path, manifest: Manifest, passages: Sequence[Passage], chroma_url: str | None
) -> DenseIndex:
    """Of a small index the vectors as they were made: importing Chroma takes a third of a whole start."""
    if chroma_url is None and is_held(passages):
        texts = [passage.text for passage in passages]
        if (held := read_vectors(data / VECTORS, manifest.embedder, texts)) is not None:
            return DenseIndex(passages, None, held)
    client = chroma_client(root(data) / manifest.version / "chroma", chroma_url)
    return DenseIndex(passages, open_collection(client, _collection(manifest.version)))


def has_vectors(data: Path, manifest: Manifest, chroma_url: str | None = None) -> bool:
    """Whether Chroma holds a vector for every text; raises VectorsUnavailable of a Chroma server."""
    try:
        client = chroma_client(root(data) / manifest.version / "chroma", chroma_url)
        return count_vectors(client, _collection(manifest.version)) == manifest.vectors
    except VectorsMissing:
        return False
    except VectorsUnavailable:
        if chroma_url is not None:
            raise
        return False  # its files are broken; they can be written anew


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
    """Writes a new version and makes it the current one; raises IndexLocked, OSError or VectorsUnavailable.

    `on_progress` gets (texts done, different texts in all). What fails leaves the current version as it is.
    """
    started = time.perf_counter()
    with write_lock(data):
        _drop(data, unfinished(data), chroma_url)
        different = first_of_each_text(passages)
        version = f"{datetime.now(UTC):%Y%m%d%H%M%S}-{uuid4().hex[:6]}"
        folder, previous = root(data) / version, current_name(data)
        try:
            folder.mkdir(parents=True)
            with VectorStore(data / VECTORS, embedder) as vectors:
                embedded = _write_vectors(
                    different, vectors, folder / "chroma", chroma_url, _collection(version), on_progress
                )
            (folder / "documents.json").write_bytes(_DOCUMENTS.dump_json(tuple(documents)))
            (folder / "passages.json").write_bytes(_PASSAGES.dump_json(tuple(passages)))
            (folder / "reports.json").write_bytes(_REPORTS.dump_json(tuple(reports)))
            manifest = Manifest(
                format=FORMAT,
                version=version,
                embedder=embedder.identity,
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                pipeline=pipeline,
                digests={document.source: document.digest for document in documents},
                passages=len(passages),
                decisions={one.source: one.decisions for one in documents if one.decisions},
                sizes=sizes(folder),
                vectors=len(different),
            )
            (folder / MANIFEST).write_bytes(_MANIFEST.dump_json(manifest, indent=1))
            settle(folder)
            switch(data, version)
        except Exception:
            with suppress(VectorsUnavailable):
                _drop(data, [folder], chroma_url)  # or every try on a full disk would leave it fuller
            raise
        # a process that still reads the previous version finishes in peace
        others = [one for one in root(data).iterdir() if one.is_dir() and one.name not in (version, previous)]
        _drop(data, others, chroma_url)
        with VectorStore(data / VECTORS, embedder) as vectors:
            vectors.keep_only([passage.text for passage in different])
    return IndexReport(version, len(passages), embedded, time.perf_counter() - started)


def _write_vectors(
    passages: Sequence[Passage],
    vectors: VectorStore,
    folder: Path,
    chroma_url: str | None,
    name: str,
    on_progress: Callable[[int, int], None] | None,
) -> int:
    """Embeds what has no vector yet while Chroma takes what has; how many texts were embedded."""
    embedded = 0
    with CollectionWriter(folder, chroma_url, name) as collection:
        for start in range(0, len(passages), BATCH):
            batch = passages[start : start + BATCH]
            texts = [passage.text for passage in batch]
            embedded += vectors.add(texts, _counted_from(start, len(passages), on_progress))
            collection.put(batch, vectors.of(texts))
    return embedded


def _counted_from(
    start: int, total: int, on_progress: Callable[[int, int], None] | None
) -> Callable[[int, int], None] | None:
    """Progress in a batch as progress in all."""
    return None if on_progress is None else lambda done, _: on_progress(start + done, total)


def _collection(version: str) -> str:
    return f"khoosheyar-{version}"


def _drop(data: Path, folders: Sequence[Path], chroma_url: str | None) -> None:
    """Removes these versions, with their collections on a Chroma server; only called under the lock."""
    if chroma_url is not None and folders:
        drop_collections(chroma_client(root(data), chroma_url), {_collection(one.name) for one in folders})
    for folder in folders:
        remove(folder)
