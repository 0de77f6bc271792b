"""What the documents say to one question: an answer, a count, each document's side of it, or a refusal."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.dialogue import composing, texts
from bot.dialogue.asking import is_general
from bot.dialogue.belonging import OPEN, THEMED, complete
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.concluding import answered, refused
from bot.dialogue.evidence import gather
from bot.dialogue.fitness import MEASURES
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
from bot.dialogue.matter import cut_to, matters_of
from bot.dialogue.opposites import without_opposite
from bot.dialogue.parts import Part
from bot.dialogue.planning import Planner
from bot.dialogue.question import Ask, Kind, Question, without_comparing
from bot.dialogue.reading import evidence_text
from bot.dialogue.reckoning import count, count_shown, tells_number, top_row
from bot.dialogue.shortening import LONGEST, first_lines, length, shorten, wants_one
from bot.dialogue.sides import SHOWN, silent_beside, what_each_says
from bot.dialogue.sifting import sift
from bot.dialogue.standing import stand_alone
from bot.dialogue.trace import Decision, Side, Trace
from bot.dialogue.understanding import Understanding, is_strange
from bot.dialogue.weighing import weigh
from knowledge.answerability import Answerability
from knowledge.document import Document, Passage, Topic
from knowledge.query import Query
from knowledge.retriever import Retriever


class Decider:
    """Decides over the documents of one index; safe from several threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        retriever: Retriever,
        understanding: Understanding,
        answerability: Answerability,
    ) -> None:
        self._catalogue = catalogue
        self._retriever = retriever
        self._understanding = understanding
        self._answerability = answerability
        self._planner = Planner(catalogue)

    def decide(self, asked: Question, query: Query, text: str, thorough: bool) -> Trace:
        """The trace, not yet verified; `text` is what the lines are read for.

        Not thorough: lines are not read where no likely reading could change the answer.
        """
        decide = self._compare if self._understanding.is_across(asked) else self._answer
        return decide(asked, query, text, thorough)

    def _answer(self, asked: Question, query: Query, text: str, thorough: bool) -> Trace:
        wanted = self._understanding.wanted(asked)
        side = self._look(asked, query, text, wanted, None if thorough else _verdict)
        if side.features is None:
            return refused(query, asked, (side,), Decision.NOTHING_FOUND)
        only_number = side.features.number_unmet and not side.features.money_unmet
        if only_number and (counted := self._count(asked, query, side)):
            return counted
        veto = find_veto(side.features, side.chance)
        if veto is not None:
            return refused(query, asked, (side,), veto)
        unheard_of = (
            asked.kind in (Kind.DEFINITION, Kind.FACT) and is_strange(query) and not side.evidence.is_familiar
        )
        if side.chance < THRESHOLD or unheard_of:
            return refused(query, asked, (side,), Decision.UNLIKELY)
        if Ask.EXTREME in asked.asks and (row := top_row(query, side.evidence)):
            return answered(query, asked, (replace(side, parts=row),), composing.compose(row), row)
        found = self._planner.focus(asked, query, side.parts, side.evidence)
        if asked.kind in OPEN:
            found, _ = complete(query, found, side.evidence)
        weighed = sift(asked, query, weigh(asked, query, replace(side, parts=found)))
        telling = without_opposite(query, weighed.parts) or side.parts
        besides = tuple(p for p in without_opposite(query, weighed.besides) if p not in telling)
        parts = stand_alone(self._catalogue, shorten(asked, query, telling, side.evidence))
        untold = not tells_number(query, parts) or length(side.parts) > LONGEST
        if untold and (counted := self._count(asked, query, side, parts)):
            return counted
        while asked.kind not in THEMED and besides and length(parts, besides) > LONGEST:
            besides = besides[:-1]
        if asked.few:
            parts, besides = first_lines(parts, asked.few), ()
        reply = composing.compose(parts, besides)
        if sum(len(part.lines) for part in parts) < asked.few:
            reply = composing.without_more(reply)
        if len(reply.plain()) > LONGEST and wants_one(asked, query, side.parts, side.evidence):
            reply, besides = composing.compose(parts), ()
        return answered(query, asked, (replace(side, besides=besides),), reply, parts)

    def _compare(self, asked: Question, query: Query, text: str, thorough: bool) -> Trace:
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
        documents = self._catalogue.documents
        sides = tuple(self._look(single, query, text, (document,), decide) for document in documents)
        if max(side.chance for side in sides) < THRESHOLD:
            return refused(query, asked, sides, Decision.UNLIKELY)
        sides = tuple(sift(asked, query, weigh(single, query, side)) for side in sides)
        if kind is Kind.COMPARISON and not asked.topics:
            matters = matters_of(query)
            sides = tuple(replace(side, parts=cut_to(matters, side.parts)) for side in sides)
        said = what_each_says(query, sides)
        silent = silent_beside(query, documents, said)
        besides = [p for s in sides if s.chance >= SHOWN for p in s.besides if p.document not in silent]
        shown = tuple(part for _, parts in said for part in parts)
        return answered(query, asked, sides, composing.compare(said, besides, silent), shown)

    def _look(
        self,
        asked: Question,
        query: Query,
        text: str,
        documents: Sequence[Document],
        decide: Callable[[Features, float], object] | None,
    ) -> Side:
        """What the documents say; without a reading where `decide` would decide the same after any."""
        evidence = gather(self._catalogue, self._retriever, query, self._wanted(asked, documents))
        planned = self._planner.plan(asked, query, evidence)
        parts = without_opposite(query, planned)
        if not parts:
            return Side(evidence, planned, None, 0.0)
        besides: tuple[Part, ...] = ()
        if asked.kind in THEMED:
            parts, besides = complete(query, parts, evidence)
        features = observe(asked, query, evidence, parts, self._retriever, 0.0)
        if decide is None or not is_settled(features, decide):
            features = self._read(features, text, evidence_text(parts, evidence, query), decide)
        return Side(evidence, parts, features, answerable(features), besides)

    def _read(
        self, features: Features, text: str, lines: str, decide: Callable[[Features, float], object] | None
    ) -> Features:
        """With what reading the lines says; with a glance where `decide` would decide the same after it."""
        if decide is not None:
            least, most = self._answerability.glance(text, lines)
            if is_settled(features, decide, (least, most)):
                return with_reading(features, (least + most) / 2)
        return with_reading(features, self._answerability.logit(text, lines))

    def _wanted(self, asked: Question, documents: Sequence[Document]) -> Callable[[Passage], bool] | None:
        """Which passages may answer; None where all may."""
        if Topic.ABOUT in asked.topics and Ask.PERSON in asked.asks:
            return lambda _: False  # a line on who wrote it was looked for before; others name whom they will
        ids = {document.id for document in documents}
        everything = len(ids) == len(self._catalogue.documents)
        return None if everything else lambda passage: passage.document_id in ids

    def _count(self, asked: Question, query: Query, side: Side, parts: Sequence[Part] = ()) -> Trace | None:
        """How many lines the lists have that are to be counted, or these parts; None where there is none."""
        lists = count(self._catalogue, asked, query, side.evidence)
        lists = lists or count_shown(self._catalogue, asked, query, parts)
        if lists:
            return answered(query, asked, (replace(side, parts=lists),), composing.counted(lists), lists)
        return None


def _verdict(features: Features, chance: float) -> Veto | bool:
    """What one side is answered or refused by."""
    return find_veto(features, chance) or chance >= THRESHOLD


def _side_verdict(features: Features, chance: float) -> tuple[bool, bool]:
    """Whether a side of a comparison carries it, and whether it is shown."""
    return chance >= THRESHOLD, chance >= SHOWN
