"""The blocks of running text in frames: headings, paragraphs, bylines, headlines that follow their body."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from ingest.blocks import Block, BlockKind
from ingest.outline.lines import Row, ends_in_figure, ends_sentence, goes_on
from ingest.typed import typed_number

_ENUMERATED = re.compile(r"^\s*(?:[0-9۰-۹٠-٩]{1,2}|[الفبپتثجچحخدهـو]{1,3})\s*[.)(\-–]\s*(?=[^\W\d])")
_SQUARE = re.compile(r"^\s*[■□◼▪]\s*|\s*[■□◼▪]\s*$")
_CHAPTER = re.compile(r"^(فصل|بخش|ماده|گفتار|پیوست)\s+\S+")
_BYLINE = re.compile(r"^\s*(?P<name>[^\s\d.:،؛]+(?: [^\s\d.:،؛]+){0,2}) {3,}(?P<rest>\S.*)$")
_LONGEST_HEADING = 110
_LONGEST_OVER_TEXT = 60  # characters of a heading that only its place tells
_FEWEST_OVER_TEXT = 2
_BULLETS = frozenset("•–-*▪◦○●")
_DEEPEST = 4  # levels that type sizes tell apart
_BIGGER = 1.12  # times the body's type size
_TELLING = 0.3  # share of lines with a closing blank from which a line without one ends its paragraph
_SHORT = 0.5  # of the column: a heading
_FULL = 0.7  # of the column: a line that long goes on in the next


@dataclass(slots=True)
class _Group:
    kind: BlockKind
    rows: list[Row]
    level: int = 1
    text: str = ""

    def joined(self) -> str:
        return self.text or " ".join(row.text for row in self.rows)


def outline_prose(
    rows: Sequence[Row], page: int | None = None, sizes: Mapping[float, int] | None = None
) -> list[Block]:
    """Blocks of one frame or page, in the order of extraction; sizes are those of `rank_sizes`."""
    if not rows:
        return []
    column = _column(rows)
    blanks_tell = sum(row.open_ended for row in rows) >= _TELLING * len(rows)
    joined = any(row.wrapped for row in rows)  # repair knows which lines went on over a gap
    nested = {"•", "–"} <= {row.mark for row in rows}  # dashes under bullets
    over_text = _find_over_text(rows, column)
    groups: list[_Group] = []
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        level = _heading_level(row, sizes or {}) or over_text.get(at)
        if level is not None and not (groups and _same_heading(groups[-1], row)):
            groups.append(_Group(BlockKind.HEADING, [row], level))
        elif groups and _heading_goes_on(groups[-1], row, following, column):
            groups[-1].rows.append(row)
        elif row.mark is not None and row.mark != "1.":
            groups.append(_Group(BlockKind.BULLET, [row], 2 if nested and row.mark == "–" else 1))
        elif (
            groups
            and groups[-1].kind is not BlockKind.HEADING
            and _goes_on(groups[-1], row, column, blanks_tell, joined)
        ):
            groups[-1].rows.append(row)
        else:
            groups.append(_Group(BlockKind.PARAGRAPH, [row]))
    return [_block(group, page) for group in groups]


def split_byline(text: str) -> tuple[str, str] | None:
    """(name, the rest) of a line that starts with a name set apart by several blanks."""
    match = _BYLINE.match(text)
    return (match["name"], match["rest"]) if match else None


def _column(rows: Sequence[Row]) -> float:
    """The usual width of a full line in characters."""
    lengths = sorted(row.width for row in rows)
    return quantiles(lengths, n=4)[2] if len(lengths) > 3 else float(lengths[-1])


def rank_sizes(rows: Sequence[Row]) -> dict[float, int]:
    """Heading levels by type size, the largest 1; sizes that most text has are none."""
    letters: Counter[float] = Counter()
    for row in rows:
        if row.size is not None:
            letters[row.size] += len(row.text)
    if not letters:
        return {}
    body = median(letters.elements())
    bigger = sorted((size for size in letters if size >= _BIGGER * body), reverse=True)
    return {size: min(level, _DEEPEST) for level, size in enumerate(bigger, start=1)}


def _heading_level(row: Row, sizes: Mapping[float, int]) -> int | None:
    """By type size where that is known, else 1 for a marked line, 2 for an enumerated one; None for text."""
    text = row.text
    if len(text) > _LONGEST_HEADING:
        return None
    if _SQUARE.search(text):
        return 1
    if _CHAPTER.match(text) and not ends_sentence(text):
        return 1 if row.size is None else sizes.get(row.size, 1)
    if row.size is not None:
        return sizes.get(row.size)
    if _ENUMERATED.match(text) and not ends_sentence(text) and not goes_on(_ENUMERATED.sub("", text) or "و"):
        return 2
    if _ENUMERATED.match(text) and row.open_ended and not ends_sentence(text):
        return 2
    return None


def _find_over_text(rows: Sequence[Row], column: float) -> dict[int, int]:
    """Rows that are headings by their place alone, with their level: several set off from what is above them
    stand over bullets, or over full lines where only a heading would break off so early.
    """
    found = [
        at
        for at, (row, below) in enumerate(pairwise(rows))
        if row.gap
        and not below.gap
        and _may_head(row)
        and (below.mark in _BULLETS or (row.width < _SHORT * column and below.width >= _FULL * column))
    ]
    level = 1 + any(_heading_level(row, {}) == 1 for row in rows)
    return dict.fromkeys(found, level) if len(found) >= _FEWEST_OVER_TEXT else {}


def _may_head(row: Row) -> bool:
    """Whether the row is short and no part of a sentence or list, and its type size is not known."""
    if row.size is not None or row.mark is not None or row.wrapped or len(row.text) > _LONGEST_OVER_TEXT:
        return False
    return not (row.text.endswith((":", "؛", "،")) or ends_sentence(row.text) or goes_on(row.text))


def _same_heading(group: _Group, row: Row) -> bool:
    """A line of the heading's own type size right under it, which starts no heading of its own."""
    last = group.rows[-1]
    same = row.size is not None and row.size == last.size and row.gap == 0
    return group.kind is BlockKind.HEADING and same and not _ENUMERATED.match(row.text)


