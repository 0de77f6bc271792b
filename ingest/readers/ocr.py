"""Scans and pictures by tesseract (the [ocr] extra): lines with their confidence, figures unconfirmed."""

import io
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import batched
from typing import Any

from ingest.blocks import Line, Page, Reading
from ingest.errors import FileTooLarge, FileTruncated, ToolMissing
from knowledge.reports import LeftOut

LANGUAGES = "fas+eng"
SECONDS_A_PAGE = 60
SECONDS = 200  # for the pages of one file; a page takes about one
MOST_PAGES = 1_000  # of a picture file
_UNREAD = "صفحهٔ تصویری که در زمان مجاز خوانده نشد؛ فایل را چند تکه کنید"
LARGEST_PICTURE = 120_000_000  # pixels
_BULLET = re.compile(r"^[*°¢•]\s+")  # what tesseract makes of one


def ocr_available() -> bool:
    """Whether pytesseract, Pillow and the tesseract program are installed."""
    return find_spec("pytesseract") is not None and shutil.which("tesseract") is not None


def read_picture(data: bytes) -> Reading:
    """One scanned page of a picture file; raises an UnreadableDocument."""
    if not ocr_available():
        raise ToolMissing("tesseract; pip install pytesseract pillow; apt install tesseract-ocr-fas")
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = LARGEST_PICTURE
    try:
        with Image.open(io.BytesIO(data)) as picture:
            frames = getattr(picture, "n_frames", 1)
            if frames > MOST_PAGES:
                raise FileTooLarge(f"{frames:,} pages")
            found = read_scans(range(1, frames + 1), lambda number: _frame(picture, number))
            return Reading(pages=tuple(found.pages), paged="page", left_out=tuple(found.left_out))
    except Image.DecompressionBombError as error:
        raise FileTooLarge(str(error)) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise FileTruncated(str(error)) from error


def _frame(picture: Any, number: int) -> Any:
    picture.seek(number - 1)
    return picture.convert("L")


@dataclass(slots=True)
class Scans:
    """Pages that were read, and those that there was no time for."""

    pages: list[Page] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read_scans(numbers: Iterable[int], picture: Callable[[int], Any], seconds: float = SECONDS) -> Scans:
    """The pages of these numbers, as many at a time as there are processors; raises ToolMissing."""
    until = time.monotonic() + seconds
    found = Scans()
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        for some in batched(numbers, 2 * workers):  # a picture takes 9 MB
            pages: Iterable[Page | None] = [None] * len(some)
            if time.monotonic() < until:
                pages = pool.map(_in_time, some, [picture(number) for number in some])
            for number, page in zip(some, pages, strict=True):
                if page is None:
                    found.left_out.append(LeftOut("", _UNREAD, number))
                else:
                    found.pages.append(page)
    return found


def _in_time(number: int, picture: Any) -> Page | None:
    try:
        return read_scan(picture, number)
    except RuntimeError:  # what pytesseract raises when the time is over
        return None


def read_scan(picture: Any, number: int) -> Page:
    """A page of lines with the mean confidence of their words, 0 to 1; raises ToolMissing."""
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads wait for each other longer than they work

    try:
        table = pytesseract.image_to_data(
            picture,
            lang=LANGUAGES,
            config="--psm 3",
            timeout=SECONDS_A_PAGE,
            output_type=pytesseract.Output.DICT,
        )
    except (pytesseract.TesseractError, pytesseract.TesseractNotFoundError) as error:
        raise ToolMissing(f"tesseract: {error}") from error
    lines: list[Line] = []
    key: tuple[int, int, int] | None = None
    words: list[tuple[str, float]] = []
    names = ("block_num", "par_num", "line_num")
    for at, word in enumerate(table["text"]):
        if not word.strip():
            continue
        place = (table[names[0]][at], table[names[1]][at], table[names[2]][at])
        if key is not None and place != key:
            lines.append(_line(words))
            if place[:2] != key[:2]:
                lines.append(Line(""))
            words = []
        key = place
        words.append((word, max(float(table["conf"][at]), 0.0) / 100))
    if words:
        lines.append(_line(words))
    return Page(number=number, lines=tuple(lines), scanned=True)


def _line(words: list[tuple[str, float]]) -> Line:
    confidence = sum(sureness for _, sureness in words) / len(words)
    text = _BULLET.sub("• ", " ".join(word for word, _ in words))
    return Line(text, confidence=round(confidence, 3))
