"""PDF: text by the places of its glyphs, page by page; pages without text are scans."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.blocks import Line, Meta, Page, Reading
from ingest.errors import FileEncrypted, FileMislabelled, FileTooLarge, FileTruncated, ScanOnly
from ingest.readers.glyphs import GlyphLine, read_lines
from ingest.readers.grids import Grid, find_grids
from ingest.readers.layout import order_lines
from ingest.readers.ocr import ocr_available, read_scans
from ingest.readers.ruled import join_ruled
from ingest.readers.rules import Level, drawn_rules
from ingest.readers.white import STROKE, Glyph
from knowledge.reports import LeftOut

MOST_PAGES = 5_000
MOST_GLYPHS = 60_000  # on one page
FEWEST_GLYPHS = 12  # a page with fewer and a picture is a scan
SAMPLE = 50  # glyphs of a page that are asked whether they are painted
LAYER = 0.7  # confidence of lines that an OCR read which does not say how sure it was
INDENT = 4.0  # type sizes by which lists and first lines of one column may be set in
REPEATED = 0.6  # of the pages: a line at the edge of that many is a running head
_RUNNING_HEAD = "سرصفحه، پاصفحه یا شمارهٔ صفحه"
_PICTURE = "صفحهٔ تصویری؛ برای خواندنش بخش [ocr] را نصب کنید"
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufeff\ufb00-\ufb06]+")
_TURNED = str.maketrans("()[]{}«»", ")(][}{»«")  # as pdfium gives those of text from the right
_DROPPED = frozenset("\u00ad\ufffe\uffff\x00\x02\u200e\u200f\u202a\u202b\u202c\u202d\u202e")


@dataclass(frozen=True, slots=True)
class _PdfPage:
    number: int
    lines: list[GlyphLine]
    height: float
    scan: bool
    layer: bool = False  # its text is what an OCR read on its picture
    borders: tuple[Level, ...] = ()


def read_pdf(data: bytes) -> Reading:
    """Pages of bare lines with their type sizes; raises an UnreadableDocument."""
    if b"%PDF-" not in data[:1024]:
        raise FileMislabelled("no PDF header")
    import pypdfium2  # 0.1 s: only PDF files pay for it

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise FileEncrypted() from error
        raise FileTruncated(str(error)) from error
    try:
        if len(document) > MOST_PAGES:
            raise FileTooLarge(f"{len(document):,} pages")
        pages = [_read_page(document, number) for number in range(1, len(document) + 1)]
        scans = [page for page in pages if page.scan]
        unread: list[int] = []
        if scans and not ocr_available():
            if len(scans) == len(pages):
                raise ScanOnly()
            unread, scans = [page.number for page in scans], []
        read = read_scans([page.number for page in scans], lambda number: _picture(document, number))
        heads = _running_heads(pages)
        meta = _meta(document)
    except pypdfium2.PdfiumError as error:
        raise FileTruncated(str(error)) from error
    finally:
        document.close()
    by_number = {page.number: page for page in read.pages}
    return Reading(
        pages=tuple(
            by_number.get(page.number)
            or Page(page.number, lines=tuple(_lines(page, heads)), scanned=page.layer)
            for page in pages
        ),
        meta=meta,
        paged="page",
        left_out=(
            *(LeftOut("", _PICTURE, number) for number in unread),
            *read.left_out,
            *_furniture(pages, heads),
        ),
    )


def _read_page(document: object, number: int) -> _PdfPage:
    page = document[number - 1]  # type: ignore[index]
    try:
        width, height = page.get_size()
        textpage = page.get_textpage()
        try:
            glyphs, unseen = _glyphs(textpage), _unseen(textpage)
        finally:
            textpage.close()
        rules = drawn_rules(page).inside(width, height)
        lines = order_lines(join_ruled(read_lines(glyphs, rules.upright), rules), width)
        few = len(glyphs) < FEWEST_GLYPHS
        pictured = (few or unseen) and any(True for _ in page.get_objects(filter=(3,), max_depth=4))
        return _PdfPage(
            number, lines, height, scan=few and pictured, layer=unseen and pictured, borders=rules.level
        )
    finally:
        page.close()


def _unseen(textpage: object) -> bool:
    """Whether the text is written and not painted."""
    import pypdfium2.raw as raw

    count = raw.FPDFText_CountChars(textpage)
    places = [
        at for at in range(0, count, max(1, count // SAMPLE)) if not raw.FPDFText_IsGenerated(textpage, at)
    ]
    objects = [raw.FPDFText_GetTextObject(textpage, at) for at in places]
    modes = [raw.FPDFTextObj_GetTextRenderMode(each) for each in objects if each]
    return bool(modes) and all(mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)


def _glyphs(textpage: object) -> list[Glyph]:
    import pypdfium2.raw as raw

    count = raw.FPDFText_CountChars(textpage)
    if count > MOST_GLYPHS:
        raise FileTooLarge(f"{count:,} characters on a page")
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    glyphs: list[Glyph] = []
    words: dict[int | None, list[Glyph]] = {}  # of an OCR's layer, by the object that wrote them
    for at in range(count):
        if raw.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        code = raw.FPDFText_GetUnicode(textpage, at)
        char = _letter(code)
        unsure = 0 < code < 0x80 and code != 0x20 and not raw.FPDFText_IsHyphen(textpage, at)
        if char is None and not unsure:
            continue
        size = raw.FPDFText_GetFontSize(textpage, at)
        raw.FPDFText_GetCharBox(textpage, at, left, right, bottom, top)
        raw.FPDFText_GetLooseCharBox(textpage, at, box)
        raw.FPDFText_GetCharOrigin(textpage, at, x, y)
        # the size is in units of the text's own matrix, which many producers scale
        if raw.FPDFText_GetMatrix(textpage, at, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        points = size if size > 1 else max(box.top - box.bottom, 1.0)
        wide, high = right.value - left.value, top.value - bottom.value
        if unsure and _is_stroke(wide, high, bottom.value - y.value, points):
            char = STROKE
        if char is None:
            continue
        start, end = (box.left, box.right) if box.right > box.left else (left.value, right.value)
        if char.isspace() and end - start < 0.01 * points:
            continue  # pdfium puts blanks without width where the stream jumps
        ink = (left.value, right.value) if right.value > left.value else None
        glyph = Glyph(char, start, end, y.value, points, at, ink, mirrored=matrix.a < 0 < matrix.d)
        if not glyph.mirrored:
            glyphs.append(glyph)
        elif not char.isspace():
            written = ctypes.cast(raw.FPDFText_GetTextObject(textpage, at), ctypes.c_void_p).value
            words.setdefault(written, []).append(glyph)
    return glyphs + [_word(letters) for letters in words.values()]


def _is_stroke(width: float, height: float, rise: float, size: float) -> bool:
    """Whether ink of these measures lies flat on the baseline: a kashida, whatever code its font gives it."""
    return abs(rise) < 0.06 * size and 0 < height < 0.16 * size and width > max(0.15 * size, 2 * height)


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


def _lines(page: _PdfPage, heads: frozenset[str]) -> list[Line]:
    """The page's lines, a blank one where the distance is wider than between lines of a paragraph."""
    kept = [line for line in page.lines if _head_key(line.text) not in heads or not _at_edge(line, page)]
    lines: list[Line] = []
    above: GlyphLine | None = None
    parts = find_grids(kept, page.borders)
    for at, part in enumerate(parts):
        if isinstance(part, Grid):
            lines.append(Line("", table=part.rows))
            above = None
            continue
        if above is not None and _apart(above, part, kept):
            lines.append(Line(""))
        following = parts[at + 1] if at + 1 < len(parts) else None
        whole = isinstance(following, GlyphLine) and (
            part.box != following.box or _has_room(part, following, kept)
        )
        sureness = LAYER if page.layer else 1.0
        size = None if page.layer else round(part.size, 1)  # an OCR guesses it
        lines.append(Line(part.text, size=size, confidence=sureness, whole=whole))
        above = part
    return lines


