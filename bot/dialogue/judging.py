"""Whether the evidence answers the question: a logistic model over what can be seen of the evidence.

Retrieval alone cannot decide it (a silent paragraph on the very topic scores high), so most features look at
the chosen lines: do they hold the question's rare words, its years, the kind of thing it asks for?
"""

import math
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from bot.dialogue.asking import is_asking, is_general, meets
from bot.dialogue.calibration import WEIGHTS
from bot.dialogue.evidence import ALIKE, Evidence
from bot.dialogue.parts import Part
from bot.dialogue.question import Ask, Question
from knowledge.document import ItemKind, Topic
from knowledge.query import EARLIER_SHARE, Concept, Query, Script, numerals
from knowledge.retriever import Retriever
from knowledge.stems import stems, stems_of_all

HEADING_END = " \u2029 "  # paragraph separator: no text of a document holds it
LINE_ONLY = frozenset({Ask.NAME, Ask.BODY, Ask.PERSON, Ask.TOWN, Ask.PLACE, Ask.DONE})
UNDONE = frozenset({Topic.PROPOSALS, Topic.INTERVENTIONS, Topic.TOOLS})  # what may be done, not what was
THRESHOLD = 0.5  # probability from which a question is answered; the near misses it is fitted on are many
SURE = 0.6  # … and from which words that seem to be missing do not matter
READ = 2.0  # what a reading counts at most


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision rests on, each about 0 to 1; “_unmet” is 1 where this is asked for and missing.

    A question's weight is that of its words (Retriever.weight); near lines are those that hold most of it.
    """

    score: float  # best fused score
    cosine: float  # best cosine among the first hits
    words: float  # best lexical word score
    chars: float  # best lexical character score
    lead: float  # distance of the best score to the tenth
    covered: float  # share of the question's weight that the chosen lines with their headings hold
    covered_line: float  # … that the best single line with its lead and title holds
    missing: float  # weight of the heaviest concept that the chosen lines do not hold, over 6
    missing_nouns: float  # nouns the index knows that the near lines do not hold, over 3
    unknown_nouns: float  # nouns the whole index does not know, over 2
    asked_for_unmet: float  # an attribute: the head, the budget …
    places_unmet: float  # a place that the question names
    unknown: float  # share of the question's weight that the whole index does not know
    number_unmet: float  # a number, percent, year, duration or limit
    money_unmet: float
    reason_unmet: float
    row_reason: float  # asks for the reason of a figure: a table row never gives one
    person_unmet: float
    place_unmet: float  # a country, town or other place, as the answer
    name_unmet: float  # a name, or that of a body
    contact_unmet: float  # how to reach or join something
    extreme_unmet: float  # the most or the first of its kind
    undone: float  # asks what has come about where the best lines only propose
    ordinal_unmet: float  # the third step, the second phase
    years_unmet: float  # a year that the question names
    numerals_unmet: float  # another numeral that it names
    foreign: float  # share of its weight that the chosen lines do not hold, where no word is of the field
    concepts: float  # number of concepts, over 6
    latin: float  # asked in English or Finglish: coverage is then blurred
    known: float  # cosine of the nearest known question with an answer less that of one without, times 10
    familiar: float  # how near it is, cosine from ALIKE on, times 10; 0 where none is known
    reading: float  # what reading question and lines together says, a logit over 3, within READ


_WEIGHTED = tuple((each.name, WEIGHTS.get(each.name, 0.0)) for each in fields(Features))


@dataclass(frozen=True, slots=True)
class _Near:
    """The statements that hold most of the question."""

    best: float  # weight of the question that the best one holds
    nearest: list[str]  # that hold nearly as much of it, and are on the place it names
    related: list[str]  # that hold more than half as much


def observe(
    asked: Question,
    query: Query,
    evidence: Evidence,
    parts: Sequence[Part],
    retriever: Retriever,
    reading: float,
) -> Features:
    """The features of one question with its chosen lines; `parts` must not be empty, `reading` is a logit."""
    own, known = query.concepts, evidence.familiarity
    weights = [retriever.weight(concept) for concept in own]
    total = sum(weights) or 1.0
    held = stems_of_all(text for part in parts for text in _texts(part))
    matches = [concept.match(held) for concept in own]
    # what a document is about goes without saying in its lines
    titles = stems_of_all(part.document.title for part in parts)
    statements = [text for part in parts for text in _statements(part)]
    found = _find_near(asked, own, weights, statements, titles)
    near = " ".join(found.nearest)
    near_stems = titles | stems_of_all(found.nearest)
    unknown = [w for w, concept in zip(weights, own, strict=True) if not concept.known]
    first = evidence.items[:10]
    unmet = {ask for ask in asked.asks if not any(_said(ask, query, line) for line in found.nearest)}
    rows = all(item.place.item.kind is ItemKind.ROW for item in first[:1])
    covered = sum(w * m for w, m in zip(weights, matches, strict=True)) / total
    return Features(
        score=first[0].hit.score,
        cosine=max(item.hit.cosine for item in first),
        words=max(item.hit.words for item in first),
        chars=max(item.hit.chars for item in first),
        lead=first[0].hit.score - first[-1].hit.score,
        covered=covered,
        covered_line=found.best / total,
        missing=max((w * (1 - m) for w, m in zip(weights, matches, strict=True)), default=0.0) / 6,
        missing_nouns=sum(c.noun and c.known and not c.meant_in(near_stems) for c in own) / 3,
        unknown_nouns=sum(c.noun and not c.known for c in own) / 2,
        asked_for_unmet=float(
            any(c.asked_for and c.share > EARLIER_SHARE and not c.meant_in(near_stems) for c in own)
        ),
        places_unmet=float(
            any(c.place and c.share > EARLIER_SHARE and not c.meant_in(near_stems) for c in own)
        ),
        unknown=sum(unknown) / total,
        number_unmet=float(bool(unmet & {Ask.NUMBER, Ask.PERCENT, Ask.YEAR, Ask.DURATION, Ask.LIMIT})),
        money_unmet=float(Ask.MONEY in unmet),
        reason_unmet=float(Ask.REASON in unmet),
        row_reason=float(Ask.REASON in asked.asks and rows),
        person_unmet=float(Ask.PERSON in unmet),
        place_unmet=float(bool(unmet & {Ask.COUNTRY, Ask.TOWN, Ask.PLACE})),
        name_unmet=float(bool(unmet & {Ask.NAME, Ask.BODY})),
        contact_unmet=float(bool(unmet & {Ask.CONTACT, Ask.ENTRY})),
        undone=float(Ask.DONE in unmet and all(part.section.topic in UNDONE for part in parts[:1])),
        extreme_unmet=float(Ask.EXTREME in unmet),
        ordinal_unmet=float(Ask.ORDINAL in unmet),
        years_unmet=float(bool(asked.years - numerals(" ".join(found.related)))),
        numerals_unmet=float(bool(numerals(query.text) - asked.years - asked.whole - numerals(near))),
        foreign=1 - covered if _names_no_field(asked, own) else 0.0,
        concepts=len(own) / 6,
        latin=float(query.script is not Script.PERSIAN),
        known=10 * (known.answered - known.unanswered),
        familiar=10 * (known.answered - ALIKE) if known.answered else 0.0,
        reading=_bounded(reading),
    )


def _find_near(
    asked: Question,
    own: Sequence[Concept],
    weights: Sequence[float],
    statements: Sequence[str],
    titles: Set[str],
) -> _Near:
    # a line that only shares the question's year or figure is not on its subject
    subject = [(w, c) for w, c in zip(weights, own, strict=True) if not c.word.isdigit() and not is_asking(c)]
    stemmed = [titles | set(stems(statement)) for statement in statements]
    covers = [sum(w * c.match(held) for w, c in subject) for held in stemmed]
    best = max(covers, default=0.0)
    named = [concept for concept in own if concept.place]
    places = [concept for concept in named if concept.share > EARLIER_SHARE]
    if not places and asked.asks - {Ask.REASON}:
        places = named
    measured = list(zip(statements, stemmed, covers, strict=True))
    return _Near(
        best,
        [
            text
            for text, held, cover in measured
            # a line on another place tells nothing
            if cover >= 0.9 * best and (not places or any(c.meant_in(held) for c in places))
        ],
        [text for text, _, cover in measured if cover >= 0.6 * best],
    )


def with_reading(features: Features, logit: float) -> Features:
    """The features with what reading question and lines together has said."""
    return replace(features, reading=_bounded(logit))


def _bounded(logit: float) -> float:
    return max(-READ, min(READ, logit / 3))


def is_settled(
    features: Features,
    decide: Callable[[Features, float], object],
    logits: tuple[float, float] = (-math.inf, math.inf),
) -> bool:
    """Whether `decide`, of features and chance, comes out the same for any reading within these logits.

    Only the extremes are looked at: as the chance rises, `decide` must not come back to what it has left.
    """
    extremes = (with_reading(features, logit) for logit in logits)
    return len({decide(each, answerable(each)) for each in extremes}) == 1


def _names_no_field(asked: Question, concepts: Sequence[Concept]) -> bool:
    """Whether neither a document nor a word of the field is named, and nothing was asked before."""
    return not asked.kinds_named and all(c.share > EARLIER_SHARE and not is_general(c) for c in concepts)


class Veto(StrEnum):
    """A thing that the question asks for and that no line of the evidence holds: reason enough to refuse."""

    NUMBER = "number"
    MONEY = "money"
    CONTACT = "contact"
    ORDINAL = "ordinal"
    PLACE = "place"
    YEAR = "year"
    REASON = "reason"
    NAME = "name"
    DONE = "done"
    EXTREME = "extreme"
    ATTRIBUTE = "attribute"  # the head, the budget, the criteria … of a thing


# read off words that have many ways to say them; the others stand in the line or do not
_DOUBTFUL = frozenset(Veto) - {Veto.YEAR, Veto.MONEY, Veto.ORDINAL, Veto.REASON}


def find_veto(features: Features, chance: float) -> Veto | None:
    """The first such thing; a doubtful one only where the chance that the lines answer is not high."""
    vetoes = (
        (features.years_unmet, Veto.YEAR),
        (features.money_unmet, Veto.MONEY),
        (features.number_unmet, Veto.NUMBER),
        (features.contact_unmet, Veto.CONTACT),
        (features.ordinal_unmet, Veto.ORDINAL),
        (features.undone, Veto.DONE),
        (features.extreme_unmet, Veto.EXTREME),
        (features.place_unmet, Veto.PLACE),
        (features.places_unmet, Veto.PLACE),
        (features.row_reason, Veto.REASON),
        (features.name_unmet, Veto.NAME),
        (features.asked_for_unmet, Veto.ATTRIBUTE),
    )
    dropped = _DOUBTFUL if chance >= SURE else frozenset()
    return next((veto for unmet, veto in vetoes if unmet and veto not in dropped), None)


def _said(ask: Ask, query: Query, statement: str) -> bool:
    """Whether the line holds it: a heading names the body of the whole chapter, a lead counts its list."""
    _, lead, line = statement.split(HEADING_END)
    return meets(ask, query, line if ask in LINE_ONLY else f"{lead} {line}")


def answerable(features: Features) -> float:
    """Probability in 0 to 1 that the chosen lines answer the question, by the weights of calibration.py."""
    total = WEIGHTS["bias"] + sum(weight * getattr(features, name) for name, weight in _WEIGHTED)
    return 1 / (1 + math.exp(-total))


def _statements(part: Part) -> list[str]:
    """What is true or false by itself, under its headings: a line of a list, a paragraph as a whole."""
    heading = f"{part.section.title}{HEADING_END}{part.lead or ''}{HEADING_END}"
    return [f"{heading}{line}" for line in (part.lines if part.listed else [" ".join(part.lines)])]


def _texts(part: Part) -> tuple[str, ...]:
    return (part.document.title, *part.section.path, part.lead or "", *part.lines)
