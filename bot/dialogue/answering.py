"""A question in, a sourced answer or an honest refusal out; no language model needed."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue import composing, texts
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.evidence import Evidence, gather
from bot.dialogue.intent import Intent, find_intent
from bot.dialogue.judging import THRESHOLD, Features, Veto, answerable, find_veto, observe
from bot.dialogue.planning import Part, Planner, is_general
from bot.dialogue.question import Kind, Question, is_follow_up, names_other_source, read_question
from bot.dialogue.turn import Reply
from knowledge.document import Document
from knowledge.embedder import Embedder
from knowledge.hybrid import HybridRetriever
from knowledge.index import Index
from knowledge.lexicon import load_lexicon
from knowledge.query import Query, QueryReader


class Answerer:
    """Implements ports.Answers over one index version; safe from several threads."""

    def __init__(self, catalogue: Catalogue, retriever: HybridRetriever, reader: QueryReader) -> None:
        self._catalogue = catalogue
        self._retriever = retriever
        self._reader = reader
        self._planner = Planner(catalogue)

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        """A verified answer or an abstention; `history` holds the person's earlier questions, oldest first."""
        intent = find_intent(question)
        if intent is not Intent.QUESTION and not (intent is Intent.SOURCES and history):
            return composing.small_talk(intent)
        if intent is Intent.SOURCES:
            return self.answer(history[-1], history[:-1])
        query, asked = self._understand(question, history)
        if not query.concepts:
            return composing.abstain(texts.NO_TOPIC, ())
        if self._across(asked):
            return self._compare(asked, query)
        evidence, parts, features = self._decide(asked, query, self._wanted(asked))
        if not parts or features is None:
            return composing.abstain(texts.NOTHING_FOUND, ())
        veto = find_veto(features)
        if veto is None and answerable(features) >= THRESHOLD:
            return composing.compose(parts)
        return composing.abstain(texts.MISSING[veto] if veto else texts.NOTHING_FOUND, parts[:1])

    def evidence_for(
        self, question: str, history: Sequence[str] = ()
    ) -> tuple[Query, Question, Evidence, tuple[Part, ...]]:
        query, asked = self._understand(question, history)
        evidence, parts, _ = self._decide(asked, query, self._wanted(asked))
        return query, asked, evidence, parts

    def _understand(self, question: str, history: Sequence[str]) -> tuple[Query, Question]:
        """The query and what it asks, with the earlier question behind it when it is a follow-up."""
        query = self._reader.read(question)
        asked = read_question(question, query.readings[-1])
        if asked.kind is Kind.DEFINITION and all(is_general(concept) for concept in query.concepts):
            # «خوشه چیه؟» names nothing but the field itself: look where the field is defined
            query = self._reader.follow(query, self._reader.read(texts.DEFINITION))
        if not history or not is_follow_up(question, sum(c.known and c.noun for c in query.concepts)):
            return query, asked
        earlier, earlier_asked = self._understand(history[-1], history[:-1])
        own = [concept for concept in query.concepts if concept.known]
        if not own:  # «بقیه‌اش؟» «مقاله هم گفته؟»: the earlier question again, in this one's light
            joined = replace(earlier, text=f"{history[-1]} {question}")
            kinds = asked.kinds_named or earlier_asked.kinds_named
            if names_other_source(question) and earlier_asked.kinds_named:
                kinds = frozenset(d.kind for d in self._catalogue.documents) - earlier_asked.kinds_named
            return joined, replace(
                earlier_asked,
                kinds_named=kinds,
                asks=asked.asks,
                years=asked.years or earlier_asked.years,
            )
        query = self._reader.follow(query, earlier)
        return query, replace(
            asked,
            kinds_named=asked.kinds_named or earlier_asked.kinds_named,
            topics=asked.topics or earlier_asked.topics,
            kind=earlier_asked.kind
            if asked.kind is Kind.FACT and earlier_asked.kind is Kind.NUMBER
            else asked.kind,
        )

    def _across(self, asked: Question) -> bool:
        """Whether the question sets documents side by side: it says so, or names more than one of them."""
        return asked.kind is Kind.COMPARISON or len(self._wanted(asked)) > 1 and len(asked.kinds_named) > 1

    def _wanted(self, asked: Question) -> tuple[Document, ...]:
        """The documents that the question names by their kind; all of them when it names none or every one."""
        named = tuple(d for d in self._catalogue.documents if d.kind in asked.kinds_named)
        return named or self._catalogue.documents

    def _decide(
        self, asked: Question, query: Query, documents: Sequence[Document]
    ) -> tuple[Evidence, tuple[Part, ...], Features | None]:
        ids = {document.id for document in documents}
        everything = len(ids) == len(self._catalogue.documents)
        evidence = gather(
            self._catalogue, self._retriever, query, None if everything else lambda p: p.document_id in ids
        )
        parts = self._planner.plan(asked, query, evidence)
        features = observe(asked, query, evidence, parts, self._retriever) if parts else None
        return evidence, parts, features

    def _compare(self, asked: Question, query: Query) -> Reply:
        """What each document says, one block after the other; refused when none says anything."""
        sides = []
        single = replace(asked, kind=Kind.LIST if asked.topics else Kind.FACT, asks=frozenset())
        for document in self._catalogue.documents:
            _, parts, features = self._decide(single, query, (document,))
            if features is not None:
                sides.append((document, parts, answerable(features)))
        if not sides or max(chance for _, _, chance in sides) < THRESHOLD:
            return composing.abstain(texts.NOTHING_FOUND, sides[0][1][:1] if sides else ())
        return composing.compare([(document, parts) for document, parts, chance in sides if chance >= SIDE])


SIDE = 0.25  # probability from which a document's side of a comparison is shown


def make_answerer(index: Index, embedder: Embedder) -> Answerer:
    """The answerer over an opened index."""
    reader = QueryReader(load_lexicon(), [passage.text for passage in index.passages])
    retriever = HybridRetriever(index.passages, index.dense, embedder)
    return Answerer(Catalogue(index.documents), retriever, reader)
