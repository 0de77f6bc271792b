"""Where one slide or text frame ends and the next begins, by the blank lines that extraction leaves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from ingest.blocks import Line

SLIDE_GAP = 2  # blank lines between two slides; one blank line stands between the lines of a slide
_SENTENCE_END = re.compile(r"[.؟!?]\s*$|^\s*[.]")
_BULLETS = ("•", "●", "▪", "◦")
_PAGE_NUMBER = re.compile(r"^\s*[-–]?\s*[0-9۰-۹٠-٩]{1,3}\s*[-–]?\s*$")


class Layout(StrEnum):
    SLIDES = "slides"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a slide or frame, blank ones between them included, none at its ends."""

    lines: tuple[Line, ...]
    page: int | None = None
    table: tuple[tuple[str, ...], ...] = ()  # a part that is a table has no lines

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def split_parts(lines: Sequence[Line], page: int | None = None) -> list[Part]:
    """Parts in order, tables as parts of their own; the rest is cut by `_cut`."""
    parts: list[Part] = []
    run: list[Line] = []
    for line in lines:
        if line.table:
            parts += _cut(run, page)
            parts.append(Part((), page, line.table))
            run = []
        else:
            run.append(line)
    return parts + _cut(run, page)


def _cut(lines: Sequence[Line], page: int | None) -> list[Part]:
    """Parts in order: cut at SLIDE_GAP blank lines, and where a title begins with the form feed's blank.

    Extractors end a page with a form feed; where that was turned into a blank, the first line of a page
    starts with it, has no blank line before it and one after it.
    """
    parts: list[list[Line]] = [[]]
    gap = 0
    for at, line in enumerate(lines):
        if not line.text.strip():
            gap += 1
            continue
        if gap >= SLIDE_GAP or (gap == 0 and _starts_page(lines, at) and len(_filled(parts[-1])) >= 2):
            parts.append([])
        elif parts[-1]:
            parts[-1] += [Line("")] * gap
        gap = 0
        parts[-1].append(line)
    return [Part(tuple(part), page) for part in parts if part]


def _starts_page(lines: Sequence[Line], at: int) -> bool:
    line = lines[at].text
    blank_after = at + 1 < len(lines) and not lines[at + 1].text.strip()
    listed = line.strip().endswith(_BULLETS)  # moved to the end, and a run's space to the start
    return line.startswith(" ") and not line.startswith("   ") and blank_after and not listed


def _filled(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.text.strip()]


def guess_layout(parts: Sequence[Part]) -> Layout:
    """Slides where there are several short parts and few lines that end a sentence; else prose."""
    filled = [_filled(part.lines) for part in parts if not part.table]
    lines = [line for part in filled for line in part]
    if len(filled) < 4 or median(len(part) for part in filled) > 25:
        return Layout.PROSE
    ends = sum(bool(_SENTENCE_END.search(line.text)) for line in lines)
    return Layout.SLIDES if ends < 0.3 * len(lines) else Layout.PROSE


def is_page_number(text: str) -> bool:
    """Whether the line is a number and nothing else."""
    return bool(_PAGE_NUMBER.match(text))
