"""Search as the API offers it: passages as they stand, with where they come from."""

from collections.abc import Sequence

from bot.dialogue.catalogue import Catalogue, locate
from bot.dialogue.ports import Found, KnowledgeState
from knowledge.query import QueryReader
from knowledge.retriever import Retriever


class PassageSearch:
    """Implements ports.Search over one index version."""

    def __init__(self, version: str, catalogue: Catalogue, retriever: Retriever, reader: QueryReader) -> None:
        self._state = KnowledgeState(version, len(catalogue.documents))
        self._retriever = retriever
        self._reader = reader
        self._documents = {document.id: document for document in catalogue.documents}
        self._sections = {s.id: s for document in catalogue.documents for s in document.sections}

    def search(self, query: str, limit: int) -> Sequence[Found]:
        found = []
        for hit in self._retriever.search(self._reader.read(query), limit):
            passage = hit.passage
            document, section = self._documents[passage.document_id], self._sections[passage.section_id]
            page = next((item.page for item in section.items if item.id == passage.item_id), section.page)
            where = locate(document, section, page)
            found.append(
                Found(passage.id, passage.text, document.source, document.title, where, round(hit.score, 4))
            )
        return found

    def state(self) -> KnowledgeState:
        return self._state
