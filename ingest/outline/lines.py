"""Lines with the gaps before them, and the question whether a line goes on in the next one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.blocks import Block, BlockKind
from ingest.repair import Damage, RepairedLine
from knowledge.persian import DIGIT, fold

_MARK = re.compile(r"^\s*([•●▪◦■□»➢✓*]|[–—-](?=\s|[^\W\d]))\s*(?=\S)|\s*([•●▪◦■□–—]|(?<=[^\W\d])-)\s*$")
_NUMBER = re.compile(r"^\s*[0-9۰-۹٠-٩]{1,2}\s*[.)\-–]\s*(?=[^\W\d])|(?<=\D)[0-9۰-۹٠-٩]{1,2}\.\s*$")
_STRAY_KASHIDA = re.compile(r"(?:^|\s)ـ")  # half a word at the wrong end of the line
_FIGURE = re.compile(rf"[{DIGIT}][٪%]?(?: \w+)?$")
_ENDS = (".", "؛", ":", "؟", "!", "?", ";", "…")
_JOINTS = frozenset(
    "و در از به با که را تا بر برای یا بین میان هر این ان یک طی نیز مورد دارای توسط همچون مانند مثل جهت تحت "
    "بدون".split()
)
_STARTERS = frozenset("در از به با که را تا بر برای یا و".split())
_VERB = re.compile(
    r"(?:^|\s)(?:است|هستند|هست|نیست|بود|بودند|شد|شدند|شود|شوند|گردد|گردید|کرد|کردند|کند|کنند|دارد|دارند|باشد|باشند"
    r"|ن?می ?\S+[دم]|یابند|یابد|گیرد|گیرند|نماید|نمایند|دهد|دهند|رسید|رسیدند|ماند|ماندند)$"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One logical line with the gap before it (blank lines) and what its raw form says."""

    text: str
    gap: int
    line: RepairedLine
    size: float | None = None
    whole: bool = False  # by its place on the page the line ends what it says

    @property
    def indented(self) -> bool:
        """The raw line starts with a single blank: a lost bullet or a form feed."""
        return self.line.original.startswith(" ")

    @property
    def open_ended(self) -> bool:
        """The raw line ends with a blank, which extraction leaves where a paragraph goes on."""
        raw = self.line.original.rsplit("\n", 1)[-1]
        return raw.endswith(" ") and not self.moved and not raw.rstrip().endswith(_ENDS)

    @property
    def moved(self) -> bool:
        """Runs of this line were out of order, so that its ends say nothing."""
        reordered = any(fix.kind is Damage.RUN_ORDER for fix in self.line.repairs)
        return reordered or bool(_STRAY_KASHIDA.search(self.line.original))

    @property
    def wrapped(self) -> bool:
        """Repair has joined this line with the next ones."""
        return "\n" in self.line.original

    @property
    def width(self) -> int:
        """Characters of its last line as extracted."""
        return len(self.line.original.rsplit("\n", 1)[-1].strip())

    @property
    def mark(self) -> str | None:
        """Its bullet, at either end; «1.» for an enumerator."""
        if match := _MARK.search(self.text):
            return (match[1] or match[2]).strip()
        return "1." if _NUMBER.search(self.text) else None

    @property
    def bare(self) -> str:
        """The text without its bullet or enumerator."""
        return _NUMBER.sub("", _MARK.sub("", self.text, count=1), count=1).strip()


@dataclass(slots=True)
class Entry:
    """Rows that make one proposition."""

    rows: list[Row] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(row.bare for row in self.rows if row.bare)

    @property
    def original(self) -> str:
        return "\n".join(row.line.original for row in self.rows)

    @property
    def confidence(self) -> float:
        return min(row.line.confidence for row in self.rows)

    @property
    def mark(self) -> str | None:
        return next((row.mark for row in self.rows if row.mark), None)

    def block(self, kind: BlockKind, text: str, level: int = 1) -> Block:
        """A block that says this, with what was extracted where that differs."""
        original = self.original if self.original != text else None
        return Block(kind, text, level=level, original=original, confidence=self.confidence)


def rows_of(
    lines: Sequence[RepairedLine], sizes: Sequence[float | None] = (), wholes: Sequence[bool] = ()
) -> list[Row]:
    """The filled lines with the gaps before them."""
    rows: list[Row] = []
    gap = 0
    for at, line in enumerate(lines):
        if not line.text.strip():
            gap += 1
            continue
        size = sizes[at] if at < len(sizes) else None
        rows.append(Row(line.text.strip(), gap, line, size, at < len(wholes) and wholes[at]))
        gap = 0
    return rows


def ends_sentence(text: str) -> bool:
    """Whether the text closes with a mark or with a finite verb."""
    stripped = text.rstrip(" )»")
    return stripped.endswith(_ENDS) or bool(_VERB.search(" ".join(fold(stripped).split())))


def ends_in_figure(text: str) -> bool:
    """Whether the text closes with a number or a number and its unit, as the row of a table does."""
    return bool(_FIGURE.search(text))


def goes_on(text: str) -> bool:
    """Whether the text breaks off after a joint («و», «از», an open bracket or «…های»)."""
    words = text.split()
    if not words:
        return False
    if bracket_open(text):
        return True
    last = words[-1]
    return " ".join(fold(last).split()) in _JOINTS or last.endswith(("های", "،", "ـ"))


def bracket_open(text: str) -> bool:
    """Whether a bracket or quotation mark is still open at the end of the text."""
    return text.count("(") > text.count(")") or text.count("«") > text.count("»")


def continues(text: str) -> bool:
    """Whether the text starts with what cannot start a proposition of its own."""
    words = text.split()
    first = words[0] if words else ""
    return (
        first.startswith((".", "،", "؛", ":", ")", "»")) or fold(first) in _STARTERS or first in ("ها", "های")
    )
