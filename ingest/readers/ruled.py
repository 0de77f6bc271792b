"""Tables that a page draws: each piece of text in the box of its cell, however it is set in there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.glyphs import GlyphLine
from ingest.readers.rules import Rules
from ingest.readers.spans import Cell, lay_out

SAME = 3.0  # points by which the edges of neighbouring cells may differ
MOST_PIECES = 3_000  # of a page
MOST_RULES = 2_000  # of a page; a drawing has more
_MIDDLE = 0.3  # of the type size above the baseline


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    bottom: float
    right: float
    top: float


def join_ruled(lines: Sequence[GlyphLine], rules: Rules) -> list[GlyphLine]:
    """The lines, those in cells of a drawn table as one line that holds its rows; others know their box."""
    few = len(rules.upright) < 2 or len(rules.level) < 2
    if few or len(lines) > MOST_PIECES or len(rules.upright) + len(rules.level) > MOST_RULES:
        return list(lines)
    pieces: dict[_Box, list[GlyphLine]] = {}
    numbers: dict[_Box, int] = {}
    rest: dict[int, GlyphLine] = {}
    for line in lines:
        if (box := _box_of(line, rules)) is not None:
            inside = pieces.setdefault(box, [])
            line = replace(line, box=numbers.setdefault(box, len(numbers)))
            inside.append(line)
        rest[id(line)] = line
    for boxes in _tables(list(pieces)):
        columns = _marks(box.right for box in boxes)
        rows = _marks(box.top for box in boxes)
        if len(columns) < 2:  # one row may be the last of a table, alone on its page
            continue
        laid = lay_out(_cells(boxes, columns, rows, pieces))
        # what stands over the whole table stays a line: it may be the page's headline
        under = [box for box in boxes if _place(box.top, rows) >= len(laid.captions)]
        held = [line for box in under for line in pieces[box]]
        for line in held:
            del rest[id(line)]
        table = replace(
            max(held, key=lambda line: line.baseline),
            text="",
            left=min(box.left for box in under),
            right=max(box.right for box in under),
            table=laid.rows,
            box=None,
        )
        rest[id(table)] = table
    return list(rest.values())


def _cells(
    boxes: Sequence[_Box],
    columns: Sequence[float],
    rows: Sequence[float],
    pieces: dict[_Box, list[GlyphLine]],
) -> Iterator[Cell]:
    for box in boxes:
        ordered = sorted(pieces[box], key=lambda line: (-line.baseline, -line.right))
        yield Cell(
            " ".join(line.text for line in ordered),
            _place(box.top, rows),
            _place(box.right, columns),
            sum(box.bottom + SAME < row <= box.top + SAME for row in rows),
            sum(box.left + SAME < column <= box.right + SAME for column in columns),
        )


def _box_of(line: GlyphLine, rules: Rules) -> _Box | None:
    """The borders around the middle of a line; None where one is missing."""
    x, y = (line.left + line.right) / 2, line.baseline + _MIDDLE * line.size
    beside = [rule.x for rule in rules.upright if rule.bottom - SAME <= y <= rule.top + SAME]
    above = [rule.y for rule in rules.level if rule.left - SAME <= x <= rule.right + SAME]
    left, right = _around(x, beside)
    bottom, top = _around(y, above)
    if left is None or right is None or bottom is None or top is None:
        return None
    return _Box(left, bottom, right, top)


def _around(value: float, borders: Sequence[float]) -> tuple[float | None, float | None]:
    """The nearest borders on either side."""
    before = max((border for border in borders if border <= value), default=None)
    return before, min((border for border in borders if border > value), default=None)


def _tables(boxes: Sequence[_Box]) -> Iterator[list[_Box]]:
    """Boxes that hang together by their edges."""
    left = list(boxes)
    while left:
        found = [left.pop()]
        for box in found:
            touching = [other for other in left if _touch(box, other)]
            found += touching
            left = [other for other in left if other not in touching]
        yield found


def _touch(first: _Box, second: _Box) -> bool:
    beside = min(abs(first.left - second.right), abs(second.left - first.right)) <= SAME
    level = min(abs(first.bottom - second.top), abs(second.bottom - first.top)) <= SAME
    across = first.left < second.right and second.left < first.right
    down = first.bottom < second.top and second.bottom < first.top
    return (beside and down) or (level and across)


def _marks(values: Iterable[float]) -> list[float]:
    """The values from the largest on, without those that are nearly the same."""
    marks: list[float] = []
    for value in sorted(values, reverse=True):
        if not marks or abs(marks[-1] - value) > SAME:
            marks.append(value)
    return marks


def _place(value: float, marks: Sequence[float]) -> int:
    return min(range(len(marks)), key=lambda at: abs(marks[at] - value))
