"""Scans and pictures by tesseract (the [ocr] extra): lines with their confidence, figures unconfirmed."""

import io
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from itertools import batched, groupby
from typing import Any

from ingest.blocks import Line, Page, Reading
from ingest.errors import FileTooLarge, FileTruncated, ToolMissing
from knowledge.reports import LeftOut

LANGUAGES, PERSIAN = "fas+eng", "fas"
SECONDS_A_PAGE = 30  # and reading; a page may be read four times
SECONDS = 170  # for the pages of one file; a page takes about one
MOST_PAGES = 1_000  # of a picture file
_UNREAD = "صفحهٔ تصویری که در زمان مجاز خوانده نشد؛ فایل را چند تکه کنید"
LARGEST_PICTURE = 120_000_000  # pixels
DOUBTFUL = 0.6  # mean confidence from which a page may lie on its side
MOST_OF = 0.6  # of a word's width
_LATIN = re.compile("[A-Za-z]")
_PERSIAN = re.compile("[\u0621-\u063a\u0641-\u065f\u066e-\u06d3\u200c]{2,}")
_DIRECTIONS = " \n\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
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


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a scan; lengths in pixels from the upper left."""

    text: str
    confidence: float
    left: int
    top: int
    width: int
    height: int
    place: tuple[int, ...]  # block, paragraph, line

    def covers(self, other: "_Word") -> bool:
        """Whether most of the other one's box is in this one's."""
        across = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        down = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return across > MOST_OF * other.width and down > 0


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
    words = _words(picture, LANGUAGES)
    if _sureness(words) < DOUBTFUL and (turn := _turn(picture)):
        upright = picture.rotate(-turn, expand=True)
        turned = _words(upright, LANGUAGES)
        if _sureness(turned) > _sureness(words):
            picture, words = upright, turned
    if any(_LATIN.search(word.text) for word in words):
        # the English model takes short Persian words for its own; the Persian one alone knows better
        persian = [word for word in _words(picture, PERSIAN) if _PERSIAN.fullmatch(word.text)]
        words = [_as_persian(word, persian) for word in words]
    lines: list[Line] = []
    block: tuple[int, ...] = ()
    for place, some in groupby(words, key=lambda word: word.place):
        if lines and place[:-1] != block:
            lines.append(Line(""))
        block = place[:-1]
        lines.append(_line(list(some)))
    return Page(number=number, lines=tuple(lines), scanned=True)


def _words(picture: Any, languages: str) -> list[_Word]:
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads wait for each other longer than they work
    try:
        table = pytesseract.image_to_data(
            picture,
            lang=languages,
            config="--psm 3",
            timeout=SECONDS_A_PAGE,
            output_type=pytesseract.Output.DICT,
        )
    except (pytesseract.TesseractError, pytesseract.TesseractNotFoundError) as error:
        raise ToolMissing(f"tesseract: {error}") from error
    return [
        _Word(
            text.strip(_DIRECTIONS),
            max(float(table["conf"][at]), 0.0) / 100,
            table["left"][at],
            table["top"][at],
            table["width"][at],
            table["height"][at],
            (table["block_num"][at], table["par_num"][at], table["line_num"][at]),
        )
        for at, text in enumerate(table["text"])
        if text.strip(_DIRECTIONS)
    ]


def _sureness(words: Sequence[_Word]) -> float:
    return sum(word.confidence for word in words) / len(words) if words else 0.0


def _turn(picture: Any) -> int:
    """By how many degrees to the right the page has to be turned; 0 where that cannot be told."""
    import pytesseract

    try:
        found = pytesseract.image_to_osd(picture, timeout=SECONDS_A_PAGE, output_type=pytesseract.Output.DICT)
    except pytesseract.TesseractError:  # too few letters, or no osd.traineddata
        return 0
    return int(found["rotate"])


def _as_persian(word: _Word, persian: Sequence[_Word]) -> _Word:
    """A Latin word as the Persian reading of the same place, where that has Persian letters only."""
    if not _LATIN.search(word.text):
        return word
    same = [other for other in persian if word.covers(other) and other.covers(word)]
    return replace(word, text=same[0].text, confidence=same[0].confidence) if len(same) == 1 else word


def _line(words: Sequence[_Word]) -> Line:
    confidence = sum(word.confidence for word in words) / len(words)
    text = _BULLET.sub("• ", " ".join(word.text for word in words))
    return Line(text, confidence=round(confidence, 3))
