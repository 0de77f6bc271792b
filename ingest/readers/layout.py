"""The order in which the lines of a page are read: columns from right to left, each from top to bottom."""

from collections.abc import Sequence

from ingest.readers.glyphs import GlyphLine

GUTTER = 10.0  # points of white between two columns
FEWEST_LINES = 4  # of a column
MOST_CUTS = 6  # nested


def order_lines(lines: Sequence[GlyphLine], width: float) -> list[GlyphLine]:
    """Lines in reading order: bands over the whole width first, then the columns of each band.

    The recursive cut of a page along its white (Nagy and Seth's X-Y cut), gutters first from the right.
    """
    return _ordered(sorted(lines, key=lambda line: (-line.baseline, -line.right)), width, MOST_CUTS)


def _ordered(lines: list[GlyphLine], width: float, cuts: int) -> list[GlyphLine]:
    if cuts == 0 or len(lines) < 2 * FEWEST_LINES:
        return lines
    for start, end in _bands(lines, width):
        band = lines[start:end]
        gutter = _gutter(band, width)
        if gutter is None:
            continue
        right = [line for line in band if (line.left + line.right) / 2 > gutter]
        left = [line for line in band if (line.left + line.right) / 2 <= gutter]
        return (
            lines[:start]
            + _ordered(right, width, cuts - 1)
            + _ordered(left, width, cuts - 1)
            + _ordered(lines[end:], width, cuts - 1)
        )
    return lines


def _bands(lines: Sequence[GlyphLine], width: float) -> list[tuple[int, int]]:
    """Stretches between lines that span most of the page."""
    bands: list[tuple[int, int]] = []
    start = 0
    for at, line in enumerate(lines):
        if line.right - line.left > 0.6 * width:
            bands.append((start, at))
            start = at + 1
    bands.append((start, len(lines)))
    return [(start, end) for start, end in bands if end - start >= 2 * FEWEST_LINES]


def _gutter(lines: Sequence[GlyphLine], width: float) -> float | None:
    """The middle of a vertical strip that no line crosses, with a column of text on either side.

    The lines of a table also leave strips free; a column of text has lines of its own width, so most of
    its lines must be wide against the column.
    """
    edges = sorted((line.left, line.right) for line in lines)
    reach = edges[0][1]
    for left, right in edges[1:]:
        if left - reach >= GUTTER:
            middle = (left + reach) / 2
            sides = (
                [line for line in lines if line.right <= reach],
                [line for line in lines if line.left >= left],
            )
            if all(len(side) >= FEWEST_LINES and _is_text(side) for side in sides):
                return middle
        reach = max(reach, right)
    return None


def _is_text(lines: Sequence[GlyphLine]) -> bool:
    full = max(line.right for line in lines) - min(line.left for line in lines)
    wide = sum(line.right - line.left > 0.7 * full for line in lines)
    return full > 100 and wide >= 0.5 * len(lines)
