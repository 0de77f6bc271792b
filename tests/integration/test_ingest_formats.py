"""Files of every format, made here with the libraries that write them, read as documents."""

import datetime
import io
import shutil
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import parse_xml
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from ingest.documents import Parsed, parse_document
from knowledge.document import FigureStatus, ItemKind

PRINTED = Path(__file__).parents[1] / "unit" / "ingest" / "pdf"
HTML = """<!doctype html><html lang="fa" dir="rtl"><head><title>نام صفحه</title>
<meta name="author" content="نادری"><script>var x = "خوشه";</script></head><body>
<nav><a href="/">خانه</a></nav><main><h1>خوشهٔ فرش</h1><h2>سودها</h2>
<p>خوشه دو سود دارد. سودها این‌اند:</p><ul><li>خرید مشترک<ul><li>نخ</li></ul></li><li>فروش مشترک</li></ul>
<h2>آمار</h2><table><tr><th>عنوان</th><th>سال ۱۴۰۰ (نفر)</th></tr><tr><td>بافنده</td><td>۱۲</td></tr></table>
</main><footer>پانویس</footer></body></html>"""


OURS = (
    "خوشهٔ صنعتی کفش با همکاری بنگاه‌های کوچک و متوسط استان شکل گرفت و زنجیره ارزش آن کامل شد.",
    "عامل توسعه خوشه با اعتمادآفرینی میان اعضا شبکه‌های همکاری بنگاه‌ها را پدید آورد.",
)
THEIRS = (
    "تیم فوتبال شهر دیشب در ورزشگاه آزادی مقابل حریف خود با نتیجهٔ سه بر یک به برتری رسید و مربی راضی بود.",
    "هواشناسی از بارش باران و وزش باد شدید در نوار شمالی خبر داد و به رانندگان هشدار داد که احتیاط کنند.",
)


def items(parsed: Parsed) -> list[tuple[str, str | None]]:
    return [(item.text, item.lead) for section in parsed.document.sections[1:] for item in section.items]


def test_html_keeps_the_content_and_drops_the_rest() -> None:
    parsed = parse_document("a.html", HTML.encode())
    assert (parsed.document.title, parsed.document.author) == ("خوشهٔ فرش", "نادری")
    assert items(parsed) == [
        ("خوشه دو سود دارد.", None),
        ("نخ", "خرید مشترک"),
        ("فروش مشترک", "سودها این‌اند:"),
        ("بافنده: سال ۱۴۰۰ (نفر) ۱۲", None),
    ]


def test_html_joins_terms_and_drops_marks_of_notes_and_what_nobody_sees() -> None:
    page = """<html><body style="visibility:hidden"><dl><dt>خوشه</dt><dd>گروهی از بنگاه‌ها</dd></dl>
    <p>شمار خوشه‌ها<sup><a href="#n1">[۱]</a></sup> ده است.</p><p hidden>پنهان است.</p>
    <div style="display: none"><p>این هم پنهان است.</p></div><img src="a.png" alt="نمودار رشد خوشه‌ها">
    <img src="b.png" alt="نشان"></body></html>"""
    parsed = parse_document("a.html", page.encode())
    assert [text for text, _ in items(parsed)] == ["خوشه: گروهی از بنگاه‌ها", "شمار خوشه‌ها ده است."]
    named = [part.text for part in parsed.report.left_out]
    assert named == ["پنهان است.", "این هم پنهان است.", "نمودار رشد خوشه‌ها"]


def test_html_and_docx_of_several_articles_keep_those_about_the_field() -> None:
    file = docx.Document()
    page = "<html><body>{}</body></html>"
    for title, text in ((OURS[0], OURS), ("پیروزی در ورزشگاه", THEIRS)):
        file.add_paragraph(title, style="Title")
        for sentence in text:
            file.add_paragraph(sentence)
    articles = [
        f"<article><h2>{text[0]}</h2>" + "".join(f"<p>{each}</p>" for each in text) + "</article>"
        for text in (OURS, THEIRS)
    ]
    for name, data in (("a.docx", saved(file)), ("a.html", page.format("".join(articles)).encode())):
        parsed = parse_document(name, data)
        texts = [text for text, _ in items(parsed)]
        assert texts == list(OURS)
        assert len(parsed.report.left_out) == 1