def _has_room(line: GlyphLine, following: GlyphLine, lines: Sequence[GlyphLine]) -> bool:
    """Whether the next line's first word would have fitted behind this line of right-to-left text."""
    right_to_left = sum(unicodedata.bidirectional(char) in ("R", "AL") for char in line.text)
    if right_to_left * 2 < sum(char.isalpha() for char in line.text) or not following.text:
        return False
    indent = INDENT * line.size
    margin = min(
        (
            other.left
            for other in lines
            if abs(other.right - line.right) <= indent and other.left < line.right
        ),
        default=line.left,
    )
    letter = (following.right - following.left) / len(following.text)
    return line.left - margin > (len(following.text.split()[0]) + 2) * letter


def _apart(above: GlyphLine, line: GlyphLine, lines: Sequence[GlyphLine]) -> bool:
    """Whether more white than within a paragraph stands between two lines, against the type size."""
    distance = (above.baseline - line.baseline) / line.size
    steps = sorted(step for a, b in pairwise(lines) if 0.5 < (step := (a.baseline - b.baseline) / b.size) < 4)
    usual = steps[len(steps) // 4] if steps else 1.5
    return distance < 0 or distance > 1.3 * usual


def _at_edge(line: GlyphLine, page: _PdfPage) -> bool:
    return line.baseline > 0.9 * page.height or line.baseline < 0.1 * page.height


def _running_heads(pages: Sequence[_PdfPage]) -> frozenset[str]:
    """Lines at the edges of most pages, digits aside: running heads and page numbers."""
    if len(pages) < 2:
        return frozenset()
    counts = Counter(
        key for page in pages for key in {_head_key(line.text) for line in page.lines if _at_edge(line, page)}
    )
    return frozenset(key for key, count in counts.items() if count >= REPEATED * len(pages))


def _furniture(pages: Sequence[_PdfPage], heads: frozenset[str]) -> list[LeftOut]:
    """Each running head once, from the first page that has it."""
    found: dict[str, LeftOut] = {}
    for page in pages:
        for line in page.lines:
            key = _head_key(line.text)
            if key in heads and _at_edge(line, page):
                found.setdefault(key, LeftOut(line.text.strip(), _RUNNING_HEAD, page.number))
    return list(found.values())


def _head_key(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _picture(document: object, number: int) -> object:
    page = document[number - 1]  # type: ignore[index]
    try:
        return page.render(scale=300 / 72, grayscale=True).to_pil()
    finally:
        page.close()


def _meta(document: object) -> Meta:
    values = document.get_metadata_dict(skip_empty=True)  # type: ignore[attr-defined]
    return Meta(title=_stated(values.get("Title")), author=_stated(values.get("Author")))


def _stated(value: str | None) -> str | None:
    """A metadata value that a person wrote: no file name, no «Untitled»."""
    if not value or re.search(
        r"\.(docx?|pptx?|indd|qxd|pdf|html?)$|^untitled|^microsoft|^python-docx|^about:blank", value, re.I
    ):
        return None
    return " ".join(value.split())
