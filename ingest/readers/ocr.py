"""Scans and pictures by tesseract (the [ocr] extra): lines with their confidence, figures unconfirmed."""

import io
import re
import shutil
from importlib.util import find_spec
from typing import Any

from ingest.blocks import Line, Page, Reading
from ingest.errors import FileTooLarge, FileTruncated, ToolMissing

LANGUAGES = "fas+eng"
SECONDS_A_PAGE = 120
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
            picture.load()
            return Reading(pages=(read_scan(picture.convert("L"), 1),), paged="page")
    except Image.DecompressionBombError as error:
        raise FileTooLarge(str(error)) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise FileTruncated(str(error)) from error


def read_scan(picture: Any, number: int) -> Page:
    """A page of lines with the mean confidence of their words, 0 to 1; raises ToolMissing."""
    import pytesseract

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
