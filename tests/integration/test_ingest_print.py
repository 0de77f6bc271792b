"""Printed pages as programs lay them out: columns, drawn tables, tables without lines, lists over a page."""

from pathlib import Path
from textwrap import wrap

import pytest
from fpdf import FPDF

from ingest.documents import Parsed, parse_document

FONT = Path(__file__).parents[2] / "bot" / "web" / "static" / "fonts" / "Vazirmatn-Regular.ttf"
ROWS = (
    ("استان", "شمار در ۱۴۰۱", "شمار در ۱۴۰۲"),
    ("یزد", "۱۲", "۱۵"),
    ("خراسان رضوی", "۲۲", "۲۷"),
    ("آذربایجان شرقی", "۳۱", "۳۴"),
)
RIGHT = (
    "خوشه‌های صنعتی کشور در این سال با دشواری‌های",
    "فراوان روبه‌رو بودند و با این همه صادرات آن‌ها در",
    "بازارهای همسایه افزایش یافت و بنگاه‌های کوچک و",
    "متوسط در شبکه‌های همکاری گرد آمدند تا با هم کار",
    "کنند و هزینهٔ خرید مواد اولیه را میان خود بخش کنند.",
)
LEFT = (
    "نهادهای پشتیبان در آموزش نیروی انسانی و یافتن بازار",
    "به بنگاه‌ها یاری دادند و اتاق بازرگانی نمایشگاه‌های",
    "مشترک برگزار کرد تا فروش محصولات خوشه‌ها در بازار",
    "کشورهای همسایه بیشتر شود و برندهای مشترک در آن",
    "بازارها شناخته شوند و جایگاه خود را نگه دارند.",
)


def paper() -> FPDF:
    page = FPDF()
    page.add_font("page", "", FONT)
    page.set_text_shaping(True)
    page.add_page()
    page.set_font("page", size=11)
    return page


def put(page: FPDF, text: str, right: float, y: float) -> None:
    """A line that ends at `right`, in mm."""
    page.set_xy(right - page.get_string_width(text) - 2 * page.c_margin, y)
    page.cell(text=text)


def read(page: FPDF) -> Parsed:
    return parse_document("a.pdf", bytes(page.output()))


def texts(parsed: Parsed) -> list[str]:
    return [item.text for section in parsed.document.sections[1:] for item in section.items]


def test_two_columns_are_read_one_after_the_other_though_a_line_stands_over_the_gutter() -> None:
    page = paper()
    put(page, "گزارش سالانهٔ خوشه‌ها", 125, 12)
    for at, (right, left) in enumerate(zip(RIGHT, LEFT, strict=True)):
        put(page, right, 195, 40 + 6 * at)
        put(page, left, 98, 41 + 6 * at)  # columns seldom stand level
    put(page, "۱", 108, 270)
    said = " ".join(texts(read(page)))
    assert " ".join(RIGHT) in said and " ".join(LEFT) in said
    assert said.index(RIGHT[0]) < said.index(LEFT[0])


def test_wide_lines_above_and_below_columns_break_no_sentence_of_them_and_stand_in_none() -> None:
    page = paper()
    wide = " ".join(LEFT[3:])
    put(page, wide, 195, 20)
    for at, (right, left) in enumerate(zip(RIGHT, LEFT, strict=True)):
        put(page, right, 195, 40 + 6 * at)
        put(page, left, 98, 42 + 6 * at)
    put(page, "آگهی مزایده", 195, 90)
    put(page, wide, 195, 110)
    said = texts(read(page))
    assert said == [wide, " ".join(RIGHT), " ".join(LEFT), "آگهی مزایده", wide]


def test_letters_that_never_join_an_alef_with_madda_keep_their_half_space() -> None:
    page = paper()
    words = "ماشین‌آلات دانش‌آموختگان خوش‌آوازه مآخذ قرآن"
    put(page, f"{words}.", 195, 40)
    assert texts(read(page)) == [f"{words}."]


