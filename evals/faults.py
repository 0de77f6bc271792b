"""Why was a question missed? Each miss is put to the first stage that broke it, with what shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from evals.gold import Kind, Question
from evals.grading import Grade
from evals.knowledge import KnowledgeBase
from evals.lost import sentence_lost, source_holds
from evals.matching import content_words, coverage, holds, holds_any, numerals
from evals.metrics.citations import SUPPORT
from evals.records import Record
from evals.relevance import RelevanceFinder
from evals.trail import Blocked, Trail

REACH = 10  # items from the top that composition can be expected to look at
SECTION_REACH = 3  # the same for whole sections, where a list is asked for
_WHOLE = frozenset({Kind.LIST, Kind.PROCESS})


class Cause(StrEnum):
    """The stages in the order in which a fact passes them."""

    FAILED = "failed"  # the system broke down
    DOCUMENT = "document"  # the document lacks it
    EXTRACTION = "extraction"  # the file has it, the index does not, or damaged
    RETRIEVAL = "retrieval"  # the index has it, the search does not bring it up
    COMPOSITION = "composition"  # found, but not said, or said otherwise
    VERIFICATION = "verification"  # said, but blocked although its source holds it
    REFUSED = "refused"  # found, but refused as if it were not
    ANSWERED = "answered"  # not in the documents, but answered


_ORDER = list(Cause)


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason for a miss."""

    cause: Cause
    about: str  # the required fact's first wording, the forbidden string, or ""
    why: str  # what shows it


def main_cause(faults: Sequence[Fault]) -> Cause | None:
    """The earliest stage among the faults: what comes later could not have been right."""
    return min((fault.cause for fault in faults), key=_ORDER.index, default=None)


class Attributor:
    """Finds the causes of misses over one knowledge base."""

    def __init__(self, base: KnowledgeBase, finder: RelevanceFinder) -> None:
        self._base = base
        self._finder = finder

    def attribute(self, question: Question, record: Record, grade: Grade) -> tuple[Fault, ...]:
        """The causes of one miss, a fault for each fact; () for a question that passed."""
        if grade.passed:
            return ()
        if record.error is not None:
            return (Fault(Cause.FAILED, "", record.error),)
        violations = [self._violation(question, record, text) for text in grade.violations]
        if not question.answerable:
            wrong = [] if grade.refused else [Fault(Cause.ANSWERED, "", _decision(record.trail))]
            return tuple(wrong + violations)
        if not question.source:
            return (Fault(Cause.REFUSED if grade.refused else Cause.COMPOSITION, "", "small talk missed"),)
        near = self._finder.find(question).by_fact
        missing = [
            self._missing(question, record, wordings, items)
            for wordings, items, found in zip(question.must, near, grade.found, strict=True)
            if grade.refused or not found
        ]
        return tuple(missing + violations)

    def _missing(
        self, question: Question, record: Record, wordings: Sequence[str], relevant: Sequence[str]
    ) -> Fault:
        fact = wordings[0]
        if lost := sentence_lost(self._base, question, wordings):
            return Fault(Cause.EXTRACTION, fact, f"no item was made of: {lost}")
        if not relevant:
            if source_holds(self._base, question, wordings):
                return Fault(Cause.EXTRACTION, fact, "the file has it, no item holds it")
            return Fault(Cause.DOCUMENT, fact, "no item holds it, and the file's text does not show it")
        trail = record.trail
        if trail is None:
            cause = Cause.REFUSED if record.answered.refused else Cause.COMPOSITION
            return Fault(cause, fact, "the system tells nothing of its search")
        if deaf := _deaf(trail, self._base):
            return Fault(Cause.RETRIEVAL, fact, deaf)
        if not self._reached(question, trail, relevant):
            return Fault(Cause.RETRIEVAL, fact, self._ranks(trail, relevant))
        for blocked in trail.blocked:
            if holds_any(blocked.text, wordings) or holds_any(blocked.quote, wordings):
                return _blocked(fact, blocked)
        if record.answered.refused:
            return Fault(Cause.REFUSED, fact, f"{self._ranks(trail, relevant)}; {_decision(trail)}")
        return Fault(Cause.COMPOSITION, fact, f"{self._ranks(trail, relevant)}; not in the answer")

    def _violation(self, question: Question, record: Record, text: str) -> Fault:
        """A forbidden string: damaged in the index, brought along with a wrong item, or made up."""
        relevant = self._finder.find(question).items if question.must else frozenset()
        if any(holds(self._base.places[item].item.text, text) for item in relevant):
            return Fault(Cause.EXTRACTION, text, "the item that answers holds this damaged text")
        cited = [citation.quote for citation in record.answered.citations]
        if any(holds(quote, text) for quote in cited):
            reached = record.trail is None or self._reached(question, record.trail, tuple(relevant))
            return Fault(
                Cause.COMPOSITION if reached else Cause.RETRIEVAL,
                text,
                "it comes with a passage of another matter",
            )
        return Fault(Cause.COMPOSITION, text, "no citation holds it")

    def _reached(self, question: Question, trail: Trail, relevant: Sequence[str]) -> bool:
        items = list(dict.fromkeys(hit.item for hit in trail.hits if hit.item is not None))
        if set(items[:REACH]) & set(relevant) or set(trail.chosen) & set(relevant):
            return True
        sections = list(dict.fromkeys(hit.section for hit in trail.hits))
        wanted = {self._base.places[item].section.id for item in relevant}
        return question.kind in _WHOLE and bool(set(sections[:SECTION_REACH]) & wanted)

    def _ranks(self, trail: Trail, relevant: Sequence[str]) -> str:
        items = list(dict.fromkeys(hit.item for hit in trail.hits if hit.item is not None))
        ranks = [f"{item} at rank {items.index(item) + 1}" for item in relevant if item in items]
        return ", ".join(ranks) or f"{', '.join(relevant)} not among {len(items)} found"


def _deaf(trail: Trail, base: KnowledgeBase) -> str | None:
    """Word search is broken when most found passages that hold a word of the question score 0 for words."""
    asked = {word for concept in trail.concepts for word in content_words(concept) if len(word) > 3}
    sharing = [
        hit
        for hit in trail.hits
        if hit.item in base.places and asked & set(content_words(base.places[hit.item].text))
    ]
    silent = sum(hit.words == 0 for hit in sharing)
    if sharing and 2 * silent > len(sharing):
        return f"{silent} of {len(sharing)} found passages hold a word of the question and score 0 for words"
    return None


def _blocked(fact: str, blocked: Blocked) -> Fault:
    """Verification was right to stop a line that its quote does not hold: then composition spoilt it."""
    held = numerals(blocked.text) <= numerals(blocked.quote)
    held = held and coverage(blocked.text, [blocked.quote]) >= SUPPORT
    cause = Cause.VERIFICATION if held else Cause.COMPOSITION
    return Fault(cause, fact, f"blocked ({blocked.reason}): {blocked.text}")


def _decision(trail: Trail | None) -> str:
    """The decision with its probability and the things asked for that the evidence lacks."""
    if trail is None:
        return "the system tells nothing of its decision"
    seen = trail.features
    said = [f"chance {seen['chance']:.2f}"] if "chance" in seen else []
    said += [name for name, value in seen.items() if name.endswith("_unmet") and value]
    return f"decision: {trail.decision or 'unknown'}" + (f" ({', '.join(said)})" if said else "")
