"""The knowledge base a run is judged against: its documents by every name that gold gives them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from evals.gold import Question
from evals.matching import canonical, grams
from knowledge.document import Document, Item, Section


@dataclass(frozen=True, slots=True)
class Place:
    """One item with where it stands."""

    document: Document
    section: Section
    item: Item

    @property
    def text(self) -> str:
        """The item as a reader sees it: headings, lead, text."""
        return "\n".join([*self.section.path, self.section.title, self.item.lead or "", self.item.text])


class KnowledgeBase:
    """Documents of one index, and the source files' own text where it is known."""

    def __init__(
        self,
        documents: Sequence[Document],
        questions: Sequence[Question] = (),
        raw: Mapping[str, str] | None = None,
    ) -> None:
        """`raw` is the text of the source files by file name, before reading and repair.

        A source name of the questions that is no document's kind, id or file name goes to the document
        that holds most of the evidence of the questions with this source.
        """
        self.documents = tuple(documents)
        self.raw = raw or {}
        self._squeezed: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        named = {name for document in documents for name in _names(document)}
        for name in {name for question in questions for name in question.source} - named:
            self._adopt(name, [q.evidence for q in questions if q.source == (name,)])

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every item by its id, in reading order."""
        return {
            item.id: Place(document, section, item)
            for document in self.documents
            for section in document.sections
            for item in section.items
        }

    def find(self, source: str) -> Document | None:
        """The document of this file name."""
        return next((document for document in self.documents if document.source == source), None)

    def is_source(self, source: str, wanted: str) -> bool:
        """Whether a cited file is the document that gold calls `wanted`: its kind, id or file name."""
        document = self.find(source)
        if document is None:  # another system's citation: only the file's name is left to go by
            return wanted.casefold() in PurePath(source).stem.casefold()
        return wanted in _names(document) or self._aliases.get(wanted) == document.source

    def wanted_documents(self, names: Sequence[str]) -> tuple[Document, ...]:
        """The documents that gold means by these names."""
        return tuple(d for d in self.documents if any(self.is_source(d.source, name) for name in names))

    def squeezed(self, document: Document) -> str:
        """All text of a document, canonical and without spaces: repaired, as extracted, as in the file."""
        if document.id not in self._squeezed:
            texts = [document.title, self.raw.get(document.source, "")]
            for section in document.sections:
                texts += [section.title]
                for item in section.items:
                    texts += [item.lead or "", item.text, item.original or ""]
            self._squeezed[document.id] = " ".join(canonical(text).replace(" ", "") for text in texts)
        return self._squeezed[document.id]

    def _adopt(self, name: str, evidence: Sequence[str]) -> None:
        wanted = grams("\n".join(evidence))
        held = {d.source: len(wanted & grams(self.squeezed(d))) for d in self.documents}
        if wanted and max(held.values(), default=0) > 0:
            self._aliases[name] = max(held, key=held.__getitem__)


def _names(document: Document) -> tuple[str, ...]:
    return (document.kind, document.id, document.source, PurePath(document.source).stem)


def read_raw(paths: Sequence[Path]) -> dict[str, str]:
    """Text of the plain-text source files under these paths, by file name; other formats are left out."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return {
        file.name: file.read_text(encoding="utf-8", errors="replace")
        for file in files
        if file.is_file() and file.suffix in (".txt", ".md")
    }
