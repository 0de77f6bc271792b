"""A question in, a sourced answer or an honest refusal out; no language model needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from bot.dialogue import composing, texts
from bot.dialogue.asking import is_general, names_only_units
from bot.dialogue.belonging import OPEN, THEMED, beside, complete
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.evidence import Evidence, gather
from bot.dialogue.fitness import MEASURES
from bot.dialogue.following import Following, Taken
from bot.dialogue.hearing import Hearing
from bot.dialogue.intent import Intent
from bot.dialogue.judging import (
    THRESHOLD,
    Features,
    Veto,
    answerable,
    find_veto,
    is_settled,
    observe,
    with_reading,
)
from bot.dialogue.matter import matters_of, only_on, touched
from bot.dialogue.meant import names_more
from bot.dialogue.parts import Part
from bot.dialogue.planning import Planner
from bot.dialogue.question import (
    Ask,
    Kind,
    Question,
    asks_for_all,
    asks_how_about,
    only_names_another,
    points_back,
    without_comparing,
)
from bot.dialogue.reading import asked_text, evidence_text
from bot.dialogue.reckoning import count, tells_number
from bot.dialogue.settled import Settled
from bot.dialogue.shelf import names_slide
from bot.dialogue.shortening import LONGEST, first_lines, length, shorten, wants_one
from bot.dialogue.sides import SHOWN, what_each_says
from bot.dialogue.trace import Decision, Side, Trace
from bot.dialogue.turn import Reply
from bot.dialogue.understanding import Understanding, is_strange, names_only_strange
from bot.dialogue.verification import find_problems
from bot.dialogue.weighing import weigh
from knowledge.answerability import Answerability
from knowledge.document import Document
from knowledge.query import Concept, Query, QueryReader
from knowledge.retriever import Retriever
from knowledge.stems import stems

ITSELF = 0.7  # match of what is named by its own word
FEW = 3  # lines of a list that may be said again
TAKEN_UP = 64  # answers kept with what they rest on, for messages that take them up
SPECIFIC = 2  # words: who asks «مشوق مالیاتی چی؟» means nothing else by it
REMEMBERED = 2048  # answers kept for questions that are asked again


@dataclass(frozen=True, slots=True)
class _Decided:
    """What is to be said, not yet verified."""

    sides: tuple[Side, ...]
    decision: Decision | Veto
    reply: Reply
    shown: tuple[Part, ...] = ()  # what the reply is composed of


class Answerer:
    """Implements ports.Answers over one index version; safe from several threads."""

    def __init__(
        self, catalogue: Catalogue, retriever: Retriever, reader: QueryReader, answerability: Answerability
    ) -> None:
        self._catalogue = catalogue
        self._retriever = retriever
        self._reader = reader
        self._answerability = answerability
        self._planner = Planner(catalogue)
        self.understanding = Understanding(catalogue.documents, reader, retriever)
        self._hearing = Hearing(reader, self.understanding)
        self._settled = Settled(catalogue, reader, self.understanding)
        self._following = Following(catalogue, reader)
        # a new index version gets a new Answerer, and with it an empty cache
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._answer)
        self._explained = lru_cache(maxsize=TAKEN_UP)(partial(self.explain, thorough=False))

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        """A verified answer or an abstention; `history` is what the person said before, oldest first."""
        return self._remembered(question, tuple(history))

    def _answer(self, question: str, history: tuple[str, ...]) -> Reply:
        return self.explain(question, history, thorough=False).reply

    def explain(self, question: str, history: Sequence[str] = (), thorough: bool = True) -> Trace:
        """The answer with everything it rests on.

        Not thorough: lines are not read where no reading could change the answer; the traces differ, not it.
        """
        question, intent = self._hearing.hear(question)
        history, before = self._hearing.recall(history)
        if intent is Intent.SOURCES and history:  # «منبعش کجاست؟»: the last answer again, citations and all
            return self.explain(history[-1], history[:-1], thorough)
        if intent is not Intent.QUESTION:
            return Trace(intent, None, None, (), Decision.SMALL_TALK, (), composing.small_talk(intent))
        message, (told, question) = question, self.understanding.parted(question, before)
        if not question:
            return Trace(Intent.TELLING, None, None, (), Decision.SMALL_TALK, (), composing.ask_back(message))
        query, asked = self.understanding.understand(question, history, f"{before} {told}")
        if parts := self._settled.find(question, asked, query, history):
            side = Side(Evidence((), (), {}), parts, None, 1.0)
            return _verified(intent, query, asked, _answered(side))
        taken = self._following.take_up(question, history, self._explained)
        if taken is not None:
            return self._taken_up(taken, self._reader.read(question))
        nothing = names_only_units(asked, query) or all(word.isdigit() for word in query.words)
        if not query.concepts or nothing or names_slide(question):
            refusal = composing.abstain(texts.NO_TOPIC, ())
            return Trace(intent, query, asked, (), Decision.NO_TOPIC, (), refusal)
        text = asked_text(query, history)
        decide = self._compare if self.understanding.is_across(asked) else self._answer_one
        decided = decide(asked, query, text, thorough)
        of_another = bool(history) and asks_how_about(question)  # «برای زنان چی؟», of whom no document speaks
        if (
            of_another
            and decided.shown
            and names_only_strange(self._reader.read(without_comparing(question)))
        ):
            decided = _refused(decided.sides, Decision.NOTHING_FOUND, query)
        elif of_another and len(decided.sides) == 1 and _names_but_another(question, asked):
            matters = matters_of(self._reader.read(without_comparing(question)))
            if found := self._of_itself(question, matters, decided):
                return found
            decided = _narrowed_to(matters, decided)
        trace = _verified(intent, query, asked, decided)
        known = trace.reply.refused and bool(history) and self.understanding.knows(question)
        if known or (history and self._repeats(trace, question, history)):
            return self.explain(question, (), thorough)  # it was no follow-up
        return trace

    def _repeats(self, trace: Trace, question: str, history: Sequence[str]) -> bool:
        """Whether who names what is not in the list before would be given that list again."""
        query = self._reader.read(question)
        first = next(iter(trace.shown), None)
        if first is None or not first.listed or len(first.lines) <= FEW or not names_more(query):
            return False
        if points_back(question) or asks_how_about(question) or asks_for_all(question):
            return False
        before = self._explained(history[-1], tuple(history[:-1])).shown
        told, held = {line for part in before for line in part.lines}, set(stems(" ".join(first.lines)))
        named = [c for c in query.concepts if c.known and c.noun and not is_general(c)]
        return told.issuperset(first.lines) and bool(named) and all(c.match(held) < ITSELF for c in named)

    def _of_itself(self, question: str, matters: Sequence[Concept], decided: _Decided) -> Trace | None:
        """The answer to «وام بلاعوض چی؟» as to a question of its own, where that speaks of more of it."""
        told = touched(matters, decided.shown)
        if told == len(matters):
            return None
        alone = self._explained(question, ())
        enough = told + 1 if decided.shown else max(len(matters), SPECIFIC)
        if alone.decision is not Decision.ANSWERED or touched(matters, alone.shown) < enough:
            return None
        lines = _Decided(tuple(alone.sides), Decision.ANSWERED, alone.reply, alone.shown)
        assert alone.query is not None
        return _verified(alone.intent, alone.query, alone.asked, _narrowed_to(matters, lines))

    def _taken_up(self, taken: Taken, query: Query) -> Trace:
        """The answer to a message that means these parts; «بقیه‌اش» of what was whole is the same again."""
        before = taken.before
        if taken.refusal is not None:
            return replace(before, decision=Decision.NOTHING_FOUND, reply=taken.refusal, shown=())
        if not taken.parts:
            return before
        besides = taken.besides
        if taken.chosen and before.query is not None:
            together = self._reader.follow(query, before.query)
            evidence = gather(self._catalogue, self._retriever, together)
            besides = beside(together, taken.parts, before.shown, evidence)
        side = Side(Evidence((), (), {}), taken.parts, None, 1.0, besides)
        decided = _answered(side)
        documents = dict.fromkeys(part.document for part in taken.parts)
        if taken.compared and len(documents) > 1:
            said = [(d, tuple(part for part in taken.parts if part.document is d)) for d in documents]
            decided = replace(decided, reply=composing.compare(said, besides))
        return _verified(before.intent, query, before.asked, decided)

    def _look(
        self,
        asked: Question,
        query: Query,
        text: str,
        documents: Sequence[Document],
        decide: Callable[[Features, float], object] | None,
    ) -> Side:
        """What the documents say; without a reading where `decide` would decide the same after any."""
        ids = {document.id for document in documents}
        everything = len(ids) == len(self._catalogue.documents)
        wanted = None if everything else lambda passage: passage.document_id in ids
        evidence = gather(self._catalogue, self._retriever, query, wanted)
        parts = self._planner.plan(asked, query, evidence)
        if not parts:
            return Side(evidence, (), None, 0.0)
        besides: tuple[Part, ...] = ()
        if asked.kind in THEMED:
            parts, besides = complete(query, parts, evidence)
        features = observe(asked, query, evidence, parts, self._retriever, 0.0)
        if decide is None or not is_settled(features, decide):
            logit = self._answerability.logit(text, evidence_text(parts, evidence))
            features = with_reading(features, logit)
        return Side(evidence, parts, features, answerable(features), besides)

    def _answer_one(self, asked: Question, query: Query, text: str, thorough: bool) -> _Decided:
        side = self._look(
            asked, query, text, self.understanding.wanted(asked), None if thorough else _verdict
        )
        if side.features is None:
            return _refused((side,), Decision.NOTHING_FOUND, query)
        only_number = side.features.number_unmet and not side.features.money_unmet
        if only_number and (counted := self._count(asked, query, side)):
            return counted
        veto = find_veto(side.features, side.chance)
        if veto is not None:
            return _refused((side,), veto, query)
        unheard_of = (
            asked.kind in (Kind.DEFINITION, Kind.FACT) and is_strange(query) and not side.evidence.is_familiar
        )
        if side.chance < THRESHOLD or unheard_of:
            return _refused((side,), Decision.UNLIKELY, query)
        found = self._planner.focus(asked, query, side.parts, side.evidence)
        if asked.kind in OPEN:
            found, _ = complete(query, found, side.evidence)
        answering, besides = weigh(asked, query, found, side.evidence)
        parts = shorten(asked, query, answering, side.evidence)
        untold = not tells_number(query, parts) or length(side.parts) > LONGEST
        if untold and (counted := self._count(asked, query, side)):
            return counted
        if asked.kind in THEMED:
            besides = (*besides, *side.besides)
        while asked.kind not in THEMED and besides and length(parts, besides) > LONGEST:
            besides = besides[:-1]
        if asked.few:
            parts, besides = first_lines(parts, asked.few), ()
        reply = composing.compose(parts, besides)
        if len(reply.plain()) > LONGEST and wants_one(asked, query, side.parts, side.evidence):
            reply, besides = composing.compose(parts), ()
        side = replace(side, besides=tuple(besides))
        return _Decided((side,), Decision.ANSWERED, reply, parts)

    def _count(self, asked: Question, query: Query, side: Side) -> _Decided | None:
        """How many lines the lists have that are to be counted; None where there is none."""
        lists = count(self._catalogue, asked, query, side.evidence)
        counted = replace(side, parts=lists)
        return _Decided((counted,), Decision.ANSWERED, composing.counted(lists), lists) if lists else None

    def _compare(self, asked: Question, query: Query, text: str, thorough: bool) -> _Decided:
        """What each document says, one block after the other; refused when none says anything."""
        about_the_field = all(is_general(c) for c in query.concepts if c.word != texts.DEFINITION)
        kind = Kind.COMPARISON  # of facts, or of chapters where they are named
        if Ask.NUMBER in asked.asks:
            kind = Kind.NUMBER
        elif about_the_field:
            kind = Kind.LIST if asked.topics else Kind.DEFINITION
        single = replace(asked, kind=kind, asks=asked.asks & MEASURES)
        decide = None if thorough else _side_verdict
        text = without_comparing(text) or text
        sides = tuple(
            self._look(single, query, text, (document,), decide) for document in self._catalogue.documents
        )
        if max(side.chance for side in sides) < THRESHOLD:
            return _refused(sides, Decision.UNLIKELY, query)
        sides = tuple(_weighed(single, query, side) for side in sides)
        said = what_each_says(query, sides)
        shown = tuple(part for _, parts in said for part in parts)
        besides = [part for side in sides if side.chance >= SHOWN for part in side.besides]
        return _Decided(sides, Decision.ANSWERED, composing.compare(said, besides), shown)


def _weighed(asked: Question, query: Query, side: Side) -> Side:
    """The side with what hardly belongs beside it."""
    parts, besides = weigh(asked, query, side.parts, side.evidence)
    return replace(side, parts=parts, besides=(*besides, *side.besides))


def _answered(side: Side) -> _Decided:
    """All parts of the side."""
    return _Decided((side,), Decision.ANSWERED, composing.compose(side.parts, side.besides), side.parts)


def _names_but_another(question: str, asked: Question) -> bool:
    """Whether it asks nothing of the matter that it names: «وام چی؟»."""
    return only_names_another(question) and not (asked.asks or asked.next_step)


def _narrowed_to(matters: Sequence[Concept], decided: _Decided) -> _Decided:
    """What of it speaks of any of them; all of it where nothing does."""
    parts = only_on(matters, decided.shown)
    if not parts:
        return decided
    besides = only_on(matters, decided.sides[0].besides)
    return replace(decided, reply=composing.compose(parts, besides), shown=parts)


def _refused(sides: tuple[Side, ...], decision: Decision | Veto, query: Query) -> _Decided:
    """An abstention that offers what lies nearest, if it lies near at all."""
    why = texts.MISSING[decision] if isinstance(decision, Veto) else texts.NOTHING_FOUND
    nearest = [part for part in sides[0].parts[:1] if _speaks_of(part, query)]
    return _Decided(sides, decision, composing.abstain(why, nearest))


def _speaks_of(part: Part, query: Query) -> bool:
    """Whether it holds any word that the question names."""
    held = set(stems(" ".join((part.section.title, part.lead or "", *part.lines))))
    return any(concept.noun and concept.match(held) >= 0.5 for concept in query.concepts)


def _verified(intent: Intent, query: Query, asked: Question | None, decided: _Decided) -> Trace:
    """The trace of what was decided, refused after all when the reply says what its quotes do not hold."""
    if problems := find_problems(decided.reply):
        decided = _refused(decided.sides, Decision.BLOCKED, query)
    return Trace(
        intent, query, asked, decided.sides, decided.decision, problems, decided.reply, decided.shown
    )


def _verdict(features: Features, chance: float) -> Veto | bool:
    """What one side is answered or refused by."""
    return find_veto(features, chance) or chance >= THRESHOLD


def _side_verdict(features: Features, chance: float) -> tuple[bool, bool]:
    """Whether a side of a comparison carries it, and whether it is shown."""
    return chance >= THRESHOLD, chance >= SHOWN
