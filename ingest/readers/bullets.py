"""Bullets of a PDF's lists: those drawn and not written ones, and entries set in under others."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.direction import is_from_right
from ingest.readers.glyphs import GlyphLine
from ingest.readers.rules import Dot

ENTRY, SUB_ENTRY = "•", "–"  # as the outline tells a list from one under its entries
NEAREST, FARTHEST = 0.1, 2.0  # type sizes between a dot and its line
LOWEST, HIGHEST = 0.0, 0.8  # type sizes of a dot's middle over the baseline
LARGEST = 0.6  # of the type size
INDENT, DEEPEST = 0.8, 6.0  # type sizes that an entry is set in under another
_BULLET = re.compile(r"^(?:[•●▪◦○■□➢❖✓]\s*|[o–-]\s+)(?=\S)")


def with_dots(lines: Sequence[GlyphLine], dots: Sequence[Dot]) -> list[GlyphLine]:
    """The lines; those that a dot is drawn before begin with a bullet."""
    if not dots:
        return list(lines)
    return [_dotted(line, dots) for line in lines]


def nested(lines: Sequence[GlyphLine]) -> list[GlyphLine]:
    """Lines of a page in reading order; bullets of entries that are set in under another are dashes."""
    depths = _depths(lines)
    if max(depths, default=0) < 2:
        return list(lines)
    marks = ("", ENTRY, SUB_ENTRY)
    return [
        replace(line, text=f"{marks[min(depth, 2)]} {_BULLET.sub('', line.text)}") if depth else line
        for line, depth in zip(lines, depths, strict=True)
    ]


def _dotted(line: GlyphLine, dots: Sequence[Dot]) -> GlyphLine:
    if _BULLET.match(line.text):
        return line
    turned = _from_right(line)
    for dot in dots:
        away = dot.left - line.right if turned else line.left - dot.right
        beside = NEAREST * line.size <= away <= FARTHEST * line.size
        rise = (dot.y - line.baseline) / line.size
        if beside and LOWEST <= rise <= HIGHEST and dot.right - dot.left <= LARGEST * line.size:
            left, right = (line.left, dot.right) if turned else (dot.left, line.right)
            return replace(line, text=f"{ENTRY} {line.text}", left=left, right=right)
    return line


def _depths(lines: Sequence[GlyphLine]) -> list[int]:
    """How deep each line's bullet stands in its list, from 1; 0 for lines without."""
    depths: list[int] = []
    edges: list[float] = []  # of the open entries' bullets, growing inwards
    for line in lines:
        inwards = -line.right if _from_right(line) else line.left
        if not _BULLET.match(line.text):
            depths.append(0)
            if edges and inwards < edges[0] - INDENT * line.size:
                edges = []  # what stands farther out than a list ends it
            continue
        while edges and inwards < edges[-1] - INDENT * line.size:
            edges.pop()
        if edges and inwards > edges[-1] + DEEPEST * line.size:
            edges = []  # another column
        if not edges or inwards > edges[-1] + INDENT * line.size:
            edges.append(inwards)
        depths.append(len(edges))
    return depths


def _from_right(line: GlyphLine) -> bool:
    letters = [char for char in line.text if char.isalpha()]
    return sum(map(is_from_right, letters)) * 2 > len(letters)
