"""A PDF that is written from the right: lines, paragraphs and boxes on A4, in millimetres from the top left.

fpdf2 shapes and orders each line; where lines break, and what stands left of what, is decided here.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from fpdf import FPDF
from fpdf.enums import Align, TextDirection
from fpdf.line_break import Fragment

from bot.assessment.lettering import BOLD, FAMILY, REGULAR, width, wrap

WIDE, HIGH, MARGIN = 210.0, 297.0, 18.0
LEFT, RIGHT = MARGIN, WIDE - MARGIN
FULL = RIGHT - LEFT
BOTTOM = HIGH - 20.0  # below it stands the foot of the page
_MM = 25.4 / 72  # of a point
_LEADING = 1.75  # height of a line over the size of its letters
_MIRRORED = dict(zip("()[]{}<>«»", ")(][}{><»«", strict=True))

type Colour = tuple[int, int, int]
INK, SOFT, WHITE = (22, 48, 44), (83, 101, 95), (255, 255, 255)


class _ShapedPdf(FPDF):
    """Shapes each run of one direction as a whole.

    fpdf2 cuts a run wherever the script changes, and a vowel mark is of no script: cut off from its letter it
    loses its place above or below it («کاملاً», «آمارِ»).
    """

    def _parse_chars(self, text: str, markdown: bool, **_: object) -> Iterator[Fragment]:
        yield Fragment(text, self._get_current_graphics_state(), self.k)


class Sheet:
    """`y` is where the next thing is written; whoever writes asks for room first."""

    def __init__(self, title: str, made_at: datetime) -> None:
        self.pdf = _ShapedPdf(format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.add_font(FAMILY, "", str(REGULAR))
        self.pdf.add_font(FAMILY, "B", str(BOLD))
        self.pdf.set_text_shaping(True, direction=TextDirection.RTL, script="arab", language="fas")
        self.pdf.c_margin = 0
        self.pdf.set_title(title)
        self.pdf.set_lang("fa")
        self.pdf.set_creation_date(made_at)
        self.y = 0.0
        self.turn_page()

    def turn_page(self) -> None:
        self.pdf.add_page()
        self.y = MARGIN

    def need(self, height: float) -> None:
        """Turns the page unless so much fits on it."""
        if self.y + height > BOTTOM:
            self.turn_page()

    def line(
        self,
        text: str,
        size: float,
        y: float,
        right: float = RIGHT,
        room: float = FULL,
        colour: Colour = INK,
        bold: bool = False,
        align: Align = Align.R,
    ) -> None:
        """One line whose box begins at y, within `room` to the left of `right`; `size` is in points."""
        self.pdf.set_font(FAMILY, "B" if bold else "", size)
        self.pdf.set_text_color(*colour)
        self.pdf.set_xy(right - room, y)
        self.pdf.cell(room, height_of(size), text, align=align)

    def paragraph(
        self,
        text: str,
        size: float,
        right: float = RIGHT,
        room: float = FULL,
        colour: Colour = INK,
        bold: bool = False,
    ) -> None:
        """Lines from `y` on, over pages if need be."""
        for line in lines_of(text, size, room, bold):
            self.need(height_of(size))
            self.line(line, size, self.y, right, room, colour, bold)
            self.y += height_of(size)

    def box(
        self, x: float, y: float, wide: float, high: float, colour: Colour, round_by: float = 0.0
    ) -> None:
        self.pdf.set_fill_color(*colour)
        radius = min(round_by, 0.499 * wide, 0.499 * high)  # from a half on fpdf2 takes it for a share
        self.pdf.rect(x, y, wide, high, style="F", round_corners=radius > 0, corner_radius=radius)

    def rule(self, y: float, colour: Colour) -> None:
        self.box(LEFT, y, FULL, 0.25, colour)

    def finish(self, foot: str, page_of: Sequence[str]) -> bytes:
        """The file, with the foot and the page's number on every page."""
        for number, words in enumerate(page_of, 1):
            self.pdf.page = number
            self.pdf.set_font(FAMILY, "", 1)  # what was set last was set on another page
            self.pdf.set_fill_color(0)
            self.rule(HIGH - 17, (214, 222, 218))
            self.line(foot, 8.5, HIGH - 15, colour=SOFT)
            self.line(words, 8.5, HIGH - 15, colour=SOFT, align=Align.L)
        self._name_brackets()
        return bytes(self.pdf.output())

    @property
    def pages(self) -> int:
        return self.pdf.pages_count

    def _name_brackets(self) -> None:
        """Lets copied text have its brackets the right way round.

        fpdf2 names a mirrored bracket after the letter it stands for; readers expect its shape, and mirror.
        """
        for font in self.pdf.fonts.values():
            for glyph, _ in font.subset.items():  # type: ignore[union-attr]
                if glyph is None or not isinstance(glyph.unicode, tuple) or len(glyph.unicode) != 1:
                    continue
                letter = chr(glyph.unicode[0])
                if letter in _MIRRORED and font.cmap[ord(letter)] != glyph.glyph_name:  # type: ignore[union-attr]
                    glyph.unicode = (ord(_MIRRORED[letter]),)


def height_of(size: float) -> float:
    """Millimetres that a line of this size takes."""
    return size * _MM * _LEADING


def lines_of(text: str, size: float, room: float = FULL, bold: bool = False) -> list[str]:
    return wrap(text, size * _MM, room, bold)


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Millimetres."""
    return width(text, size * _MM, bold)
