from dataclasses import replace
from pathlib import Path

import pytest
from fpdf import FPDF
from rapidfuzz.distance import Levenshtein

from ingest.readers.glyphs import read_lines
from ingest.readers.pdf import read_pdf
from ingest.readers.white import WORD_GAP, Glyph, find_word_gap

FILES = Path(__file__).parent / "pdf"
FONT = Path(__file__).parents[3] / "bot" / "web" / "static" / "fonts" / "Vazirmatn-Regular.ttf"
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


def test_persian_that_was_set_from_the_left_is_read_from_there() -> None:
    texts = ["گزارش خوشه‌های صنعتی", "که در سال ۱۴۰۲ برای همه (SME) بود", "این گزارش از سال پیش است"]
    paper = FPDF()
    paper.add_page()
    paper.add_font("page", "", FONT)
    paper.set_font("page", size=14)  # without text shaping letters stand as they are stored
    for text in texts:
        paper.cell(0, 10, text, new_x="LMARGIN", new_y="NEXT")
    reading = read_pdf(bytes(paper.output()))
    assert [line.text for line in reading.pages[0].lines if line.text] == texts


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
@pytest.mark.parametrize(("half_spaces", "limit"), [(True, 0.005), (False, 0.002)])
def test_pdf_text_is_read_almost_without_error(producer: str, half_spaces: bool, limit: float) -> None:
    reading = read_pdf((FILES / f"{producer}.pdf").read_bytes())
    read = characters("\n".join(line.text for page in reading.pages for line in page.lines), half_spaces)
    written = characters((FILES / "text.txt").read_text(encoding="utf-8"), half_spaces)
    assert Levenshtein.distance(written, read) / len(written) <= limit


def test_letters_that_do_not_touch_have_a_half_space_between_them() -> None:
    touching = [Glyph(char, 30.0 - at * 10, 40.0 - at * 10, 100.0, 10.0, at) for at, char in enumerate("بها")]
    assert read_lines(touching)[0].text == "بها"
    # the same places, but the ink of the second letter stays away from the first
    apart = [
        replace(glyph, ink=(glyph.left, glyph.right - inset))
        for glyph, inset in zip(touching, (0.0, 1.5, 0.0), strict=True)
    ]
    assert read_lines(apart)[0].text == "ب\u200cها"


def test_a_printed_table_is_one_and_columns_of_text_are_read_one_after_the_other() -> None:
    lines = [line for page in read_pdf((FILES / "table.pdf").read_bytes()).pages for line in page.lines]
    (table,) = [line.table for line in lines if line.table]
    assert table[0] == ("ردیف", "عنوان شاخص", "سال ۱۴۰۰", "سال ۱۴۰۱ (نفر)")
    assert [row[2:] for row in table[1:]] == [("۱۲۰", "۱۴۵"), ("۳۰", "۴۲"), ("۱۱", "۱۹")]
    text = " ".join(" ".join(line.text for line in lines).replace("\u200c", "").split())
    assert "اعتماد میان اعضا را پدید میآورد. در بسیاری از کشورها تجربه نشان" in text


def test_strokes_of_justified_lines_that_have_no_letter_part_no_word() -> None:
    lines = read_pdf((FILES / "justified.pdf").read_bytes()).pages[0].lines
    assert [line.text for line in lines if line.text] == [
        "گزارش سالانهٔ توسعهٔ خوشه‌ها",
        "بنگاه‌های کوچک و متوسط برای خرید مشترک مواد اولیه صندوقی تشکیل دادند که ۷۴ عضو",
        "دارد. شورای برنامه‌ریزی استان گزارش سالانهٔ خوشه‌ها را در سال ۱۴۰۲ تصویب کرد و بودجهٔ",
        "آن را ۳۲ درصد افزایش داد؛ با این حال اعتماد میان اعضا هنوز کم است.",
    ]


def test_the_clear_gap_around_the_usual_one_ends_words_though_a_wider_one_lies_beyond() -> None:
    row: list[Glyph] = []
    left = 0.0
    for at, white in enumerate((0.13, 0.18, 0.21, 0.26, 0.3)):
        row += [Glyph("ر", left, left + 5, 0, 10, at)]
        left += 5 + 10 * white
    border = find_word_gap([[*row, Glyph("ر", left, left + 5, 0, 10, 9)]])
    assert 0.18 < border < 0.21
    assert find_word_gap([row[:2]]) == WORD_GAP
