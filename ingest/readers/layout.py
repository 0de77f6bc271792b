"""The order in which the lines of a page are read: columns from right to left, each from top to bottom."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.readers.glyphs import GlyphLine

GUTTER = 8.0  # points of white between two columns
FEWEST_LINES = 4  # of a column
NESTED = 2  # gutters beside the first: pages of up to four columns
MOST_GUTTERS = 8  # that are tried
FULL = 0.7  # of a column's width, of a full line
WIDE, LOOSE = 0.5, 0.3  # of a column's lines, of running text and of lists
FEWEST_APART = 8  # lines of a column of lists
SAME_HEIGHT = 0.15  # type sizes
MOST_LEVEL = 0.7  # of the lines of the shorter column of two, with a line beside them
LEVEL = 2.0  # type sizes by which columns that end together may differ
FAR = 3.0  # type sizes between baselines
HEADLINE = 1.15  # times the usual type size
MOST_CUTS = 6  # nested


def order_lines(lines: Sequence[GlyphLine]) -> list[GlyphLine]:
    """Lines in reading order with their columns: bands over the whole width first, then the columns of each.

    The recursive cut of a page along its white (Nagy and Seth's X-Y cut), gutters first from the right.
    """
    from_top = sorted(lines, key=lambda line: (-line.baseline, -line.right))
    parts = enumerate(_parts(from_top, MOST_CUTS))
    return [replace(line, column=number) for number, part in parts for line in part]


def _parts(lines: list[GlyphLine], cuts: int) -> Iterator[list[GlyphLine]]:
    """The bands and columns in reading order."""
    found = _find_columns(lines) if cuts and len(lines) >= 2 * FEWEST_LINES else None
    if found is None:
        yield lines
        return
    start, end, gutter = found
    for part in (lines[:start], *_sides(lines[start:end], gutter), lines[end:]):
        yield from _parts(part, cuts - 1)


def _find_columns(lines: Sequence[GlyphLine], nested: int = NESTED) -> tuple[int, int, float] | None:
    """Start and end of the longest stretch of lines in columns of text, and the middle of a gutter of it.

    The lines of a table also leave strips free; a column of text has lines of its own width, so most of
    its lines must be wide against the column.
    """
    found = [stretch for gutter in _gutters(lines) if (stretch := _stretch(lines, gutter, nested))]
    return max(found, key=lambda stretch: stretch[1] - stretch[0], default=None)


def _stretch(lines: Sequence[GlyphLine], gutter: float, nested: int) -> tuple[int, int, float] | None:
    """The first stretch of lines in columns beside this gutter, and the middle of the white between them."""
    low, high = gutter - GUTTER / 2, gutter + GUTTER / 2
    crossing = [at for at, line in enumerate(lines) if line.left < high and line.right > low]
    start = 0
    for end in (*crossing, len(lines)):
        sides = _sides(lines[start:end], gutter)
        if all(_holds_text(side, nested) for side in sides) or _stand_apart(*sides):
            right, left = sides
            middle = (min(line.left for line in right) + max(line.right for line in left)) / 2
            reach = start + _reach(lines[start:end], sides)
            return start - 2 * _are_headed(lines[:start], middle), reach, middle
        start = end + 1
    return None


def _are_headed(above: Sequence[GlyphLine], middle: float) -> bool:
    """Whether the last two of the lines above are level, one over each column: their headings."""
    if len(above) < 2:
        return False
    right, left = above[-2:]
    level = abs(right.baseline - left.baseline) <= SAME_HEIGHT * right.size
    return level and right.left > middle > left.right


def _holds_text(side: Sequence[GlyphLine], nested: int) -> bool:
    """Whether it is a column of text, or several."""
    if len(side) < FEWEST_LINES:
        return False
    return _is_text(side) or (nested > 0 and _find_columns(side, nested - 1) is not None)


def _stand_apart(right: Sequence[GlyphLine], left: Sequence[GlyphLine]) -> bool:
    """Whether two columns of lists and headings have lines at heights of their own; cells of a row do not."""
    if min(len(right), len(left)) < FEWEST_APART or not all(_is_text(side, LOOSE) for side in (right, left)):
        return False
    level = sum(
        any(abs(line.baseline - other.baseline) <= SAME_HEIGHT * line.size for other in left)
        for line in right
    )
    return level <= MOST_LEVEL * min(len(right), len(left))


def _gutters(lines: Sequence[GlyphLine]) -> list[float]:
    """Places beside which several lines begin or end, the likeliest first."""
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    starts = _edges(line.left for line in lines if line.left > first + GUTTER)
    ends = _edges(line.right for line in lines if line.right < last - GUTTER)
    beside = [(count, edge - 1 - GUTTER / 2) for edge, count in starts.items()]
    beside += [(count, edge + 1 + GUTTER / 2) for edge, count in ends.items()]
    found: list[float] = []
    for _, place in sorted(beside, key=lambda each: -each[0]):
        if all(abs(place - other) > 1 for other in found):
            found.append(place)
    return found[:MOST_GUTTERS]


def _edges(places: Iterable[float]) -> dict[int, int]:
    """Where several lines stand in one line, and how many."""
    edges = Counter(map(round, places))
    near = {edge: sum(edges[edge + by] for by in (-1, 0, 1)) for edge in edges}
    return {edge: count for edge, count in near.items() if count >= FEWEST_LINES}


def _sides(lines: Sequence[GlyphLine], gutter: float) -> tuple[list[GlyphLine], list[GlyphLine]]:
    """The lines right of a gutter and those left of it."""
    right = [line for line in lines if (line.left + line.right) / 2 > gutter]
    return right, [line for line in lines if (line.left + line.right) / 2 <= gutter]


def _reach(lines: Sequence[GlyphLine], sides: Sequence[Sequence[GlyphLine]]) -> int:
    """How many of the lines belong to the columns: below the shorter one, a headline ends the longer too, and
    so does far below both what stands alone.
    """
    bottoms = [_bottom(side) for side in sides]
    usual = median(line.size for line in lines)
    for at, line in enumerate(lines):
        below = line.baseline < max(bottoms) - LEVEL * line.size
        if below and (line.size > HEADLINE * usual or line.table):
            return at
        if len(lines) - at < FEWEST_LINES and line.baseline < min(bottoms) - FAR * line.size:
            return at
    return len(lines)


def _bottom(side: Sequence[GlyphLine]) -> float:
    """The baseline of a column's last line; what stands far below, as a page number, is none of its lines."""
    full = FULL * max(line.right - line.left for line in side)
    wide = [at for at, line in enumerate(side) if line.right - line.left > full]
    for line, following in pairwise(side[wide[0] :]):
        far = line.baseline - following.baseline >= FAR * max(line.size, following.size)
        if far and not (line.table or following.table):
            return line.baseline
    return side[-1].baseline


def _is_text(lines: Sequence[GlyphLine], least: float = WIDE) -> bool:
    full = max(line.right for line in lines) - min(line.left for line in lines)
    wide = sum(line.right - line.left > FULL * full for line in lines)
    return full > 100 and wide >= least * len(lines)
