"""Does an answer hold a wording: Persian spelling varies, figures do not."""

import pytest

from evals.matching import canonical, content_words, coverage, grams, holds, numerals


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("تعداد ۵۰۵ خوشه شناسایی شد", "505"),
        ("تعداد ٥٠٥ خوشه", "505"),
        ("فروش ۱٬۵۷۲٬۰۶۶ میلیون ریال", "1572066"),
        ("فروش 1,572,066 میلیون ریال", "1572066"),
        ("کمتر از ۲۰٪ آن‌ها", "20 درصد"),
        ("رشد ۳٫۵ برابر", "3.5"),
        ("بنگاه‌ها و نهادهاي محلي", "نهادهای محلی"),
        ("بنگاهها", "بنگاه ها"),
        ("خدمات توسعهٔ کسب‌وکار", "خدمات توسعه کسب و کار"),
        ("Small Industries Organization", "small industries"),
        ("هند و چین", "هند"),
        ("۱۲ قطب", "12 قطب"),
    ],
)
def test_finds_a_wording_whatever_its_spelling(text: str, wanted: str) -> None:
    assert holds(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("تعداد ۱۵۰۵ خوشه", "505"),
        ("تعداد ۵۰۵۲ خوشه", "505"),
        ("رشد ۳٫۵ برابر", "3"),
        ("رشد ۳٫۵ برابر", "5"),
        ("۱۳۸ درصد و ۲۱۴", "138214"),
        ("۳۵ خوشه", "3 5"),
        ("کره‌ای", "کر"),
        ("پنجاه خوشه", "505"),
        ("هر متنی", ""),
        ("هر متنی", "!؟"),
    ],
)
def test_does_not_find_part_of_a_figure_or_a_short_word(text: str, wanted: str) -> None:
    assert not holds(text, wanted)


def test_a_short_word_must_stand_alone() -> None:
    assert not holds("باهوش و هندی", "هند")
    assert holds("در هند،", "هند")


def test_canonical_text_has_one_form_for_all_spellings() -> None:
    assert canonical("كتاب‌هايِ «نو»، ۱۲٪!") == "کتاب های نو 12 درصد"


def test_numerals_are_canonical() -> None:
    assert numerals("در سال ۱۴۰۱ حدود ۲٬۳۵۱٬۲۱۴ و ۳٫۵") == {"1401", "2351214", "3.5"}


def test_content_words_leave_out_function_words_and_numerals() -> None:
    assert content_words("این خوشه از سال ۱۴۰۱ است") == ["خوشه", "سال"]


def test_coverage_is_the_share_of_content_words_that_a_source_holds() -> None:
    sources = ["خوشه‌های صنعتی در استان‌ها"]
    assert coverage("خوشه صنعتی", sources) == 1.0
    assert coverage("خوشه صنعتی صادرات بانک", sources) == 0.5
    assert coverage("۱۲", sources) == 1.0


def test_grams_ignore_spaces() -> None:
    assert grams("کسب و کار") == grams("کسب‌وکار") == {"کسبو", "سبوک", "بوکا", "وکار"}
