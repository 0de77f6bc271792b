"""Which further lines belong to a list that was found: what else the documents say on its theme.

A theme has many words («وصل شدن به بازار بیرون» is export), so no rule over words finds all of its lines.
What is weighed is how near a line comes to the best one by score and by rank, whether it answers known
questions that lie about as near as the nearest one, and what it shares with what was found. What likely
belongs goes into the list; what may belong is said beside it, as such: of all it is a third, and who wants
everything must not miss it.
"""

import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.dialogue.asking import is_general
from bot.dialogue.catalogue import Group, Place
from bot.dialogue.chapters import speaks_of
from bot.dialogue.evidence import Evidence, ScoredItem
from bot.dialogue.line_weights import LINE_WEIGHTS
from bot.dialogue.parts import LONG_LIST, Part, is_bare_word, part_of, whole_group
from bot.dialogue.question import Kind
from knowledge.document import Theme, Topic
from knowledge.query import EARLIER_SHARE, Query, Script
from knowledge.themes import find_bodies, find_themes

THEMED = frozenset({Kind.LIST, Kind.COMPARISON})  # want all that is said on what they name
# want several lines without saying so: «خوشه‌ها چه سرنوشتی داشتند؟»
OPEN = frozenset({Kind.FACT, Kind.DEFINITION, Kind.PROCESS})
LIKELY = 0.25  # probability from which a line is added to the list
PERHAPS = 0.04  # … and from which it is said beside it
MOST = 8  # lines that are added to a shorter list; a longer one may double
MOST_BESIDE = 5  # lines that are said beside it
LOOKED_AT = 60  # lines
UNLIKE = 0.85  # cosine up to which a known question is none of this matter
NAMED = 0.5  # share of what the question names from which a bare word is on that
FAR = -1.0  # of a line that answers no nearer one


@dataclass(frozen=True, slots=True)
class Bonds:
    """What ties a line to the question and to what was found for it."""

    behind: float  # its score less the best one, 0 or below
    before: float  # logarithm of its rank, 0 for the best: scores lie close where much is on one theme
    known: float  # cosine of the nearest known question it answers less the nearest of all, times 10, to FAR
    touched: float  # share of what the question names, by rarity, that it speaks of


