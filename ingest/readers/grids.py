"""Tables of a printed page: pieces of lines that stand in columns over several rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.readers.glyphs import GlyphLine
from ingest.readers.rules import Level

_MARK = re.compile(r"^([•●▪◦■□–\-*o]|[0-9۰-۹]{1,3}[.)])$")
_ENTRY = re.compile(r"^[•●▪◦■□–]\s*[^\s\d]")
_NUMERAL = re.compile(r"^[-+−(]?[0-9۰-۹٠-٩][0-9۰-۹٠-٩.,٫٬/]*[)٪%]?$")
_YEAR = re.compile(r"^(1[34]|۱[۳۴]|19|20|۱۹|۲۰)[0-9۰-۹]{2}$")
BORDER = 0.5  # of the type size above a baseline: lower ones underline the line itself
FEWEST_ROWS = 2  # with a header
NEAR = 1.75  # of the type size: lines that near may belong to one cell
ROW_GAP = 1.12  # of the page's line step: rows of a table stand further apart than lines of a cell
SAME_ROW = 0.35  # of the type size
FEWEST_COLUMN_LINES = 4  # of running text in a column
FULL_LINE = 0.75  # of a text column's width


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells from the first column (the rightmost) on, and where it stands."""

    rows: tuple[tuple[str, ...], ...]
    baseline: float


def find_grids(lines: Sequence[GlyphLine], borders: Sequence[Level] = ()) -> list[GlyphLine | Grid]:
    """Lines in reading order with tables put together; pieces of one line that are none are joined again.

    `borders` are the level lines that the page draws.
    Columns of running text under a line over the whole width look like a table of two long cells; they
    are told by their full lines and read one after the other.
    """
    groups = _same_baseline(lines)
    step = _line_step(groups)
    result: list[GlyphLine | Grid] = []
    at = 0
    while at < len(groups):
        if groups[at][0].table:
            result.append(Grid(groups[at][0].table, groups[at][0].baseline))
            at += 1
            continue
        end = _table_end(groups, at)
        if end is None:
            result.append(_joined(groups[at]))
            at += 1
            continue
        columns = _columns(groups[at:end])
        grid = _grid(groups[at:end], columns, step, borders)
        aside = all(map(_is_text, columns)) or all(map(_is_list, columns))
        if len(grid.rows) == 1 or aside:
            result += [piece for column in columns for piece in column]  # lists or text side by side
        else:
            result.append(grid)
        at = end
    return result


