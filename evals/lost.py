"""Did ingest lose a fact? The source file's own text, sentence by sentence, against the items made of it."""

import re
from collections.abc import Sequence

from evals.gold import Question
from evals.knowledge import KnowledgeBase, Place
from evals.matching import canonical, grams, holds_any

_SENTENCE = re.compile(r"(?<=[.؟!])\s+|\n+")
_SAME = 0.6  # share of the shorter text's 4-grams or of the sentence's words: then it was made of it


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
    made = (text for place in base.places.values() for text in _texts(place) if holds_any(text, wordings))
    return None if any(_same(nearest, text) for text in made) else nearest


def _texts(place: Place) -> tuple[str, ...]:
    """What ingest may have turned a sentence into: an item with or without its lead, a heading."""
    item, section = place.item, place.section
    lead = item.lead or ""
    return (item.text, f"{lead}\n{item.text}", item.original or "", section.title, *section.path)


def _same(sentence: str, text: str) -> bool:
    """Whether the text was made of the sentence: by 4-grams, or by words where a table was written out."""
    wanted, made = grams(sentence), grams(text)
    if wanted and made and len(wanted & made) >= _SAME * min(len(wanted), len(made)):
        return True
    words = set(canonical(sentence).split())
    return len(words & set(canonical(text).split())) >= _SAME * len(words)


def _raw_texts(base: KnowledgeBase, question: Question) -> list[str]:
    documents = base.wanted_documents(question.source)
    return [base.raw[document.source] for document in documents if document.source in base.raw]