def _heading_goes_on(group: _Group, row: Row, following: Row | None, column: float) -> bool:
    """A heading broken by the margin: it breaks off, or the next line is a short rest before the text."""
    if group.kind is not BlockKind.HEADING or len(group.rows) > 2:
        return False
    last = group.rows[-1]
    if row.size is not None or row.mark is not None or row.gap > 1:
        return _same_heading(group, row)
    if last.open_ended or goes_on(_ENUMERATED.sub("", last.text)):
        return True
    short = row.width < _SHORT * column and not row.text.endswith((".", ":", "؛"))
    return (
        row.gap == 0 and short and (following is None or following.gap > 0 or following.width > 0.8 * column)
    )


def _goes_on(group: _Group, row: Row, column: float, blanks_tell: bool, joined: bool) -> bool:
    """Whether this row is the next line of the group's paragraph."""
    last = group.rows[-1]
    if (last.whole and not goes_on(last.text)) or _counts_on(group, row):
        return False
    if joined and row.gap:
        closes = ends_sentence(row.text) and row.width < _FULL * column and not ends_sentence(last.text)
        return goes_on(last.text) or (row.gap == 1 and closes)
    if _ENUMERATED.match(row.text) and ends_sentence(last.text):
        return False
    finished = last.text.rstrip().endswith((".", "؟", "!", ":", ".»", ".)"))
    if last.open_ended:
        return not (finished and last.width < _FULL * column)
    if row.gap > 1 or (blanks_tell and not last.moved and not goes_on(last.text)):
        return False
    full = last.width >= _FULL * column
    if row.gap and ends_in_figure(last.text) and ends_in_figure(row.text):
        return False
    if finished:
        return full and row.gap == 0 and not row.indented and last.moved
    return full or goes_on(last.text) or (row.gap == 0 and group.kind is BlockKind.BULLET)


def _counts_on(group: _Group, row: Row) -> bool:
    """Whether it bears the number after the one that the group begins with: the next entry of a list."""
    first, this = typed_number(group.rows[0].text), typed_number(row.text)
    return first > 0 and this == first + 1


def _block(group: _Group, page: int | None) -> Block:
    text = group.joined()
    if group.kind is BlockKind.HEADING:
        text = _SQUARE.sub("", " ".join(_SQUARE.sub("", row.text) for row in group.rows)).strip()
    elif group.kind is BlockKind.BULLET:
        text = " ".join(row.bare for row in group.rows)
    original = "\n".join(row.line.original for row in group.rows)
    return Block(
        group.kind,
        text,
        level=group.level,
        page=page,
        original=original if original != text else None,
        confidence=min(row.line.confidence for row in group.rows),
    )
