"""Slides as extraction leaves them, written for these tests."""

from collections.abc import Sequence

from ingest.blocks import Block, BlockKind, Line
from ingest.documents import parse_document
from ingest.outline import Layout, Slide, guess_layout, outline_slides, rows_of, split_parts
from ingest.repair import RepairedLine


def outline(text: str) -> list[Block]:
    parts = split_parts([Line(line) for line in text.split("\n")])
    return outline_slides(
        [Slide(rows_of([RepairedLine(line.text, line.text) for line in part.lines])) for part in parts]
    )


def shown(blocks: Sequence[Block]) -> list[tuple[str, str, int]]:
    return [(block.kind.value, block.text, block.level) for block in blocks]


def kinds(blocks: Sequence[Block]) -> list[BlockKind]:
    """Of all blocks below the title."""
    return [block.kind for block in blocks[1:]]


def test_blank_lines_part_slides() -> None:
    parts = split_parts([Line(line) for line in "یک\n\nالف\n\n\n\nدو\n\nب".split("\n")])
    assert [part.lines[0].text for part in parts] == ["یک", "دو"]


def test_a_title_that_starts_with_the_form_feeds_blank_starts_a_slide() -> None:
    parts = split_parts([Line(line) for line in "یک\n\nالف\nب\n دو\n\nج".split("\n")])
    assert [part.lines[0].text.strip() for part in parts] == ["یک", "دو"]


def test_many_short_parts_are_slides() -> None:
    slide = "عنوان\n\nمورد نخست\n\nمورد دوم\n\n\n\n"
    assert guess_layout(split_parts([Line(line) for line in (slide * 6).split("\n")])) is Layout.SLIDES
    prose = "این یک جملهٔ کامل است.\n" * 8 + "\n\n"
    assert guess_layout(split_parts([Line(line) for line in (prose * 5).split("\n")])) is Layout.PROSE


def test_a_continued_slide_joins_the_one_it_continues() -> None:
    blocks = outline(
        "موانع کار\n\n•کمبود آب\n•کمبود برق\n\n\n\nسود کار\n\n•درآمد\n•آبرو\n\n\n\n"
        "موانع کار (ادامه)\n\n•کمبود راه\n"
    )
    assert [block.text for block in blocks] == [
        "موانع کار",
        "کمبود آب",
        "کمبود برق",
        "کمبود راه",
        "سود کار",
        "درآمد",
        "آبرو",
    ]


def test_dashes_under_bullets_are_the_second_level() -> None:
    blocks = outline("ابزارها\n\nدر صادرات:•\nکنسرسیوم–\nنمایشگاه–\nدر اعتبار:•\nتضمین–")
    assert shown(blocks)[1:] == [
        ("bullet", "در صادرات:", 1),
        ("bullet", "کنسرسیوم", 2),
        ("bullet", "نمایشگاه", 2),
        ("bullet", "در اعتبار:", 1),
        ("bullet", "تضمین", 2),
    ]


def test_entries_that_end_in_semicolons_hang_under_the_line_before_them() -> None:
    blocks = outline(
        "سودها\n\nکاهش هزینه از راه:\n\nخرید گروهی؛\n\nانبار مشترک؛\n\nفروش گروهی؛\n\n"
        "آبروی بیشتر\n\nکار پایدار"
    )
    assert [(block.text, block.level) for block in blocks[1:]] == [
        ("کاهش هزینه از راه:", 1),
        ("خرید گروهی", 2),
        ("انبار مشترک", 2),
        ("فروش گروهی", 2),
        ("آبروی بیشتر", 1),
        ("کار پایدار", 1),
    ]


def test_entries_without_a_number_hang_under_the_numbered_one_that_ends_in_a_colon() -> None:
    blocks = outline(
        "بستر کار\n\nاعتماد میان اعضا سبب می‌شود که:1.\n\n"
        "کارها تخصصی شود و فرصت‌های تازه برای همه پدید آید.\n\n"
        "هزینه‌ها کم شود.\n\nنیروی کار آزموده در محل هست.2."
    )
    assert [(block.text, block.level) for block in blocks[1:]] == [
        ("اعتماد میان اعضا سبب می‌شود که:", 1),
        ("کارها تخصصی شود و فرصت‌های تازه برای همه پدید آید.", 2),
        ("هزینه‌ها کم شود.", 2),
        ("نیروی کار آزموده در محل هست.", 1),
    ]


