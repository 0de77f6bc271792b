"""What finding is taught by: questions with the passages that answer them."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from bot.dialogue.answering import Answerer
from evals.jsonlines import read_records
from evals.squad import read_articles
from evals.teaching.pairs import (
    OTHERS,
    OWN,
    SENTENCE_END,
    OtherQuestion,
    OwnQuestion,
    key_of,
    lines_that_say,
)
from knowledge.hybrid import HybridRetriever
from knowledge.index import Index

DISTINCT = 12  # letters by which a heading or the name of a table's row is known again
_FIGURES = re.compile(r"[۰-۹0-9]{3,}|\|")
_ROW_NUMBER = re.compile(r"^[۰-۹0-9]\W+")


@dataclass(frozen=True, slots=True)
class Search:
    """One question put to a shelf."""

    readings: tuple[str, ...]  # of which the embedder gets any
    lexical: NDArray[np.float32]  # (passages,): what words alone say, as it is added to the cosine
    answers: tuple[int, ...]  # positions of the passages


@dataclass(frozen=True, slots=True)
class Shelf:
    """The passages of one index, and what is looked for in them."""

    passages: tuple[str, ...]
    searches: tuple[Search, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines and sections of one index; tuples of one length."""

    places: tuple[int, ...]  # of their passages
    texts: tuple[str, ...]
    items: tuple[str | None, ...]  # ids; None for a section
    keys: tuple[str, ...]  # the item's own text as letters; empty for a section
    whole: tuple[str, ...]  # the passage as letters


@dataclass(frozen=True, slots=True)
class Match:
    """A question with its passage in a text of another subject."""

    subject: str
    question: str
    passage: str
    beside: str = ""  # a passage of the same text without the answer


def shelf_of_documents(
    answerer: Answerer, retriever: HybridRetriever, index: Index, path: Path = OWN
) -> Shelf:
    """The answerable written questions and the glosses; raises OSError or BadRecord.

    Of a question whose lines stand here only in part, nobody knows what else answers it: it is left out.
    """
    own = lines_of(index)
    at = {item: position for position, item in enumerate(own.items)}
    searches = []
    for _, asked in read_records(path, TypeAdapter(OwnQuestion)):
        answers = find_lines(asked, own) if asked.answerable else ()
        if answers:
            query, _ = answerer.understanding.understand(asked.question, asked.history)
            lexical = retriever.lexical_scores(query.concepts)[list(own.places)]
            searches.append(Search(query.readings, lexical, answers))
    silent = np.zeros(len(own.texts), dtype=np.float32)
    searches += [
        Search((gloss.text.rpartition(": ")[2],), silent, (at[gloss.item_id],))
        for gloss in index.passages
        if gloss.gloss and gloss.item_id in at
    ]
    return Shelf(own.texts, tuple(searches))


def lines_of(index: Index) -> Lines:
    """The passages of items and sections."""
    keys = {i.id: key_of(i.text) for d in index.documents for s in d.sections for i in s.items}
    own = [(n, passage) for n, passage in enumerate(index.passages) if not passage.gloss]
    return Lines(
        places=tuple(n for n, _ in own),
        texts=tuple(passage.text for _, passage in own),
        items=tuple(passage.item_id for _, passage in own),
        keys=tuple(keys.get(passage.item_id or "", "") for _, passage in own),
        whole=tuple(key_of(passage.text) for _, passage in own),
    )


def find_lines(asked: OwnQuestion, own: Lines) -> tuple[int, ...]:
    """Where all of its lines stand; else, where it has a single one, what its heading or row name is in."""
    found: set[int] = set()
    missed = []
    for line in asked.lines:
        here = lines_that_say(key_of(line), own.keys)
        found.update(here)
        if not here:
            missed.append(line)
    if not missed:
        return tuple(sorted(found))
    names = [key_of(_FIGURES.split(_ROW_NUMBER.sub("", line))[0]) for line in missed]
    for name in names:
        here = [n for n, whole in enumerate(own.whole) if len(name) >= DISTINCT and name in whole]
        if not here:
            return ()
        found.update(() if found else here)
    return tuple(sorted(found))


def matches_of_other_texts(path: Path = OTHERS) -> Iterator[Match]:
    """The answerable ones; raises OSError or BadRecord."""
    for _, asked in read_records(path, TypeAdapter(OtherQuestion)):
        if asked.answerable:
            title = f"{asked.title}: " if asked.title else ""
            question = " ".join((*asked.history[-1:], asked.question))
            yield Match(asked.title, question, f"{title}{asked.passage}")


def matches_of_squad(path: Path) -> Iterator[Match]:
    """Each answerable question of a SQuAD-like file with one to three sentences around its answer.

    Raises BadRecord or OSError.
    """
    dice = random.Random(1)
    for article in read_articles(path):
        for paragraph in article.paragraphs:
            sentences = SENTENCE_END.split(paragraph.context)
            ends = np.cumsum([len(sentence) + 1 for sentence in sentences])
            for asked in paragraph.qas:
                if asked.is_impossible or not asked.answers:
                    continue
                place = int(np.searchsorted(ends, asked.answers[0].answer_start, side="right"))
                size = dice.choice((1, 1, 2, 3))
                first = max(0, place - dice.randrange(size))
                passage = " ".join(sentences[first : first + size])
                others = [*sentences[:first], *sentences[first + size :]]
                named = f"{article.title}: " if article.title and dice.random() < 0.5 else ""
                beside = dice.choice(others) if others else ""
                yield Match(article.title, asked.question, f"{named}{passage}", beside)