def _line_step(groups: Sequence[list[GlyphLine]]) -> float:
    """The distance between lines of a paragraph, in points."""
    steps = sorted(
        distance
        for above, below in pairwise(groups)
        if len(above) == len(below) == 1
        and abs(above[0].size - below[0].size) < 0.1 * below[0].size
        and below[0].size < (distance := above[0].baseline - below[0].baseline) < 2 * below[0].size
    )
    sizes = [group[0].size for group in groups]
    return steps[len(steps) // 4] if steps else 1.3 * median(sizes) if sizes else 0.0


def _is_text(column: Sequence[GlyphLine]) -> bool:
    width = max(piece.right for piece in column) - min(piece.left for piece in column)
    full = sum(piece.right - piece.left >= FULL_LINE * width for piece in column)
    return len(column) >= FEWEST_COLUMN_LINES and full >= 0.6 * len(column)


def _is_list(column: Sequence[GlyphLine]) -> bool:
    """Whether bullets stand before its lines, but for its heading and lines that go on."""
    return 3 * sum(bool(_ENTRY.match(piece.text)) for piece in column) >= len(column)


def _same_baseline(lines: Sequence[GlyphLine]) -> list[list[GlyphLine]]:
    groups: list[list[GlyphLine]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if last is not None and (last.table or line.table or last.box != line.box):
            last = None  # boxes of a diagram are no cells
        level = last is not None and abs(last.baseline - line.baseline) <= SAME_ROW * line.size
        if last is not None and level and line.right <= last.left:
            if _MARK.match(last.text):  # a bullet and its entry are no two cells
                groups[-1][-1] = _joined([last, line])
            else:
                groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _table_end(groups: Sequence[list[GlyphLine]], start: int) -> int | None:
    """Where the table that starts with this group ends; None where none starts.

    A table is a stretch of groups most of which have several pieces, all within the same columns.
    """
    end = start
    several = 0
    columns: list[tuple[float, float]] = []
    while end < len(groups):
        group = groups[end]
        if group[0].table:
            break
        if len(group) == 1:
            wraps = end > start and _near(groups[end - 1][0], group[0]) and _fits(group[0], columns)
            following = groups[end + 1 : end + 2]
            opens = bool(following) and len(following[0]) > 1 and _near(group[0], following[0][0])
            if not wraps and not opens:
                break
        wider = columns
        for piece in group:
            wider = _widened(wider, piece)
        if len(group) > 1 and not _apart(groups[start : end + 1], wider):
            break
        columns = wider
        several += len(group) > 1
        end += 1
    return end if several >= FEWEST_ROWS and several * 2 >= end - start and len(columns) > 1 else None


def _apart(groups: Sequence[list[GlyphLine]], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether the pieces of each line stand in columns of their own."""
    return all(
        sum(piece.left < right and piece.right > left for piece in group) <= 1
        for group in groups
        for left, right in columns
    )


def _near(first: GlyphLine, second: GlyphLine) -> bool:
    return abs(first.baseline - second.baseline) <= NEAR * second.size


def _fits(piece: GlyphLine, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a piece lies in at most one column."""
    return sum(piece.left < right and piece.right > left for left, right in columns) <= 1


def _widened(columns: Sequence[tuple[float, float]], piece: GlyphLine) -> list[tuple[float, float]]:
    result: list[tuple[float, float]] = []
    left, right = piece.left, piece.right
    for column in columns:
        if column[0] < right and column[1] > left:
            left, right = min(left, column[0]), max(right, column[1])
        else:
            result.append(column)
    return sorted([*result, (left, right)], reverse=True)


def _columns(groups: Sequence[list[GlyphLine]]) -> list[list[GlyphLine]]:
    """The pieces by column, the rightmost first, each from top to bottom."""
    spans: list[tuple[float, float]] = []
    pieces = [piece for group in groups for piece in group]
    for piece in pieces:
        spans = _widened(spans, piece)
    return [[piece for piece in pieces if piece.left < right and piece.right > left] for left, right in spans]


def _grid(
    groups: Sequence[list[GlyphLine]],
    columns: Sequence[list[GlyphLine]],
    step: float,
    borders: Sequence[Level],
) -> Grid:
    rows: list[set[int]] = []  # of pieces, by identity
    numbered: set[int] = set()  # columns that have a numeral in the present row
    above: float | None = None
    for group in groups:
        baseline = group[0].baseline
        numerals = {
            number
            for number, column in enumerate(columns)
            if any(piece in group and _NUMERAL.match(piece.text) for piece in column)
        }
        apart = above is None or above - baseline > ROW_GAP * step or _parted(above, group, borders)
        # a numeral is never wrapped, and what fills all columns goes on with no header but by a year
        counted = any(_NUMERAL.match(piece.text) and not _YEAR.match(piece.text) for piece in group)
        if apart or numbered & numerals or (counted and len(group) == len(columns)):
            rows.append(set())
            numbered = set()
        rows[-1] |= {id(piece) for piece in group}
        numbered |= numerals
        above = baseline
    cells = tuple(
        tuple(" ".join(piece.text for piece in column if id(piece) in row) for column in columns)
        for row in rows
    )
    return Grid(cells, groups[0][0].baseline)


def _parted(above: float, group: Sequence[GlyphLine], borders: Sequence[Level]) -> bool:
    """Whether a border stands between a line and pieces of the one below it."""
    return any(
        piece.baseline + BORDER * piece.size < border.y < above
        and border.left <= (piece.left + piece.right) / 2 <= border.right
        for border in borders
        for piece in group
    )


def _joined(group: Sequence[GlyphLine]) -> GlyphLine:
    """The pieces of one line as the line they are."""
    if len(group) == 1:
        return group[0]
    return replace(
        group[0],
        text=" ".join(piece.text for piece in group),
        size=median(piece.size for piece in group),
        left=min(piece.left for piece in group),
    )
