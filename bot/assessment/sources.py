"""Where the words that an instrument rests on stand: found again in the documents by how they begin."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.assessment.instrument import Reference, Source
from bot.dialogue.asking import counts
from bot.dialogue.catalogue import locate
from knowledge.document import Citation, Document, Item, Section
from knowledge.persian import fold

_THESE = re.compile(r"\bاین \S+ (?:نیاز|را|استفاده|تسهیل)|از این ")  # «… از این ابزارها استفاده می‌شود:»


def find_source(reference: Reference, documents: Sequence[Document]) -> Source | None:
    """The item of the named document that begins with these words, None when there is none.

    The named section comes first; elsewhere in the document only an opening that is unique counts, so that a
    document whose sections are numbered otherwise is still cited, and never in a wrong place.
    """
    opening = _words(reference.opening)
    for document in documents:
        if document.source != reference.document:
            continue
        found = [
            (section, item)
            for section in document.sections
            for item in section.items
            if _words(item.text).startswith(opening)
        ]
        placed = [each for each in found if each[0].number == reference.section]
        if placed or len(found) == 1:
            return _source(reference, document, *(placed or found)[0])
    return None


def _source(reference: Reference, document: Document, section: Section, item: Item) -> Source:
    quote = f"{item.lead}\n{item.text}" if item.lead else item.text
    page = item.page or section.page
    citation = Citation(document.source, document.title, locate(document, section, page), quote)
    return Source(reference, _worded(section, item), citation)


def _worded(section: Section, item: Item) -> str:
    """A sentence as it is; a point behind its lead, or its section's title where the lead means several."""
    if item.text.endswith("."):
        return item.text
    several = item.lead is None or counts(item.lead) or _THESE.search(item.lead)
    return f"{section.title if several else (item.lead or '').rstrip(':')}: {item.text}"


@lru_cache(maxsize=8192)  # every reference is looked for among the same items
def _words(text: str) -> str:
    return " ".join(fold(text).split())
