"""Characters with boxes to lines in reading order: Persian from right to left, Latin and digits inside it.

A PDF says where glyphs are painted, not in which order they are read. Lines are found by baseline, the
glyphs of a line sorted from the right, and runs that are read from the left turned round (the inverse of
the Unicode bidirectional algorithm for one level of embedding, rules W4 to W7 and N1 simplified).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.readers.direction import is_from_right, painted_from_left
from ingest.readers.rules import Upright, beside, parted
from ingest.readers.white import (
    DIGITS,
    STROKE,
    Brackets,
    Glyph,
    White,
    between,
    blanks_are_spelt,
    find_word_gap,
)

SAME_LINE = 0.4  # of the type size: baselines that near are one line
CELL_GAP = 0.95  # of the type size: a wider gap parts columns or cells
# LibreOffice justifies with kashidas that it maps to whatever code is free
_STRETCHED = re.compile(r"(?<=[\u0620-\u06cc])[<>\[\]{}|~^\u0640]+(?=[\u0620-\u06cc])")
_SIGNS = frozenset("%٪‰")
_BETWEEN_DIGITS = frozenset(".,:/-–٫٬+٪%")


@dataclass(frozen=True, slots=True)
class GlyphLine:
    """A line of text, or a piece of one between wide gaps; in points, heights from the foot of the page."""

    text: str
    size: float
    baseline: float
    left: float
    right: float
    table: tuple[tuple[str, ...], ...] = ()  # rows of a table that stands here
    box: int | None = None  # number of the drawn box that it stands in, on its page
    column: int = 0  # number of the column, or of the band over the page, that it stands in


def read_lines(glyphs: Sequence[Glyph], upright: Sequence[Upright] = ()) -> list[GlyphLine]:
    """Lines from top to bottom, cells of one line apart from right to left, in reading order.

    `upright` are the borders that the page draws between cells.
    """
    rows = _rows(_clusters(glyphs))
    white = White(blanks_are_spelt(glyphs), find_word_gap(rows))
    cells = [_cells(row, upright) for row in rows]
    brackets = Brackets()
    lines = _lines(cells, lambda piece: _read(piece, brackets, white))
    if painted_from_left(line.text for line in lines):
        return _lines(cells, lambda piece: _read_from_left(piece, white))
    return lines


def _lines(rows: Sequence[Sequence[list[Glyph]]], read: Callable[[list[Glyph]], str]) -> list[GlyphLine]:
    lines: list[GlyphLine] = []
    for pieces in rows:
        for piece in sorted(pieces, key=lambda piece: -max(glyph.right for glyph in piece)):
            text = read(piece)
            if text.strip():
                lines.append(
                    GlyphLine(
                        text=text.strip(),
                        size=median(glyph.size for glyph in piece),
                        baseline=median(glyph.baseline for glyph in piece),
                        left=min(glyph.left for glyph in piece),
                        right=max(glyph.right for glyph in piece),
                    )
                )
    return lines


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.baseline):
        if rows and abs(base - glyph.baseline) <= SAME_LINE * max(glyph.size, 1.0):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base = glyph.baseline
    return rows


def _cells(row: Sequence[Glyph], upright: Sequence[Upright]) -> list[list[Glyph]]:
    """A row cut at gaps that no word space makes, and at borders."""
    ordered = sorted((glyph for glyph in row if not glyph.char.isspace()), key=lambda glyph: glyph.left)
    if not ordered:
        return []
    borders = beside(upright, ordered[0].baseline)
    cells = [[ordered[0]]]
    reach = ordered[0].right
    for glyph in ordered[1:]:
        gap = glyph.left - reach
        if gap > CELL_GAP * min(glyph.size, cells[-1][-1].size) or (
            gap > 0 and parted(borders, reach, glyph.left)
        ):
            cells.append([])
        cells[-1].append(glyph)
        reach = max(reach, glyph.right)
    blanks = [glyph for glyph in row if glyph.char.isspace()]
    for cell in cells:
        left, right = cell[0].left, max(glyph.right for glyph in cell)
        cell += [blank for blank in blanks if left <= (blank.left + blank.right) / 2 <= right]
    return cells


def _read(glyphs: Sequence[Glyph], brackets: Brackets, white: White) -> str:
    """The characters of one line in logical order."""
    clusters = list(glyphs)
    spelt = white.spelt and sum(glyph.char.isspace() for glyph in glyphs) >= 0.1 * len(glyphs)
    white = replace(white, spelt=spelt)
    letters = [char for cluster in clusters for char in cluster.char if char.isalpha()]
    rtl = sum(is_from_right(char) for char in letters)
    if rtl * 3 < len(letters):
        return _read_from_left(clusters, white)
    clusters.sort(key=lambda cluster: -(cluster.left + cluster.right))
    clusters = brackets.turn(clusters)
    kinds = ["R" if cluster.mirrored else _kind(cluster.char) for cluster in clusters]
    _resolve_neutrals(clusters, kinds)
    ordered: list[Glyph] = []
    run: list[Glyph] = []
    for cluster, kind in zip(clusters, kinds, strict=True):
        if kind == "L":
            run.append(cluster)
            continue
        ordered += reversed(run)
        run = []
        ordered.append(cluster)
    ordered += reversed(run)
    return _joined(ordered, white)


def _read_from_left(glyphs: Sequence[Glyph], white: White) -> str:
    """The characters of a line as they stand, each letter by itself."""
    ordered = sorted(glyphs, key=lambda cluster: cluster.left + cluster.right)
    return _joined(Brackets().turn(ordered), replace(white, joins=False))


def _clusters(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs with their marks and the other letters of their ligature, as one glyph each."""
    bases: list[Glyph] = []
    marks: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.order):
        last = bases[-1] if bases else None
        if unicodedata.combining(glyph.char[0]):
            marks.append(glyph)
        elif last is not None and _same_box(last, glyph):
            bases[-1] = replace(last, char=_ligature(last.char + glyph.char))
        else:
            bases.append(glyph)
    for mark in marks:
        at = _base_of(mark, bases)
        if at is not None:
            bases[at] = replace(bases[at], char=bases[at].char + mark.char)
    return bases


