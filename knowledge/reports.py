"""What reading a file did: ingest writes it beside the documents, the staff desk shows it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from knowledge.decisions import Verdict

PICTURE = "تصویر است و نوشتهٔ درون آن خوانده نمی‌شود"
_FAILURES = "unread.json"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of the file that was repaired, or that a person has decided about."""

    original: str  # as extracted; several raw lines with newlines between them
    repaired: str  # what repair makes of it
    text: str  # what it says in the document
    repairs: tuple[tuple[str, float], ...]  # kind of damage, confidence 0 to 1
    page: int | None = None
    verdict: Verdict | None = None  # of the decision that was followed

    @property
    def confidence(self) -> float:
        """That of the weakest repair; 1.0 without any."""
        return min((sure for _, sure in self.repairs), default=1.0)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of the file that is not in the document, by its first words."""

    text: str
    reason: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """How one file became a document."""

    document_id: str
    source: str
    read_at: str  # ISO 8601, UTC
    rules: str  # version of the ingest rules
    pages: int
    lines: tuple[ReadLine, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unmatched: tuple[str, ...] = ()  # lines that people have decided about and that the file does not have
    unanswered: int = 0  # lines that the ranker of their readings was out of reach for

    def repairs(self) -> Counter[str]:
        """Repairs by kind."""
        return Counter(kind for line in self.lines for kind, _ in line.repairs)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read."""

    source: str
    reason: str
    at: str  # ISO 8601, UTC


_UNREAD = TypeAdapter(tuple[Unread, ...])


def read_unread(data: Path) -> tuple[Unread, ...]:
    """The files that the last ingest of each could not read."""
    try:
        return _UNREAD.validate_json((data / _FAILURES).read_bytes())
    except (FileNotFoundError, ValidationError):
        return ()


def write_unread(data: Path, unread: tuple[Unread, ...]) -> None:
    """In place of what was written before, in one step."""
    if unread or (data / _FAILURES).exists():
        data.mkdir(parents=True, exist_ok=True)
        new = data / f"{_FAILURES}.new"
        new.write_bytes(_UNREAD.dump_json(unread))
        new.replace(data / _FAILURES)