def test_docx_reads_styles_lists_and_tables_in_the_order_of_the_body() -> None:
    document = docx.Document()
    document.add_heading("راهنمای خوشه", 0)
    document.add_heading("سودها", 1)
    document.add_paragraph("سودها این‌اند:")
    document.add_paragraph("خرید مشترک", style="List Bullet")
    document.add_paragraph("فروش مشترک", style="List Bullet")
    document.add_heading("گام‌ها", 2)
    document.add_paragraph("مطالعه", style="List Number")
    table = document.add_table(rows=2, cols=2)
    cells = [*table.rows[0].cells, *table.rows[1].cells]
    for cell, text in zip(cells, "عنوان تعداد کارگاه ۵".split(), strict=True):
        cell.text = text
    parsed = parse_document("a.docx", saved(document))
    assert parsed.document.title == "راهنمای خوشه"
    assert [(section.title, section.number) for section in parsed.document.sections[1:]] == [
        ("سودها", "1"),
        ("گام‌ها", "1.1"),
    ]
    assert items(parsed) == [
        ("خرید مشترک", "سودها این‌اند:"),
        ("فروش مشترک", "سودها این‌اند:"),
        ("مطالعه", None),
        ("کارگاه: تعداد ۵", None),
    ]
    assert parsed.document.sections[2].items[0].kind is ItemKind.STEP


def test_docx_hangs_the_entries_of_a_deeper_list_style_under_the_one_above() -> None:
    document = docx.Document()
    document.add_heading("زنجیره ارزش", 1)
    for text, style in (("تأمین", "List Bullet"), ("پشم", "List Bullet 2"), ("تولید", "List Bullet")):
        document.add_paragraph(text, style=style)
    assert items(parse_document("a.docx", saved(document))) == [("پشم", "تأمین"), ("تولید", None)]


def test_docx_without_styles_has_its_bold_lines_as_headings() -> None:
    file = docx.Document()
    for text, size in (
        ("گزارش خوشهٔ فرش", 18),
        ("", 0),
        ("چالش‌ها", 12),
        ("- کمبود آب", 0),
        ("- کمبود برق", 0),
    ):
        run = file.add_paragraph().add_run(text)
        run.bold = bool(size)
        if size:
            run.font.size = docx.shared.Pt(size)
    file.add_paragraph("این گزارش کوتاه دربارهٔ کار خوشه‌هاست و پیشنهادی ندارد.")
    document = parse_document("a.docx", saved(file)).document
    assert document.title == "گزارش خوشهٔ فرش"
    assert [section.title for section in document.sections[1:]] == ["چالش‌ها"]
    assert [item.text for item in document.sections[1].items][:2] == ["کمبود آب", "کمبود برق"]


def test_docx_reads_text_boxes_and_content_controls_and_no_table_of_contents() -> None:
    file = docx.Document()
    file.add_heading("چالش‌ها", 1)
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    listed = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    for kind, text in (("", "متن درون کنترل است."), (listed, "فهرست ۱ ۲ ۳")):
        control = (
            f"<w:sdtPr>{kind}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent>"
        )
        file.element.body.insert(1, parse_xml(f'<w:sdt xmlns:w="{word}">{control}</w:sdt>'))
    box = "<w:txbxContent><w:p><w:r><w:t>متن کادر است.</w:t></w:r></w:p></w:txbxContent>"
    run = file.add_paragraph("پیش از کادر.").add_run()
    run._r.append(parse_xml(f'<w:pict xmlns:w="{word}">{box}</w:pict>'))
    texts = [text for text, _ in items(parse_document("a.docx", saved(file)))]
    assert texts == ["متن درون کنترل است.", "پیش از کادر.", "متن کادر است."]


