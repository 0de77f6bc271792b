"""How likely each part of what was found answers the question.

A question is seldom met by one place alone, so the planner takes every place that comes near. Who asks reads
the likeliest first; what hardly belongs is said beside it, as such, and what does not is left out.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from operator import mul

from bot.dialogue.asking import gives_reasons, names_only_topics
from bot.dialogue.belonging import NAMED, THEMED, bonds_of
from bot.dialogue.evidence import Evidence
from bot.dialogue.fitness import fitness_of
from bot.dialogue.mentions import names_only_clusters
from bot.dialogue.part_weights import PART_WEIGHTS
from bot.dialogue.parts import Part
from bot.dialogue.question import Ask, Kind, Question, asks_everywhere, asks_which_clusters, names_several
from bot.dialogue.trace import Side
from knowledge.query import Query

# shares of the likeliest part's probability below which a part is said beside the others, or left out
BESIDE, FOREIGN = 0.2, 0.02
BESIDE_LIST = 0.08  # … of a list on a theme: who wants everything must not miss it
ALL = 0.99  # share of what the question names; of several suggestions each may be on half of it


@dataclass(frozen=True, slots=True)
class Standing:
    """What tells a part that answers from one that only lies near; of several lines the best of each."""

    fitness: float  # planning's measure of the line, less that of the fittest line of all
    behind: float  # belonging.Bonds
    before: float  # belonging.Bonds
    known: float  # belonging.Bonds
    touched: float  # belonging.Bonds
    cosine: float  # less that of the best line of all
    chars: float  # less that of the best line of all
    first: float  # 1 for what was planned first
    together: float  # 1 where it stands in the section of what was planned first
    told: float  # 1 where a line of it answers the nearest known question
    familiar: float  # cosine of that question
    topic: float  # 1 where its section is on a topic that is asked for


def weigh(asked: Question, query: Query, side: Side) -> Side:
    """The side with the parts that likely answer, the likeliest place first; beside it what may be of use."""
    parts = side.parts
    everywhere = asks_everywhere(query.text) or (
        asks_which_clusters(query.text) and names_only_clusters(query)
    )
    if len(parts) < 2 or names_only_topics(asked, query) or everywhere:
        return side
    enough = NAMED if names_several(query.text) else ALL
    alone = [_likelihood(each, enough) for each in standings(asked, query, parts, side.evidence)]
    for n, part in enumerate(parts[1:], start=1):
        if (
            Ask.REASON in asked.asks
            and part.section is parts[n - 1].section
            and gives_reasons(part.lead or "")
        ):
            alone[n] = max(alone[n], alone[n - 1])  # they are the reasons for what stands before them
    best = max(alone)
    of_place: dict[str, float] = {}
    for part, chance in zip(parts, alone, strict=True):
        of_place[part.section.id] = max(chance, of_place.get(part.section.id, 0.0))
    for part in parts:
        if part.ordered and asked.kind is Kind.PROCESS:
            of_place[part.section.id] = best
    whole = {part.section.id for part in parts if part.ordered}  # a process without its branches is wrong
    chances = [
        of_place[part.section.id] if part.section.id in whole else chance
        for part, chance in zip(parts, alone, strict=True)
    ]
    ranked = sorted(zip(parts, chances, strict=True), key=lambda each: -of_place[each[0].section.id])
    least_to_lead, least = (BESIDE_LIST if asked.kind in THEMED else BESIDE) * best, FOREIGN * best
    answering = tuple(part for part, chance in ranked if chance >= least_to_lead)
    besides = tuple(part for part, chance in ranked if least <= chance < least_to_lead)
    return replace(side, parts=answering, besides=(*besides, *side.besides))


def standings(asked: Question, query: Query, parts: Sequence[Part], evidence: Evidence) -> list[Standing]:
    """How each of the parts stands."""
    found = {
        (scored.place.section.id, scored.place.item.text): (scored, bonds)
        for scored, bonds in bonds_of(query, evidence)
    }
    fittest = max(fitness_of(scored, asked, query) for scored, _ in found.values())
    best, worst = evidence.items[0].hit, list(found.values())[-1]
    first = parts[0].section.id
    told = set(evidence.familiarity.items)
    standings = []
    for n, part in enumerate(parts):
        lines = [found[key] for line in part.lines if (key := (part.section.id, line)) in found] or [worst]
        standings.append(
            Standing(
                fitness=max(fitness_of(scored, asked, query) for scored, _ in lines) - fittest,
                behind=max(bonds.behind for _, bonds in lines),
                before=min(bonds.before for _, bonds in lines),
                known=max(bonds.known for _, bonds in lines),
                touched=max(bonds.touched for _, bonds in lines),
                cosine=max(scored.hit.cosine for scored, _ in lines) - best.cosine,
                chars=max(scored.hit.chars for scored, _ in lines) - best.chars,
                first=float(n == 0),
                together=float(part.section.id == first),
                told=float(any(scored.place.item.id in told for scored, _ in lines)),
                familiar=evidence.familiarity.answered,
                topic=float(part.section.topic in asked.topics),
            )
        )
    return standings


def _likelihood(standing: Standing, enough: float) -> float:
    """Probability in 0 to 1, by the weights of part_weights.py; what is asked for by its heading is that.

    `enough` of what is named, as a share, a line of that heading has to speak of.
    """
    if standing.topic and standing.touched >= enough:
        return 1.0
    *weights, bias = PART_WEIGHTS.values()
    return 1 / (1 + math.exp(-bias - sum(map(mul, weights, astuple(standing)))))
