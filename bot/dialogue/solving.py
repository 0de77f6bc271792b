"""«راه حلش چیه؟» behind one difficulty of a list: the proposals that lie nearest to it."""

from collections.abc import Sequence

from bot.dialogue.catalogue import Catalogue, Group, Place
from bot.dialogue.evidence import gather
from bot.dialogue.parts import Part, part_of, whole_group
from knowledge.document import Item, Topic
from knowledge.query import QueryReader
from knowledge.retriever import Retriever

ON_ITS_THEME, ANY = 0.77, 0.88  # score from which a proposal lies near
BELOW_BEST = 0.08
MOST = 4  # proposals


def difficulties(parts: Sequence[Part]) -> list[Part]:
    """The lines that were told of lists of challenges, one of each; [] where anything else was told first."""
    single = [p for p in parts if p.section.topic is Topic.CHALLENGES and p.listed and len(p.lines) == 1]
    return single if single[:1] == list(parts[:1]) else []


def nearest_proposals(
    catalogue: Catalogue, retriever: Retriever, reader: QueryReader, difficulty: Sequence[Part]
) -> tuple[Part, ...]:
    """The proposals nearest to the lines, best first; () where none lies near."""
    near = [place for part in difficulty for place in _nearest(catalogue, retriever, reader, part)]
    groups: dict[int, tuple[Group, list[Item]]] = {}
    for place in near:
        groups.setdefault(id(place.group), (place.group, []))[1].append(place.item)
    # a sentence says half of what is proposed, its neighbours the other
    return tuple(part_of(g, items) if g.listed else whole_group(g) for g, items in groups.values())


def _nearest(
    catalogue: Catalogue, retriever: Retriever, reader: QueryReader, difficulty: Part
) -> list[Place]:
    line = difficulty.lines[0]
    themes = {theme for item in difficulty.section.items if item.text == line for theme in item.themes}
    found = [
        item
        for item in gather(catalogue, retriever, reader.read(line)).items
        if item.place.section.topic is Topic.PROPOSALS
        and item.hit.score >= (ON_ITS_THEME if themes.intersection(item.place.item.themes) else ANY)
    ]
    return [item.place for item in found if item.hit.score >= found[0].hit.score - BELOW_BEST][:MOST]
