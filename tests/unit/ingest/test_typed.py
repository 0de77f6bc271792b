import pytest

from ingest.blocks import Block, BlockKind
from ingest.typed import mark_typed_lists


def marked(*texts: str) -> list[tuple[BlockKind, str]]:
    blocks = [Block(BlockKind.PARAGRAPH, text) for text in texts]
    return [(block.kind, block.text) for block in mark_typed_lists(blocks)]


@pytest.mark.parametrize("mark", ["- ", "•", "– ", "* ", "➢ "])
def test_typed_bullets_are_a_list(mark: str) -> None:
    assert marked("چالش‌ها:", f"{mark}فقر", f"{mark}دوری") == [
        (BlockKind.PARAGRAPH, "چالش‌ها:"),
        (BlockKind.BULLET, "فقر"),
        (BlockKind.BULLET, "دوری"),
    ]


@pytest.mark.parametrize(("one", "two"), [("1- ", "2- "), ("۱) ", "۲) "), ("(۱) ", "(۲) ")])
def test_typed_numbers_that_count_up_are_steps(one: str, two: str) -> None:
    assert marked(f"{one}شناسایی", f"{two}مطالعه") == [
        (BlockKind.STEP, "شناسایی"),
        (BlockKind.STEP, "مطالعه"),
    ]


def test_paragraphs_that_end_no_sentence_are_entries_under_a_lead() -> None:
    kinds = [kind for kind, _ in marked("چالش‌ها:", "فقر", "دوری", "دیگر هیچ.")]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.BULLET, BlockKind.PARAGRAPH]


@pytest.mark.parametrize("text", ["- فقر", "1- شناسایی", "۱۲- ماده", "-۵ درجه"])
def test_a_single_mark_is_no_list(text: str) -> None:
    assert marked(text, "متن.") == [(BlockKind.PARAGRAPH, text), (BlockKind.PARAGRAPH, "متن.")]
