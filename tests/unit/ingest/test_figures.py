import pytest

from ingest.figures import canonical, find_figures, hide_unreadable, prove_growth
from ingest.years import year_named_in
from knowledge.document import FigureStatus


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("تنها ۲۰درصد ماند", "20", "درصد"),
        ("رشد ۱۳۸٪ بود", "138", "درصد"),
        ("بودجهٔ 1,250,000 دلار", "1250000", "دلار"),
        ("مبلغ ۳٫۵ میلیون ریال", "3.5", "میلیون ریال"),
        ("۱۱۰۶ نفر آموزش دیدند", "1106", "نفر"),
        ("در سال ۱۴۰۲ آغاز شد", "1402", "سال"),
        ("روزانه ۱۲۵۰۰ متر مکعب پساب", "12500", "متر مکعب"),
        ("دیواری ۳ متری", "3", "متر"),
    ],
)
def test_reads_value_and_unit(text: str, value: str, unit: str) -> None:
    (figure,) = find_figures(text)
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize("comparator", ["کمتر از", "بیش از", "حدود", "حداقل"])
def test_keeps_the_comparator(comparator: str) -> None:
    (figure,) = find_figures(f"این رقم {comparator} ۳۰ خوشه بود")
    assert figure.comparator == comparator


def test_a_figure_carries_the_year_of_its_sentence() -> None:
    year, count = find_figures("در سال ۱۴۰۱ تعداد ۵۰۵ خوشه شناسایی شد")
    assert (year.unit, year.year) == ("سال", None)
    assert (count.value, count.year, count.counts) == ("505", "1401", "خوشه")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("فاز نخست در ۷ قطب از ۲۰۰۵ آغاز شد", ["2005"]),
        ("در آغاز ۳۰۰ خوشه بود، اما تا سال ۱۴۰۲ تنها ۲۰ درصد ماند", [None, "1402"]),
        ("از ۲٫۵ میلیون دلار در سال ۱۳۹۸ به ۴٫۱ میلیون دلار در سال ۱۴۰۱ رسید", ["1398", "1401"]),
        ("در سال ۱۳۹۸ تعداد ۱۰ کارگاه و در سال ۱۴۰۱ تعداد ۲۰ کارگاه", ["1398", "1401"]),
        ("در سال‌های ۱۳۸۱ تا ۱۳۸۵ تعداد ۳۰ کارگاه", [None]),
        ("به ۲۰۰۰ نفر در ۱۴ استان", [None, None]),
    ],
)
def test_a_figure_has_the_year_that_is_said_of_it(text: str, years: list[str | None]) -> None:
    assert [figure.year for figure in find_figures(text) if figure.unit != "سال"] == years


def test_both_ends_of_a_span_have_its_unit() -> None:
    low, high = find_figures("۱۰۰ تا ۲۰۰ نفر ناظر فنی")
    assert (low.unit, high.unit, high.counts, high.comparator) == ("نفر", "نفر", "ناظر فنی", None)


def test_a_time_of_day_is_one_figure() -> None:
    assert [figure.text for figure in find_figures("جلسه ساعت ۱۲:۳۰ است")] == ["۱۲:۳۰"]


def test_a_date_is_one_figure() -> None:
    assert [figure.value for figure in find_figures("تاریخ ۱۴۰۴/۰۸/۲۸ است")] == ["1404/08/28"]


def test_figures_of_a_scan_wait_for_a_person() -> None:
    assert find_figures("۵ خوشه", unconfirmed=True)[0].status is FigureStatus.UNCONFIRMED


def test_canonical_digits() -> None:
    assert canonical("۱٬۲۳۴٫۵") == "1234.5"


def test_digits_that_are_no_percentage_are_not_shown() -> None:
    assert hide_unreadable("شمار کارگاه‌ها %4007001755") == "شمار کارگاه‌ها (رقم ناخوانا)"
    assert hide_unreadable("رشد ۱۳۸٪ بود و 1250000 دلار") == "رشد ۱۳۸٪ بود و 1250000 دلار"
    (figure,) = find_figures("شمار کارگاه‌ها (رقم ناخوانا)")
    assert figure.status is FigureStatus.UNREADABLE


def test_growth_is_proved_or_not() -> None:
    assert prove_growth(["۲۰۰", "۳۰۰", "۵۰٪"]) == "۲۰۰ ← ۳۰۰ = ۵۰٪"
    assert prove_growth(["۲۰۰", "۳۰۰", "۷۰٪"]) is None


@pytest.mark.parametrize(
    ("header", "year"),
    [
        ("مصرف ۱۴۰۱ (مترمکعب)", "1401"),
        ("مصرف (۱۴۰۱)", "1401"),
        ("سال ۱۴۰۰", "1400"),
        ("مصرف (۱۲۰۰)", None),
        ("مصرف (تن)", None),
    ],
)
def test_the_year_of_a_column_stands_beside_or_in_its_brackets(header: str, year: str | None) -> None:
    assert year_named_in(header) == year
