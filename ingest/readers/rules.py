"""What a page draws: upright and level lines, the borders of its tables, and dots, the bullets of its lists.

Places and lengths are in points, heights from the foot of the page.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

MOST_SEGMENTS = 20_000  # of a page's paths; a map or drawing has more and no table
SHORTEST = 5.0  # points; shorter ones are strokes of a drawing
UPRIGHT = 0.5  # points that an upright or level line may lean
EDGE = 2.0  # points
SMALLEST_DOT, LARGEST_DOT = 1.0, 14.0  # points
ROUND = 0.15  # by which a dot may be wider than high, or higher than wide
DEEPEST = 4  # drawings within drawings


@dataclass(frozen=True, slots=True)
class Upright:
    """An upright line: where it stands, and from where to where it reaches."""

    x: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Level:
    """A level line: at which height it stands, and from where to where it reaches."""

    y: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A small disc, circle or square."""

    left: float
    right: float
    y: float  # of its middle


@dataclass(frozen=True, slots=True)
class Rules:
    """Lines, edges of boxes and dots, in no order."""

    upright: tuple[Upright, ...] = ()
    level: tuple[Level, ...] = ()
    dots: tuple[Dot, ...] = ()

    def inside(self, width: float, height: float) -> "Rules":
        """Those that are no edge of a page of this size."""
        return Rules(
            tuple(line for line in self.upright if EDGE < line.x < width - EDGE),
            tuple(line for line in self.level if EDGE < line.y < height - EDGE),
            self.dots,
        )


def drawn_rules(page: object) -> Rules:
    """The rules of a page; none where it draws too much to be a table."""
    import pypdfium2.raw as raw

    upright: set[Upright] = set()
    level: set[Level] = set()
    dots: set[Dot] = set()
    seen = 0
    matrix = raw.FS_MATRIX()
    for path in _paths(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject):
        count = raw.FPDFPath_CountSegments(path)
        seen += max(count, 0)
        if seen > MOST_SEGMENTS:
            return Rules()
        raw.FPDFPageObj_GetMatrix(path, matrix)
        points = list(_points(path, count))
        placed = [
            (matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)
            for x, y in points
        ]
        if (dot := _dot(placed)) is not None:
            dots.add(dot)
        for (x, y), (other_x, other_y) in pairwise(placed):
            if abs(x - other_x) <= UPRIGHT and abs(y - other_y) >= SHORTEST:
                upright.add(Upright(round(x, 1), round(min(y, other_y), 1), round(max(y, other_y), 1)))
            if abs(y - other_y) <= UPRIGHT and abs(x - other_x) >= SHORTEST:
                level.add(Level(round(y, 1), round(min(x, other_x), 1), round(max(x, other_x), 1)))
    return Rules(tuple(upright), tuple(level), tuple(dots))


def _dot(points: Sequence[tuple[float, float]]) -> Dot | None:
    """The dot that a path of these points draws; None for any other drawing."""
    if len(points) < 4:
        return None
    (left, right), (bottom, top) = ((min(each), max(each)) for each in zip(*points, strict=True))
    width, height = right - left, top - bottom
    if not SMALLEST_DOT <= max(width, height) <= LARGEST_DOT or abs(width - height) > ROUND * max(
        width, height
    ):
        return None
    return Dot(round(left, 1), round(right, 1), round((bottom + top) / 2, 1))


def beside(upright: Sequence[Upright], baseline: float) -> list[float]:
    """Where upright lines cross a line of text."""
    return [line.x for line in upright if line.bottom <= baseline <= line.top]


def parted(borders: Sequence[float], left: float, right: float) -> bool:
    """Whether one of the borders stands between two places of a line."""
    return any(left <= x <= right for x in borders)


def _paths(
    parent: object, count: Callable[..., int], get: Callable[..., object], depth: int = 1
) -> Iterator[object]:
    """The paths of a page or form; pypdfium2's own walk makes an object of every glyph run on the way."""
    import pypdfium2.raw as raw

    for at in range(count(parent)):
        found = get(parent, at)
        kind = raw.FPDFPageObj_GetType(found) if found else raw.FPDF_PAGEOBJ_UNKNOWN
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield found
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            yield from _paths(found, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth + 1)


def _points(path: object, count: int) -> Iterator[tuple[float, float]]:
    import pypdfium2.raw as raw

    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        if raw.FPDFPathSegment_GetPoint(segment, x, y):
            yield x.value, y.value
