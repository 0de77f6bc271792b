"""Files to a new index version: only what changed is read, only new text is embedded."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest.ahead import Ahead
from ingest.documents import Parsed, digest_content, name_document, name_rules, parse_document
from ingest.errors import DecisionsUnusable, UnreadableDocument
from ingest.finished import Finished
from ingest.passages import make_passages
from ingest.readers import read_bytes
from ingest.repair import Ranking
from ingest.report import BuildReport, FileReport, Outcome, report_parsed
from ingest.sources import SourceFile, find_files
from knowledge.decisions import Decisions, DecisionsBroken, read_decisions
from knowledge.document import Document
from knowledge.embedder import Embedder
from knowledge.index import (
    IndexMismatch,
    IndexMissing,
    Manifest,
    has_vectors,
    read_documents,
    read_manifest,
    read_reports,
    write_index,
)
from knowledge.reports import ReadingReport, Unread, read_unread, write_unread

Progress = Callable[[str, int, int], None]  # stage ("read" or "embed"), done, in all


class NothingToIndex(Exception):
    """No document is left to make an index from."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Documents read and ready to be written, and what there is to tell of each file."""

    documents: tuple[Document, ...]
    reports: tuple[ReadingReport, ...]  # of these documents, as far as there are any
    files: tuple[FileReport, ...]
    rules: str  # that files were read by
    pipeline: str  # rules that all of the documents were made by; another word where they differ
    changed: bool  # against the current index's documents and rules; the embedder is not looked at
    passed_over: tuple[Path, ...]
    unread: tuple[Unread, ...]  # files that could not be read, now or before
    seconds: float


def build(
    paths: Sequence[Path],
    data: Path,
    embedder: Embedder,
    on_progress: Progress | None = None,
    chroma_url: str | None = None,
    ranking: Ranking | None = None,
) -> BuildReport:
    """Make the knowledge base exactly these files; raises IndexLocked or NothingToIndex.

    A file that cannot be read is in the report with its reason, the others go in.
    """
    with Ahead(data, lambda: embedder) as ahead:
        prepared = prepare(paths, data, on_progress, ranking=ranking, on_document=ahead.take)
    return write(prepared, data, embedder, on_progress, chroma_url, ahead.embedded)


def prepare(
    paths: Sequence[Path],
    data: Path,
    on_progress: Progress | None = None,
    keep: Sequence[Document] = (),
    ranking: Ranking | None = None,
    on_document: Callable[[Document], None] | None = None,
) -> Prepared:
    """Read the files that were not finished before; `keep` are documents to hold on to as they are.

    `on_document` gets each of the others as soon as it is there.
    """
    started = time.perf_counter()
    files, passed_over = find_files(paths)
    rules = name_rules(ranking)
    finished, reports = _read(files, data, Finished(data, rules), ranking, on_progress, on_document)
    new = {parsed.document.source: parsed.document for parsed in finished}
    documents = {document.source: document for document in keep} | new
    manifest = current_manifest(data)
    stale = bool(keep) and manifest is not None and manifest.pipeline != rules
    pipeline = "mixed" if stale else rules
    known = manifest.digests if manifest is not None else {}
    reports += [
        FileReport(source, Outcome.REMOVED)
        for source in known
        if source not in documents and source not in {report.source for report in reports}
    ]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    met = {report.source for report in reports}
    unread = [Unread(one.source, one.reason or "", now) for one in reports if one.outcome is Outcome.FAILED]
    if keep:
        unread += [one for one in read_unread(data) if one.source not in met]
    how = {report.source: report for report in read_reports(data)} | {
        parsed.document.source: parsed.report for parsed in finished
    }
    digests = {source: document.digest for source, document in documents.items()}
    decided = {source: document.decisions for source, document in documents.items() if document.decisions}
    return Prepared(
        documents=tuple(documents[source] for source in sorted(documents)),
        reports=tuple(how[source] for source in sorted(documents) if source in how),
        files=tuple(reports),
        rules=rules,
        pipeline=pipeline,
        changed=manifest is None
        or (manifest.pipeline, known, manifest.decisions) != (pipeline, digests, decided)
        or _read_otherwise(documents, reports, data),
        passed_over=tuple(passed_over),
        unread=tuple(sorted(unread, key=lambda one: one.source)),
        seconds=time.perf_counter() - started,
    )