def _same_box(first: Glyph, second: Glyph) -> bool:
    near = 0.01 * second.size
    return (
        abs(first.left - second.left) < near
        and abs(first.right - second.right) < near
        and abs(first.baseline - second.baseline) < near
        and second.right - second.left > near
        and not second.char.isspace()
    )


def _base_of(mark: Glyph, bases: Sequence[Glyph]) -> int | None:
    """The letter a mark was painted over; producers raise the mark's own baseline by up to a type size."""
    middle = (mark.left + mark.right) / 2
    near = [
        at
        for at in range(len(bases))
        if abs(bases[at].baseline - mark.baseline) <= 1.2 * bases[at].size and bases[at].char[0].isalpha()
    ]
    return min(
        near,
        # beside it on paper, on its line, and not far in the stream: one alone is not enough
        key=lambda at: (
            3 * max(bases[at].left - middle, middle - bases[at].right, 0.0) / mark.size
            + abs(bases[at].baseline - mark.baseline) / mark.size
            + min(abs(bases[at].order - mark.order), 30) / 30
        ),
        default=None,
    )


def _ligature(chars: str) -> str:
    """Letters of one glyph in logical order: extraction may give «الـ» of «لا» turned round."""
    return "لا" if sorted(chars) == sorted("لا") else chars


def _kind(char: str) -> str:
    """R for right-to-left letters, L for what is read from the left, N for what follows its neighbours."""
    first = char[0]
    if first in DIGITS:
        return "L"
    if first.isalpha():
        return "R" if is_from_right(first) else "L"
    return "N"


def _resolve_neutrals(clusters: Sequence[Glyph], kinds: list[str]) -> None:
    """Neutrals between two left-to-right characters become one of them; separators only between digits."""
    for at, kind in enumerate(kinds):
        if kind != "N":
            continue
        left = clusters[at + 1] if at + 1 < len(clusters) else None
        beside = left is not None and clusters[at].left - left.right < 0.5 * left.size
        if beside and left is not None and clusters[at].char in _SIGNS and left.char[0] in DIGITS:
            kinds[at] = "L"  # painted at the right of its number, and written after it
            continue
        before = next((i for i in range(at - 1, -1, -1) if kinds[i] != "N"), None)
        after = next((i for i in range(at + 1, len(kinds)) if kinds[i] != "N"), None)
        if before is None or after is None or kinds[before] != "L" or kinds[after] != "L":
            continue
        digits = clusters[before].char[0] in DIGITS and clusters[after].char[0] in DIGITS
        if not digits or (after - before == 2 and clusters[at].char in _BETWEEN_DIGITS):
            for i in range(before + 1, after):
                kinds[i] = "L"


def _joined(ordered: Sequence[Glyph], white: White) -> str:
    """Text with a blank where glyphs stand apart and no blank says so."""
    parts: list[str] = []
    for at, glyph in enumerate(ordered):
        if at:
            last = ordered[at - 1]
            parts.append(between(last, glyph, white))
        parts.append(" " if glyph.char.isspace() else glyph.char)
    text = _STRETCHED.sub("", "".join(parts)).replace(STROKE, "")
    return unicodedata.normalize("NFC", text)
