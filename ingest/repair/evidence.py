"""What is known about a document before a line of it is repaired."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Evidence:
    """The document's own words and the kinds of damage it has; made once for each document."""

    @classmethod
    def for_document(cls, text: str) -> Self:
        """Learn from the whole text of a document as the extractor gave it (pages joined with newlines)."""
        return cls()
