"""One question's grade: everything that can be told of an answer without a model."""

import hashlib
from dataclasses import dataclass

from evals.gold import Kind, Persona, Question, Style
from evals.knowledge import KnowledgeBase
from evals.matching import canonical
from evals.metrics.citations import (
    cited_section,
    cites_all,
    cites_any,
    cites_only,
    quote_is_real,
    supports,
)
from evals.metrics.facts import forbidden_strings, found_facts
from evals.metrics.grounding import claims, grounded_share, stray_numerals
from evals.metrics.ranking import ndcg_at, recall_at, reciprocal_rank
from evals.records import Record
from evals.relevance import Relevance
from evals.trail import Trail


@dataclass(frozen=True, slots=True)
class CitationGrade:
    """The citations of one answer; shares are None where there was nothing to share."""

    right_document: bool  # at least one citation to a document that holds the answer
    only_right: bool  # and none to another
    every_source: bool  # all documents that the answer needs
    located: float | None  # share of citations whose locator exists
    real: float | None  # share of citations whose quote stands in the document
    supporting: float | None  # share of cited claims that their quote holds


@dataclass(frozen=True, slots=True)
class RankingGrade:
    """Where retrieval put what is relevant."""

    item_recall_5: float
    item_recall_10: float
    item_mrr: float
    item_ndcg_10: float
    section_recall_3: float
    section_mrr: float
    section_ndcg_5: float


@dataclass(frozen=True, slots=True)
class Grade:
    """One question's result."""

    id: str
    kind: Kind
    style: Style
    persona: Persona
    group: str | None
    answerable: bool
    refused: bool
    error: bool
    found: tuple[bool, ...]  # each required fact
    listed: bool  # the question asks for a whole list
    violations: tuple[str, ...]  # forbidden strings that the answer holds
    length: int  # characters of the answer
    wording: str  # digest of the canonical answer: equal for equal answers
    latency_ms: float
    grounded: float | None  # share of claims that the citations cover; None for refusals and small talk
    stray: tuple[str, ...] | None  # numerals that no citation holds
    citations: CitationGrade | None  # None where no source is asked for or the answer is a refusal
    ranking: RankingGrade | None  # None without a trail or without anything relevant

    @property
    def refusal_right(self) -> bool:
        """Refused exactly when the question has no answer."""
        return not self.error and self.refused != self.answerable

    @property
    def correct(self) -> bool | None:
        """Every required fact said; None where none is required."""
        if not self.answerable or not self.found:
            return None
        return all(self.found) and not self.refused and not self.error

    @property
    def fact_recall(self) -> float | None:
        """Facts said / facts required, 0 for a refusal; None where none is required."""
        if not self.answerable or not self.found:
            return None
        return 0.0 if self.refused else sum(self.found) / len(self.found)

    @property
    def passed(self) -> bool:
        """What a person would call right: answered or refused as it should, all facts, nothing forbidden."""
        return self.refusal_right and not self.violations and self.correct is not False


def grade(question: Question, record: Record, base: KnowledgeBase, relevance: Relevance | None) -> Grade:
    """Grade one record; `relevance` is None where nothing can be relevant."""
    answered = record.answered
    judged = question.answerable and question.source and not answered.refused and record.error is None
    lines = [line.text for line in record.lines]
    sources = [f"{c.quote}\n{c.locator}\n{c.title}" for c in answered.citations]
    stray = stray_numerals(lines, [*sources, question.question, *question.history]) if judged else None
    return Grade(
        id=question.id,
        kind=question.kind,
        style=question.style,
        persona=question.persona,
        group=question.group,
        answerable=question.answerable,
        refused=answered.refused,
        error=record.error is not None,
        found=found_facts(answered.answer, question.must),
        listed=question.list_total is not None,
        violations=forbidden_strings(answered.answer, question.must_not),
        length=len(answered.answer),
        wording=hashlib.sha256(canonical(answered.answer).encode()).hexdigest()[:16],
        latency_ms=answered.latency_ms,
        grounded=grounded_share(lines, sources) if judged else None,
        stray=None if stray is None else tuple(sorted(stray)),
        citations=_grade_citations(question, record, base) if judged else None,
        ranking=_grade_ranking(record.trail, base, relevance),
    )


def _grade_citations(question: Question, record: Record, base: KnowledgeBase) -> CitationGrade:
    citations = record.answered.citations
    cited = [citation.source for citation in citations]
    claimed = [
        supports(line.text, citations[line.citation])
        for line in record.lines
        if line.citation is not None and line.citation < len(citations) and claims([line.text])
    ]
    return CitationGrade(
        right_document=cites_any(cited, question.source, base),
        only_right=cites_only(cited, question.source, base),
        every_source=cites_all(cited, question.source, base),
        located=_share([cited_section(citation, base) is not None for citation in citations]),
        real=_share([quote_is_real(citation, base) for citation in citations]),
        supporting=_share(claimed),
    )


def _grade_ranking(
    trail: Trail | None, base: KnowledgeBase, relevance: Relevance | None
) -> RankingGrade | None:
    if trail is None or relevance is None or not relevance.items:
        return None
    items = list(dict.fromkeys(hit.item for hit in trail.hits if hit.item is not None))
    sections = list(dict.fromkeys(hit.section for hit in trail.hits))
    wanted = relevance.items
    wanted_sections = {base.places[item].section.id for item in wanted}
    return RankingGrade(
        item_recall_5=recall_at(items, wanted, 5),
        item_recall_10=recall_at(items, wanted, 10),
        item_mrr=reciprocal_rank(items, wanted),
        item_ndcg_10=ndcg_at(items, wanted, 10),
        section_recall_3=recall_at(sections, wanted_sections, 3),
        section_mrr=reciprocal_rank(sections, wanted_sections),
        section_ndcg_5=ndcg_at(sections, wanted_sections, 5),
    )


def _share(held: list[bool]) -> float | None:
    return sum(held) / len(held) if held else None
