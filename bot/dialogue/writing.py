"""The composed answer in a language model's words: written, checked sentence by sentence, or left alone.

That there is an answer, and from which lines, is decided before; a model only words it. Whatever it gets
wrong costs the person nothing but its wording: then the composed answer goes out.
"""

import logging
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.dialogue import texts
from bot.dialogue.brief import Numbered, neutralise, number_lines, render
from bot.dialogue.checking import Checked, check_draft
from bot.dialogue.composing import with_untold
from bot.dialogue.question import Kind
from bot.dialogue.trace import Trace
from bot.dialogue.turn import Outcome, Reply
from bot.dialogue.verification import find_problems
from bot.dialogue.wording import build_reply
from knowledge.lexicon import load_lexicon
from knowledge.persian import fold
from knowledge.query import numerals
from knowledge.stems import stems

log = logging.getLogger(__name__)

KEPT = 2048  # written answers for questions that are asked again
SENTENCES = 60  # of a draft; more is no answer
LONGER = 1.5  # times the composed answer that a written one may be
SHORT = 700  # characters that it may always be
LEAST_SECONDS = 0.5  # left of the deadline for asking once more
WHOLE = frozenset({Kind.LIST, Kind.PROCESS, Kind.COMPARISON})  # kinds of which nothing may be left out


class WriterFailed(RuntimeError):
    """The model is dead, late or refuses; the message is one word for the log."""


class Writer(Protocol):
    """A language model behind its own deadline."""

    name: str

    def say(self, messages: Sequence[str], seconds: float) -> str:
        """What it replies to these messages: the system's first, then the user's and its own in turn.

        Returns within `seconds`, however the other side behaves; raises WriterFailed.
        """


class Explains(Protocol):
    """Answers with everything that they rest on."""

    def explain(self, question: str, history: Sequence[str] = ()) -> Trace: ...


@dataclass(frozen=True, slots=True)
class Prompts:
    """The prompt files with one digest of them all."""

    answer: str  # with {nonce} and {refusal}
    repair: str  # with {faults}
    digest: str  # hexadecimal


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one answer."""

    reply: Reply
    by_model: bool  # else the composed answer stands
    outcome: str  # for the log: how it was written, or why not
    mendable: bool = False  # whether the model can be told what is wrong with its draft


class AnswerWriter:
    """Words composed answers with a model; safe from several threads if the model is."""

    def __init__(self, writer: Writer, prompts: Prompts, deadline: float) -> None:
        """`deadline` in seconds, for everything the model is asked about one answer."""
        self._writer = writer
        self._prompts = prompts
        self._deadline = deadline

    def write(self, trace: Trace, question: str, history: Sequence[str] = ()) -> Written:
        """The reply in the model's words, or the composed one with the reason; never raises for a model."""
        started = time.monotonic()
        try:
            written = self._write(trace, question, history, started + self._deadline)
        except WriterFailed as error:
            written = Written(trace.reply, False, f"model {error}")
        log.info(
            "answer %s; model %s, prompts %s, %.0f ms",
            written.outcome,
            self._writer.name,
            self._prompts.digest,
            (time.monotonic() - started) * 1000,
        )
        return written

    def _write(self, trace: Trace, question: str, history: Sequence[str], until: float) -> Written:
        if trace.reply.outcome is not Outcome.ANSWER or not (lines := number_lines(trace)):
            return Written(trace.reply, False, "composed: not one for a model")
        nonce = secrets.token_hex(6)
        instructions = self._prompts.answer.format(nonce=nonce, refusal=texts.NOTHING_FOUND)
        messages = [instructions, render(lines, question, history, nonce)]
        draft = self._writer.say(messages, until - time.monotonic())
        first = _judge(draft, lines, trace)
        if not first.mendable or until - time.monotonic() < LEAST_SECONDS:
            return first
        faults = "\n".join(f"- {neutralise(text)}" for text in _faults(draft, lines))
        messages += [draft, self._prompts.repair.format(faults=faults)]
        again = _judge(self._writer.say(messages, until - time.monotonic()), lines, trace)
        return replace(again, outcome="written again") if again.by_model else again


