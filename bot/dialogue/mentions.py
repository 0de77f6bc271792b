"""«هر چی دربارهٔ برند هست», «زیرساخت کجاها اومده؟»: every line that speaks of it, wherever it stands."""

from collections.abc import Iterable, Set

from bot.dialogue.asking import is_general
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.chapters import joined
from bot.dialogue.evidence import Evidence
from bot.dialogue.parts import Part, part_of
from knowledge.document import Topic
from knowledge.query import EARLIER_SHARE, SAME_WEIGHT, Concept, Query
from knowledge.stems import stems

AS_WELL = 0.85  # … of the best match there is: where its own word stands, a word near it is another matter
MOST = 16  # lines; what more of them speak of is named in passing
PLACES = frozenset("بخش قسمت جا مورد موارد".split())  # «در کدام بخش‌ها» says where to look
FEWEST = 2  # … and one is no more than the best line of any answer


def find_mentions(catalogue: Catalogue, query: Query, evidence: Evidence) -> tuple[Part, ...]:
    """The lines found that speak of all the things named, in the documents' order; () for one or too many."""
    lines = [each.place.item for each in evidence.items if each.place.section.topic is not Topic.ABOUT]
    held = {item.id: set(stems(f"{item.lead or ''} {item.text}")) for item in lines}
    runs = [
        [(concept, least) for concept in run if (least := _least(concept, held.values()))]
        for run in joined(query.words, _things(query))
    ]
    found = {
        id
        for id, own in held.items()
        if all(any(concept.match(own) >= least for concept, least in run) for run in runs)
    }
    if not runs or not FEWEST <= len(found) <= MOST:
        return ()
    sections = [section for document in catalogue.documents for section in document.sections]
    parts = []
    for group in (group for section in sections for group in catalogue.groups(section.id)):
        if said := [item for item in group.items if item.id in found]:
            parts.append(part_of(group, said))
    return tuple(parts)


def _things(query: Query) -> list[Concept]:
    """The nouns that the message itself names; whatever else it names where it has none."""
    named = [c for c in query.concepts if c.known and c.share > EARLIER_SHARE and not is_general(c)]
    named = [concept for concept in named if concept.word not in PLACES]
    return [concept for concept in named if concept.noun] or named


def _least(concept: Concept, lines: Iterable[Set[str]]) -> float:
    """What a line has to match the concept by; 0 where none speaks of it."""
    best = max((concept.match(held) for held in lines), default=0.0)
    return max(SAME_WEIGHT, AS_WELL * best) if best >= SAME_WEIGHT else 0.0
