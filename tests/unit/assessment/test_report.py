"""The report: what can be read out of the file again, and where it stands on the page."""

from dataclasses import replace

import pypdfium2
import pytest
from PIL import ImageChops

from bot.assessment import captions, texts
from bot.assessment.report import print_report
from bot.assessment.result import Result
from bot.assessment.sheet import Sheet
from ingest.readers.pdf import read_pdf
from knowledge.document import Citation
from tests.results import CITATION, WORDS, earlier, sample

MARGIN, HIGH = 18 / 25.4 * 72, 297 / 25.4 * 72  # points
HAMZA = "\u0654"  # the mark in «صفحهٔ»


def text_of(content: bytes) -> str:
    """As our own reader of PDF documents reads it, lines joined."""
    reading = read_pdf(content)
    lines = [line for page in reading.pages for line in page.lines]
    cells = (" ".join([line.text, *(cell for row in line.table for cell in row)]) for line in lines)
    return words(" ".join(cells))


def pages(content: bytes) -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(content))


def words(text: str) -> str:
    return " ".join(text.replace("\u2066", "").replace("\u2069", "").split())


@pytest.fixture(scope="module")
def report() -> bytes:
    return print_report(sample(warned=True), earlier())


def test_everything_of_the_result_can_be_read_from_the_file_in_logical_order(report: bytes) -> None:
    text, result = text_of(report), sample(warned=True)
    assert result.verdict is not None
    expected = [
        result.title,
        "۱ آذر ۱۴۰۵",
        "نسخهٔ ۱ پرسشنامه",
        result.verdict.title,
        captions.narrative(result),
        result.warnings[0].text,
        f"{CITATION.title}، {CITATION.locator}",
        *(dimension.title for dimension in result.dimensions),
        *(action.text for action in result.actions),
        *(captions.stage(action.stage, action.dimension) for action in result.actions),
        f"«{CITATION.quote}»",
        *(answer.question for answer in result.answers),
        *(answer.words for answer in result.answers),
        captions.HOW_TO_READ,
        captions.earlier(earlier().taken_at),
    ]
    assert [missing for missing in expected if words(missing) not in text] == []


def test_the_table_goes_from_right_to_left_in_the_order_of_the_dimensions(report: bytes) -> None:
    (table,) = (line.table for page in read_pdf(report).pages for line in page.lines if line.table)
    assert table[0] == tuple(name for name in captions.COLUMNS if name)
    assert [row[:3] for row in table[1:]] == [
        ("مکان و همسایگان قوی‌ترین", "۸۲", "۷۸"),
        ("اعتماد و همکاری ضعیف‌ترین", "۳۵", "۳۵"),
        ("زنجیرهٔ تأمین و مواد اولیه", "۵۸", "۴۶"),
        ("خدمات توسعهٔ کسب‌وکار و نهادهای پشتیبان", "۴۷", "۵۲"),
        ("بازار، برند و صادرات", "۶۴", "۴۰"),
        ("مهارت، نوآوری و فناوری", "۷۱", "۶۰"),
        (f"مدیریت، مالی و آمادگی دیجیتال {captions.NO_SCORE}", "—", "۳۰"),
    ]


def test_every_page_has_its_number_and_nothing_leaves_the_page(report: bytes) -> None:
    found = pages(report)
    assert len(found) >= 2
    for number, page in enumerate(found, 1):
        content = page.get_textpage()
        for at in range(content.count_chars()):
            left, bottom, right, top = content.get_charbox(at)
            if right - left > 0:
                assert left >= MARGIN - 3
                assert right <= page.get_width() - MARGIN + 3
                assert bottom > 12
                assert top < HIGH - 12
        assert captions.page(number, len(found)).replace(HAMZA, "") in text_of_page(report, number)


def text_of_page(content: bytes, number: int) -> str:
    """With its foot, which our own reader leaves out; pdfium puts marks beside the letter before theirs."""
    text = pypdfium2.PdfDocument(content)[number - 1].get_textpage().get_text_range()
    return str(text).replace(HAMZA, "")


def test_vowel_marks_stand_above_and_below_their_letters() -> None:
    """Seen in pixels: the mark of «رِ» lies below its letter, where «ر» alone has nothing."""

    def lowest(word: str) -> int:
        sheet = Sheet("x", sample().taken_at)
        sheet.line(word, 60, 40)
        page = pypdfium2.PdfDocument(sheet.finish("", []))[0].render(scale=1, grayscale=True).to_pil()
        box = ImageChops.invert(page.convert("L")).getbbox()
        assert box is not None
        return int(box[3])

    assert lowest("آبِ") > lowest("آب") + 3
    assert lowest("درِ") > lowest("در") + 3


def test_a_result_without_a_verdict_says_so_and_proposes_nothing() -> None:
    text = text_of(print_report(sample((None,) * 7, None)))
    assert captions.NO_VERDICT in text
    assert captions.NO_PLAN in text
    assert captions.OUT_OF not in text


def test_a_result_of_another_version_beside_it_is_said() -> None:
    assert texts.OTHER_VERSION in text_of(print_report(sample(), replace(earlier(), version="0")))
    assert texts.OTHER_VERSION not in text_of(print_report(sample(), earlier()))


def test_a_first_result_has_no_column_to_compare() -> None:
    text = text_of(print_report(sample()))
    assert "پیشین" not in text
    assert "تغییر" not in text


def odd(text: str) -> Result:
    """A result with this text wherever a document or a person may have put one."""
    result = sample(warned=True)
    citation = Citation("x.md", text, text, text)
    return replace(
        result,
        actions=tuple(replace(action, text=text, citation=citation) for action in result.actions),
        answers=tuple(replace(answer, words=text) for answer in result.answers),
        dimensions=tuple(replace(dimension, title=text) for dimension in result.dimensions),
        warnings=tuple(replace(warned, text=text, citation=citation) for warned in result.warnings),
    )


@pytest.mark.parametrize(
    "text",
    [
        "متن **پررنگ** و <b>تگ</b> و (پرانتز",
        "Cluster Development Programme (2019), p. 3",
        "۳٫۲ میلیارد ریال",
        "وا" * 120,
        "😀 نشان",
        "x",
        " ".join(WORDS),
    ],
)
def test_any_text_prints(text: str) -> None:
    assert print_report(odd(text), earlier()).startswith(b"%PDF")


def test_a_quote_longer_than_a_page_is_printed_whole() -> None:
    quote = " ".join(f"جملهٔ شمارهٔ {WORDS[n % 5]}" for n in range(150))
    action = replace(sample().actions[0], citation=replace(CITATION, quote=quote))
    text = text_of(print_report(replace(sample(), actions=(action,))))
    assert text.count("جملهٔ شمارهٔ") == 150


def test_a_step_in_the_document_s_own_words_is_not_quoted_once_more() -> None:
    action = replace(sample().actions[0], text=CITATION.quote)
    text = text_of(print_report(replace(sample(), actions=(action,))))
    assert text.count(CITATION.quote.partition(" (")[0]) == 1
    assert f"{CITATION.title}، {CITATION.locator}" in text


def test_the_same_result_prints_the_same_file() -> None:
    first, second = print_report(sample()), print_report(sample())
    assert first == second


def test_a_band_that_a_gate_holds_down_is_not_told_as_if_it_were_earned() -> None:
    free, held = sample(warned=False), sample(warned=True)
    assert free.verdict is not None and held.verdict is not None
    assert captions.narrative(free) == free.verdict.narrative
    assert held.verdict.title in captions.narrative(held) != held.verdict.narrative
