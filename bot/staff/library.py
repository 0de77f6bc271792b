"""The documents as the assistant sees them, for people to look over: lines, repairs, figures, themes."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.document import Document, Figure, FigureStatus, Item, Section, Theme, Topic

SURE = 0.9  # confidence of a repair or a scan below which a line waits for a person
BROWSED = (Topic.CHALLENGES, Topic.PROPOSALS)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line for a person to look at: read with little confidence, or with a figure that was not plain."""

    section: Section
    item: Item
    figures: tuple[Figure, ...]  # those that are not plain


@dataclass(frozen=True, slots=True)
class Summary:
    """One document in numbers."""

    document: Document
    items: int
    repaired: int
    recovered: int
    doubts: int


@dataclass(frozen=True, slots=True)
class Browsed:
    """One challenge or proposal with where it stands."""

    document: Document
    section: Section
    item: Item


def summarise(document: Document) -> Summary:
    items = [item for section in document.sections for item in section.items]
    figures = [figure for item in items for figure in item.figures]
    return Summary(
        document,
        len(items),
        sum(item.original is not None for item in items),
        sum(figure.status is FigureStatus.RECOVERED for figure in figures),
        len(doubts(document)),
    )


def doubts(document: Document) -> list[Doubt]:
    """What waits for a person, in reading order."""
    found = []
    for section in document.sections:
        for item in section.items:
            figures = tuple(one for one in item.figures if one.status is not FigureStatus.PLAIN)
            if figures or item.confidence < SURE:
                found.append(Doubt(section, item, figures))
    return found


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
