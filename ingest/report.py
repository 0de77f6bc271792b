"""What a build did, file by file: values that the command line prints and a program reads."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.documents import Parsed
from knowledge.document import FigureStatus
from knowledge.index import IndexReport
from knowledge.reports import LeftOut


class Outcome(StrEnum):
    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: what became of it, why it failed, and what was found in it."""

    source: str
    outcome: Outcome
    reason: str | None = None
    pages: int = 0
    sections: int = 0
    items: int = 0
    repaired: tuple[tuple[str, int], ...] = ()  # kind of damage, how many repairs
    recovered: int = 0  # figures
    unreadable: int = 0
    dropped: tuple[LeftOut, ...] = ()
    unanswered: int = 0  # lines that the ranker was out of reach for: the next build reads the file again


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What one build did."""

    files: tuple[FileReport, ...]
    passages: int
    seconds: float
    index: IndexReport | None  # None where nothing had changed
    passed_over: tuple[Path, ...] = ()  # files of folders whose format nobody reads

    @property
    def failed(self) -> tuple[FileReport, ...]:
        return tuple(file for file in self.files if file.outcome is Outcome.FAILED)

    @property
    def repaired(self) -> Counter[str]:
        """Repairs by kind over all files."""
        total: Counter[str] = Counter()
        for file in self.files:
            total.update(dict(file.repaired))
        return total


def report_parsed(parsed: Parsed, outcome: Outcome) -> FileReport:
    """The counts of one finished document."""
    sections = parsed.document.sections
    return FileReport(
        source=parsed.document.source,
        outcome=outcome,
        pages=parsed.report.pages,
        sections=len(sections),
        items=sum(len(section.items) for section in sections),
        repaired=tuple(sorted(parsed.repaired().items())),
        recovered=parsed.figures(FigureStatus.RECOVERED),
        unreadable=parsed.figures(FigureStatus.UNREADABLE),
        dropped=parsed.report.left_out,
        unanswered=parsed.report.unanswered,
    )
