"""What is shown of each document where they stand side by side."""

from collections.abc import Callable, Sequence

from bot.dialogue.asking import is_asking, is_general
from bot.dialogue.judging import THRESHOLD
from bot.dialogue.parts import Part
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.trace import Side
from knowledge.document import Document
from knowledge.persian import fold
from knowledge.query import Concept, Query
from knowledge.stems import stems
from knowledge.themes import find_themes

SHOWN = 0.1  # probability from which a document's side of a comparison is shown, if it names the matter

BOTH = 2  # documents
BRIEF = 9  # words; a longer question says its matter in several ways

type Said = tuple[Document, tuple[Part, ...]]


def what_each_says(query: Query, sides: Sequence[Side]) -> list[Said]:
    """The documents that say something; for «در کدام سند …؟» those that name the thing, if one does."""
    saying = load_rules().turns["said"]
    named = [
        c for c in query.concepts if c.known and c.noun and not is_general(c) and not saying.search(c.word)
    ]
    said = [
        (side.parts[0].document, side.parts)
        for side in sides
        if side.chance >= THRESHOLD
        or (side.chance >= SHOWN and (not named or _name(side.parts, named, Concept.meant_in)))
    ]
    said = [each for each in said if not _is_silent(query, each, said, named)]
    if load_rules().turns["which_document"].search(plain(query.text)) is None:
        return said
    # «الکترونیک» is near «دیجیتال» and is not that
    return [(document, parts) for document, parts in said if _name(parts, named, Concept.named_in)] or said


def silent_beside(query: Query, documents: Sequence[Document], said: Sequence[Said]) -> list[Document]:
    """The one of two documents that says nothing, where it is not asked which of them does."""
    if len(documents) != BOTH or load_rules().turns["which_document"].search(plain(query.text)):
        return []
    speaking = [document for document, _ in said]
    return [document for document in documents if document not in speaking]


def _is_silent(query: Query, own: Said, said: Sequence[Said], named: Sequence[Concept]) -> bool:
    """Whether its lines only lie near what another document names: «دو سند دربارهٔ هوش مصنوعی چه گفته‌اند؟»."""
    document, parts = own
    others = (parts for other, parts in said if other is not document)
    if not named or len(query.words) > BRIEF or any(c.share < 1 for c in named):
        return False
    if not any(_name_all(each, named) for each in others):
        return False
    themes = set(find_themes(" ".join(query.readings)))
    marked = (i.themes for part in parts for i in part.section.items if i.text in part.lines)
    return not _name_most(parts, named) and themes.isdisjoint(theme for each in marked for theme in each)


def _name_all(parts: Sequence[Part], named: Sequence[Concept]) -> bool:
    """Whether one line names all of it."""
    lines = (set(stems(f"{part.lead or ''} {line}")) for part in parts for line in part.lines)
    return any(all(concept.match(line) == 1.0 for concept in named) for line in lines)


def _name_most(parts: Sequence[Part], named: Sequence[Concept]) -> bool:
    """Whether one line holds more than half of it: «مرحلهٔ اولیه» says nothing of «مواد اولیه»."""
    lines = [f"{part.section.title} {part.lead or ''} {line}" for part in parts for line in part.lines]
    held = [(set(stems(line)), fold(line)) for line in lines]
    matter = [concept for concept in named if not is_asking(concept)]
    points = (sum(c.meant_in(own) or c.word in text for c in matter) for own, text in held)
    return any(2 * most > len(matter) for most in points) or not matter


def _name(
    parts: Sequence[Part], named: Sequence[Concept], in_it: Callable[[Concept, set[str]], bool]
) -> bool:
    """Whether the parts hold any of what is named, by its word or as `in_it` tells."""
    text = fold(" ".join(" ".join((part.section.title, part.lead or "", *part.lines)) for part in parts))
    held = set(stems(text))
    return any(in_it(concept, held) or concept.word in text for concept in named)
