"""What is shown of each document where they stand side by side."""

from collections.abc import Callable, Sequence

from bot.dialogue.asking import is_general
from bot.dialogue.judging import THRESHOLD
from bot.dialogue.parts import Part
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.trace import Side
from knowledge.document import Document
from knowledge.persian import fold
from knowledge.query import Concept, Query
from knowledge.stems import stems

SHOWN = 0.1  # probability from which a document's side of a comparison is shown, if it names the matter

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
    if load_rules().turns["which_document"].search(plain(query.text)) is None:
        return said
    # «الکترونیک» is near «دیجیتال» and is not that
    return [(document, parts) for document, parts in said if _name(parts, named, Concept.named_in)] or said


def _name(
    parts: Sequence[Part], named: Sequence[Concept], in_it: Callable[[Concept, set[str]], bool]
) -> bool:
    """Whether the parts hold any of what is named, by its word or as `in_it` tells."""
    text = fold(" ".join(" ".join((part.section.title, part.lead or "", *part.lines)) for part in parts))
    held = set(stems(text))
    return any(in_it(concept, held) or concept.word in text for concept in named)
