"""What the nearest known question adds: the lines by which it is answered."""

from collections.abc import Sequence

from bot.dialogue.asking import names_only_topics
from bot.dialogue.belonging import LIKELY, bonds_of, likelihood
from bot.dialogue.chapters import CHAPTERS
from bot.dialogue.evidence import Evidence
from bot.dialogue.parts import Part, part_of
from bot.dialogue.question import Kind, Question
from knowledge.document import Item
from knowledge.query import Query

RIVAL = 0.01  # cosine that a known question may lie behind the nearest one and mean the same as well


def known_lines(evidence: Evidence) -> list[Item]:
    """The lines that answer the nearest known question, where it is as good as this one."""
    if not evidence.is_familiar:
        return []
    return [i.place.item for i in evidence.items if i.place.item.id in evidence.familiarity.items]


def is_elsewhere(chapters: Sequence[Part], evidence: Evidence) -> bool:
    """Whether a known question as good as this one is answered best by a line outside of the chapters.

    «مشکلشان را خودشان حل کنند؛ این کدام اصل است؟» names challenges, and asks for none.
    """
    known = known_lines(evidence)
    if not known or evidence.items[0].place.item not in known:
        return False
    ids = {part.section.id for part in chapters}
    return not any(i.place.item in known and i.place.section.id in ids for i in evidence.items)


def with_known(
    asked: Question, query: Query, parts: tuple[Part, ...], evidence: Evidence
) -> tuple[Part, ...]:
    """The parts, and the lines that answer the nearest known question where it is as good as this one."""
    if not evidence.is_familiar:
        return parts
    shown = {line for part in parts for line in part.lines}
    bare = names_only_topics(asked, query)  # «فایدهٔ خوشه چیه؟» lies near the use of anything
    groups: dict[int, list[Item]] = {}
    places = {id(i.place.group): i.place.group for i in evidence.items}
    answering = set(evidence.familiarity.items)
    if _has_rivals(asked, evidence):
        answering &= _likely(query, evidence)
    for scored in evidence.items:
        if bare and scored.place.section.topic not in asked.topics:
            continue
        if scored.place.item.id in answering:
            groups.setdefault(id(scored.place.group), []).append(scored.place.item)
    missing = tuple(
        part_of(places[key], [item for item in places[key].items if item in items])
        for key, items in groups.items()
        if not shown.issuperset(item.text for item in items)
    )
    if not missing:
        return parts
    known = {item.text for items in groups.values() for item in items}
    first = missing[0].section.id
    found = not shown.isdisjoint(known) or any(part.section.id == first for part in parts)
    return (*parts, *missing) if found or asked.kind in (Kind.LIST, Kind.PROCESS) else (*missing, *parts)


def _has_rivals(asked: Question, evidence: Evidence) -> bool:
    """Whether other lines of the chapter asked for answer a known question about as near.

    «چالش‌های … کدام‌اند» lies near every question of that form, whichever of them it wants.
    """
    known, topics = evidence.familiarity, CHAPTERS.intersection(asked.topics)
    own = {i.place.section.id for i in evidence.items if i.place.item.id in known.items}
    return any(
        i.hit.known > known.answered - RIVAL and i.place.item.id not in known.items
        for i in evidence.items
        if i.place.section.topic in topics and i.place.section.id in own
    )


def _likely(query: Query, evidence: Evidence) -> set[str]:
    """Ids of the lines that belong to the answer by what ties them to the question."""
    return {i.place.item.id for i, bonds in bonds_of(query, evidence) if likelihood(bonds) >= LIKELY}
