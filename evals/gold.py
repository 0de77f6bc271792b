"""Gold questions: what is asked, what a right answer holds, and where it stands."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, with_config

from evals.jsonlines import BadRecord, read_records

FOLDER = Path("evals/gold")
HELD_OUT = "test"  # the split that nobody looks into while tuning


class Kind(StrEnum):
    DEFINITION = "definition"
    FACT = "fact"
    NUMBER = "number"
    LIST = "list"
    PROCESS = "process"
    COMPARISON = "comparison"
    YESNO = "yesno"
    AMBIGUOUS = "ambiguous"
    GREETING = "greeting"
    UNANSWERABLE = "unanswerable"  # near the topic, not in the documents
    OUT_OF_SCOPE = "out_of_scope"
    INJECTION = "injection"


class Style(StrEnum):
    FORMAL = "formal"
    COLLOQUIAL = "colloquial"
    KEYWORD = "keyword"
    FOLLOWUP = "followup"
    NO_ZWNJ = "no_zwnj"
    ARABIC_LETTERS = "arabic_letters"
    TYPO = "typo"
    FINGLISH = "finglish"
    ENGLISH = "english"


class Persona(StrEnum):
    SME = "sme"
    AGENT = "agent"
    MINISTRY = "ministry"


NEGATIVE = frozenset({Kind.UNANSWERABLE, Kind.OUT_OF_SCOPE, Kind.INJECTION})
SHORT_FORMS = frozenset({Kind.DEFINITION, Kind.FACT, Kind.NUMBER, Kind.YESNO})  # answered in a few sentences

_Words = Annotated[str, Field(min_length=1)]
_Wordings = Annotated[tuple[_Words, ...], Field(min_length=1)]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Question:
    """One gold question, field by field as the JSON lines have it."""

    id: _Words
    question: _Words
    style: Style
    persona: Persona
    kind: Kind
    history: tuple[_Words, ...]  # the person's earlier questions, oldest first
    source: tuple[_Words, ...]  # documents a right answer cites: kind, id or file name
    must: tuple[_Wordings, ...]  # facts, each in alternative wordings
    list_total: int | None  # items of the whole list, where the question asks for one
    must_not: tuple[_Words, ...]
    answerable: bool
    evidence: str  # the place in the source, as the file's own text has it
    notes: str = ""
    group: str | None = None  # questions that differ in style only share it


QUESTIONS: TypeAdapter[Question] = TypeAdapter(Question)


def load_gold(path: Path) -> tuple[Question, ...]:
    """The questions of a file in order; raises BadRecord, also for an id that stands twice, or OSError."""
    found: dict[str, Question] = {}
    for line, question in read_records(path, QUESTIONS):
        if question.id in found:
            raise BadRecord(f"{path}:{line}: the id {question.id} stands twice")
        found[question.id] = question
    if not found:
        raise BadRecord(f"{path}: there is no question in it")
    return tuple(found.values())


def is_held_out(path: Path) -> bool:
    """Whether this file is the test split, whose single questions stay unseen."""
    return path.stem == HELD_OUT