def test_a_title_inside_a_slide_begins_a_section_of_its_own() -> None:
    blocks = outline(
        "تاریخچه توسعه خوشه‌ها در جهان\n\nتوسعه خوشه‌ها از شمال ایتالیا و سال‌های پایانی سده بیستم آغاز شد.\n\n"
        "نمونه طرح‌های توسعه در چند کشور\n\nخوشه کفش در برزیل\n\nخوشه پارچه در هند\n\nخوشه چاقو در آلمان"
    )
    assert [(block.kind, block.level) for block in blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.PARAGRAPH, 1),
        (BlockKind.HEADING, 2),
        *[(BlockKind.BULLET, 1)] * 3,
    ]


def test_a_closing_sentence_is_no_entry_of_the_list() -> None:
    blocks = outline(
        "تعریف\n\nگروهی از کارگاه‌ها که:\n\nبه هم نزدیک‌اند،\n\nبا هم همکارند،\n\nرقیب هم‌اند.\n\n"
        "این گروه از کارگاه‌ها در زبان سیاست‌گذاران صنعتی کشور خوشه نام دارد."
    )
    assert kinds(blocks) == [BlockKind.PARAGRAPH, *[BlockKind.BULLET] * 3, BlockKind.PARAGRAPH]


def test_a_short_sentence_behind_the_end_of_a_list_is_no_entry_of_it() -> None:
    blocks = outline("تعریف\n\nگروهی که:\n\nبه هم نزدیک‌اند،\n\nبا هم همکارند.\n\nاین گروه خوشه نام دارد.")
    assert kinds(blocks) == [BlockKind.PARAGRAPH, *[BlockKind.BULLET] * 2, BlockKind.PARAGRAPH]


def test_the_verb_under_a_list_completes_the_lead_that_waits_for_it() -> None:
    blocks = outline("نوآوری\n\nدر خوشه از راه:\n\nگفت‌وگو؛\n\nسفر؛\n\nآزمایش؛\n\nنوآوری آسان می‌شود.")
    assert [(block.kind, block.text) for block in blocks[1:]] == [
        (BlockKind.PARAGRAPH, "در خوشه از راه این موارد، نوآوری آسان می‌شود:"),
        (BlockKind.BULLET, "گفت‌وگو"),
        (BlockKind.BULLET, "سفر"),
        (BlockKind.BULLET, "آزمایش"),
    ]


def test_a_line_between_stars_is_no_entry_of_a_marked_list() -> None:
    blocks = outline("شرایط\n\nآب کافی•\nراه هموار•\n\n**خوشه به‌سختی ساخته می‌شود**")
    assert (blocks[-1].kind, blocks[-1].text) == (BlockKind.PARAGRAPH, "خوشه به‌سختی ساخته می‌شود")


def test_numbered_rows_are_a_table_with_its_year() -> None:
    blocks = outline(
        "آمار طرح\n\nوضعیت سال\n\n(تعداد)1399\nعنوان ردیف\n\n"
        "61 کارگاه‌ها 1\n\n17 آموزشگاه‌ها 2\n\nنفر230 مربیان 3"
    )
    assert blocks[1].rows == (
        ("عنوان", "وضعیت سال 1399 (تعداد)"),
        ("کارگاه‌ها", "61"),
        ("آموزشگاه‌ها", "17"),
        ("مربیان", "230 نفر"),
    )


def test_cells_run_together_are_split_or_said_to_be_unreadable() -> None:
    blocks = outline(
        "نتایج طرح\n\nشرح نتایج\nپیش از طرح\n\nاکنون\n\nدرصد افزایش\n\n"
        "%20030050شمار کارگاه‌ها\n\n%400700175شمار مربیان\n\n%8712341شمار وام‌ها"
    )
    rows = blocks[1].rows
    assert rows[1] == ("شمار کارگاه‌ها", "200", "300", "50٪", "بازسازی‌شده: ۲۰۰ ← ۳۰۰ = ۵۰٪")
    assert rows[2][1] == "(رقم ناخوانا)"


