"""How one answer came about: for evaluation, for the staff desk and for whoever asks why."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.dialogue.evidence import Evidence
from bot.dialogue.intent import Intent
from bot.dialogue.judging import Features, Veto
from bot.dialogue.parts import Part
from bot.dialogue.question import Question
from bot.dialogue.turn import Reply
from bot.dialogue.verification import Problem
from knowledge.query import Query


class Decision(StrEnum):
    """What became of a message, unless a Veto had its answer refused."""

    ANSWERED = "answered"
    SMALL_TALK = "small talk"
    NO_TOPIC = "no topic"  # no word that a search could use
    NOTHING_FOUND = "nothing found"
    UNLIKELY = "unlikely"  # what was found hardly answers it
    BLOCKED = "blocked"  # by verification


@dataclass(frozen=True, slots=True)
class Side:
    """The evidence that one decision rested on; a comparison has one for each document."""

    evidence: Evidence
    parts: tuple[Part, ...]
    features: Features | None  # None when there was no evidence at all
    chance: float  # probability that the parts answer the question
    besides: tuple[Part, ...] = ()  # what may belong to the answer too, and is said as such


@dataclass(frozen=True, slots=True)
class Trace:
    """One question's way to its reply."""

    intent: Intent
    query: Query | None  # None when the message was no question
    asked: Question | None
    sides: Sequence[Side]
    decision: Decision | Veto
    problems: tuple[Problem, ...]  # what verification did not let through
    reply: Reply
    shown: tuple[Part, ...] = ()  # what the reply was composed of; of a comparison, without its sides
    untold: tuple[str, ...] = ()  # questions of the message that the documents leave open
