"""What a system gave for one question, ours or another: the record that is graded and kept."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.dialogue.ports import Answers
from knowledge.document import Citation


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer with its citations, as files of answers hold it."""

    id: str  # of the question
    answer: str
    refused: bool
    citations: tuple[Citation, ...] = ()
    latency_ms: float = 0.0


ANSWERED = TypeAdapter(Answered)


def ask(answers: Answers, id: str, question: str, history: Sequence[str]) -> Answered:
    """Put one question to the assistant and time it (wall clock)."""
    started = time.perf_counter()
    reply = answers.answer(question, history)
    latency_ms = round(1000 * (time.perf_counter() - started), 2)
    return Answered(id, reply.plain(), reply.refused, reply.citations, latency_ms)
