"""What answers are found with: the index, the embedder, and the language model where there is one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.bootstrap.failure import StartFailed, sentence
from bot.latest import Knowledge, LatestKnowledge
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.dialogue.writing import AnswerWriter
    from knowledge.embedder import Embedder


def build_answers(settings: Settings) -> LatestKnowledge:
    """Answers and search over the current index and every later one; raises StartFailed."""
    return build_knowledge(settings)[0]


def build_knowledge(settings: Settings) -> tuple[LatestKnowledge, Embedder]:
    """Answers and search, and the embedder they work with; raises StartFailed."""
    from bot.dialogue.answering import Answerer
    from bot.dialogue.catalogue import Catalogue
    from bot.dialogue.searching import PassageSearch
    from bot.dialogue.writing import WrittenAnswers
    from bot.staff.library import Ingested
    from knowledge.answerability import OnnxAnswerability
    from knowledge.deciding import passages_of, with_decisions, without_unconfirmed
    from knowledge.decisions import DecisionsBroken, decisions_stamp, read_decisions
    from knowledge.embedder import EmbedderUnknown, ModelUnavailable, open_embedder
    from knowledge.hybrid import HybridRetriever
    from knowledge.index import IndexMismatch, IndexMissing, open_index, read_manifest
    from knowledge.known_questions import open_bank
    from knowledge.lexicon import load_lexicon
    from knowledge.model import ensure_model
    from knowledge.query import QueryReader
    from knowledge.reranker import RerankedRetriever, RerankerUnknown, open_reranker
    from knowledge.retriever import Retriever

    data = settings.data_dir
    writer = build_writer(settings)

    def open_knowledge() -> Knowledge:
        index = open_index(data, embedder, settings.address("chroma_url"))
        documents = tuple(
            without_unconfirmed(with_decisions(one, read_decisions(data, one.id))) for one in index.documents
        )
        passages = passages_of(index.passages, index.documents, documents)
        served = replace(index, documents=documents, passages=passages)
        reader = QueryReader(load_lexicon(), served.own_texts)
        bank = open_bank(passages, index.dense, embedder.identity)
        retriever: Retriever = HybridRetriever(passages, index.dense, embedder, bank)
        if reranker is not None:
            retriever = RerankedRetriever(retriever, reranker)
        catalogue = Catalogue(documents)
        answerer = Answerer(catalogue, retriever, reader, answerability)
        return Knowledge(
            answerer if writer is None else WrittenAnswers(answerer, writer),
            PassageSearch(index.manifest.version, catalogue, retriever, reader),
            documents,
            Ingested(index.manifest.version, index.manifest.made_at, index.documents, index.reports),
        )

    def newest() -> str:
        return f"{read_manifest(data).version} {decisions_stamp(data)}"

    try:
        read_manifest(data)  # before the model is opened or built: a missing index may be all there is to say
        embedder = open_embedder(
            settings.embeddings,
            data,
            settings.embedder_threads,
            settings.address("embeddings_base_url"),
            settings.secret("embeddings_api_key"),
            text_threads=settings.embedder_threads,
        )
        answerability = OnnxAnswerability(ensure_model(data).folder, settings.embedder_threads)
        name = settings.reranker
        reranker = None if name is None else open_reranker(name, settings.embedder_threads)
        return LatestKnowledge(open_knowledge, newest), embedder
    except (
        DecisionsBroken,
        IndexMissing,
        IndexMismatch,
        EmbedderUnknown,
        RerankerUnknown,
        ModelUnavailable,
        OSError,
    ) as error:
        raise StartFailed(sentence(error)) from error


def build_writer(settings: Settings) -> AnswerWriter | None:
    """The language model that words answers, None when none is set; raises StartFailed."""
    if settings.llm_model is None:
        return None
    from bot.dialogue.resting import RestingWriter
    from bot.dialogue.writing import AnswerWriter
    from bot.language_model import LanguageModelUnusable, load_prompts, open_writer

    seconds = settings.llm_deadline_seconds
    try:
        model = open_writer(
            settings.llm_model, settings.address("llm_base_url"), settings.secret("llm_api_key"), seconds
        )
        return AnswerWriter(RestingWriter(model), load_prompts(), seconds)
    except (LanguageModelUnusable, OSError) as error:
        raise StartFailed(sentence(error)) from error
