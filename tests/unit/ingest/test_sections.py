from ingest.console import full_items
from ingest.passages import lines_of
from ingest.readers.markdown import read_markdown
from ingest.sections import BACKGROUND, OPENING, make_sections
from knowledge.document import ItemKind, Section, Topic


def sections(text: str, title: str | None = None) -> tuple[Section, ...]:
    return make_sections("doc", read_markdown(text.encode()).blocks(), title)


def test_takes_over_printed_numbers() -> None:
    found = sections("## ۱. مقدمه\n### ۱.۱. هدف\n## ۲. پایان")
    assert [(section.number, section.title, section.level) for section in found] == [
        ("1", "مقدمه", 1),
        ("1.1", "هدف", 2),
        ("2", "پایان", 1),
    ]


def test_counts_where_numbers_repeat_and_leaves_them_in_the_title() -> None:
    found = sections("# الف\n## ۱. یک\n# ب\n## ۱. دو")
    assert [(section.number, section.title) for section in found] == [
        ("1", "الف"),
        ("1.1", "۱. یک"),
        ("2", "ب"),
        ("2.1", "۱. دو"),
    ]


def test_a_level_that_is_left_out_makes_no_gap() -> None:
    found = sections("# الف\n#### ب")
    assert [section.level for section in found] == [1, 2]
    assert found[1].path == ("الف", "ب")


def test_text_before_the_first_heading_is_kept() -> None:
    found = sections("# عنوان\n\nپیش‌درآمد.\n\n## بخش\n\nمتن.", title="عنوان")
    assert [(section.title, len(section.items)) for section in found] == [(OPENING, 1), ("بخش", 1)]


def test_an_opening_that_goes_on_to_the_past_is_parted_there() -> None:
    found = sections("خوشه سیاستی است.\n\nدر دهه ۱۳۸۰ خوشه‌ها آمدند.\n\nامید بود.\n\n# بخش\n\nمتن.")
    assert [(section.title, section.topic, len(section.items)) for section in found[:2]] == [
        (OPENING, Topic.DEFINITION, 1),
        (BACKGROUND, Topic.HISTORY, 2),
    ]


def test_a_paragraph_that_defines_stays_in_the_opening() -> None:
    found = sections("خوشه سیاستی است.\n\nدر دهه ۱۳۸۰ مفهوم خوشه آمد.\n\n# بخش\n\nمتن.")
    assert [section.title for section in found] == [OPENING, "بخش"]


def test_an_opening_without_headings_after_it_stays_whole() -> None:
    assert [s.title for s in sections("خوشه سیاستی است.\n\nدر دهه ۱۳۸۰ خوشه‌ها آمدند.")] == [OPENING]


def test_no_section_stands_under_the_opening() -> None:
    found = sections("پیش‌درآمد.\n\n## یک\n\nمتن.\n\n### دو\n\nمتن.")
    assert [section.path for section in found] == [(OPENING,), ("یک",), ("یک", "دو")]


def test_a_lead_that_is_a_sentence_stands_among_the_full_items() -> None:
    (section,) = sections("# بخش\n\nبنگاه‌ها به دلایل زیر نیازمند حمایت هستند:\n\n- فقر\n- دوری")
    assert full_items(section) == ["بنگاه‌ها به دلایل زیر نیازمند حمایت هستند", "فقر", "دوری"]


def test_an_entry_with_entries_under_it_stands_once() -> None:
    (section,) = sections("# مراحل\n\n1. آیا می‌صرفد؟\n   - بله: اجرا\n   - خیر: بازنگری\n2. اجرا")
    assert full_items(section).count("آیا می‌صرفد؟") == 1
    assert lines_of(section).count("آیا می‌صرفد؟") == 1


def test_the_line_before_a_list_is_the_lead_of_its_entries() -> None:
    (section,) = sections("# بخش\n\nخوشه سود دارد. سودها این‌اند:\n\n- یکم\n- دوم\n\nو دیگر هیچ.")
    assert [(item.text, item.lead) for item in section.items] == [
        ("خوشه سود دارد.", None),
        ("یکم", "سودها این‌اند:"),
        ("دوم", "سودها این‌اند:"),
        ("و دیگر هیچ.", None),
    ]


