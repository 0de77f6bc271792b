"""Which lists of a section, and which lines of a long list, the question names."""

from collections.abc import Sequence
from itertools import pairwise

from bot.dialogue.asking import counts, gives_reasons, is_asking, is_general
from bot.dialogue.catalogue import Catalogue, Group
from bot.dialogue.chapters import joined
from bot.dialogue.evidence import ScoredItem
from bot.dialogue.parts import Part, whole_group
from knowledge.document import Item, ItemKind
from knowledge.query import EARLIER_SHARE, Concept, Query
from knowledge.stems import stems

FITTING = 0.5  # share of those concepts, by rarity, that a line has to hold


def named_leads(groups: Sequence[Group], query: Query, first: ScoredItem) -> list[Group]:
    """The groups whose lead holds what the other leads and the section's title do not.

    The best item's own words count for its group as well: the question may name the line, not its lead.
    """
    title = set(stems(groups[0].section.title))
    leads = [set(stems(group.lead or "")) for group in groups]
    telling = [c for c in query.concepts if not c.meant_in(title)]
    own = [c for c in telling if c.share > EARLIER_SHARE and any(c.meant_in(lead) for lead in leads)]
    telling = own or telling  # in a follow-up what is new decides
    best_item = set(stems(first.place.item.text))
    points = [
        sum(c.share * max(c.match(lead), c.match(best_item) * (group is first.place.group)) for c in telling)
        for group, lead in zip(groups, leads, strict=True)
    ]
    best = max(points, default=0.0)
    if best == 0.0 or all(point == best for point in points):
        return []
    if several := named_together(groups, query):
        return several
    return [group for group, point in zip(groups, points, strict=True) if point == best]


def named_together(groups: Sequence[Group], query: Query) -> list[Group]:
    """The groups of «صادرات و فناوری», where each of what «و» joins stands in a lead of its own; else []."""
    leads = [set(stems(group.lead or "")) for group in groups]
    for run in joined(query.words, query.concepts):
        held = [{n for n, lead in enumerate(leads) if each.named_in(lead)} for each in run]
        if len(run) > 1 and all(held) and not set.intersection(*held):
            return [groups[n] for n in sorted(set.union(*held))]
    return []


def reasons_beside(catalogue: Catalogue, told: Part) -> Part | None:
    """The list right behind that of these lines, where it gives the reasons for what they are listed for."""
    for group, beside in pairwise(catalogue.groups(told.section.id)):
        lines = {item.text for item in group.items}
        own = told.listed and group.lead == told.lead and lines.issuperset(told.lines)
        if own and beside.listed and gives_reasons(beside.lead or ""):
            return whole_group(beside)
    return None


def is_torn(group: Group) -> bool:
    """Whether its lead counts lines that stand in lists of their own: «از سه راه …:» over one line."""
    return len(group.items) == 1 and group.lead is not None and counts(group.lead)


def fitting(group: Group, query: Query) -> list[Item]:
    """The items that hold most of what the question names beyond the list's heading; [] when none does."""
    further = _further(group, query)
    whole = sum(concept.rarity * concept.share for concept in further)
    held = [
        sum(c.rarity * c.share for c in further if c.meant_in(set(stems(item.text)))) for item in group.items
    ]
    best = max(held)
    if best < FITTING * whole or not further:
        return []
    return [item for item, points in zip(group.items, held, strict=True) if points == best]


def names_further(group: Group, query: Query) -> bool:
    """Whether the question names anything beyond the list's heading."""
    return bool(_further(group, query))


def narrows(group: Group, query: Query) -> bool:
    """Whether it does so in words of its own that need no guess, and of no message before."""
    follows = any(concept.share <= EARLIER_SHARE for concept in query.concepts)
    return not follows and any(c.share == 1.0 and not is_asking(c) for c in _further(group, query))


def is_silent(group: Group, query: Query) -> bool:
    """Whether no line of the list is on what the question names beyond its heading."""
    further = [concept for concept in _further(group, query) if concept.share == 1.0]  # and no guess
    lines = [set(stems(item.text)) for item in group.items]
    return bool(further) and not any(c.meant_in(line) for c in further for line in lines)


def is_strange_table(group: Group, query: Query) -> bool:
    """Whether it is a table whose heading has nothing of what is named; its figures define nothing."""
    named = [concept for concept in query.concepts if not is_general(concept)]
    heading = set(stems(group.section.title))
    return group.items[0].kind is ItemKind.ROW and not any(c.meant_in(heading) for c in named)


def _further(group: Group, query: Query) -> list[Concept]:
    heading = set(stems(" ".join((*group.section.path, group.lead or "", group.document.title))))
    return [c for c in query.concepts if c.known and c.noun and not c.meant_in(heading) and not is_general(c)]
