from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from ingest.readers.glyphs import Glyph, read_lines
from ingest.readers.pdf import read_pdf

FILES = Path(__file__).parent / "pdf"
WIDTH = 6.0


def painted(visual: str, size: float = 10.0) -> list[Glyph]:
    """The glyphs of a line as they stand on paper from the left, blanks as white only."""
    return [
        Glyph(char, at * WIDTH, (at + 1) * WIDTH, 100.0, size, at)
        for at, char in enumerate(visual)
        if not char.isspace()
    ]


@pytest.mark.parametrize(
    ("visual", "read"),
    [
        ("هشوخ", "خوشه"),
        ("دش 1381 لاس رد", "در سال 1381 شد"),
        ("تسا SPX ماظن", "نظام SPX است"),
        ("تسا ۱۴۰۴/۰۸/۲۸ خیرات", "تاریخ ۱۴۰۴/۰۸/۲۸ است"),
        ("plain Latin text", "plain Latin text"),
    ],
)
def test_reads_runs_in_their_own_direction(visual: str, read: str) -> None:
    assert [line.text for line in read_lines(painted(visual))] == [read]


@pytest.mark.parametrize("pair", ["()", ")("])
def test_turns_brackets_by_the_white_around_them(pair: str) -> None:
    left, right = pair
    assert read_lines(painted(f"تسا {left}بآ{right} نیا"))[0].text == "این (آب) است"


def test_a_mark_with_its_own_baseline_stays_on_its_letter() -> None:
    glyphs = painted("هناخ")
    glyphs.append(Glyph("\u0654", 1.0, 4.0, 104.5, 10.0, 99))
    assert [line.text for line in read_lines(glyphs)] == ["خانهٔ"]


def test_cells_far_apart_are_lines_of_their_own_from_the_right() -> None:
    glyphs = painted("مود") + [
        Glyph(glyph.char, glyph.left + 200, glyph.right + 200, glyph.baseline, glyph.size, glyph.order + 50)
        for glyph in painted("مکی")
    ]
    assert [line.text for line in read_lines(glyphs)] == ["یکم", "دوم"]


def characters(text: str, half_spaces: bool) -> str:
    kept = text if half_spaces else text.replace("\u200c", "")
    return " ".join(kept.replace("•", " ").split())


@pytest.mark.parametrize("producer", ["chromium", "libreoffice", "weasyprint"])
@pytest.mark.parametrize(("half_spaces", "limit"), [(True, 0.02), (False, 0.002)])
def test_pdf_text_is_read_almost_without_error(producer: str, half_spaces: bool, limit: float) -> None:
    reading = read_pdf((FILES / f"{producer}.pdf").read_bytes())
    read = characters("\n".join(line.text for page in reading.pages for line in page.lines), half_spaces)
    written = characters((FILES / "text.txt").read_text(encoding="utf-8"), half_spaces)
    assert Levenshtein.distance(written, read) / len(written) <= limit