def prepare_addition(
    paths: Sequence[Path],
    data: Path,
    on_progress: Progress | None = None,
    ranking: Ranking | None = None,
    on_document: Callable[[Document], None] | None = None,
) -> Prepared:
    """The current documents and these files; a file takes the place of the document of its name."""
    return prepare(paths, data, on_progress, read_documents(data), ranking, on_document)


def prepare_removal(sources: Sequence[str], data: Path, ranking: Ranking | None = None) -> Prepared:
    """The current documents without these; raises KeyError with a source that is not there."""
    documents = read_documents(data)
    known = {document.source for document in documents}
    for source in sources:
        if source not in known:
            raise KeyError(source)
    kept = [each for each in documents if each.source not in sources]
    return prepare((), data, keep=kept, ranking=ranking)


def write(
    prepared: Prepared,
    data: Path,
    embedder: Embedder,
    on_progress: Progress | None = None,
    chroma_url: str | None = None,
    embedded: int = 0,
) -> BuildReport:
    """Embed and switch to the new version; nothing is written where nothing changed.

    `embedded` passages have been while the files were read. Raises IndexLocked or NothingToIndex.
    """
    started = time.perf_counter()
    write_unread(data, prepared.unread)
    manifest = current_manifest(data)
    if (
        not prepared.changed
        and manifest is not None
        and manifest.embedder == embedder.identity
        and has_vectors(data, manifest, chroma_url)
    ):
        return BuildReport(
            prepared.files, manifest.passages, prepared.seconds, index=None, passed_over=prepared.passed_over
        )
    if not prepared.documents:
        raise NothingToIndex()
    passages = [passage for document in prepared.documents for passage in make_passages(document)]
    report = write_index(
        data,
        prepared.documents,
        passages,
        embedder,
        pipeline=prepared.pipeline,
        on_progress=None if on_progress is None else lambda done, total: on_progress("embed", done, total),
        chroma_url=chroma_url,
        reports=prepared.reports,
    )
    report = replace(report, embedded=report.embedded + embedded)
    Finished(data, prepared.rules).keep_only(prepared.documents)
    seconds = prepared.seconds + time.perf_counter() - started
    return BuildReport(prepared.files, len(passages), seconds, report, prepared.passed_over)


def current_manifest(data: Path) -> Manifest | None:
    """The current index's manifest; None where there is none that this program can read."""
    try:
        return read_manifest(data)
    except (IndexMissing, IndexMismatch):
        return None


def find_decisions(data: Path, source: str) -> Decisions:
    """What people have decided about the document of this file; raises DecisionsUnusable."""
    try:
        return read_decisions(data, name_document(source))
    except (DecisionsBroken, OSError) as error:
        raise DecisionsUnusable(str(error)) from error


def _read_otherwise(documents: Mapping[str, Document], reports: Sequence[FileReport], data: Path) -> bool:
    """Whether the index holds other documents of files that were read again, as their ranker answers now."""
    again = {report.source for report in reports if report.outcome is Outcome.READ}
    return bool(again) and any(
        documents[one.source] != one for one in read_documents(data) if one.source in again
    )


def _read(
    files: Sequence[SourceFile],
    data: Path,
    store: Finished,
    ranking: Ranking | None,
    on_progress: Progress | None,
    on_document: Callable[[Document], None] | None,
) -> tuple[list[Parsed], list[FileReport]]:
    """What could be read, and a report of each file, both in order."""
    finished: list[Parsed] = []
    reports: list[FileReport] = []
    for number, file in enumerate(files):
        if on_progress is not None:
            on_progress("read", number, len(files))
        try:
            parsed, outcome = _finish(file, data, store, ranking)
        except UnreadableDocument as error:
            reports.append(FileReport(file.source, Outcome.FAILED, reason=str(error)))
        else:
            finished.append(parsed)
            reports.append(report_parsed(parsed, outcome))
            if on_document is not None:
                on_document(parsed.document)
    if on_progress is not None:
        on_progress("read", len(files), len(files))
    return finished, reports


def _finish(file: SourceFile, data: Path, store: Finished, ranking: Ranking | None) -> tuple[Parsed, Outcome]:
    """The document of this file, kept for the next time; raises an UnreadableDocument."""
    content = read_bytes(file.path)
    decisions = find_decisions(data, file.source)
    known = store.find(file.source, digest_content(content), decisions.digest)
    if known is not None and not (ranking is not None and known.report.unanswered):
        return known, Outcome.UNCHANGED
    parsed = parse_document(file.source, content, decisions, ranking)
    store.add(parsed)
    return parsed, Outcome.READ
