"""A question in, a sourced answer or an honest refusal out; no language model needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.dialogue import composing, texts
from bot.dialogue.asking import is_general
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.evidence import Evidence, gather
from bot.dialogue.intent import Intent, find_intent, without_courtesies
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
from bot.dialogue.narrowing import asks_to_narrow, narrowed
from bot.dialogue.parts import Part
from bot.dialogue.planning import LISTED, MEASURES, Planner, names_only_topics
from bot.dialogue.pointing import longest_list, only_points, pointed_at, read_pointer
from bot.dialogue.question import (
    Ask,
    Kind,
    Question,
    is_follow_up,
    names_every_source,
    names_other_source,
    points_back,
    read_question,
    without_comparing,
    without_few,
)
from bot.dialogue.reading import asked_text, evidence_text
from bot.dialogue.reckoning import count
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.shelf import asks_for_holdings, asks_for_outline, holdings, outline
from bot.dialogue.shortening import first_lines, shorten
from bot.dialogue.trace import Decision, Side, Trace
from bot.dialogue.turn import Reply
from bot.dialogue.verification import find_problems
from knowledge.answerability import Answerability
from knowledge.document import Document, Topic
from knowledge.query import Query, QueryReader
from knowledge.retriever import Retriever

REMEMBERED = 2048  # answers kept for questions that are asked again
KEYWORDS = 3  # words; a bare name of the field, and no sentence
ALONE = 0.92  # cosine to a known question from which one may stand alone
BETTER = (0.01, 0.03)  # … if that is so much above the cosine of both together; more when it points back
LISTS_BACK = 3  # questions before, among whose lists «فقط آن‌ها که …» finds its own
SIDE_THRESHOLD = 0.2  # probability from which a document's side of a comparison is shown


@dataclass(frozen=True, slots=True)
class _Decided:
    """What is to be said, not yet verified."""

    sides: tuple[Side, ...]
    decision: Decision | Veto
    reply: Reply


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
        # a new index version gets a new Answerer, and with it an empty cache
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._answer)

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        """A verified answer or an abstention; `history` is the person's earlier questions, oldest first."""
        return self._remembered(question, tuple(history))

    def _answer(self, question: str, history: tuple[str, ...]) -> Reply:
        return self.explain(question, history, thorough=False).reply

    def explain(self, question: str, history: Sequence[str] = (), thorough: bool = True) -> Trace:
        """The answer with everything it rests on.

        Not thorough: lines are not read where no reading could change the answer; the traces differ, not it.
        """
        intent = find_intent(question, self._is_specific)
        if intent is Intent.SOURCES and history:  # «منبعش کجاست؟»: the last answer again, citations and all
            return self.explain(history[-1], history[:-1], thorough)
        if intent is not Intent.QUESTION:
            return Trace(intent, None, None, (), Decision.SMALL_TALK, (), composing.small_talk(intent))
        question = without_courtesies(question)
        if history and (taken_up := self._take_up(question, history, thorough)) is not None:
            return taken_up
        query, asked = self.understand(question, history)
        if parts := self._of_the_documents(question, asked, query):
            side = Side(Evidence((), (), {}), parts, None, 1.0)
            return _verified(intent, query, asked, _answered(side))
        if not query.concepts or all(word.isdigit() for word in query.words):
            refusal = composing.abstain(texts.NO_TOPIC, ())
            return Trace(intent, query, asked, (), Decision.NO_TOPIC, (), refusal)
        text = asked_text(query, history)
        decide = self._compare if self._is_across(asked) else self._answer_one
        return _verified(intent, query, asked, decide(asked, query, text, thorough))

    def _take_up(self, question: str, history: Sequence[str], thorough: bool) -> Trace | None:
        """The answer to «سومی؟» or «اون یکی نوعش چی؟», which point into the list that was last shown."""
        pointer = read_pointer(question)
        if pointer is None:
            return self._narrow(question, history, thorough)
        places = (n for n in range(len(history) - 1, -1, -1) if read_pointer(history[n]) is None)
        place = next(places, 0)
        before = self.explain(history[place], history[:place], thorough)
        shown = longest_list([part for side in before.sides for part in side.parts])
        query = self._reader.read(question)
        if before.decision is not Decision.ANSWERED or shown is None or not only_points(query, shown):
            return None
        parts = pointed_at(self._catalogue, shown, pointer)
        if not parts:  # «بقیه‌اش» of what was whole: the same again
            return before if pointer.line is None else None
        side = replace(before.sides[0], parts=parts)
        return _verified(before.intent, query, before.asked, _answered(side))

    def _narrow(self, question: str, history: Sequence[str], thorough: bool) -> Trace | None:
        """The answer to «فقط آن‌هایی که به صادرات مربوط است», of the last list that has such lines."""
        query = self._reader.read(question)
        asked = read_question(question, query.readings[-1])
        if not asks_to_narrow(question, asked):
            return None
        for place in range(len(history) - 1, max(-1, len(history) - 1 - LISTS_BACK), -1):
            before = self.explain(history[place], history[:place], thorough)
            shown = [part for side in before.sides for part in side.parts]
            if before.decision is Decision.ANSWERED and (parts := narrowed(self._catalogue, shown, query)):
                side = replace(before.sides[0], parts=parts)
                return _verified(before.intent, query, asked, _answered(side))
        return None

    def _of_the_documents(self, question: str, asked: Question, query: Query) -> tuple[Part, ...]:
        """Which documents there are, or the parts of those that are named; () when neither is asked."""
        if asks_for_outline(question, asked):
            return outline(self._wanted(asked))
        if asks_for_holdings(question):
            return holdings(self._catalogue.documents)
        # «عنوان ارائه چیه؟» has no word that a search could use
        return holdings(self._wanted(asked)) if Topic.ABOUT in asked.topics and not query.concepts else ()

    def _is_specific(self, text: str) -> bool:
        """Whether the text names something of the documents beyond the words of the whole field, or asks."""
        concepts, turns = self._reader.read(text).concepts, load_rules().turns
        asks = any(turns[rule].search(plain(text)) for rule in ("question_word", "request"))
        return any(concept.known and concept.noun and not is_general(concept) for concept in concepts) or (
            asks and bool(concepts)
        )

    def understand(self, question: str, history: Sequence[str]) -> tuple[Query, Question]:
        """The query and what it asks, with the earlier question behind it when it is a follow-up."""
        return self._where_defined(*self._read(question, tuple(history)))

    def _where_defined(self, query: Query, asked: Question) -> tuple[Query, Question]:
        """The query looked up where the field is defined when it names nothing else."""
        bare = bool(query.concepts) and all(is_general(concept) for concept in query.concepts)
        if bare and asked.kind is Kind.FACT and len(query.words) <= KEYWORDS:
            asked = replace(asked, kind=Kind.DEFINITION)
        if bare and not asked.topics and asked.kind in (Kind.DEFINITION, Kind.COMPARISON):
            # «خوشه چیه؟» and «خوشه» name nothing but the field itself: look where the field is defined
            query = self._reader.follow(query, self._reader.read(texts.DEFINITION))
        return query, asked

    def _read(self, question: str, history: Sequence[str]) -> tuple[Query, Question]:
        """The query and what it asks, with the earlier question behind it when it is a follow-up."""
        query = self._reader.read(question)
        asked = read_question(question, query.readings[-1])
        if self._is_across(asked) and (core := self._reader.read(without_comparing(question))).concepts:
            query = replace(core, text=question)
        if asked.few:
            query = replace(self._reader.read(without_few(question)), text=question)
        if not history or not is_follow_up(question, sum(c.known and c.noun for c in query.concepts)):
            return query, asked
        if asked.kind is Kind.DEFINITION and _is_strange(query) and not points_back(question):
            return query, asked  # «خرپا یعنی چه؟» asks nothing of what was said before
        earlier, earlier_asked = self._read(history[-1], history[:-1])
        kinds = self._sources(question, asked, earlier_asked)
        if any(concept.known or concept.noun for concept in query.concepts):
            kind = asked.kind
            if kind is Kind.FACT and earlier_asked.kind is Kind.NUMBER:
                kind = Kind.NUMBER
            followed = self._reader.follow(query, earlier)
            alone = self._where_defined(query, asked)
            if self._stands_alone(question, alone[0], followed):
                return alone
            if asked.kind in LISTED and names_only_topics(asked, query) and not points_back(question):
                return query, replace(asked, kinds_named=kinds)  # «چالش‌ها چیست؟» of the same source
            topics = asked.topics or earlier_asked.topics
            return followed, replace(asked, kind=kind, kinds_named=kinds, topics=topics)
        # «بقیه‌اش؟» «مقاله هم گفته؟»: the earlier question again, in this one's light
        return replace(earlier, text=f"{history[-1]} {question}"), replace(
            earlier_asked, kinds_named=kinds, asks=asked.asks, years=asked.years or earlier_asked.years
        )

    def _sources(self, question: str, asked: Question, earlier: Question) -> frozenset[str]:
        """The kinds of document that a follow-up means: its own, or those of the question before."""
        every = frozenset(document.kind for document in self._catalogue.documents)
        if names_every_source(question):
            return every
        if names_other_source(question) and earlier.kinds_named:
            return every - earlier.kinds_named
        return asked.kinds_named or earlier.kinds_named

    def _stands_alone(self, question: str, alone: Query, followed: Query) -> bool:
        """Whether it is better known without the question before: «SPX چیست؟» leans on nothing."""
        near, nearer = (self._retriever.familiarity(each).nearest for each in (followed, alone))
        return nearer >= ALONE and nearer > near + BETTER[points_back(question)]

    def _is_across(self, asked: Question) -> bool:
        """Whether the question sets documents side by side: it says so, or names more than one of them."""
        named = len(asked.kinds_named) > 1 and len(self._wanted(asked)) > 1
        return named or (asked.kind is Kind.COMPARISON and len(self._catalogue.documents) > 1)

    def _wanted(self, asked: Question) -> tuple[Document, ...]:
        """The documents that the question names by their kind; all of them when it names none."""
        named = tuple(d for d in self._catalogue.documents if d.kind in asked.kinds_named)
        return named or self._catalogue.documents

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
        features = observe(asked, query, evidence, parts, self._retriever, 0.0)
        if decide is None or not is_settled(features, decide):
            logit = self._answerability.logit(text, evidence_text(parts, evidence))
            features = with_reading(features, logit)
        return Side(evidence, parts, features, answerable(features))

    def _answer_one(self, asked: Question, query: Query, text: str, thorough: bool) -> _Decided:
        side = self._look(asked, query, text, self._wanted(asked), None if thorough else _verdict)
        if side.features is None:
            return _refused((side,), Decision.NOTHING_FOUND)
        if (veto := find_veto(side.features, side.chance)) is Veto.NUMBER and (
            lists := count(self._catalogue, asked, query, side.evidence)
        ):
            return _Decided((replace(side, parts=lists),), Decision.ANSWERED, composing.counted(lists))
        if veto is not None:
            return _refused((side,), veto)
        unheard_of = asked.kind is Kind.DEFINITION and _is_strange(query) and not side.evidence.is_familiar
        if side.chance < THRESHOLD or unheard_of:
            return _refused((side,), Decision.UNLIKELY)
        parts = shorten(asked, query, self._planner.focus(asked, query, side.parts), side.evidence)
        if asked.few:
            parts = first_lines(parts, asked.few)
            side = replace(side, parts=parts)
        return _Decided((side,), Decision.ANSWERED, composing.compose(parts))

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
            return _refused(sides, Decision.UNLIKELY)
        said = [(side.parts[0].document, side.parts) for side in sides if side.chance >= SIDE_THRESHOLD]
        return _Decided(sides, Decision.ANSWERED, composing.compare(said))


