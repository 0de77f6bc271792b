"""Dates as people in Iran read them: the Jalali calendar at Tehran's clock, in Persian digits."""

from datetime import datetime
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
