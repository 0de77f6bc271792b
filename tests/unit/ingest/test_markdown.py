from ingest.blocks import BlockKind
from ingest.readers.markdown import read_markdown, split_front_matter


def blocks(text: str) -> list[tuple[BlockKind, str, int]]:
    reading = read_markdown(text.encode())
    return [(block.kind, block.text, block.level) for page in reading.pages for block in page.blocks]


def test_reads_front_matter_as_text_whatever_it_looks_like() -> None:
    meta, rest = split_front_matter("---\ntitle: گزارش\ndate: 1404-08-28\nnote: الف\n---\nمتن\n")
    assert (meta.title, meta.date, meta.extra, rest) == ("گزارش", "1404-08-28", (("note", "الف"),), "متن\n")


def test_front_matter_that_is_no_yaml_is_read_line_by_line() -> None:
    meta, _ = split_front_matter("---\ntitle: خوشه: راهنما: ۲\nauthor: نادری\n---\n")
    assert (meta.title, meta.author) == ("خوشه: راهنما: ۲", "نادری")


def test_text_stays_exactly_as_written() -> None:
    text = "خوشه‌ها «نوآور» (۳٫۵ درصد) در 1404/08/28 و 3.2.1"
    assert blocks(text) == [(BlockKind.PARAGRAPH, text, 1)]


def test_two_columns_nest_under_a_numbered_step() -> None:
    text = "1. گام نخست\n2. گام دوم\n  - بله\n  - خیر\n3. گام سوم"
    assert blocks(text) == [
        (BlockKind.STEP, "گام نخست", 1),
        (BlockKind.STEP, "گام دوم", 1),
        (BlockKind.BULLET, "بله", 2),
        (BlockKind.BULLET, "خیر", 2),
        (BlockKind.STEP, "گام سوم", 1),
    ]


def test_persian_digits_number_a_list() -> None:
    assert [kind for kind, _, _ in blocks("۱. یک\n۲. دو")] == [BlockKind.STEP, BlockKind.STEP]


def test_a_wrapped_entry_is_one_entry() -> None:
    assert blocks("- سطر نخست\n  سطر دوم\n- دیگر") == [
        (BlockKind.BULLET, "سطر نخست سطر دوم", 1),
        (BlockKind.BULLET, "دیگر", 1),
    ]


def test_code_keeps_its_dashes() -> None:
    assert blocks("```\n- نه فهرست\n```") == [(BlockKind.PARAGRAPH, "- نه فهرست", 1)]


def test_reads_a_pipe_table_with_emphasis_inside() -> None:
    reading = read_markdown("| عنوان | تعداد |\n|---|---|\n| **خوشه** | ۵ |\n".encode())
    assert reading.pages[0].blocks[0].rows == (("عنوان", "تعداد"), ("خوشه", "۵"))


def test_notes_stand_behind_what_they_are_set_to_and_other_brackets_stay() -> None:
    notes = "[^1]: یعنی واحدها\n  و کارگاه‌ها.\n[^2]: در تیر."
    text = f"بنگاه‌ها[^1] همکارند[^x].\n\n- آب[^2]\n- برق\n\nپایان.\n\n{notes}"
    assert [block for _, block, _ in blocks(text)] == [
        "بنگاه‌ها همکارند[^x].",
        "پانوشت «بنگاه‌ها»: یعنی واحدها و کارگاه‌ها.",
        "آب",
        "برق",
        "پانوشت «آب»: در تیر.",
        "پایان.",
    ]


def test_a_picture_is_named_and_the_box_of_a_task_is_no_text() -> None:
    reading = read_markdown("![نقشهٔ خوشه](a.png)\n\n- [x] کار بسته\n- [ ] کار باز".encode())
    assert [block.text for block in reading.blocks()] == ["کار بسته", "کار باز"]
    assert [part.text for part in reading.left_out] == ["نقشهٔ خوشه"]