def test_a_flattened_process_comes_back_in_order_with_its_branches() -> None:
    blocks = outline(
        "فرایند کار\n\nامکان‌سنجی خوشه‌های برگزیده\n\nانتخاب خوشه\n\nآیا خوشه توجیه دارد؟\n\nاجرای پروژه\n\n"
        "نظارت بر کار\n\nاعتمادسازی\n\nمطالعه شناختی\n\nتدوین برنامه عمل\n\nخروج عامل\n\nخیر بازنگری"
    )
    assert [block.text for block in blocks if block.kind is BlockKind.STEP] == [
        "انتخاب خوشه",
        "امکان‌سنجی خوشه‌های برگزیده",
        "آیا خوشه توجیه دارد؟",
        "اجرای پروژه",
        "مطالعه شناختی",
        "اعتمادسازی",
        "تدوین برنامه عمل",
        "نظارت بر کار",
        "خروج عامل",
    ]
    assert "خیر: بازنگری" in [block.text for block in blocks if block.level == 2]


def test_a_process_whose_first_step_stands_for_its_title_gets_one() -> None:
    steps = "انتخاب خوشه\n\nامکان‌سنجی\n\nاجرای پروژه\n\nاعتمادسازی\n\nمطالعه شناختی\n\nخروج عامل"
    assert [block.text for block in outline(f"شناسایی خوشه‌ها\n\n{steps}")[:3]] == [
        "فرایند توسعه خوشه‌ای",
        "شناسایی خوشه‌ها",
        "انتخاب خوشه",
    ]
    assert outline(f"مراحل شناسایی خوشه\n\n{steps}")[0].text == "مراحل شناسایی خوشه"


def test_leaked_links_become_a_list_under_their_folder() -> None:
    blocks = outline("نمودار\n\nالف\n\nپوشهٔ ارائه/راهنمای یکم.pptx\nپوشهٔ ارائه/راهنمای دوم.pptx")
    assert shown(blocks)[-4:] == [
        ("heading", "پیوندها", 2),
        ("paragraph", "پوشهٔ ارائه:", 1),
        ("bullet", "راهنمای یکم", 1),
        ("bullet", "راهنمای دوم", 1),
    ]


def test_numbered_boxes_are_read_in_order() -> None:
    blocks = outline("نمودار\n\nسطح ملی\n\n2کارگاه 1کارگاه  4کارگاه\n\nچیز دیگر")
    assert "کارگاه 1، کارگاه 2، کارگاه 4" in [block.text for block in blocks]


def test_a_contents_slide_makes_chapters() -> None:
    slides = [
        "فهرست\n\n•مبانی کار\n•موانع کار\n•سود کار",
        "تعریف کار\n\n•الف\n•ب",
        "موانع کار\n\n•ج\n•د",
        "سود کار\n\n•ه\n•و",
    ]
    blocks = outline("\n\n\n\n".join(slides))
    assert [(block.text, block.level) for block in blocks if block.kind is BlockKind.HEADING] == [
        ("فهرست", 1),
        ("مبانی کار", 1),
        ("تعریف کار", 2),
        ("موانع کار", 1),
        ("سود کار", 1),
    ]


def test_a_continued_slide_goes_on_with_the_list_in_whole_sentences_too() -> None:
    sentence = "اداره‌های هر شهر هر سال برنامهٔ آموزش کارگاه‌های کوچک را با هم بنویسند و به اجرا برسانند."
    blocks = outline(
        f"پیشنهادهای ما\n\n•راه تازه\n•پول تازه\n\n\n\nپیشنهادهای ما (ادامه)\n\n{sentence}\n\nکار تازه\n"
    )
    assert kinds(blocks) == [BlockKind.BULLET] * 4


