"""The characters of a PDF page as pdfium gives them, with their boxes, in Persian letters."""

import ctypes
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    glyphs: list[Glyph] = []
    words: dict[int | None, list[Glyph]] = {}  # of an OCR's layer, by the object that wrote them
    for at in range(count):
        glyph = _read_glyph(textpage, at)
        if glyph is None:
            continue
        if not glyph.mirrored:
            glyphs.append(glyph)
        elif not glyph.char.isspace():
            written = ctypes.cast(raw.FPDFText_GetTextObject(textpage, at), ctypes.c_void_p).value
            words.setdefault(written, []).append(glyph)
    return glyphs + [_word(letters) for letters in words.values()]


def _read_glyph(textpage: object, at: int) -> Glyph | None:
    """The character at this place; None for what shows nothing."""
    import pypdfium2.raw as raw

    if raw.FPDFText_IsGenerated(textpage, at) == 1:
        return None
    code = raw.FPDFText_GetUnicode(textpage, at)
    char = _letter(code)
    unsure = 0 < code < 0x80 and code != 0x20 and not raw.FPDFText_IsHyphen(textpage, at)
    if char is None and not unsure:
        return None
    here = _measure(textpage, at)
    if unsure and here.is_stroke:
        char = STROKE
    if char is None or (char.isspace() and here.end - here.start < 0.01 * here.size):
        return None  # pdfium puts blanks without width where the stream jumps
    return Glyph(char, here.start, here.end, here.baseline, here.size, at, here.ink, mirrored=here.mirrored)


@dataclass(frozen=True, slots=True)
class _Measures:
    """Where a character stands, in points."""

    start: float  # from the left
    end: float
    ink: tuple[float, float] | None  # its left and right
    height: float  # of the ink
    rise: float  # of the ink over the baseline
    baseline: float
    size: float
    mirrored: bool

    @property
    def is_stroke(self) -> bool:
        """Whether the ink lies flat on the baseline: a kashida, whatever code its font gives it."""
        if self.ink is None or abs(self.rise) >= 0.06 * self.size:
            return False
        width = self.ink[1] - self.ink[0]
        return 0 < self.height < 0.16 * self.size and width > max(0.15 * self.size, 2 * self.height)


def _measure(textpage: object, at: int) -> _Measures:
    import pypdfium2.raw as raw

    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(textpage, at)
    raw.FPDFText_GetCharBox(textpage, at, left, right, bottom, top)
    raw.FPDFText_GetLooseCharBox(textpage, at, box)
    raw.FPDFText_GetCharOrigin(textpage, at, x, y)
    # the size is in units of the text's own matrix, which many producers scale
    if raw.FPDFText_GetMatrix(textpage, at, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    ink = (left.value, right.value) if right.value > left.value else None
    start, end = (box.left, box.right) if box.right > box.left else (left.value, right.value)
    return _Measures(
        start,
        end,
        ink,
        height=top.value - bottom.value,
        rise=bottom.value - y.value,
        baseline=y.value,
        size=size if size > 1 else max(box.top - box.bottom, 1.0),
        mirrored=matrix.a < 0 < matrix.d,
    )


def _word(letters: Sequence[Glyph]) -> Glyph:
    """A word that was written from the right as one glyph: its letters and digits stand in their order."""
    left, right = min(glyph.left for glyph in letters), max(glyph.right for glyph in letters)
    ordered = sorted(letters, key=lambda glyph: -(glyph.left + glyph.right))
    text = "".join(glyph.char for glyph in ordered).translate(_TURNED)
    return replace(letters[0], char=text, left=left, right=right, ink=(left, right))


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
