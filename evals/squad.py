"""Question sets in SQuAD's form: paragraphs, and the questions that each of them answers or does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from evals.jsonlines import read_record


@dataclass(frozen=True, slots=True)
class Asked:
    question: str
    is_impossible: bool = False  # the paragraph does not answer it


@dataclass(frozen=True, slots=True)
class Paragraph:
    context: str
    qas: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Article:
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Set:
    data: tuple[Article, ...]


_SET: TypeAdapter[Set] = TypeAdapter(Set)


def read_paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of a SQuAD-like file in order; raises BadRecord or OSError."""
    for article in read_record(path, _SET).data:
        yield from article.paragraphs
