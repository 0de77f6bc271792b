"""Dates as people in Iran read them: the Jalali calendar at Tehran's clock, in Persian digits."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from knowledge.persian import persian_digits

TEHRAN = ZoneInfo("Asia/Tehran")
MONTHS = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)


_MORNING, _EVENING = 9, 21  # hours in Tehran between which people may be written to unasked


def waking(moment: datetime) -> datetime:
    """This aware moment, or the next morning in Tehran where it lies in the night; UTC."""
    there = moment.astimezone(TEHRAN)
    if not _MORNING <= there.hour < _EVENING:
        tomorrow = there.hour >= _EVENING
        there = there.replace(hour=_MORNING, minute=0, second=0, microsecond=0) + timedelta(days=tomorrow)
    return there.astimezone(UTC)


def jalali(moment: datetime) -> JalaliDate:
    """The Jalali date of this aware moment in Tehran."""
    return JalaliDate(moment.astimezone(TEHRAN).date())  # type: ignore[no-untyped-call]


def written(moment: datetime) -> str:
    """«۱ آذر ۱۴۰۵»."""
    date = jalali(moment)
    return persian_digits(f"{date.day} {MONTHS[date.month - 1]} {date.year}")


def numeric(moment: datetime) -> str:
    """«۱۴۰۵/۰۹/۰۱»."""
    return persian_digits(jalali(moment).strftime("%Y/%m/%d"))
