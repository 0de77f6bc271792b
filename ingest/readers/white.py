"""What the white between painted characters means: a word's end, a half-space, a bracket's direction."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.persian import ZWNJ

NARROWEST, WIDEST, CLEAR_WIDTH = 0.12, 0.34, 0.025  # of the type size, see find_word_gap
WORD_GAP = 0.195  # of the type size: a wider gap without a blank character is one
STRETCH = 0.9  # of the type size: the widest kashida taken for one
HALF_SPACE = 0.06  # of the type size: letters of one word that stand so far apart do not join
CLEAR_LEAN = 0.12  # of the type size: more white on one side of a bracket than on the other
_ARABIC = frozenset("ابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهیيىئأإآؤءة")
_JOINING = frozenset("بپتثجچحخسشصضطظعغفقکكگلمنهیيىئ")  # on both sides
_BEFORE_MADDA = frozenset("مل")  # «مآل»: «آ» is joined to no other letter inside a word
_OPENING, _TIGHT = frozenset("(«["), frozenset(")»]٪%.،؛:؟!")  # no blank after, none before
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"))
STROKE = "\x01"  # something painted that has no letter: a kashida of a justified line
DIGITS = frozenset("0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")


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
    mirrored: bool = False  # written from the right by its producer, digits too: a word of an OCR's layer


@dataclass(frozen=True, slots=True)
class White:
    """What the white between glyphs means on a page."""

    spelt: bool  # the producer wrote the blanks between words
    word_gap: float  # of the type size: wider white ends a word
    joins: bool = True  # letters of a word touch where the script joins them


def find_word_gap(rows: Sequence[Sequence[Glyph]]) -> float:
    """The page's own border between the white inside words and between them, as a share of the type size.

    Letters that do not join leave some white too, as much as their font likes; the border is the middle of
    the stretch of widths that no pair of letters has: that around WORD_GAP where it is clear, else the
    widest; WORD_GAP itself where none is.
    """
    gaps: set[float] = set()
    for row in rows:
        ordered = sorted(row, key=lambda glyph: -(glyph.left + glyph.right))
        for first, second in pairwise(ordered):
            if first.char[0] in _ARABIC and second.char[0] in _ARABIC:
                width = round(gap(first, second) / second.size, 3)
                if NARROWEST < width < WIDEST:
                    gaps.add(width)
    widths = [NARROWEST, *sorted(gaps), WIDEST]
    empty = [(b - a, (a + b) / 2) for a, b in pairwise(widths)]
    around = [(clear, middle) for clear, middle in empty if abs(middle - WORD_GAP) < clear / 2]
    clear, middle = max([each for each in around if each[0] >= CLEAR_WIDTH] or empty)
    inside = len(gaps) > 1 and NARROWEST + clear / 2 < middle < WIDEST - clear / 2
    return middle if clear >= CLEAR_WIDTH and inside else WORD_GAP


def blanks_are_spelt(glyphs: Sequence[Glyph]) -> bool:
    """Whether the producer wrote the blanks between words, so that white alone means none."""
    blanks = sum(glyph.char.isspace() for glyph in glyphs)
    return blanks > 0.15 * len(glyphs)  # Persian has a blank for every five or six characters


def between(first: Glyph, second: Glyph, white: White) -> str:
    """A blank, a half-space or nothing, by the white between two glyphs.

    Letters that join do touch; where such a letter stands apart from the next one, but no word ends, the
    writer set a half-space that the producer left out.
    """
    if first.char.isspace() or second.char.isspace():
        return ""
    if first.mirrored or second.mirrored:
        return " "
    width = gap(first, second) / second.size
    digits = first.char[0] in DIGITS and second.char[0] in DIGITS  # all of one width
    letter = next(
        char for char in reversed(first.char) if not unicodedata.combining(char) or char == first.char
    )
    joins = white.joins and letter in _JOINING and second.char[0] in _ARABIC
    if joins and second.char[0] == "آ" and letter not in _BEFORE_MADDA and width <= white.word_gap:
        return ZWNJ  # «دانش‌آموز»: its stroke hangs over the letter before it
    if joins and white.spelt and width < STRETCH:
        # wider white is a kashida that was painted and not written
        return ZWNJ if _apart(first, second) and width <= white.word_gap else ""
    if width > (2 * white.word_gap if digits else white.word_gap):
        tight = first.char in _OPENING or second.char in _TIGHT
        return "" if tight else " "
    return ZWNJ if joins and _apart(first, second) else ""


def _apart(first: Glyph, second: Glyph) -> bool:
    """Whether the ink of two letters does not touch, as that of joined ones does."""
    left, right = first.ink or (first.left, first.right)
    other_left, other_right = second.ink or (second.left, second.right)
    return max(other_left - right, left - other_right) > HALF_SPACE * second.size


def gap(first: Glyph, second: Glyph) -> float:
    """Points between two glyphs, whichever comes first; below 0 where they overlap."""
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
            before = gap(clusters[filled[place - 1]], clusters[at]) if place else size
            after = gap(clusters[at], clusters[filled[place + 1]]) if place + 1 < len(filled) else size
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
