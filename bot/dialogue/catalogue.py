"""The documents of one index as the answerer walks them: items, their groups and their sections."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from bot.dialogue.rules import plain
from knowledge.document import Document, Item, ItemKind, Section
from knowledge.persian import fold, persian_digits
from knowledge.stems import stems
from knowledge.themes import spoken_of

_NUMBERING = re.compile(r"^\s*(?:[\d۰-۹]+[.)\-]|[اآبجدهوزحطی]ـ?(?:لف)?\))\s*")
_FILE = re.compile(r"(?<!\w)فایل|\.(?:pptx?|docx?|xlsx?|pdf)(?!\w)")


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one section that hang together: one list under its lead, one table, one paragraph."""

    document: Document
    section: Section
    lead: str | None
    items: tuple[Item, ...]
    names_sections: bool = False  # it only names sections, where what is to be said stands

    @property
    def listed(self) -> bool:
        """Whether it is a list, a table or steps, not running text."""
        return self.items[0].kind is not ItemKind.SENTENCE


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands."""

    document: Document
    section: Section
    group: Group
    item: Item
    said: frozenset[str]  # stems of what stands here and of its headings


class Catalogue:
    """Look-ups over the documents; immutable."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)
        self._places: dict[str, Place] = {}
        self._groups: dict[str, tuple[Group, ...]] = {}
        self._names: set[str] = set()
        self._titled: dict[str, Section] = {}
        for document in documents:
            titles = {fold(bare_title(section.title)) for section in document.sections}
            for section in document.sections:
                for title in (section.title, bare_title(section.title)):
                    self._titled.setdefault(plain(title), section)
                groups = groups_in(document, section)
                self._groups[section.id] = groups
                for group in groups:
                    heading = f"{section.title} {group.lead or ''}"
                    for item in group.items:
                        said = said_by(item, heading)
                        self._places[item.id] = Place(document, section, group, item, said)
                        if fold(item.text) in titles or _FILE.search(fold(f"{item.lead or ''} {item.text}")):
                            self._names.add(item.id)

    def place(self, item_id: str) -> Place:
        """Where the item stands; raises KeyError."""
        return self._places[item_id]

    def only_names(self, item_id: str) -> bool:
        """Whether the item only names a section or a file, where what is to be said stands."""
        return item_id in self._names

    def titled(self, title: str) -> Section | None:
        """The first section with this title, with or without its number, as `plain` text."""
        return self._titled.get(title)

    def groups(self, section_id: str) -> tuple[Group, ...]:
        """The section's groups in reading order; raises KeyError."""
        return self._groups[section_id]

    def under(self, section: Section, document: Document) -> list[Section]:
        """The section and its sub-sections, in reading order."""
        return [
            s
            for s in document.sections
            if s.number == section.number or s.number.startswith(f"{section.number}.")
        ]


def groups_in(document: Document, section: Section) -> tuple[Group, ...]:
    """The section's items, those that hang together in one group, in reading order."""
    keyed = groupby(section.items, key=lambda item: (item.lead, item.kind is ItemKind.SENTENCE))
    titles = {bare_title(each.title) for each in document.sections}
    found = [(lead, tuple(items)) for (lead, _), items in keyed]
    return tuple(
        Group(document, section, lead, items, titles.issuperset(item.text for item in items))
        for lead, items in found
    )


def said_by(item: Item, heading: str) -> frozenset[str]:
    """Stems of the heading and of what the item with its lead speaks of."""
    return _said_in(f"{item.lead or ''} {item.text}", heading)


@lru_cache(maxsize=8192)  # the lines of an index are looked at with every question
def _said_in(text: str, heading: str) -> frozenset[str]:
    return frozenset(stems(spoken_of(text))).union(stems(heading))


def locate(document: Document, section: Section, page: int | None) -> str:
    """«بخش ۲.۳: عنوان» with the slide or page where the file has them."""
    place = f"بخش {persian_digits(section.number)}: {section.title}"
    if page is None or document.paged is None:
        return place
    unit = "اسلاید" if document.paged == "slide" else "صفحهٔ"
    return f"{place}، {unit} {persian_digits(page)}"


@lru_cache(maxsize=4096)  # the headings of an index are looked at with every question
def bare_title(title: str) -> str:
    """The heading without «الف)» or «۱.»."""
    return _NUMBERING.sub("", title)
