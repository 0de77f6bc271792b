"""Characters with boxes to lines in reading order: Persian from right to left, Latin and digits inside it.

A PDF says where glyphs are painted, not in which order they are read. Lines are found by baseline, the
glyphs of a line sorted from the right, and runs that are read from the left turned round (the inverse of
the Unicode bidirectional algorithm for one level of embedding, rules W4 to W7 and N1 simplified).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from knowledge.persian import ZWNJ

SAME_LINE = 0.4  # of the type size: baselines that near are one line
WORD_GAP = 0.195  # of the type size: a wider gap without a blank character is one
STRETCH = 0.9  # of the type size: the widest kashida taken for one
HALF_SPACE = 0.06  # of the type size: letters of one word that stand so far apart do not join
CELL_GAP = 0.95  # of the type size: a wider gap parts columns or cells
CLEAR_LEAN = 0.12  # of the type size: more white on one side of a bracket than on the other
_ARABIC = frozenset("ابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهیيىئأإآؤءة")
_JOINING = frozenset("بپتثجچحخسشصضطظعغفقکكگلمنهیيىئ")  # on both sides
_OPENING, _TIGHT = frozenset("(«["), frozenset(")»]٪%.،؛:؟!")  # no blank after, none before
# LibreOffice justifies with kashidas that it maps to whatever code is free
_STRETCHED = re.compile(r"(?<=[\u0620-\u06cc])[<>\[\]{}|~^\u0640]+(?=[\u0620-\u06cc])")
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"))
_DIGITS = frozenset("0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")
_BETWEEN_DIGITS = frozenset(".,:/-–٫٬+٪%")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as painted; lengths in points, y upwards."""

    char: str
    left: float
    right: float
    baseline: float
    size: float
    order: int  # in the stream
    ink: tuple[float, float] | None = None  # left and right of what is painted; the advance where unknown


@dataclass(frozen=True, slots=True)
class GlyphLine:
    text: str
    size: float
    baseline: float
    left: float
    right: float


def read_lines(glyphs: Sequence[Glyph]) -> list[GlyphLine]:
    """Lines from top to bottom, cells of one line apart from right to left, in reading order."""
    lines: list[GlyphLine] = []
    brackets = Brackets()
    spelt = _blanks_spelt(glyphs)
    for row in _rows(_clusters(glyphs)):
        pieces = _cells(row)
        for piece in sorted(pieces, key=lambda piece: -max(glyph.right for glyph in piece)):
            text = _read(piece, brackets, spelt)
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


