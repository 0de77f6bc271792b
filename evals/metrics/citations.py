"""Are the citations true: the right document, a real place, words that stand there and hold the sentence?"""

import re
from collections.abc import Sequence

from evals.knowledge import KnowledgeBase
from evals.matching import canonical, coverage, numerals
from knowledge.document import Citation, Section
from knowledge.persian import ASCII_DIGITS

SUPPORT = 0.8  # share of a sentence's content words that its quote must hold
_LOCATOR = re.compile(
    r"بخش (?P<number>[\d.]+)\s*:\s*(?P<title>.*?)(?:،\s*(?:اسلاید|صفحه[ٔ]?)\s*(?P<page>\d+))?$"
)


def cites_any(cited: Sequence[str], wanted: Sequence[str], base: KnowledgeBase) -> bool:
    """Whether at least one citation goes to a document that holds the answer."""
    return any(base.is_source(source, name) for source in cited for name in wanted)


def cites_only(cited: Sequence[str], wanted: Sequence[str], base: KnowledgeBase) -> bool:
    """Whether there are citations and none goes to another document."""
    return bool(cited) and all(any(base.is_source(source, name) for name in wanted) for source in cited)


def cites_all(cited: Sequence[str], wanted: Sequence[str], base: KnowledgeBase) -> bool:
    """Whether every document that the answer needs is cited."""
    return all(any(base.is_source(source, name) for source in cited) for name in wanted)


def cited_section(citation: Citation, base: KnowledgeBase) -> Section | None:
    """The section that the locator names by number and title (and page, if it says one), or None."""
    document = base.find(citation.source)
    place = _LOCATOR.fullmatch(citation.locator.translate(ASCII_DIGITS).strip())
    if document is None or place is None:
        return None
    for section in document.sections:
        same_title = canonical(section.title) == canonical(place["title"])
        if section.number == place["number"] and same_title:
            pages = {section.page, *(item.page for item in section.items)}
            return section if place["page"] is None or int(place["page"]) in pages else None
    return None


def quote_is_real(citation: Citation, base: KnowledgeBase) -> bool:
    """Whether each line of the quote stands in the document's text, spacing and spelling variants aside.

    A line that lists several bullets is real when each of its sentences is.
    """
    document = base.find(citation.source)
    if document is None or not citation.quote.strip():
        return False
    text = base.squeezed(document)
    return all(squeeze(part) in text for part in _parts(citation.quote))


def squeeze(text: str) -> str:
    """Canonical text without spaces, for finding words whatever their spacing."""
    return canonical(text).replace(" ", "")


def _parts(quote: str) -> list[str]:
    lines = [part for line in quote.splitlines() for part in re.split(r"…|\.\.\.|[•▪●]", line)]
    return [line for line in lines if squeeze(line)]


def supports(line: str, citation: Citation) -> bool:
    """Whether the quote holds the sentence: SUPPORT of its content words and every numeral of it.

    Citation precision of ALCE (Gao et al. 2023), with words and numerals in place of an entailment model.
    The place cited counts with the quote: a heading carries meaning too.
    """
    held = [citation.quote, citation.locator, citation.title]
    return coverage(line, held) >= SUPPORT and numerals(line) <= numerals("\n".join(held))