def _judge(draft: str, lines: Sequence[Numbered], trace: Trace) -> Written:
    """The reply made of the sentences that hold, when these still answer."""
    if _refuses(draft):
        return Written(trace.reply, False, "composed: the model refused")
    checked = check_draft(draft, lines)
    if not checked or len(checked) > SENTENCES:
        return Written(trace.reply, False, "composed: no answer in it")
    held = [each for each in checked if each.fault is None]
    kinds = sorted({each.fault.kind for each in checked if each.fault is not None})
    missing = _missing(held, trace)
    if missing is None:
        reply = with_untold(build_reply(held), trace.untold)
        missing = _unfit(reply, trace.reply)
        if missing is None:
            dropped = sum(each.fault is not None for each in checked)
            without = f" without {dropped} ({', '.join(kinds)})" if dropped else ""
            return Written(reply, True, f"written{without}")
    why = f"faulty: {', '.join(kinds)}; {missing}" if kinds else f"faulty: {missing}"
    return Written(trace.reply, False, f"composed: {why}", mendable=True)


def _refuses(draft: str) -> bool:
    return fold(texts.NOTHING_FOUND).rstrip(".") in fold(draft)


def _faults(draft: str, lines: Sequence[Numbered]) -> list[str]:
    return [
        f"{each.sentence.text} ({each.fault.detail})"
        for each in check_draft(draft, lines)
        if each.fault is not None
    ] or ["(چیزی از پاسخ جا مانده است)"]


def _missing(checked: Sequence[Checked], trace: Trace) -> str | None:
    """What the composed answer gives and the held sentences do not; None when they still answer."""
    held = [line for each in checked for line in each.lines]
    said = [each.sentence.text for each in checked]
    if not any(line.chosen for line in held):
        return "nothing of the evidence"
    texts_held = {line.text for line in held}
    asked = trace.asked
    for part in (part for side in trace.sides for part in side.parts):
        whole = part.listed and len(part.lines) > 1 and asked is not None and asked.kind in WHOLE
        composed = any(cited.quote and part.lines[0] in cited.quote for cited in trace.reply.citations)
        if whole and composed and not texts_held.issuperset(part.lines):
            return "items of the list"
    if len(trace.sides) > 1:
        told = {line.part.document.source for line in held}
        if any(citation.source not in told for citation in trace.reply.citations):
            return "one of the documents"
    if asked is not None and asked.kind is Kind.NUMBER:
        composed_has = numerals(trace.reply.plain())
        if composed_has and not numerals(" ".join(said)) & composed_has:
            return "the figure"
    return _missing_concept(held, said, trace)


def _missing_concept(held: Sequence[Numbered], said: Sequence[str], trace: Trace) -> str | None:
    """A thing that the question names and the composed answer speaks of must be spoken of."""
    if trace.query is None:
        return None
    headings = [f"{line.source.lead} {line.source.title}" for line in held]
    told = set(stems(" ".join((*said, *headings))))
    same = load_lexicon().same
    told |= {part for word in list(told) for other in same.get((word,), ()) for part in other}
    parts = [part for side in trace.sides for part in side.parts]
    before = set(
        stems(" ".join(t for p in parts for t in (p.document.title, *p.section.path, p.lead or "", *p.lines)))
    )
    for concept in trace.query.concepts:
        if concept.known and concept.noun and concept.meant_in(before) and not concept.meant_in(told):
            return "what was asked about"
    return None


def _unfit(reply: Reply, composed: Reply) -> str | None:
    if find_problems(reply):
        return "a figure without its source"
    if len(reply.plain()) > max(SHORT, LONGER * len(composed.plain())):
        return "too long"
    return None


class WrittenAnswers:
    """Implements ports.Answers: an answerer's replies in a model's words; one for each index version."""

    def __init__(self, answerer: Explains, writer: AnswerWriter) -> None:
        self._answerer = answerer
        self._writer = writer
        self._kept: dict[tuple[str, tuple[str, ...]], Reply] = {}

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        """A verified answer or an abstention; `history` is what the person said before, oldest first."""
        key = (question, tuple(history))
        if (known := self._kept.get(key)) is not None:
            return known
        written = self._writer.write(self._answerer.explain(question, history), question, history)
        if written.by_model:  # only these: a model that failed is asked again the next time
            while len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[key] = written.reply
        return written.reply

    def explain(self, question: str, history: Sequence[str] = ()) -> Trace:
        """The composed answer's trace with the reply that the person gets."""
        trace = self._answerer.explain(question, history)
        return replace(trace, reply=self._writer.write(trace, question, history).reply)
