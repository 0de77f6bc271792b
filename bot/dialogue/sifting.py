"""Leaves out of an answer what says nothing to who asked.

Labels of a diagram, lines on other places, those of a list that are not on what it is chosen by, and, where
clusters, countries or towns are wanted by name, lines that name none.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.dialogue.asking import is_general, meets
from bot.dialogue.choosing import chooses, chosen
from bot.dialogue.naming import names_known_place
from bot.dialogue.parts import Part, stems_of
from bot.dialogue.question import Ask, Question, asks_which_clusters
from bot.dialogue.reckoning import within_bound
from bot.dialogue.trace import Side
from knowledge.document import ItemKind
from knowledge.query import EARLIER_SHARE, Concept, Query
from knowledge.stems import stems

_COUNTER = re.compile(r"\s(?:\d{1,2}|[A-Z])$")


def sift(asked: Question, query: Query, side: Side) -> Side:
    """The side without them; with labels where no other list holds as much of what is named."""
    places = [
        c for c in query.concepts if c.place and c.known and c.share > EARLIER_SHARE and not is_general(c)
    ]
    most = max((_held(query, part) for part in side.parts if part.listed and not _labels(part)), default=-1.0)
    keep = [part for part in side.parts if not _labels(part) or _held(query, part) > most]
    keep = [within_bound(query, part) for part in keep]
    if chooses(query.text) and not asked.next_step:  # «بعد از کدام گام؟» chooses nothing
        keep = [chosen(query, part) for part in keep]
    besides = [part for part in side.besides if not _labels(part)]
    if wanted := _wanted(asked, query):
        keep, besides = _named_first(wanted, keep, besides)
    return replace(side, parts=tuple(_of_places(places, keep)), besides=tuple(_of_places(places, besides)))


def _labels(part: Part) -> bool:
    """Whether its lines only number the boxes of a diagram: «نهاد دولتی ۱», «نهاد دولتی ۲»."""
    return part.listed and len(part.lines) > len({_COUNTER.sub("", line) for line in part.lines}) == 1


def _held(query: Query, part: Part) -> float:
    """How much of what is named it holds."""
    held = stems_of([part])
    return sum(concept.match(held) for concept in query.concepts)


def _wanted(asked: Question, query: Query) -> Callable[[str], bool] | None:
    """Whether a line names what is wanted by name: clusters, countries, towns; None where nothing is."""
    if asks_which_clusters(query.text):
        return names_known_place
    asks = asked.asks & {Ask.COUNTRY, Ask.TOWN}
    return (lambda line: any(meets(ask, query, line) for ask in asks)) if asks else None


def _named_first(
    wanted: Callable[[str], bool], parts: Sequence[Part], besides: Sequence[Part]
) -> tuple[list[Part], list[Part]]:
    """What names any as the answer, the rest beside it; as they are where nothing names any."""
    naming = [[part for part in each if any(map(wanted, part.lines))] for each in (parts, besides)]
    named = naming[0] or naming[1]
    rest = [part for part in (*parts, *besides) if part not in named]
    return (named, rest) if named else (list(parts), list(besides))


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
