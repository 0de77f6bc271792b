"""What a reader hands over: pages of marked blocks, or of bare lines where the format has no marks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.reports import LeftOut


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    STEP = "step"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One marked piece of a page, in reading order."""

    kind: BlockKind
    text: str = ""  # empty for a table
    level: int = 1  # of a heading from 1, of a list entry from 1
    rows: tuple[tuple[str, ...], ...] = ()  # of a table, the header first
    row_originals: tuple[str, ...] = ()  # of the rows under the header, where extraction flattened them
    page: int | None = None
    original: str | None = None  # as extracted, where repair changed it
    confidence: float = 1.0  # of the repair or the OCR
    unconfirmed: bool = False  # its figures come from a scan
    article: int | None = None  # from 1, of a file whose marks say that it holds several


@dataclass(frozen=True, slots=True)
class Line:
    """One bare line of a page with what its looks say."""

    text: str
    size: float | None = None  # type size in points, where the format has it
    confidence: float = 1.0  # of the OCR
    table: tuple[tuple[str, ...], ...] = ()  # rows of a table that stands here instead of a line
    whole: bool = False  # the next line's first word had room on it: what it says ends with it


@dataclass(frozen=True, slots=True)
class Page:
    """Marked blocks, or bare lines (blank ones included) whose structure is still to be found."""

    number: int | None = None  # page or slide, from 1
    blocks: tuple[Block, ...] = ()
    lines: tuple[Line, ...] = ()
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Meta:
    """What the file says of itself."""

    title: str | None = None
    kind: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    extra: tuple[tuple[str, str], ...] = ()  # further facts by name: subtitle, note …


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as its reader understood it."""

    pages: tuple[Page, ...]
    meta: Meta = field(default_factory=Meta)
    paged: str | None = None  # "page", "slide" or None
    left_out: tuple[LeftOut, ...] = ()  # running heads, navigation, pages that cannot be read

    def blocks(self) -> Iterator[Block]:
        for page in self.pages:
            yield from page.blocks
