"""Cells of flattened diagrams as rows."""

import pytest

from ingest.repair import Damage, RepairedLine
from ingest.repair.series import gather_series


def gathered(*texts: str) -> list[str]:
    return [line.text for line in gather_series([RepairedLine(text, text) for text in texts])]


def test_boxes_of_one_label_become_a_row_in_their_order() -> None:
    boxes = ("مشاور A", "", "مشاور B", "", "مشاور D", "مشاور C")
    assert gathered("نهادها", "", *boxes, "", "پایان") == [
        "نهادها",
        "",
        "مشاور A، مشاور B، مشاور C، مشاور D",
        "",
        "پایان",
    ]


def test_a_box_that_says_one_word_only_is_counted_not_read() -> None:
    assert gathered("تعاونی تعاونی", "", "تعاونی تعاونی تعاونی", "بازار") == [
        "تعاونی، تعاونی، تعاونی، تعاونی، تعاونی",
        "بازار",
    ]


def test_a_row_that_begins_at_two_finds_its_first_cell() -> None:
    lines = ("ملی", "تعاونی 1 دارای", "• سرمایه مشترک", "تعاونی 2، تعاونی 3، ...، تعاونی N")
    assert gathered(*lines) == [
        "ملی",
        "تعاونی 1، تعاونی 2، تعاونی 3، ...، تعاونی N",
        "دارای",
        "• سرمایه مشترک",
    ]


def test_cells_are_set_in_order_of_their_numbers_not_of_their_digits() -> None:
    boxes = [f"مشاور {number}" for number in (10, 2, 1, 9, 11)]
    assert gathered(*boxes) == ["مشاور 1، مشاور 2، مشاور 9، مشاور 10، مشاور 11"]


def test_a_row_finds_every_cell_that_it_lacks() -> None:
    lines = ("تعاونی 2 دارای", "• سرمایه مشترک", "تعاونی 1", "بازار", "تعاونی 3، تعاونی 5", "تعاونی 4")
    assert gathered(*lines) == [
        "تعاونی 1، تعاونی 2، تعاونی 3، تعاونی 4، تعاونی 5",
        "دارای",
        "• سرمایه مشترک",
        "بازار",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("تعاونی 2، تعاونی 3", "بازار"),
        ("تعاونی 1 در شمال", "تعاونی 1 در جنوب", "تعاونی 2، تعاونی 3"),
        ("سال 1", "تعاونی 8، تعاونی 9"),
    ],
)
def test_a_row_stays_as_it_is_where_a_cell_is_not_found_for_certain(lines: tuple[str, ...]) -> None:
    assert gathered(*lines) == list(lines)


def test_lines_of_a_list_that_only_begin_alike_stay() -> None:
    lines = ("تعاونی 1 در شمال", "تعاونی 2 در جنوب", "سال 1401", "بازار بازار است", "بازار", "بازار")
    assert gathered(*lines) == list(lines)


def test_two_boxes_are_no_row() -> None:
    assert gathered("پیوست A", "پیوست B") == ["پیوست A", "پیوست B"]


def test_a_row_keeps_what_was_extracted_and_says_that_it_is_one() -> None:
    boxes = [RepairedLine(f"مشاور {letter}", f"{letter} مشاور") for letter in "ABC"]
    row = gather_series(boxes)[0]
    assert row.original == "A مشاور\nB مشاور\nC مشاور"
    assert [repair.kind for repair in row.repairs] == [Damage.CELLS]