def test_pptx_reads_slides_in_order_and_shapes_from_the_right() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "بازیگران خوشه"
    for left, text in ((2, "مشتریان"), (16, "بنگاه‌ها"), (9, "نهادها")):
        box = slide.shapes.add_textbox(Cm(left), Cm(8), Cm(5), Cm(2))
        box.text_frame.text = text
    listed = deck.slides.add_slide(deck.slide_layouts[1])
    listed.shapes.title.text = "ابزارها"
    body = listed.placeholders[1].text_frame
    body.text = "صادرات:"
    child = body.add_paragraph()
    child.text, child.level = "کنسرسیوم", 1
    listed.notes_slide.notes_text_frame.text = "این یادداشت است."
    parsed = parse_document("a.pptx", saved(deck))
    assert (parsed.document.kind, parsed.document.paged, parsed.report.pages) == ("deck", "slide", 2)
    assert items(parsed) == [
        ("بنگاه‌ها", None),
        ("نهادها", None),
        ("مشتریان", None),
        ("کنسرسیوم", "صادرات:"),
        ("این یادداشت است.", None),
    ]
    assert [section.page for section in parsed.document.sections[1:]] == [1, 2, 2]


# two lists of a slide from left to right, and how they are read: from right to left
COLUMNS = (("روش زیستی", "هزینه کمتر", "فضای بیشتر"), ("روش غشایی", "برق زیاد", "قطعه وارداتی"))
HANGING = [(f"{label}:", line) for label, *lines in reversed(COLUMNS) for line in lines]


def test_pptx_lists_side_by_side_keep_the_bold_line_above_each() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "مقایسه دو روش"
    for left, lines in zip((2, 14), COLUMNS, strict=True):
        frame = slide.shapes.add_textbox(Cm(left), Cm(8), Cm(8), Cm(4)).text_frame
        frame.text = lines[0]
        frame.paragraphs[0].runs[0].font.bold = True
        for line in lines[1:]:
            frame.add_paragraph().text = line
    (section,) = parse_document("a.pptx", saved(deck)).document.sections[-1:]
    assert [(item.lead, item.text) for item in section.items] == HANGING


def test_pptx_lists_side_by_side_hang_under_the_box_above_each() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[4])
    slide.shapes.title.text = "مقایسه دو روش"
    for place, (label, first, second) in zip((1, 3), COLUMNS, strict=True):
        slide.placeholders[place].text_frame.text = label
        frame = slide.placeholders[place + 1].text_frame
        frame.text = first
        frame.add_paragraph().text = second
    (section,) = parse_document("a.pptx", saved(deck)).document.sections[-1:]
    assert [(item.lead, item.text) for item in section.items] == HANGING


def test_pptx_says_which_slides_are_hidden_and_joins_them_to_none() -> None:
    deck = pptx.Presentation()
    for title, entry in (("چالش‌ها", "فقر"), ("چالش‌ها (ادامه)", "تورم")):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text_frame.text = entry
    slide._element.set("show", "0")
    shown, hidden = parse_document("a.pptx", saved(deck)).document.sections[1:]
    assert (shown.title, [item.text for item in shown.items]) == ("چالش‌ها", ["فقر"])
    assert "(اسلاید پنهان)" in hidden.title
    assert [item.text for item in hidden.items] == ["تورم"]


