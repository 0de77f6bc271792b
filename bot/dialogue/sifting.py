"""Leaves out of an answer what says nothing to who asked: labels of a diagram, lines on other places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.dialogue.asking import is_general
from bot.dialogue.parts import Part, stems_of
from bot.dialogue.trace import Side
from knowledge.document import ItemKind
from knowledge.query import EARLIER_SHARE, Concept, Query
from knowledge.stems import stems

_COUNTER = re.compile(r"\s(?:\d{1,2}|[A-Z])$")


def sift(query: Query, side: Side) -> Side:
    """The side without them; with labels where no other list holds as much of what is named."""
    places = [
        c for c in query.concepts if c.place and c.known and c.share > EARLIER_SHARE and not is_general(c)
    ]
    most = max((_held(query, part) for part in side.parts if part.listed and not _labels(part)), default=-1.0)
    keep = [part for part in side.parts if not _labels(part) or _held(query, part) > most]
    besides = [part for part in side.besides if not _labels(part)]
    return replace(side, parts=tuple(_of_places(places, keep)), besides=tuple(_of_places(places, besides)))


def _labels(part: Part) -> bool:
    """Whether its lines only number the boxes of a diagram: «نهاد دولتی ۱», «نهاد دولتی ۲»."""
    return part.listed and len(part.lines) > len({_COUNTER.sub("", line) for line in part.lines}) == 1


def _held(query: Query, part: Part) -> float:
    """How much of what is named it holds."""
    held = stems_of([part])
    return sum(concept.match(held) for concept in query.concepts)


def _of_places(places: Sequence[Concept], parts: Sequence[Part]) -> Iterator[Part]:
    """Of a list of places, unless its heading names one, the lines on these: «در ایتالیا چه کردند؟»."""
    for part in parts:
        heading = set(stems(f"{part.section.title} {part.lead or ''}"))
        rows = any(item.kind is ItemKind.ROW and item.text in part.lines for item in part.section.items)
        if not part.listed or part.ordered or rows or any(place.named_in(heading) for place in places):
            yield part
            continue
        lines = tuple(line for line in part.lines if any(p.named_in(set(stems(line))) for p in places))
        yield replace(part, lines=lines) if lines else part
