"""The reference line: what a tutorial gives with the same embeddings. Whole chunks are the answer.

langchain's recursive splitter (1000 characters, 200 overlapping), Chroma with cosine space, the four nearest
chunks. It never refuses. Everything we do has to be better than this.
"""

from collections.abc import Sequence
from typing import cast

import chromadb
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from evals.knowledge import read_raw
from evals.records import Said
from evals.systems import Heard, Surroundings, SystemUnknown
from knowledge.document import Citation
from knowledge.embedder import open_embedder

SIZE = 1000  # characters
OVERLAP = 200
NEAREST = 4


class ReferencePipeline:
    """Splits, embeds and searches the plain texts of the source files."""

    def __init__(self, texts: dict[str, str], embeddings: Embeddings) -> None:
        splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP)
        chunks = [(name, chunk) for name, text in texts.items() for chunk in splitter.split_text(text)]
        self._store = Chroma(
            "reference",
            embeddings,
            client=chromadb.EphemeralClient(ChromaSettings(anonymized_telemetry=False)),
            collection_configuration={"hnsw": {"space": "cosine"}},
        )
        self._store.reset_collection()  # clients in one process share their memory
        self._store.add_texts([chunk for _, chunk in chunks], [{"source": name} for name, _ in chunks])

    def ask(self, question: str, history: Sequence[str]) -> Heard:
        found = self._store.similarity_search("\n".join([*history[-1:], question]), NEAREST)
        chunks = [document.page_content for document in found]
        return Heard(
            answer="\n".join(chunks),
            refused=False,
            lines=tuple(Said(chunk, number) for number, chunk in enumerate(chunks)),
            citations=tuple(Citation(d.metadata["source"], "", "", d.page_content) for d in found),
        )


def open_reference(spec: str, around: Surroundings) -> ReferencePipeline:
    """The pipeline over the plain-text source files; raises SystemUnknown where there are none."""
    texts = read_raw(around.sources)
    if not texts:
        raise SystemUnknown("the reference line needs --sources with .md or .txt files")
    settings = around.settings
    embedder = open_embedder(
        settings.embeddings,
        settings.data_dir,
        settings.embedder_threads,
        settings.address("embeddings_base_url"),
        settings.secret("embeddings_api_key"),
    )
    return ReferencePipeline(texts, cast("Embeddings", embedder))
