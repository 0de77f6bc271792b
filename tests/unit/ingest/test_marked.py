from ingest.blocks import Block, BlockKind, Meta
from ingest.marked import repair_marked
from knowledge.decisions import NONE

ARABIC = "كمبود نقدينگي بنگاه هاي كوچك"
PERSIAN = "کمبود نقدینگی بنگاه‌های کوچک"


def test_arabic_letters_of_a_marked_block_are_mended_and_its_own_are_kept() -> None:
    found = repair_marked([Block(BlockKind.BULLET, ARABIC, page=3)], NONE)
    (block,) = found.blocks
    assert (block.text, block.original, block.page) == (PERSIAN, ARABIC, 3)
    assert [(change.kind, change.original) for change in found.changes] == [("letters", ARABIC)]
    assert [line.text for line in found.lines] == [PERSIAN]


def test_cells_of_a_table_are_mended() -> None:
    table = Block(BlockKind.TABLE, rows=(("چالش", "دستگاه"), (ARABIC, "بانك مركزي")))
    assert repair_marked([table], NONE).blocks[0].rows[1] == (PERSIAN, "بانک مرکزی")


def test_a_sound_document_comes_back_as_it_is() -> None:
    blocks = [Block(BlockKind.HEADING, "چالش‌ها"), Block(BlockKind.PARAGRAPH, "خوشه  سود دارد ؛ بسیار.")]
    found = repair_marked(blocks, NONE)
    assert (found.blocks, found.changes, found.lines) == (blocks, [], [])


def test_a_few_arabic_letters_in_a_persian_file_are_mended_and_an_arabic_quotation_is_not() -> None:
    persian = [Block(BlockKind.PARAGRAPH, "کشور یک برنامهٔ ملی یکپارچه برای کارآفرینی دارد.")] * 3
    slip, quotation = "آموزش نيروي انساني", "إِنَّ الله يحب المتقين"
    blocks = [*persian, *(Block(BlockKind.BULLET, text) for text in (slip, quotation))]
    texts = [block.text for block in repair_marked(blocks, NONE).blocks[3:]]
    assert texts == ["آموزش نیروی انسانی", quotation]


def test_a_title_changes_as_its_heading_does() -> None:
    found = repair_marked([Block(BlockKind.HEADING, ARABIC)], NONE)
    assert found.meta(Meta(title=ARABIC, author="علي كريمي")) == Meta(title=PERSIAN, author="علی کریمی")
