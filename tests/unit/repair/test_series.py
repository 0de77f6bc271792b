"""Cells of flattened diagrams as rows."""

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
