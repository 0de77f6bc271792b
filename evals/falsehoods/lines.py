"""Items of documents as sources, and when a text says something that a source does not."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.support import SourceLine
from knowledge.document import Document
from knowledge.lexicon import load_lexicon
from knowledge.persian import fold
from knowledge.stems import stems


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a document as a source, with where it stands."""

    source: SourceLine
    section: str
    table: bool


def read_lines(documents: Sequence[Document]) -> list[Line]:
    """Every item of at least three words, in reading order."""
    return [
        Line(
            SourceLine(item.text, item.lead or "", f"{document.title}؛ {section.title}"),
            section.id,
            item.kind == "row",
        )
        for document in documents
        for section in document.sections
        for item in section.items
        if len(item.text.split()) > 2
    ]


def differs(text: str, source: SourceLine) -> bool:
    """Whether the text has a word that the source has neither itself nor by another name."""
    held = set(stems(f"{source.statement} {source.title}"))
    stop = load_lexicon().stop
    told = [word for word in text.split() if fold(word).strip(".،؛:«»()") not in stop]
    return any(held.isdisjoint(alike(word)) for word in told if len(word) > 2)


def alike(word: str) -> list[str]:
    """Stems of a word and of what else it is called."""
    own = stems(word)
    same = load_lexicon().same.get(tuple(own), frozenset())
    return [*own, *(part for other in same for part in other)]
