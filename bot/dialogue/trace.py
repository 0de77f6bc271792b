"""How one answer came about: for evaluation, for the staff desk and for whoever asks why."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.evidence import Evidence
from bot.dialogue.intent import Intent
from bot.dialogue.judging import Features
from bot.dialogue.parts import Part
from bot.dialogue.question import Question
from bot.dialogue.turn import Reply
from bot.dialogue.verification import Problem
from knowledge.query import Query


@dataclass(frozen=True, slots=True)
class Side:
    """The evidence that one decision rested on; a comparison has one for each document."""

    evidence: Evidence
    parts: tuple[Part, ...]
    features: Features | None  # None when there was no evidence at all
    chance: float  # probability that the parts answer the question


@dataclass(frozen=True, slots=True)
class Trace:
    """One question's way to its reply."""

    intent: Intent
    query: Query | None  # None when the message was no question
    asked: Question | None
    sides: Sequence[Side]
    decision: str  # "answered", or why not: "small talk", "no topic", "unlikely", "without place" …
    problems: tuple[Problem, ...]  # what verification did not let through
    reply: Reply
