"""The current index opened with all that answers from it; who builds an answerer builds it here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.bootstrap.failure import StartFailed, sentence
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.dialogue.answering import Answerer
    from bot.dialogue.catalogue import Catalogue
    from knowledge.answerability import Answerability
    from knowledge.embedder import Embedder
    from knowledge.hybrid import HybridRetriever
    from knowledge.index import Index
    from knowledge.query import QueryReader
    from knowledge.reranker import Reranker
    from knowledge.retriever import Retriever


@dataclass(frozen=True, slots=True)
class Models:
    """What is loaded once and serves every index version."""

    embedder: Embedder
    answerability: Answerability
    reranker: Reranker | None


@dataclass(frozen=True, slots=True)
class Opened:
    """One index version and the parts that answer from it."""

    models: Models
    read: Index  # its documents as they were read
    index: Index  # as people have decided on them since: what is searched and quoted
    catalogue: Catalogue
    reader: QueryReader
    hybrid: HybridRetriever
    retriever: Retriever  # the same, reranked where that is set
    answerer: Answerer


def open_models(settings: Settings) -> Models:
    """The models that these settings name; raises StartFailed, of a missing index before any is built."""
    from knowledge.answerability import OnnxAnswerability
    from knowledge.embedder import open_embedder
    from knowledge.index import read_manifest
    from knowledge.model import ensure_model
    from knowledge.reranker import open_reranker

    data, threads, name = settings.data_dir, settings.embedder_threads, settings.reranker
    with start_failures():
        read_manifest(data)
        return Models(
            open_embedder(
                settings.embeddings,
                data,
                threads,
                settings.address("embeddings_base_url"),
                settings.secret("embeddings_api_key"),
            ),
            OnnxAnswerability(ensure_model(data).folder),
            None if name is None else open_reranker(name, threads),
        )


def open_current(settings: Settings, models: Models, with_known_questions: bool = True) -> Opened:
    """The current index version; raises StartFailed."""
    from bot.dialogue.answering import Answerer
    from bot.dialogue.catalogue import Catalogue
    from knowledge.deciding import passages_of, with_decisions, without_unconfirmed
    from knowledge.decisions import read_decisions
    from knowledge.hybrid import HybridRetriever
    from knowledge.index import open_index
    from knowledge.known_questions import open_bank
    from knowledge.lexicon import load_lexicon
    from knowledge.query import QueryReader
    from knowledge.reranker import RerankedRetriever

    data, embedder = settings.data_dir, models.embedder
    with start_failures():
        read = open_index(data, embedder, settings.address("chroma_url"))
        documents = tuple(
            without_unconfirmed(with_decisions(one, read_decisions(data, one.id))) for one in read.documents
        )
        passages = passages_of(read.passages, read.documents, documents)
        index = replace(read, documents=documents, passages=passages)
        reader, catalogue = QueryReader(load_lexicon(), index.own_texts), Catalogue(documents)
        bank = open_bank(passages, index.dense, embedder.identity) if with_known_questions else None
        hybrid = HybridRetriever(passages, index.dense, embedder, bank)
        retriever = hybrid if models.reranker is None else RerankedRetriever(hybrid, models.reranker)
        answerer = Answerer(catalogue, retriever, reader, models.answerability)
        return Opened(models, read, index, catalogue, reader, hybrid, retriever, answerer)


@contextmanager
def start_failures() -> Iterator[None]:
    """What is wrong with the data folder or a model, raised as StartFailed."""
    from knowledge.decisions import DecisionsBroken
    from knowledge.dense import VectorsUnavailable
    from knowledge.embedder import EmbedderUnknown, ModelUnavailable
    from knowledge.index import IndexMismatch, IndexMissing
    from knowledge.reranker import RerankerUnknown

    try:
        yield
    except (
        DecisionsBroken,
        IndexMissing,
        IndexMismatch,
        EmbedderUnknown,
        RerankerUnknown,
        ModelUnavailable,
        VectorsUnavailable,
        OSError,
    ) as error:
        raise StartFailed(sentence(error)) from error
