"""Did ingest lose a fact? The source file's own text, sentence by sentence, against the items made of it."""

import re
from collections.abc import Sequence

from evals.gold import Question
from evals.knowledge import KnowledgeBase
from evals.matching import canonical, grams, holds_any

_SENTENCE = re.compile(r"(?<=[.؟!])\s+|\n+")
_SAME = 0.6  # share of the shorter text's 4-grams from which an item is taken to be made of a sentence


def source_holds(base: KnowledgeBase, question: Question, wordings: Sequence[str]) -> bool:
    """Whether a source file has the fact: in plain words, or at the very place that gold quotes."""
    evidence = canonical(question.evidence).replace(" ", "")
    for text in _raw_texts(base, question):
        if holds_any(text, wordings) or (evidence and evidence in canonical(text).replace(" ", "")):
            return True
    return False


def sentence_lost(base: KnowledgeBase, question: Question, wordings: Sequence[str]) -> str | None:
    """The source's sentence for this fact when no item was made of it; else None."""
    asked = grams(f"{question.evidence}\n{question.question}")
    sentences = [
        sentence.strip()
        for text in _raw_texts(base, question)
        for sentence in _SENTENCE.split(text)
        if holds_any(sentence, wordings)
    ]
    if not sentences:
        return None
    nearest = max(sentences, key=lambda sentence: len(asked & grams(sentence)))
    wanted = grams(nearest)
    if not wanted:
        return None
    for place in base.places.values():
        for text in (
            place.item.text,
            f"{place.item.lead or ''}\n{place.item.text}",
            place.item.original or "",
        ):
            made = grams(text)
            if (
                made
                and len(wanted & made) >= _SAME * min(len(wanted), len(made))
                and holds_any(text, wordings)
            ):
                return None
    return nearest


def _raw_texts(base: KnowledgeBase, question: Question) -> list[str]:
    documents = base.wanted_documents(question.source)
    return [base.raw[document.source] for document in documents if document.source in base.raw]
