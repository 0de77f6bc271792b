"""Plain text: lines without marks; a form feed starts a new page."""

import codecs

from ingest.blocks import Line, Page, Reading
from ingest.errors import FileMislabelled
from ingest.readers.direction import in_reading_order

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """Text of these bytes: by byte order mark, as UTF-8, else as Windows-1256; raises FileMislabelled."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\x00" in data[:4096]:
        raise FileMislabelled("binary")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("cp1256", errors="replace")
    arabic = sum("\u0600" <= char <= "\u06ff" for char in text)
    if arabic * 3 < sum(not char.isspace() for char in text):
        raise FileMislabelled("neither UTF-8 nor Windows-1256")
    return text


def read_text(data: bytes) -> Reading:
    """Pages of bare lines; numbered only where form feeds separate several."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    parts = [part for part in text.split("\f") if part.strip()]
    numbered = len(parts) > 1
    pages = tuple(
        Page(number=number if numbered else None, lines=tuple(map(Line, in_reading_order(part.split("\n")))))
        for number, part in enumerate(parts, start=1)
    )
    return Reading(pages=pages, paged="page" if numbered else None)
