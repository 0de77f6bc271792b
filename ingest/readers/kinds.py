"""What a file is by its first bytes, and what its owner can do where its name does not say so."""

import io
import zipfile

from ingest.readers.archives import OLE

# older or other formats, and those to save them in
SAVE_AS = {
    ".doc": ".docx",
    ".dot": ".docx",
    ".rtf": ".docx",
    ".odt": ".docx",
    ".ppt": ".pptx",
    ".pps": ".pptx",
    ".odp": ".pptx",
    ".xls": ".xlsx",
    ".ods": ".xlsx",
    ".xps": ".pdf",
}
_MAGIC = (
    (b"%PDF-", "PDF", ".pdf"),
    (b"\x89PNG", "تصویر", ".png"),
    (b"\xff\xd8\xff", "تصویر", ".jpg"),
    (b"II*\x00", "تصویر", ".tif"),
    (b"MM\x00*", "تصویر", ".tif"),
)
_OFFICE = (
    ("word/", "سند Word", ".docx"),
    ("ppt/", "ارائهٔ PowerPoint", ".pptx"),
    ("xl/", "کاربرگ Excel", ".xlsx"),
)


def what_to_do(suffix: str, known: str) -> str:
    """Advice for a format that nobody reads; `known` names those that are read."""
    if suffix in SAVE_AS:
        return f"{suffix}؛ آن را با قالب {SAVE_AS[suffix]} ذخیره کنید و همان را بدهید"
    return f"{suffix or 'بی‌پسوند'}؛ قالب‌های خواندنی: {known}"


def what_it_is(data: bytes) -> str | None:
    """A Persian clause that says what the bytes are and how to name the file; None where that is unknown."""
    if data.startswith(OLE):
        return "قالب قدیمی Office است؛ آن را با قالب docx، pptx یا xlsx ذخیره کنید"
    for magic, name, suffix in _MAGIC:
        if data.startswith(magic):
            return f"{name} است؛ پسوند نامش را {suffix} بگذارید"
    if data.startswith(b"PK"):
        return _office(data)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "صفحهٔ وب است؛ پسوند نامش را .html بگذارید"
    return None


def _office(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    for folder, name, suffix in _OFFICE:
        if any(member.startswith(folder) for member in names):
            return f"{name} است؛ پسوند نامش را {suffix} بگذارید"
    return "بستهٔ فشرده است؛ فایل‌های درونش را جدا بدهید"
