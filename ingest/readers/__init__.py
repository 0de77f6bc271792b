"""One reader a format, found by suffix; every failure is one named error."""

import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from ingest.blocks import Reading
from ingest.errors import FileEmpty, FileMislabelled, FileMissing, FileTooLarge, FormatUnknown
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.kinds import what_it_is, what_to_do
from ingest.readers.markdown import read_markdown
from ingest.readers.ocr import read_picture
from ingest.readers.pdf import read_pdf
from ingest.readers.pptx import read_pptx
from ingest.readers.sheets import read_csv, read_xlsx
from ingest.readers.text import read_text

Reader = Callable[[bytes], Reading]

LARGEST_FILE = 64 * 1024 * 1024  # bytes

READERS: Mapping[str, Reader] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pptx": read_pptx,
    ".xlsx": read_xlsx,
    ".csv": read_csv,
    ".pdf": read_pdf,
    ".png": read_picture,
    ".jpg": read_picture,
    ".jpeg": read_picture,
    ".tif": read_picture,
    ".tiff": read_picture,
}
HARMLESS = frozenset({".md", ".markdown", ".txt", ".csv"})  # read by code that no file can break


def read_bytes(path: Path) -> bytes:
    """The file's bytes; raises FileMissing, FileEmpty or FileTooLarge."""
    try:
        found = path.stat()
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            raise FileMissing("a device or pipe")  # it may never end
        if found.st_size > LARGEST_FILE:
            raise FileTooLarge(f"{found.st_size:,} > {LARGEST_FILE:,} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise FileMissing(error.strerror or str(error)) from error
    if not data.strip():
        raise FileEmpty()
    return data


def read_file(name: str, data: bytes) -> Reading:
    """The file as its reader understands it; raises an UnreadableDocument."""
    suffix = Path(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise FormatUnknown(what_to_do(suffix, " ".join(READERS)))
    try:
        reading = reader(data)
    except FileMislabelled as error:
        if (known := what_it_is(data)) is None:
            raise
        raise FileMislabelled(known) from error
    if not any(
        page.blocks or any(line.table or line.text.strip() for line in page.lines) for page in reading.pages
    ):
        raise FileEmpty()
    return reading