def test_pptx_joins_continued_slides_draws_charts_as_tables_and_names_pictures(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    for title, entry in (("چالش‌ها", "فقر"), ("چالش‌ها (ادامه)", "دوری"), ("چالش‌ها", "تورم")):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text_frame.text = entry
    drawn = deck.slides.add_slide(deck.slide_layouts[5])
    drawn.shapes.title.text = "وضعیت"
    data = CategoryChartData()
    data.categories = ["۱۴۰۱", "۱۴۰۲"]
    data.add_series("صادرات (دلار)", (15, 21.5))
    drawn.shapes.add_chart(XL_CHART_TYPE.LINE, Cm(1), Cm(5), Cm(12), Cm(8), data)
    picture = tmp_path / "map.png"
    Image.new("RGB", (40, 40)).save(picture)
    drawn.shapes.add_picture(str(picture), Cm(14), Cm(5), Cm(6), Cm(6))
    parsed = parse_document("a.pptx", saved(deck))
    challenges, status = parsed.document.sections[1:]
    assert [(item.text, item.page) for item in challenges.items] == [("فقر", 1), ("دوری", 2), ("تورم", 3)]
    assert [item.text for item in status.items] == ["۱۴۰۱: صادرات (دلار) 15", "۱۴۰۲: صادرات (دلار) 21.5"]
    figure = status.items[1].figures[0]
    assert (figure.unit, figure.year, figure.counts) == ("دلار", "1402", "صادرات")
    assert [(part.text, part.page) for part in parsed.report.left_out] == [("map.png", 4)]


def test_xlsx_shows_percents_and_dates_as_the_sheet_does_and_names_formulas_without_a_result() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("شاخص", "رشد", "تاریخ"), ("خوشه", 0.175, datetime.date(2024, 3, 1)), ("جمع", "=B2", None)):
        sheet.append(row)
    sheet["B2"].number_format = "0.0%"
    parsed = parse_document("a.xlsx", saved(book))
    assert items(parsed)[0] == ("خوشه: رشد 17.5٪، تاریخ 2024/03/01", None)
    assert [part.text for part in parsed.report.left_out] == ["=B2"]


def test_pptx_reads_a_table_and_the_shapes_of_a_group_from_the_right() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "آمار خوشه‌ها"
    table = slide.shapes.add_table(2, 3, Cm(2), Cm(5), Cm(18), Cm(3)).table
    for row, cells in enumerate((("ردیف", "عنوان", "سال ۱۴۰۱"), ("۱", "خوشه‌های فعال", "۵۴"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    group = slide.shapes.add_group_shape()
    for left, text in ((3, "دوم"), (12, "نخست")):
        group.shapes.add_textbox(Cm(left), Cm(12), Cm(5), Cm(2)).text_frame.text = text
    read = items(parse_document("a.pptx", saved(deck)))
    assert read[0][0].startswith("خوشه‌های فعال")
    assert "۵۴" in read[0][0]
    assert [text for text, _ in read[1:]] == ["نخست", "دوم"]


def test_xlsx_reads_a_section_a_sheet_and_a_row_a_sentence() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "آمار"
    for row in (("ردیف", "شهر", "خوشه‌ها"), (1, "یزد", 12), (2, "تبریز", 30.0)):
        sheet.append(row)
    parsed = parse_document("a.xlsx", saved(book))
    assert parsed.document.sections[1].title == "آمار"
    assert items(parsed) == [("یزد: خوشه‌ها 12", None), ("تبریز: خوشه‌ها 30", None)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_csv_finds_its_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (("شهر", "شمار"), ("يزد", "12"), ("تبريز", "30")))
    assert [text for text, _ in items(parse_document("a.csv", text.encode(encoding)))] == [
        "یزد: شمار 12",
        "تبریز: شمار 30",
    ]


@pytest.mark.parametrize("producer", ["chromium", "libreoffice", "weasyprint"])
def test_pdf_gives_title_sections_and_list(producer: str) -> None:
    path = PRINTED / f"{producer}.pdf"
    document = parse_document("a.pdf", path.read_bytes()).document
    assert document.title == "گزارش برنامهٔ توسعهٔ خوشه‌های کسب‌وکار"
    assert [section.number for section in document.sections] == ["0", "1", "2", "3"]
    assert [len(section.items) for section in document.sections[1:]] == [4, 3, 3]
    assert {item.page for section in document.sections[1:] for item in section.items} == {1}


def test_pdf_parts_the_columns_of_a_table_by_its_borders_and_entries_by_their_last_line() -> None:
    path = PRINTED / "tight.pdf"
    _, opening, challenges, figures, proposals = parse_document("a.pdf", path.read_bytes()).document.sections
    assert [len(part.items) for part in (opening, challenges, figures, proposals)] == [2, 3, 3, 3]
    assert [item.lead for item in challenges.items] == ["مهم‌ترین چالش‌ها عبارت‌اند از:"] * 3
    assert figures.items[1].text == "اشتغال (نفر): سال ۱۴۰۱ ۱٬۲۰۰، سال ۱۴۰۲ ۱٬۵۰۰، درصد رشد ۲۵٪"
    assert {item.kind for item in proposals.items} == {ItemKind.STEP}


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed ([ocr] extra)")
def test_figures_of_a_scan_are_unconfirmed() -> None:
    pytest.importorskip("pytesseract", reason="pytesseract is not installed ([ocr] extra)")
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (1600, 400), 255)
    font = ImageFont.load_default(size=60)
    drawing = ImageDraw.Draw(picture)
    drawing.text((40, 60), "Clusters identified by 2015: 505", fill=0, font=font)
    drawing.text((40, 200), "Networks supported by now: 511", fill=0, font=font)
    target = io.BytesIO()
    picture.save(target, "PNG")
    parsed = parse_document("a.png", target.getvalue())
    figures = [f for s in parsed.document.sections for item in s.items for f in item.figures]
    assert figures
    assert {figure.status for figure in figures} == {FigureStatus.UNCONFIRMED}


def saved(thing: object) -> bytes:
    target = io.BytesIO()
    thing.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


MERGED = (("استان", "شمار", ""), ("", "۱۴۰۰", "۱۴۰۱"), ("یزد", "۵", "۷"))
MERGED_HTML = """<html><body><table><tr><th rowspan="2">استان</th><th colspan="2">شمار</th></tr>
<tr><th>۱۴۰۰</th><th>۱۴۰۱</th></tr><tr><td>یزد</td><td>۵</td><td>۷</td></tr></table></body></html>"""


def fill(table: Any) -> None:
    """Writes MERGED into a table of Word or PowerPoint."""
    for at, row in enumerate(MERGED):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))


