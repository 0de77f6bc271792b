"""The pieces that pictures are drawn from, as SVG: one width, one palette, text from the right."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from bot.assessment.lettering import FAMILY
from bot.assessment.rendering import to_png

WIDTH = 1080  # units of the drawing; a phone shows three in a pixel of its page
_LONGEST = 1280  # pixels of the longer side: Telegram keeps no more
MARGIN = 72
RIGHT, LEFT = WIDTH - MARGIN, MARGIN
FULL = RIGHT - LEFT
_EMBED, _POP = "\u202b", "\u202c"  # without them resvg lays Persian out from the left

INK, SOFT, PAPER, TRACK = "#16302c", "#53655f", "#ffffff", "#e4ebe8"
BAR, BEST = "#1d9382", "#0b4a44"


def paint(parts: Sequence[str], height: int, patterns: str = "") -> bytes:
    """The drawing on paper, as PNG of at most 1,280 pixels a side; raises PictureFailed."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="{FAMILY}">'
        f"<defs>{patterns}</defs>{rect(0, 0, WIDTH, height, PAPER, 0)}{''.join(parts)}</svg>"
    )
    return to_png(svg, min(WIDTH, WIDTH * _LONGEST // height - 1))


def rect(x: float, y: float, wide: float, high: float, fill: str, round_by: float) -> str:
    size = f'width="{wide:.1f}" height="{high:.1f}" rx="{round_by}"'
    return f'<rect x="{x:.1f}" y="{y:.1f}" {size} fill="{fill}"/>'


def text(
    words: str, x: float, y: float, size: int, fill: str, bold: bool = False, anchor: str = "end"
) -> str:
    """One line; `anchor` says which end of it stands at x, where "end" is the right one."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"{weight}>'
        f"{_EMBED}{escape(words)}{_POP}</text>"
    )
