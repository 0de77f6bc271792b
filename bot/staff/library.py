"""The documents as they were read, with what people decide about them, and what can be browsed in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.decisions import Decision, Decisions, add_decisions, read_decisions
from knowledge.document import Document, Item, Section, Theme, Topic
from knowledge.reports import ReadingReport, Unread, read_unread

BROWSED = (Topic.CHALLENGES, Topic.PROPOSALS)


@dataclass(frozen=True, slots=True)
class Ingested:
    """One index version as ingest wrote it: what was decided since then is not in it."""

    version: str
    made_at: str  # ISO 8601, UTC
    documents: tuple[Document, ...]
    reports: tuple[ReadingReport, ...] = ()

    def document(self, document_id: str) -> Document | None:
        return next((one for one in self.documents if one.id == document_id), None)

    def report(self, document_id: str) -> ReadingReport | None:
        """How it was read; None of an index from before there were reports."""
        return next((one for one in self.reports if one.document_id == document_id), None)


class Library:
    """The version that answers now, and the decisions in the data folder."""

    def __init__(self, data: Path, ingested: Callable[[], Ingested]) -> None:
        self._data = data
        self.ingested = ingested

    def unread(self) -> Sequence[Unread]:
        """Files that could not be read."""
        return read_unread(self._data)

    def decisions(self, document_id: str) -> Decisions:
        """What was decided about it; raises DecisionsBroken."""
        return read_decisions(self._data, document_id)

    def decide(self, document_id: str, decisions: Sequence[Decision]) -> None:
        """Keeps them: about items and figures they hold at once, about lines when it is read again."""
        add_decisions(self._data, document_id, decisions)


@dataclass(frozen=True, slots=True)
class Browsed:
    """One challenge or proposal with where it stands."""

    document: Document
    section: Section
    item: Item


def browse(
    documents: Sequence[Document],
    topic: Topic,
    theme: Theme | None = None,
    source: str | None = None,
    body: str | None = None,
) -> list[Browsed]:
    """The items of sections of this topic, in the order of the documents."""
    return [
        Browsed(document, section, item)
        for document in documents
        if source is None or document.source == source
        for section in document.sections
        if section.topic is topic
        for item in section.items
        if (theme is None or theme in item.themes) and (body is None or body in item.bodies)
    ]


def bodies(documents: Sequence[Document]) -> list[str]:
    """Every responsible body that challenges and proposals name, by name."""
    return sorted(
        {
            body
            for document in documents
            for section in document.sections
            if section.topic in BROWSED
            for item in section.items
            for body in item.bodies
        }
    )