def _answered(side: Side) -> _Decided:
    """All parts of the side."""
    return _Decided((side,), Decision.ANSWERED, composing.compose(side.parts))


def _refused(sides: tuple[Side, ...], decision: Decision | Veto) -> _Decided:
    """An abstention that offers what lies nearest."""
    why = texts.MISSING[decision] if isinstance(decision, Veto) else texts.NOTHING_FOUND
    return _Decided(sides, decision, composing.abstain(why, sides[0].parts[:1]))


def _verified(intent: Intent, query: Query, asked: Question | None, decided: _Decided) -> Trace:
    """The trace of what was decided, refused after all when the reply says what its quotes do not hold."""
    if problems := find_problems(decided.reply):
        decided = _refused(decided.sides, Decision.BLOCKED)
    return Trace(intent, query, asked, decided.sides, decided.decision, problems, decided.reply)


def _is_strange(query: Query) -> bool:
    """Whether the documents know none of the words."""
    return bool(query.concepts) and not any(concept.known for concept in query.concepts)


def _verdict(features: Features, chance: float) -> Veto | bool:
    """What one side is answered or refused by."""
    return find_veto(features, chance) or chance >= THRESHOLD


def _side_verdict(features: Features, chance: float) -> tuple[bool, bool]:
    """Whether a side of a comparison carries it, and whether it is shown."""
    return chance >= THRESHOLD, chance >= SIDE_THRESHOLD
