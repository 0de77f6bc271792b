"""The typeface of pictures and reports: its files, and how wide words are in it."""

from functools import cache
from pathlib import Path

import uharfbuzz as hb

_FOLDER = Path(__file__).parents[1] / "web" / "static" / "fonts"
REGULAR, BOLD = _FOLDER / "Vazirmatn-Regular.ttf", _FOLDER / "Vazirmatn-Bold.ttf"
FAMILY = "Vazirmatn"


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide the text is in one line, in the unit of `size`, the height of the letters' em."""
    font = _font(BOLD if bold else REGULAR)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    advance: int = sum(position.x_advance for position in buffer.glyph_positions)
    em: int = font.face.upem
    return advance * size / em


def wrap(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The text in lines that are at most `room` wide, cut between words; a longer word keeps its line."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size, bold) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


@cache
def _font(file: Path) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(file))))
