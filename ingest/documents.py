"""One file to one Document: read, repaired where damaged, structured; with a record of what was changed."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePath

from ingest.blocks import Block, BlockKind, Meta
from ingest.extracted import Change, read_structure, without_left_out
from ingest.front import PLAIN_KIND, make_front
from ingest.marked import repair_marked
from ingest.outline import arrange_slides
from ingest.rankers import count_unanswered
from ingest.relevance import FOREIGN_ARTICLE, opening_words, split_articles
from ingest.repair import Adviser, Ranking
from ingest.sandbox import read_safely
from ingest.sections import make_sections
from ingest.typed import mark_typed_lists
from ingest.version import pipeline_version
from knowledge.deciding import with_decisions
from knowledge.decisions import NONE, Decisions, squeezed
from knowledge.document import Document, FigureStatus
from knowledge.persian import ZWNJ
from knowledge.reports import LeftOut, ReadingReport

_SHEETS = (".xlsx", ".csv")  # their headings name sheets
_FRONT_MATTER = (".md", ".markdown", ".txt")
_KIND_OF_SUFFIX = {".pptx": "deck", ".xlsx": "table", ".csv": "table", ".html": "page", ".htm": "page"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document and what happened to its file on the way."""

    document: Document
    report: ReadingReport
    changes: tuple[Change, ...] = ()

    def repaired(self) -> Counter[str]:
        """Repairs by kind."""
        return Counter(change.kind for change in self.changes)

    def figures(self, status: FigureStatus) -> int:
        """How many figures have this status."""
        return sum(
            figure.status is status
            for section in self.document.sections
            for item in section.items
            for figure in item.figures
        )


def name_rules(ranking: Ranking | None) -> str:
    """What a document becomes is decided by the rules' version, and by what ranks where something does."""
    return pipeline_version() if ranking is None else f"{pipeline_version()} {ranking.ranker.name}"


def digest_content(data: bytes) -> str:
    """sha256 of a file's bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def parse_document(
    source: str, data: bytes, decisions: Decisions = NONE, ranking: Ranking | None = None
) -> Parsed:
    """The document of these bytes as people have decided about it; source is its file name.

    `ranking` may choose among the readings of damaged lines. Raises an UnreadableDocument.
    """
    reading = read_safely(source, data)
    blocks = [
        replace(block, page=block.page or page.number) for page in reading.pages for block in page.blocks
    ]
    adviser = Adviser(ranking) if ranking is not None else None
    unanswered = count_unanswered(ranking)
    extracted = read_structure([page for page in reading.pages if page.lines], decisions, adviser)
    marked = repair_marked(blocks, decisions, adviser)
    kept, foreign = split_articles(marked.blocks)
    blocks = mark_typed_lists([*kept, *extracted.blocks])
    if reading.paged == "slide":
        blocks = arrange_slides(blocks)
    meta = _meta(marked.meta(reading.meta), extracted.meta)
    suffix = PurePath(source).suffix.lower()
    first = None if suffix in _SHEETS else _only_title(blocks)
    # front matter was written to be cited; other formats keep leftovers in their metadata
    title = (meta.title or first if suffix in _FRONT_MATTER else first or meta.title) or _name_title(source)
    kind = meta.kind or _KIND_OF_SUFFIX.get(suffix) or PLAIN_KIND
    document_id = name_document(source)
    sections = make_sections(document_id, blocks, title)
    document = Document(
        id=document_id,
        source=source,
        title=title,
        kind=kind,
        sections=(make_front(document_id, title, kind, meta), *sections),
        digest=digest_content(data),
        publisher=meta.publisher,
        author=meta.author,
        date=meta.date,
        paged=reading.paged,
        decisions=decisions.digest,
    )
    report = ReadingReport(
        document_id=document_id,
        source=source,
        read_at=datetime.now(UTC).isoformat(timespec="seconds"),
        rules=name_rules(ranking),
        pages=len(reading.pages),
        lines=(*without_left_out(marked.lines, kept, foreign), *extracted.lines),
        left_out=(
            *reading.left_out,
            *extracted.left_out,
            *(LeftOut(opening_words(run), FOREIGN_ARTICLE, run[0].page) for run in foreign),
        ),
        unmatched=tuple(line for line in extracted.unmatched if squeezed(line) not in marked.there),
        unanswered=count_unanswered(ranking) - unanswered,
    )
    return Parsed(with_decisions(document, decisions), report, (*marked.changes, *extracted.changes))


def name_document(source: str) -> str:
    """An ASCII id from the file name: its letters and digits, a hash where others were lost."""
    path = PurePath(source)
    stem = path.stem if path.suffix.lower() in (".md", ".txt", "") else path.name
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")
    if not stem.isascii() or "/" in source:
        slug = f"{slug}-{hashlib.sha256(source.encode()).hexdigest()[:8]}".strip("-")
    return slug


def _meta(stated: Meta, found: Meta) -> Meta:
    """What the file states, and what its pages show where it states nothing."""
    return Meta(
        title=stated.title or found.title,
        kind=stated.kind or found.kind,
        author=stated.author or found.author,
        publisher=stated.publisher or found.publisher,
        date=stated.date or found.date,
        extra=stated.extra or found.extra,
    )


def _only_title(blocks: Sequence[Block]) -> str | None:
    """The first heading, where it alone has the outermost level."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    if not headings:
        return None
    outermost = min(block.level for block in headings)
    first = headings[0]
    alone = first.level == outermost and sum(block.level == outermost for block in headings) == 1
    return first.text if alone else None


def _name_title(source: str) -> str:
    return PurePath(source).stem.replace("_", " ").replace(ZWNJ, " ").strip() or source