def test_an_entry_with_entries_under_it_leads_them_and_is_none_itself() -> None:
    (section,) = sections("# بخش\n\n- صادرات:\n  - کنسرسیوم\n- اعتبار:\n  - تضمین")
    assert [(item.text, item.lead) for item in section.items] == [
        ("کنسرسیوم", "صادرات:"),
        ("تضمین", "اعتبار:"),
    ]


def test_a_step_with_branches_stays_a_step() -> None:
    (section,) = sections("# مراحل\n\n1. آیا می‌ارزد؟\n    - بله: ادامه\n    - خیر: توقف\n2. اجرا")
    assert [(item.kind, item.lead) for item in section.items] == [
        (ItemKind.STEP, None),
        (ItemKind.BULLET, "آیا می‌ارزد؟"),
        (ItemKind.BULLET, "آیا می‌ارزد؟"),
        (ItemKind.STEP, None),
    ]


def test_a_table_row_reads_as_a_sentence_with_its_figures() -> None:
    (section,) = sections(
        "# وضعیت\n\n| ردیف | عنوان | سال ۱۴۰۰ |\n|---|---|---|\n| ۱ | تعداد مراکز (نفر) | ۱۲ |\n"
    )
    (item,) = section.items
    assert (item.kind, item.text) == (ItemKind.ROW, "تعداد مراکز (نفر): سال ۱۴۰۰ ۱۲")
    (figure,) = item.figures
    assert (figure.value, figure.unit, figure.year, figure.counts) == ("12", "نفر", "1400", "تعداد مراکز")


def test_item_ids_are_distinct_and_start_with_their_section() -> None:
    found = sections("# الف\n\nیک دو. سه چهار.\n\n# ب\n\nپنج شش.")
    ids = [item.id for section in found for item in section.items]
    assert len(set(ids)) == 3
    assert all(item.id.startswith(f"{section.id}/") for section in found for item in section.items)


def test_a_section_of_a_chapter_of_challenges_is_one_of_them() -> None:
    found = sections("# چالش‌ها\n\n## ضعف ابزار\n\nمتن است.\n\n# ابزارها\n\nمتن است.")
    assert [section.topic for section in found] == [Topic.CHALLENGES, Topic.CHALLENGES, Topic.TOOLS]


def test_enumerated_sub_sections_are_the_list_of_their_section() -> None:
    found = sections(
        "## سه مانع\n### الف) کمبود آب\nآب نیست.\n### ب) کمبود برق\nبرق نیست.\n### ج) کمبود راه\nراه نیست.\n"
        "## پایان\n### راه\nمتن."
    )
    assert [item.text for item in found[0].items] == ["کمبود آب", "کمبود برق", "کمبود راه"]
    assert {item.lead for item in found[0].items} == {"سه مانع:"}
    assert found[4].items == ()


def test_a_section_with_a_list_of_its_own_gets_no_other() -> None:
    found = sections("## دو راه\n- این\n- آن\n### الف) این\nیک.\n### ب) آن\nدو.\n### ج) هیچ\nسه.")
    assert [item.text for item in found[0].items] == ["این", "آن"]


def test_a_heading_that_continues_an_earlier_one_adds_to_its_list() -> None:
    found = sections("## موانع\n- یک\n- دو\n## راه‌ها\n- سه\n## موانع (ادامه)\n- چهار\n## پایان\nمتن.")
    assert [(section.title, len(section.items)) for section in found] == [
        ("موانع", 3),
        ("راه‌ها", 1),
        ("پایان", 1),
    ]


def test_a_heading_that_continues_none_stays() -> None:
    found = sections("## موانع\n- یک\n## راه‌ها (ادامه)\n- دو")
    assert [section.title for section in found] == ["موانع", "راه‌ها (ادامه)"]
