"""Question sets in SQuAD's form: paragraphs, and the questions that each of them answers or does not."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from evals.jsonlines import read_record


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    answer_start: int  # characters into the context


@dataclass(frozen=True, slots=True)
class Asked:
    question: str
    is_impossible: bool = False  # the paragraph does not answer it
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    context: str
    qas: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Article:
    paragraphs: tuple[Paragraph, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Set:
    data: tuple[Article, ...]


_SET: TypeAdapter[Set] = TypeAdapter(Set)


def read_articles(path: Path) -> tuple[Article, ...]:
    """The articles of a SQuAD-like file in order; raises BadRecord or OSError."""
    return read_record(path, _SET).data


def read_paragraphs(path: Path) -> Iterator[Paragraph]:
    """Those of all articles in order; raises BadRecord or OSError."""
    for article in read_articles(path):
        yield from article.paragraphs


def sample_questions(path: Path, count: int, seed: int = 1) -> list[str]:
    """So many of the questions, the same ones every time; raises BadRecord or OSError."""
    pool = [one.question for paragraph in read_paragraphs(path) for one in paragraph.qas]
    return random.Random(seed).sample(pool, min(count, len(pool)))
