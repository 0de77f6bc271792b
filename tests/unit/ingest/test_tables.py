import pytest

from ingest.tables import read_rows


@pytest.mark.parametrize(
    "rows",
    [
        (("سال ۱۴۰۲", "سال ۱۴۰۱", "شاخص"), ("۲۴", "۲۰", "خوشه"), ("۹", "۷", "شهرک")),
        (("سال ۱۴۰۲", "سال ۱۴۰۱", "شاخص", "ردیف"), ("۲۴", "۲۰", "خوشه", "۱"), ("۹", "۷", "شهرک", "۲")),
    ],
)
def test_labels_in_the_last_column_come_first(rows: tuple[tuple[str, ...], ...]) -> None:
    texts = [row.text for row in read_rows(rows)]
    assert texts == ["خوشه: سال ۱۴۰۱ ۲۰، سال ۱۴۰۲ ۲۴", "شهرک: سال ۱۴۰۱ ۷، سال ۱۴۰۲ ۹"]


def test_labels_in_the_first_column_stay() -> None:
    rows = (("سال", "شهر", "شمار"), ("۱۴۰۱", "یزد", "۵"), ("۱۴۰۲", "قم", "۹"))
    assert [row.text for row in read_rows(rows)] == ["۱۴۰۱: شهر یزد، شمار ۵", "۱۴۰۲: شهر قم، شمار ۹"]
