"""The answerer without known questions: as it is for documents that nobody has written questions on."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dialogue.answering import Answerer
    from knowledge.document import Document
    from knowledge.embedder import Embedder
    from knowledge.hybrid import HybridRetriever
    from knowledge.index import Index


@dataclass(frozen=True, slots=True)
class Unaided:
    """The answerer, and the parts that it is made of."""

    answerer: "Answerer"
    retriever: "HybridRetriever"
    embedder: "Embedder"
    index: "Index"
    documents: "tuple[Document, ...]"  # as they may be quoted


def open_unaided(data: Path) -> Unaided:
    """What serves this folder, but for the known questions; raises SettingsInvalid or StartFailed."""
    from bot.bootstrap.answers import build_knowledge
    from bot.dialogue.answering import Answerer
    from bot.dialogue.catalogue import Catalogue
    from bot.settings import load_settings
    from knowledge.answerability import OnnxAnswerability
    from knowledge.hybrid import HybridRetriever
    from knowledge.index import open_index
    from knowledge.lexicon import load_lexicon
    from knowledge.model import ensure_model
    from knowledge.query import QueryReader

    latest, embedder = build_knowledge(load_settings(data))  # which says all that may be wrong
    documents = latest.current().documents
    index = open_index(data, embedder)
    retriever = HybridRetriever(index.passages, index.dense, embedder)
    reader = QueryReader(load_lexicon(), index.own_texts)
    answerability = OnnxAnswerability(ensure_model(data).folder)
    answerer = Answerer(Catalogue(documents), retriever, reader, answerability)
    return Unaided(answerer, retriever, embedder, index, documents)
