"""Two questions in one message: what the answer to the whole of it says nothing of is answered beside it."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.dialogue import composing
from bot.dialogue.asking import is_asking, is_general
from bot.dialogue.parts import stems_of
from bot.dialogue.question import Kind
from bot.dialogue.rules import load_rules
from bot.dialogue.trace import Decision, Trace
from knowledge.persian import fold
from knowledge.query import Concept, QueryReader

ENOUGH = 2  # words of a question
_BETWEEN = re.compile(r"\s+و\s+|[؟?]\s*(?:و\s+)?(?=\S)")


def halves(text: str) -> tuple[str, str]:
    """«چند شبکه داریم» and «فروش چقدر شده»; ("", "") where the message does not ask on either side of «و»."""
    for found in reversed(list(_BETWEEN.finditer(text))):
        both = text[: found.start()].strip(), text[found.end() :].strip()
        if all(len(half.split()) >= ENOUGH and _asks(half) for half in both):
            return both
    return "", ""


def joined(
    question: str, trace: Trace, reader: QueryReader, explain: Callable[[str, tuple[str, ...]], Trace]
) -> Trace:
    """The answer with that to the half of the message that it is silent on, in the order they were asked."""
    first, second = halves(question)
    compared = trace.asked is not None and trace.asked.kind is Kind.COMPARISON
    if not first or compared or trace.decision is not Decision.ANSWERED or not trace.shown:
        return trace
    said = stems_of(trace.shown)
    for half, before in ((first, ()), (second, (first,))):
        named = _named(reader, half)
        if not named or any(concept.meant_in(said) for concept in named):
            continue
        other = explain(half, before)
        heard = stems_of(other.shown)
        if other.decision is Decision.ANSWERED and all(concept.match(heard) == 1.0 for concept in named):
            shown = (*other.shown, *trace.shown) if half is first else (*trace.shown, *other.shown)
            return replace(trace, reply=composing.compose(shown), shown=shown)
    return trace


def _asks(half: str) -> bool:
    return load_rules().turns["asks_itself"].search(fold(half)) is not None


def _named(reader: QueryReader, half: str) -> list[Concept]:
    """What the half names that the documents know, beyond the words of the field."""
    return [
        c for c in reader.read(half).concepts if c.known and c.noun and not (is_general(c) or is_asking(c))
    ]
