"""What the documents say to a question: items with scores, gathered into groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.dialogue.catalogue import Catalogue, Group, Place
from knowledge.document import Passage
from knowledge.query import Query
from knowledge.retriever import Familiarity, Hit, Retriever

LIMIT = 120  # passages looked at
ALIKE = 0.9  # cosine from which a known question stands for the one that is asked
NAMES_ONLY = 0.05  # what a line that only names a section, or a file, scores below others


class ScoredItem(NamedTuple):
    place: Place
    hit: Hit


@dataclass(frozen=True, slots=True)
class ScoredGroup:
    group: Group
    score: float  # from its items and its section
    best: float  # its best item's score


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Everything found for one query, best first; equal only to itself."""

    items: tuple[ScoredItem, ...]
    groups: tuple[ScoredGroup, ...]
    sections: dict[str, float]  # section id to the score of its own passage
    familiarity: Familiarity = field(default_factory=Familiarity)

    @property
    def is_familiar(self) -> bool:
        """Whether a known question with an answer stands for the one that is asked."""
        return self.familiarity.answered >= ALIKE


def gather(
    catalogue: Catalogue,
    retriever: Retriever,
    query: Query,
    wanted: Callable[[Passage], bool] | None = None,
) -> Evidence:
    """Searches and sums up; empty when nothing is wanted."""
    hits = retriever.search(query, LIMIT, wanted)
    found = [
        ScoredItem(catalogue.place(hit.passage.item_id), _discounted(catalogue, hit, hit.passage.item_id))
        for hit in hits
        if hit.passage.item_id is not None
    ]
    items = tuple(sorted(found, key=lambda item: -item.hit.score))
    sections: dict[str, float] = {}
    for hit in hits:
        if hit.passage.item_id is None:
            sections.setdefault(hit.passage.section_id, hit.score)
    known = retriever.familiarity(query)
    if items and items[0].place.document.id not in known.documents:
        known = Familiarity()  # what nobody can answer from other documents may well be answered in this
    return Evidence(items, tuple(_score_groups(items, sections)), sections, known)


def _discounted(catalogue: Catalogue, hit: Hit, item_id: str) -> Hit:
    return hit._replace(score=hit.score - NAMES_ONLY) if catalogue.only_names(item_id) else hit


def _score_groups(items: Sequence[ScoredItem], sections: dict[str, float]) -> list[ScoredGroup]:
    """A group scores by its best item, its best three and its section's own passage; `items` best first."""
    members: dict[int, list[ScoredItem]] = {}
    for item in items:
        members.setdefault(id(item.place.group), []).append(item)
    floor = items[-1].hit.score if items else 0.0
    scored = []
    for found in members.values():
        group = found[0].place.group
        top = [item.hit.score for item in found[: min(3, len(group.items))]]
        section = sections.get(group.section.id, floor)
        score = 0.5 * top[0] + 0.25 * sum(top) / len(top) + 0.25 * section
        scored.append(ScoredGroup(group, score, top[0]))
    return sorted(scored, key=lambda each: -each.score)
