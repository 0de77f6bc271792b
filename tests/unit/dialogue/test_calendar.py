from datetime import UTC, datetime

from bot.dialogue.calendar import numeric, written


def test_a_moment_is_written_in_the_jalali_calendar() -> None:
    assert written(datetime(2026, 11, 22, 12, tzinfo=UTC)) == "۱ آذر ۱۴۰۵"
    assert numeric(datetime(2025, 3, 20, 12, tzinfo=UTC)) == "۱۴۰۳/۱۲/۳۰"  # a leap year


def test_the_day_changes_at_midnight_in_tehran() -> None:
    assert written(datetime(2026, 11, 22, 20, 29, tzinfo=UTC)) == "۱ آذر ۱۴۰۵"
    assert written(datetime(2026, 11, 22, 20, 30, tzinfo=UTC)) == "۲ آذر ۱۴۰۵"
