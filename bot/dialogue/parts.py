"""Lines of the documents that go into an answer together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.dialogue.catalogue import Group
from knowledge.document import Document, FigureStatus, Item, ItemKind, Section
from knowledge.stems import stems_of_all

LONG_LIST = 7  # items; not all of a longer one answers what asks for more than the list
BARE = 2  # words of a list's entry that says nothing beside other lines


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one place that go into the answer, in the document's words and order."""

    document: Document
    section: Section
    lead: str | None
    lines: tuple[str, ...]
    listed: bool
    ordered: bool = False
    total: int = 0  # how many the list has in all, when fewer are shown
    page: int | None = None
    recovered: bool = False  # a figure in it was run together and split by arithmetic


def whole_group(group: Group) -> Part:
    return part_of(group, group.items)


def part_of(group: Group, items: Sequence[Item]) -> Part:
    """These items of the group."""
    return Part(
        document=group.document,
        section=group.section,
        lead=group.lead,
        lines=tuple(item.text for item in items),
        listed=group.listed,
        ordered=items[0].kind is ItemKind.STEP,
        total=len(group.items) if group.listed else len(items),
        page=items[0].page,
        recovered=any(figure.status is FigureStatus.RECOVERED for item in items for figure in item.figures),
    )


def stems_of(parts: Iterable[Part]) -> set[str]:
    """What they say and are headed by."""
    return stems_of_all(text for part in parts for text in (part.section.title, part.lead or "", *part.lines))


def is_bare_word(item: Item) -> bool:
    """Whether it is a word or two of a list: «فناوری» says something only where it is what was asked for."""
    return item.kind is ItemKind.BULLET and len(item.text.split()) <= BARE