def test_the_number_of_the_only_page_is_left_out() -> None:
    page = paper()
    put(page, RIGHT[0], 195, 40)
    page.set_auto_page_break(False)
    put(page, "صفحه ۱ از ۱", 110, 285)
    parsed = read(page)
    assert texts(parsed) == [RIGHT[0]]
    assert [part.text for part in parsed.report.left_out] == ["صفحه ۱ از ۱"]


def test_cells_of_a_drawn_table_stay_apart_however_near_its_lines_are() -> None:
    page = paper()
    for at, row in enumerate(ROWS):
        for column, text in enumerate(row):
            left, top, width, height = 150 - 45 * column, 30 + 6 * at, 45, 6
            page.rect(left, top, width, height)
            middle = left + width / 2 if at == 0 else left + width - 3 - page.get_string_width(text) / 2
            put(page, text, middle + page.get_string_width(text) / 2 + page.c_margin, top - 1)
    parsed = read(page)
    assert texts(parsed) == [
        "یزد: شمار در ۱۴۰۱ ۱۲، شمار در ۱۴۰۲ ۱۵",
        "خراسان رضوی: شمار در ۱۴۰۱ ۲۲، شمار در ۱۴۰۲ ۲۷",
        "آذربایجان شرقی: شمار در ۱۴۰۱ ۳۱، شمار در ۱۴۰۲ ۳۴",
    ]
    years = [
        figure.year
        for section in parsed.document.sections
        for item in section.items
        for figure in item.figures
    ]
    assert years == ["1401", "1402"] * 3


def test_rows_of_a_table_without_lines_keep_their_own_numbers() -> None:
    page = paper()
    for at, row in enumerate(ROWS[1:]):
        for column, text in enumerate(row):
            put(page, text, 190 - 50 * column, 30 + 5 * at)
    assert texts(read(page)) == ["یزد: ۱۲، ۱۵", "خراسان رضوی: ۲۲، ۲۷", "آذربایجان شرقی: ۳۱، ۳۴"]


def test_a_list_goes_on_over_the_end_of_a_page() -> None:
    page = paper()
    put(page, "گام‌های کار این‌اند:", 190, 240)
    put(page, "1. شناسایی خوشه", 190, 250)
    put(page, "2. مطالعهٔ شناختی", 190, 260)
    page.add_page()
    put(page, "3. تدوین برنامهٔ عمل", 190, 30)
    assert texts(read(page))[-3:] == ["شناسایی خوشه", "مطالعهٔ شناختی", "تدوین برنامهٔ عمل"]


def test_the_boxes_of_a_diagram_are_no_sentence() -> None:
    page = paper()
    put(page, "فرایند توسعهٔ خوشه", 190, 20)
    steps = ("شناسایی خوشه", "مطالعهٔ شناختی", "برنامهٔ عمل", "ارزیابی کار")
    for at, text in enumerate(steps):
        page.rect(155 - 45 * at, 50, 36, 12)
        put(page, text, 188 - 45 * at, 53)
    assert [text for text in texts(read(page)) if text in steps] == list(steps)


@pytest.mark.parametrize("first", [2, 3])  # rows on the first page, with the header
def test_a_table_that_goes_on_over_a_page_keeps_its_header(first: int) -> None:
    page = paper()
    rows = (("ردیف", *ROWS[0]), *((str(at), *row) for at, row in enumerate(ROWS[1:], start=1)))
    for at, row in enumerate(rows):
        if at == first:
            page.add_page()
        top = 30 + 6 * (at if at < first else at - first)
        for column, text in enumerate(row):
            page.rect(155 - 45 * column, top, 45, 6)
            put(page, text, 195 - 45 * column, top - 1)
    assert texts(read(page)) == [
        "یزد: شمار در ۱۴۰۱ ۱۲، شمار در ۱۴۰۲ ۱۵",
        "خراسان رضوی: شمار در ۱۴۰۱ ۲۲، شمار در ۱۴۰۲ ۲۷",
        "آذربایجان شرقی: شمار در ۱۴۰۱ ۳۱، شمار در ۱۴۰۲ ۳۴",
    ]