def merged_docx() -> bytes:
    file = docx.Document()
    fill(file.add_table(rows=3, cols=3))
    return saved(file)


def merged_pptx() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "آمار"
    fill(slide.shapes.add_table(3, 3, 0, Cm(4), Cm(20), Cm(6)).table)
    return saved(deck)


def merged_xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in MERGED:
        book.active.append([cell or None for cell in row])
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:XFD1")
    book.create_sheet("پنهان").sheet_state = "hidden"
    book["پنهان"].append(["رمز", "عدد"])
    return saved(book)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", merged_docx()),
        ("a.pptx", merged_pptx()),
        ("a.xlsx", merged_xlsx()),
        ("a.html", MERGED_HTML.encode()),
    ],
)
def test_values_under_merged_headers_have_their_years(name: str, data: bytes) -> None:
    parsed = parse_document(name, data)
    (row,) = [item for section in parsed.document.sections[1:] for item in section.items]
    assert row.text == "یزد: شمار ۱۴۰۰ ۵، شمار ۱۴۰۱ ۷"
    assert [(figure.value, figure.year) for figure in row.figures] == [("5", "1400"), ("7", "1401")]
    assert [part.text for part in parsed.report.left_out] == (["پنهان"] if name == "a.xlsx" else [])


def test_slides_printed_to_pdf_are_read_as_the_slides() -> None:
    parsed = parse_document("a.pdf", (PRINTED / "deck.pdf").read_bytes())
    *_, challenges, proposals, achievements = parsed.document.sections
    assert [section.title for section in (challenges, proposals, achievements)] == [
        "چالش‌ها",
        "پیشنهادها",
        "دستاوردها",
    ]
    assert parsed.document.title == "برنامهٔ توسعهٔ خوشه‌های صنعتی"
    assert len(challenges.items) == 5  # with those of the slide that goes on
    assert challenges.items[1].text == "ضعف ارائه‌دهندگان خدمات توسعهٔ کسب‌وکار (BDSP)"  # justified with strokes
    assert [item.text for item in achievements.items] == [
        "تعداد شبکه‌ها: قبل از پروژه 214، در حال حاضر 511، درصد افزایش 138",
        "تعداد BDSP های درگیر: قبل از پروژه 475، در حال حاضر 1427، درصد افزایش 200",
        "صادرات (دلار): قبل از پروژه 1997298، در حال حاضر 2100580، درصد افزایش 5",
    ]
