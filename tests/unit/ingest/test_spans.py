"""Tables with merged cells, as people make them, keep each value under its headers."""

import pytest

from ingest.errors import FileTooLarge
from ingest.readers.spans import Cell, lay_out


def plain(*rows: str) -> list[Cell]:
    return [Cell(text, at, column) for at, row in enumerate(rows) for column, text in enumerate(row.split())]


def test_a_plain_table_stays_as_it_is() -> None:
    laid = lay_out(plain("استان شمار", "یزد ۵", "فارس ۳"))
    assert laid.rows == (("استان", "شمار"), ("یزد", "۵"), ("فارس", "۳"))
    assert laid.captions == ()


@pytest.mark.parametrize("height", [1, 2])
def test_headers_of_two_rows_become_one(height: int) -> None:
    header = [Cell("استان", 0, 0, height=height), Cell("شمار", 0, 1, width=2)]
    years = [Cell("۱۴۰۰", 1, 1), Cell("۱۴۰۱", 1, 2)]
    body = [Cell(text, 2, column) for column, text in enumerate(("یزد", "۵", "۷"))]
    rows = lay_out([*header, *years, *body]).rows
    assert rows == (("استان", "شمار ۱۴۰۰", "شمار ۱۴۰۱"), ("یزد", "۵", "۷"))


def test_a_header_over_two_columns_of_values_takes_no_value_for_a_header() -> None:
    header = [Cell("استان", 0, 0), Cell("نشانی", 0, 1, width=2)]
    body = [Cell(text, 1, column) for column, text in enumerate(("یزد", "میبد", "صنعت"))]
    assert lay_out([*header, *body]).rows == (("استان", "نشانی", "نشانی"), ("یزد", "میبد", "صنعت"))


def test_a_label_over_several_rows_is_said_in_each_and_a_group_once() -> None:
    header = plain("استان شهر شمار")
    group = [Cell("گروه نخست", 1, 0, width=3)]
    body = [Cell("یزد", 2, 0, height=2), Cell("میبد", 2, 1), Cell("۵", 2, 2)]
    body += [Cell("اردکان", 3, 1), Cell("۷", 3, 2)]
    rows = lay_out([*header, *group, *body]).rows[1:]
    assert rows == (("گروه نخست", "", ""), ("یزد", "میبد", "۵"), ("یزد", "اردکان", "۷"))


def test_a_title_over_the_whole_table_is_its_caption_however_far_it_reaches() -> None:
    body = [Cell(cell.text, cell.row + 1, cell.column) for cell in plain("استان شمار", "یزد ۵")]
    laid = lay_out([Cell("آمار خوشه‌ها", 0, 0, width=16_384), *body])
    assert laid.captions == ("آمار خوشه‌ها",)
    assert laid.rows == (("استان", "شمار"), ("یزد", "۵"))


def test_a_table_that_no_memory_holds_is_refused() -> None:
    with pytest.raises(FileTooLarge):
        lay_out([Cell("الف", 1_000_000, 0), Cell("ب", 0, 10_000)])
