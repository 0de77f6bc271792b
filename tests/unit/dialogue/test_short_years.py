"""Years without their century."""

import pytest

from bot.dialogue.short_years import whole_years


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("سال ۸۶ چند خوشه شناسایی شد؟", "سال ۱۳۸۶ چند خوشه شناسایی شد؟"),
        ("تو سال 81 شروع شد؟", "تو سال 1381 شروع شد؟"),
        ("آمار سال ۴۰۱", "آمار سال ۱۴۰۱"),
        ("آمار سال ۰۱ رو بده", "آمار سال ۱۴۰۱ رو بده"),
        ("دههٔ ۸۰ چی شد", "دههٔ ۱۳۸۰ چی شد"),
        ("سال‌های ۸۱ تا ۸۶", "سال‌های ۱۳۸۱ تا ۱۳۸۶"),
        ("sale 81 chi shod", "sale 1381 chi shod"),
    ],
)
def test_a_short_year_gets_its_century(said: str, meant: str) -> None:
    assert whole_years(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "سال ۱۳۸۶",
        "سال ۲۰۰۵",
        "ظرف سه سال ۹۰ درصد خوشه‌ها",
        "هر سال ۵۰ خوشه",
        "دههٔ ۹۰ میلادی",
        "۸۶ خوشه",
        "۱۰ سال ۱۲ خوشه",
        "سال ۸۶/۱",
        "خوشهٔ سالم ۸۶",
    ],
)
def test_what_is_no_short_year_stays(said: str) -> None:
    assert whole_years(said) == said