def complete(
    query: Query, parts: tuple[Part, ...], evidence: Evidence
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts, completed by the lines that most likely belong to them; and what perhaps belongs besides.

    Nothing belongs where no question is known: the weights were fitted where some are.
    """
    if not evidence.familiarity.answered:
        return parts, ()
    shown = {(part.section.id, line) for part in parts for line in part.lines}
    lists = {(part.section.id, part.lead) for part in parts}
    # of a process the steps that follow each other were chosen; others only sound like them
    processes = {part.section.id for part in parts if part.ordered}
    further = [
        (chance, scored.place)
        for scored, bonds in bonds_of(query, evidence)
        if scored.place.section.id not in processes
        and _may_be_added(scored.place, bonds, lists)
        and (scored.place.section.id, scored.place.item.text) not in shown
        and (chance := likelihood(bonds)) >= PERHAPS
    ]
    further.sort(key=lambda pair: -pair[0])
    likely = [place for chance, place in further if chance >= LIKELY][: max(MOST, len(shown))]
    perhaps = [place for _, place in further if place not in likely][:MOST_BESIDE]
    completed = _whole_where_most(_completed(parts, likely), likely)
    besides = _whole_where_most(_completed((), perhaps), perhaps)
    here = {part.section.id for part in completed}
    whole = [part for part in besides if part.section.id in here and _is_whole_list(part)]
    return (*completed, *whole), tuple(part for part in besides if part not in whole)


def beside(
    query: Query, parts: Sequence[Part], shown: Sequence[Part], evidence: Evidence
) -> tuple[Part, ...]:
    """Lines of lists shown before that may belong to the parts chosen from them.

    None where all that is named are themes and bodies: lines are marked with those.
    """
    named = [c for c in query.concepts if c.known and c.share > EARLIER_SHARE and not is_general(c)]
    marked = all(find_themes(concept.word) or find_bodies(concept.word) for concept in named)
    if marked or not evidence.familiarity.answered:
        return ()
    chosen = {(part.section.id, line) for part in parts for line in part.lines}
    listed = {(part.section.id, line) for part in shown if part.listed for line in part.lines} - chosen
    further = [
        (likelihood(bonds), scored.place)
        for scored, bonds in bonds_of(query, evidence)
        if (scored.place.section.id, scored.place.item.text) in listed
    ]
    further.sort(key=lambda pair: -pair[0])
    return _completed((), [place for chance, place in further if chance >= LIKELY][:MOST_BESIDE])


def likelihood(bonds: Bonds) -> float:
    """Probability in 0 to 1 that the line belongs to the answer, by the weights of line_weights.py."""
    *weights, bias = LINE_WEIGHTS.values()
    seen = (bonds.behind, bonds.before, bonds.known, bonds.touched)
    total = bias + sum(weight * value for weight, value in zip(weights, seen, strict=True))
    return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=8)  # completing what was found and weighing it ask for the same ones
def bonds_of(query: Query, evidence: Evidence) -> tuple[tuple[ScoredItem, Bonds], ...]:
    """Each of the best lines with its bonds."""
    named = [c for c in query.concepts if c.known and not is_general(c)]
    named = [c for c in named if c.share > EARLIER_SHARE] or named
    whole = sum(c.rarity * c.share for c in named) or 1.0
    best, nearest = evidence.items[0].hit.score, evidence.familiarity.answered
    themes = _themes_named_together(query)
    touching = [(c.rarity * c.share, speaks_of(c)) for c in named]
    found = []
    for rank, scored in enumerate(evidence.items[:LOOKED_AT], start=1):
        place, hit = scored.place, scored.hit
        touched = sum([weight for weight, touch in touching if touch(place.item, place.said)]) / whole
        if not themes.isdisjoint(place.item.themes):
            touched = max(touched, NAMED)
        bonds = Bonds(
            behind=hit.score - best,
            before=math.log(rank),
            known=max(FAR, 10 * (hit.known - nearest)) if hit.known > UNLIKE else FAR,
            touched=touched,
        )
        found.append((scored, bonds))
    return tuple(found)


def _themes_named_together(query: Query) -> frozenset[Theme]:
    """Themes that no word of the question names by itself: «بازار بیرون از ایران» is export."""
    if query.script is Script.ENGLISH:
        return frozenset()  # its reading is words side by side
    read = query.readings[-1]
    return frozenset(find_themes(read)).difference(*map(find_themes, read.split()))


def _may_be_added(place: Place, bonds: Bonds, lists: Container[tuple[str, str | None]]) -> bool:
    """Whether it says something outside of its list, and is not about the document itself.

    A bare word does where it is on what is named: «کنسرسیوم صادراتی» on exports. Every line of a long list
    answers who asks for all of it: of these only what speaks of what is named.
    """
    if place.section.topic is Topic.ABOUT or (len(place.group.items) > LONG_LIST and not bonds.touched):
        return False
    of_them = (place.section.id, place.item.lead) in lists
    return of_them or bonds.touched >= NAMED or not is_bare_word(place.item)


def _completed(parts: tuple[Part, ...], further: Sequence[Place]) -> tuple[Part, ...]:
    """The parts with these lines, each in its own list where that is among them, else after them."""
    wanted = {place.item.id for place in further}
    groups = {id(place.group): place.group for place in further}
    completed = []
    for part in parts:
        group = _list_of(part, groups.values())
        if group is None:
            completed.append(part)  # nothing to add, or it names sections instead of lines
            continue
        items = [item for item in group.items if item.text in part.lines or item.id in wanted]
        wanted -= {item.id for item in items}
        completed.append(part_of(group, items))
    others = ((group, [i for i in group.items if i.id in wanted]) for group in groups.values())
    return (*completed, *(part_of(group, items) for group, items in others if items))


def _whole_where_most(parts: Sequence[Part], further: Sequence[Place]) -> tuple[Part, ...]:
    """A short list of which half belongs as a whole: the rest of it would be missed under its heading."""
    groups = [place.group for place in further if _is_short_list(place.group)]
    whole = []
    for part in parts:
        group = _list_of(part, groups)
        most = group is not None and part.listed and 1 < len(part.lines) >= len(group.items) / 2
        whole.append(whole_group(group) if group is not None and most else part)
    return tuple(whole)


def _list_of(part: Part, groups: Iterable[Group]) -> Group | None:
    """The one that holds the part's lines; other lists of the section may stand under the same lead."""
    for group in groups:
        alike = (group.section.id, group.lead, group.listed) == (part.section.id, part.lead, part.listed)
        if alike and {item.text for item in group.items}.issuperset(part.lines):
            return group
    return None


def _is_short_list(group: Group) -> bool:
    return group.listed and len(group.items) <= LONG_LIST and not group.names_sections


def _is_whole_list(part: Part) -> bool:
    return part.listed and 1 < len(part.lines) == part.total
