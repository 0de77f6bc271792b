import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.persian import (
    ZWNJ,
    fold,
    has_letters,
    in_words,
    normalise,
    persian_digits,
    strip_controls,
    tokens,
)

ANY = st.text()
# accents, joiners and grouped figures meet more often here than among all of Unicode
AWKWARD = st.text("eJİاآءیيئۀةک\u0301\u030c\u0610\u064b\u0654\u200b\u200c\u200d\u00ad,،٬٫.0123۰۱۲٣\ufdfaﻼ")


@given(ANY | AWKWARD)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(AWKWARD)
def test_what_is_folded_has_one_spelling(text: str) -> None:
    folded = fold(text)
    assert folded == unicodedata.normalize("NFC", folded)
    assert not set(folded) & set("يكئأإآةۀـءؤ۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩\u200b\u200c\u200d\u00ad")


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("خوشه‌ی كسب و كار", "خوشه ی کسب و کار"),
        ("مسئول", "مسیول"),
        ("رؤسا", "روسا"),
        ("ﺧﻮﺷﻪ", "خوشه"),
        ("خوشۀ", "خوشه"),
        ("اعتمادآفرینی", "اعتمادافرینی"),
        ("مُحَرِّک", "محرک"),
        ("خـــوشه", "خوشه"),
        ("اجزاء", "اجزا"),
        ("BDSP", "bdsp"),
        ("خو\u200bشه", "خوشه"),
        ("cafe\u200b\u0301", "café"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(written: str, other: str) -> None:
    assert fold(written) == fold(other)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("۱۴۰۱", "1401"),
        ("١٢٣", "123"),
        ("۱,۲۳۴,۵۶۷", "1234567"),
        ("۱٬۲۳۴", "1234"),
        ("۱،۲۳۴", "1234"),
        ("۳٫۵", "3.5"),
        ("۱۲,۳۴", "12,34"),
        ("سال‌های ۱۴۰۰،۱۴۰۱", "سال های 1400،1401"),
        ("۱۲,۳۴۵۶", "12,3456"),
    ],
)
def test_grouping_is_taken_out_of_a_number_and_never_between_two(written: str, number: str) -> None:
    assert fold(written) == number


@pytest.mark.parametrize("pair", [("سر", "شر"), ("کار", "کارا"), ("۱۲", "۲۱"), ("گام", "کام"), ("زن", "ژن")])
def test_different_words_stay_different(pair: tuple[str, str]) -> None:
    assert fold(pair[0]) != fold(pair[1])


@given(ANY | AWKWARD)
def test_a_word_is_never_empty_and_holds_no_space(text: str) -> None:
    for word in tokens(text):
        assert word
        assert not any(c.isspace() or c == ZWNJ for c in word)


@given(ANY | AWKWARD)
def test_words_joined_again_are_the_same_words(text: str) -> None:
    assert tokens(" ".join(tokens(text))) == tokens(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("می‌شود", ["می", "شود"]),
        ("BDSPها", ["bdsp", "ها"]),
        ("خوشه۵۰۵", ["خوشه", "505"]),
        ("۳٫۵ درصد", ["3.5", "درصد"]),
        ("«خوشه»، (صنعتی)؛", ["خوشه", "صنعتی"]),
        ("نسخه 3.2.1", ["نسخه", "3.2", "1"]),
        ("😀؟!", []),
        ("ﷺ", ["صلی", "الله", "علیه", "وسلم"]),
    ],
)
def test_text_is_cut_into_words_and_numerals(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@given(ANY)
def test_stripped_text_keeps_its_letters_and_has_no_controls(text: str) -> None:
    stripped = strip_controls(text)
    assert not any(unicodedata.category(c).startswith("C") for c in stripped if c != ZWNJ)
    assert [c for c in stripped if c.isalnum()] == [c for c in text if c.isalnum()]


def test_lines_become_spaces_and_other_controls_vanish() -> None:
    assert strip_controls("خوشه\r\n\tصنعتی\x00\u202e  می\u200cشود") == "خوشه صنعتی می\u200cشود"


@pytest.mark.parametrize(("text", "there"), [("۵", True), ("خ", True), ("؟!", False), ("\u200c ", False)])
def test_knows_whether_there_is_something_to_read(text: str, there: bool) -> None:
    assert has_letters(text) is there


@given(st.integers())
def test_persian_digits_fold_back_to_the_number(number: int) -> None:
    written = persian_digits(number)
    assert not set(written) & set("0123456789")
    assert fold(written) == str(number)


def test_ingest_normalisation_rewrites_no_digit() -> None:
    for text in ("نسخه 3.2.1", "سال ۱۴۰۱", "سال 1401", "۵۰۵ خوشه", "3.5 درصد"):
        assert normalise(text) == text


def test_ingest_normalisation_joins_affixes_by_zwnj() -> None:
    assert normalise("بنگاه ها همکاري مي كنند") == "بنگاه‌ها همکاری می‌کنند"


def test_what_we_have_counted_is_said_in_words_while_they_are_short() -> None:
    assert [in_words(number) for number in (0, 1, 17, 20, 21)] == ["صفر", "یک", "هفده", "بیست", "۲۱"]
