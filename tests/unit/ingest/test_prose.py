from ingest.blocks import BlockKind, Line, Page
from ingest.extracted import read_structure
from ingest.outline import outline_prose, rows_of, split_parts
from ingest.repair import RepairedLine

BODY = (
    "خوشهٔ فرش استان از سال ۱۳۹۰ با همکاری کارگاه‌های \n"
    "کوچک و متوسط و حمایت نهادهای پشتیبان آغاز به \n\n"
    "کار کرد و صادرات مشترک آن افزایش یافت.\n"
)


def structure(text: str) -> list[tuple[BlockKind, str]]:
    found = read_structure([Page(lines=tuple(Line(line) for line in text.split("\n")))])
    return [(block.kind, block.text) for block in found.blocks]


def test_lines_of_a_column_become_one_paragraph() -> None:
    blocks = structure("■ وضعیت خوشه\n" + BODY + "■ نتیجه\n" + BODY)
    assert [kind for kind, _ in blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
    assert blocks[1][1].endswith("افزایش یافت.")


def test_the_author_before_the_text_is_no_part_of_it() -> None:
    page = Page(lines=tuple(Line(line) for line in (" نادری    " + BODY + "■ نتیجه\n" + BODY).split("\n")))
    found = read_structure([page])
    assert found.meta.author == "نادری"
    assert not any("نادری" in block.text for block in found.blocks)


def test_headlines_after_the_body_name_the_document() -> None:
    text = "■ وضعیت خوشه\n" + BODY + "\nگزارشی از یک تجربهٔ تازه\n\nخوشهٔ فرش؛ همکاری کارگاه‌های کوچک\n"
    found = read_structure([Page(lines=tuple(Line(line) for line in text.split("\n")))])
    assert found.meta.title == "خوشهٔ فرش؛ همکاری کارگاه‌های کوچک"
    assert found.meta.extra == (("subtitle", "گزارشی از یک تجربهٔ تازه"),)
    assert found.meta.kind == "article"


def test_bigger_type_makes_headings_by_rank() -> None:
    lines = [Line("گزارش سال", 20.0), Line("تعریف خوشه", 15.0)]
    lines += [Line("خوشه گروهی از کارگاه‌های نزدیک به هم است که با هم کار می‌کنند و کالا می‌فروشند.", 11.0)] * 3
    found = read_structure([Page(number=1, lines=tuple(lines))])
    assert [(block.kind, block.level) for block in found.blocks[:3]] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 1),
    ]


def test_a_paragraph_goes_on_over_the_page_border() -> None:
    first = Page(number=1, lines=(Line("خوشه گروهی از کارگاه‌های نزدیک به هم است که", 11.0),))
    second = Page(number=2, lines=(Line("با هم کار می‌کنند.", 11.0),))
    found = read_structure([first, second])
    assert [(block.text, block.page) for block in found.blocks] == [
        ("خوشه گروهی از کارگاه‌های نزدیک به هم است که با هم کار می‌کنند.", 1)
    ]


def test_lines_set_apart_stay_apart_where_repair_has_joined_the_wrapped_ones() -> None:
    body = RepairedLine("کار خوشه آغاز شد و ادامه یافت.", "کار خوشه آغاز شد \nو ادامه یافت.")
    subtitle = "گزارشی تازه از یک تجربه در استانی که خوشه را خوب شناخت"
    title = "خوشه و بنگاه‌های کوچک؛ همکاری برای صادرات"
    apart = [RepairedLine(text, text) for text in ("", subtitle, "", title)]
    assert [block.text for block in outline_prose(rows_of([body, *apart]))] == [body.text, subtitle, title]


LINE = "کارگروه استانی با ریاست استاندار تشکیل می‌شود و نمایندگان تعاونی‌ها و صیادان در آن هستند."
GOALS, TASKS = "هدف‌های برنامه", "ساختار اجرایی"


def test_short_lines_set_off_over_bullets_and_over_full_lines_are_headings() -> None:
    text = f"برنامه شیلات\n\n{GOALS}\n• نوسازی شناورها\n• کاهش ضایعات\n\n{TASKS}\n{LINE}"
    blocks = structure(text)
    assert [text for kind, text in blocks if kind is BlockKind.HEADING] == [GOALS, TASKS]


def test_a_single_short_line_over_bullets_is_no_heading() -> None:
    blocks = structure(f"{LINE}\n\n{GOALS}\n• نوسازی شناورها\n• کاهش ضایعات")
    assert BlockKind.HEADING not in [kind for kind, _ in blocks]


def test_an_entry_whose_bullet_and_blank_have_moved_begins_no_page() -> None:
    text = f"{GOALS}\nنوسازی شناورها•\n درصد۱۰ کاهش ضایعات تا •\n\n{TASKS}\n{LINE}"
    assert len(split_parts([Line(line) for line in text.split("\n")])) == 1