def test_labels_set_apart_are_gathered_by_their_name() -> None:
    blocks = outline("سطح‌های کار\n\nبخش ۱\n\nبخش ۲، بخش ۳ \n\nواحد ۲، واحد ۳\n\nکشور\n")
    assert [block.text for block in blocks[1:]] == ["بخش ۱، بخش ۲، بخش ۳", "واحد ۲، واحد ۳", "کشور"]


def test_labels_of_latin_names_are_one_series() -> None:
    blocks = outline("الگو\n\nBDSP\nB\n\nBDSP\nA\n\nBDSP\nC\n\nبازار")
    assert blocks[1].text == "BDSP A، BDSP B، BDSP C"


def test_a_label_on_the_line_of_another_box_joins_its_series() -> None:
    blocks = outline("سطوح\n\nکارگاه 1 دارای\n\nهدف مشترک•\n\nمشخصات مشترک•\n\nکارگاه 2، کارگاه 3")
    texts = [block.text for block in blocks]
    assert "کارگاه 1، کارگاه 2، کارگاه 3" in texts and "دارای:" in texts


def test_short_entries_set_apart_stay_entries_although_one_is_the_widest() -> None:
    entries = [
        "ضمانت‌نامه برای شرکت در مناقصه",
        "خرید دولتی محصولات فناورانه",
        "بیمه مسئولیت کیفیت محصول",
    ]
    found = outline("\n\n".join(["ابزارها", *entries]))
    assert [block.text for block in found[1:]] == entries


def test_an_entry_that_a_wider_line_of_the_deck_shows_unbroken_stays_one() -> None:
    entries = ["سپردن فروش عسل به شرکت‌های تازه‌کار و تعاونی‌های محلی", "پرورش ملکه در سه ایستگاه"]
    slide = "\n\n".join(["راه‌ها", *entries])
    wide = "زنبورداران هر شهر می‌توانند کندوهای خود را در تابستان به دامنه‌های خنک کوهستان ببرند"
    assert [block.text for block in outline(slide)[1:]] == [" ".join(entries)]
    assert [block.text for block in outline(f"{slide}\n\n\n\nکوچ\n\n{wide}")[1:3]] == entries


def test_a_row_that_ends_in_a_figure_ends_its_entry() -> None:
    wide = "تعداد کارگاه‌های صنایع دستی دارای مجوز فعالیت در سراسر کشور 187"
    found = outline(f"وضعیت کارگاه‌ها\n\n{wide}\n\nآموزش‌دیدگان دوره‌های بازاریابی 2450 نفر")
    assert [block.text for block in found[1:]] == [wide, "آموزش‌دیدگان دوره‌های بازاریابی 2450 نفر"]


def test_a_page_that_begins_with_an_entry_takes_on_the_list_of_the_slide_before() -> None:
    texts = (["پیشنهادها", "•آموزش", "•بیمه"], ["•صندوق مشترک"], ["سپاس"])
    slides = [
        Slide(rows_of([RepairedLine(line, line) for line in lines]), page=page)
        for page, lines in enumerate(texts, start=1)
    ]
    blocks = outline_slides(slides)
    assert [(block.text, block.page) for block in blocks if block.kind is BlockKind.BULLET] == [
        ("آموزش", 1),
        ("بیمه", 1),
        ("صندوق مشترک", 2),
    ]
    assert [block.text for block in blocks if block.kind is BlockKind.HEADING] == ["پیشنهادها", "سپاس"]


def test_a_deck_as_bare_text_is_named_by_its_cover() -> None:
    slides = ["برنامهٔ بهبود زنبورستان‌ها\n\nدر استان یزد", "چالش‌ها\n\nکمبود گل\n\nگرمای هوا"]
    slides += [f"گام {number}\n\nدیدن کندوها\n\nگرفتن عسل" for number in ("یک", "دو", "سه")]
    document = parse_document("a7.txt", "\n\n\n\n".join(slides).encode()).document
    assert document.title == "برنامهٔ بهبود زنبورستان‌ها در استان یزد"
    assert [section.title for section in document.sections[1:3]] == ["چالش‌ها", "گام یک"]
    uncovered = parse_document("a7.txt", "\n\n\n\n".join(slides[1:]).encode()).document
    assert uncovered.title == "a7"
