"""Tracking codes: made, recognised as people type them, and refused when a digit is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.tracking import CodeInvalid, find_code, tracking_code
from knowledge.persian import persian_digits

numbers = st.integers(1, 99_999)
years = st.integers(1400, 1499)


def test_a_code_has_year_number_and_check_digit() -> None:
    code = tracking_code(1405, 123)
    assert code.startswith("KH-1405-00123-")
    assert len(code) == 15


@given(years, numbers)
def test_a_code_is_found_however_it_is_typed(year: int, number: int) -> None:
    code = tracking_code(year, number)
    bare = code.replace("-", "")
    spellings = (
        code,
        code.lower(),
        bare,
        bare.lower(),
        persian_digits(code),
        code.replace("-", " "),
        code.replace("-", "ـ"),
        code.replace("-", "–"),
        f"وضعیت \u2066{persian_digits(code.lower())}\u2069 چه شد؟",
    )
    assert {find_code(text) for text in spellings} == {code}


@given(years, numbers, st.data())
def test_a_wrong_digit_and_two_swapped_ones_are_noticed(year: int, number: int, data: st.DataObject) -> None:
    code = tracking_code(year, number)
    digits = [at for at in range(7, len(code)) if code[at].isdigit()]
    at = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != code[at]]))
    with pytest.raises(CodeInvalid):
        find_code(code[:at] + other + code[at + 1 :])
    bare = code.replace("-", "")
    here = data.draw(st.integers(7, len(bare) - 2))
    swapped = bare[:here] + bare[here + 1] + bare[here] + bare[here + 2 :]
    if swapped != bare:
        with pytest.raises(CodeInvalid):
            find_code(swapped)


@pytest.mark.parametrize("text", ["KH-1405-123", "kh140500", "KH 1405", "وضعیت KH-1405-0012"])
def test_missing_digits_are_noticed(text: str) -> None:
    with pytest.raises(CodeInvalid):
        find_code(text)


@pytest.mark.parametrize("text", ["خوشه چیست؟", "KH چیست", "khoosheyar 1405", "۰۹۱۲۱۲۳۴۵۶۷", ""])
def test_other_texts_hold_no_code(text: str) -> None:
    assert find_code(text) is None
