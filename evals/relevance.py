"""Which items of the index answer a question: found by its required facts and the place gold names."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evals.gold import Question
from evals.knowledge import KnowledgeBase, Place
from evals.matching import grams, holds_any

_NEAR = 0.7  # of the best overlap: items this near to the named place are relevant too


@dataclass(frozen=True, slots=True)
class Relevance:
    """For each required fact the ids of the items that answer it; () where the documents lack it."""

    by_fact: tuple[tuple[str, ...], ...]

    @property
    def items(self) -> frozenset[str]:
        return frozenset(item for items in self.by_fact for item in items)


class RelevanceFinder:
    """Finds relevant items in one knowledge base.

    An item is relevant to a fact when it holds one of its wordings and lies nearest to the evidence (or
    nearly so): idf-weighted share of the evidence's and, half, the question's 4-grams that it holds.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._grams = {name: grams(place.text) for name, place in base.places.items()}
        self._held = Counter(gram for grams in self._grams.values() for gram in grams)

    def find(self, question: Question) -> Relevance:
        """Relevant items of an answerable question; no facts, no items."""
        wanted = {document.id for document in self._base.wanted_documents(question.source)}
        places = {n: p for n, p in self._base.places.items() if p.document.id in wanted}
        near = self._nearness(question, places)
        return Relevance(tuple(self._answering(wordings, places, near) for wordings in question.must))

    def _answering(
        self, wordings: Sequence[str], places: dict[str, Place], near: dict[str, float]
    ) -> tuple[str, ...]:
        said = [n for n, p in places.items() if holds_any(f"{p.item.lead or ''}\n{p.item.text}", wordings)]
        held = said or [n for n, p in places.items() if holds_any(p.text, wordings)]
        best = max((near[name] for name in held), default=0.0)
        return tuple(name for name in held if near[name] >= _NEAR * best)

    def _nearness(self, question: Question, places: dict[str, Place]) -> dict[str, float]:
        evidence = grams(question.evidence)
        asked = grams(question.question)
        return {n: self._overlap(evidence, n) + 0.5 * self._overlap(asked, n) for n in places}

    def _overlap(self, grams: frozenset[str], name: str) -> float:
        weights = {gram: math.log(1 + len(self._grams) / (1 + self._held[gram])) for gram in grams}
        total = sum(weights.values())
        return sum(weights[gram] for gram in grams & self._grams[name]) / total if total else 0.0
