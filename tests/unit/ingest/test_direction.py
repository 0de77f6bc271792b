"""Text that a program copied as it stands on paper is read as it was meant; other text is left alone."""

import pytest

from ingest.readers.direction import in_reading_order
from ingest.readers.text import read_text
from tests.unit.repair.texts import SLIDES

VISUAL = {
    "تسا 1381 لاس شرازگ نیا": "این گزارش سال 1381 است",
    "تسا هدش SPX ماظن هب هک": "که به نظام SPX شده است",
    "دوب ۱۴۰۴/۰۸/۲۸ خیرات زا": "از تاریخ ۱۴۰۴/۰۸/۲۸ بود",
    "The Competitive Advantage باتک": "کتاب The Competitive Advantage",
    "تسا (اه‌هناخراک) «هشوخ» نیا": "این «خوشه» (کارخانه‌ها) است",
    "•%۲۰ زا رتمک تارداص": "صادرات کمتر از %۲۰•",
}


def test_a_page_in_visual_order_is_turned_line_by_line() -> None:
    reading = read_text("\n".join(VISUAL).encode())
    assert [line.text for line in reading.pages[0].lines] == list(VISUAL.values())


def test_presentation_forms_in_visual_order_become_letters() -> None:
    lines = ["ﺖﺳﺍ ﻪﺷﻮﺧ ﻦﯾﺍ", "ﺩﻮﺑ ﻪﮐ"]
    assert in_reading_order(lines) == ["این خوشه است", "که بود"]


@pytest.mark.parametrize(
    "lines",
    [
        list(SLIDES),
        list(VISUAL.values()),
        ["واژهٔ «است» از پایان «تسا» و «این» از پایان «نیا» خوانده می‌شود", "این است که بود"],
        ["plain Latin text", ""],
    ],
)
def test_text_in_its_own_order_stays(lines: list[str]) -> None:
    assert in_reading_order(lines) == lines
