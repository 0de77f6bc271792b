"""The characters of a PDF page as pdfium gives them, with their boxes, in Persian letters."""

import ctypes
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from ingest.errors import FileTooLarge
from ingest.readers.white import STROKE, Glyph

MOST_GLYPHS = 60_000  # on one page
SAMPLE = 50  # glyphs of a page that are asked whether they are painted
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufeff\ufb00-\ufb06]+")
_TURNED = str.maketrans("()[]{}«»", ")(][}{»«")  # as pdfium gives those of text from the right
_DROPPED = frozenset("\u00ad\ufffe\uffff\x00\x02\u200e\u200f\u202a\u202b\u202c\u202d\u202e")


def is_unseen(textpage: object) -> bool:
    """Whether the text is written and not painted."""
    import pypdfium2.raw as raw

    count = raw.FPDFText_CountChars(textpage)
    places = [
        at for at in range(0, count, max(1, count // SAMPLE)) if not raw.FPDFText_IsGenerated(textpage, at)
    ]
    objects = [raw.FPDFText_GetTextObject(textpage, at) for at in places]
    modes = [raw.FPDFTextObj_GetTextRenderMode(each) for each in objects if each]
    return bool(modes) and all(mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)


def read_glyphs(textpage: object) -> list[Glyph]:
    """The page's characters with their boxes, in points; raises FileTooLarge."""
    import pypdfium2.raw as raw

    count = raw.FPDFText_CountChars(textpage)
    if count > MOST_GLYPHS:
        raise FileTooLarge(f"{count:,} characters on a page")
    page = _Characters(textpage)
    glyphs: list[Glyph] = []
    words: dict[int | None, list[Glyph]] = {}  # of an OCR's layer, by the object that wrote them
    for at in range(count):
        glyph = page.glyph(at)
        if glyph is None:
            continue
        if not glyph.mirrored:
            glyphs.append(glyph)
        elif not glyph.char.isspace():
            written = ctypes.cast(raw.FPDFText_GetTextObject(textpage, at), ctypes.c_void_p).value
            words.setdefault(written, []).append(glyph)
    return glyphs + [_word(letters) for letters in words.values()]


class _Characters:
    """The characters of a page, one by one; pdfium answers for all of them in the same few variables."""

    def __init__(self, textpage: object) -> None:
        import pypdfium2.raw as raw

        self._raw: Any = raw
        self._page = textpage.raw  # type: ignore[attr-defined]
        self._left, self._right, self._bottom, self._top, self._x, self._y = (
            ctypes.c_double() for _ in range(6)
        )
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()

    def glyph(self, at: int) -> Glyph | None:
        """The character at this place; None for what shows nothing."""
        raw, page, box, matrix = self._raw, self._page, self._box, self._matrix
        if raw.FPDFText_IsGenerated(page, at) == 1:
            return None
        code = raw.FPDFText_GetUnicode(page, at)
        char = _letter(code)
        unsure = 0 < code < 0x80 and code != 0x20 and not raw.FPDFText_IsHyphen(page, at)
        if char is None and not unsure:
            return None
        raw.FPDFText_GetCharBox(page, at, self._left, self._right, self._bottom, self._top)
        raw.FPDFText_GetLooseCharBox(page, at, box)
        raw.FPDFText_GetCharOrigin(page, at, self._x, self._y)
        left, right, baseline = self._left.value, self._right.value, self._y.value
        size = raw.FPDFText_GetFontSize(page, at)
        # the size is in units of the text's own matrix, which many producers scale
        mirrored = False
        if raw.FPDFText_GetMatrix(page, at, matrix):
            size *= math.hypot(matrix.c, matrix.d)
            mirrored = matrix.a < 0 < matrix.d
        if size <= 1:
            size = max(box.top - box.bottom, 1.0)
        if unsure and _is_stroke(right - left, self._top.value, self._bottom.value, baseline, size):
            char = STROKE
        start, end = (box.left, box.right) if box.right > box.left else (left, right)
        if char is None or (char.isspace() and end - start < 0.01 * size):
            return None  # pdfium puts blanks without width where the stream jumps
        return Glyph(char, start, end, baseline, size, at, (left, right) if right > left else None, mirrored)


def _is_stroke(width: float, top: float, bottom: float, baseline: float, size: float) -> bool:
    """Whether ink lies flat on the baseline: a kashida, whatever code its font gives it."""
    if width <= 0 or abs(bottom - baseline) >= 0.06 * size:
        return False
    height = top - bottom
    return 0 < height < 0.16 * size and width > max(0.15 * size, 2 * height)


def _word(letters: Sequence[Glyph]) -> Glyph:
    """A word that was written from the right as one glyph: its letters and digits stand in their order."""
    left, right = min(glyph.left for glyph in letters), max(glyph.right for glyph in letters)
    ordered = sorted(letters, key=lambda glyph: -(glyph.left + glyph.right))
    text = "".join(glyph.char for glyph in ordered).translate(_TURNED)
    return replace(letters[0], char=text, left=left, right=right, ink=(left, right))


@lru_cache(maxsize=4_096)
def _letter(code: int) -> str | None:
    """The character of a code point, presentation forms as the letters they show; None for no sign."""
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return None
    char = chr(code)
    if "\uf000" <= char <= "\uf0ff":
        return "•"  # the private codes of symbol fonts: bullets
    if char in _DROPPED or (unicodedata.category(char) == "Cc" and not char.isspace()):
        return None
    return unicodedata.normalize("NFKC", char) if _PRESENTATION.match(char) else char
