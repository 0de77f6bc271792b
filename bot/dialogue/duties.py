"""«نقش دانشگاه چیست؟»: what the documents want of a body that is named, and nothing else asked."""

from collections.abc import Sequence, Set

from bot.dialogue.asking import is_general
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.parts import Part, part_of
from bot.dialogue.rules import load_rules, plain
from knowledge.document import Document, Item, Topic
from knowledge.query import Concept, QueryReader
from knowledge.stems import stems

# Where a body's part is told; a challenge tells what it fails to do
_TOLD_IN = (Topic.PROPOSALS, Topic.BENEFITS, Topic.TOOLS, Topic.COMPONENTS)
MANY = 3  # bodies; a line that names more only counts them
BARE = 3  # words beside the body's name; a line of fewer says nothing of its part


def find_duties(
    catalogue: Catalogue, reader: QueryReader, text: str, documents: Sequence[Document]
) -> tuple[Part, ...]:
    """The lines on the body, proposals first; () unless one is proposed and its part is all that is asked."""
    duty = load_rules().turns["duty"]
    folded = plain(text)
    if duty.search(folded) is None:
        return ()
    named = [c for c in reader.read(duty.sub(" ", folded)).concepts if not is_general(c)]
    if not named:
        return ()
    parts: list[Part] = []
    for topic in _TOLD_IN:
        for document in documents:
            for section in document.sections:
                for group in catalogue.groups(section.id) if section.topic is topic else ():
                    if items := [item for item in group.items if _gives_part(item, named)]:
                        parts.append(part_of(group, items))
        if not parts:
            return ()
    return tuple(parts)


def _gives_part(item: Item, named: list[Concept]) -> bool:
    if not 0 < len(item.bodies) <= MANY or len(item.text.split()) <= BARE + len(named):
        return False
    said = set(stems(item.text))
    return any(_names(set(stems(body)), named) for body in item.bodies) and _names(said, named)


def _names(held: Set[str], named: list[Concept]) -> bool:
    return all(concept.named_in(held) for concept in named)