def _cells(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """A row cut at gaps that no word space makes."""
    ordered = sorted((glyph for glyph in row if not glyph.char.isspace()), key=lambda glyph: glyph.left)
    if not ordered:
        return []
    cells = [[ordered[0]]]
    reach = ordered[0].right
    for glyph in ordered[1:]:
        if glyph.left - reach > CELL_GAP * glyph.size:
            cells.append([])
        cells[-1].append(glyph)
        reach = max(reach, glyph.right)
    blanks = [glyph for glyph in row if glyph.char.isspace()]
    for cell in cells:
        left, right = cell[0].left, max(glyph.right for glyph in cell)
        cell += [blank for blank in blanks if left <= (blank.left + blank.right) / 2 <= right]
    return cells


def _read(glyphs: Sequence[Glyph], brackets: "Brackets", spelt: bool) -> str:
    """The characters of one line in logical order."""
    clusters = list(glyphs)
    spelt = spelt and sum(glyph.char.isspace() for glyph in glyphs) >= 0.1 * len(glyphs)
    letters = [char for cluster in clusters for char in cluster.char if char.isalpha()]
    rtl = sum(_is_rtl(char) for char in letters)
    if rtl * 3 < len(letters):
        clusters.sort(key=lambda cluster: cluster.left + cluster.right)
        return _joined(clusters, spelt)
    clusters.sort(key=lambda cluster: -(cluster.left + cluster.right))
    clusters = brackets.turn(clusters)
    kinds = [_kind(cluster.char) for cluster in clusters]
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
    return _joined(ordered, spelt)


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
    if first in _DIGITS:
        return "L"
    if first.isalpha():
        return "R" if _is_rtl(first) else "L"
    return "N"


def _is_rtl(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL")


def _resolve_neutrals(clusters: Sequence[Glyph], kinds: list[str]) -> None:
    """Neutrals between two left-to-right characters become one of them; separators only between digits."""
    for at, kind in enumerate(kinds):
        if kind != "N":
            continue
        before = next((i for i in range(at - 1, -1, -1) if kinds[i] != "N"), None)
        after = next((i for i in range(at + 1, len(kinds)) if kinds[i] != "N"), None)
        if before is None or after is None or kinds[before] != "L" or kinds[after] != "L":
            continue
        digits = clusters[before].char[0] in _DIGITS and clusters[after].char[0] in _DIGITS
        if not digits or (after - before == 2 and clusters[at].char in _BETWEEN_DIGITS):
            for i in range(before + 1, after):
                kinds[i] = "L"


def _joined(ordered: Sequence[Glyph], spelt: bool) -> str:
    """Text with a blank where glyphs stand apart and no blank says so."""
    parts: list[str] = []
    for at, glyph in enumerate(ordered):
        if at:
            last = ordered[at - 1]
            parts.append(_between(last, glyph, spelt))
        parts.append(" " if glyph.char.isspace() else glyph.char)
    text = _STRETCHED.sub("", "".join(parts))
    return unicodedata.normalize("NFC", text)


def _blanks_spelt(glyphs: Sequence[Glyph]) -> bool:
    """Whether the producer wrote the blanks between words, so that white alone means none."""
    blanks = sum(glyph.char.isspace() for glyph in glyphs)
    return blanks > 0.15 * len(glyphs)  # Persian has a blank for every five or six characters


def _between(first: Glyph, second: Glyph, spelt: bool) -> str:
    """A blank, a half-space or nothing, by the white between two glyphs.

    Letters that join do touch; where such a letter stands apart from the next one, but no word ends, the
    writer set a half-space that the producer left out.
    """
    if first.char.isspace() or second.char.isspace():
        return ""
    gap = _gap(first, second) / second.size
    digits = first.char[0] in _DIGITS and second.char[0] in _DIGITS  # all of one width
    joins = first.char[0] in _JOINING and second.char[0] in _ARABIC
    if joins and spelt and gap < STRETCH:
        return (
            ZWNJ if _apart(first, second) and gap <= WORD_GAP else ""
        )  # a kashida that was painted and not written
    if gap > (2 * WORD_GAP if digits else WORD_GAP):
        tight = first.char in _OPENING or second.char in _TIGHT
        return "" if tight else " "
    return ZWNJ if joins and _apart(first, second) else ""


def _apart(first: Glyph, second: Glyph) -> bool:
    """Whether the ink of two letters does not touch, as that of joined ones does."""
    left, right = first.ink or (first.left, first.right)
    other_left, other_right = second.ink or (second.left, second.right)
    return max(other_left - right, left - other_right) > HALF_SPACE * second.size


def _gap(first: Glyph, second: Glyph) -> float:
    return max(second.left - first.right, first.left - second.right)


class Brackets:
    """Turns brackets of right-to-left lines the way they are meant; one for a page, as pairs span lines.

    Producers and extractors disagree on which of them are mirror images already, even within a line. What
    is painted tells: an opening bracket has white on its right and a letter close on its left.
    """

    def __init__(self) -> None:
        self._open: list[str] = []

    def turn(self, clusters: Sequence[Glyph]) -> list[Glyph]:
        """The clusters of a line, sorted from the right, with each bracket as an opening or closing one."""
        filled = [at for at, cluster in enumerate(clusters) if not cluster.char.isspace()]
        turned = list(clusters)
        for place, at in enumerate(filled):
            pair = next((pair for pair in _PAIRS if clusters[at].char in pair), None)
            if pair is None:
                continue
            size = clusters[at].size
            before = _gap(clusters[filled[place - 1]], clusters[at]) if place else size
            after = _gap(clusters[at], clusters[filled[place + 1]]) if place + 1 < len(filled) else size
            turned[at] = replace(clusters[at], char=self._choose(pair, (before - after) / size))
        return turned

    def _choose(self, pair: tuple[str, str], lean: float) -> str:
        opening, closing = pair
        opens = lean > 0 if abs(lean) > CLEAR_LEAN else opening not in self._open
        if opens:
            self._open.append(opening)
            return opening
        if opening in self._open:
            self._open.remove(opening)
        return closing
