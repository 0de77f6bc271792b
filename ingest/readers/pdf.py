"""PDF: text by the places of its glyphs, page by page; pages without text are scans."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.blocks import Line, Meta, Page, Reading
from ingest.errors import FileEncrypted, FileMislabelled, FileTooLarge, FileTruncated, ScanOnly
from ingest.readers.bullets import nested, with_dots
from ingest.readers.direction import is_from_right
from ingest.readers.glyphs import GlyphLine, read_lines
from ingest.readers.grids import Grid, find_grids
from ingest.readers.layout import order_lines
from ingest.readers.ocr import ocr_available, read_scans
from ingest.readers.painted import is_unseen, read_glyphs
from ingest.readers.ruled import join_ruled
from ingest.readers.rules import Level, drawn_rules
from knowledge.reports import LeftOut

MOST_PAGES = 5_000
FEWEST_GLYPHS = 12  # a page with fewer and a picture is a scan
LAYER = 0.7  # confidence of lines that an OCR read which does not say how sure it was
INDENT = 4.0  # type sizes by which lists and first lines of one column may be set in
REPEATED = 0.6  # of the pages: a line at the edge of that many is a running head
_PAGE_NUMBER = re.compile(r"^(?:صفحه|صفحهٔ|ص\.|[Pp]age) ?#(?: ?(?:از|of|/) ?#)?$")  # digits aside
_RUNNING_HEAD = "سرصفحه، پاصفحه یا شمارهٔ صفحه"
_PICTURE = "صفحهٔ تصویری؛ برای خواندنش بخش [ocr] را نصب کنید"


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
            glyphs, unseen = read_glyphs(textpage), is_unseen(textpage)
        finally:
            textpage.close()
        rules = drawn_rules(page).inside(width, height)
        written = with_dots(read_lines(glyphs, rules.upright), rules.dots)
        lines = nested(order_lines(join_ruled(written, rules)))
        few = len(glyphs) < FEWEST_GLYPHS
        pictured = (few or unseen) and any(True for _ in page.get_objects(filter=(3,), max_depth=4))
        return _PdfPage(
            number, lines, height, scan=few and pictured, layer=unseen and pictured, borders=rules.level
        )
    finally:
        page.close()


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
    right_to_left = sum(is_from_right(char) for char in line.text)
    if right_to_left * 2 < sum(char.isalpha() for char in line.text) or not following.text:
        return False
    indent = INDENT * line.size
    margin = min(
        (
            other.left
            for other in lines
            if other.column == line.column and abs(other.right - line.right) <= indent
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
    """Lines at the edges, digits aside: page numbers that say so, and what most pages have."""
    counts = Counter(
        key for page in pages for key in {_head_key(line.text) for line in page.lines if _at_edge(line, page)}
    )
    numbers = frozenset(filter(_PAGE_NUMBER.match, counts))
    if len(pages) < 2:
        return numbers
    return numbers | {key for key, count in counts.items() if count >= REPEATED * len(pages)}


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
