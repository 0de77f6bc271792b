"""A Persian page that is only a picture: read by tesseract, doubted in every figure."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image
from rapidfuzz.distance import Levenshtein

from ingest.documents import Parsed, parse_document
from ingest.readers.ocr import read_picture, read_scan, read_scans
from knowledge.deciding import without_unconfirmed
from knowledge.document import Figure, FigureStatus, Item

pytest.importorskip("pytesseract", reason="pytesseract is not installed ([ocr] extra)")
pytestmark = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed ([ocr] extra)"
)

FONT = Path(__file__).parents[2] / "bot" / "web" / "static" / "fonts" / "Vazirmatn-Regular.ttf"
TITLE = "گزارش خوشه‌های صنعتی استان"
LINES = (
    "در سال ۱۴۰۲ شمار خوشه‌های شناسایی‌شده ۵۰۵ خوشه بود.",
    "صادرات خوشه‌ها در همان سال ۱۲ درصد افزایش یافت.",
    "ایجاد شبکه میان بنگاه‌های کوچک",
)
PRINTED = Path(__file__).parents[1] / "unit" / "ingest" / "pdf"
DOTS_TO_POINTS = 200 / 72


def printed() -> bytes:
    paper = FPDF()
    paper.add_page()
    paper.add_font("page", "", FONT)
    paper.set_text_shaping(True)
    for line in (TITLE, *LINES):
        paper.set_font("page", size=22 if line == TITLE else 15)
        paper.multi_cell(0, 14, line, align="R", new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def scanned() -> bytes:
    picture = pypdfium2.PdfDocument(printed())[0].render(scale=DOTS_TO_POINTS).to_pil().convert("L")
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def scanned_pdf() -> bytes:
    paper = FPDF()
    paper.add_page()
    paper.image(io.BytesIO(scanned()), 0, 0, paper.w)
    return bytes(paper.output())


def fax() -> bytes:
    pictures = [Image.open(io.BytesIO(scanned())) for _ in range(3)]
    target = io.BytesIO()
    pictures[0].save(target, "TIFF", save_all=True, append_images=pictures[1:])
    return target.getvalue()


def items_of(parsed: Parsed) -> list[Item]:
    return [item for section in parsed.document.sections[1:] for item in section.items]


def figures_of(parsed: Parsed) -> list[Figure]:
    return [figure for item in items_of(parsed) for figure in item.figures]


@pytest.fixture(scope="module", params=["a.png", "a.pdf"])
def parsed(request: pytest.FixtureRequest) -> Parsed:
    return parse_document(request.param, scanned() if request.param == "a.png" else scanned_pdf())


def test_most_letters_of_a_scan_are_read(parsed: Parsed) -> None:
    read = [item.text for item in items_of(parsed)]
    errors = [min(Levenshtein.distance(line, text) for text in read) for line in LINES]
    assert sum(errors) < 0.15 * sum(map(len, LINES))


def test_lines_of_a_scan_say_how_sure_they_are(parsed: Parsed) -> None:
    assert all(0.3 < item.confidence < 1 for item in items_of(parsed))


def test_every_figure_of_a_scan_waits_for_a_person(parsed: Parsed) -> None:
    figures = figures_of(parsed)
    assert len(figures) >= 2
    assert {figure.status for figure in figures} == {FigureStatus.UNCONFIRMED}


def test_no_answer_can_quote_a_figure_of_a_scan(parsed: Parsed) -> None:
    served = without_unconfirmed(parsed.document)
    quotable = " ".join(item.text for section in served.sections[1:] for item in section.items)
    assert not any(figure.text in quotable for figure in figures_of(parsed))


def test_figures_of_a_text_layer_stand_in_their_order_and_wait_for_a_person(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(scanned())
    subprocess.run(["tesseract", "a.png", "a", "-l", "fas", "pdf"], cwd=tmp_path, check=True)
    parsed = parse_document("a.pdf", (tmp_path / "a.pdf").read_bytes())
    figures = figures_of(parsed)
    assert {"۱۴۰۲", "۵۰۵", "۱۲"} <= {figure.text for figure in figures}
    assert {figure.status for figure in figures} == {FigureStatus.UNCONFIRMED}
    assert all(item.confidence < 1 for item in items_of(parsed))


def test_persian_words_are_not_read_as_latin_ones() -> None:
    page = pypdfium2.PdfDocument(PRINTED / "libreoffice.pdf")[0].render(scale=300 / 72).to_pil()
    read = " ".join(line.text for line in read_scan(page, 1).lines)
    printed = set(re.findall("[A-Za-z]+", (PRINTED / "text.txt").read_text(encoding="utf-8")))
    strange = [word for word in re.findall("[A-Za-z]+", read) if word not in printed]
    assert len(strange) <= 3 and "SPX" in read and "مایکل" in read
    assert not re.search("[\u200e\u200f]", read)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_was_laid_on_its_side_is_read(turned: int) -> None:
    page = pypdfium2.PdfDocument(PRINTED / "libreoffice.pdf")[0].render(scale=200 / 72).to_pil()
    lines = read_scan(page.convert("L").rotate(turned, expand=True), 1).lines
    assert any("متمرکز شده‌اند و محصول" in line.text for line in lines)


def test_every_page_of_a_fax_is_read() -> None:
    reading = read_picture(fax())
    assert [page.number for page in reading.pages] == [1, 2, 3]
    assert len({" ".join(line.text for line in page.lines) for page in reading.pages}) == 1


def test_pages_that_there_is_no_time_for_are_named() -> None:
    picture = Image.open(io.BytesIO(scanned()))
    found = read_scans(range(1, 4), lambda _: picture, seconds=0.0)
    assert not found.pages and [part.page for part in found.left_out] == [1, 2, 3]
