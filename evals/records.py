"""What a run keeps of each question: the answer line by line, its trail, or the error."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.dialogue.turn import Reply
from evals.answers import Answered
from evals.trail import Trail


@dataclass(frozen=True, slots=True)
class Said:
    """One line of an answer."""

    text: str
    citation: int | None  # index into the answer's citations


@dataclass(frozen=True, slots=True)
class Record:
    """One question's outcome in a run."""

    answered: Answered
    lines: tuple[Said, ...]
    trail: Trail | None = None  # None for a system that tells nothing of its way
    error: str | None = None  # what the system failed with; the answer is then empty

    @property
    def id(self) -> str:
        return self.answered.id


RECORD: TypeAdapter[Record] = TypeAdapter(Record)


def said_lines(reply: Reply) -> tuple[Said, ...]:
    """The reply's lines with their citations."""
    return tuple(Said(line.text, line.citation) for block in reply.blocks for line in block.lines)


def plain_lines(answer: str) -> tuple[Said, ...]:
    """Lines of a plain text, none with a citation of its own."""
    return tuple(Said(line.strip(), None) for line in answer.splitlines() if line.strip())
