"""A question in, a sourced answer or an honest refusal out; no language model needed."""

from collections.abc import Sequence
from functools import lru_cache, partial

from bot.dialogue import composing, texts
from bot.dialogue.asking import names_only_units
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.concluding import told, verified
from bot.dialogue.dating import dated
from bot.dialogue.deciding import Decider
from bot.dialogue.hearing import Hearing
from bot.dialogue.intent import Intent
from bot.dialogue.joining import joined
from bot.dialogue.numbering import counts_in_chapter
from bot.dialogue.places import placed, without_place
from bot.dialogue.question import names_other_source, read_question
from bot.dialogue.reading import asked_text
from bot.dialogue.resuming import Resuming
from bot.dialogue.settled import Settled
from bot.dialogue.shelf import asks_for_holdings, by_its_kind, names_slide
from bot.dialogue.trace import Decision, Trace
from bot.dialogue.turn import Reply
from bot.dialogue.understanding import Understanding
from knowledge.answerability import Answerability
from knowledge.query import QueryReader
from knowledge.retriever import Retriever

TAKEN_UP = 64  # answers kept with what they rest on, for messages that take them up
REMEMBERED = 2048  # answers kept for questions that are asked again


class Answerer:
    """Implements ports.Answers over one index version; safe from several threads."""

    def __init__(
        self, catalogue: Catalogue, retriever: Retriever, reader: QueryReader, answerability: Answerability
    ) -> None:
        self.understanding = Understanding(catalogue.documents, reader, retriever)
        self._reader = reader
        self._hearing = Hearing(reader, self.understanding)
        self._settled = Settled(catalogue, reader, self.understanding)
        self._decider = Decider(catalogue, retriever, self.understanding, answerability)
        # a new index version gets a new Answerer, and with it an empty cache
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._answer)
        self._explained = lru_cache(maxsize=TAKEN_UP)(partial(self.explain, thorough=False))
        self._resuming = Resuming(catalogue, retriever, reader, self.understanding, self._explained)

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        """A verified answer or an abstention; `history` is what the person said before, oldest first."""
        return self._remembered(question, tuple(history))

    def _answer(self, question: str, history: tuple[str, ...]) -> Reply:
        return self.explain(question, history, thorough=False).reply

    def explain(self, question: str, history: Sequence[str] = (), thorough: bool = True) -> Trace:
        """The answer with everything it rests on.

        Not thorough: lines are not read where no reading could change the answer, or none that is likely
        after a glance. The traces differ, the answers hardly ever.
        """
        history, before = self._hearing.recall(history)
        question, intent = self._hearing.hear(question, follows=bool(history))
        # behind a question on one document «سند دوم» is the other one
        other = history and names_other_source(question) and read_question(history[-1]).kinds_named
        if not other:
            question = by_its_kind(question, self.understanding.documents)
        if intent in (Intent.SOURCES, Intent.REPEAT) and history:
            last = self.explain(history[-1], history[:-1], thorough)
            return last if intent is Intent.REPEAT else verified(placed(question, last))
        if intent is Intent.DATE:
            earlier = (self.explain(history[n], history[:n], thorough) for n in reversed(range(len(history))))
            if trace := dated(earlier):
                return verified(trace)
        if core := without_place(question):
            return verified(placed(question, self.explain(core, history, thorough)))
        if intent is not Intent.QUESTION and not asks_for_holdings(question):
            return Trace(intent, None, None, (), Decision.SMALL_TALK, (), composing.small_talk(intent))
        message, (said, question) = question, self.understanding.parted(question, before)
        if not question:
            return Trace(Intent.TELLING, None, None, (), Decision.SMALL_TALK, (), composing.ask_back(message))
        if history and self.understanding.is_alone(question, history):
            history = ()
        trace = self._decide(question, history, f"{before} {said}", thorough)
        if matter := self.understanding.on_theme_told(question, trace.shown):
            of_theme = self._decide(matter, (), question, thorough)
            trace = trace if of_theme.reply.refused and not trace.reply.refused else of_theme
        return verified(joined(question, history, trace, self._reader, self._explained))

    def _decide(self, question: str, history: tuple[str, ...], said: str, thorough: bool) -> Trace:
        """The trace of a question, before which this was said and that was asked; not yet verified."""
        query, asked = self.understanding.understand(question, history, said)
        if parts := self._settled.find(question, asked, query, history):
            return told(query, asked, parts)
        if refusal := self._settled.refuse(question, asked, query, history):
            return Trace(Intent.QUESTION, query, asked, (), Decision.NOTHING_FOUND, (), refusal)
        if taken := self._resuming.take_up(question, history):
            return taken
        if history and counts_in_chapter(question):
            # «پیشنهاد بیستم», which the list told before does not have
            return self.explain(question, (), thorough)
        nothing = names_only_units(asked, query) or all(word.isdigit() for word in query.words)
        if not query.concepts or nothing or names_slide(question):
            unpaged = names_slide(question) and not any(d.paged for d in self.understanding.wanted(asked))
            refusal = composing.abstain(texts.UNPAGED if unpaged else texts.NO_TOPIC, ())
            return Trace(Intent.QUESTION, query, asked, (), Decision.NO_TOPIC, (), refusal)
        trace = self._decider.decide(asked, query, asked_text(query, history), thorough)
        if not history:
            return trace
        trace = self._resuming.of_another(question, trace)
        if self._resuming.is_alone(question, history, trace):
            return self.explain(question, (), thorough)
        return trace
