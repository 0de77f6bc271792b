"""What a question comes to: an answer of these lines, or a refusal; either verified before it is sent."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue import composing, texts
from bot.dialogue.evidence import Evidence
from bot.dialogue.intent import Intent
from bot.dialogue.judging import Veto
from bot.dialogue.parts import Part, stems_of
from bot.dialogue.question import Question
from bot.dialogue.trace import Decision, Side, Trace
from bot.dialogue.turn import Reply
from bot.dialogue.verification import find_problems
from knowledge.query import Query


def answered(
    query: Query, asked: Question | None, sides: Sequence[Side], reply: Reply, shown: tuple[Part, ...]
) -> Trace:
    """The reply, composed of the parts shown."""
    return Trace(Intent.QUESTION, query, asked, sides, Decision.ANSWERED, (), reply, shown)


def told(
    query: Query, asked: Question | None, parts: tuple[Part, ...], besides: tuple[Part, ...] = ()
) -> Trace:
    """All of these parts, which nobody had to search or judge."""
    side = Side(Evidence((), (), {}), parts, None, 1.0, besides)
    return answered(query, asked, (side,), composing.compose(parts, besides), parts)


def refused(query: Query, asked: Question | None, sides: Sequence[Side], decision: Decision | Veto) -> Trace:
    """An abstention that offers what lies nearest, if it lies near at all."""
    why = texts.MISSING[decision] if isinstance(decision, Veto) else texts.NOTHING_FOUND
    nearest = [part for part in sides[0].parts[:1] if _speaks_of(part, query)]
    return Trace(Intent.QUESTION, query, asked, sides, decision, (), composing.abstain(why, nearest))


def verified(trace: Trace) -> Trace:
    """The trace, refused after all when the reply says what its quotes do not hold."""
    problems = find_problems(trace.reply)
    if not problems or trace.query is None:
        return trace
    return replace(refused(trace.query, trace.asked, trace.sides, Decision.BLOCKED), problems=problems)


def _speaks_of(part: Part, query: Query) -> bool:
    """Whether it holds any word that the question names."""
    held = stems_of([part])
    return any(concept.noun and concept.meant_in(held) for concept in query.concepts)
