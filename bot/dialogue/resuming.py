"""A message behind an answer: what of that answer it means, and whether it goes on from it at all."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue import composing, texts
from bot.dialogue.asking import is_general
from bot.dialogue.belonging import beside
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.concluding import refused, told
from bot.dialogue.evidence import gather
from bot.dialogue.following import Explain, Following, Taken
from bot.dialogue.matter import matters_of, only_on, touched
from bot.dialogue.meant import names_more
from bot.dialogue.pointing import read_pointer
from bot.dialogue.question import (
    asks_for_all,
    asks_how_about,
    compares,
    is_half,
    only_names_another,
    points_back,
    read_question,
    without_comparing,
)
from bot.dialogue.solving import difficulties, nearest_proposals
from bot.dialogue.trace import Decision, Trace
from bot.dialogue.understanding import Understanding, names_only_strange
from knowledge.query import Concept, QueryReader
from knowledge.retriever import Retriever
from knowledge.stems import stems

FEW = 3  # lines of a list that may be said again
SPECIFIC = 2  # words: who asks «مشوق مالیاتی چی؟» means nothing else by it


class Resuming:
    """Answers from what was told before; immutable. `explain` gives the trace of an earlier message."""

    def __init__(
        self,
        catalogue: Catalogue,
        retriever: Retriever,
        reader: QueryReader,
        understanding: Understanding,
        explain: Explain,
    ) -> None:
        self._catalogue = catalogue
        self._retriever = retriever
        self._reader = reader
        self._understanding = understanding
        self._explain = explain
        self._following = Following(catalogue, reader)

    def take_up(self, question: str, history: tuple[str, ...]) -> Trace | None:
        """The answer to a message that means parts of what was told; None when it means none.

        «بقیه‌اش» of what was whole is the same again.
        """
        taken = self._following.take_up(question, history, self._explain)
        weighs = taken is not None and (taken.compared or compares(question))
        if weighs and not self._goes_on(question, history):
            taken = None  # «تفاوت خوشه با شهرک چیست؟» compares what it names itself
        if solved := self._solved(question, history, taken):
            return solved
        if taken is None:
            return None
        before, query = taken.before, self._reader.read(question)
        if taken.refusal is not None:
            return replace(before, decision=Decision.NOTHING_FOUND, reply=taken.refusal, shown=())
        if not taken.parts:
            return before
        besides = taken.besides
        if taken.chosen and before.query is not None:
            together = self._reader.follow(query, before.query)
            evidence = gather(self._catalogue, self._retriever, together)
            besides = beside(together, taken.parts, before.shown, evidence)
        trace = told(query, before.asked, taken.parts, besides)
        documents = dict.fromkeys(part.document for part in taken.parts)
        if not taken.compared or len(documents) < 2:
            return trace
        said = [(d, tuple(part for part in taken.parts if part.document is d)) for d in documents]
        return replace(trace, reply=composing.compare(said, besides))

    def _goes_on(self, question: str, history: tuple[str, ...]) -> bool:
        return is_half(question) or self._understanding.goes_on(question, history)

    def _solved(self, question: str, history: tuple[str, ...], taken: Taken | None) -> Trace | None:
        """What is proposed that lies nearest to the one difficulty that was pointed at, or to each."""
        pointed = history and (read_pointer(question) or read_pointer(history[-1]))
        if not pointed or not self._understanding.wants_solution(question):
            return None
        parts = taken.parts if taken else self._explain(history[-1], history[:-1]).shown
        lines = difficulties(parts)
        if not lines:
            return None
        query = self._reader.read(question)
        wanted = self._understanding.wanted(read_question(question))
        near = nearest_proposals(self._catalogue, self._retriever, self._reader, lines)
        found = tuple(part for part in near if part.document in wanted)
        if not found:
            return replace(
                told(query, None, parts),
                decision=Decision.NOTHING_FOUND,
                reply=composing.abstain(texts.NONE_PROPOSED, ()),
                shown=(),
            )
        return replace(told(query, None, found), reply=composing.compose_under(texts.NEAREST_PROPOSED, found))

    def of_another(self, question: str, trace: Trace) -> Trace:
        """What of the answer is on the matter that the message names instead: «وام چی؟», «برای زنان چی؟»."""
        if not asks_how_about(question) or trace.query is None:
            return trace
        named, asked = self._reader.read(without_comparing(question)), trace.asked
        if trace.shown and names_only_strange(named):  # no document speaks of women
            return refused(trace.query, asked, trace.sides, Decision.NOTHING_FOUND)
        asks = asked is not None and (asked.asks or asked.next_step)
        if asks or len(trace.sides) != 1 or not only_names_another(question):
            return trace
        matters = matters_of(named)
        return _narrowed_to(matters, self._of_itself(question, matters, trace) or trace)

    def _of_itself(self, question: str, matters: Sequence[Concept], trace: Trace) -> Trace | None:
        """The answer to «وام بلاعوض چی؟» as to a question of its own, where that speaks of more of it."""
        touches = touched(matters, trace.shown)
        if touches == len(matters):
            return None
        alone = self._explain(question, ())
        enough = touches + 1 if trace.shown else max(len(matters), SPECIFIC)
        speaks = alone.decision is Decision.ANSWERED and touched(matters, alone.shown) >= enough
        return alone if speaks else None

    def is_alone(self, question: str, history: tuple[str, ...], trace: Trace) -> bool:
        """Whether the message, answered so, was no follow-up: refused and well known, or the same again."""
        if trace.reply.refused:
            return self._understanding.knows(question)
        return self._repeats(question, history, trace)

    def _repeats(self, question: str, history: tuple[str, ...], trace: Trace) -> bool:
        """Whether who names what is not in the list before would be given that list again."""
        query = self._reader.read(question)
        first = next(iter(trace.shown), None)
        if first is None or not first.listed or len(first.lines) <= FEW or not names_more(query):
            return False
        if points_back(question) or asks_how_about(question) or asks_for_all(question):
            return False
        before = self._explain(history[-1], history[:-1]).shown
        lines, held = {line for part in before for line in part.lines}, set(stems(" ".join(first.lines)))
        named = [c for c in query.concepts if c.known and c.noun and not is_general(c)]
        return lines.issuperset(first.lines) and bool(named) and not any(c.named_in(held) for c in named)


def _narrowed_to(matters: Sequence[Concept], trace: Trace) -> Trace:
    """What of it speaks of any of them; all of it where nothing does."""
    parts = only_on(matters, trace.shown)
    if not parts:
        return trace
    besides = only_on(matters, trace.sides[0].besides)
    return replace(trace, reply=composing.compose(parts, besides), shown=parts)