def test_three_columns_are_read_from_the_right_with_a_heading_at_the_foot_of_one() -> None:
    page = paper()
    page.set_font("page", size=24)
    put(page, "رؤیای نیمه‌تمام خوشه‌ها", 160, 15)
    page.set_font("page", size=10)
    lines = wrap(" ".join(RIGHT + LEFT), 34)
    for right in (200, 135, 70):
        for at, line in enumerate(lines):
            put(page, line, right, 40 + 5 * at)
    page.set_font("page", size=14)
    put(page, "بخش تازه", 200, 40 + 5 * len(lines))
    said = texts(read(page))
    whole = " ".join(RIGHT + LEFT)
    assert " ".join(said).count(whole) == 3
    sections = read(page).document.sections[1:]
    assert [len(section.items) for section in sections if section.title == "بخش تازه"] == [2 * len(said) // 3]


def test_drawn_bullets_part_entries_and_hang_those_set_in_under_the_entry_above() -> None:
    page = paper()
    page.set_fill_color(0, 0, 0)
    entries = [
        ("کمبود سرمایه در گردش بنگاه‌ها", 0),
        ("فرسودگی شبکه توزیع آب", 0),
        ("هدررفت آب شهری", 8),
        ("نبود کنتور هوشمند", 8),
        ("ناهماهنگی دستگاه‌ها", 0),
    ]
    for at, (text, indent) in enumerate(entries):
        put(page, text, 190 - indent, 40 + 6 * at)
        page.ellipse(191.5 - indent, 42 + 6 * at, 1.2, 1.2, style="F")
    read_items = [
        (item.text, item.lead) for section in read(page).document.sections[1:] for item in section.items
    ]
    assert read_items == [
        ("کمبود سرمایه در گردش بنگاه‌ها", None),
        ("هدررفت آب شهری", "فرسودگی شبکه توزیع آب"),
        ("نبود کنتور هوشمند", "فرسودگی شبکه توزیع آب"),
        ("ناهماهنگی دستگاه‌ها", None),
    ]


def test_columns_of_lists_are_read_one_after_the_other() -> None:
    page = paper()
    right = [*RIGHT, "آموزش", "خرید مشترک", "فروش", "نمایشگاه", "اعتماد"]
    left = [*LEFT, "صندوق", "بیمه", "برند مشترک", "پژوهش", "مشاوره"]
    for at, (one, other) in enumerate(zip(right, left, strict=True)):
        put(page, one, 195, 40 + 6 * at)
        put(page, other, 98, 42.5 + 6 * at)
    put(page, "گزارش", 195, 160)
    said = " ".join(texts(read(page)))
    assert said.index("اعتماد") < said.index(LEFT[0]) < said.index("صندوق")


@pytest.mark.parametrize("entries", [3, 5])
def test_lists_side_by_side_are_no_table_and_keep_their_headings(entries: int) -> None:
    page = paper()
    put(page, "قوت‌ها", 195, 30)
    put(page, "ضعف‌ها", 95, 30)
    strong = ["بافندگان ماهر", "مواد اولیه طبیعی", "شهرت جهانی", "طرح‌های گوناگون", "بازار بزرگ"]
    weak = ["قیمت بالای فرش", "نبود بیمه", "ضعف بازاریابی", "کپی‌برداری از طرح", "کمبود سرمایه"]
    for at, (one, other) in enumerate(zip(strong[:entries], weak[:entries], strict=True)):
        put(page, f"• {one}", 192, 40 + 6 * at)
        put(page, f"• {other}", 92, 40 + 6 * at)
    said = " ".join(texts(read(page)))
    assert said.index(strong[entries - 1]) < said.index(weak[0]) and ":" not in said
    assert "قوت‌ها ضعف‌ها" not in " ".join(section.title for section in read(page).document.sections)
