import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.cells import split_run

GROWTH = ("پیش از طرح", "اکنون", "درصد افزایش")
TOTALS = ("مرد", "زن", "جمع")


@pytest.mark.parametrize(
    ("digits", "values"),
    [
        ("30045050", ("300", "450", "50")),
        ("1200030000150", ("12000", "30000", "150")),
        ("62592548", ("625", "925", "48")),
        ("8712341", ("87", "123", "41")),
    ],
)
def test_splits_by_growth(digits: str, values: tuple[str, ...]) -> None:
    reading = split_run(digits, GROWTH, percent=True)
    assert reading is not None
    assert reading.values == values


def test_the_proof_names_the_arithmetic() -> None:
    reading = split_run("20030050", GROWTH, percent=True)
    assert reading is not None
    assert reading.proof == "۲۰۰ ← ۳۰۰ = ۵۰٪"


@given(before=st.integers(10, 9_999_999), growth=st.integers(1, 400))
def test_never_reads_what_was_not_written(before: int, growth: int) -> None:
    now = before + round(before * growth / 100)
    percent = int((now - before) / before * 100 + 0.5)
    assume(percent > 0)
    reading = split_run(f"{before}{now}{percent}", GROWTH, percent=True)
    # where arithmetic leaves more than one reading, none is given
    assert reading is None or reading.values == (str(before), str(now), str(percent))


def test_a_column_of_totals_is_the_sum() -> None:
    reading = split_run("7318751606", TOTALS, percent=False)
    assert reading is not None
    assert (reading.values, reading.proof) == (("731", "875", "1606"), "۷۳۱ + ۸۷۵ = ۱۶۰۶")


@pytest.mark.parametrize("digits", ["400700175", "400700075", "110", "000", "1"])
def test_a_run_that_no_arithmetic_fits_has_no_reading(digits: str) -> None:
    assert split_run(digits, GROWTH, percent=True) is None


def test_headers_without_arithmetic_leave_no_reading() -> None:
    assert split_run("30045050", ("تهران", "تبریز", "یزد"), percent=False) is None


def test_a_run_longer_than_a_row_is_refused_at_once() -> None:
    assert split_run("1" * 5_000, GROWTH, percent=True) is None
