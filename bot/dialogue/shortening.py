"""Who asks for one thing gets a short answer: the best lines, each whole, and as many as fit."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.asking import names_only_topics
from bot.dialogue.composing import compose
from bot.dialogue.evidence import ALIKE, Evidence
from bot.dialogue.parts import Part
from bot.dialogue.question import Ask, Kind, Question, asks_for_all, names_several
from bot.dialogue.recalling import known_lines
from bot.dialogue.reckoning import whole_table
from knowledge.query import Query

LONGEST = 700  # characters of an answer to a fact question, headings and all
FEW = 2  # lines
SINGLE = frozenset({Ask.COUNTRY, Ask.TOWN, Ask.PERSON, Ask.BODY})  # «کدام کشور در چالش‌ها …؟»
COMPLETE = frozenset({Kind.PROCESS, Kind.COMPARISON})  # what is left out would make these wrong


def shorten(asked: Question, query: Query, parts: Sequence[Part], evidence: Evidence) -> tuple[Part, ...]:
    """The lines that score best, up to LONGEST characters, in the parts' own order; at least one.

    All of them where the question asks for all: for a list or a process, or by the list's own topic.
    """
    one = wants_one(asked, query, parts, evidence)
    complete = asked.kind in COMPLETE or (asked.kind is Kind.LIST and not one)
    whole = not one and any(_is_asked_for(part, asked, query, evidence) for part in parts)
    if complete or whole or length(parts) <= LONGEST:
        return tuple(parts)
    scores = {each.place.item.text: each.hit.score for each in evidence.items}
    places = [(n, at) for n, part in enumerate(parts) for at in range(len(part.lines))]
    places.sort(key=lambda place: -scores.get(parts[place[0]].lines[place[1]], 0.0))
    told = {item.text for item in known_lines(evidence)} if asked.kind is Kind.LIST else set()
    kept = {(n, at) for n, at in places if parts[n].lines[at] in told}
    for place in places:
        if not kept or length(_only(parts, kept | {place})) <= LONGEST:
            kept.add(place)
    return _only(parts, kept)


def wants_one(asked: Question, query: Query, parts: Sequence[Part], evidence: Evidence) -> bool:
    """Whether one thing is wanted, however the question sounds: «در برابر موازی‌کاری چه پیشنهادی شده؟».

    A topic is only named, and a list is none, where one line (or two, unless a list seems to be asked for)
    answers a known question that is as good as this one; or where one body or place is asked for.
    """
    if _wants_all(asked, query, evidence):
        return False
    near, listed = evidence.familiarity, asked.kind is Kind.LIST
    known = near.answered >= ALIKE and len(near.items) <= (1 if listed else FEW)
    known = known and not names_only_topics(asked, query)
    if not listed:
        return known
    shown = any(item.text in part.lines for item in known_lines(evidence) for part in parts)
    single = not asked.asks.isdisjoint(SINGLE)
    known = known and shown and bool(asked.topics) and not names_several(query.text)
    return single or known


def first_lines(parts: Sequence[Part], count: int) -> tuple[Part, ...]:
    """So many lines of the lists, the last ones of the first where negative; the parts if none is listed."""
    lists = [part for part in parts if part.listed]
    if count < 0 or not lists:
        return tuple(replace(part, lines=part.lines[count:]) for part in lists[:1]) or tuple(parts)
    kept: list[Part] = []
    for part in lists:
        left = count - sum(len(each.lines) for each in kept)
        kept += [replace(part, lines=part.lines[:left])] if left > 0 else []
    return tuple(kept)


def length(parts: Sequence[Part], besides: Sequence[Part] = ()) -> int:
    """Characters of the answer that these parts make, with these beside them."""
    return len(compose(parts, besides).plain())


def _is_asked_for(part: Part, asked: Question, query: Query, evidence: Evidence) -> bool:
    """Whether the part is a process, or a whole list of which all is wanted: «چالش‌ها چیست؟», «همهٔ رقم‌ها»."""
    whole = part.listed and len(part.lines) == part.total
    return part.ordered or (
        whole and (part.section.topic in asked.topics or _wants_all(asked, query, evidence))
    )


def _wants_all(asked: Question, query: Query, evidence: Evidence) -> bool:
    """Whether everything is asked for, or a table as a whole."""
    return asks_for_all(query.readings[-1]) or whole_table(asked, query, evidence) is not None


def _only(parts: Sequence[Part], kept: set[tuple[int, int]]) -> tuple[Part, ...]:
    """The parts with the lines at these places; without those that have none."""
    shorter = (
        replace(part, lines=tuple(line for at, line in enumerate(part.lines) if (n, at) in kept))
        for n, part in enumerate(parts)
    )
    return tuple(part for part in shorter if part.lines)
